#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""layers.py SOURCE-ROOT BUILD-ROOT: includes point down, private headers stay in their folder, no files in a circle. TAP.

The order of the rooms is written here once; the build keeps it too, by each room's include path. Circles are looked for among
the object files: a file depends on another if it uses one of its symbols. The files of one class, those that share the header
with its struct, count as one."""
import glob
import json
import os
import re
import subprocess
import sys
from collections import defaultdict

root, build = sys.argv[1:3]

# From the ground up; rooms of one line do not see each other. '' is the folder itself.
ENGINE = [['nn'], ['', 'archive'], ['weights', 'image'], ['model'], ['classify'], ['explain', 'truth'], ['evaluate', 'atlas', 'figure', 'learn'], ['audit'],
          ['record']]
ROOMS = ['browse', 'image', 'result', 'steps', 'compare', 'model', 'evaluate', 'atlas', 'explain', 'pixels', 'network', 'learn', 'output', 'preferences']
UI = [['parts'], ['session'], ROOMS, ['window']]
BESIDE = {('result', 'steps')}  # a room that may use another
LIBC = ('assert float limits math stdarg stdbool stddef stdint stdio stdlib string sys/mman immintrin cpuid arm_neon').split()

n_tests = 0
failed = False


def report(name, wrong):
    global n_tests, failed
    n_tests += 1
    print(f"{'not ok' if wrong else 'ok'} {n_tests} {name}")
    for line in wrong:
        print('#', line)
    failed |= bool(wrong)


def sources(folder):
    return sorted(glob.glob(f'{root}/{folder}/**/*.[ch]', recursive=True))


def includes(path):
    """(line, text between the marks, whether the marks are quotes)"""
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
        if found:
            yield number, found[2], found[1] == '"'


def short(path):
    return os.path.relpath(path, root)


def forbid(name, folder, pattern):
    report(name, [f'{short(path)}:{line}: {what}' for path in sources(folder) for line, what, _ in includes(path)
                  if re.match(pattern, what)])


# ---- between the floors ----

forbid('nn has libc, libm and itself only', 'engine/nn',
       r'(glib|gio|gobject|gdk|gtk|cairo|pango|json|jpeglib|jerror|png|tiffio|webp|zlib|turbojpeg|derm|lens|pthread|threads|\.\./)')
forbid('engine has no GTK, ui or app', 'engine', r'(gtk|gdk/|gsk|lens-|app/|ui/)')
inside = [re.escape(os.path.basename(path)) for path in sources('engine')
          if path.endswith('.h') and not re.fullmatch(r'derm(-(?!.*(private|archive)).*)?\.h', os.path.basename(path))]
inside = '(.*/)?(' + '|'.join(inside) + ')$'
forbid("ui has the engine's public headers only", 'ui', rf'(nn/|engine/|json-glib|jpeglib|png\.h|tiffio|webp/|turbojpeg|app/|{inside})')
forbid("app has the engine's public headers only", 'app', rf'(nn/|engine/|jpeglib|png\.h|tiffio|webp/|turbojpeg|{inside})')
forbid('the command line has no GTK and no ui', 'app/derm', r'(gtk|gdk|lens-)')
forbid('the module for Arrow has GLib and Arrow only', 'app/arrow', r'(?!(arrow-rows\.h|glib\.h|gio/.*|(arrow|parquet)-glib/.*)$)')
forbid('figures have no GTK', 'engine/figure', r'(gtk|gdk)')
report("nn's system headers are libc's and the CPU's",
       [f'{short(path)}:{line}: {what}' for path in sources('engine/nn') for line, what, is_own in includes(path)
        if not is_own and what.removesuffix('.h') not in LIBC])

# ---- between the rooms ----


def room_of(path, floor):
    room = os.path.relpath(os.path.dirname(path), f'{root}/{floor}')
    return '' if room == '.' else room


def find_header(what, path, floor, homes):
    """The room of the header, from the file's folder, the root or the rooms' include paths; None for a header of another floor."""
    for base in (os.path.dirname(path), root):
        if os.path.exists(f'{base}/{what}') and os.path.normpath(f'{base}/{what}').startswith(f'{root}/{floor}/'):
            return room_of(os.path.normpath(f'{base}/{what}'), floor)
    return homes.get(what)


def check_order(floor, order):
    level = {room: number for number, rooms in enumerate(order) for room in rooms}
    unknown, upward, private = set(), [], []
    homes = {}
    for path in sources(floor):
        room = room_of(path, floor)
        if room not in level:
            unknown.add(f'{floor}/{room}')
        if path.endswith('.h'):
            homes[os.path.basename(path)] = homes[f'{room}/{os.path.basename(path)}'] = room
    for path in sources(floor):
        room = room_of(path, floor)
        for line, what, is_own in includes(path):
            home = find_header(what, path, floor, homes) if is_own else None
            if home is None or home == room or short(path) == 'engine/derm.h':
                continue
            if home not in level or (level[home] >= level.get(room, -1) and (room, home) not in BESIDE):
                upward.append(f'{short(path)}:{line}: {what} is of {home or floor}')
            if what.endswith('-private.h') or (home == 'nn' and not what.endswith('nn.h')):
                private.append(f'{short(path)}:{line}: {what}')
    report(f'the rooms of {floor} are known', sorted(unknown))
    report(f'includes in {floor} point down', upward)
    report(f'private headers of {floor} stay in their room', private)


check_order('engine', ENGINE)
if os.path.isdir(f'{root}/ui/window'):  # until then ui is one room
    check_order('ui', UI)

# ---- circles ----


def class_of(path):
    """The header with the struct of the class that this file is a part of, or the file itself."""
    for _, what, is_own in includes(f'{root}/{path}'):
        header = f'{os.path.dirname(path)}/{what}'
        if is_own and what.endswith('-private.h') and os.path.exists(f'{root}/{header}'):
            if re.search(r'^struct _\w+\s*\{', open(f'{root}/{header}', encoding='utf-8').read(), re.M):
                return header
    return path


def read_symbols(floor):
    """Symbols by the file that defines them, files by the symbols that they use; from the compiler's list of objects."""
    home, used = {}, defaultdict(set)
    for entry in json.load(open(f'{build}/compile_commands.json', encoding='utf-8')):
        path = os.path.relpath(os.path.join(entry['directory'], entry['file']), root)
        target = os.path.join(build, entry['output'])
        if not path.startswith(f'{floor}/') or not entry['output'].startswith(f'{floor}/') or not os.path.exists(target):
            continue
        for line in subprocess.run(['nm', '-P', target], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
            symbol, kind = line.split()[:2]
            if kind in 'TDBRVWC':
                home[symbol] = path
            elif kind == 'U':
                used[path].add(symbol)
    return home, used


def find_circles(graph):
    """Tarjan's strongly connected components of more than one node."""
    index, low, stack, circles = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            circle = stack[stack.index(node):]
            del stack[stack.index(node):]
            if len(circle) > 1:
                circles.append(circle)

    sys.setrecursionlimit(5000)
    for node in list(graph):
        if node not in index:
            visit(node)
    return circles


def check_circles(floor):
    home, used = read_symbols(floor)
    if not home:
        report(f'no circle of files in {floor}', [f'no object file of {floor} is in {build}: it has not been built'])
        return
    unit = {path: class_of(path) for path in set(home.values()) | set(used)}
    graph, why = defaultdict(set), {}
    for path, symbols in used.items():
        for symbol in symbols & home.keys():
            one, other = unit[path], unit[home[symbol]]
            if one != other:
                graph[one].add(other)
                why.setdefault((one, other), []).append(symbol)
    wrong = []
    for circle in find_circles(graph):
        wrong.append('circle: ' + ', '.join(sorted(circle)))
        wrong += [f'  {one} -> {other}: {", ".join(sorted(why[one, other]))}' for one in sorted(circle) for other in sorted(graph[one])
                  if other in circle]
    report(f'no circle of files in {floor}', wrong)


check_circles('engine')
if os.path.isdir(f'{root}/ui/window'):
    check_circles('ui')

print(f'1..{n_tests}')
sys.exit(failed)
