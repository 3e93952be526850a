#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write fixtures/samples/: sets as NumPy saves them, good ones and hostile ones, for the test `samples`. No arguments."""
import io
import zipfile
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent / "fixtures" / "samples"
STAMP = (2020, 1, 1, 0, 0, 0)  # so that the bytes are the same each time


def pixels(n, side=28, first=0):
    """Picture i, row y, column x, channel c is (i + 3y + 5x + 7c + first) mod 251."""
    i, y, x, c = np.meshgrid(np.arange(n), np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    return ((i + 3 * y + 5 * x + 7 * c + first) % 251).astype(np.uint8)


def npy(array, version=None, **options):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version, **options)
    return out.getvalue()


def save(name, arrays, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(OUT / name, "w", method) as archive:
        for entry, content in arrays.items():
            archive.writestr(zipfile.ZipInfo(f"{entry}.npy", STAMP), content if isinstance(content, bytes) else npy(content),
                             compress_type=method)


def patch(name, old, new):
    path = OUT / name
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def main():
    OUT.mkdir(exist_ok=True)
    labels = np.array([[4], [5], [6]], np.uint8)
    part = {"test_images": pixels(3), "test_labels": labels}
    save("good.npz", {"train_images": pixels(2, first=9), "train_labels": np.array([[0], [1]], np.uint8), **part,
                      "notes": np.array([1.5])})
    save("int64.npz", {"test_images": npy(pixels(3), (2, 0)), "test_labels": npy(labels[:, 0].astype(np.int64), (3, 0))},
         zipfile.ZIP_STORED)
    save("object.npz", {**part, "test_labels": npy(np.array([[1], [2], [{}]], object), allow_pickle=True)})
    save("fortran.npz", {**part, "test_images": np.asfortranarray(pixels(3))})
    save("float.npz", {**part, "test_images": pixels(3) / 255})
    save("big-endian.npz", {**part, "test_labels": labels.astype(">i4")})
    save("named-fields.npz", {**part, "test_labels": np.zeros(3, [("a", "u1")])})
    save("grey.npz", {**part, "test_images": pixels(3)[..., 0]})
    save("planes.npz", {**part, "test_images": pixels(3).transpose(0, 3, 1, 2).copy()})
    save("fewer-labels.npz", {**part, "test_labels": labels[:2]})
    save("one-hot.npz", {**part, "test_labels": np.eye(3, dtype=np.uint8)})
    save("label-7.npz", {**part, "test_labels": labels + np.uint8(1)})
    save("negative.npz", {**part, "test_labels": labels.astype(np.int8) - np.int8(5)})
    save("no-labels.npz", {"test_images": pixels(3)})
    save("others.npz", {"x": pixels(1), "y": labels})
    save("none.npz", {"test_images": pixels(0), "test_labels": labels[:0]})
    save("small.npz", {"test_images": pixels(3, 8), "test_labels": labels})
    save("cut-off.npz", {**part, "test_images": npy(pixels(3))[:-1]})
    save("too-long.npz", {**part, "test_images": npy(pixels(3)) + b"\0"})
    huge = b"(9223372036854775807,3)}"
    save("overflow.npz", {**part, "test_images": npy(pixels(3)).replace(b"(3, 28, 28, 3), }".ljust(len(huge)), huge)})
    save("version-9.npz", {**part, "test_images": b"\x93NUMPY\x09\x00" + npy(pixels(3))[8:]})
    save("no-array.npz", {**part, "test_images": b"hello, hello, hello"})
    save("bad-header.npz", {**part, "test_images": npy(pixels(3)).replace(b"'fortran_order': False", b"'fortran_order': Maybe")})
    save("bomb.npz", part, zipfile.ZIP_STORED)  # says that each of its entries is almost 2 GiB long
    patch("bomb.npz", len(npy(pixels(3))).to_bytes(4, "little"), (0x7fffffff).to_bytes(4, "little"))
    (OUT / "damaged.npz").write_bytes((OUT / "good.npz").read_bytes()[:700])


if __name__ == "__main__":
    main()
