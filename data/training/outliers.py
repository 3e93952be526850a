#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What share of pictures that show no lesion, or show one as training never did, a model takes for unlike its training images.

Pictures are made, taken from DATA_DIR and changed, or found in the folders named (NAME=FOLDER), each of those with crops of it.
`derm predict` answers.
"""
import argparse
import io
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import ham10000

MADE, CHANGED, CROPS, SIZE = 60, 250, 9, (200, 150)


def noise(random):
    return random.randint(0, 256, (SIZE[1], SIZE[0], 3))


def soft_noise(random):
    return np.asarray(Image.fromarray(random.randint(0, 256, (9, 12, 3)).astype("u1")).resize(SIZE, Image.BICUBIC))


def plain(random):
    return np.broadcast_to(random.randint(0, 256, 3), (SIZE[1], SIZE[0], 3))


def shapes(random):
    image = Image.new("RGB", SIZE, tuple(random.randint(0, 256, 3)))
    for _ in range(8):
        x, y, width, height = random.randint(0, 150, 4)
        draw = ImageDraw.Draw(image)
        (draw.ellipse if random.rand() < 0.5 else draw.rectangle)((x, y, x + width, y + height), fill=tuple(random.randint(0, 256, 3)))
    return np.asarray(image)


def text(random):
    image = Image.new("RGB", SIZE, "white")
    for y in range(4, SIZE[1], 12):
        ImageDraw.Draw(image).text((4, y), "".join(chr(k) for k in random.randint(97, 123, 30)), fill="black")
    return np.asarray(image)


def shuffled(pixels, random):
    return random.permutation(pixels.reshape(-1, 3)).reshape(pixels.shape)


MAKE = {"noise": noise, "soft noise": soft_noise, "plain colours": plain, "shapes": shapes, "text": text}
CHANGE = {
    "as it is": lambda pixels, _: pixels,
    "colours inverted": lambda pixels, _: 255 - pixels,
    "30 % brightness": lambda pixels, _: pixels * 3 // 10,
    "blue for red": lambda pixels, _: pixels[:, :, ::-1],
    "channels turned": lambda pixels, _: np.roll(pixels, 1, 2),
    "taken for packed rows": lambda pixels, _: np.ascontiguousarray(pixels.transpose(2, 0, 1)).reshape(pixels.shape),
    "pixels shuffled": shuffled,
    "grey": lambda pixels, _: np.repeat(pixels.mean(2, keepdims=True), 3, 2),
}


def crops(path, random):
    """The picture, at most 1,200 pixels wide, and squares that are cut out of it."""
    image = Image.open(path).convert("RGB")
    image.thumbnail((1200, 1200))
    yield np.asarray(image)
    for _ in range(CROPS):
        side = random.randint(min(image.size) // 4, min(image.size) * 3 // 4)
        x, y = random.randint(0, image.width - side + 1), random.randint(0, image.height - side + 1)
        yield np.asarray(image.crop((x, y, x + side, y + side)))


def tell(arguments, name, pictures):
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{k}.png" for k in range(len(pictures))]
        for path, pixels in zip(paths, pictures):
            Image.fromarray(np.ascontiguousarray(pixels).astype("u1")).save(path)
        outside, n = count(arguments.derm, paths, arguments.model)
    print(f"{name:32} {n:5}  {outside / max(n, 1):5.0%}", flush=True)


def count(derm, paths, model):
    """(pictures with the gate `outside`, pictures)"""
    command = [derm, "predict", "--quiet", "--format", "jsonl"] + (["--model", model] if model else [])
    gates = [json.loads(line)["gate"]
             for start in range(0, len(paths), 100)
             for line in subprocess.run(command + paths[start:start + 100], stdout=subprocess.PIPE, text=True).stdout.splitlines()]
    gates = [gate for gate in gates if gate is not None]
    return sum("outside" in gate for gate in gates), len(gates)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", metavar="DATA_DIR", type=Path)
    parser.add_argument("derm", metavar="DERM", help="the program, like build/app/derm/derm")
    parser.add_argument("folders", metavar="NAME=FOLDER", nargs="*", help="folders of pictures")
    parser.add_argument("--model", help="model file (default: the bundled one)")
    arguments = parser.parse_args()
    random = np.random.RandomState(1)
    jpegs = list(ham10000.jpegs(arguments.data_dir))
    lesions = [jpegs[k][1] for k in random.permutation(len(jpegs))[:CHANGED]]
    lesions = [np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int) for data in lesions]
    for name, make in MAKE.items():
        tell(arguments, name, [make(random) for _ in range(MADE)])
    for name, change in CHANGE.items():
        tell(arguments, f"HAM10000, {name}", [change(lesion, random) for lesion in lesions])
    for name, folder in (each.split("=", 1) for each in arguments.folders):
        tell(arguments, name, [crop for path in sorted(Path(folder).rglob("*")) if path.suffix.lower() in (".jpg", ".jpeg", ".png")
                               for crop in crops(path, random)])


if __name__ == "__main__":
    main()
