#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Measure how much maps of two methods agree, and how much those of random weights do, over many images.

  agreement.py IMAGES... -o agreement.json [-n 300] [--draws-of 300] [--seed 0] [--target score|logit]

Where the limits behind the words "agree", "agree only in part" and "disagree", and behind the check by random weights, come from
(engine/explain/explain-agreement.c). The images are drawn from those named (folders are searched), seeds fixed; each is explained for its
answer, in the first view. The measure is derm_explanation_agree(): Spearman's rank correlation over patches of 4 × 4 pixels. Needs the
typelib of Dermlens (GI_TYPELIB_PATH and LD_LIBRARY_PATH for one that is not installed).

The output has the number of values, of undefined ones, the quantiles, and which share is at least a limit, of:
  pairs           two methods, of the same image
  unrelated       two methods (or one with itself), the second map being of the image before: what agreement is without any reason;
                  of all pairs together as well
  lowest_other, highest_other   of each method: the least and the most that one of the other four agrees with it, of each image
  random_all      each method with ten draws of random weights, of the first --draws-of images
  random_largest  the largest of the ten, of each image
and the images by their input's hash, for a rerun. Maps are made first, draws after that; what is done is written on the way.
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
LIMITS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
DRAWS = 10


def find_images(names):
    for name in map(Path, names):
        yield from sorted(path for path in name.rglob("*") if path.suffix.lower() in (".jpg", ".jpeg", ".png")) if name.is_dir() else [name]


def leave_undefined(values):
    return [value for value in values if not math.isnan(value)]


def summarise(values):
    known = sorted(leave_undefined(values))
    quantiles = {str(q): round(known[round(q * (len(known) - 1))], 4) for q in QUANTILES} if known else {}
    at_least = {str(limit): round(sum(value >= limit for value in known) / len(known), 4) for limit in LIMITS} if known else {}
    return {"n": len(values), "undefined": len(values) - len(known), "quantiles": quantiles, "at_least": at_least}


class Table:
    """Values by what they are of, written to a file whenever it is told to."""

    def __init__(self, path, head):
        self.path, self.head, self.parts, self.hashes, self.n_drawn = path, head, {}, [], 0

    def add(self, part, key, *values):
        self.parts.setdefault(part, {}).setdefault(key, []).extend(values)

    def write(self):
        parts = {part: {key: summarise(values) for key, values in rows.items()} for part, rows in self.parts.items()}
        result = {**self.head, "images": len(self.hashes), "images_with_draws": self.n_drawn, **parts, "inputs": self.hashes}
        Path(self.path).write_text(json.dumps(result, indent=1) + "\n")


def ask(classifier, input_, target):
    """Of each method the question and its answer."""
    asked = {}
    for method in METHODS:
        options = Derm.ExplainOptions.new(method)
        options.views = 1
        options.target = target
        explainer = Derm.Explainer.new(classifier, input_, options)
        asked[Derm.method_get_id(method)] = explainer, explainer.run(None)
    return asked


def compare(table, maps, before):
    """Each method with each other, and with all of the image before."""
    names = list(maps)
    both = {(one, other): maps[one].agree(maps[other]) for one in names for other in names}
    for i, one in enumerate(names):
        others = leave_undefined(both[one, other] for other in names if other != one)
        table.add("lowest_other", one, min(others, default=math.nan))
        table.add("highest_other", one, max(others, default=math.nan))
        for other in names[i:]:
            if one != other:
                table.add("pairs", f"{one} {other}", both[one, other])
            if before is not None:
                unrelated = maps[one].agree(before[other])
                table.add("unrelated", f"{one} {other}", unrelated)
                table.add("unrelated", "one method" if one == other else "two methods", unrelated)


def draw(table, asked):
    for name, (explainer, explanation) in asked.items():
        values = list(explainer.check_weights(explanation, DRAWS, None))
        table.add("random_all", name, *values)
        table.add("random_largest", name, max(leave_undefined(values), default=math.nan))


def tell(what, i, n):
    print(f"{what} {i + 1} of {n}", end="\n" if i + 1 == n else "\r", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", nargs="+")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("-n", type=int, default=300)
    parser.add_argument("--draws-of", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", default="score", choices=["score", "logit"])
    arguments = parser.parse_args()
    files = list(find_images(arguments.images))
    random.Random(arguments.seed).shuffle(files)
    files = files[:arguments.n]
    model = Derm.Model.new_bundled()
    classifier = Derm.Classifier.new(model, None, 0)
    recipe = model.get_recipe().with_views(1)
    target = Derm.Target.SCORE if arguments.target == "score" else Derm.Target.LOGIT
    table = Table(arguments.output, {"model_sha256": model.get_sha256(), "target": arguments.target, "views": 1, "draws": DRAWS})
    asked, before = [], None
    for i, path in enumerate(files):
        image = Derm.Image.new_from_file(Gio.File.new_for_path(str(path)), None)
        input_ = Derm.Input.new(image, recipe)
        asked.append(ask(classifier, input_, target))
        maps = {name: explanation for name, (_, explanation) in asked[-1].items()}
        compare(table, maps, before)
        before = maps
        table.hashes.append(input_.get_sha256())
        tell("maps", i, len(files))
        if (i + 1) % 25 == 0:
            table.write()
    table.write()
    asked = asked[:arguments.draws_of]
    for i, of_image in enumerate(asked):
        draw(table, of_image)
        table.n_drawn += 1
        tell("draws", i, len(asked))
        table.write()


if __name__ == "__main__":
    main()
