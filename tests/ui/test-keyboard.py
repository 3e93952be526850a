#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Work without a pointer: test-keyboard.py DERMLENS DERM SAMPLES. Prints TAP."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import time

from drive import CODES, DERM, Atspi, Window, run, run_tests, sample, scores_of, text_of, wait_for, walk


def make_folder(work):
    folder = os.path.join(work, 'images')
    os.mkdir(folder)
    for n in (1, 2, 10):
        shutil.copy(sample(min(n, 3)), os.path.join(folder, 'photo %d.jpg' % n))
    return folder


def wait_focus(window, *names):
    wait_for(lambda: [name for _, name in window.focused()] == list(names), lambda: 'the focus on %r; have %r' % (names, window.focused()))


def open_path(window, title, path):
    """In GTK's dialog"""
    window.wait_dialog(title)
    window.press('ctrl+l')
    wait_for(lambda: [r for r, _ in window.focused() if r == 'text'], 'the entry of the dialog')
    subprocess.run(['xclip', '-selection', 'clipboard'], input=path, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window.press('ctrl+a', 'ctrl+v')  # at once: GTK 4.18 completes what is being written
    wait_for(lambda: any(text_of(n).startswith(path) for n in walk(window.tree)), 'the path')
    window.press('Delete', 'Return')


def open_folder(window, folder):
    window.key('ctrl+alt+o')
    open_path(window, 'Open a Folder', folder)
    window.wait_title('photo 1.jpg')


def rows(window):
    return [t.split(',')[0] for t in window.texts() if t.startswith('photo ') and ', ' in t]


def choose(window, menu_key, *keys):
    """In the menu of that key; afterwards the window hears the keys again."""
    window.key(menu_key)
    wait_for(lambda: [r for r, _ in window.focused() if 'menu item' in r], 'the menu of ' + menu_key)
    for key in keys:
        before = wait_for(window.focused, 'a focus')
        window.press(key)
        wait_for(lambda: window.focused() != before, lambda: '%s in the menu; have %r' % (key, before))


def sort_and_filter(window):
    order = ['photo 1.jpg', 'photo 2.jpg', 'photo 10.jpg']
    wait_for(lambda: rows(window) == order and not any('waiting' in t for t in window.texts()), lambda: 'all results; have %r' % window.texts())
    choose(window, 'ctrl+l', 's')
    by_score = sorted(order, key=lambda name: -max(scores_of(os.path.join(window.folder, name))))
    wait_for(lambda: rows(window) == by_score, lambda: 'the order by score %r; have %r' % (by_score, rows(window)))
    choose(window, 'ctrl+l', 'o')
    wait_for(lambda: rows(window) == order, 'the order of opening')
    choose(window, 'ctrl+l', 'Down', 'Escape')
    wait_focus(window, 'Sort')
    window.key('ctrl+f')
    wait_focus(window, 'Find by name, folder, note or class')
    window.write('photo 2')
    wait_for(lambda: rows(window) == ['photo 2.jpg'], 'the filter')
    window.press('Return')
    window.wait_title('photo 2.jpg')
    wait_for(lambda: window.has_text('1 of 1'), 'its place among what the filter shows')
    window.key('ctrl+f')
    window.press('Escape')
    wait_for(lambda: rows(window) == order, 'all rows')
    wait_for(lambda: window.has_text('2 of 3'), lambda: 'its place among all; have %r' % window.texts())


def assert_row(window, name, *parts, without=()):
    def agree():
        row = [t for t in window.texts() if t.startswith(name + ', ')]
        return len(row) == 1 and all(p in row[0] for p in parts) and not any(p in row[0] for p in without)
    wait_for(agree, lambda: '%s with %r without %r; have %r' % (name, parts, without, [t for t in window.texts() if name in t]))


def take_notes(window):
    """From the list, where the focus is again after each of them, or at the button that says what was chosen."""
    wait_for(lambda: [n.startswith('photo 2.jpg, ') for _, n in window.focused()] == [True], lambda: 'the row; have %r' % window.focused())
    window.key('n')
    wait_focus(window, 'Note on this image')
    window.write('two hairs')
    window.press('Return')
    wait_for(lambda: [n.startswith('photo 2.jpg, ') for _, n in window.focused()] == [True], lambda: 'the row again; have %r' % window.focused())
    choose(window, 'f', 'p')
    assert_row(window, 'photo 2.jpg', 'flagged: Poor image', 'note: two hairs')
    choose(window, 'l', '5')
    assert_row(window, 'photo 2.jpg', 'labelled mel')
    window.key('Right')
    window.wait_title('photo 10.jpg')
    window.key('ctrl+z')
    window.wait_title('photo 2.jpg')
    assert_row(window, 'photo 2.jpg', 'flagged: Poor image', without=['labelled'])
    window.key('ctrl+z')
    assert_row(window, 'photo 2.jpg', 'note: two hairs', without=['flagged', 'labelled'])
    window.key('ctrl+shift+z', 'ctrl+shift+z')
    assert_row(window, 'photo 2.jpg', 'flagged: Poor image', 'note: two hairs', 'labelled mel')


def load_truth(window, table):
    """A word that nobody knows is given a class; then the dialog is asked for again, and left."""
    window.key('ctrl+t')
    open_path(window, 'Open a Table of Truth', table)
    window.wait_dialog('Columns of Truth')
    wait_focus(window, 'Column of image names: Foto')
    window.press('Tab')
    wait_focus(window, 'Column of classes: Befund')
    window.press('Tab')
    wait_focus(window, 'Fleck: none of the classes')
    window.press('space')
    wait_for(lambda: [r for r, _ in window.focused()] == ['list item'], lambda: 'the list of classes; have %r' % window.focused())
    window.press('Down', 'Down', 'Down', 'Return')
    wait_focus(window, 'Fleck: bkl · Benign keratosis')
    window.press('alt+u')
    assert_row(window, 'photo 2.jpg', 'truth bkl')
    assert_row(window, 'photo 1.jpg', 'truth mel')
    window.key('ctrl+shift+t')
    window.wait_dialog('Columns of Truth')
    wait_focus(window, 'Column of image names: Foto')
    window.press('Escape')
    wait_for(lambda: window.has_focus(), 'the main window')
    assert_row(window, 'photo 2.jpg', 'truth bkl')


def export(window, path):
    window.key('ctrl+e')
    window.wait_dialog('Export All Results')
    wait_for(lambda: [r for r, _ in window.focused() if r == 'text'], 'the entry of the dialog')
    window.press('ctrl+a')
    window.write(path)
    window.press('Return')
    wait_for(lambda: window.has_text('3 results are saved in out.csv'), lambda: 'the notice; have %r' % window.texts())


def save_input(window, folder, path):
    """By the main menu; what is in the file is what derm writes of the image that is shown."""
    title = window.title()
    window.key('F10')
    wait_for(window.focused, 'the menu')
    window.go_down_to('Export')
    window.press('Right')
    window.go_down_to('Save Input…')
    window.press('Return')
    window.wait_dialog('Save Network Input')
    wait_for(lambda: [r for r, _ in window.focused() if r == 'text'], 'the entry of the dialog')
    window.press('ctrl+a')
    window.write(path)
    window.press('Return')
    wait_for(lambda: window.has_text('The input is saved in ' + os.path.basename(path)), lambda: 'the notice; have %r' % window.texts())
    run(DERM, 'preprocess', '-o', path + '.derm.csv', os.path.join(folder, title), check=True)
    with open(path, 'rb') as file, open(path + '.derm.csv', 'rb') as other:
        assert file.read() == other.read() != b'', title


def check_table(path, folder):
    with open(path, newline='') as file:
        records = list(csv.DictReader(file))
    assert [r['file'] for r in records] == [os.path.join(folder, 'photo %d.jpg' % n) for n in (1, 2, 10)], records
    for record in records:
        scores = scores_of(record['file'])
        assert record['status'] == 'ok' and record['scores'] == 'calibrated', record
        assert all(abs(float(record[code]) - score) < 1e-6 for code, score in zip(CODES, scores)), (record, scores)
        assert record['label'] == CODES[scores.index(max(scores))], record
    assert [[r[k] for k in ('truth', 'flag', 'corrected_label', 'note')] for r in records] == [
        ['mel', '', '', ''], ['bkl', 'poor', 'mel', 'two hairs'], ['', '', '', '']], records


def assert_forgotten(work):
    """GTK's dialogs, which opened and saved all of it, have left none of it in the desktop's list of recent files."""
    shared = os.path.join(os.environ['XDG_DATA_HOME'], 'recently-used.xbel')
    if os.path.exists(shared):
        with open(shared) as file:
            assert work not in file.read()


def test_session(work):
    """A folder is opened, sorted, filtered, noted, compared with the truth and exported."""
    folder, table, out = make_folder(work), os.path.join(work, 'clinic.csv'), os.path.join(work, 'out.csv')
    with open(table, 'w') as file:
        file.write('nr;Foto;Befund\n7;photo 1.jpg;Melanoma in situ\n8;photo 2.jpg;Fleck\n9;other.jpg;nevus\n')
    window = Window()
    window.folder = folder
    open_folder(window, folder)
    window.key('Right')
    window.wait_title('photo 2.jpg')
    window.key('Left')
    window.wait_title('photo 1.jpg')
    sort_and_filter(window)
    take_notes(window)
    load_truth(window, table)
    export(window, out)
    save_input(window, folder, os.path.join(work, 'input.csv'))
    window.close()
    check_table(out, folder)
    assert_forgotten(work)
    with open(os.path.join(os.environ['XDG_DATA_HOME'], 'dermlens', 'notes.jsonl')) as file:
        assert [{n: v for n, v in json.loads(line).items() if not n.startswith('file_')} for line in file] == [
            {'file': os.path.join(folder, 'photo 2.jpg'), 'flag': 'poor', 'label': 'mel', 'note': 'two hairs'}]


def look():
    return hashlib.sha256(subprocess.run(['import', '-window', 'root', 'rgb:-'], capture_output=True, timeout=60).stdout).digest()


def test_tab(work):
    """Tab goes through all that can be used and comes round; where it is, has a name and is seen; the list takes one step."""
    window = Window(make_folder(work), XDG_DATA_HOME=os.path.join(work, 'data'))  # without notes of others to be offered
    window.wait_title('photo 1.jpg')
    wait_for(lambda: window.has_text('3 images') and len(window.bars()) == 7, 'the results')
    names, place = [], wait_for(window.focused, 'a focus')
    while not names or place[0] != names[0]:
        assert len(names) < 60, names
        names.append(place[0])
        before = look()
        window.press('Tab')
        wait_for(lambda: look() != before, 'a picture that shows the focus after %r' % names[-1:])  # GTK shows it for three seconds
        wait_for(lambda: window.focused() not in ([], [names[-1]]), 'the focus after %r' % names[-1:])
        place = wait_for(window.focused, 'a focus')
        assert len(place) == 1 and place[0][1] and not place[0][1].startswith(('Gtk', 'Lens')), (names, place)
    rest = [n for _, n in names]
    for name in ('Original image', 'Zoom in', 'Crop', 'Note on this image', 'Colour', 'Copy this view of the input', 'Recipe: dermlens', 'Sort by score',
                 'Open', 'Main menu', 'Find by name, folder, note or class', 'Sort', 'Filter'):
        assert name in rest, (name, rest)
    assert len([n for n in rest if n.startswith('photo ')]) == 1, rest
    for name in ('Crop', 'Next image'):  # in the bar above the image
        window.press('shift+Tab')
        wait_focus(window, name)
    window.press('shift+Tab')
    wait_for(lambda: [n.startswith('photo 1.jpg, ') for _, n in window.focused()] == [True], 'the row before the image')
    window.close()


def test_menus_give_the_keys_back(work):
    """Also when they are closed from a menu within."""
    window = Window(make_folder(work))
    window.wait_title('photo 1.jpg')
    for key, item, button in (('F10', 'Edit', 'Main menu'),):
        window.key(key)
        wait_for(window.focused, 'the menu of ' + key)
        window.go_down_to(item)
        window.press('Right', 'Down')
        wait_for(lambda: window.focused() not in ([], [('menu item', item)]), lambda: 'the menu within; have %r' % window.focused())
        window.press('Escape')
        wait_focus(window, button)
        title = window.title()
        window.press('Right')
        wait_for(lambda: window.title() != title, 'the next image')
    window.close()


def test_hidden_list(work):
    """It comes for whoever filters or sorts it; for a single image there is none."""
    folder = make_folder(work)
    window = Window(folder)
    window.wait_title('photo 1.jpg')
    for key, place in (('ctrl+f', 'Find by name, folder, note or class'), ('ctrl+l', 'Order of Opening')):
        window.key('F9')
        wait_for(lambda: not any(text.startswith('photo 2.jpg, ') for text in window.texts()), 'the list to go')
        window.key(key)
        wait_focus(window, place)
        window.press('Escape')
    window.close()
    window = Window(os.path.join(folder, 'photo 1.jpg'))
    window.wait_title('photo 1.jpg')
    place = wait_for(window.focused, 'a focus')
    window.key('ctrl+l', 'ctrl+f')
    time.sleep(1)
    assert window.focused() == place, window.focused()
    window.close()


def test_no_dconf(work):
    """Nothing is said of it, and what is set is kept."""
    del os.environ['GSETTINGS_BACKEND']  # which all other tests have
    os.environ['GIO_MODULE_DIR'] = work  # empty
    for first in ('list', 'grid'):
        window = Window(sample(1), sample(2))
        wait_for(lambda: [t for t in window.texts() if t.startswith('drawn-02.jpg, ')], 'the rows')
        cells = window.find_all(Atspi.Role.TABLE_CELL)
        assert (first == 'grid') == any(c.get_name().startswith('drawn-02.jpg, ') for c in cells), (first, window.texts())
        window.key('ctrl+g')
        wait_for(lambda: any(c.get_name().startswith('drawn-02.jpg, ') for c in window.find_all(Atspi.Role.TABLE_CELL)) == (first == 'list'), 'the other')
        assert 'GSettings' not in window.close()


run_tests(globals())
