#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Judge the recipe on lesions it has not seen: train it once per fold, without the fold's held-out images.

The folds are drawn like the test part: held out are lesions that have a single image; those with several stay in training.
WORK keeps the teachers' answers and the held-out logits. train.py takes the calibration and the teachers from there.
"""
import argparse
from pathlib import Path

import numpy as np

import calibration
import distill
import ham10000
import report


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog=ham10000.HOW_TO_GET, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", metavar="DATA_DIR", type=Path)
    parser.add_argument("work", metavar="WORK", type=Path, help="folder for what takes long; what is there is not made again")
    parser.add_argument("--folds", default="0,1", help=f"which of the {ham10000.FOLDS} folds (default: 0,1)")
    parser.add_argument("--device", default="auto", help="auto (a GPU if there is one), cpu, cuda, … (default: auto)")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default: 1; better run two folds at once)")
    arguments = parser.parse_args()
    folds = [int(fold) for fold in arguments.folds.split(",")]
    if not all(0 <= fold < ham10000.FOLDS for fold in folds):
        parser.error(f"--folds are numbers from 0 to {ham10000.FOLDS - 1}")
    device = distill.prepare(arguments.device, arguments.threads)
    images = ham10000.load(arguments.data_dir, distill.SIDES)
    arguments.work.mkdir(parents=True, exist_ok=True)
    for fold in folds:
        held, logits, _ = distill.run_fold(images, fold, arguments.work, device)
        share = distill.share_of(np.delete(images.labels, held))
        print(f"fold {fold}, not calibrated: {report.one_line(calibration.softmax(logits), images.labels[held], share)}", flush=True)


if __name__ == "__main__":
    main()
