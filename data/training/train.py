#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Train SkinCNN on all of train and val and write the model file, its log, its split and its reports.

First crossval.py DATA_DIR WORK: the teachers, the calibration and every figure come from there. With --protocol published
it is instead trained and judged as the published model was, faults included, and judged again on lesions it has not seen.
"""
import argparse
import csv
from pathlib import Path

import numpy as np
import torch

import calibration
import card
import charts
import distill
import domain
import ham10000
import published
import report
import safetensors_io
import skincnn

MODEL = Path(__file__).resolve().parent.parent / "model" / "skincnn.safetensors"
VIEWS = 8


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, epilog=ham10000.HOW_TO_GET,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", metavar="DATA_DIR", type=Path, help="folder with the index and the images, see below")
    parser.add_argument("work", metavar="WORK", type=Path, help="folder of crossval.py; the published protocol writes into it")
    parser.add_argument("--protocol", choices=["dermlens", "published"], default="dermlens")
    parser.add_argument("--out", type=Path, default=MODEL,
                        help="model file to write (default: data/model/skincnn.safetensors); the rest goes beside it")
    parser.add_argument("--epochs", type=int, default=10, help="for --protocol published (default: 10)")
    parser.add_argument("--share", type=float, default=1, help="for --protocol published: share of each class that is used (default: 1)")
    parser.add_argument("--seed", type=int, default=1, help="for --protocol published (default: 1; ours has its own, in distill.py)")
    parser.add_argument("--device", default="auto", help="auto (a GPU if there is one), cpu, cuda, … (default: auto)")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads (default: 1)")
    arguments = parser.parse_args()
    if arguments.epochs < 1 or arguments.threads < 1 or not 0 < arguments.share <= 1:
        parser.error("--epochs and --threads want at least 1, --share more than 0 and at most 1")
    return arguments


def write_rows(path, head, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def write_logs(folder, log, fold_log):
    """The loss of the shipped run; the folds' losses and held-out figures; both as curves."""
    write_rows(folder / "training-log.csv", ["epoch", "loss"], log)
    write_rows(folder / "crossval-log.csv", ["fold", "epoch", "loss", "held_out_macro_auc", "held_out_accuracy"],
               [[int(row[0]), int(row[1])] + [f"{value:.4f}" for value in row[2:]] for row in fold_log])
    folds = sorted({int(row[0]) for row in fold_log})
    losses = {"all of train and val": [(row[0], float(row[1])) for row in log]}
    held = {}
    for fold in folds:
        rows = [row for row in fold_log if row[0] == fold]
        losses[f"without fold {fold}"] = [(row[1], row[2]) for row in rows]
        held[f"macro AUC, fold {fold}"] = [(row[1], row[3]) for row in rows]
        held[f"accuracy, fold {fold}"] = [(row[1], row[4]) for row in rows]
    top = max(y for points in losses.values() for _, y in points)
    bottom = min(y for points in losses.values() for _, y in points)
    (folder / "loss.svg").write_text(charts.curves("Training loss", losses, "epoch", "loss", (0.95 * bottom, top)), encoding="utf-8")
    (folder / "held-out.svg").write_text(charts.curves("Held-out lesions, one view, not calibrated", held, "epoch", "", (0.6, 1)),
                                         encoding="utf-8")


def final(images, soft, work, device):
    """Return (the student of all images, rows of its log)."""
    path = work / "final.pth"
    if not path.exists():
        log = []

        def on_epoch(epoch, seconds, loss, _):
            log.append([epoch, f"{loss:.4f}"])
            print(f"epoch {epoch}  {seconds:.0f} s  loss {loss:.4f}", flush=True)

        net = distill.student(images, np.arange(len(images.ids)), soft, device, on_epoch)
        torch.save({"state": net.state_dict(), "log": log}, path)
    kept = torch.load(path, map_location="cpu")
    net = skincnn.SkinCNN()
    net.load_state_dict(kept["state"])
    return net, kept["log"]


def train_ours(arguments):
    device = distill.prepare(arguments.device, arguments.threads)
    images = ham10000.load(arguments.data_dir, distill.SIDES)
    share = distill.share_of(images.labels)
    folds, held, logits, fold_log = distill.out_of_fold(images, arguments.work)
    fitted, scores = calibration.fit_and_try(logits, images.labels[held], share)
    reports = arguments.out.parent / "reports"
    figures = report.write(reports, scores, images.labels[held], share,
                           f"Cross-validated: {len(held)} images held out of {len(folds)} of {ham10000.FOLDS} folds, answered by nets that "
                           f"had not seen them, {VIEWS} views, each fifth calibrated on the other four")
    answers = [np.load(path)["logits"] for path in sorted(arguments.work.glob("teacher-*.npz"))]
    print(f"{len(images.ids)} images, {images.how}; {len(answers)} teachers; {device}", flush=True)
    net, log = final(images, distill.soft_labels(answers), arguments.work, device)
    fitted["fitted_on"] = f"{len(held)} images of lesions that the net that answered had not seen (cross-validation)"
    outside = np.sum([domain.count_outside(images, fold, torch.load(arguments.work / f"fold-{fold}.pth")) for fold in folds], 0)
    text = card.build(figures, images, held, len(folds), log[-1][0], outside)
    safetensors_io.write(arguments.out, skincnn.tensors(net),
                         card.metadata(skincnn.layer_list(net), skincnn.SIDE, text, share, fitted, VIEWS))
    print(domain.write(arguments.data_dir, arguments.out))
    card.write_markdown(arguments.out.with_name("MODEL_CARD.md"), text)
    write_rows(arguments.out.with_name("split.csv"), ["image_id", "part"], zip(images.ids, ["train"] * len(images.ids)))
    write_logs(reports, log, fold_log)
    print(text["figures"])
    print(f"wrote {arguments.out}")


def main():
    arguments = parse_arguments()
    if arguments.protocol == "published":
        published.run(arguments)
    else:
        train_ours(arguments)


if __name__ == "__main__":
    main()
