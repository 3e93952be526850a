#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""parameters.py SOURCE-ROOT: no function has more than six parameters; what belongs together is a struct. TAP."""
import glob
import re
import sys

root = sys.argv[1]
MOST = 6
# Signatures that a library gives, by what only they take.
GIVEN = [
    r'int \*natural_baseline',       # GtkWidgetClass.measure, GtkLayoutManagerClass.measure
    r'GDBusMethodInvocation \*',     # GDBusInterfaceMethodCallFunc
]


def definitions(text):
    """(line, name, parameters) of each function: its name begins a line, its body a line with a brace."""
    text = re.sub(r'/\*.*?\*/', lambda comment: re.sub(r'[^\n]', ' ', comment[0]), text, flags=re.S)
    for found in re.finditer(r'^(\w+) \(((?:[^()]|\([^()]*\))*)\)\s*\n\{', text, re.M):
        if not any(re.search(pattern, found[2]) for pattern in GIVEN):
            yield text[:found.start()].count('\n') + 1, found[1], count(found[2])


def count(parameters):
    """Commas outside of parentheses: a pointer to a function is one parameter."""
    while '(' in parameters:
        parameters = re.sub(r'\([^()]*\)', '', parameters)
    return parameters.count(',') + 1


def main():
    failed = n = 0
    for folder in ('app', 'engine', 'ui', 'tests'):  # data/training/winograd.c is called by Python, through ctypes
        wrong = []
        n_functions = 0
        for path in sorted(glob.glob(f'{root}/{folder}/**/*.[ch]', recursive=True)):
            for line, name, n_parameters in definitions(open(path, encoding='utf-8').read()):
                n_functions += 1
                if n_parameters > MOST:
                    wrong.append(f'{path[len(root) + 1:]}:{line}: {name} has {n_parameters}')
        n += 1
        if n_functions == 0:
            wrong.append(f'no function is found in {folder}')
        print(f"{'not ok' if wrong else 'ok'} {n} {folder}: {n_functions} functions, none of more than {MOST} parameters")
        for line in wrong:
            print('#', line)
        failed |= bool(wrong)
    print(f'1..{n}')
    return failed


sys.exit(main())
