# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write the seeds of the fuzz targets into corpus/: small files that the readers take, and some that they refuse.

Run it without arguments: /usr/bin/python3 tests/fuzz/make_corpus.py. Inputs that a run of libFuzzer has found stay beside the
seeds: whatever they broke once is replayed by the test suite.
"""
import json
import sys
import zipfile
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
sys.path.insert(0, str(HERE.parent / "fixtures"))
sys.dont_write_bytecode = True
import make_torch_fixtures as fixtures  # noqa: E402
import safetensors_io  # noqa: E402

CARD = {"name": "Seed", "version": "1", "licence": "CC0-1.0"}
RECIPE = {"name": "seed", "width": 28, "height": 28, "filter": "bicubic", "layout": "planes", "scale": 255}
LABELS = {str(i): code for i, code in enumerate(("akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"))}


def folder(target):
    path = CORPUS / target
    path.mkdir(parents=True, exist_ok=True)
    return path


def save_all(state, name):
    for protocol in (2, 4):
        torch.save(state, folder("torch-zip") / f"{name}-{protocol}.pth", pickle_protocol=protocol)
        torch.save(state, folder("torch-legacy") / f"{name}-{protocol}.pth", pickle_protocol=protocol, _use_new_zipfile_serialization=False)


def write_torch(net):
    state = net.state_dict()
    save_all(state, "state")
    save_all(fixtures.shared(state), "shared")
    save_all(fixtures.transposed(state), "strides")
    save_all({"epoch": 3, "state_dict": state, "best": 0.5, "betas": (0.9, [True, None])}, "checkpoint")
    save_all({"x": fixtures.Runs(eval, "1")}, "runs")
    for name, dtype in (("f16", torch.float16), ("bf16", torch.bfloat16), ("f64", torch.float64), ("ints", torch.int64)):
        save_all(fixtures.cast(state, dtype), name)
    torch.jit.script(net).save(str(folder("torch-zip") / "script.pt"))
    torch.jit.trace(net, torch.zeros(1, 3, 28, 28)).save(str(folder("torch-zip") / "trace.pt"))
    fixtures.repack(folder("torch-zip") / "state-2.pth", folder("torch-zip") / "deflated.pth")


def write_pickles():
    for path in sorted(folder("torch-zip").glob("*.p*")):
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
            (folder("pickle") / f"{path.stem}.pkl").write_bytes(archive.read(name))


def write_safetensors():
    layers = [{"op": "conv", "name": "f", "out": 2}, {"op": "relu"}, {"op": "maxpool"}, {"op": "batchnorm", "name": "n", "eps": 1e-5},
              {"op": "avgpool", "out": 1}, {"op": "flatten"}, {"op": "linear", "name": "g", "out": 2}]
    classes = [{"code": "mel", "name": "Melanoma", "group": "malignant"}, {"code": "x", "name": "Other", "group": "unknown"}]
    shapes = {"f.weight": (2, 3, 3, 3), "f.bias": (2,), "n.weight": (2,), "n.bias": (2,), "n.running_mean": (2,), "n.running_var": (2,),
              "g.weight": (2, 2), "g.bias": (2,)}
    for name, dtype in (("f32", torch.float32), ("f16", torch.float16)):
        tensors = {key: torch.ones(shape, dtype=dtype).numpy() for key, shape in shapes.items()}
        safetensors_io.write(folder("safetensors") / f"{name}.safetensors", tensors,
                             {"dermlens": 1, "layers": layers, "classes": classes, "recipe": RECIPE, "card": CARD})


def write_json():
    texts = {"published": LABELS, "list": list(LABELS.values()), "few": {"0": "a"}, "gap": {"0": "a", "2": "b"},
             "card": {"dermlens": 1, "recipe": RECIPE, "card": CARD}, "recipe": {"recipe": {"width": 28, "height": 28}},
             "text": {"recipe": json.dumps(RECIPE), "layers": "[]"},
             "layers": {"layers": [{"op": "flatten"}, {"op": "linear", "name": "l", "out": 7}], "recipe": RECIPE},
             "outputs": {"layers": [{"op": "linear", "name": "l", "out": -3}]}}
    for name, value in texts.items():
        (folder("labels") / f"{name}.json").write_text(json.dumps(value))


def main():
    torch.set_num_threads(1)
    torch.manual_seed(5)
    with torch.no_grad():
        net = fixtures.randomize(fixtures.Narrow(widths=(1, 2), hidden=(2,), side=28, outputs=2))
    write_torch(net)
    write_pickles()
    write_safetensors()
    write_json()


if __name__ == "__main__":
    main()
