# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""The figures of merit that the model card quotes."""
import numpy as np


def auc(is_positive, score):
    """Area under the ROC curve: how often a positive outranks a negative, ties counted half. NaN without both kinds."""
    is_positive = np.asarray(is_positive, bool)
    n_positive = int(is_positive.sum())
    n_negative = len(is_positive) - n_positive
    if not n_positive or not n_negative:
        return float("nan")
    _, which, count = np.unique(score, return_inverse=True, return_counts=True)
    mean_rank = np.cumsum(count) - (count - 1) / 2
    return float((mean_rank[which][is_positive].sum() - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative))


def summary(scores, labels, answers=None):
    """scores [n, classes], labels [n] -> dict. `answers`: the decisions, by default the class of the highest score.

    Classes without an image are left out of the means.
    """
    n_classes = scores.shape[1]
    answers = scores.argmax(1) if answers is None else answers
    counts = np.bincount(labels, minlength=n_classes)
    aucs = [auc(labels == k, scores[:, k]) for k in range(n_classes)]
    recalls = [float((answers[labels == k] == k).mean()) if counts[k] else float("nan") for k in range(n_classes)]
    return {"n": len(labels), "counts": counts.tolist(), "accuracy": float((answers == labels).mean()),
            "balanced_accuracy": float(np.nanmean(recalls)), "macro_auc": float(np.nanmean(aucs)),
            "aucs": aucs, "recalls": recalls}


def reliability(scores, labels, bins=15):
    """Rows (mean score, share that was right, images) of the highest scores, in `bins` bins of equal width; empty ones left out."""
    highest, right = scores.max(1), scores.argmax(1) == labels
    place = np.minimum((highest * bins).astype(int), bins - 1)
    return [(float(highest[place == k].mean()), float(right[place == k].mean()), int((place == k).sum()))
            for k in range(bins) if (place == k).any()]


def expected_calibration_error(scores, labels, bins=15):
    return sum(abs(score - right) * n for score, right, n in reliability(scores, labels, bins)) / len(labels)
