#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write into a model file how its training images look to the network, so that images unlike them can be told.

Features are what the first linear layer reads. A linear layer of its own, domain.weight and domain.bias, whitens them; the
distance of an image is the length of what it gives, the root of the mean square over the recipe's views. Its threshold is the
distance that QUANTILE of the training images keep within, each judged by statistics of others. The same images and weights give the
same file.
"""
import argparse
from pathlib import Path

import numpy as np
import torch

import augment
import distill
import ham10000
import safetensors_io
import skincnn

QUANTILE = 0.99
SHRINKAGE = 0.003  # of the mean variance is added to every direction's
GROUPS = 5
EVERY = 4  # the threshold takes the distances of every fourth image: all their views take time


def body_of(net):
    """The layers in front of the first linear one, without a batch norm that only it reads."""
    steps = list(net.steps)
    n = next((i for i, step in enumerate(steps) if isinstance(step, torch.nn.Linear)), 0)
    while n and isinstance(steps[n - 1], (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.Flatten)):
        n -= 1
    if not n:
        raise SystemExit("the network has no linear layer with something in front of it")
    return steps[:n]


def look(body, x):
    """Features [images, n] of values [images, 3, side, side] from 0 to 1."""
    for step in body:
        x = step(x)
    return x.flatten(1)


@torch.no_grad()
def features_of(body, pixels, n_views=1):
    """Features [images, views, n] of bytes [images, 3, side, side]."""
    parts = []
    for some in torch.from_numpy(np.ascontiguousarray(pixels)).split(256):
        x = some.float() / 255
        parts.append(torch.stack([look(body, view).double() for view in (augment.views(x) if n_views == 8 else [x])], 1))
    return torch.cat(parts).numpy()


def fit(features, labels):
    """Return (weight, bias) of the layer that whitens features [images, n]. All classes count alike, or a rare one would be outside."""
    present, spread = np.unique(labels), np.zeros((features.shape[1],) * 2)
    mean = np.mean([features[labels == label].mean(0) for label in present], 0)
    for label in present:
        off = features[labels == label] - mean
        spread += off.T @ off / len(off) / len(present)
    spread += SHRINKAGE * np.trace(spread) / len(spread) * np.eye(len(spread))
    weight = np.linalg.inv(np.linalg.cholesky(spread)).astype("f2")  # rounded here, so that the bias is right for what is kept
    return weight, -(weight.astype("f8") @ mean).astype("f4")


def distances(layer, features):
    """Of features [images, views, n]."""
    weight, bias = (values.astype("f8") for values in layer)
    return np.sqrt(((features @ weight.T + bias) ** 2).sum(2).mean(1))


def threshold_of(features, labels, chosen, views):
    """The distance that QUANTILE of the images `chosen` keep within: features and labels of all, `views` of the chosen."""
    group, found = np.arange(len(features)) % GROUPS, np.empty(len(chosen))
    for k in range(GROUPS):
        own = group[chosen] == k
        found[own] = distances(fit(features[group != k], labels[group != k]), views[own])
    return float(np.quantile(found, QUANTILE))


def fit_with_threshold(body, pixels, labels, n_views):
    """Return (the layer that whitens, its threshold) for images as bytes; the threshold takes the distances of every EVERY-th."""
    chosen, features = np.arange(0, len(pixels), EVERY), features_of(body, pixels)[:, 0]
    return fit(features, labels), threshold_of(features, labels, chosen, features_of(body, pixels[chosen], n_views))


def count_outside(images, fold, state):
    """(how many of the fold's held-out images are beyond the threshold of a net that has not seen them, how many there are)."""
    net = skincnn.SkinCNN()
    net.load_state_dict(state)
    body, held, pixels = list(net.eval().features), ham10000.held_out(images, fold), images.pixels[skincnn.SIDE]
    layer, threshold = fit_with_threshold(body, pixels[~held], images.labels[~held], 8)
    return int((distances(layer, features_of(body, pixels[held], 8)) > threshold).sum()), int(held.sum())


def write(data_dir, model):
    """Fit on the training images in data_dir and rewrite the model file; return what it says, in words."""
    net, described = skincnn.load(model)
    recipe, body = described["recipe"], body_of(net)
    if recipe["width"] != recipe["height"] or (recipe["filter"], recipe["layout"], recipe["scale"]) != ("bicubic", "planes", 255):
        raise SystemExit(f"{model}: its recipe is not that of this program")
    images = ham10000.load(data_dir, (recipe["width"],))
    pixels = images.pixels[recipe["width"]]
    (weight, bias), threshold = fit_with_threshold(body, pixels, images.labels, recipe.get("views", 1))
    tensors, metadata = safetensors_io.read(model)
    words = f"{len(pixels)} training images, of which {100 * QUANTILE:g} % are nearer to the others"
    safetensors_io.write(model, {**tensors, "domain.weight": weight, "domain.bias": bias},
                         {**metadata, "domain": {"fitted_on": words, "threshold": round(threshold, 3)}})
    return f"{words} than {threshold:.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog=ham10000.HOW_TO_GET, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", metavar="DATA_DIR", type=Path)
    parser.add_argument("model", metavar="MODEL", type=Path, help="model file, which is replaced")
    arguments = parser.parse_args()
    distill.prepare("cpu", 1)
    print(f"{arguments.model}: {write(arguments.data_dir, arguments.model)}")


if __name__ == "__main__":
    main()
