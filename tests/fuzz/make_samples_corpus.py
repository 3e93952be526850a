# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write the seeds of the targets samples, table and calibration into corpus/.

Run it with the command line program: /usr/bin/python3 tests/fuzz/make_samples_corpus.py build/app/derm/derm. The archives are
those of the test `samples`.
"""
import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARRAYS = HERE.parent / "engine" / "fixtures" / "samples"
CODES = ("akiec", "bcc", "bkl", "df", "mel", "nv", "vasc")


def folder(target):
    path = HERE / "corpus" / target
    path.mkdir(parents=True, exist_ok=True)
    return path


def write(target, name, text):
    (folder(target) / name).write_text(text, encoding="utf-8", newline="")


def predict(program, form):
    samples = [str(p) for p in sorted((HERE.parents[1] / "data" / "samples").glob("*.jpg"))[:2]]
    text = subprocess.run([program, "predict", "--quiet", "--format", form, *samples], check=True, capture_output=True, text=True).stdout
    return text.replace(str(HERE.parents[1]) + "/", "")


def main(program):
    for name in ("good.npz", "object.npz", "int64.npz", "bad-header.npz", "cut-off.npz"):
        shutil.copyfile(ARRAYS / name, folder("samples") / name)
    for form in ("csv", "jsonl", "json"):
        write("samples", f"results.{form}", predict(program, form))
    pixels = 28 * 28 * 3
    write("samples", "hmnist.csv", ",".join(f"pixel{i:04d}" for i in range(pixels)) + ",label\n"
          + ",".join(str(i % 256) for i in range(pixels)) + ",4\n")

    write("table", "plain.csv", "image_id,dx,lesion_id,sex,split\r\na,mel,L1,male,train\r\nb.jpg,\"nv\",L2,,test\r\n")
    write("table", "one-hot.csv", "image,MEL,NV,BCC\nISIC_1,1.0,0,0\nISIC_2,0,1.0,0\nISIC_3,1,1,0\n")
    write("table", "semicolons.csv", "\ufeffimage_id;dx\nx;mel\ny;nv\n")
    write("table", "tabs.tsv", "isic_id\tdiagnosis_3\na\tMelanoma, NOS\nb\tNevus\n")
    write("table", "results.csv", predict(program, "csv"))

    fitted = {"format": "dermlens-calibration", "format_version": 1, "method": "vector", "labels": CODES, "scale": [1.5] * 7,
              "offset": [0.1] * 7, "model": "Seed 1", "model_sha256": "ab" * 32, "weights_key": "root", "recipe": "dermlens",
              "recipe_sha256": "cd" * 32, "source": "seeds", "date": "2026-12-01", "version": "0.1.0", "seed": "1",
              "images_fitted": 20, "images_checked": 20, "by_lesion": True, "training_data": False,
              "before": {"nll": 0.5, "brier": 0.2, "ece": 0.1}, "temperature": {"nll": 0.4, "brier": 0.2, "ece": 0.1},
              "vector": {"nll": None, "brier": None, "ece": None}, "coverage": 0.9, "threshold": 0.2,
              "images_of_threshold": 10, "images_covered": 10, "coverage_measured": 0.9, "set_size": 1.5}
    write("calibration", "vector.json", json.dumps(fitted))
    write("calibration", "no-sets.json", json.dumps({**fitted, "coverage": 0, "threshold": 0, "method": "temperature"}))
    write("calibration", "other-classes.json", json.dumps({**fitted, "scale": [1.0] * 6}))


if __name__ == "__main__":
    main(sys.argv[1])
