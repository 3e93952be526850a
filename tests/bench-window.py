#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""bench-window.py DERMLENS ROUNDS IMAGE...: what a person waits for, on the display that there is. In each round the program
starts with all images, and keys go to the next one: with time in between, at once after the frame before, and back;
then to Explain, and from image to image there: to the first coarse map.
Prints one line of JSON: {what: [milliseconds]}, from the start of the process or the press of the key to the frame that
shows it, as the program itself says when it has drawn one (lens-timing.h)."""
import ctypes, json, os, signal, subprocess, sys, time

PROGRAM, ROUNDS, IMAGES = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
PATIENCE = 20  # seconds for a frame; then SIGALRM ends this program
REST = 0.3  # seconds in which neighbours can be read
times = {}


def note(what, start):
    times.setdefault(what, []).append(round((time.monotonic() - start) * 1e3, 2))


def wait_drawn(process, what):
    """The line that says so; the bars may be in the very first frame."""
    signal.alarm(PATIENCE)
    for line in process.stdout:
        if 'drawn ' + what in line:
            signal.alarm(0)
            return line
    raise RuntimeError(f'{PROGRAM} ended with {process.wait()}')


class Keyboard:
    """Presses keys through the X server, as xdotool does, without a process for each."""

    def __init__(self):
        self.x, self.test = ctypes.CDLL('libX11.so.6'), ctypes.CDLL('libXtst.so.6')
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))

    def press(self, keys):
        codes = [self.x.XKeysymToKeycode(self.display, ctypes.c_ulong(self.x.XStringToKeysym(key.encode()))) for key in keys.split('+')]
        for code in codes:
            self.test.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.test.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x.XFlush(self.display)

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.display, -1, x, y, 0)
        self.x.XFlush(self.display)

    def hold(self, is_down):
        self.test.XTestFakeButtonEvent(self.display, 1, is_down, 0)
        self.x.XFlush(self.display)


def press(keyboard, process, keys, what, drawn='bars'):
    start = time.monotonic()
    keyboard.press(keys)
    wait_drawn(process, drawn)
    note(what, start)


def paint(keyboard, process, window):
    """One stroke across the input: from each movement of the pointer to the frame with the bars of the painted input."""
    find = ['xdotool', 'getwindowgeometry', '--shell', window]
    place = dict(line.split('=') for line in subprocess.run(find, capture_output=True, text=True, timeout=60).stdout.split())
    x, y = (int(place[a]) + int(place[b]) * 45 // 100 for a, b in (('X', 'WIDTH'), ('Y', 'HEIGHT')))
    keyboard.press('Alt_L+3')
    time.sleep(2 * REST)
    keyboard.move(x - 120, y)
    time.sleep(REST)
    keyboard.hold(True)
    wait_drawn(process, 'paint')
    for i in range(10):
        time.sleep(REST)
        start = time.monotonic()
        keyboard.move(x - 100 + 20 * i, y)
        wait_drawn(process, 'paint')
        note('paint', start)
    keyboard.hold(False)


def run_round():
    start = time.monotonic()
    process = subprocess.Popen([PROGRAM, *IMAGES], stdout=subprocess.PIPE, text=True, bufsize=1,
                               env=dict(os.environ, G_MESSAGES_DEBUG='Dermlens-Timing'))
    try:
        line = wait_drawn(process, '')
        note('start to window', start)
        if 'drawn bars' not in line:
            wait_drawn(process, 'bars')
        note('start to bars', start)
        find = ['xdotool', 'search', '--sync', '--onlyvisible', '--pid', str(process.pid)]
        window = subprocess.run(find, capture_output=True, text=True, timeout=60).stdout.split()[-1]
        subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True, timeout=60)
        time.sleep(2)  # all rows are read
        keyboard = Keyboard()
        for key, what, rest in (('Down', 'next', REST), ('Up', 'back', REST), ('Down', 'next at once', 0)):
            for _ in range(min(10, len(IMAGES) - 1)):
                press(keyboard, process, key, what)
                time.sleep(rest)
            time.sleep(REST)
        press(keyboard, process, 'Alt_L+2', 'explain', 'map')
        for _ in range(min(5, len(IMAGES) - 1)):
            time.sleep(REST)
            press(keyboard, process, 'Page_Up', 'next, explained', 'map')
        paint(keyboard, process, window)
    finally:
        process.terminate()
        process.wait()


for _ in range(ROUNDS):
    run_round()
print(json.dumps(times))
