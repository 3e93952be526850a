#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""make_stubs.py GIR OVERRIDES OUT: write type stubs of the library for Python's type checkers and editors: what the GIR says,
and what gi/overrides/Derm.py adds."""
import ast
import keyword
import re
import sys
import xml.etree.ElementTree as ElementTree

CORE, C = '{http://www.gtk.org/introspection/core/1.0}', '{http://www.gtk.org/introspection/c/1.0}'
SIMPLE = {'none': 'None', 'gboolean': 'bool', 'utf8': 'str', 'filename': 'str', 'gdouble': 'float', 'gfloat': 'float', 'gpointer': 'object',
          'gconstpointer': 'object', 'GType': 'type', 'gchar': 'int'}
HEAD = '''# Made by data/python/make_stubs.py from the library's introspection data.
import os
import typing

import numpy
from gi.repository import Gio, GLib, GObject, Pango, cairo


class _Picture(typing.Protocol):
    """As Pillow's."""
    width: int
    height: int
    def convert(self, mode: str) -> _Picture: ...
    def tobytes(self) -> bytes: ...


_Openable: typing.TypeAlias = 'str | os.PathLike[str] | Gio.File | bytes | bytearray | memoryview | numpy.ndarray | _Picture | Image | Input'
_Asked = typing.TypeVar('_Asked', bound=_Openable)

'''


def type_of(node):
    """Of a parameter, a returned value or a field, as an annotation."""
    array, plain = node.find(CORE + 'array'), node.find(CORE + 'type')
    if array is not None:
        name = 'bytes' if (array.find(CORE + 'type').get('name') == 'guint8') else f'list[{type_of(array)}]'
    elif plain is None:
        name = 'object'
    else:
        name = plain.get('name')
        if re.fullmatch(r'g?u?(int|long|short|size)\d*|g?s?size|guint8|time_t', name):
            name = 'int'
        elif name in ('GLib.List', 'GLib.SList', 'GLib.PtrArray', 'GLib.Array') and plain.find(CORE + 'type') is not None:
            name = f'list[{type_of(plain)}]'
        elif name in SIMPLE:
            name = SIMPLE[name]
    nullable = node.get('nullable') == '1' or node.get('allow-none') == '1'
    return f'{name} | None' if nullable and name not in ('None', 'object') else name


def safe(name):
    return f'{name}_' if keyword.iskeyword(name) or name in ('print', 'exec') else name  # PyGObject still thinks of Python 2


def lengths_of(parameters, returned):
    """Places of the parameters that only tell how long another one is."""
    nodes = [node.find(CORE + 'array') for node in [*parameters, *([returned] if returned is not None else [])]]
    return {int(node.get('length')) for node in nodes if node is not None and node.get('length')}


def signature(node, is_method):
    returned = node.find(CORE + 'return-value')
    parameters = node.findall(f'{CORE}parameters/{CORE}parameter')
    hidden = lengths_of(parameters, returned)
    hidden |= {int(p.get('closure')) for p in parameters if p.get('closure')} | {int(p.get('destroy')) for p in parameters if p.get('destroy')}
    given, results = ['self'] if is_method else [], []
    kind = type_of(returned) if returned is not None else 'None'
    if kind != 'None':
        results.append(kind)
    for place, parameter in enumerate(parameters):
        name, kind = safe(parameter.get('name') or '_'), type_of(parameter)
        if parameter.get('direction') in ('out', 'inout'):
            if place not in hidden:
                results.append(kind)
            continue
        if place in hidden and not parameter.get('scope'):
            continue
        if parameter.get('scope') or parameter.find(CORE + 'type') is not None and parameter.find(CORE + 'type').get('name').endswith('Callback'):
            kind = 'typing.Callable[..., typing.Any] | None'
        given.append(f'{name}: {kind}' + (' = None' if 'None' in kind.split(' | ') and not is_before_needed(parameters, place, hidden) else ''))
    if any(p.get('scope') == 'async' for p in parameters):
        given.append('*user_data: typing.Any')
    result = 'None' if not results else results[0] if len(results) == 1 else f'tuple[{", ".join(results)}]'
    return f'({", ".join(given)}) -> {result}: ...'


def is_before_needed(parameters, place, hidden):
    """Whether a parameter that has to be given comes after it."""
    return any('None' not in type_of(p).split(' | ') and not p.get('scope') for i, p in enumerate(parameters)
               if i > place and i not in hidden and p.get('direction') not in ('out', 'inout'))


def functions(node, lines):
    for kind, decorator in (('constructor', '@classmethod'), ('function', '@staticmethod'), ('method', '')):
        for function in node.findall(CORE + kind):
            if function.get('introspectable') == '0' or function.get('shadowed-by') or function.get('moved-to'):
                continue
            text = signature(function, kind == 'method')
            if kind == 'constructor':
                text = '(cls' + (', ' if not text.startswith('()') else '') + text[1:]
            if decorator:
                lines.append(f'    {decorator}')
            lines.append(f'    def {safe(function.get("shadows") or function.get("name"))}{text}')


def written_by_hand(path):
    """{class: lines} of the overrides, and the lines of their functions; bodies become dots."""
    classes, free = {}, []
    for node in ast.parse(open(path, encoding='utf-8').read()).body:
        members = [n for n in node.body if isinstance(n, ast.FunctionDef)] if isinstance(node, ast.ClassDef) else \
            [node] if isinstance(node, ast.FunctionDef) and not node.name.startswith('_') else []
        for member in members:
            member.body = [ast.Expr(ast.Constant(...))]
            member.decorator_list = [d for d in member.decorator_list if ast.unparse(d) != '_public']
            text = re.sub(r"'((?:[^']|\\')*)'(?=[,)=: ]|$)", lambda m: m[1] if re.search(r'[\[|.]|^_?[A-Z]', m[1]) else m[0], ast.unparse(member))
            text = text.replace(':\n    ...', ': ...')
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, []).extend('    ' + line for line in text.split('\n'))
            else:
                free += text.split('\n') + ['']
    return classes, free


def main():
    gir, overrides, out = sys.argv[1:]
    namespace = ElementTree.parse(gir).getroot().find(CORE + 'namespace')
    by_hand, free = written_by_hand(overrides)
    lines = HEAD.split('\n')
    for node in namespace:
        tag, name = node.tag.removeprefix(CORE), node.get('name')
        if node.get('introspectable') == '0' or node.get('{http://www.gtk.org/introspection/glib/1.0}is-gtype-struct-for'):
            continue
        if tag == 'constant':
            lines += [f'{name}: {type_of(node)}', '']
        elif tag in ('enumeration', 'bitfield'):
            lines.append(f'class {name}(int):')
            lines += [f'    {safe(member.get("name").upper())}: typing.ClassVar[{name}]' for member in node.findall(CORE + 'member')] + ['']
        elif tag in ('class', 'record'):
            parent = node.get('parent')
            lines.append(f'class {name}({parent}):' if parent else f'class {name}:')
            before = len(lines)
            lines += [f'    {safe(f.get("name"))}: {type_of(f)}' for f in node.findall(CORE + 'field') if f.get('private') != '1' and tag == 'record']
            functions(node, lines)
            lines += by_hand.get(name, [])
            lines += ([] if len(lines) > before else ['    ...']) + ['']
        elif tag == 'function' and not node.get('moved-to'):
            lines += [f'def {name}{signature(node, False)}', '']
    with open(out, 'w', encoding='utf-8') as output:
        output.write('\n'.join(lines + free))


if __name__ == '__main__':
    main()
