# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""How the published 0.99 comes about: its protocol with its faults, and the same weights on lesions they have not seen."""
import json

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

import distill
import ham10000
import metrics
import skincnn
import winograd

CSV_CODES = ["akiec", "bcc", "bkl", "df", "nv", "vasc", "mel"]  # how the CSV numbers the classes
LABELS = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"]  # what the published labels.json says of those numbers

BATCH = 128


def rows_as_planes(planes):
    """[n, 3, s, s] planes -> the same bytes as rows of interleaved RGB, taken for planes: the first fault."""
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1)).reshape(planes.shape)


def oversample(labels, random):
    """Places in `labels`: every class is drawn with replacement up to the largest one, before anything is split: the second fault."""
    counts = np.bincount(labels, minlength=len(CSV_CODES))
    extra = [random.choice(np.flatnonzero(labels == k), counts.max() - n) for k, n in enumerate(counts)]
    return np.concatenate([np.arange(len(labels)), *extra])


@torch.no_grad()
def judge(net, pixels, labels, device):
    net.eval()
    logits = torch.cat([net((part.float() / 255).to(device)).cpu() for part in torch.from_numpy(pixels).split(256)])
    return metrics.summary(torch.softmax(logits.double(), 1).numpy(), labels)


def train_epoch(net, optimizer, schedule, pixels, labels, device):
    net.train()
    for chosen in torch.randperm(len(pixels)).split(BATCH)[:-1]:
        x = (torch.from_numpy(pixels[chosen.numpy()]).float() / 255).to(device, memory_format=torch.channels_last)
        loss = functional.cross_entropy(net(x), torch.from_numpy(labels[chosen.numpy()]).to(device))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()


def best_on_test(pixels, labels, train, test, epochs, device):
    """The third fault: the epoch is picked by the very rows that it is then judged on. Return (weights, figures on them)."""
    net = winograd.accelerate(skincnn.SkinCNN(), device).to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-3, epochs=epochs, steps_per_epoch=-(-len(train) // BATCH) - 1)
    best = None
    for epoch in range(1, epochs + 1):
        train_epoch(net, optimizer, schedule, pixels[train], labels[train], device)
        result = judge(net, pixels[test], labels[test], device)
        print(f"epoch {epoch}  its test rows: accuracy {result['accuracy']:.4f}", flush=True)
        if best is None or result["accuracy"] > best[1]["accuracy"]:
            best = {name: value.clone() for name, value in net.state_dict().items()}, result
    return best


def lean(labels, share, random):
    """Every class thinned to the same share, no class below 80 images; 1: all."""
    kept = [random.permutation(np.flatnonzero(labels == k)) for k in range(len(CSV_CODES))]
    return np.concatenate([rows[:max(80, round(share * len(rows)))] for rows in kept])


def run(arguments):
    device = distill.prepare(arguments.device, arguments.threads)
    distill.seed_all(arguments.seed)
    images = ham10000.load(arguments.data_dir, (skincnn.SIDE,), resample=Image.LANCZOS)
    pixels = rows_as_planes(images.pixels[skincnn.SIDE])
    labels = np.array([CSV_CODES.index(ham10000.CODES[label]) for label in images.labels])
    held = ham10000.held_out(images, 0)
    random = np.random.RandomState(arguments.seed)
    base = np.flatnonzero(~held)
    base = base[lean(labels[base], arguments.share, random)]
    drawn = random.permutation(base[oversample(labels[base], random)])
    n_test = len(drawn) // 4
    state, on_test = best_on_test(pixels, labels, drawn[n_test:], drawn[:n_test], arguments.epochs, device)
    copies = np.isin(drawn[:n_test], drawn[n_test:]).mean()
    net = skincnn.SkinCNN()
    net.load_state_dict(state)
    unseen = judge(net, pixels[held], labels[held], torch.device("cpu"))
    write(arguments.work, net, [images.ids[k] for k in sorted(set(base.tolist()))])
    print(f"{len(base)} images became {len(drawn)} rows; {copies:.1%} of its test rows are also among its training rows")
    for name, result in (("its own test rows", on_test), (f"{int(held.sum())} images of lesions that it has not seen", unseen)):
        print(f"{name}: accuracy {result['accuracy']:.4f}  balanced accuracy {result['balanced_accuracy']:.4f}  "
              f"macro AUC {result['macro_auc']:.4f}  melanoma recall {result['recalls'][CSV_CODES.index('mel')]:.4f}")


def write(folder, net, ids):
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), folder / "model.pth")
    (folder / "labels.json").write_text(json.dumps({str(k): code for k, code in enumerate(LABELS)}, indent=1) + "\n", encoding="utf-8")
    (folder / "trained-on.txt").write_text("\n".join(ids) + "\n", encoding="utf-8")
    print(f"wrote {folder / 'model.pth'}")
