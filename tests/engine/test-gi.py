#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""test-gi.py DERM SAMPLES: libderm from Python, by its typelib: the same numbers as the command line. TAP."""
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import traceback

import gi

gi.require_version('Derm', '0')
from gi.repository import Derm, Gio, GLib  # noqa: E402

derm, samples = sys.argv[1:]
paths = sorted(os.path.join(samples, name) for name in os.listdir(samples) if name.endswith('.jpg'))


def as_float(number):
    """The 32-bit float that a decimal stands for."""
    return struct.unpack('f', struct.pack('f', number))[0]


def expected(path, *options):
    line = subprocess.run([derm, 'predict', '--quiet', '--format', 'jsonl', *options, path],
                          check=True, capture_output=True, text=True).stdout
    return json.loads(line)


def assert_same(prediction, record):
    for values, key in ((Derm.Values.LOGITS, 'logits'), (Derm.Values.RAW, 'scores'), (Derm.Values.CALIBRATED, 'calibrated')):
        got = list(prediction.get_values(values))
        assert got == [as_float(number) for number in record[key]], (key, got, record[key])
    assert prediction.get_label(prediction.get_top()) == record['label']
    assert prediction.get_input().get_sha256() == record['input_sha256']


def test_predict():
    model = Derm.Model.new_bundled()
    classifier = Derm.Classifier.new(model, None, 1)
    for path in paths:
        image = Derm.Image.new_from_file(Gio.File.new_for_path(path), None)
        prediction = classifier.predict(Derm.Input.new(image, model.get_recipe()))
        assert_same(prediction, expected(path))


def test_recipes():
    model = Derm.Model.new_bundled()
    classifier = Derm.Classifier.new(model, None, 1)
    image = Derm.Image.new_from_file(Gio.File.new_for_path(paths[0]), None)
    recipe = model.find_recipe('as-trained').with_filter(Derm.Filter.BOX).with_labels(list('abcdefg'))
    assert recipe.get_labels() == list('abcdefg')
    record = expected(paths[0], '--recipe', 'as-trained', '--filter', 'box', '--labels', 'a,b,c,d,e,f,g')
    assert_same(classifier.predict(Derm.Input.new(image, recipe)), record)
    cropped = Derm.Input.new(image, recipe.with_crop([0, 0.25, 0.5, 1]))
    assert cropped.get_sha256() != record['input_sha256']
    assert Derm.filter_from_id('box') == (True, Derm.Filter.BOX)
    assert not Derm.filter_from_id('boxes')[0]


def test_batch_and_async():
    model = Derm.Model.new_bundled()
    classifier = Derm.Classifier.new(model, None, 2)
    images = [Derm.Image.new_from_file(Gio.File.new_for_path(path), None) for path in paths]
    batch = classifier.predict_batch([Derm.Input.new(image, model.get_recipe()) for image in images])
    assert len(batch) == len(paths)
    assert_same(batch[-1], expected(paths[-1]))

    loop = GLib.MainLoop()
    results = []

    def on_opened(source, result):
        results.append(source.open_finish(result))
        loop.quit()

    classifier.open_async(Derm.Request.new(Gio.File.new_for_path(paths[0]), None, None, GLib.PRIORITY_DEFAULT), None, on_opened)
    loop.run()
    (prediction, image), = results
    assert_same(prediction, expected(paths[0]))
    assert image.get_width() > 0


def test_layers():
    model = Derm.Model.new_bundled()
    words, shape, parameters, macs = model.describe_layer(0)
    assert words and len(shape) == 3 and parameters > 0 and macs > parameters, (words, shape, parameters, macs)


def open_first():
    model = Derm.Model.new_bundled()
    image = Derm.Image.new_from_file(Gio.File.new_for_path(paths[0]), None)
    return Derm.Classifier.new(model, None, 2), image, Derm.Input.new(image, model.get_recipe())


