#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What a screen reader is told: test-a11y.py DERMLENS DERM SAMPLES EXPECTED. Prints TAP.

The tree is compared with the file EXPECTED; A11Y_WRITE=1 writes that file anew, to be looked at and committed. Left out is what
another version of GTK or another model says differently: things without a name, words of a parent repeated by its child, numbers."""

import difflib
import os
import re
import sys

import drive
from drive import Window, assert_shows, sample, wait_for, walk, words_of

EXPECTED = os.path.abspath(sys.argv[4])
# GTK and at-spi2 have several names for one thing
ROLES = {'push button': 'button', 'toggle button': 'button', 'check box': 'button', 'radio button': 'button', 'check menu item': 'menu item',
         'radio menu item': 'menu item', 'text': 'entry', 'level bar': 'meter', 'table': 'grid', 'table cell': 'cell', 'grid cell': 'cell',
         'status bar': 'status', 'statusbar': 'status', 'notification': 'alert', 'panel': 'group', 'grouping': 'group', 'filler': 'group'}
TOLD = ('button', 'menu item', 'list item', 'entry', 'meter', 'slider', 'combo box', 'page tab', 'image', 'grid', 'cell', 'list', 'group', 'heading', 'status')
LEAVES = ('button', 'entry', 'meter')
FRAME = ('Minimize', 'Maximize', 'Close')  # the window manager may have these


def role_of(node):
    name = node.get_role_name()
    return ROLES.get(name, name)


def spoken(node):
    """Its name and description, without what depends on the model, the processor and the version of GTK."""
    name, text = (part.replace('\n', ' / ') for part in (words_of(node), node.get_description() or ''))
    if name.startswith(('Gtk', 'Lens')):
        name = ''
    if re.search(r' (leads?|cannot decide) ', name):
        name = '(the result in words)'
    name, text = (re.sub(r'\b[0-9a-f]{64}\b', 'HASH', re.sub(r'\b\d+ %', '100 %', re.sub(r'([<>] )?\b\d\.\d+\b', '0.00', part)))
                  for part in (name, text))
    name, text = (re.sub(r', (%s) 0.00' % '|'.join(drive.CODES), ', CLASS 0.00', part) for part in (name, text))
    return name, '' if text == name or name == 'calibrated' else text  # since GTK 4.10 a menu's button has its tool tip too


def lines_of(node, depth=0, parent=None):
    """What is seen of the window."""
    role, (name, text) = role_of(node), spoken(node)
    if name in FRAME or (role, name) == ('grid', 'Images'):
        return
    is_told = name != '' and (role in TOLD or role == 'label' and (text != '' or parent == 'list'))
    if is_told:
        yield '  ' * depth + role + ' ' + name + (' — ' + text if text else '')
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None and not (is_told and role in LEAVES):
            yield from lines_of(child, depth + is_told, role if is_told else parent)


def test_tree(work):
    """The window with two images, as text; no control without a name; the bars as meters with their values in words."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')
    assert_shows(window, sample(1))
    for name in ('drawn-01.jpg', 'drawn-02.jpg'):
        wait_for(lambda: any(t.startswith(name + ', ') and 'waiting' not in t for t in window.texts()), 'the score of ' + name)
    if os.environ.get('A11Y_WRITE'):
        with open(EXPECTED, 'w') as file:
            file.write('\n'.join(lines_of(window.frames()[0])) + '\n')
    with open(EXPECTED) as file:
        expected = file.read().splitlines()
    lines = []

    def is_expected():  # what is told of a change may come later than the change
        lines[:] = lines_of(window.frames()[0])
        return lines == expected
    try:
        wait_for(is_expected, 'the tree', 10)
    except AssertionError:
        for line in difflib.unified_diff(expected, lines, 'expected', 'told', lineterm='', n=2):
            print('# ' + line)
    assert lines == expected, 'another tree; if it is meant, A11Y_WRITE=1 writes ' + EXPECTED
    nameless = [role_of(n) for n in walk(window.frames()[0]) if role_of(n) in TOLD[:8] and not n.get_name()]
    assert not nameless, nameless
    bars = window.bars()
    assert list(bars) == drive.CODES, bars
    for code, (label, _, value) in bars.items():
        assert re.fullmatch(r'([<>] )?\d\.\d\d', value) and label.count(', ') == 2, (label, value)
    window.close()


def test_result_is_announced(work):
    """The sentence is a live region: its role says so, and its words change with the image."""
    window = Window(sample(1), sample(2))
    window.wait_title('drawn-01.jpg')

    def sentence():
        found = [n for n in walk(window.frames()[0]) if role_of(n) == 'status']
        return [words for n in found if (words := words_of(n))]
    first = wait_for(sentence, 'the sentence')
    window.key('Right')
    window.wait_title('drawn-02.jpg')
    wait_for(lambda: sentence() not in ([], first), 'another sentence')
    window.close()


drive.run_tests(globals())
