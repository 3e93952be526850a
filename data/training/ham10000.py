# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""HAM10000 from a folder: which images there are, on which side of the split, and their pixels as the network gets them."""
import csv
import dataclasses
import hashlib
import io
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

CODES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
OWN_VAL_SHARE = 0.15
FOLDS = 4

HOW_TO_GET = """\
DATA_DIR holds HAM10000 (Tschandl, Rosendahl, Kittler 2018; CC BY-NC 4.0), which you fetch yourself; this program never uses the
network. From Harvard Dataverse, doi:10.7910/DVN/DBW86T, take HAM10000_images_part_1, HAM10000_images_part_2 and
HAM10000_metadata. Then DATA_DIR is laid out as

  index.csv      columns image_id, lesion_id, dx, split (train, val or test); further columns are ignored.
                 Without it HAM10000_metadata (.csv or .tab) is read instead, and about 15 % of the lesions, chosen by a
                 hash of lesion_id, become val: all images of one lesion stay on one side.
  images         ISIC_*.jpg anywhere below DATA_DIR, or in *.tar files directly in it. Any size: 600x450 as
                 published or smaller copies. An image of the index that is missing is skipped and counted.

The split of the bundled model is that of DermaMNIST-C (Abhishek, Jain, Hamarneh, Scientific Data 2025), which also keeps
near-duplicates on one side."""


def read_index(folder):
    """Return (rows, how the split was made). Each row has image_id, dx and split."""
    index = folder / "index.csv"
    if index.exists():
        rows = read_csv(index)
        how = "lesion-disjoint split of DermaMNIST-C"
    else:
        metadata = next((path for path in sorted(folder.glob("HAM10000_metadata*")) if path.is_file()), None)
        if metadata is None:
            raise SystemExit(f"{folder}: neither index.csv nor HAM10000_metadata.csv is there; see --help")
        rows = read_csv(metadata)
        for row in rows:
            draw = int.from_bytes(hashlib.sha256(row["lesion_id"].encode()).digest()[:4], "little") / 2**32
            row["split"] = "val" if draw < OWN_VAL_SHARE else "train"
        how = "lesion-disjoint split by a hash of lesion_id"
    unknown = {row["dx"] for row in rows} - set(CODES)
    if unknown:
        raise SystemExit(f"{folder}: unknown diagnoses {sorted(unknown)}")
    return rows, how


def read_csv(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        lines = file.read().splitlines()
    return list(csv.DictReader(lines, delimiter="\t" if lines and "\t" in lines[0] else ","))  # Dataverse offers both


def jpegs(folder):
    """Yield (image_id, bytes) of every JPEG in the folder and its tar files."""
    for path in sorted(folder.rglob("*.jpg")):
        yield path.stem, path.read_bytes()
    for path in sorted(folder.glob("*.tar")):
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile() and member.name.endswith(".jpg"):
                    yield Path(member.name).stem, archive.extractfile(member).read()


@dataclasses.dataclass
class Images:
    """Images in the order of the index. pixels: side -> uint8 [n, 3, side, side], Pillow's bicubic."""
    ids: list
    lesions: list
    labels: np.ndarray
    parts: list
    pixels: dict
    how: str


def load(folder, sides, parts=("train", "val"), resample=Image.BICUBIC):
    """Return the Images of these parts that the folder has."""
    folder = Path(folder)
    rows, how = read_index(folder)
    wanted = {row["image_id"]: row for row in rows if row["split"] in parts}
    found = {}
    for image_id, data in jpegs(folder):
        if image_id in wanted and image_id not in found:
            image = Image.open(io.BytesIO(data)).convert("RGB")
            found[image_id] = [np.asarray(image.resize((side, side), resample)).transpose(2, 0, 1) for side in sides]
    missing = len(wanted) - len(found)
    if missing:
        print(f"{missing} of {len(wanted)} images are missing and left out")
    ids = [image_id for image_id in wanted if image_id in found]
    if not ids:
        raise SystemExit(f"{folder}: no image of the part {' or '.join(parts)}; see --help")
    rows = [wanted[image_id] for image_id in ids]
    return Images(ids, [row["lesion_id"] for row in rows], np.array([CODES.index(row["dx"]) for row in rows], np.int64),
                  [row["split"] for row in rows], {side: np.stack([found[i][k] for i in ids]) for k, side in enumerate(sides)}, how)


def held_out(images, fold):
    """Which images fold `fold` of FOLDS holds out [n] bool. They are drawn like the test part: lesions that have one image."""
    _, lesion, count = np.unique(images.lesions, return_inverse=True, return_counts=True)
    return (count[lesion] == 1) & (np.random.RandomState(7).randint(0, FOLDS, len(images.ids)) == fold)
