# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""The chosen recipe: a teacher that sees more pixels than SkinCNN, and SkinCNN learning from its answers.

What takes long is kept in a work folder and not made again: teacher-FOLD-NUMBER.npz, fold-FOLD.npz, fold-FOLD.pth.
"""
import numpy as np
import torch

import calibration
import fit
import ham10000
import metrics
import skincnn
import teacher

TEACHERS = [fit.Recipe(epochs=36, mixup=0.2)]  # of each fold
STUDENT = [fit.Recipe(epochs=60, warp=0.5, soft=0.6)]
SIDES = (skincnn.SIDE, teacher.SIDE, teacher.SOURCE_SIDE)


def prepare(device, threads):
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    return torch.device(device if device != "auto" else "cuda" if torch.cuda.is_available() else "cpu")


def small(images, rows):
    return fit.Pixels(skincnn.SIDE, exact=images.pixels[skincnn.SIDE][rows], source=images.pixels[teacher.SIDE][rows])


def large(images, rows):
    return fit.Pixels(teacher.SIDE, source=images.pixels[teacher.SOURCE_SIDE][rows])


def share_of(labels):
    return fit.shares(torch.from_numpy(labels)).double().numpy()


def seed_all(seed):
    torch.manual_seed(seed)
    np.random.seed(seed)


def teachers_answers(images, rows, fold, number, work, device):
    """Logits [all images, classes] of one teacher that was trained on `rows`."""
    path = work / f"teacher-{fold}-{number}.npz"
    if not path.exists():
        recipe = TEACHERS[number]
        seed_all(recipe.seed)

        def on_epoch(epoch, seconds, loss, _):
            print(f"teacher {fold}-{number}  epoch {epoch}  {seconds:.0f} s  loss {loss:.4f}", flush=True)

        net = fit.train(teacher.Teacher(), large(images, rows), images.labels[rows], recipe, device, on_epoch=on_epoch)
        np.savez(path, logits=fit.logits_of(net, large(images, np.arange(len(images.ids))), device), ids=images.ids)
    with np.load(path) as file:
        if file["ids"].tolist() != images.ids:
            raise SystemExit(f"{path}: made from other images; take another work folder")
        return file["logits"]


def soft_labels(answers):
    """The mean scores [n, classes] of several teachers."""
    return np.mean([calibration.softmax(logits) for logits in answers], 0)


def student(images, rows, soft, device, on_epoch):
    """Return SkinCNN after all cycles of the recipe. on_epoch counts the epochs through."""
    net, done = None, 0
    for recipe in STUDENT:
        seed_all(recipe.seed)
        net = fit.train(net or skincnn.SkinCNN(), small(images, rows), images.labels[rows], recipe, device, soft[rows],
                        lambda epoch, *rest, before=done: on_epoch(before + epoch, *rest))
        done += recipe.epochs
    return net


def run_fold(images, fold, work, device):
    """Train the fold's teachers and its SkinCNN; return (rows of its held-out images, their logits, rows of its log)."""
    path = work / f"fold-{fold}.npz"
    held = ham10000.held_out(images, fold)
    if not path.exists():
        rows, out = np.flatnonzero(~held), np.flatnonzero(held)
        soft = soft_labels([teachers_answers(images, rows, fold, number, work, device) for number in range(len(TEACHERS))])
        log = []

        def on_epoch(epoch, seconds, loss, net):
            if epoch % 2:
                return
            result = metrics.summary(calibration.softmax(fit.logits_of(net, small(images, out), device, n_views=1)), images.labels[out])
            log.append([fold, epoch, loss, result["macro_auc"], result["accuracy"]])
            print(f"fold {fold}  epoch {epoch}  {seconds:.0f} s  loss {loss:.4f}  held out, one view: macro AUC {result['macro_auc']:.4f}  "
                  f"accuracy {result['accuracy']:.4f}", flush=True)

        net = student(images, rows, soft, device, on_epoch)
        torch.save(net.state_dict(), path.with_suffix(".pth"))
        np.savez(path, held=out, logits=fit.logits_of(net, small(images, out), device), log=log)
    with np.load(path) as file:
        return file["held"], file["logits"], file["log"]


def out_of_fold(images, work):
    """What crossval.py has left: (folds, rows of all held-out images, their logits, rows of the logs)."""
    folds = sorted(int(path.stem.split("-")[1]) for path in work.glob("fold-*.npz"))
    if not folds:
        raise SystemExit(f"{work}: no fold is there; run crossval.py")
    held, logits, log = (np.concatenate(each) for each in zip(*(run_fold(images, fold, work, None) for fold in folds)))
    return folds, held, logits, log
