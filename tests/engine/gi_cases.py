# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What the hostile tests of the typelib share: things to call with, and cases that run in a process of their own, where a signal or a
hang is a failure of that case only. TAP."""
import gc
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from array import array

import gi

gi.require_version('Derm', '0')
from gi.repository import Derm, Gio, GLib  # noqa: E402

SAMPLES = os.path.abspath(sys.argv[-1])
PATHS = sorted(os.path.join(SAMPLES, name) for name in os.listdir(SAMPLES) if name.endswith('.jpg'))
LESSON = os.path.join(os.path.dirname(SAMPLES), 'lessons', 'lesson-01.ini')
CODES = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc']
LIMIT = 120 * max(int(os.environ.get('TIMEOUTS', 1)), 1)  # seconds for a case; what a sanitizer slows down has more


def load(path=None):
    return Derm.Image.new_from_file(Gio.File.new_for_path(path or PATHS[0]), None)


def write_table(name='truth.csv'):
    """In the working folder, which is the case's own."""
    with open(name, 'w') as file:
        file.write('image_id,dx\n')
        for i, path in enumerate(PATHS):
            file.write(f'{os.path.basename(path)[:-4]},{CODES[i % 7]}\n')
        file.writelines('a%d,melanoma of a long name\nb%d,nevus of a long name\n' % (i, i) for i in range(20))
    return Gio.File.new_for_path(os.path.abspath(name))


def make_things():
    things = {'Model': Derm.Model.new_bundled(), 'Image': load(), 'Table': Derm.Table.new_from_file(write_table(), None)}
    things['Recipe'] = things['Model'].get_recipe()
    things['Input'] = Derm.Input.new(things['Image'], things['Recipe'])
    things['Classifier'] = Derm.Classifier.new(things['Model'], None, 1)
    things['Prediction'] = things['Classifier'].predict(things['Input'])
    things['Truth'] = Derm.Truth.new_from_file(write_table(), CODES, None, None, None)
    things['Metrics'] = Derm.Metrics.new([0.1, 0.9, 0.8, 0.2], [1, 0], 2)
    things['Walk'] = Derm.Walk.new(Gio.File.new_for_path(SAMPLES), Derm.WalkFlags.RECURSIVE)
    things['Request'] = Derm.Request.new(None, things['Image'], None, 0)
    things['Word'] = things['Table'].list_words(1, 100)[0]
    things['Lesson'] = Derm.Lesson.new_from_file(LESSON)
    things['Atlas'] = Derm.Atlas.new(GLib.Bytes.new(array('f', range(24)).tobytes()), 4, 1, None)
    things['Twins'] = Derm.Twins.new(things['Classifier'], [Gio.File.new_for_path(path) for path in PATHS[:2]], None, None)
    things['TrainedOn'] = Derm.TrainedOn.new_for_model(things['Model'], None)
    return things


EVALUATED = {'EvaluationSet', 'Evaluation', 'Intervals', 'Curve', 'Comparison', 'Samples', 'Recalibration'}


def make_evaluated():
    """Of a few scores; a calibration is a file, as for all who did not fit it."""
    scored = Derm.EvaluationSet.new(CODES)
    for i in range(21):
        scored.add_scores(f'image {i}', i % 7, [0.4 if k == i % 5 else 0.1 for k in range(7)])
    evaluation = Derm.Evaluation.new(scored)
    with open('pixels.csv', 'w') as file:
        file.write('pixel0000,pixel0001,pixel0002,label\n1,2,3,4\n5,6,7,6\n')
    told = {'format': 'dermlens-calibration', 'format_version': 1, 'method': 'temperature', 'labels': CODES, 'scale': [1] * 7,
            'offset': [0] * 7, 'seed': '1', 'images_fitted': 9, 'images_checked': 9, 'by_lesion': False, 'training_data': False,
            'coverage': 0.9, 'threshold': 0.1, 'images_of_threshold': 9, 'images_covered': 9}
    for name in ('model', 'model_sha256', 'recipe', 'recipe_sha256', 'source', 'date'):
        told[name] = name
    with open('calibration.json', 'w') as file:
        json.dump(told, file)
    return {'EvaluationSet': scored, 'Evaluation': evaluation, 'Intervals': Derm.Intervals.new(evaluation, 100, 1, None),
            'Curve': Derm.Curve.new(evaluation, [4]), 'Comparison': Derm.Comparison.new(evaluation, evaluation, 100, 1, None),
            'Samples': Derm.Samples.new_from_file(Gio.File.new_for_path(os.path.abspath('pixels.csv')), None, None),
            'Recalibration': Derm.Recalibration.new_from_file(Gio.File.new_for_path(os.path.abspath('calibration.json')), None)}


