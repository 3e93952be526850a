#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Train SkinCNN on HAM10000 and write the model file."""
import argparse
import copy
import csv
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

import card
import ham10000
import metrics
import safetensors_io
import skincnn

MODEL = Path(__file__).resolve().parent.parent / "model" / "skincnn.safetensors"
LOG_FIELDS = ["epoch", "seconds", "loss", "val_macro_auc", "val_accuracy", "val_balanced_accuracy", "val_mel_recall"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, epilog=ham10000.HOW_TO_GET,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", metavar="DATA_DIR", type=Path, help="folder with the index and the images, see below")
    parser.add_argument("--out", type=Path, default=MODEL,
                        help="model file to write (default: data/model/skincnn.safetensors); training-log.csv goes beside it")
    parser.add_argument("--epochs", type=int, default=40, help="passes over the training images (default: 40)")
    parser.add_argument("--seed", type=int, default=1, help="seed of weights, order and augmentation (default: 1)")
    parser.add_argument("--device", default="auto", help="auto (a GPU if there is one), cpu, cuda, … (default: auto)")
    parser.add_argument("--threads", type=int, default=2, help="CPU threads (default: 2)")
    parser.add_argument("--batch", type=int, default=128, help="images per step (default: 128)")
    arguments = parser.parse_args()
    if arguments.epochs < 1 or arguments.batch < 2 or arguments.threads < 1:
        parser.error("--epochs and --threads want at least 1, --batch at least 2")
    return arguments


def augment(x):
    """x [n, 3, s, s] in 0…1 -> the same lesions turned, mirrored, shifted by up to two pixels, in another light."""
    n, _, side, _ = x.shape
    device = x.device
    at = torch.arange(side, device=device)

    def places():
        """Each image's source rows: shifted, mirrored for half of them; what leaves the image is reflected back in."""
        shifted = at + torch.randint(-2, 3, (n, 1), device=device)
        shifted = (side - 1) - ((side - 1) - shifted.abs()).abs()
        return torch.where(torch.rand(n, 1, device=device) < 0.5, side - 1 - shifted, shifted)

    image = torch.arange(n, device=device)[:, None, None]
    x = x.permute(0, 2, 3, 1)[image, places()[:, :, None], places()[:, None, :]].permute(0, 3, 1, 2)
    turned = torch.rand(n, 1, 1, 1, device=device) < 0.5
    x = torch.where(turned, x.transpose(2, 3), x)

    def around_one(spread, channels):
        return 1 + spread * (2 * torch.rand(n, channels, 1, 1, device=device) - 1)

    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * around_one(0.15, 1) + mean * around_one(0.1, 1)
    return (x * around_one(0.05, 3)).clamp(0, 1)


@torch.no_grad()
def evaluate(net, pixels, labels, device):
    net.eval()
    logits = torch.cat([net(part.to(device).float() / 255).cpu() for part in torch.from_numpy(pixels).split(256)])
    return metrics.summary(torch.softmax(logits.double(), 1).numpy(), labels)


@torch.no_grad()
def follow(average, net, step):
    """Move the averaged weights towards the trained ones: slowly, but quickly in the first steps."""
    share = max(0.005, 9 / (step + 10))
    for kept, new in zip(average.state_dict().values(), net.state_dict().values()):
        if kept.is_floating_point():
            kept.lerp_(new, share)


def train_epoch(net, average, optimizer, schedule, pixels, labels, half_log_prior, batch):
    net.train()
    order = torch.randperm(len(pixels), device=pixels.device)
    total = 0.0
    for chosen in order.split(batch)[:len(order) // batch]:  # a last odd batch would upset batch norm
        x = augment(pixels[chosen].float() / 255).contiguous(memory_format=torch.channels_last)
        # With part of the prior added here, the net need not learn it: rare classes get higher logits.
        loss = functional.cross_entropy(net(x) + half_log_prior, labels[chosen])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
        follow(average, net, schedule.last_epoch)
        total += loss.item()
    return total / (len(order) // batch)


def train(parts, arguments, device):
    """Return (averaged net, log rows, figures on val of the last epoch)."""
    torch.manual_seed(arguments.seed)
    pixels, labels = (torch.from_numpy(array).to(device) for array in parts["train"])
    if len(pixels) < arguments.batch:
        raise SystemExit(f"{len(pixels)} training images are fewer than one batch of {arguments.batch}")
    counts = torch.bincount(labels, minlength=len(ham10000.CODES)).clamp(min=1).float()
    half_log_prior = 0.5 * torch.log(counts / counts.sum())
    net = skincnn.SkinCNN().to(device, memory_format=torch.channels_last)  # the faster order on a CPU
    average = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-3, epochs=arguments.epochs, pct_start=0.2,
                                                   steps_per_epoch=len(pixels) // arguments.batch)
    log, start = [], time.time()
    for epoch in range(1, arguments.epochs + 1):
        loss = train_epoch(net, average, optimizer, schedule, pixels, labels, half_log_prior, arguments.batch)
        result = evaluate(average, *parts["val"], device)
        row = [epoch, round(time.time() - start), f"{loss:.4f}"] + [f"{value:.4f}" for value in (
            result["macro_auc"], result["accuracy"], result["balanced_accuracy"], result["recalls"][ham10000.CODES.index("mel")])]
        log.append(row)
        print("  ".join(f"{name} {value}" for name, value in zip(LOG_FIELDS, row)), flush=True)
    return average, log, result


def write(arguments, net, log, result, how, train_labels):
    counts = np.bincount(train_labels, minlength=len(ham10000.CODES)).tolist()
    text = card.build(result, how, len(train_labels), counts, arguments.epochs)
    safetensors_io.write(arguments.out, skincnn.tensors(net), card.metadata(skincnn.layer_list(net), skincnn.SIDE, text))
    with open(arguments.out.with_name("training-log.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LOG_FIELDS)
        writer.writerows(log)
    print(text["figures"])
    for code, count, auc, recall in zip(ham10000.CODES, result["counts"], result["aucs"], result["recalls"]):
        print(f"  {code:5}  n {count:4}  AUC {auc:.3f}  recall {recall:.3f}")
    print(f"wrote {arguments.out}")


def main():
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    device = arguments.device if arguments.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    parts, how = ham10000.load(arguments.data_dir, skincnn.SIDE)
    print(f"{len(parts['train'][1])} training and {len(parts['val'][1])} validation images, {how}; {device}", flush=True)
    net, log, result = train(parts, arguments, torch.device(device))
    write(arguments, net, log, result, how, parts["train"][1])


if __name__ == "__main__":
    main()
