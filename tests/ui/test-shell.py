#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What stands around every view, with keys and clicks: test-shell.py DERMLENS DERM SAMPLES. Prints TAP."""

import os
import random
import shutil
import subprocess
import time

from drive import Atspi, Window, run, run_tests, sample, wait_for

NAMES = ['drawn-%02d.jpg' % n for n in range(1, 6)]


def open_samples(work):
    """Copies: a folder of somebody's own."""
    folder = os.path.join(work, 'clinic')
    os.mkdir(folder)
    for n in range(1, 6):
        shutil.copy(sample(n), folder)
    window = Window(folder)
    window.wait_title(NAMES[0])
    wait_for(lambda: window.has_text('5 images') and len(window.bars()) == 7, 'the results')
    return window


def node(window, role, name):
    return wait_for(lambda: window.find_all(role, name), name)[0]


def is_sensitive(window, name):
    return node(window, Atspi.Role.PUSH_BUTTON, name).get_state_set().contains(Atspi.StateType.SENSITIVE)


def box_of(window, role, name):
    return node(window, role, name).get_component_iface().get_extents(Atspi.CoordType.WINDOW)


def picture_box(window):
    box = box_of(window, Atspi.Role.IMAGE, 'Original image')
    return box.x, box.y, box.width, box.height


def click(window, role, name):
    """GTK 4.8 counts from within the frame that it draws around a window; the window manager draws none here."""
    box = box_of(window, role, name)
    x, y = map(int, (l.split(':')[1] for l in run('xdotool', 'getwindowgeometry', '--shell', window.window).stdout.replace('=', ':').splitlines()
                     if l.startswith(('X:', 'Y:'))))
    run('xdotool', 'mousemove', str(x + box.x + box.width // 2), str(y + box.y + box.height // 2), 'click', '1')


def test_view_bar(work):
    """Name, place and the way to the neighbours; the ends are ends; the folder is named beside them."""
    window = open_samples(work)
    assert window.has_text('clinic')
    wait_for(lambda: window.has_text('1 of 5'), 'the place')
    assert not is_sensitive(window, 'Previous image') and is_sensitive(window, 'Next image')
    for name in NAMES[1:]:
        click(window, Atspi.Role.PUSH_BUTTON, 'Next image')
        window.wait_title(name)
    wait_for(lambda: not is_sensitive(window, 'Next image'), 'the end')
    assert window.has_text('5 of 5')
    click(window, Atspi.Role.PUSH_BUTTON, 'Previous image')
    window.wait_title(NAMES[3])
    window.close()


def test_home_and_end(work):
    """From whatever has the focus, but for what has a cursor of its own."""
    window = open_samples(work)
    seen, n = set(), 0
    while n < 60:
        place = wait_for(window.focused, 'a focus')[0]
        if place in seen:
            break
        seen.add(place)
        n += 1
        if place[0] not in ('text', 'table cell', 'entry') and 'ixel' not in place[1]:
            window.press('End')
            wait_for(lambda: window.title() == NAMES[4], lambda: 'the last image from %r; have %s' % (place, window.title()))
            window.press('Home')
            wait_for(lambda: window.title() == NAMES[0], lambda: 'the first image from %r; have %s' % (place, window.title()))
        if window.focused()[:1] and window.focused()[0][1].startswith('drawn-'):
            seen.add(window.focused()[0])
        before = window.focused()
        window.press('Tab')
        wait_for(lambda: window.focused() not in ([], before), lambda: 'another focus than %r' % before)
    assert n > 20, seen
    window.key('n')
    wait_for(lambda: [name for _, name in window.focused()] == ['Note on this image'], 'the note')
    window.write('b')
    window.press('Home')
    window.write('a')
    window.press('Return')
    wait_for(lambda: window.has_text('ab'), 'the note, written from both ends')
    assert window.title() == NAMES[0]
    window.close()


def test_escape(work):
    """Leaves what was entered last, in random orders."""
    window = open_samples(work)

    def describe(action):  # also while no button of it is on screen
        return run('gdbus', 'call', '--session', '--dest', 'io.github.dermlens.Dermlens', '--object-path',
                   '/io/github/dermlens/Dermlens/window/1', '--method', 'org.gtk.Actions.Describe', action).stdout

    def has_crop():
        return '<true>' in describe('crop')

    def presents():
        return window.title() == 'Image 1'

    def compares():  # there is something to go back from
        return describe('back').startswith('((true')
    ways = [('c', has_crop), ('F5', presents), ('k', compares)]
    for _ in range(4):
        order = random.sample(ways, 3)
        for key, is_in in order:
            window.key(key)
            wait_for(is_in, 'what %s enters of %r' % (key, [k for k, _ in order]))
        for i in (2, 1, 0):
            window.key('Escape')
            wait_for(lambda: [is_in() for _, is_in in order] == [j < i for j in range(3)],
                     lambda: 'Escape %d of %r; have %r' % (3 - i, [k for k, _ in order], [is_in() for _, is_in in order]))
    for _ in range(2):  # the key that opened the card closes it
        window.key('m')
        wait_for(compares, 'the card')
        window.key('m')
        wait_for(lambda: not compares(), 'the image again')
    window.key('k')
    wait_for(compares, 'the recipes')
    window.key('m', 'Escape')
    time.sleep(0.5)
    assert compares()  # the recipes, from where the card was opened
    window.key('Escape')
    wait_for(lambda: not compares(), 'the image again')
    window.close()


def test_messages(work):
    """They move nothing; what is copied is said; what is running or can be undone comes back from below."""
    window = open_samples(work)
    before = picture_box(window)
    for key, words in (('ctrl+c', 'The image is copied'), ('ctrl+alt+c', 'The result is copied as text'),
                       ('ctrl+shift+c', 'The view of the input is copied')):
        window.key(key)
        wait_for(lambda: window.has_text(words), lambda: '%r; have %r' % (words, window.texts()))
        assert picture_box(window) == before, (picture_box(window), before)
    window.key('Delete')
    window.wait_title(NAMES[1])
    broken = os.path.join(work, 'broken.jpg')
    for text in ('nothing', 'not an image'):
        with open(broken, 'w') as file:
            file.write(text)
    subprocess.run(['xclip', '-selection', 'clipboard', '-t', 'text/uri-list'], input='file://' + broken, text=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def is_refused():
        window.key('ctrl+v')
        return wait_for(lambda: window.has_text('broken.jpg'), 'the error', 5)
    wait_for(is_refused, 'the error')
    assert picture_box(window) == before, (picture_box(window), before)
    time.sleep(10)  # longer than a notice is shown
    assert window.has_text('broken.jpg')  # an error stays
    click(window, Atspi.Role.PUSH_BUTTON, 'Close this message')
    window.close()


run_tests(globals())
