#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Train the two nets of the test `audit` on drawn pictures: make_audit_models.py BUILD/tests/engine/draw-patterns

  audit-clean.safetensors    trained as its file says: bicubic, planes, classes by the alphabet
  audit-faulty.safetensors   trained with the faults of the published model: Lanczos, rows of interleaved RGB taken as planes, and
                             the classes numbered 4 nv 5 vasc 6 mel; its file says what the other's says

Both see draw-patterns' pictures of the seeds 1 to 60 of each class.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "data" / "training"))
sys.dont_write_bytecode = True
import card  # noqa: E402
import safetensors_io  # noqa: E402
import skincnn  # noqa: E402

SIDE, N_SEEDS, STEPS = 14, 60, 1500
CODES = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]
CSV_CODES = ["akiec", "bcc", "bkl", "df", "nv", "vasc", "mel"]
LAYERS = [{"op": "conv", "name": "c1", "out": 8}, {"op": "relu"}, {"op": "maxpool"},
          {"op": "conv", "name": "c2", "out": 10}, {"op": "relu"}, {"op": "maxpool"},
          {"op": "flatten"}, {"op": "linear", "name": "l3", "out": len(CODES)}]


def load(folder, codes, resample, is_rows):
    files = [(k, folder / f"{code}-{seed}.ppm") for k, code in enumerate(codes) for seed in range(1, N_SEEDS + 1)]
    pixels = np.stack([np.asarray(Image.open(path).resize((SIDE, SIDE), resample)) for _, path in files])
    x = torch.from_numpy(pixels)
    x = x.reshape(len(files), 3, SIDE, SIDE) if is_rows else x.permute(0, 3, 1, 2)
    return x.float() / 255, torch.tensor([k for k, _ in files])


def train(x, y):
    torch.manual_seed(1)
    net = skincnn.LayerNet(LAYERS, (3, SIDE, SIDE))
    for step in net.steps:
        step.train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=5e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    for _ in range(STEPS):
        chosen = torch.randint(len(y), (64,))
        loss = torch.nn.functional.cross_entropy(net(x[chosen]), y[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    print(f"accuracy in training {(net(x).argmax(1) == y).float().mean():.3f}")
    return net


def write(name, net):
    text = {"name": f"Audit {name}", "version": "1", "trained_on": "Drawn pictures.", "figures": "None.",
            "intended_use": "Tests.", "limits": "Its answers mean nothing.", "licence": "CC0-1.0", "citation": "None."}
    metadata = card.metadata(LAYERS, SIDE, text)
    metadata["recipe"]["name"] = f"audit-{name}"
    tensors = {key: value.astype("f2") for key, value in skincnn.tensors(net).items()}
    path = HERE / "fixtures" / f"audit-{name}.safetensors"
    safetensors_io.write(path, tensors, metadata)
    print(f"{path.name}: {path.stat().st_size} bytes")


def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder, str(N_SEEDS)], check=True)
        write("clean", train(*load(Path(folder), CODES, Image.BICUBIC, False)))
        write("faulty", train(*load(Path(folder), CSV_CODES, Image.LANCZOS, True)))


if __name__ == "__main__":
    main()
