#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""check.py FOLDER DERM SAMPLES XDND-SEND: the installed Flatpak, judged from outside of its sandbox. Started by check.sh."""
import configparser
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import traceback

FOLDER, DERM, SAMPLES, XDND_SEND = (os.path.abspath(argument) for argument in sys.argv[1:])
APP = 'io.github.dermlens.Dermlens'
HOME = os.environ['HOME']
HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(os.path.dirname(HERE), 'tests', 'engine', 'fixtures')
EXPORTS = os.path.join(FOLDER, 'installation', 'exports', 'share')


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def sandbox(*command, options=()):
    return run('flatpak', '--user', 'run', f'--command={command[0]}', *options, APP, *command[1:])


def wait_for(question, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError('waited in vain for ' + what)


def records(text):
    return [json.loads(line) for line in text.splitlines()]


def assert_same(inside, outside):
    """All but the place of the file and the time: numbers are written so that they read back as the same bits."""
    assert len(inside) == len(outside) > 0, (inside, outside)
    for a, b in zip(inside, outside):
        assert a['status'] == 'ok', a
        for key in a.keys() - {'file', 'ms'}:
            assert a[key] == b[key], (key, a[key], b[key])


def own_file(name, sample):
    path = os.path.join(HOME, name)
    shutil.copy(os.path.join(SAMPLES, sample), path)
    return path


def predict_outside(*paths):
    result = run(DERM, 'predict', '--quiet', '--format', 'jsonl', *paths)
    assert result.returncode == 0, result
    return records(result.stdout)


# ---- what it may ----

def test_permissions():
    """Display, its memory and the graphics card; no network, no file, no bus name, no other device."""
    said = configparser.ConfigParser()
    said.optionxform = str
    said.read_string(run('flatpak', '--user', 'info', '--show-permissions', APP).stdout)
    context = {key: set(value.strip(';').split(';')) for key, value in said['Context'].items()}
    assert said.sections() == ['Context'], said.sections()
    assert context == {'shared': {'ipc'}, 'sockets': {'x11', 'wayland', 'fallback-x11'}, 'devices': {'dri'}}, context


def test_network_is_out_of_reach():
    with socket.create_server(('127.0.0.1', 0)) as server:
        connect = f'exec 3<>/dev/tcp/127.0.0.1/{server.getsockname()[1]}'
        assert run('bash', '-c', connect).returncode == 0, 'not even from outside'
        assert sandbox('bash', '-c', connect).returncode != 0
    interfaces = sandbox('sh', '-c', 'tail -n +3 /proc/net/dev | cut -d: -f1').stdout.split()
    assert interfaces == ['lo'], interfaces


def test_home_is_out_of_reach():
    path = own_file('private.jpg', 'drawn-01.jpg')
    predict_outside(path)
    result = sandbox('derm', 'predict', path)
    assert result.returncode == 3, result
    sandbox('sh', '-c', f'echo x > {HOME}/written')
    assert not os.path.exists(os.path.join(HOME, 'written'))
    assert sandbox('ls', SAMPLES).returncode != 0


# ---- what it brings ----

def test_exports():
    """What a desktop sees of it: all under the one name."""
    for name in (f'applications/{APP}.desktop', f'dbus-1/services/{APP}.service', f'icons/hicolor/scalable/apps/{APP}.svg',
                 f'icons/hicolor/symbolic/apps/{APP}-symbolic.svg'):
        assert os.path.exists(os.path.join(EXPORTS, name)), name
    share = os.path.join(FOLDER, 'installation', 'app', APP, 'current', 'active', 'files', 'share')
    # older flatpak-builders move the second to the first
    assert any(os.path.exists(os.path.join(share, name))
               for name in (f'appdata/{APP}.appdata.xml', f'metainfo/{APP}.metainfo.xml')), 'no metainfo'
    with open(os.path.join(EXPORTS, 'applications', APP + '.desktop')) as file:
        desktop = file.read()
    assert '\nDBusActivatable=true\n' in desktop and '@@u %U @@' in desktop, desktop


def test_scores_have_the_bits_of_the_host():
    inside = sandbox('sh', '-c', 'derm predict --quiet --format jsonl /app/share/dermlens/samples/*.jpg')
    assert inside.returncode == 0, inside
    assert_same(records(inside.stdout), predict_outside(*sorted(glob.glob(os.path.join(SAMPLES, '*.jpg')))))


def test_formats_have_the_pixels_of_the_host():
    """GdkPixbuf is the manifest's own, without glycin: PNG, TIFF, GIF, BMP and PNM are decoded by it, WebP by the runtime's loader."""
    paths = sorted(path for path in glob.glob(os.path.join(FIXTURES, '*.*')) if not path.endswith(('.txt', '.json', '.md', '.safetensors')))
    command = ('predict', '--quiet', '--format', 'jsonl', *paths)
    inside, outside = (records(result.stdout) for result in (
        sandbox('derm', *command, options=(f'--filesystem={FIXTURES}:ro',)), run(DERM, *command)))
    good = [index for index, record in enumerate(outside) if record['status'] == 'ok']
    assert len(good) > 40 and any(paths[index].endswith('.webp') for index in good), outside
    assert_same([inside[index] for index in good], [outside[index] for index in good])
    damaged = [record['file'] for record in outside if record['status'] != 'ok']
    assert damaged == [record['file'] for record in inside if record['status'] != 'ok'], inside


def test_selftest():
    result = sandbox('derm', 'selftest')
    assert result.returncode == 0, result


def test_document_portal_hands_out_a_file():
    path = own_file('handed-out.jpg', 'drawn-02.jpg')
    result = run('flatpak', '--user', 'run', '--file-forwarding', '--command=derm', APP, 'predict', '--quiet', '--format',
                 'jsonl', '@@', path, '@@')
    assert result.returncode == 0, result
    inside = records(result.stdout)
    assert inside[0]['file'].startswith('/run/user/0/doc/'), inside[0]['file']
    assert_same(inside, predict_outside(path))


# ---- the window ----

class Window:
    def __init__(self):
        self.errors = open(os.path.join(FOLDER, 'window.log'), 'w')
        self.process = subprocess.Popen(['flatpak', '--user', 'run', '--env=GSK_RENDERER=cairo', APP], stderr=self.errors)
        self.id = wait_for(lambda: find_window('Dermlens'), 'the window')
        self.activate()

    def activate(self):
        run('xdotool', 'windowactivate', '--sync', self.id)

    def key(self, *keys):
        self.activate()
        run('xdotool', 'key', '--clearmodifiers', *keys)

    def copied(self):
        """The result that is shown, as text"""
        self.key('ctrl+alt+c')
        try:
            return subprocess.run(['xclip', '-selection', 'clipboard', '-o'], capture_output=True, text=True, timeout=3).stdout
        except subprocess.TimeoutExpired:
            return ''

    def assert_shows(self, path):
        name = os.path.basename(path)
        text = wait_for(lambda: (copy := self.copied()).startswith(name + '\n') and copy, 'the scores of ' + name, 90)
        outside, = predict_outside(path)
        assert f"input sha256 {outside['input_sha256'][:12]}" in text, text
        assert f"CPU level {outside['isa']}" in text, text
        rows = dict(line.split('\t')[:2] for line in text.splitlines() if line.count('\t') == 2)
        for label, score in zip(outside['labels'], outside['calibrated']):
            shown = '< 0.01' if score < 0.01 else '> 0.99' if score > 0.99 else f'{score:.2f}'
            assert rows[label] == shown, (label, rows, shown)


def find_window(name):
    """The newest visible window with just that title."""
    return (run('xdotool', 'search', '--onlyvisible', '--name', f'^{name}$').stdout.split() or [None])[-1]


def place(window):
    said = dict(line.strip().split(':', 1) for line in run('xwininfo', '-id', window).stdout.splitlines() if ': ' in line)
    return tuple(int(said[key]) for key in ('Absolute upper-left X', 'Absolute upper-left Y', 'Width', 'Height'))


def shoot(name):
    run('import', '-window', 'root', os.path.join(FOLDER, name + '.png'))


def test_window_opens_a_file_through_the_portal():
    path = own_file('chosen.jpg', 'drawn-03.jpg')
    window.key('ctrl+o')
    dialog = wait_for(lambda: next((id for id in run('xdotool', 'search', '--onlyvisible', '--class', 'xdg-desktop-portal-gtk')
                                    .stdout.split()), None), 'the dialog of the portal')
    time.sleep(1)
    run('xdotool', 'windowactivate', '--sync', dialog)
    run('xdotool', 'key', 'ctrl+l')  # typing a path at once loses its first keys
    time.sleep(1)
    run('xdotool', 'key', 'ctrl+a')
    run('xdotool', 'type', '--delay', '25', path)
    time.sleep(1)
    shoot('portal')
    run('xdotool', 'key', 'Return')
    window.assert_shows(path)


def test_window_takes_a_dropped_file():
    path = own_file('dropped.jpg', 'drawn-04.jpg')
    source = subprocess.Popen(['/usr/bin/python3', os.path.join(HERE, 'drag-source.py'), path])
    try:
        handle = wait_for(lambda: find_window('Drag source'), 'the window to drag from')
        run('xdotool', 'windowmove', '--sync', handle, '1200', '20')
        window.activate()
        run('xdotool', 'windowraise', handle)
        time.sleep(1)
        x, y, width, height = place(handle)
        to_x, to_y, to_width, to_height = place(window.id)
        x, y, to_x, to_y = x + width // 2, y + height // 2, to_x + to_width // 2, to_y + to_height // 2
        run('xdotool', 'mousemove', str(x), str(y), 'sleep', '0.3', 'mousedown', '1', 'sleep', '0.3',
            'mousemove', str(x - 25), str(y + 15), 'sleep', '0.5')
        for step in range(1, 11):
            run('xdotool', 'mousemove', str(x + (to_x - x) * step // 10), str(y + (to_y - y) * step // 10), 'sleep', '0.1')
        shoot('drop')
        run('xdotool', 'sleep', '0.5', 'mouseup', '1')
        window.assert_shows(path)
    finally:
        source.terminate()
        source.wait()


def test_window_stands_a_path_that_it_cannot_read():
    """What a program without portals drops: a path of outside. The window says so and goes on."""
    path = own_file('unreachable.jpg', 'drawn-05.jpg')
    assert run(XDND_SEND, window.id, '400', '300', 'file://' + path).returncode == 0
    time.sleep(2)
    shoot('unreachable')
    assert not window.copied().startswith('unreachable.jpg\n1')
    assert window.process.poll() is None, 'it has ended'


def test_window_leaves_nothing_in_home():
    found = {name for name in os.listdir(HOME) if not name.startswith('.')}
    assert found == {'private.jpg', 'handed-out.jpg', 'chosen.jpg', 'dropped.jpg', 'unreachable.jpg'}, found
    for hidden in ('.local/share/dermlens', '.config/dermlens', '.cache/dermlens'):
        assert not os.path.exists(os.path.join(HOME, hidden)), hidden


def test_window_closes():
    window.key('ctrl+q')
    assert window.process.wait(30) == 0
    with open(os.path.join(FOLDER, 'window.log')) as log:
        bad = [line for line in log if 'CRITICAL' in line or 'dermlens' in line.lower() and 'WARNING' in line]
    assert not bad, bad


for left in glob.glob(os.path.join(HOME, '*')):
    os.remove(left)
window = None
passed = failed = 0
for name, function in [item for item in list(globals().items()) if item[0].startswith('test_')]:
    try:
        if window is None and name.startswith('test_window'):
            window = Window()
        function()
        passed += 1
        print('ok', name[5:].replace('_', ' '), flush=True)
    except Exception:  # each of them is a failure, and the next test has its turn
        failed += 1
        print('not ok', name[5:].replace('_', ' '))
        print(*('# ' + line for line in traceback.format_exc().splitlines()), sep='\n', flush=True)
        if window is not None:
            shoot('failed')
run('flatpak', 'kill', APP)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
