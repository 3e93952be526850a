#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Drives dermlens as a person and a screen reader do: test-drive.py DERMLENS DERM SAMPLES XDND-SEND FIXTURES. Prints TAP."""

import json
import os
import shutil
import subprocess
import sys
import time

import drive
from drive import CODES, DERM, PROGRAM, Atspi, assert_shows, run, sample, scores_of, wait_for, walk

XDND_SEND, FIXTURES = (os.path.abspath(a) for a in sys.argv[4:6])
WEIGHTS = os.path.join(FIXTURES, 'torch', 'f16.pth')  # weights alone: no card


class Window(drive.Window):
    def drop(self, *arguments):
        if arguments[0] == '-t':
            return run(XDND_SEND, *arguments, self.window, '400', '300').returncode
        return run(XDND_SEND, self.window, '400', '300', *arguments).returncode


def test_argument(work):
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    label = window.bars()['mel'][0]
    assert 'elanoma' in label and 'malignant' in label, label
    images = [n.get_description() for n in window.find_all(Atspi.Role.IMAGE, 'Original image')]  # those of hidden pages too
    grids = {n.get_name(): n.get_description() for n in window.find_all(Atspi.Role.TABLE)}
    assert '28 × 28' in grids['Network input'], grids
    assert any('600 × 450' in description for description in images), images
    assert window.has_text('not a diagnosis')
    assert window.has_text('drawn by a program')
    window.close()


def test_controls_have_names(work):
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    roles = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.IMAGE)
    own = [n for n in walk(window.tree) if n.get_role() in roles]
    labelled = [n for n in own if n.get_name() and not n.get_name().startswith('Gtk')]
    assert len(labelled) >= 9, [n.get_name() for n in own]
    for name in ('Open', 'Colour', 'As packed', 'Recipe: dermlens', 'Bicubic 28', 'Planes', 'List of images', 'Main menu', 'Zoom in', 'Zoom out', 'Sort by score'):
        assert any(n.get_name() == name for n in walk(window.tree)), name + ' is missing; have ' + repr(window.texts())
    window.close()


def test_drop(work):
    window = Window()
    wait_for(lambda: window.has_text('Drop dermatoscopic images here'), 'the hint')
    assert window.drop('file://' + sample(2), 'file://' + sample(3)) == 0
    window.wait_title('drawn-02.jpg')
    assert_shows(window, sample(2))
    window.key('Right')
    window.wait_title('drawn-03.jpg')
    assert_shows(window, sample(3))
    window.key('Left')
    window.wait_title('drawn-02.jpg')
    window.close()


def test_drop_of_nothing(work):
    """What cannot be opened is named; what is shown stays."""
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    text = os.path.join(work, 'words.txt')
    with open(text, 'w') as file:
        file.write('these are only words')
    window.drop('-t', 'text/plain;charset=utf-8', text)
    wait_for(lambda: window.has_text('no picture and no file'), 'the reason; have ' + repr(window.texts()))
    assert window.drop('file://' + text) == 0
    wait_for(lambda: window.has_text('words.txt: '), 'the file name with its reason')
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    window.close()


