# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Mean and standard deviation of HAM10000's pixels, as transforms.Normalize takes them.

Run it as: /usr/bin/python3 data/training/normalisation.py DATA_DIR (laid out as ham10000.py says). It prints, for the images of
train and val as they are in DATA_DIR and at 28 x 28 (Pillow's bicubic), mean and standard deviation of each channel over all pixels
of all images, of numbers from 0 to 1. engine/image/recipe-normalisation.c has those of the images as they are.
"""
import io
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image


def images(folder):
    for path in sorted(folder.rglob("ISIC_*.jpg")):
        yield path.stem, Image.open(path)
    for archive in sorted(folder.glob("*.tar")):
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.name.endswith(".jpg"):
                    yield Path(member.name).stem, Image.open(io.BytesIO(tar.extractfile(member).read()))


class Moments:
    """Sums of bytes and of their squares: exact, so that the order does not matter."""

    def __init__(self):
        self.n, self.sum, self.squares = 0, np.zeros(3, dtype=np.uint64), np.zeros(3, dtype=np.uint64)

    def add(self, image):
        pixels = np.asarray(image, dtype=np.uint64).reshape(-1, 3)
        self.n += len(pixels)
        self.sum += pixels.sum(axis=0)
        self.squares += (pixels * pixels).sum(axis=0)

    def __str__(self):
        mean = self.sum / self.n
        std = np.sqrt(self.squares / self.n - mean * mean)
        return "mean " + " ".join(f"{x / 255:.6f}" for x in mean) + "  std " + " ".join(f"{x / 255:.6f}" for x in std)


def main(folder):
    whole, small, seen = Moments(), Moments(), set()
    for name, image in images(Path(folder)):
        if name in seen:  # the same image in a folder and in an archive
            continue
        seen.add(name)
        image = image.convert("RGB")
        whole.add(image)
        small.add(image.resize((28, 28), Image.BICUBIC))
    print(f"{len(seen)} images")
    print(f"as they are: {whole}")
    print(f"at 28 x 28:  {small}")


if __name__ == "__main__":
    main(sys.argv[1])
