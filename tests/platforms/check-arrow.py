# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""check-arrow.py DERM: what that program writes as Arrow and Parquet, read by pyarrow, is what it writes as CSV, read by Python.

The last line is "N passed, N failed"."""
import csv
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import pyarrow
import pyarrow.parquet

DERM = os.path.realpath(sys.argv[1])
SAMPLES = sorted(glob.glob(os.path.realpath("data/samples/*.jpg")))
INTEGERS = {"file_index", "file_size", "index", "views", "views_agreeing", "exif_orientation", "width", "height", "schema"}
NUMBERS = {"domain_distance", "domain_threshold", "ms", "scale", "margin", "entropy", "coverage",
           "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"}
FIELDS = ("default,file_index,file_size,file_modified,file_sha256,schema,margin,entropy,covering_set,coverage,width,height,"
          "exif_orientation")
passed, failed = 0, 0


def check(name, is_right, said=""):
    global passed, failed
    passed, failed = passed + bool(is_right), failed + (not is_right)
    print("ok:" if is_right else "FAILED:", name, said, flush=True)


def derm(*words, names=None, output=None, status=(0,)):
    """Runs it; what it says on standard error, or None if it ends otherwise."""
    content = b"".join(os.fsencode(name) + b"\0" for name in names or [])
    with open(output or os.devnull, "wb") as file:
        done = subprocess.run([DERM, *words], input=content, stdout=file, stderr=subprocess.PIPE, check=False)
    if done.returncode not in status:
        print("   ", *words, "ended with", done.returncode, os.fsdecode(done.stderr))
        return None
    return os.fsdecode(done.stderr)


def predict(*words, names, output, status=(0, 3)):
    return derm("predict", "--quiet", "--files0-from", "-", *words, names=names, output=output, status=status)


def read(path):
    if path.endswith("parquet"):
        return pyarrow.parquet.read_table(path)
    with open(path, "rb") as file:
        is_file = file.read(6) == b"ARROW1"
    with pyarrow.memory_map(path) as source:
        return (pyarrow.ipc.open_file if is_file else pyarrow.ipc.open_stream)(source).read_all()


def value_of(column, cell):
    if cell == "":
        return None
    return int(cell) if column in INTEGERS else float(cell) if column in NUMBERS else cell


def is_same(path, rows, but=()):
    """Whether the file has the columns, types and values of that CSV."""
    table = read(path)
    with open(rows, encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        columns = next(reader)
        cells = list(reader)
    if table.column_names != columns or table.num_rows != len(cells):
        print("   ", path, table.num_rows, "rows,", rows, len(cells))
        return False
    for i, column in enumerate(columns):
        kind = "int64" if column in INTEGERS else "double" if column in NUMBERS else "string"
        expected = [value_of(column, row[i]) for row in cells]
        got = table.column(column).to_pylist()
        if str(table.schema.field(column).type) != kind or (column not in but and got != expected):
            print("   ", path, column, table.schema.field(column).type, got[:3], expected[:3])
            return False
    return True


def make_images(n):
    """Names of images in this folder: some of odd names, one that is no image, one that is not there."""
    odd = ["latin \udce9.jpg", 'quote ", comma.jpg', "new\nline.jpg", "=1+1.jpg", "日本.jpg"]
    for i in range(n):
        os.link(f"{i % len(SAMPLES)}.sample", f"{i}.jpg")
    for name in odd:
        os.link("0.sample", name)
    with open("broken.jpg", "w", encoding="ascii") as file:
        file.write("no image")
    return [f"{i}.jpg" for i in range(n)] + odd + ["broken.jpg", "not there.jpg"]


def check_pipe(names):
    """Two runs, which differ in their times only."""
    for words in ([], ["--recipe", "all"], ["--recipe", "published", "--scores", "logits"], ["--fields", FIELDS]):
        predict("--format", "csv", *words, names=names, output="pipe.csv")
        for kind in ("arrow", "parquet"):
            predict("--format", kind, *words, names=names, output="pipe." + kind)
            check(f"predict --format {kind} {' '.join(words)[:40]}", is_same("pipe." + kind, "pipe.csv", but=("ms",)))


def check_merge(names):
    shards = [f"shard-{i}.csv" for i in (1, 2, 3)]
    for i, shard in enumerate(shards):
        predict("--format", "csv", "--fields", FIELDS, "--shard", f"{i + 1}/3", "--output", shard, names=names, output=None)
    derm("merge", "--quiet", "--output", "all.csv", *shards, status=(3,))
    for kind in ("arrow", "parquet"):
        derm("merge", "--quiet", "--format", kind, "--output", "all." + kind, *shards, status=(3,))
        check(f"merge --format {kind} of three shards", is_same("all." + kind, "all.csv"))
        derm("merge", "--quiet", "--format", kind, "--output", "one." + kind, "all.csv", status=(3,))
        check(f"merge --format {kind} of one whole run", read("one." + kind).equals(read("all." + kind)))
        said = derm("merge", "--format", kind, "--output", "one." + kind, "all.csv", status=(5,))
        check(f"a file that is there is not replaced ({kind})", said and "there already" in said)
        check(f"there is nothing but the file ({kind})", not glob.glob(f"all.{kind}.*") and not glob.glob(f"one.{kind}.*"))
    metadata = read("all.arrow").schema.metadata or {}
    check("the file says of which version it is", metadata.get(b"dermlens-schema") == b"1", metadata)


def check_odd(names):
    predict("--format", "csv", names=["broken.jpg"], output="failed.csv")
    predict("--format", "parquet", names=["broken.jpg"], output="failed.parquet")
    check("columns without a value have their types", is_same("failed.parquet", "failed.csv"))
    for i in range(5):
        predict("--format", "csv", "--shard", f"{i + 1}/5", "--output", f"few-{i}.csv", names=names[:3], output=None)
    few = [f"few-{i}.csv" for i in range(5)]
    derm("merge", "--quiet", "--output", "few.csv", *few)
    derm("merge", "--quiet", "--format", "parquet", "--output", "few.parquet", *few)
    check("shards without an image", is_same("few.parquet", "few.csv"))
    predict("--format", "jsonl", "--output", "rows.jsonl", names=names[:3], output=None)
    said = derm("merge", "--format", "parquet", "--output", "rows.parquet", "rows.jsonl", status=(1,))
    check("rows of jsonl are refused", said and "csv" in said, said)
    for kind in ("arrow", "parquet"):
        said = predict("--format", kind, names=names, output="/dev/full", status=(4,))
        check(f"a full disk is told of ({kind})", said and "No space left" in said, said)
    done = subprocess.run(["script", "-qec", f"{DERM} predict -f parquet {SAMPLES[0]}", "/dev/null"], capture_output=True, check=False)
    check("no Parquet on a terminal", done.returncode == 1 and b"terminal" in done.stdout, done.stdout)


def peak(*words):
    """MiB of memory that derm takes at most."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    return int(subprocess.run([sys.executable, "-c", code, DERM, *words], capture_output=True, check=True).stdout) / 1024


def check_many():
    sizes = (200_000, 800_000)
    for n in sizes:
        names = [f"missing {i}" for i in range(n)]
        predict("--format", "csv", "--output", f"{n}.csv", names=names, output=None)
    for kind in ("arrow", "parquet"):
        few, many = [peak("merge", "--quiet", "--format", kind, "--output", f"{n}.{kind}", f"{n}.csv") for n in sizes]
        check(f"memory is flat ({kind})", many < 1.1 * few, f"{few:.0f} MiB for {sizes[0]} rows, {many:.0f} for {sizes[1]}")
        few = f"{sizes[0]}.{kind}"
        check(f"{sizes[0]} rows ({kind})", is_same(few, f"{sizes[0]}.csv"),
              f"{os.path.getsize(few) / os.path.getsize(f'{sizes[0]}.csv'):.3f} of the CSV's bytes")


def main():
    folder = tempfile.mkdtemp(prefix="dermlens-")
    os.chdir(folder)
    try:
        for i, sample in enumerate(SAMPLES):
            shutil.copy(sample, f"{i}.sample")
        names = make_images(300)
        check_pipe(names)
        check_merge(names)
        check_odd(names)
        check_many()
    finally:
        shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
