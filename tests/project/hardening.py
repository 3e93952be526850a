# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""hardening.py BUILD-ROOT CPU-FAMILY IS-FORTIFIED PROGRAM... -- LIBRARY...: what is built is hardened, as its bytes say. TAP."""
import json
import os
import re
import subprocess
import sys

build, cpu_family, is_fortified = sys.argv[1:4]
split = sys.argv.index('--')
programs, libraries = sys.argv[4:split], sys.argv[split + 1:]
n = 0
failed = 0


def report(name, bad):
    global n, failed
    n += 1
    failed += bool(bad)
    print(f"{'not ok' if bad else 'ok'} {n} {name}")
    for line in bad[:20]:
        print('#', line)


def readelf(*args):
    return subprocess.run(['readelf', '--wide', *args], check=True, capture_output=True, text=True, env={**os.environ, 'LC_ALL': 'C'}).stdout


def check_binary(path, is_program):
    dynamic, segments = readelf('--dynamic', path), readelf('--segments', path)
    bad = []
    if not re.search(r'\(FLAGS\).*BIND_NOW|\(FLAGS_1\).*\bNOW\b', dynamic):
        bad.append('symbols are bound late: no BIND_NOW')
    if not re.search(r'^\s*GNU_RELRO', segments, re.M):
        bad.append('no GNU_RELRO: its tables of addresses stay writable')
    if not re.search(r'^\s*GNU_STACK(?:\s+0x\w+){5}\s+RW\s', segments, re.M):
        bad.append('the stack is executable, or nothing says that it is not')
    if re.search(r'^\s*LOAD(?:\s+0x\w+){5}\s+RWE', segments, re.M):
        bad.append('a segment is writable and executable')
    if '(TEXTREL)' in dynamic:
        bad.append('the code is changed when it is loaded: TEXTREL')
    if is_program and not re.search(r'\(FLAGS_1\).*\bPIE\b', dynamic):
        bad.append('the program is not position independent')
    return bad


for path in programs + libraries:
    report(f'{os.path.basename(path)}: BIND_NOW, RELRO, no writable code', check_binary(path, path in programs))

# Every object that goes into them, by what its compiler was told.
with open(os.path.join(build, 'compile_commands.json')) as file:
    commands = [entry for entry in json.load(file)
                if re.match(r'(engine|ui|app)/.*\.o$', entry['output']) and entry['file'].endswith('.c')]
wanted = {'-fstack-protector-strong', '-fvisibility=hidden'} | ({'-D_FORTIFY_SOURCE=2'} if is_fortified == 'true' else set())
report('there are objects', [] if len(commands) > 100 else [f'only {len(commands)}'])
report('stack protector, hidden symbols, _FORTIFY_SOURCE', [f"{entry['file']}: {option}" for entry in commands
       for option in wanted if option not in entry['command'].split()])

# … and by what it made of it.
for path in programs + libraries:
    if 'archive' not in path: # has no buffer on its stack
        symbols = readelf('--dyn-syms', path)
        bad = [] if '__stack_chk_fail' in symbols else ['nothing checks its stack']
        if is_fortified == 'true' and os.path.basename(path) in ('derm', 'libderm.so.0.1.0'):
            bad += [] if re.search(r'__(?!stack)\w+_chk\b', symbols) else ['no call is fortified']
        report(f'{os.path.basename(path)}: its stack is checked', bad)

# The linker marks a binary only if the C library's own objects are marked, which is for the distribution to do; ours are.
marks = {'x86_64': r'x86 feature:.*IBT.*SHSTK', 'aarch64': r'AArch64 feature:.*BTI.*PAC'}
if cpu_family in marks:
    objects = [os.path.join(build, entry['output']) for entry in commands]
    objects = [path for path in objects if os.path.exists(path)]
    notes = re.split(r'^File: ', readelf('--notes', *objects), flags=re.M)[1:]
    report('the targets of jumps are marked: CET, BTI', [note.split('\n')[0] for note in notes if not re.search(marks[cpu_family], note)]
           or ([] if len(notes) == len(objects) else ['readelf left some out']))
print(f'1..{n}')
sys.exit(failed > 0)