def wait(call, finish):
    """What an asynchronous call gives."""
    loop, results = GLib.MainLoop(), []

    def on_done(source, result):
        results.append(finish(result))
        loop.quit()

    call(on_done)
    loop.run()
    return results[0]


def test_explain():
    """As the command line says."""
    classifier, image, given = open_first()
    options = Derm.ExplainOptions.new(Derm.Method.GRADIENT)
    explainer = Derm.Explainer.new(classifier, given, options)
    explanation = wait(lambda done: explainer.run_async(None, done), explainer.run_finish)
    line = subprocess.run([derm, 'explain', '--method', 'gradient', paths[0]], check=True, capture_output=True, text=True).stdout
    record = json.loads(line)
    assert [as_float(number) for row in record['map'] for number in row] == list(explanation.get_map())
    assert record['class'] == explanation.get_label()
    agreements, first = wait(lambda done: explainer.check_weights_async(explanation, 2, None, done), explainer.check_weights_finish)
    assert list(agreements) == list(explainer.check_weights(explanation, 2, None))
    assert explanation.agree(first) == agreements[0]


def test_activations_and_change():
    classifier, image, given = open_first()
    activations = wait(lambda done: Derm.Activations.new_async(classifier, given, 3, None, done), Derm.Activations.new_finish)
    assert activations.get_view() == 3 and activations.get_value(Derm.Cell()) == Derm.Activations.new(classifier, given, 3).get_value(Derm.Cell())
    one_view = Derm.Input.new(image, given.get_recipe().with_views(1))
    second = classifier.predict(one_view).get_second()
    change = wait(lambda done: Derm.Change.find_async(classifier, one_view, second, None, done), Derm.Change.find_finish)
    assert change.get_n_pixels() == Derm.Change.find(classifier, one_view, second, 60, None).get_n_pixels()


def test_stability():
    classifier, image, given = open_first()
    shaker, shares = Derm.Shaker.new(classifier, given, image, 0), []
    shaker.connect('progress', lambda shaker, share: shares.append(share))
    stability = wait(lambda done: shaker.run_async(None, done), shaker.run_finish)
    assert shares == sorted(shares) and shares[-1] == 1
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 's.json')
        subprocess.run([derm, 'stability', '-o', path, paths[0]], check=True, capture_output=True)
        with open(path) as file:
            record = json.load(file)
    assert record == json.loads(stability.format_json())
    n_changed, n = stability.count(-1, Derm.Decision.LIKELY)
    assert (n_changed, n) == (record['changed'], 150)
    is_there, lowest, median, highest = stability.get_band(Derm.Target.SCORE, 4)
    assert is_there and [as_float(value) for value in (record['bands'][4][key] for key in ('lowest', 'median', 'highest'))] == [lowest, median, highest]
    is_there, what = stability.get_disturbance(0)
    assert is_there and what.turn == -10 and what.shake == Derm.Shake.TURN
    assert stability.get_disturbed(0).get_input().get_sha256() == record['disturbed'][0]['input_sha256']


def test_evaluation():
    """A set of one file, its pixels to answers, their figures; what derm evaluate says of it."""
    path = os.path.join(os.path.dirname(__file__), 'fixtures', 'samples', 'good.npz')
    model = Derm.Model.new_bundled()
    labels = [model.get_label(k) for k in range(model.get_n_classes())]
    read = Derm.Samples.new_from_file(Gio.File.new_for_path(path), labels, None)
    classifier = Derm.Classifier.new(model, None, 1)
    scored = Derm.EvaluationSet.new(read.get_labels())
    for item in range(read.get_n_items()):
        prediction = classifier.predict(read.make_input(item, model.get_recipe()))
        scored.add_scores(read.get_name(item), read.get_truth(item), prediction.get_values(Derm.Values.CALIBRATED))
    evaluation = Derm.Evaluation.new(scored)
    done = subprocess.run([derm, 'evaluate', '--set', path, '--split', 'all', '--rounds', '0', '--quiet', '--format', 'json'],
                          check=True, capture_output=True, text=True).stdout
    told = json.loads(done)
    for measure, name in ((Derm.Measure.ACCURACY, 'accuracy'), (Derm.Measure.NLL, 'nll'), (Derm.Measure.BRIER, 'brier')):
        assert evaluation.get(measure, 0) == told['figures'][name]['value'], name
    assert [[evaluation.get_confusion(t, a) for a in range(7)] for t in range(7)] == told['confusion']


