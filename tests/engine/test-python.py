#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""test-python.py DERM SAMPLES GIR: what gi/overrides/Derm.py adds for Python programs. TAP."""
import ast
import gc
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import traceback

import gi
import numpy

gi.require_version('Derm', '0')
from gi.repository import Derm, Gio, GLib  # noqa: E402

derm, samples, gir = sys.argv[1:]
source = pathlib.Path(__file__).resolve().parents[2]
paths = sorted(os.path.join(samples, name) for name in os.listdir(samples) if name.endswith('.jpg'))


def open_image(path):
    return Derm.Image.new_from_file(Gio.File.new_for_path(path), None)


def refused(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f'no {kind.__name__}')


def test_predict():
    """As the command line says, whatever the image comes as."""
    index, label, probabilities = Derm.predict(paths[0])
    line = subprocess.run([derm, 'predict', '--quiet', '--format', 'csv', paths[0]], check=True, capture_output=True, text=True).stdout
    assert label in line and abs(sum(probabilities) - 1) < 1e-5 and probabilities[index] == max(probabilities)
    array = open_image(paths[0]).to_array()
    with open(paths[0], 'rb') as file:
        raw = file.read()
    for image in pathlib.Path(paths[0]), Gio.File.new_for_path(paths[0]), raw, array, open_image(paths[0]):
        assert Derm.predict(image) == (index, label, probabilities), image


def test_weights():
    """A file, a model, a classifier; and a file that changes is read again."""
    bundled = Derm.predict(paths[0])
    weights = source / 'data/model/skincnn.safetensors'
    model = Derm.Model.new_bundled()
    for thing in weights, str(weights), model, Derm.Classifier.new(model, None, 1):
        assert Derm.predict(paths[0], thing) == bundled
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / 'model.safetensors'
        copy.write_bytes(weights.read_bytes())
        assert Derm.predict(paths[0], copy) == bundled
        copy.write_bytes(b'no model')
        assert refused(GLib.Error, lambda: Derm.predict(paths[0], copy)).matches(Derm.error_quark(), Derm.Error.MODEL)
    refused(FileNotFoundError, lambda: Derm.predict(paths[0], '/nowhere/model.pth'))


def test_recipe():
    recipe = Derm.Model.new_bundled().get_recipe().with_filter(Derm.Filter.NEAREST)
    assert Derm.predict(paths[0], recipe=recipe) != Derm.predict(paths[0])
    published = Derm.Model.new_bundled().find_recipe('published')
    assert Derm.predict(paths[0], recipe='published') == Derm.predict(paths[0], recipe=published)
    assert next(Derm.predict_files(paths, recipe='published'))[1].index == Derm.predict(paths[0], recipe=published)[0]
    said = refused(GLib.Error, lambda: Derm.predict(paths[0], recipe='publish'))
    assert 'publish' in said.message and 'dermlens' in said.message, said  # those that there are


def test_arrays():
    """Not copied, not to be written to, and there when the image is gone."""
    image = open_image(paths[0])
    one, other = image.to_array(), image.to_array()
    assert one.shape == (image.get_height(), image.get_width(), 3) and one.dtype == numpy.uint8
    assert one.__array_interface__['data'][0] == other.__array_interface__['data'][0]
    refused(ValueError, lambda: one.__setitem__((0, 0, 0), 1))
    kept = one.copy()
    del image, other
    gc.collect()
    for path in paths:  # which would take freed memory
        open_image(path)
    assert (one == kept).all()
    assert (numpy.asarray(Derm.Image.new_from_array(kept[:, ::2])) == kept[:, ::2]).all()
    for wrong in kept[..., 0], kept.astype(float), kept[:0]:
        refused(ValueError, lambda: Derm.Image.new_from_array(wrong))


def test_inputs():
    """The pixels of an input, taken as they are."""
    recipe = Derm.Model.new_bundled().get_recipe()
    given = Derm.Input.new(open_image(paths[0]), recipe)
    pixels = given.to_array()
    assert pixels.shape == (28, 28, 3) and bytes(given.get_bytes().get_data()) == pixels.tobytes()
    again = Derm.Input.new_from_array(pixels, recipe)
    assert again.get_sha256() == given.get_sha256()
    assert Derm.predict(again) == Derm.predict(paths[0])
    refused(ValueError, lambda: Derm.Input.new_from_array(numpy.zeros((27, 28, 3), numpy.uint8), recipe))


def test_files():
    """In order, as one by one."""
    found = list(Derm.predict_files(iter(paths * 3), threads=3))
    assert [path for path, _ in found] == paths * 3
    assert [answer.probabilities for _, answer in found[:len(paths)]] == [Derm.predict(path)[2] for path in paths]
    assert list(Derm.predict_files([])) == []
    row = found[0][1].to_row()
    assert list(row)[:2] == ['label', 'score'] and row[row['label']] == row['score'] and len(row) == 9


