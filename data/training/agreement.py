#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Measure how much maps of two methods agree, and how much those of random weights do, over many images.

  agreement.py IMAGES... -o agreement.json [-n 300] [--seed 0] [--target score|logit]

Where the limits behind the words "agree", "agree only in part" and "disagree", and behind the check by random weights, come from.
The images are drawn from those named (folders are searched), seeds fixed; each is explained for its answer, in the first view. The
measure is derm_explanation_agree(): Spearman's rank correlation over patches of 4 × 4 pixels. Needs the typelib of Dermlens
(GI_TYPELIB_PATH and LD_LIBRARY_PATH for one that is not installed).

The output has for every pair of methods and for every method against ten draws of random weights (all, and the largest of each
image) the number of values, of undefined ones, and the quantiles; and the images by their input's hash, for a rerun.
"""
import argparse
import json
import math
import random
import sys
from pathlib import Path

import gi

gi.require_version("Derm", "0")
from gi.repository import Derm, Gio  # noqa: E402

METHODS = [Derm.Method.OCCLUSION, Derm.Method.GRADIENT, Derm.Method.INTEGRATED, Derm.Method.SMOOTHGRAD, Derm.Method.GRADCAM]
QUANTILES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1]
DRAWS = 10


def find_images(names):
    for name in map(Path, names):
        yield from sorted(path for path in name.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png")) if name.is_dir() else [name]


def summarise(values):
    known = sorted(value for value in values if not math.isnan(value))
    quantiles = {str(q): round(known[round(q * (len(known) - 1))], 4) for q in QUANTILES} if known else {}
    return {"n": len(values), "undefined": len(values) - len(known), "quantiles": quantiles}


def explain(classifier, input_, target):
    """The maps of all methods for the answer, and their agreements with random weights."""
    maps, draws = {}, {}
    for method in METHODS:
        options = Derm.ExplainOptions.new(method)
        options.views = 1
        options.target = target
        explainer = Derm.Explainer.new(classifier, input_, options)
        name = Derm.method_get_id(method)
        maps[name] = explainer.run(None)
        draws[name] = list(explainer.check_weights(maps[name], DRAWS, None))
    return maps, draws


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", nargs="+")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("-n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", default="score", choices=["score", "logit"])
    arguments = parser.parse_args()
    files = list(find_images(arguments.images))
    random.Random(arguments.seed).shuffle(files)
    model = Derm.Model.new_bundled()
    classifier = Derm.Classifier.new(model, None, 0)
    recipe = model.get_recipe().with_views(1)
    target = Derm.Target.SCORE if arguments.target == "score" else Derm.Target.LOGIT
    pairs, all_draws, largest, hashes = {}, {}, {}, []
    for path in files[:arguments.n]:
        image = Derm.Image.new_from_file(Gio.File.new_for_path(str(path)), None)
        input_ = Derm.Input.new(image, recipe)
        maps, draws = explain(classifier, input_, target)
        names = list(maps)
        for i, one in enumerate(names):
            all_draws.setdefault(one, []).extend(draws[one])
            largest.setdefault(one, []).append(max((value for value in draws[one] if not math.isnan(value)), default=math.nan))
            for other in names[i + 1:]:
                pairs.setdefault(f"{one} {other}", []).append(maps[one].agree(maps[other]))
        hashes.append(input_.get_sha256())
        if len(hashes) % 25 == 0 or len(hashes) == min(len(files), arguments.n):  # what is done stays if it is stopped
            result = {"model_sha256": model.get_sha256(), "target": arguments.target, "views": 1, "draws": DRAWS, "images": len(hashes),
                      "pairs": {key: summarise(values) for key, values in pairs.items()},
                      "random_all": {key: summarise(values) for key, values in all_draws.items()},
                      "random_largest": {key: summarise(values) for key, values in largest.items()}, "inputs": list(hashes)}
            Path(arguments.output).write_text(json.dumps(result, indent=1) + "\n")
        print(f"{len(hashes)} of {min(len(files), arguments.n)}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
