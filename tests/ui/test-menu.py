#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Start page, preferences, shortcuts and where files are saved, by keys and clicks: test-menu.py DERMLENS DERM SAMPLES. Prints TAP."""

import os
import shutil
import time

from drive import Atspi, Window, run, run_tests, sample, text_of, wait_for, walk


def make_folder(work):
    folder = os.path.join(work, 'images')
    os.mkdir(folder)
    for n in (1, 2):
        shutil.copy(sample(n), os.path.join(folder, 'photo %d.jpg' % n))
    return folder


def rows(window):
    return [t.split(',')[0] for t in window.texts() if ', ' in t and t.split(',')[0].endswith('.jpg')]


def click(window, node):
    """With the pointer, in the middle of what a screen reader sees there."""
    place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    run('xdotool', 'mousemove', '--window', window.window, str(place.x + place.width // 2), str(place.y + place.height // 2), 'click', '1')


def samples_of(window):
    """Of the start page, on screen or not: GTK 4.8 tells of hidden pages too."""
    return [n for n in walk(window.tree) if n.get_description() == 'drawn by a program' and n.get_component_iface().get_size().x > 0]


def wait_focus(window, name):
    """Also on the start page, of which focused() does not tell."""
    def names():
        return [n.get_name() for n in walk(window.tree) if n.get_state_set().contains(Atspi.StateType.FOCUSED)]
    wait_for(lambda: names() == [name], lambda: 'the focus on %s; have %r' % (name, names()))


def dialog_texts(window):
    return [text_of(n) for n in walk(window.tree) if n.get_role() == Atspi.Role.TEXT]


def test_samples_and_start_page(work):
    """A sample that is clicked comes with all others; the start page gives back what was open, and loses nothing."""
    window = Window()
    third = wait_for(lambda: samples_of(window), 'the samples')[2]
    time.sleep(0.3)
    click(window, third)
    window.wait_title('drawn-03.jpg')
    wait_for(lambda: len(rows(window)) >= 7, lambda: 'all samples; have %r' % rows(window))
    n = len(rows(window))
    window.key('n')
    time.sleep(0.3)
    window.write('seen')
    window.key('Return')
    wait_for(lambda: any('note: seen' in t for t in window.texts()), 'the note')
    window.key('F10')
    wait_for(window.focused, 'the menu')
    window.go_down_to('Start Page')
    window.press('Return')
    wait_focus(window, 'Back to the Image')
    window.key('Escape')
    wait_focus(window, 'Original image')
    window.wait_title('drawn-03.jpg')
    window.key('alt+Home')
    wait_focus(window, 'Back to the Image')
    window.key('Page_Down')  # chooses the next image
    window.wait_title('drawn-04.jpg')
    wait_focus(window, 'Original image')
    assert len(rows(window)) == n, rows(window)
    assert any('drawn-03.jpg' in t and 'note: seen' in t for t in window.texts())
    window.close()


def test_preferences(work):
    """By keys: one setting takes effect at once, the window goes with Escape, and all is still there for the next one."""
    window = Window(make_folder(work))
    window.wait_title('photo 1.jpg')
    window.key('ctrl+comma')
    window.wait_dialog('Preferences')
    wait_for(lambda: window.find_all(Atspi.Role.CHECK_BOX) or [n for n in walk(window.tree) if n.get_name() == 'Go on after flag or label'],
             'the rows')

    def has_focus(name):
        return any(name in n for _, n in window.focused())
    for _ in range(12):
        if has_focus('Go on after flag or label'):
            break
        window.press('Tab')
        time.sleep(0.2)
    assert has_focus('Go on after flag or label'), window.focused()
    window.press('space')
    time.sleep(0.3)
    window.press('Escape')
    wait_for(window.has_focus, 'the main window')
    window.key('f')
    wait_for(lambda: [r for r, _ in window.focused() if 'menu item' in r], 'the flags')
    window.press('a')
    window.wait_title('photo 2.jpg')  # it went on
    window.close()


def test_shortcuts(work):
    """The window of keys finds one by its words; Escape ends the search, then the window."""
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    window.key('ctrl+question')
    window.wait_dialog('Keyboard Shortcuts')
    wait_for(lambda: 'Quit' in window.texts(), 'the list')
    window.write('square')
    wait_for(lambda: 'Quit' not in window.texts(), 'what is not found to go')
    assert 'Keep the crop square' in window.texts() and 'Shift+C' in window.texts()
    window.press('Escape')
    wait_for(lambda: 'Quit' in window.texts(), 'the list again')
    window.press('Escape')
    wait_for(window.has_focus, 'the main window')
    window.close()


def save(window, key, title, name):
    """Accepts the name that is proposed, wherever that is."""
    window.key(key)
    window.wait_dialog(title)
    wait_for(lambda: name in dialog_texts(window), lambda: '%s; have %r' % (name, dialog_texts(window)))
    time.sleep(0.5)  # for the folder to be listed
    window.press('Return')
    wait_for(lambda: window.has_text('saved in ' + name), lambda: 'the notice; have %r' % window.texts())


def test_saved_among_documents(work):
    """Not beside the images, and under names that no image has; the second file goes where the first was saved."""
    documents, chosen, folder = os.path.join(work, 'documents'), os.path.join(work, 'chosen'), make_folder(work)
    for path in (documents, chosen, os.environ['XDG_CONFIG_HOME']):
        os.makedirs(path, exist_ok=True)
    with open(os.path.join(os.environ['XDG_CONFIG_HOME'], 'user-dirs.dirs'), 'w') as file:
        file.write('XDG_DOCUMENTS_DIR="%s"\n' % documents)
    before = sorted(os.listdir(folder))
    window = Window(folder)
    window.wait_title('photo 1.jpg')
    wait_for(lambda: len(window.bars()) == 7, 'the scores')
    save(window, 'ctrl+s', 'Save Figure', 'photo 1-dermlens.png')
    assert os.listdir(documents) == ['photo 1-dermlens.png'], os.listdir(documents)
    window.key('ctrl+e')
    window.wait_dialog('Export All Results')
    wait_for(lambda: 'dermlens-results.csv' in dialog_texts(window), lambda: 'the name; have %r' % dialog_texts(window))
    window.press('ctrl+a')
    window.write(os.path.join(chosen, 'mine.csv'))
    window.press('Return')
    wait_for(lambda: window.has_text('saved in mine.csv'), 'the table')
    save(window, 'ctrl+s', 'Save Figure', 'photo 1-dermlens.png')
    assert sorted(os.listdir(chosen)) == ['mine.csv', 'photo 1-dermlens.png'], os.listdir(chosen)
    assert sorted(os.listdir(folder)) == before
    window.close()


run_tests(globals())
