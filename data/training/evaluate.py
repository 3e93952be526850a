#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Judge a model file on labelled images of a folder: figures with intervals, classification report, confusion matrix, reliability.

The model must not have been trained on them: those of the bundled one are listed in data/model/split.csv.
"""
import argparse
from pathlib import Path

import numpy as np

import calibration
import distill
import fit
import ham10000
import report
import skincnn


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog=ham10000.HOW_TO_GET, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", metavar="DATA_DIR", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path, help="folder for the reports")
    parser.add_argument("--model", type=Path, default=Path(__file__).resolve().parent.parent / "model" / "skincnn.safetensors",
                        help="model file (default: the bundled one)")
    parser.add_argument("--part", default="test", choices=["train", "val", "test"], help="part of the split (default: test)")
    parser.add_argument("--device", default="auto", help="auto (a GPU if there is one), cpu, cuda, … (default: auto)")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default: 1)")
    arguments = parser.parse_args()
    device = distill.prepare(arguments.device, arguments.threads)
    net, metadata = skincnn.load(arguments.model)
    codes, recipe = [entry["code"] for entry in metadata["classes"]], metadata["recipe"]
    if codes != ham10000.CODES or recipe["width"] != recipe["height"] or recipe["filter"] != "bicubic" or recipe["layout"] != "planes":
        raise SystemExit(f"{arguments.model}: its classes or its recipe are not those of this program")
    images = ham10000.load(arguments.data_dir, (recipe["width"],), (arguments.part,))
    pixels = fit.Pixels(recipe["width"], exact=images.pixels[recipe["width"]])
    logits = fit.logits_of(net.to(device), pixels, device, n_views=recipe.get("views", 1))
    share = np.array([entry.get("share", 1 / len(codes)) for entry in metadata["classes"]])
    scores = calibration.scores(logits, metadata.get("calibration", {"scale": 1, "offset": 0}))
    report.write(arguments.out, scores, images.labels, share,
                 f"{arguments.model.name} on the {len(images.ids)} images of the part {arguments.part}, {recipe.get('views', 1)} views")
    print(report.one_line(scores, images.labels, share))


if __name__ == "__main__":
    main()
