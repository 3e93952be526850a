#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""folder-to-table.py FOLDER OUT.csv: the scores of all images in a folder as a table that pandas reads.

    import pandas
    table = pandas.read_csv ("OUT.csv")
"""
import csv
import os
import pathlib
import sys

import gi

gi.require_version('Derm', '0')
from gi.repository import Derm  # noqa: E402

folder, out = sys.argv[1:]
images = sorted(path for path in pathlib.Path(folder).rglob('*') if path.suffix.lower() in ('.jpg', '.jpeg', '.png', '.tif', '.tiff', '.webp', '.bmp'))
rows, failed = [], []
for path, answer in Derm.predict_files(images, errors='yield'):
    if isinstance(answer, Exception):
        failed.append(path)
        print(f'{path}: {answer}', file=sys.stderr)
    else:
        rows.append({'file': os.fsencode(path).decode(errors='replace'), **answer.to_row()})  # names may be no UTF-8
if not rows:
    sys.exit(f'There is no image in {folder} that could be read.')
with open(out, 'w', newline='', encoding='utf-8') as output:
    table = csv.DictWriter(output, rows[0].keys())
    table.writeheader()
    table.writerows(rows)
print(f'{len(rows)} images, {len(failed)} failed. For research and teaching only, not a diagnosis.', file=sys.stderr)
