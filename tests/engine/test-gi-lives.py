#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""test-gi-lives.py SAMPLES: what came from an object is right after that is gone; threads share objects; what was reported to crash
Python gives an exception or the right answer. TAP."""
import hashlib
import math
import sys
import threading

from gi.repository import Gio, GLib, GObject
from gi_cases import (CODES, Derm, LIMIT, PATHS, SAMPLES, call, check, churn, load, make_audit, make_things, run_all, use, write_table)

things_names = {'Model', 'Image', 'Table', 'Recipe', 'Input', 'Classifier', 'Prediction', 'Truth', 'Metrics', 'Walk', 'Audit'}

# ---- after the owner is gone ----


def case_pixels():
    image = load()
    recipe = Derm.Model.new_bundled().get_recipe()
    before = Derm.Input.new(image, recipe).get_sha256()
    for _ in range(3):
        pixels = image.get_pixels()
        check(len(pixels.get_data()) == 3 * image.get_width() * image.get_height())
        digest = hashlib.sha256(pixels.get_data()).hexdigest()
    check(Derm.Input.new(image, recipe).get_sha256() == before)
    del image
    churn()
    check(hashlib.sha256(pixels.get_data()).hexdigest() == digest)


def case_input_bytes():
    given = Derm.Input.new(load(), Derm.Model.new_bundled().get_recipe())
    content, digest, values = given.get_bytes(), given.get_sha256(), given.list_values(0)
    check(len(values) == len(content.get_data()) == 3 * given.get_width() * given.get_height())
    plane = len(values) // 3
    del given
    churn()
    data = content.get_data()
    check(hashlib.sha256(data).hexdigest() == digest)
    check(all(abs(values[c * plane + i] - data[3 * i + c] / 255) < 1e-6 for i in range(plane) for c in range(3)))


def case_input_views():
    model = Derm.Model.new_bundled()
    given = Derm.Input.new(load(), model.get_recipe().with_views(8))
    check(sorted(given.list_values(7)) == sorted(given.list_values(0)) and given.list_values(7) != given.list_values(0))
    for view in (-1, 8, 2**31 - 1, -2**31):
        try:
            given.list_values(view)
        except GLib.Error as error:
            check(error.matches(GLib.quark_from_string('derm-error-quark'), Derm.Error.RECIPE), error)
        else:
            raise AssertionError(view)


def case_words():
    table = Derm.Table.new_from_file(write_table(), None)
    found = table.list_words(1, 100)
    right = [(word.text, word.n) for word in found]
    check(right[0] == ('melanoma of a long name', 20), right)
    copies = [word.copy() for word in found]
    del table
    churn()
    check([(word.text, word.n) for word in found] == right)
    check([(word.text, word.n) for word in copies] == right)


def case_prediction_parts():
    things = make_things()
    prediction = things['Prediction']
    model, given, values, labels = (prediction.get_model(), prediction.get_input(), prediction.get_values(Derm.Values.RAW),
                                    [prediction.get_label(i) for i in range(7)])
    right = list(values)
    del things, prediction
    churn()
    check(list(values) == right and abs(sum(right) - 1) < 1e-5)
    check([model.get_label(i) for i in range(7)] == labels == CODES)
    check(given.get_recipe().get_name() == model.get_recipe().get_name())


def case_recipe_lists():
    recipe = Derm.Model.new_bundled().get_recipe().with_crop([0.25, 0, 1, 0.5]).with_labels(CODES)
    labels, parameters_ = recipe.get_labels(), recipe.list_parameters()
    del recipe
    churn()
    check(labels == CODES and 'labels: published' in parameters_ and 'crop: 0.25 0 1 0.5' in parameters_, labels, parameters_)


def case_audit():
    model = Derm.Model.new_bundled()
    truth = Derm.Truth.new_from_file(write_table(), CODES, None, None, None)
    folder = Gio.File.new_for_path(SAMPLES)
    audit = Derm.Audit.new(Derm.Classifier.new(model, None, 1), truth, folder, None, None)
    findings = [audit.get_finding(i) for i in range(audit.get_n_findings())]
    groups = [audit.get_group(i) for i in range(audit.get_n_groups())]
    metrics = audit.get_metrics(audit.get_layout(), audit.get_filter(), Derm.Numbering.OWN)
    for index in (2**32 - 1, 1000000):
        for get in (audit.get_finding, audit.get_group, audit.get_failure, audit.get_path, audit.get_row):
            use(get(index))
    for layout, filter_, numbering in ((9, 0, 0), (0, 99, 0), (0, 0, 4), (-1, -1, -1)):
        call(audit.get_metrics, [layout, filter_, numbering])
    part = audit.get_part_metrics(None, False)
    n = audit.get_n_images()
    del audit, truth
    churn()
    check(findings and all(text for text, kind, verdict in findings), findings)
    check(metrics.get_n_items() == n == len(PATHS) == part.get_n_items())
    use(groups)
    for labels in (CODES[:6], CODES + ['scc'], CODES[::-1], []):
        other = Derm.Truth.new_from_file(write_table(), labels or ['x'], None, None, None)
        try:
            Derm.Audit.new(Derm.Classifier.new(model, None, 1), other, folder, None, None)
        except GLib.Error as error:
            check(error.matches(GLib.quark_from_string('derm-error-quark'), Derm.Error.RECIPE), error)
        else:
            raise AssertionError(labels)


# ---- what was reported ----


def case_metrics():
    for scores, truth, n in (([0.1] * 7, [10000000], 7), ([0.1] * 7, [-10000000], 7), ([0.1] * 7, [-1], 7), ([0.1], [0] * 100000, 7),
                             ([math.nan] * 7, [0], 7), ([], [], 2**31 - 1), ([], [], 0), ([0.1] * 8, [0], 7)):
        try:
            Derm.Metrics.new(scores, truth, n)
        except GLib.Error as error:
            check(error.matches(GLib.quark_from_string('g-io-error-quark'), Gio.IOErrorEnum.INVALID_ARGUMENT), error)
        else:
            raise AssertionError(scores[:1], truth[:1], n)
    check(Derm.Metrics.new([0.1, 0.9, 0.8, 0.2], [1, 0], 2).get_accuracy() == 1)
    check(math.isnan(Derm.Metrics.new([], [], 3).get_accuracy()))


def case_lists_of_words():
    table = Derm.Table.new_from_file(write_table(), None)
    check(table.find_id_column(['a1.jpg', 'b2.jpg']) == 0)
    check(table.find_label_column(CODES, None) == 1)
    check(not table.has_class_columns(CODES))
    check(Derm.word_guess_label('Melanoma in situ', CODES, None) == 4)
    check(Derm.word_guess_label('Seven', CODES, ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven']) == 6)
    check(Derm.word_guess_label('Seven', CODES, ['One']) == -1)
    check(table.count_matches(0, ['a1.jpg', 'b2.jpg', 'c']) == 2)


def case_made_without_constructor():
    for name in sorted(things_names):
        kind = getattr(Derm, name)
        for make in (kind, lambda: GObject.new(kind), lambda: GObject.Object.new(kind.__gtype__)):
            try:
                made = make()
            except Exception:
                continue
            raise AssertionError(name, made)

    class Mine(Derm.Model):
        pass

    mine = Mine()  # refused by every function
    check(mine.get_n_classes() == 0 and mine.get_label(0) is None and mine.get_recipe() is None)
    call(Derm.Classifier.new, [mine, None, 1])
    hidden = GObject.type_from_name('DermModelMade') if Derm.Model.new_bundled() else None
    call(lambda: use(GObject.Object.new(hidden)), [])


# ---- from threads ----


def case_threads():
    things = make_things()
    classifier, given, image, model, truth = (things[name] for name in ('Classifier', 'Input', 'Image', 'Model', 'Truth'))
    recipes = [recipe for recipe in model.list_recipes()] + [model.get_recipe().with_crop([0, 0, 0.5 + i / 20, 1]) for i in range(8)]
    right = [Derm.Input.new(load(), recipe).get_sha256() for recipe in recipes]
    scores = list(things['Prediction'].get_values(Derm.Values.CALIBRATED))
    wrong = []

    def work(start):
        try:
            for i in range(start, start + 24):
                number = i % len(recipes)
                if Derm.Input.new(image, recipes[number]).get_sha256() != right[number]:
                    wrong.append(('input', number))
                if list(classifier.predict(given).get_values(Derm.Values.CALIBRATED)) != scores:
                    wrong.append('scores')
                use([model.get_sha256(), image.get_pixels(), image.make_thumbnail(40 + i, 30), truth.find(PATHS[0]), given.get_bytes(),
                     Derm.gate_check_image(image, recipes[number])])
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    del things
    for thread in threads:
        thread.join()
    check(not wrong, wrong[:5])


def case_async_owner_gone():
    loop = GLib.MainLoop()
    answers = []

    def on_opened(source, result):
        answers.append(source.open_finish(result))
        use(call(source.open_finish, [result]))
        call(source.preview_finish, [result])
        if len(answers) == 4:
            loop.quit()

    for _ in range(4):
        classifier = Derm.Classifier.new(Derm.Model.new_bundled(), None, 2)
        classifier.open_async(Derm.Request.new(Gio.File.new_for_path(PATHS[0]), None, None, 0), None, on_opened)
    del classifier
    GLib.timeout_add_seconds(LIMIT, loop.quit)
    loop.run()
    check(len(answers) == 4 and len({tuple(prediction.get_values(Derm.Values.LOGITS)) for prediction, image in answers}) == 1)


sys.exit(run_all([(name[5:], function, ()) for name, function in list(globals().items()) if name.startswith('case_')]) > 0)