def test_features():
    import numpy
    [(_, answer)] = Derm.predict_files(paths[:1])
    features = answer.features
    assert features.dtype == numpy.float32 and features.shape == (len(answer.get_features()),)
    assert features.tolist() == [float(numpy.float32(value)) for value in answer.get_features()]
    refused(ValueError, lambda: features.__setitem__(0, 0))
    assert numpy.shares_memory(features, answer.features)
    kept = features.tolist()
    del answer
    assert features.tolist() == kept  # the array keeps the prediction


def test_files_errors():
    wanted = [paths[0], '/nowhere.jpg', __file__, paths[1]]
    assert [path for path, _ in Derm.predict_files(wanted, errors='skip')] == [paths[0], paths[1]]
    kinds = [isinstance(answer, GLib.Error) for _, answer in Derm.predict_files(wanted, errors='yield')]
    assert kinds == [False, True, True, False]
    answers = Derm.predict_files(wanted)
    next(answers)
    error = refused(GLib.Error, lambda: next(answers))
    assert error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.NOT_FOUND)
    assert error.message.startswith('/nowhere.jpg: '), error.message
    refused(TypeError, lambda: next(Derm.predict_files(paths[0])))
    refused(ValueError, lambda: next(Derm.predict_files(wanted, errors='ignore')))


def test_files_endless():
    """Only a few are ahead, and leaving early ends it."""
    asked = itertools.count()
    endless = (paths[next(asked) % len(paths)] for _ in itertools.repeat(None))
    for path, _ in itertools.islice(Derm.predict_files(endless, threads=2), 20):
        pass
    assert next(asked) <= 20 + 4 * 2
    gc.collect()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith('derm')]


def test_lock():
    """Other Python threads go on while images are opened and answered."""
    n, done = [0], threading.Event()

    def work():
        while not done.is_set():
            n[0] += 1

    images = [open_image(path) for path in paths]
    counter = threading.Thread(target=work)
    counter.start()
    before = n[0]
    classifier = Derm.Classifier.new(Derm.Model.new_bundled(), None, 1)
    for image in images:
        Derm.predict(image, classifier)
    after = n[0]
    done.set()
    counter.join()
    assert after - before > 1000, after - before


def test_stubs():
    """They are Python, and what they tell of is there."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'Derm.pyi')
        subprocess.run([sys.executable, source / 'data/python/make_stubs.py', gir, source / 'data/python/gi/overrides/Derm.py', out], check=True)
        with open(out, encoding='utf-8') as file:
            tree = ast.parse(file.read())
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith('_')]
    assert len(classes) > 50
    for node in classes:
        kind = getattr(Derm, node.name)
        for member in node.body:
            name = member.name if isinstance(member, ast.FunctionDef) else member.target.id if isinstance(member, ast.AnnAssign) else None
            assert name is None or hasattr(kind, name) or hasattr(kind, name.removesuffix('_')), (node.name, name)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            assert hasattr(Derm, node.name), node.name


def test_examples():
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, 'truth.csv')
        with open(table, 'w', encoding='utf-8') as file:
            file.write('image_id,lesion_id,dx\n')
            for number, path in enumerate(paths):
                file.write(f'{pathlib.Path(path).stem},L{number // 2},{Derm.predict(path)[1]}\n')
        run = [sys.executable, source / 'data/examples/confusion-matrix.py', samples, table]
        text = subprocess.run(run, check=True, capture_output=True, text=True).stdout
        assert 'balanced accuracy    1.000' in text and 'TRAINING' not in text, text
        out = os.path.join(folder, 'out.csv')
        subprocess.run([sys.executable, source / 'data/examples/folder-to-table.py', samples, out], check=True, capture_output=True)
        with open(out, encoding='utf-8') as file:
            assert len(file.read().splitlines()) == 1 + len(paths)
        latin = os.path.join(folder, 'latin').encode()  # a folder with a name that is not UTF-8
        os.mkdir(latin)
        with open(latin + b'/caf\xe9.jpg', 'wb') as file:
            file.write(pathlib.Path(paths[0]).read_bytes())
        subprocess.run([sys.executable, source / 'data/examples/folder-to-table.py', latin, out], check=True, capture_output=True)
        with open(out, encoding='utf-8') as file:
            assert 'caf\ufffd.jpg' in file.read()
        with open(table, 'w', encoding='utf-8') as file:
            file.write(f'image_id,dx\ncaf\ufffd,{Derm.predict(paths[0])[1]}\n')
        text = subprocess.run([*run[:2], latin, table], check=True, capture_output=True, text=True).stdout
        assert 'balanced accuracy    1.000' in text, text


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
