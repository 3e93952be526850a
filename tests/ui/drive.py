#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What the tests that drive dermlens have in common: TEST DERMLENS DERM SAMPLES. They see the window as a screen reader does."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import warnings

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

warnings.simplefilter('ignore')
# An object that vanishes while it is looked at is nothing to tell: wait_for() looks again.
GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
PROGRAM, DERM, SAMPLES = (os.path.abspath(a) for a in sys.argv[1:4])
started = []  # every dermlens of this run
PATIENCE = max(int(os.environ.get('TIMEOUTS', 1)), 1)  # things may take that many times longer, as for .ci/suite
CODES = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc']


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=60 * PATIENCE, **options)


def wait_for(question, what, seconds=45):
    end = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < end:
        try:
            answer = question()
        except Exception:  # an object of the tree may vanish while it is looked at
            answer = None
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError('waited in vain for ' + (what() if callable(what) else what))


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


SINCE_4_10 = {Atspi.Role.PANEL: Atspi.Role.GROUPING}  # roles that newer versions of GTK give instead


def text_of(node):
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ''


def words_of(node):
    """Its name. What stands in a status or an alert is its name with GTK 4.8, with later ones it is its text only."""
    return node.get_name() or (text_of(node) if node.get_role() in (Atspi.Role.STATUS_BAR, Atspi.Role.ALERT, Atspi.Role.NOTIFICATION) else '')


def name_of(node):
    """Items of menus have none with GTK 4.18, only the text of what labels them."""
    labels = [r.get_target(0) for r in node.get_relation_set() if r.get_relation_type() == Atspi.RelationType.LABELLED_BY]
    return node.get_name() or ' '.join(map(text_of, labels))


