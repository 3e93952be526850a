#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""house.py SOURCE-ROOT: the window keeps no state and stays small, the session is tested without a display, and no test
file is too long to be read. TAP."""
import glob
import os
import re
import sys

root = sys.argv[1]
MOST_LINES_OF_A_TEST = 400
MOST_WINDOW_FILES = 10
MOST_WINDOW_LINES = 2000
MOST_WINDOW_FIELDS = 30
# Parts that only one other class uses: their program is that class's.
TESTED_BY = {'notes-store': 'notes', 'notes-writer': 'notes', 'notes-hasher': 'notes-found', 'file-hash': 'notes-found'}
n = failed = 0


def report(name, wrong):
    global n, failed
    n += 1
    failed |= bool(wrong)
    print('not ok' if wrong else 'ok', n, name)
    for line in wrong:
        print('#', line)


def read(path):
    with open(os.path.join(root, path), encoding='utf-8') as file:
        return file.read()


def find(pattern):
    return sorted(os.path.relpath(path, root) for path in glob.glob(os.path.join(root, pattern), recursive=True))


def without_comments(text):
    return re.sub(r'/\*.*?\*/', '', text, flags=re.S)


def count_lines(path):
    return read(path).count('\n')


def long_tests():
    paths = [path for ending in ('c', 'h', 'py', 'sh') for path in find(f'tests/*/**/*.{ending}')  # a benchmark is no test
             if not os.path.basename(path).startswith('make_')]  # nor is a script that makes fixtures
    wrong = [f'{path} has {count_lines(path)}' for path in paths if count_lines(path) > MOST_LINES_OF_A_TEST]
    return wrong if len(paths) > 100 else wrong + [f'only {len(paths)} files are found']


def window_files():
    paths = find('ui/window/*.c')
    n_lines = sum(count_lines(path) for path in paths)
    wrong = []
    if not 0 < len(paths) <= MOST_WINDOW_FILES:
        wrong.append(f'{len(paths)} files')
    if n_lines > MOST_WINDOW_LINES:
        wrong.append(f'{n_lines} lines')
    return wrong


def window_fields():
    found = re.search(r'^struct _LensWindow \{(.*?)^\};', read('ui/window/lens-window-private.h'), re.S | re.M)
    if not found:
        return ['struct _LensWindow is not found']
    fields = re.findall(r'[\w\]]+(?= *[,;])', without_comments(found[1]))
    return [f'{len(fields)} fields'] if len(fields) > MOST_WINDOW_FIELDS else []


def window_is_passed():
    """The type is named outside only where the program makes its windows."""
    wrong = []
    for path in find('ui/**/*.[ch]') + find('app/**/*.[ch]'):
        text = without_comments(read(path))
        if path.startswith('ui/window/'):
            continue
        if path.startswith('ui/') and re.search(r'\bLensWindow\b|lens-window', text):
            wrong.append(f'{path} knows of the window')
        wrong += [f'{path}: {found[1]} takes one' for found in re.finditer(r'^(\w+) \([^)]*\bLensWindow\b[^)]*\)', text, re.M)]
    return wrong


def untested_classes():
    wrong = []
    for path in find('ui/session/lens-*.h'):
        name = re.fullmatch(r'lens-(.*)\.h', os.path.basename(path))[1]
        if not name.endswith('-private') and not os.path.exists(os.path.join(root, f'tests/session/test-{TESTED_BY.get(name, name)}.c')):
            wrong.append(f'{path} has no tests/session/test-{name}.c')
    return wrong if find('ui/session/lens-*.h') else ['ui/session is empty']


def displays_in_session_tests():
    wrong = [f'{path} opens a display' for path in find('tests/session/*.c')
             if re.search(r'\bgtk_init|\bgtk_test_init|gdk_display_open', without_comments(read(path)))]
    if "'-u', 'DISPLAY', '-u', 'WAYLAND_DISPLAY'" not in read('tests/session/meson.build'):
        wrong.append('tests/session/meson.build leaves them a display')
    return wrong


report(f'no test file is longer than {MOST_LINES_OF_A_TEST} lines', long_tests())
report(f'ui/window has at most {MOST_WINDOW_FILES} files and {MOST_WINDOW_LINES} lines', window_files())
report(f'LensWindow has at most {MOST_WINDOW_FIELDS} fields', window_fields())
report('no function outside of ui/window takes a LensWindow', window_is_passed())
report('each class of ui/session has its test', untested_classes())
report('the tests of the session have no display', displays_in_session_tests())
print(f'1..{n}')
sys.exit(failed)
