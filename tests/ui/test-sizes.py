#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Large text, narrow windows and text from right to left: test-sizes.py DERMLENS DERM SAMPLES. Prints TAP.

GTK says on standard error what does not fit ("reports a minimum…", "Expect overlapping widgets"): close() fails on every warning."""

import os
import shutil
import subprocess
import time

from drive import Atspi, Window, run, run_tests, sample, wait_for

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


def test_at_hand(work):
    """Compare and Export are in the header, and all rows of scores can be reached, with letters twice as large at 1280 × 800."""
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


run_tests(globals())
