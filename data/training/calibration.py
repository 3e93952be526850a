# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""From logits to scores that say how often they are right, and the two decisions that are taken on them."""
import numpy as np

import metrics

SCALES = np.geomspace(0.4, 2.5, 85)
TILTS = np.linspace(-0.5, 1.5, 81)


def softmax(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def scores(logits, calibration):
    return softmax(np.asarray(calibration["scale"]) * logits + np.asarray(calibration["offset"]))


def fit(logits, labels, share):
    """The scale of all logits and the multiple of the log shares added to them that make the labels likeliest."""
    log_share, rows = np.log(share), np.arange(len(labels))

    def loss(scale, tilt):
        return -np.log(softmax(scale * logits + tilt * log_share)[rows, labels] + 1e-12).mean()

    _, scale, tilt = min((loss(scale, tilt), scale, tilt) for scale in SCALES for tilt in TILTS)
    return {"scale": [round(float(scale), 4)] * len(share), "offset": [round(float(tilt * value), 4) for value in log_share]}


def fit_by_folds(logits, labels, share, folds):
    """Return (calibration fitted on all, scores [n, classes] of which each fold's are calibrated on the other folds)."""
    honest = np.empty_like(logits)
    for fold in np.unique(folds):
        honest[folds == fold] = scores(logits[folds == fold], fit(logits[folds != fold], labels[folds != fold], share))
    calibration = fit(logits, labels, share)
    calibration["ece"] = round(metrics.expected_calibration_error(honest, labels), 4)
    return calibration, honest


def decide(calibrated, share):
    """{decision: class [n]}"""
    return {"likely": calibrated.argmax(1), "balanced": (calibrated / share).argmax(1)}
