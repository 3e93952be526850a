#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""confusion-matrix.py FOLDER TRUTH.csv: what the images of a folder are answered, by what they are known to show, with
balanced accuracy and the recall of each class and their intervals. The table has a column for the image's id and one for its
label, like HAM10000's."""
import os
import pathlib
import sys

import gi

gi.require_version('Derm', '0')
from gi.repository import Derm, Gio  # noqa: E402

folder, table = sys.argv[1:]
model = Derm.Model.new_bundled()
labels = model.get_recipe().get_labels() or [model.get_label(k) for k in range(model.get_n_classes())]
truth = Derm.Truth.new_from_file(Gio.File.new_for_path(table), labels, None, None, None)
trained_on = Derm.TrainedOn.new_for_model(model, None)
names = {path: os.fsencode(path.name).decode(errors='replace') for path in sorted(pathlib.Path(folder).rglob('*'))}  # names may be no UTF-8
known = {path: truth.find(name) for path, name in names.items() if truth.find(name) >= 0}

images = Derm.EvaluationSet.new(labels)
n_trained_on = 0
for path, answer in Derm.predict_files(known, model, errors='skip'):
    row = known[path]
    if truth.get_label(row) < 0:
        continue
    images.add_scores(names[path], truth.get_label(row), answer.probabilities)
    n_trained_on += trained_on is not None and trained_on.contains(names[path])
    if truth.get_lesion(row):
        images.set_lesion(images.get_n_items() - 1, truth.get_lesion(row))

result = Derm.Evaluation.new(images)
intervals = Derm.Intervals.new(result, 2000, 1, None)
if n_trained_on:
    print(f'TRAINING DATA: the model was trained on {n_trained_on} of these images; the figures are not an estimate.')
print('truth in rows, answers in columns')
print(' ' * 8 + ''.join(f'{label:>8}' for label in labels))
for row, label in enumerate(labels):
    print(f'{label:<8}' + ''.join(f'{result.get_confusion(row, column):>8}' for column in range(len(labels))))
for name, measure, place in [('balanced accuracy', Derm.Measure.BALANCED_ACCURACY, 0),
                             *((f'recall of {label}', Derm.Measure.RECALL, k) for k, label in enumerate(labels))]:
    is_there, low, high = intervals.get(measure, place)
    print(f'{name:<20} {result.get(measure, place):.3f} ({low:.3f} to {high:.3f})' if is_there else f'{name:<20} n/a')
