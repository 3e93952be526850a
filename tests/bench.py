#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""make bench: what Dermlens takes, beside what others take for the same work.

bench [--quick] [--only kernels,forward,decode,folder,startup,window,explain,evaluate] [--json FILE]

All that stands in one table was measured in this run, taking turns; figures are medians over the rounds, ratios medians
of the ratios in each round (with their quartiles). Trust the ratios, not the times. A peer that is missing is named.
"""
import argparse, array, contextlib, glob, json, os, random, re, shutil, statistics, subprocess, sys, tempfile, time

SOURCE = '@SOURCE_ROOT@'  # meson fills it in when it copies this file to build/tests/bench
if SOURCE.startswith('@'):
    SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.environ.get('DERMLENS_BUILD', os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DERM = f'{BUILD}/app/derm/derm'
SAMPLES = sorted(glob.glob(f'{SOURCE}/data/samples/drawn-*.jpg'))
ORIGINALS = sorted(glob.glob(f'{SOURCE}/../shared/ham10000/full/*.jpg'))
# the reach, as ratios to ONNX Runtime: {level: {(threads, batch): at most}}
TARGETS = {'avx512': {(1, '1'): .38, (1, 'c1'): .65, (1, '8'): .36, (1, '32'): .36, (1, '256'): .37,
                      (2, '1'): .45, (2, '8'): .36, (2, '32'): .36, (2, '256'): .37},
           'avx2': {(1, '1'): .75, (1, '32'): .75}}

PILLOW_WORKER = '''
import io, sys, time
from PIL import Image
jpegs = [open(f, 'rb').read() for f in sys.argv[1:]]
decode = lambda jpeg: Image.open(io.BytesIO(jpeg)).convert('RGB')
resize = lambda image: image.resize((28, 28), Image.BICUBIC).tobytes()
images = [decode(jpeg) for jpeg in jpegs]
for line in sys.stdin:
    start, small = time.process_time_ns(), []
    for jpeg, image in zip(jpegs, images):
        if line != 'resize\\n':
            image = decode(jpeg)
        if line != 'decode\\n':
            small.append(resize(image))
    print((time.process_time_ns() - start) // len(jpegs), sum(map(sum, small)), flush=True)
'''
LOADER_WORKER = '''
import sys, time, numpy, torch
from PIL import Image
class Folder(torch.utils.data.Dataset):
    def __len__(self):
        return len(files)
    def __getitem__(self, i):
        image = Image.open(files[i]).convert('RGB').resize((28, 28), Image.BICUBIC)
        return torch.from_numpy(numpy.array(image)).permute(2, 0, 1).float() / 255
files = open(sys.argv[1]).read().split()
loader = torch.utils.data.DataLoader(Folder(), batch_size=32, num_workers=2, persistent_workers=True)
for line in sys.stdin:
    start = time.perf_counter_ns()
    n = sum(len(batch) for batch in loader)
    print(time.perf_counter_ns() - start, n, flush=True)
'''
EXPLAIN_WORKER = '''
import sys, time, torch
sys.path.insert(0, sys.argv[1])
import skincnn
torch.set_num_threads(int(sys.argv[3]))
net = skincnn.load(sys.argv[2])[0].eval()
image = torch.rand(3, 28, 28)
for line in sys.stdin:
    start = time.perf_counter()
    mean = image.mean((1, 2))
    with torch.no_grad():
        for first in range(0, 784, 112):
            batch = image.repeat(112, 1, 1, 1)
            for i in range(112):
                y, x = divmod(first + i, 28)
                batch[i, :, max(y - 1, 0):y + 3, max(x - 1, 0):x + 3] = mean[:, None, None]
            torch.softmax(net(batch), 1)
    print((time.perf_counter() - start) * 1000, flush=True)
'''
# the figures of DermEvaluation by scikit-learn, once, and the bootstrap of them all for as many rounds as it is told
SKLEARN_WORKER = '''
import sys, time, warnings, numpy
from sklearn import metrics
warnings.simplefilter('ignore')
data = open(sys.argv[1], 'rb').read()
n, k = numpy.frombuffer(data, numpy.int32, 2)
truth, lesions = numpy.frombuffer(data, numpy.int32, 2 * n, 8).reshape(2, n)
scores = numpy.frombuffer(data, numpy.float32, n * k, 8 + 8 * n).reshape(n, k).astype(float)
answers, labels = scores.argmax(1), numpy.arange(k)
def figures(weight):
    metrics.confusion_matrix(truth, answers, labels=labels, sample_weight=weight)
    metrics.precision_recall_fscore_support(truth, answers, labels=labels, zero_division=0, sample_weight=weight)
    metrics.accuracy_score(truth, answers, sample_weight=weight)
    metrics.log_loss(truth, scores, labels=labels, sample_weight=weight)
    for c in labels:
        metrics.roc_auc_score(truth == c, scores[:, c], sample_weight=weight)
        metrics.average_precision_score(truth == c, scores[:, c], sample_weight=weight)
        metrics.brier_score_loss(truth == c, scores[:, c], sample_weight=weight)
    for top in (2, 3):
        metrics.top_k_accuracy_score(truth, scores, k=top, labels=labels, sample_weight=weight)
random, n_lesions = numpy.random.RandomState(1), lesions.max() + 1
for line in sys.stdin:
    start, rounds = time.perf_counter(), 1
    if line == 'figures\\n':
        figures(None)
    else:
        rounds = 4
        for _ in range(rounds):
            figures(numpy.bincount(random.randint(0, n_lesions, n_lesions), minlength=n_lesions)[lesions])
    print((time.perf_counter() - start) * 1000 / rounds, flush=True)
'''
PILLOW_ONCE = 'import sys; from PIL import Image; Image.open(sys.argv[1]).convert("RGB").resize((28, 28), Image.BICUBIC)'

options = None
report = {}


# ---- tools ----

def say(text=''):
    print(text, flush=True)


def table(title, heads, rows):
    widths = [max(len(str(row[i])) for row in [heads, *rows]) for i in range(len(heads))]
    say(f'\n{title}')
    for row in [heads, *rows]:
        say('  ' + '  '.join(str(c).ljust(w) if i == 0 else str(c).rjust(w) for i, (c, w) in enumerate(zip(row, widths))).rstrip())


def missing(section, what):
    say(f'  missing: {what}')
    report.setdefault(section, {}).setdefault('missing', []).append(what)


def quartiles(values):
    values = sorted(values)
    return statistics.median(values), values[len(values) // 4], values[3 * len(values) // 4]


def ratio(ours, theirs):
    """Median and quartiles of the rounds' ratios, as numbers and as text."""
    numbers = quartiles([a / b for a, b in zip(ours, theirs)])
    digits = 3 if numbers[0] < 10 else 1
    return numbers, f'{numbers[0]:.{digits}f} ({numbers[1]:.{digits}f}-{numbers[2]:.{digits}f})'


