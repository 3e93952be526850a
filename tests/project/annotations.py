# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""annotations.py SOURCE-ROOT GIR: what other languages are told of the public functions is enough to call them safely. TAP."""
import glob
import re
import sys
import xml.etree.ElementTree as ET

source, gir = sys.argv[1:3]
CORE, C = '{http://www.gtk.org/introspection/core/1.0}', '{http://www.gtk.org/introspection/c/1.0}'
NUMBERS = {'gint', 'guint', 'gsize', 'gssize', 'gfloat', 'gdouble', 'guint8', 'gint64', 'guint64', 'gboolean'}
failed = 0
n = 0


def report(name, bad):
    global failed, n
    n += 1
    failed += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {n} {name}")
    for line in bad:
        print('#', line)


def callables():
    for node in ET.parse(gir).getroot().iter():
        if node.tag in (f'{CORE}function', f'{CORE}method', f'{CORE}constructor') and node.get('introspectable') != '0':
            yield node.get(f'{C}identifier'), node


def values(node):
    """What goes in and what comes out: name, direction, its element."""
    for parameter in node.findall(f'{CORE}parameters/{CORE}parameter'):
        yield parameter.get('name'), parameter.get('direction', 'in'), parameter
    result = node.find(f'{CORE}return-value')
    if result is not None:
        yield 'Returns', 'return', result


strings, numbers, lengths, elements, fixed = [], [], [], [], []
count = 0
for function, node in callables():
    count += 1
    for name, direction, value in values(node):
        where = f'{function}: {name}'
        array, single = value.find(f'{CORE}array'), value.find(f'{CORE}type')
        c_type = (array if single is None else single).get(f'{C}type', '') if single is not None or array is not None else ''
        if single is not None:
            stars = c_type.count('*')
            if single.get('name') in ('utf8', 'filename') and stars > (2 if direction != 'in' and direction != 'return' else 1):
                strings.append(f'{where} is {c_type}, announced as one string')
            if single.get('name') in NUMBERS and stars and direction in ('in', 'return'):
                numbers.append(f'{where} is {c_type}, announced as one number')
            continue
        if array is None:
            continue
        kind = array.get('name')  # GLib.PtrArray and the like, which know their length
        element = array.find(f'{CORE}type')
        is_terminated = array.get('zero-terminated') != '0' and element is not None and element.get('name') in ('utf8', 'filename')
        if kind is None and not (array.get('length') or array.get('fixed-size') or is_terminated):
            lengths.append(where)
        if element is None or element.get('name') in ('gpointer', 'none'):
            elements.append(where)
        # pygobject ends the program for NULL there
        if array.get('fixed-size') and direction == 'return' and value.get('nullable') == '1':
            fixed.append(where)

report('there are functions', [] if count > 150 else [f'only {count}'])
report('a list of strings is no string', strings)
report('a pointer to numbers is an array or comes out', numbers)
report('the length of each array is known', lengths)
report('the elements of each array are known', elements)
report('an array of fixed size is never NULL', fixed)

# Without a word on it, an object that is returned counts as given away. Strings that are const do not.
silent = []
for header in sorted(glob.glob(f'{source}/engine/**/derm-*.h', recursive=True)):
    if 'private' in header or 'archive' in header:
        continue
    text = open(header).read()
    for match in re.finditer(r'(/\*\*(?:(?!\*/).)*\*/\n)?^(?!const|typedef|static|struct|G_|#| |\*|/)(\w+(?: \w+)*) +(\*+)(?:const \*)?\s*(derm_\w+) \(', text, re.S | re.M):
        if '(transfer' not in (match.group(1) or '') and '(skip)' not in (match.group(1) or ''):
            silent.append(f'{header.removeprefix(source)}: {match.group(4)}')
report('who owns what is returned is said', silent)
print(f'1..{n}')
sys.exit(failed > 0)