def test_paste(work):
    window = Window()
    png = os.path.join(work, 'copied.png')
    run('convert', sample(4), png)
    subprocess.run(['xclip', '-selection', 'clipboard', '-t', 'image/png', '-i', png],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window.paste_until('Pasted picture')
    assert_shows(window, png)
    window.close()


def test_paste_files(work):
    subprocess.run(['xclip', '-selection', 'clipboard', '-t', 'text/uri-list', '-i'],
                   input='file://%s\r\n' % sample(5), text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window = Window()
    window.paste_until('drawn-05.jpg')
    window.close()


def test_sort(work):
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    window.key('s')
    scores = dict(zip(CODES, scores_of(sample(1))))
    order = sorted(CODES, key=lambda c: -scores[c])
    wait_for(lambda: list(window.bars()) == order, 'the order of the scores; have %r' % list(window.bars()))
    window.key('s')
    wait_for(lambda: list(window.bars()) == CODES, 'the order of the classes')
    window.close()


def test_model(work):
    """Weights without a card: what is assumed is said, by the keyboard all recipes are compared and one is taken."""
    window = Window('--model', WEIGHTS, sample(1))
    window.wait_title('drawn-01.jpg')
    wait_for(lambda: window.has_text('The recipe “published” is assumed'), 'the assumption; have %r' % window.texts())
    wait_for(lambda: window.has_text('f16.pth · recipe published'), 'the model in the footer')
    assert_shows(window, sample(1), '--model', WEIGHTS)
    window.key('k')
    wait_for(lambda: window.has_text('Recipes compared'), 'the comparison')
    wait_for(lambda: window.find_all(Atspi.Role.PUSH_BUTTON, 'Use this recipe: as-trained'), 'the button of a recipe')
    window.key('Tab', 'Tab', 'Return')  # the way back, what is in use, the other
    wait_for(lambda: window.has_text('f16.pth · recipe as-trained'), 'the recipe in the footer')
    wait_for(lambda: window.find_all(Atspi.Role.PUSH_BUTTON, 'In use: as-trained'), 'the mark at the recipe')
    window.key('Escape')
    csv = ['akiec', 'bcc', 'bkl', 'df', 'nv', 'vasc', 'mel']
    assert_shows(window, sample(1), '--model', WEIGHTS, '--recipe', 'as-trained', codes=csv)
    window.key('r')
    assert_shows(window, sample(1), '--model', WEIGHTS)
    window.key('m')
    wait_for(lambda: window.has_text('The file has no card'), 'the card; have %r' % window.texts())
    window.key('Escape')
    window.close()


def test_drop_of_a_model(work):
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    assert window.drop('file://' + WEIGHTS) == 0
    wait_for(lambda: window.has_text('f16.pth · recipe published'), 'the model in the footer')
    assert_shows(window, sample(1), '--model', WEIGHTS)
    broken = os.path.join(FIXTURES, 'torch', 'hostile-system.pth')
    assert window.drop('file://' + broken) == 0
    wait_for(lambda: window.has_text('hostile-system.pth: '), 'the file name with its reason')
    assert_shows(window, sample(1), '--model', WEIGHTS)
    window.close()


def crop_text(window):
    """Size and place of the crop as a screen reader says it"""
    crops = window.find_all(Atspi.Role.PANEL, 'Crop')
    assert crops, [(n.get_role_name(), n.get_name()) for n in walk(window.tree) if n.get_name()]
    return crops[0].get_description()


def original_box(window):
    return window.find_all(Atspi.Role.IMAGE, 'Original image')[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)


def drag_by(window, dx, dy, part=0.5):
    """From the middle of the original image, or that part of its width, as a hand does it"""
    x, y = drive.place_on_screen(window, original_box(window), part)
    run('xdotool', 'mousemove', str(x), str(y), 'mousedown', '1')
    for step in range(1, 9):
        run('xdotool', 'mousemove', str(x + dx * step // 8), str(y + dy * step // 8))
        time.sleep(0.03)
    run('xdotool', 'mouseup', '1')


def test_crop(work):
    """By key and by pointer; undone step by step; the scores are those of the crop, and then of the whole image again."""
    window = Window(sample(1), sample(2))  # with a list: its filter does not take the keys
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    whole = window.bars()
    window.key('c')
    wait_for(lambda: crop_text(window) == '450 × 450 at 75, 0', 'the crop in the middle')
    wait_for(lambda: window.bars() != whole, 'the scores of the crop')
    square = window.bars()
    window.key('Right', 'Right')
    wait_for(lambda: crop_text(window) == '450 × 450 at 77, 0', 'two pixels to the right; have ' + crop_text(window))
    drag_by(window, -40, 0)
    wait_for(lambda: crop_text(window).startswith('450 × 450 at ') and int(crop_text(window).split()[4][:-1]) < 60,
             'the dragged crop; have ' + crop_text(window))
    for _ in range(3):
        window.key('ctrl+z')
    wait_for(lambda: crop_text(window) == '450 × 450 at 75, 0', 'the first crop again; have ' + crop_text(window))
    wait_for(lambda: window.bars() == square, 'the scores of the first crop')
    window.key('ctrl+z')
    wait_for(lambda: window.bars() == whole, 'the scores of the whole image')
    window.key('ctrl+shift+z')
    wait_for(lambda: window.bars() == square, 'the scores of the crop, redone')
    window.close()


def test_panes(work):
    """Their edges follow the pointer, and the keys after F8; Ctrl+F9 hides the results."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    box = original_box(window)
    drag_by(window, -50, 0, part=1)
    wait_for(lambda: abs(original_box(window).width - (box.width - 50)) <= 10, 'the results to grow')
    drag_by(window, 40, 0, part=0)
    wait_for(lambda: abs(original_box(window).x - (box.x + 40)) <= 10, 'the list to grow')
    box = original_box(window)
    window.key('F8', 'Left', 'Left', 'Left', 'Return')
    wait_for(lambda: original_box(window).width != box.width, 'an edge to move')
    assert window.title() == 'drawn-01.jpg'  # the keys are not those of the list
    window.key('Right')
    window.wait_title('drawn-02.jpg')
    box = original_box(window)
    window.key('ctrl+F9')
    wait_for(lambda: original_box(window).width > box.width + 300, 'the results to go')
    window.key('ctrl+F9')
    wait_for(lambda: original_box(window).width == box.width, 'the results to come back')
    window.close()


def test_input_is_spoken(work):
    """Every move of the cursor brings the focus to a cell that says its value; what is seen can be copied."""
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    png = os.path.join(work, 'input.png')
    assert run(DERM, 'preprocess', '-o', png, sample(1)).returncode == 0, run(DERM, 'preprocess', '-o', png, sample(1))
    color = run('convert', png, '-format', 'R %[fx:round(255*p{2,1}.r)], G %[fx:round(255*p{2,1}.g)], B %[fx:round(255*p{2,1}.b)]',
                'info:').stdout

    def focused():
        return [n.get_name() for n in window.find_all(Atspi.Role.TABLE_CELL) if n.get_state_set().contains(Atspi.StateType.FOCUSED)]
    for _ in range(30):
        if focused():
            break
        window.key('Tab')
        time.sleep(0.2)
    window.key('Home', 'Right', 'Right', 'Down')
    wait_for(lambda: focused() == ['x 2, y 1: ' + color], 'the value %s; have %r' % (color, focused()))
    window.key('ctrl+shift+c')
    copied = os.path.join(work, 'copied.png')

    def question():
        out = subprocess.run(['xclip', '-selection', 'clipboard', '-t', 'image/png', '-o'], capture_output=True, timeout=20).stdout
        with open(copied, 'wb') as file:
            file.write(out)
        return out
    wait_for(question, 'the copied view')
    small = os.path.join(work, 'small.png')
    run('convert', copied, '-sample', '28x28!', small)
    assert run('compare', '-metric', 'AE', small, png, 'null:').stderr.split()[0] == '0'
    window.close()


def test_copied_command(work):
    """From the menu of the main button; a shell runs it as it is, whatever its PATH, and the numbers are those of the bars."""
    window = Window(sample(2))
    window.wait_title('drawn-02.jpg')
    assert_shows(window, sample(2))
    window.key('F10')
    window.go_down_to('Export')
    window.press('Right')
    window.go_down_to('Copy Command Line')
    window.press('Return')
    wait_for(lambda: window.has_focus(), 'the main window')
    copied = lambda: run('xclip', '-selection', 'clipboard', '-o').stdout
    command = wait_for(lambda: copied() if ' predict ' in copied() else '', 'the copied call; have ' + copied())
    out = run('sh', '-c', command.replace(' predict ', ' predict --format jsonl ', 1), cwd='/')
    assert json.loads(out.stdout)['calibrated'] == scores_of(sample(2)), (command, out)
    window.close()


def test_present(work):
    """Full screen without the name of the file; Escape ends it."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    window.key('F5')
    window.wait_title('Image 1')
    wait_for(lambda: '_NET_WM_STATE_FULLSCREEN' in run('xprop', '-id', window.window, '_NET_WM_STATE').stdout, 'the full screen')
    window.key('Right')
    window.wait_title('Image 2')
    window.key('Escape')
    window.wait_title('drawn-02.jpg')
    window.close()


def test_second_call_goes_to_the_first(work):
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    assert run(PROGRAM, sample(6)).returncode == 0
    window.wait_title('drawn-06.jpg')
    assert run(PROGRAM, '--model', WEIGHTS).returncode == 0
    wait_for(lambda: window.has_text('f16.pth · recipe published'), 'the model of the second call')
    window.close()


def test_new_window(work):
    """A second window of the same program, by key and as the desktop's menu asks for it; closing one leaves the other."""
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')

    def windows():
        return run('xdotool', 'search', '--onlyvisible', '--pid', str(window.process.pid)).stdout.split()
    window.key('ctrl+n')
    wait_for(lambda: len(windows()) == 2, 'the second window')
    assert run('gapplication', 'action', 'io.github.dermlens.Dermlens', 'new-window').returncode == 0
    wait_for(lambda: len(windows()) == 3, 'the third window')
    run('gapplication', 'action', 'io.github.dermlens.Dermlens', 'quit')
    assert window.process.wait(10) == 0


def has_notes(*lines):
    with open(os.path.join(os.environ['XDG_DATA_HOME'], 'dermlens', 'notes.jsonl')) as file:
        return [{n: v for n, v in json.loads(line).items() if not n.startswith('file_')} for line in file] == list(lines)


def test_notes(work):
    """A folder reviewed with the keyboard; a killed program has lost nothing that is older than a second."""
    for n in (1, 2, 10):
        shutil.copy(sample(min(n, 3)), os.path.join(work, 'photo %d.jpg' % n))
    first, second = (os.path.join(work, 'photo %d.jpg' % n) for n in (1, 2))
    window = Window(work)
    window.wait_title('photo 1.jpg')
    window.key('f')
    wait_for(lambda: window.find_all(Atspi.Role.RADIO_MENU_ITEM) or window.has_text('Artefact'), 'the flags')
    window.key('a')
    wait_for(lambda: has_notes({'file': first, 'flag': 'artefact'}), 'the flag in the file')
    wait_for(lambda: any('photo 1.jpg' in t and 'flagged: Artefact' in t for t in window.texts()),
             'the flag in the list; have %r' % window.texts())
    window.key('Right')
    window.wait_title('photo 2.jpg')
    window.key('n')
    time.sleep(0.2)
    window.key('h', 'a', 'i', 'r', 'Return')
    window.key('Right')
    window.wait_title('photo 10.jpg')
    wait_for(lambda: has_notes({'file': first, 'flag': 'artefact'}, {'file': second, 'note': 'hair'}), 'the note')
    window.key('ctrl+z')
    window.wait_title('photo 2.jpg')
    wait_for(lambda: has_notes({'file': first, 'flag': 'artefact'}), 'the file without the note')
    window.key('ctrl+shift+z')
    wait_for(lambda: has_notes({'file': first, 'flag': 'artefact'}, {'file': second, 'note': 'hair'}), 'the note again')
    window.process.kill()
    window.process.wait()

    window = Window(work)
    window.wait_title('photo 1.jpg')
    wait_for(lambda: any('photo 2.jpg' in t and 'note: hair' in t for t in window.texts()),
             'the note after the start; have %r' % window.texts())
    window.close()


def test_recursive(work):
    os.mkdir(os.path.join(work, 'below'))
    shutil.copy(sample(1), os.path.join(work, 'below', 'deep.jpg'))
    window = Window('--recursive', work)
    window.wait_title('deep.jpg')
    window.close()


def test_about_is_narrow(work):
    """Also with the long texts of the model's card."""
    window = Window(sample(1))
    window.wait_title('drawn-01.jpg')
    run('gapplication', 'action', 'io.github.dermlens.Dermlens', 'about')
    about = wait_for(lambda: run('xdotool', 'search', '--onlyvisible', '--name', '^About').stdout.split(), 'About')[-1]
    credits = wait_for(lambda: window.find_all(Atspi.Role.PAGE_TAB, 'Credits'), 'the credits')[0]
    Atspi.Action.do_action(credits.get_action_iface(), 0)
    wait_for(lambda: window.has_text('Scientific'), 'the citation; have %r' % window.texts())
    time.sleep(0.3)  # for the window to take the size of what it shows now
    size = dict(l.split('=') for l in run('xdotool', 'getwindowgeometry', '--shell', about).stdout.split())
    assert int(size['WIDTH']) < 700, size
    run('xdotool', 'windowfocus', '--sync', about, 'key', 'Escape')
    window.close()


def test_help(work):
    out = run(PROGRAM, '--help')
    assert 'dermlens [OPTION…] [IMAGE|FOLDER…]' in out.stdout, out


def test_no_display(work):
    environment = {k: v for k, v in os.environ.items() if k not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    out = run(PROGRAM, sample(1), env=environment)
    assert out.returncode == 1 and 'derm works without' in out.stderr, out


def test_version(work):
    out = run(PROGRAM, '--version')
    assert out.returncode == 0 and out.stdout.startswith('dermlens '), out


drive.run_tests(globals())