class Program:
    """A running dermlens and its accessible tree. Where keys go, a class of the display's kind says: has_focus(), focus()."""

    def __init__(self, *files, **environment):
        self.process = subprocess.Popen([PROGRAM, *files], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, **environment})
        started.append(self.process)
        self.tree = wait_for(self.find_tree, 'the accessible tree')

    def find_tree(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def frames(self):
        children = (self.tree.get_child_at_index(i) for i in range(self.tree.get_child_count()))
        return [child for child in children if child.get_role() == Atspi.Role.FRAME]

    def has_focus(self):
        return any(frame.get_state_set().contains(Atspi.StateType.ACTIVE) for frame in self.frames())

    def wait_title(self, title, seconds=45):
        wait_for(lambda: self.title() == title, 'the title ' + title, seconds)

    def find_all(self, role, name=None):
        return [n for n in walk(self.tree) if n.get_role() in (role, SINCE_4_10.get(role)) and (name is None or n.get_name() == name)]

    def bars(self):
        """code -> (label, value, text), in the order of the rows"""
        result = {}
        for node in self.find_all(Atspi.Role.LEVEL_BAR):
            label = node.get_name()
            value = node.get_value_iface()
            number = Atspi.Value.get_current_value(value) if value else None
            result[label.split(',')[0]] = (label, number, node.get_description())
        return result

    def texts(self):
        return [words for n in walk(self.tree) if (words := words_of(n))]

    def has_text(self, part):
        return any(part in text for text in self.texts())

    def focused(self):
        """role and name of what has the keys"""
        return [(n.get_role_name(), name_of(n)) for n in walk(self.tree) if n.get_state_set().contains(Atspi.StateType.FOCUSED)]

    @staticmethod
    def press(*keys):
        """… in whatever window is active. Of a function key xdotool is told the code: with newer keymaps it would press Alt besides."""
        run('xdotool', 'key', '--clearmodifiers', *(re.sub(r'\bF(10|[1-9])$', lambda m: str(66 + int(m[1])), key) for key in keys))

    def key(self, *keys):
        self.focus()
        self.press(*keys)

    def paste_until(self, title):
        """Again if need be: the program hears only after a while that the clipboard has a new owner."""
        def question():
            self.key('ctrl+v')
            try:
                self.wait_title(title, 5)
            except AssertionError:
                return False
            return True
        wait_for(question, 'the pasted ' + title)

    def close(self):
        """Ctrl+Q; returns what was written to standard error, in which there is no warning"""
        self.key('ctrl+q')
        try:
            _, errors = self.process.communicate(timeout=45 * PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError('Ctrl+Q did not end the program')
        assert self.process.returncode == 0, 'exit status %d' % self.process.returncode
        # GTK 4.24 says that last of its own frames in any program under Xvfb
        bad = [l for l in errors.splitlines() if ('WARNING' in l or 'CRITICAL' in l) and 'gdk_frame_timings_' not in l]
        assert not bad, bad
        return errors


class Window(Program):
    """… in its X window."""

    def __init__(self, *files, **environment):
        super().__init__(*files, **environment)
        self.window = wait_for(self.find_window, 'the X window')
        self.focus()

    def find_window(self):
        out = run('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)).stdout.split()
        return out[-1] if out else None

    def focus(self):
        """Keys go to the window that the program itself takes for the active one."""
        def question():
            if not self.has_focus():
                run('xdotool', 'windowfocus', self.window)
            return self.has_focus()
        wait_for(question, 'the focus')

    def title(self):
        """… without what a filter shows."""
        return run('xdotool', 'getwindowname', self.window).stdout.strip().split(' · ')[0]

    def wait_dialog(self, title):
        """… that has the keys: the window manager has made it the active window."""
        wait_for(lambda: run('xdotool', 'getactivewindow', 'getwindowname').stdout.strip() == title, 'the window ' + title)

    def go_down_to(self, item):
        """… of the menu that has the keys"""
        for _ in range(12):
            place = wait_for(self.focused, 'a focus')
            if ('menu item', item) in place:
                return
            self.press('Down')
            wait_for(lambda: self.focused() not in ([], place), lambda: 'the next item after %r' % place)
        raise AssertionError('no item %s' % item)

    @staticmethod
    def write(text):
        run('xdotool', 'type', '--clearmodifiers', '--delay', '20', text)


def place_on_screen(window, box, part=0.5):
    """The middle of the box, or that part of its width"""
    origin = [int(l.split(':')[1]) for l in run('xwininfo', '-id', window.window).stdout.splitlines() if 'Absolute' in l]
    frame = window.frames()[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)  # GTK 4.18 takes the border away twice
    return origin[0] + box.x - 2 * frame.x + int(box.width * part), origin[1] + box.y - 2 * frame.y + box.height // 2


def box_of(node):
    return node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)


def find_on(window, page, name, roles=(Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON)):
    """What has a size; that of other pages has one too, once they were on screen"""
    pages = [n for n in walk(window.tree) if n.get_name() == page]
    return [n for n in walk(pages[0]) if n.get_role() in roles and n.get_name() == name and box_of(n).width > 0] if pages else []


def click(window, page, name):
    """… on the first of that name, as a hand does it"""
    nodes = wait_for(lambda: find_on(window, page, name), name + ' on ' + page)
    x, y = place_on_screen(window, box_of(nodes[0]))
    run('xdotool', 'mousemove', str(x), str(y), 'click', '1')


def sample(n):
    return os.path.join(SAMPLES, 'drawn-%02d.jpg' % n)


def scores_of(path, *options):
    """The scores that the window shows: calibrated ones where the model has a calibration."""
    out = run(DERM, 'predict', '--format', 'jsonl', *options, path)
    record = json.loads(out.stdout.splitlines()[0])
    return record['calibrated'] or record['scores']


def is_text_of(text, score):
    if text.startswith('<'):
        return score < float(text[1:])
    if text.startswith('>'):
        return score > float(text[1:])
    return abs(float(text) - score) <= 0.005001


def assert_shows(window, path, *options, codes=CODES):
    """The bars say what `derm predict` says of that file, as numbers and, where GTK tells them (not 4.8), as values."""
    scores = dict(zip(codes, scores_of(path, *options)))

    def agree():
        bars = window.bars()
        return list(bars) == codes and all(is_text_of(text, scores[code]) and (value is None or abs(value - scores[code]) < 1e-6)
                                           for code, (_, value, text) in bars.items())
    wait_for(agree, 'the bars of ' + path + '; have ' + repr(window.bars()))


def run_tests(names):
    """Each function whose name starts with test_ gets a folder of its own."""
    tests = [(n, f) for n, f in names.items() if n.startswith('test_')]
    failed = 0
    print('1..%d' % len(tests))
    for number, (name, test) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as work:
            try:
                test(work)
                print('ok %d %s' % (number, name))
            except Exception as error:
                failed += 1
                print('not ok %d %s' % (number, name))
                print('# ' + repr(error).replace('\n', ' '))
            finally:
                for process in started:  # a failed test leaves none behind
                    if process.poll() is None:
                        process.kill()
                        process.wait()
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