def make_audit(things):
    """Of two images: it is made anew for each function, and every image is classified in many ways."""
    os.makedirs('few', exist_ok=True)
    for path in PATHS[:2]:
        shutil.copy(path, 'few')
    return Derm.Audit.new(things['Classifier'], things['Truth'], Gio.File.new_for_path('few'), None, None)


EXPLAINED = {'Explainer', 'Explanation', 'Activations', 'Change', 'Shaker', 'Stability'}


def make_explained(things):
    """In one view, by the quickest method."""
    given = Derm.Input.new(things['Image'], things['Recipe'].with_views(1))
    explainer = Derm.Explainer.new(things['Classifier'], given, Derm.ExplainOptions.new(Derm.Method.GRADIENT))
    shaker = Derm.Shaker.new(things['Classifier'], given, None, 0)
    return {'Input': given, 'Explainer': explainer, 'Explanation': explainer.run(None), 'Activations': Derm.Activations.new(things['Classifier'], given, 0),
            'Change': Derm.Change.find(things['Classifier'], given, -1, 1, None), 'Shaker': shaker, 'Stability': shaker.run(None)}


def use(value):
    """Reads all of a result, as a caller would."""
    if isinstance(value, (list, tuple)):
        for part in value:
            use(part)
    elif isinstance(value, GLib.Bytes):
        hashlib.sha256(value.get_data() or b'').hexdigest()
    else:
        repr(value)


def call(function, arguments):
    try:
        use(function(*arguments))
    except Exception:  # a refusal, whichever
        pass


def check(is_right, *words):
    if not is_right:
        raise AssertionError(*words)


def churn():
    """Gives freed memory to others."""
    gc.collect()
    return [bytes([65]) * n for n in range(0, 40000, 7)], ['z' * n for n in range(20000)]


def run(function, arguments):
    """In a process of its own and an empty folder. What it says, or None."""
    read, write = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            shutil.copy(PATHS[0], os.path.join(folder, 'a.jpg'))
            os.chdir(folder)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(LIMIT)
            os.dup2(write, 1)
            log = os.open('log', os.O_RDWR | os.O_CREAT)
            os.dup2(log, 2)
            status = 0
            try:
                function(*arguments)
            except BaseException:
                traceback.print_exc()
                status = 1
            sys.stderr.flush()
            os._exit(status)
        os.close(write)
        os.close(read)
        status = os.waitpid(child, 0)[1]
        if status == 0:
            return None
        how = f'ended by {signal.Signals(os.WTERMSIG(status)).name}' if os.WIFSIGNALED(status) else 'failed'
        with open(os.path.join(folder, 'log'), errors='replace') as log:
            return [how] + log.read().splitlines()[-25:]


def run_all(cases):
    """Of (name, function, arguments) each; the number of those that failed."""
    failed = 0
    for number, (name, function, arguments) in enumerate(cases, 1):
        said = run(function, arguments)
        failed += said is not None
        print('ok' if said is None else 'not ok', number, name, flush=True)
        for line in said or []:
            print('#', line)
    print(f'1..{len(cases)}')
    return failed
