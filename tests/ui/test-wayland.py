#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Dermlens as a Wayland client: test-wayland.py DERMLENS DERM SAMPLES. Prints TAP.

The compositor is weston, whose screen is a window on the X display of run-under-xvfb.sh: xdotool gives it input as a seat does, and
import takes the picture. Its kiosk shell shows one window, from corner to corner."""

import atexit
import os
import re
import shutil
import subprocess
import sys

import drive
from drive import CODES, Atspi, assert_shows, run, sample, scores_of, wait_for, walk

SOCKET, WIDTH, HEIGHT = 'wayland-test', 1200, 760


def start_weston():
    """Returns weston's X window."""
    log = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'weston.log')
    # the pointer is to enter its window from outside
    run('xdotool', 'mousemove', str(WIDTH + 20), str(HEIGHT + 20))
    weston = subprocess.Popen(['weston', '--backend=x11-backend.so', '--use-pixman', '--shell=kiosk-shell.so', '--no-config',
                               f'--width={WIDTH}', f'--height={HEIGHT}', f'--socket={SOCKET}', '--idle-time=0', '--log=' + log])
    atexit.register(weston.wait)
    atexit.register(weston.terminate)

    def find_window():
        assert weston.poll() is None, 'weston ended'
        with open(log) as file:
            return re.search(r'window id (\d+)', file.read())
    window = wait_for(find_window, 'weston').group(1)
    wait_for(lambda: os.path.exists(os.path.join(os.environ['XDG_RUNTIME_DIR'], SOCKET)), "weston's socket")
    run('xdotool', 'windowmove', '--sync', window, '0', '0', 'windowfocus', '--sync', window)
    return window


class Window(drive.Program):
    def __init__(self, *files):
        super().__init__(*files, DISPLAY='', WAYLAND_DISPLAY=SOCKET, GDK_BACKEND='wayland')
        self.focus()

    def focus(self):
        wait_for(self.has_focus, 'the focus')

    def title(self):
        return self.frames()[0].get_name()

    def middle_of(self, name):
        box = wait_for(lambda: [n for n in walk(self.tree) if n.get_name() == name and n.get_component_iface()], name)[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return box.x + box.width // 2, box.y + box.height // 2

    def click(self, name):
        x, y = self.middle_of(name)
        run('xdotool', 'mousemove', str(x - 5), str(y), 'sleep', '0.1', 'mousemove', str(x), str(y), 'sleep', '0.1', 'click', '1')


def color_at(picture, x, y):
    return [int(n) for n in run('convert', picture, '-crop', f'9x9+{x - 4}+{y - 4}', '-scale', '1x1!', '-format',
                                '%[fx:round(255*r)] %[fx:round(255*g)] %[fx:round(255*b)]', 'info:').stdout.split()]


def test_shows(work):
    """Image and scores, to a screen reader and on the screen."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    x, y = window.middle_of('Original image')
    wanted = color_at(sample(1), 300, 225)
    shot = os.path.join(work, 'shot.png')

    def is_drawn():
        assert run('import', '-window', WESTON, shot).returncode == 0
        return all(abs(a - b) < 12 for a, b in zip(color_at(shot, x, y), wanted))
    wait_for(is_drawn, 'the image on the screen')
    window.close()


def test_keys_and_pointer(work):
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    window.key('Right')
    window.wait_title('drawn-02.jpg')
    assert_shows(window, sample(2))
    scores = dict(zip(CODES, scores_of(sample(2))))
    window.click('Sort by score')
    wait_for(lambda: list(window.bars()) == sorted(CODES, key=lambda c: -scores[c]), 'the order of the scores')
    run('xdotool', 'mousemove', *map(str, window.middle_of('Original image')), 'click', '4')
    wait_for(lambda: window.has_text('x 2'), 'the pixel under the pointer; have %r' % window.texts())
    window.close()


def test_paste(work):
    window = Window()
    png = os.path.join(work, 'copied.png')
    run('convert', sample(4), png)
    with open(png, 'rb') as file:
        copy = subprocess.Popen(['wl-copy', '--foreground', '--type', 'image/png'], stdin=file,
                                env={**os.environ, 'WAYLAND_DISPLAY': SOCKET})
    try:
        window.paste_until('Pasted picture')
    finally:
        copy.terminate()
        copy.wait()
    assert_shows(window, png)
    window.close()


for tool in ('weston', 'wl-copy'):
    if shutil.which(tool) is None:
        print('1..0 # SKIP no', tool)
        sys.exit(0)
WESTON = start_weston()
drive.run_tests(globals())