def test_atlas():
    """As `derm similar` says, and as NumPy would want it."""
    model = Derm.Model.new_bundled()
    inputs = [Derm.Input.new(Derm.Image.new_from_file(Gio.File.new_for_path(path), None), model.get_recipe()) for path in paths]
    features = [prediction.get_features() for prediction in Derm.Classifier.new(model, None, 2).predict_batch(inputs)]
    assert {len(row) for row in features} == {model.get_n_features()} == {256}
    atlas = Derm.Atlas.new(GLib.Bytes.new(b''.join(struct.pack('256f', *row) for row in features)), 256, 0, None)
    assert atlas.get_n_images() == len(paths) and atlas.get_n_components() == len(paths) - 1
    assert abs(sum(atlas.get_share(i) for i in range(len(paths) - 1)) - 1) < 1e-9 and len(atlas.list_coordinates(1)) == len(paths)
    text = subprocess.run([derm, 'similar', paths[0], '--in', os.path.dirname(paths[0]), '-k', '3', '-f', 'json'], check=True, capture_output=True,
                          text=True).stdout
    similar = json.loads(text)['similar']
    nearest = atlas.list_nearest(0, 3)
    assert [os.path.abspath(paths[i]) for i in nearest] == [os.path.abspath(one['file']) for one in similar]
    assert all(abs(atlas.get_distance(0, i) - one['distance']) < 1e-5 for i, one in zip(nearest, similar))
    assert atlas.measure(features[0], nearest[0]) == atlas.get_distance(0, nearest[0])


def test_readme():
    """The examples run as they stand there."""
    with open(os.path.join(os.path.dirname(__file__), '..', '..', 'README.md'), encoding='utf-8') as file:
        code = [line[4:] for line in file.read().partition('**From Python and C:**')[2].partition('\n## ')[0].split('\n') if line.startswith('    ')]
    assert len(code) > 8 and any('Explainer' in line for line in code)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(paths[0], os.path.join(folder, 'a.jpg'))
        done = subprocess.run([sys.executable, '-c', '\n'.join(code)], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert 'Strongest' in done.stdout and 'disturbances' in done.stdout, done.stdout
        assert os.path.getsize(os.path.join(folder, 'map.png')) > 10000


def test_errors():
    for call, domain, code in (
            (lambda: Derm.Model.new_from_file(paths[0]), 'derm-error-quark', Derm.Error.MODEL),
            (lambda: Derm.Model.new_bundled().find_recipe('nowhere'), 'derm-error-quark', Derm.Error.RECIPE),
            (lambda: Derm.Classifier.new(Derm.Model.new_bundled(), 'abacus', 1), 'derm-error-quark', Derm.Error.LEVEL),
            (lambda: Derm.Image.new_from_file(Gio.File.new_for_path('/nowhere'), None), 'g-io-error-quark',
             Gio.IOErrorEnum.NOT_FOUND)):
        try:
            call()
        except GLib.Error as error:
            assert (error.domain, error.code) == (domain, code), error
        else:
            raise AssertionError('no error')


tests = [(name[5:], function) for name, function in list(globals().items()) if name.startswith('test_')]
failed = 0
for number, (name, function) in enumerate(tests, 1):
    try:
        function()
        print(f'ok {number} {name}')
    except Exception:  # whatever a binding does wrong
        failed += 1
        print(f'not ok {number} {name}')
        print(*('# ' + line for line in traceback.format_exc().splitlines()), sep='\n')
print(f'1..{len(tests)}')
sys.exit(failed > 0)
