#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write fixtures/atlas.json: features, and what NumPy makes of them, for the test `atlas`. No arguments."""
import json
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent / "fixtures" / "atlas.json"


def components(features, n):
    """By the singular values of the centred features; of each direction the largest coefficient, the first of equals, is positive."""
    centred = features - features.mean(0)
    _, singular, directions = np.linalg.svd(centred, full_matrices=False)
    for direction in directions:
        direction *= np.sign(direction[np.abs(direction).argmax()])
    return singular**2 / (singular**2).sum(), centred @ directions[:n].T, directions[:n]


def nearest(features, image, k):
    """Exact, and of equal distances the image that comes first."""
    distances = np.sqrt(((features - features[image]) ** 2).sum(1))
    order = [i for i in np.argsort(distances, kind="stable") if i != image][:k]
    return order, distances[order]


def case(name, features, n_components):
    features = np.round(features * 64) / 64  # floats hold them exactly
    shares, coordinates, directions = components(features, n_components)
    near = [nearest(features, image, 5) for image in range(len(features))]
    return {"name": name, "n_features": features.shape[1], "features": features.flatten().tolist(),
            "rank": int(np.linalg.matrix_rank(features - features.mean(0))), "shares": shares[:n_components].tolist(),
            "coordinates": coordinates.T.flatten().tolist(), "directions": directions.flatten().tolist(),
            "nearest": [int(i) for order, _ in near for i in order],
            "distances": [float(d) for _, distances in near for d in distances]}


def main():
    random = np.random.RandomState(1)
    tall = random.standard_normal((60, 13)) * (13 - np.arange(13))
    wide = random.standard_normal((9, 30)) * np.sqrt(1 + np.arange(30))
    # what ReLU and pooling leave: never negative, many zeros, some features always zero, and images that are there twice
    sparse = np.maximum(random.standard_normal((50, 33)) * np.exp(random.standard_normal(33)) - 0.5, 0)
    sparse[:, [4, 17]] = 0
    sparse[[7, 31]] = sparse[3]
    cases = [case("tall", tall, 5), case("wide", wide, 4), case("sparse", sparse, 5)]
    OUT.write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
