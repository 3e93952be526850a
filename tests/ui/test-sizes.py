#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Large text, narrow windows and text from right to left: test-sizes.py DERMLENS DERM SAMPLES. Prints TAP.

GTK says on standard error what does not fit ("reports a minimum…", "Expect overlapping widgets"): close() fails on every warning."""

import os
import shutil
import subprocess
import time

from drive import Atspi, Window, box_of, find_on, place_on_screen, run, run_tests, sample, wait_for, walk, words_of

PAGES = (('k', 'compare'), ('m', 'card'), ('p', 'pair'), ('c', 'crop'), ('n', 'note'), ('ctrl+g', 'grid'), ('ctrl+f', 'filter'), ('F9', 'list'))


def set_font():
    """GNOME's own, with which most faults of this kind were seen."""
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'settings.ini'), 'w') as file:
        file.write('[Settings]\ngtk-font-name=Cantarell 11\n')


def set_dpi(dpi):
    run('xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', 'Xft.dpi: %d' % dpi)


def arabic(work):
    """A locale for it is on few machines; without localedef GTK still lays out from right to left by LANGUAGE."""
    locales = os.path.join(work, 'locales')
    os.mkdir(locales)
    subprocess.run(['localedef', '-i', 'ar_EG', '-f', 'UTF-8', os.path.join(locales, 'ar_EG.UTF-8')], capture_output=True)
    return {'LANGUAGE': 'ar', 'LOCPATH': locales, 'LC_ALL': 'ar_EG.UTF-8'}


def resize(window, width, height):
    run('xdotool', 'windowsize', '--sync', window.window, str(width), str(height))
    time.sleep(0.6)


def look_through(work, sizes, **environment):
    set_font()
    folder = os.path.join(work, 'folder')
    os.mkdir(folder)
    for n in (1, 2, 3):
        shutil.copy(sample(n), folder)
    with open(os.path.join(folder, 'broken.jpg'), 'w') as file:
        file.write('no image')
    with open(os.path.join(work, 'truth.csv'), 'w') as file:
        file.write('image_id,dx\ndrawn-01,bkl\ndrawn-02,mel\n')
    window = Window(folder, os.path.join(work, 'truth.csv'), **environment)
    window.wait_title('drawn-01.jpg')
    wait_for(lambda: len(window.bars()) == 7, 'the results')
    for width, height in sizes:
        resize(window, width, height)
        for key, _ in PAGES:
            window.key(key)
            time.sleep(0.4)
            window.key('Escape')
            time.sleep(0.2)
        window.key('Escape', 'Escape', 'Page_Down')
        time.sleep(0.4)
        window.key('Home', 'ctrl+g')
    set_dpi(96)
    window.close()


def test_narrow(work):
    look_through(work, ((360, 640), (500, 400), (860, 600)))


def test_large_text(work):
    set_dpi(192)
    look_through(work, ((1280, 800), (900, 700), (360, 700)))


def test_right_to_left(work):
    look_through(work, ((1280, 800), (860, 600), (360, 640)), **arabic(work))


def test_right_to_left_with_large_text(work):
    set_dpi(192)
    look_through(work, ((1280, 800), (360, 700)), **arabic(work))


def rows_in_sight(window):
    """Rows of scores that stand whole above the line below them, in which the answer is put into words"""
    answer = [n for n in window.find_all(Atspi.Role.STATUS_BAR) if ' behind.' in words_of(n) and box_of(n).height > 0]
    top = box_of(answer[0]).y if answer else 0
    rows = [box_of(n) for n in window.find_all(Atspi.Role.LEVEL_BAR)]
    return sum(row.height > 0 and row.y + row.height <= top for row in rows), [(row.y, row.height) for row in rows], top


def test_rows_in_sight(work):
    """All seven at first, without scrolling: with letters twice as large, also in German, and for a presenter."""
    for dpi, keys, width, height in ((192, (), 1280, 800), (192, (), 1400, 1000), (96, ('F5',), 1280, 800), (96, ('F5',), 1024, 768)):
        set_dpi(dpi)
        window = Window(sample(1), sample(2))
        window.wait_title('drawn-01.jpg')
        wait_for(lambda: len(window.bars()) == 7, 'the results')
        window.key(*keys)
        resize(window, width, height)
        wait_for(lambda: rows_in_sight(window)[0] == 7, lambda: '%d: %s' % (dpi, rows_in_sight(window)))
        window.close()
    set_dpi(96)


def test_views_folded(work):
    """The views of the input are behind a button then; what is chosen there is shown, and the button says it."""
    set_dpi(192)
    window = Window(sample(1))
    wait_for(lambda: len(window.bars()) == 7, 'the results')
    resize(window, 1280, 800)
    button = wait_for(lambda: [n for n in window.find_all(Atspi.Role.PUSH_BUTTON, 'Colour') if box_of(n).width > 20], 'the button')
    x, y = place_on_screen(window, box_of(button[0]))
    run('xdotool', 'mousemove', str(x), str(y), 'sleep', '0.2', 'click', '1')
    time.sleep(0.5)
    window.key('Down', 'space')
    wait_for(lambda: [n for n in window.find_all(Atspi.Role.TABLE, 'Network input') if 'red channel' in n.get_description()], 'the red channel')
    set_dpi(96)
    window.close()


