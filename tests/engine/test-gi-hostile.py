#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""test-gi-hostile.py GIR SAMPLES: no call from Python can crash it. Every public function is called with missing, wrong, negative, huge
and not-a-number arguments: an exception or a right answer is fine. TAP."""
import math
import os
import sys
import xml.etree.ElementTree as ET

from gi.repository import Gio, GLib, GObject
from gi_cases import (CODES, Derm, EVALUATED, EXPLAINED, PATHS, SAMPLES, call, make_audit, make_evaluated, make_explained, make_things,
                      run_all)

gir = os.path.abspath(sys.argv[1])
CORE = '{http://www.gtk.org/introspection/core/1.0}'

WHOLE = [0, 1, -1, 6, 7, 2**31 - 1, -2**31, 2**63, 2.5, None, 'x']
REAL = [0.0, 1.0, -1.0, math.nan, math.inf, -math.inf, 1e300, 5e-324, None, 'x']
TEXT = ['mel', '', None, 'a' * 70000, '\n\x1b]0;x\x07', 'é' * 50, '/nowhere/x', 'published', '*.png', 7, b'\xff\xfe']
LISTS = {'utf8': [CODES, [], None, ['mel'], ['mel', 'mel'], [None], [''] * 9, ['x' * 70000], 'melanoma', 7],
         'filename': [CODES, [], None, ['a.jpg'], [None], 'a', 7],
         'gdouble': [[0, 0, 1, 1], [], None, [math.nan] * 4, [math.inf, 0, -math.inf, 1], [1, 1, 0, 0], [1e300] * 4, [0.1], [0] * 50000, 'x'],
         'gfloat': [[0, 1, 2, 3], [], None, [math.nan] * 4, [math.inf] * 4, [1e300], [0] * 5000, 'x'],
         'gint': [[0, 1], [], None, [-1], [10000000] * 9, [-10000000] * 9, [0] * 100000, [2**40], ['x']]}
WHOLE_TYPES = {'gint', 'guint', 'gsize', 'gint64', 'guint64', 'gboolean', 'guint32', 'gssize'}


def candidates(kind, name, things):
    """Values for a parameter of that type; the first is a sensible one."""
    if kind == 'array':
        thing = things.get(name.removeprefix('Derm.'))
        return LISTS.get(name) or [[thing], [], None, [None], [thing] * 40, [things['Image'], things['Model']], 7]
    if name in WHOLE_TYPES:
        return WHOLE
    if name in ('gdouble', 'gfloat'):
        return REAL
    if name == 'filename':
        return ['a.jpg'] + TEXT  # in the case's own folder: some functions write
    if name == 'utf8':
        return TEXT
    if name == 'Gio.File':
        return [Gio.File.new_for_path(PATHS[0]), None, Gio.File.new_for_path('/nowhere/x'), Gio.File.new_for_path(SAMPLES),
                Gio.File.new_for_path('truth.csv'), Gio.File.new_for_uri('https://example.org/a.jpg'), things['Image'], 7]
    if name == 'Gio.Cancellable':
        cancelled = Gio.Cancellable()
        cancelled.cancel()
        return [None, cancelled, things['Image'], 7]
    if name == 'Gio.AsyncReadyCallback':
        return [lambda *_: None, None, 7]
    if name == 'Gio.AsyncResult':
        foreign = Gio.Task.new(things['Image'], None, None, None)
        return [foreign, Gio.Task.new(things['Classifier'], None, None, None), None, 7]
    if name == 'GLib.Bytes':
        return [GLib.Bytes.new(open(PATHS[0], 'rb').read()), GLib.Bytes.new(b''), GLib.Bytes.new(b'\xff\xd8\xff' * 99), None, b'x', 7]
    if name == 'GLib.HashTable':
        return [{'melanoma of a long name': 'mel'}, {}, None, {'x': None}, {1: 2}, 7]
    if name == 'GLib.String':
        return [GLib.String.new(''), None, 7]
    if name in things_names:
        return [things[name], None, things['Image' if name != 'Image' else 'Model'], GObject.Object(), 7]
    value = getattr(Derm, name, None)
    if value is not None and issubclass(value, int):  # an enumeration; GObject.GEnum only up to PyGObject 3.50
        return [value(0), value(1)] + WHOLE
    if value is not None:  # a structure
        return [value(), None, 7]
    return [None, 7]


def parameters(node):
    """What Python passes: neither lengths of arrays nor what comes out, nor the user's data of callbacks."""
    found = node.findall(f'{CORE}parameters/{CORE}parameter')
    hidden = set()
    for parameter in found:
        array = parameter.find(f'{CORE}array')
        if array is not None and array.get('length') is not None:
            hidden.add(int(array.get('length')))
        for closure in ('closure', 'destroy'):
            if parameter.get(closure) is not None:
                hidden.add(int(parameter.get(closure)))
    shown = []
    for i, parameter in enumerate(found):
        if i in hidden or parameter.get('direction') == 'out':
            continue
        array = parameter.find(f'{CORE}array')
        kind = parameter.find(f'{CORE}type') if array is None else array.find(f'{CORE}type')
        shown.append(('one' if array is None else 'array', kind.get('name')))
    return shown


def list_callables():
    """(class or None, name, what it is, parameters) of all that Python sees."""
    namespace = ET.parse(gir).getroot().find(f'{CORE}namespace')
    for node in namespace:
        owner = node.get('name')
        if node.tag == f'{CORE}function' and node.get('introspectable') != '0' and node.get('moved-to') is None:
            yield None, node.get('name'), 'function', parameters(node)
        if node.tag not in (f'{CORE}class', f'{CORE}record', f'{CORE}enumeration', f'{CORE}bitfield'):
            continue
        for member in node:
            kind = member.tag.removeprefix(CORE)
            if kind in ('constructor', 'method', 'function') and member.get('introspectable') != '0':
                yield owner, member.get('name'), kind, parameters(member)


things_names = {'Model', 'Image', 'Table', 'Recipe', 'Input', 'Classifier', 'Prediction', 'Truth', 'Metrics', 'Walk', 'Request', 'Word', 'Audit', 'TrainedOn', 'Lesson', 'Atlas', 'Twins', *EXPLAINED, *EVALUATED}


def try_function(owner, name, kind, shown):
    things = make_things()
    if owner == 'Audit':
        things['Audit'] = make_audit(things)
    if EXPLAINED & {owner, *(name for _, name in shown)}:
        things |= make_explained(things)
    if EVALUATED & {owner, *(name for _, name in shown)}:
        things |= make_evaluated()
    holder = Derm if owner is None else getattr(Derm, owner)
    function = getattr(holder, name, None) or getattr(holder, name + '_')  # a word of Python's
    values = [candidates(array, kind_name, things) for array, kind_name in shown]
    if kind == 'method':
        values.insert(0, candidates('one', owner, things))
    sensible = [value[0] for value in values]
    call(function, sensible)
    for i, value in enumerate(values):
        for hostile in value[1:]:
            call(function, sensible[:i] + [hostile] + sensible[i + 1:])
    for column in range(max((len(value) for value in values), default=0)):
        call(function, [value[min(column, len(value) - 1)] for value in values])
    call(function, [])
    call(function, sensible + [1])


functions = list(list_callables())
failed = run_all([(f"{owner + '.' if owner else ''}{name}", try_function, (owner, name, kind, shown)) for owner, name, kind, shown in functions])
if len(functions) < 150:
    print(f'Bail out! only {len(functions)} functions found')
sys.exit(failed > 0 or len(functions) < 150)