def python_with(modules):
    for python in filter(None, [os.environ.get('PYTHON'), '/usr/bin/python3', sys.executable]):
        with contextlib.suppress(OSError):
            if subprocess.run([python, '-c', f'import {modules}'], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0:
                return python
    return None


def on_cores(n):
    cores = sorted(os.sched_getaffinity(0))[-n:]
    return ['taskset', '-c', ','.join(map(str, cores))] if shutil.which('taskset') else []


def lines_of(argv):
    process = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if process.returncode != 0:
        raise RuntimeError(f'{os.path.basename(argv[0])}: {process.stderr.strip() or process.returncode}')
    return process.stdout.splitlines()


class Worker:
    """A process that answers each line with numbers."""

    def __init__(self, argv):
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question):
        self.process.stdin.write(question + '\n')
        self.process.stdin.flush()
        reply = self.process.stdout.readline()
        if not reply:
            raise RuntimeError(f'{self.process.args[0]} ended with status {self.process.wait()}')
        return [int(number) for number in reply.split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def time_process(argv, output=os.devnull):
    """Milliseconds from start to end and of the processors, and the peak of memory in MiB."""
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    start = time.perf_counter_ns()
    pid = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    took = (time.perf_counter_ns() - start) / 1e6
    if status != 0:
        raise RuntimeError(f'{" ".join(argv[:4])} … failed with {status}')
    return took, 1e3 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024


def cpu_levels():
    """The level in use and all that this computer has, as derm info says."""
    text = subprocess.run([DERM, 'info'], capture_output=True, text=True, env=dict(os.environ, LC_ALL='C', LANGUAGE='C')).stdout
    found = re.search(r'CPU level: (\w+) \(of ([^)]*)\)', text)
    if not found:
        raise RuntimeError('derm info names no CPU level')
    return found[1], found[2].split(', ')


# ---- kernels: plain loops against each level ----

def kernel_lines(kind, rounds, ms):
    """{what: {name: [ns per round]}} in the order of the lines."""
    times = {}
    for line in lines_of([*on_cores(1), f'{BUILD}/tests/nn/bench-kernels', str(rounds), str(ms), kind]):
        _, what, name, *numbers = line.split('\t')
        times.setdefault(what, {})[name] = [float(number) for number in numbers]
    return times


def kernel_table(title, head, times, section):
    names = list(next(iter(times.values())))
    rows = []
    for what, runners in times.items():
        base, row = runners['reference'], [what, f'{statistics.median(runners["reference"]) / 1e3:.0f}']
        for name in names[1:]:
            _, text = ratio(base, runners[name])
            row += [f'{statistics.median(runners[name]) / 1e3:.0f}', text]
            section.setdefault(what, {})[name] = {'us': statistics.median(runners[name]) / 1e3,
                                                  'times_faster_than_reference': ratio(base, runners[name])[0]}
        rows.append(row)
    table(title, [head, 'plain C us', *(text for name in names[1:] for text in (f'{name} us', 'times faster'))], rows)


def bench_kernels():
    section = report.setdefault('kernels', {})
    rounds, ms = (3, 5) if options.quick else (11, 10)
    kernel_table('Whole SkinCNN, CPU time per image (target: best level >= 25 times plain C at AVX-512)', 'batch',
                 kernel_lines('whole', rounds, ms), section.setdefault('whole', {}))
    kernel_table('Step by step, one image, CPU time', 'step', kernel_lines('steps', rounds, ms), section.setdefault('steps', {}))


# ---- forward: against the peers ----

def find_peers():
    """The peers' script and their folder of what was built; None and the reason otherwise."""
    folder = os.environ.get('PEERS', f'{SOURCE}/../shared/peers')
    script = f'{folder}/run_peers.py'
    if not os.path.exists(script):
        return None, f'the peers ({os.path.normpath(script)}; set PEERS to their folder)'
    builds = [os.environ.get('DERMLENS_PEERS_BUILD'), os.path.expanduser('~/.cache/dermlens-peers'), '/tmp/peers/build', f'{folder}/build']
    for build in filter(None, builds):
        if os.path.exists(f'{build}/data/skin.bin') and os.path.exists(f'{build}/ort.mjs'):
            return (script, build), None
    return None, f'the peers are not set up: run {os.path.normpath(folder)}/setup.sh ~/.cache/dermlens-peers (two minutes, needs the network)'


def run_peers(script, build, levels, threads, batches, rounds):
    python = python_with('json')
    with tempfile.NamedTemporaryFile(suffix='.json') as result:
        argv = [python, script, '--build', build, '--threads', str(threads), '--batch', ','.join(batches), '--json', result.name,
                '--rounds', str(rounds), '--ms', '20' if options.quick else '40',
                '--only', 'onnxruntime' if options.quick else 'onnxruntime,onednn,torch-script']
        for level in levels:
            argv += ['--add', f'dermlens {level}=env NN_ISA={level} {BUILD}/tests/contestant {{dir}} {{threads}}']
        process = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if process.returncode != 0:
            raise RuntimeError(f'run_peers.py: {process.stderr.strip().splitlines()[-1:]}')
        for name in sorted(set(re.findall(r'contestant failed: (.*)', process.stderr))):
            missing('forward', f'contestant {name} did not start')
        return json.load(open(result.name))


def forward_table(threads, batches, results, levels, section):
    names = list(dict.fromkeys(key.split(',', 2)[2] for key in results))
    if 'onnxruntime' not in names:
        return missing('forward', f'ONNX Runtime: these ratios are to {names[0]}') if names else None
    rows = []
    for name in names:
        cells = [results.get(f'{threads},{batch},{name}') for batch in batches]
        rows.append([name, *(f'{cell["ratio"]:.3f}' if cell else '-' for cell in cells)])
        for batch, cell in zip(batches, cells):
            section.setdefault(f'{threads} threads, batch {batch}', {})[name] = cell
            if cell and cell['mismatches']:
                say(f'  wrong: {name}, batch {batch}: {cell["mismatches"]} other top classes')
    for level in levels:
        if level in TARGETS:
            rows.append([f'  target {level} <=', *(TARGETS[level].get((threads, batch), '-') for batch in batches)])
    base = results[f'{threads},{batches[0]},onnxruntime']['us']
    table(f'Forward pass, {threads} thread(s): ratio to ONNX Runtime ({base:.0f} us at batch 1), smaller is faster',
          ['batch', *batches], rows)


def bench_forward():
    section = report.setdefault('forward', {})
    levels = [level for level in cpu_levels()[1] if level != 'plain']
    peers, reason = find_peers()
    say()
    if not peers or not shutil.which('node') or not shutil.which('taskset'):
        return missing('forward', reason or 'node or taskset, which the peers\' script needs')
    for threads in [1, 2] if len(os.sched_getaffinity(0)) > 1 else [1]:
        batches = ['1', 'c1', '8', '32', '256'] if threads == 1 else ['1', '8', '32', '256']
        results = run_peers(*peers, levels, threads, batches[:-1], 5 if options.quick else 11)
        results |= run_peers(*peers, levels, threads, batches[-1:], 5)  # long passes, fewer rounds
        forward_table(threads, batches, results, levels, section)
    if 'avx512' not in levels:
        say('  This CPU has no AVX-512: the peers ran on AVX2 too, so the targets (peers on AVX-512) do not apply as they stand.')


# ---- decode and resize ----

def bench_decode():
    section = report.setdefault('decode', {})
    files = (ORIGINALS or SAMPLES)[:16]
    rounds = 7 if options.quick else 25
    python = python_with('PIL')
    workers = {'ours': Worker([*on_cores(1), f'{BUILD}/tests/bench-decode', 'turns', *files])}
    if python:
        workers['Pillow'] = Worker([*on_cores(1), python, '-c', PILLOW_WORKER, *files])
    times, sums = {}, {}
    for turn in range(-1, rounds):
        for what in ('bare', 'decode', 'resize', 'gate', 'both'):
            for name, worker in workers.items():
                if what in ('bare', 'gate') and name == 'Pillow':
                    continue
                ns, sums[what, name] = worker.ask(what)
                times.setdefault((what, name), []).extend([ns] if turn >= 0 else [])
    for worker in workers.values():
        worker.close()
    rows = []
    for what, words, target in (('decode', 'decode', '-'), ('resize', 'resize to 28 x 28, bicubic', '<= 0.20'),
                                ('gate', 'is it blank or blurred (once an image)', '-'), ('both', 'all, as for a new image', '-')):
        ours = times[what, 'ours']
        row, cell = [words, f'{statistics.median(ours) / 1e3:.0f}'], {'us': statistics.median(ours) / 1e3}
        if python and what == 'gate':
            row += ['-', '-', '-']
        elif python:
            cell['ratio_to_pillow'], text = ratio(ours, times[what, 'Pillow'])
            row += [f'{statistics.median(times[what, "Pillow"]) / 1e3:.0f}', text, target]
        cell['ratio_to_bare_decode'], text = ratio(ours, times['bare', 'ours'])
        rows.append(row + [text])
        section[what] = cell
    table(f'Decode and resize, us of CPU time per image, one thread, {len(files)} files of 600 x 450 in memory',
          ['', 'ours', *(['Pillow', 'ratio to Pillow', 'target'] if python else []), 'ratio to bare TurboJPEG decode'], rows)
    if not python:
        return missing('decode', 'Pillow')
    section['same_bytes'] = all(sums[what, 'ours'] == sums[what, 'Pillow'] for what in ('resize', 'both'))
    say(f'  sums of the bytes: {"the same as" if section["same_bytes"] else "NOT THE SAME as"} Pillow\'s')


# ---- a folder ----

def make_folder(folder, n):
    sources = ORIGINALS + SAMPLES
    paths = [f'{folder}/{i:05d}.jpg' for i in range(n)]
    for i, path in enumerate(paths):
        shutil.copyfile(sources[i % len(sources)], path)
    return paths


def folder_rounds(folder, paths, rounds):
    """Of each round: {name: [images per second]}, {name: [ms of CPU per image]}; derm's peaks of memory for all and for
    a tenth of the files."""
    cores, n = on_cores(2), len(paths)
    derm = [*cores, DERM, 'predict', '--quiet', '--format', 'jsonl', '--threads', '2', '--views', '1']
    bare = [*cores, f'{BUILD}/tests/bench-decode', 'folder', '2', *paths]
    python, loader = python_with('torch, PIL, numpy'), None
    if python:
        with open(f'{folder}/list', 'w') as names:
            names.write('\n'.join(paths))
        loader = Worker([*cores, python, '-c', LOADER_WORKER, f'{folder}/list'])
        loader.ask('warm up')
    rates, cpu, peaks = {}, {}, {'tenth': time_process([*derm, *paths[:max(n // 10, 8)]])[2]}
    time_process(bare)
    for _ in range(rounds):
        for name, argv in (('derm predict', [*derm, *paths]), ('derm predict, 8 views', [*derm[:-1], '8', *paths]),
                           ('bare TurboJPEG decode', bare)):
            took, busy, peak = time_process(argv, f'{folder}/{name}')
            rates.setdefault(name, []).append(1e3 * n / took)
            cpu.setdefault(name, []).append(busy / n)
            peaks['all'] = peak if name == 'derm predict' else peaks['all']
        if loader:
            ns, count = loader.ask('go')
            rates.setdefault('PyTorch DataLoader, decode + resize', []).append(1e9 * count / ns)
    if loader:
        loader.close()
    with open(f'{folder}/derm predict') as output:
        done = sum(json.loads(line)['status'] == 'ok' for line in output)
    if done != n:
        raise RuntimeError(f'derm predict did {done} of {n} files')
    return rates, cpu, peaks


def bench_folder():
    section = report.setdefault('folder', {})
    n = 120 if options.quick else options.files
    with tempfile.TemporaryDirectory(prefix='derm-bench-') as folder:
        paths = make_folder(folder, n)
        rates, cpu, peaks = folder_rounds(folder, paths, 3 if options.quick else 7)
    rows = []
    for name, values in rates.items():
        numbers, text = ratio(values, rates['bare TurboJPEG decode'])
        section[name] = {'images_per_second': statistics.median(values), 'rate_to_bare_decode': numbers}
        row = [name, f'{statistics.median(values):.0f}', text, '>= 0.85' if name == 'derm predict' else '']
        if name in cpu:
            section[name]['cpu_ms_per_image'] = statistics.median(cpu[name])
            section[name]['bare_cpu_to_cpu'], text = ratio(cpu['bare TurboJPEG decode'], cpu[name])
            row += [f'{statistics.median(cpu[name]):.2f}', text]
        rows.append(row)
    table(f'A folder of {n} JPEGs of 600 x 450, 2 threads, whole processes, files in the page cache',
          ['', 'images/s', 'rate to bare decode', 'target', 'CPU ms/image', 'by CPU time'], [row + ['-'] * (6 - len(row)) for row in rows])
    section['peak_mib'] = peaks
    say(f'  derm\'s peak memory: {peaks["all"]:.0f} MiB for all files, {peaks["tenth"]:.0f} MiB for a tenth of them (target <= 150)')
    if len(rates) < 3:
        missing('folder', 'PyTorch with Pillow and NumPy, for a DataLoader doing the same')


# ---- start-up ----

def bench_startup():
    section = report.setdefault('startup', {})
    image, rounds, python = (ORIGINALS or SAMPLES)[0], 9 if options.quick else 30, python_with('PIL')
    processes = {'true (a process at the least)': ['true'], 'derm predict, table': [DERM, 'predict', '--quiet', image],
                 'derm predict, jsonl': [DERM, 'predict', '--quiet', '--format', 'jsonl', image]}
    if python:
        processes['python, Pillow: decode + resize only'] = [python, '-c', PILLOW_ONCE, image]
    times, cpu = ({name: [] for name in processes} for _ in range(2))
    for turn in range(-2, rounds):
        for name, argv in processes.items():
            took, busy, _ = time_process(argv)
            times[name].extend([took] if turn >= 0 else [])
            cpu[name].extend([busy] if turn >= 0 else [])
    rows = []
    for name, values in times.items():
        numbers, text = ratio(values, times['derm predict, table'])
        section[name] = {'ms': statistics.median(values), 'cpu_ms': statistics.median(cpu[name]), 'ratio_to_derm': numbers}
        rows.append([name, f'{statistics.median(values):.1f}', text, '<= 12 ms' if name.startswith('derm') else '-', f'{statistics.median(cpu[name]):.1f}'])
    table('Whole process on one JPEG of 600 x 450, warm, ms', ['', 'ms', 'ratio to derm predict', 'target', 'CPU ms'], rows)
    if not python:
        missing('startup', 'Pillow')
    load_table(section, rounds)


def ask_for_ms(worker, what):
    worker.stdin.write(f'{what}\n')
    worker.stdin.flush()
    return float(worker.stdout.readline())


def bench_explain():
    """One input explained, levels and PyTorch taking turns."""
    section = report.setdefault('explain', {})
    threads = min(2, len(os.sched_getaffinity(0)))
    levels = [level for level in cpu_levels()[1] if level != 'plain']
    data, python = f'{SOURCE}/data', python_with('torch, numpy')
    commands = {level: [f'{BUILD}/tests/bench-explain', str(threads), level] for level in levels}
    if python:
        commands['PyTorch'] = [python, '-c', EXPLAIN_WORKER, f'{data}/training', f'{data}/model/skincnn.safetensors', str(threads)]
    workers = {name: subprocess.Popen([*on_cores(threads), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
               for name, command in commands.items()}
    contests = ['occlusion', 'whole-passes', 'first-map', 'full', 'gradient', 'integrated', 'smoothgrad', 'gradcam']
    times = {}
    try:
        for round in range(3 if options.quick else 9):
            for what in contests:
                for name, worker in workers.items():
                    if name != 'PyTorch' or what == 'occlusion':
                        ms = ask_for_ms(worker, what)
                        if round > 0:  # the first makes plans and starts threads
                            times.setdefault((what, name), []).append(ms)
    finally:
        for worker in workers.values():
            worker.stdin.close()
            worker.wait()
    rows = []
    for what in contests:
        row = [what]
        for name in workers:
            values = times.get((what, name))
            row.append(f'{statistics.median(values):.1f}' if values else '-')
            if values:
                section.setdefault(what, {})[name] = {'ms': statistics.median(values)}
        rows.append(row)
    say()
    table(f'Explanations of one input, {threads} threads: ms (targets: occlusion <= 60 AVX-512, <= 120 AVX2; first map <= 100)',
          ['ms', *workers], rows)
    for level in levels:
        numbers, text = ratio(times['whole-passes', level], times['occlusion', level])
        section['occlusion'][level]['times_faster_than_whole_passes'] = numbers
        say(f'  occlusion, {level}: {text} times as fast as whole passes (aim: 1.5, and 16 ms)')
    if not python:
        return missing('explain', 'PyTorch, for the same loop beside it')
    for level in levels:
        numbers, text = ratio(times['occlusion', 'PyTorch'], times['occlusion', level])
        section['occlusion'][level]['times_faster_than_pytorch'] = numbers
        say(f'  occlusion, {level}: {text} times as fast as PyTorch (target: 20)')


def write_scores(path, n=10015, n_lesions=7470, shares=(327, 514, 1099, 115, 1113, 6705, 142)):
    """A made-up table as large as HAM10000, with its shares of classes; for bench-evaluate.c and SKLEARN_WORKER."""
    numbers = random.Random(1)
    truth = [numbers.choices(range(len(shares)), shares)[0] for _ in range(n)]
    lesions = [i if i < n_lesions else numbers.randrange(n_lesions) for i in range(n)]
    rows = []
    for label in truth:
        row = [numbers.random() ** 3 for _ in shares]
        row[label] += .5
        rows += [value / sum(row) for value in row]
    with open(path, 'wb') as output:
        for kind, values in ('i', [n, len(shares)]), ('i', truth), ('i', lesions), ('f', rows):
            array.array(kind, values).tofile(output)


def bench_evaluate():
    """All figures of 10,015 images with their intervals, beside scikit-learn."""
    section, python = report.setdefault('evaluate', {}), python_with('sklearn, numpy')
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        write_scores(f'{folder}/scores')
        commands = {'derm': [f'{BUILD}/tests/bench-evaluate', f'{folder}/scores']}
        if python:
            commands['scikit-learn'] = [python, '-c', SKLEARN_WORKER, f'{folder}/scores']
        workers = {name: subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                   for name, command in commands.items()}
        try:
            for round in range(4 if options.quick else 10):
                for what in 'figures', 'intervals':
                    for name, worker in workers.items():
                        ms = ask_for_ms(worker, what)
                        if round > 0:
                            times.setdefault((what, name), []).append(ms)
        finally:
            for worker in workers.values():
                worker.stdin.close()
                worker.wait()
    rows = []
    for what, unit, target in ('figures', 1, 100), ('intervals', 2000, 1000):
        ours = times[what, 'derm']
        theirs = [ms * unit for ms in times.get((what, 'scikit-learn'), [])]
        numbers, text = ratio(ours, theirs) if theirs else (None, '-')
        section[what] = {'ms': statistics.median(ours), 'ratio_to_scikit_learn': numbers}
        rows.append([what, f'{statistics.median(ours):.1f}', f'{statistics.median(theirs):.0f}' if theirs else '-', text, f'<= {target} ms'])
    table('All figures of 10,015 images in 7 classes, and the intervals of them all by 2,000 rounds (of scikit-learn 4, times 500), ms',
          ['', 'derm', 'scikit-learn', 'ratio', 'target'], rows)
    if not python:
        missing('evaluate', 'scikit-learn')


def load_table(section, rounds):
    lines = [[int(number) / 1e6 for number in line.split()] for line in lines_of([f'{BUILD}/tests/bench-load', str(rounds + 1)])]
    names = ['map and check', 'pack for this CPU', 'first pass', 'SHA-256 of the file']
    rows = []
    for name, first, later in zip(names, lines[0], zip(*lines[1:])):
        section[name] = {'ms': statistics.median(later), 'ms_first_time': first}
        rows.append([name, f'{first:.2f}', f'{statistics.median(later):.2f}'])
    ready = [a + b for a, b, *_ in lines]
    section['load'] = {'ms': statistics.median(ready[1:]), 'ms_first_time': ready[0]}
    rows.insert(2, ['  both (target <= 6)', f'{ready[0]:.2f}', f'{statistics.median(ready[1:]):.2f}'])
    table('The bundled model, ms', ['', 'first time', 'later, median'], rows)


# ---- what a person waits for ----

WAITS = {'start to window': '-', 'start to bars': '<= 350', 'next': '<= 16.7', 'back': '<= 16.7', 'next at once': '-',
         'paint': '<= 33.4', 'explain': '<= 100', 'next, explained': '<= 200'}


def bench_window():
    """31 originals: from the process's start to its first bars, from the key to the frame with the next image and its bars."""
    section = report.setdefault('window', {})
    images, program = (ORIGINALS or SAMPLES)[:31], f'{BUILD}/app/dermlens/dermlens'
    if not os.path.exists(program):
        return missing('window', 'dermlens: it is not built')
    if not shutil.which('Xvfb') or not shutil.which('xdotool') or not shutil.which('dbus-run-session'):
        return missing('window', 'Xvfb, xdotool or dbus-run-session')
    argv = [f'{SOURCE}/tests/ui/run-under-xvfb.sh', sys.executable, f'{SOURCE}/tests/bench-window.py', program, '3' if options.quick else '9', *images]
    os.environ.setdefault('DERMLENS_DATA', f'{SOURCE}/data')
    os.environ.setdefault('GSETTINGS_SCHEMA_DIR', f'{BUILD}/data')
    times = json.loads(lines_of(argv)[-1])
    rows = []
    for name, target in WAITS.items():
        middle, low, high = quartiles(times[name])
        section[name] = {'ms': middle, 'quartiles': [low, high]}
        rows.append([name, f'{middle:.1f}', f'{low:.1f}-{high:.1f}', target])
    table(f'The window with {len(images)} images under Xvfb, ms to the frame that shows it, by bars and picture in one',
          ['', 'median', 'quartiles', 'target'], rows)


SECTIONS = {'kernels': bench_kernels, 'forward': bench_forward, 'decode': bench_decode, 'folder': bench_folder, 'startup': bench_startup, 'window': bench_window,
            'explain': bench_explain, 'evaluate': bench_evaluate}


def describe_machine():
    model = 'unknown CPU'
    with contextlib.suppress(OSError):
        model = re.search(r'^(?:model name|Model)\s*:\s*(.*)$', open('/proc/cpuinfo').read(), re.M)[1]
    level, levels = cpu_levels()
    report['machine'] = {'cpu': model, 'cores': len(os.sched_getaffinity(0)), 'level': level, 'levels': levels, 'load_before': os.getloadavg()[0]}
    say(f'{model}, {report["machine"]["cores"]} cores, level {level} of {", ".join(levels)}; load {os.getloadavg()[0]:.1f}'
        + (': OTHER WORK IS RUNNING, the figures are rough' if os.getloadavg()[0] > 0.7 else ''))


def main():
    global options
    parser = argparse.ArgumentParser(prog='bench', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quick', action='store_true', help='fewer rounds, files and peers')
    parser.add_argument('--only', default=','.join(SECTIONS), help='sections, with commas between')
    parser.add_argument('--files', type=int, default=600, help='of the folder (600)')
    parser.add_argument('--json', help='also write all figures to this file')
    options = parser.parse_args()
    unknown = set(options.only.split(',')) - set(SECTIONS)
    if unknown:
        parser.error(f'there is no section {", ".join(sorted(unknown))}; there are: {", ".join(SECTIONS)}')
    if options.files < 10:
        parser.error('--files takes 10 or more')
    try:
        describe_machine()
    except (RuntimeError, OSError) as error:
        sys.exit(f'bench: {DERM} cannot be used, build it first: {error}')
    for name, bench in SECTIONS.items():
        if name in options.only.split(','):
            try:
                bench()
            except (RuntimeError, OSError, ValueError) as error:
                missing(name, f'the rest of {name}: {error}')
    report['machine']['load_after'] = os.getloadavg()[0]
    if options.json:
        with open(options.json, 'w') as output:
            json.dump(report, output, indent=1)


if __name__ == '__main__':
    main()