def test_at_hand(work):
    """Compare and Export are in the header, with letters twice as large at 1280 × 800."""
    set_dpi(192)
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    resize(window, 1280, 780)
    for name in ('Compare', 'Export'):
        found = wait_for(lambda: [n for n in window.find_all(Atspi.Role.TOGGLE_BUTTON, name) + window.find_all(Atspi.Role.PUSH_BUTTON, name)], name)
        box = found[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        assert box.width > 20 and 0 < box.x < 1280 - box.width, (name, box.x, box.width)
    set_dpi(96)
    window.close()


def click_pixel(window):
    """It has the keys then."""
    def grids():
        return [n for n in window.find_all(Atspi.Role.TABLE, 'Network input') if box_of(n).width > 0]
    x, y = place_on_screen(window, box_of(wait_for(grids, 'the input')[0]))
    run('xdotool', 'mousemove', str(x), str(y), 'sleep', '0.2', 'click', '1')
    wait_for(lambda: any(role == 'table cell' for role, _ in window.focused()), lambda: 'a pixel to have the keys: %r' % window.focused())


def test_clicker(work):
    """Page Down and Page Up step through the images with an audience, whatever has the keys; scrolled pages too."""
    for dpi in (96, 192):  # with large text all scrolls as one
        set_dpi(dpi)
        window = Window(sample(1), sample(2), sample(3))
        window.wait_title('drawn-01.jpg')
        wait_for(lambda: len(window.bars()) == 7, 'the results')
        window.key('F5')
        window.wait_title('Image 1')
        for enter, leave in ((None, None), (click_pixel, None), ('k', 'Escape'), ('p', 'Escape'), ('m', 'Escape')):
            if callable(enter):
                enter(window)
            elif enter is not None:
                window.key(enter)
                time.sleep(0.5)
            for key, title in (('Page_Down', 'Image 2'), ('Page_Down', 'Image 3'), ('Page_Up', 'Image 2'), ('Page_Up', 'Image 1')):
                window.key(key)
                window.wait_title(title, 8)
            if leave:
                window.key(leave)
        window.close()
    set_dpi(96)


def find_box(window, name):
    nodes = [n for n in walk(window.tree) if n.get_name().startswith(name) and n.get_role() not in (Atspi.Role.HEADING, Atspi.Role.LABEL)]
    return next((box for box in map(box_of, nodes) if box.width > 0), None)


def turn_wheel(window, name, button):
    run('xdotool', 'click', '--repeat', '2', button)
    time.sleep(0.5)
    return find_box(window, name).y


def test_wheel(work):
    """In a narrow window, in which all scrolls as one, the wheel scrolls it wherever it is turned below the image."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    wait_for(lambda: len(window.bars()) == 7, 'the results')
    for width, height in ((700, 600), (360, 640)):
        resize(window, width, height)
        for name, part in (('Network input', 0.5), ('Network input', 1.03), ('Red', 0.5), ('df, ', 0.5)):
            for _ in range(12):  # from where the pointer is, which is somewhere below the image
                box = wait_for(lambda: find_box(window, name), name)
                if box.y + box.height // 2 < height - 80:
                    break
                assert turn_wheel(window, name, '5') < box.y, (name, width, box.y)
            x, y = place_on_screen(window, box, part)
            run('xdotool', 'mousemove', str(x), str(y), 'sleep', '0.2')
            down = turn_wheel(window, name, '5') if name == 'Network input' else box.y
            up = turn_wheel(window, name, '4')
            assert up > down, (name, part, width, box.y, down, up)
    window.close()


def test_title_in_sight(work):
    """Another page opens at its top, however far the image's was scrolled."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    wait_for(lambda: len(window.bars()) == 7, 'the results')
    resize(window, 360, 640)
    for key, page in (('k', 'LensCompare'), ('m', 'LensModelPage')):
        box = wait_for(lambda: find_box(window, 'Network input'), 'the input')
        x, y = place_on_screen(window, box)
        run('xdotool', 'mousemove', str(x), str(y), 'sleep', '0.2', 'click', '--repeat', '12', '5')
        wait_for(lambda: find_box(window, 'Network input').y < box.y - 100, 'the wheel')
        window.key(key)
        wait_for(lambda: window.focused() == [('push button', 'Back')] or find_on(window, page, 'Back'), 'the page ' + page)
        time.sleep(0.8)
        y = box_of(find_on(window, page, 'Back')[0]).y
        assert 40 < y < 120, (page, y)
        window.key('Escape')
        time.sleep(0.6)
    window.close()


run_tests(globals())
