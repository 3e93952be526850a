# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""From logits to scores that say how often they are right, and the two decisions that are taken on them."""
import numpy as np

import metrics

SCALES, TILTS = (0.4, 2.5), (-0.5, 1.5)  # where the calibration is looked for


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

    scale, tilt = np.mean(SCALES), np.mean(TILTS)
    for width in (1, 0.3, 0.1, 0.03, 0.01):  # the loss has one minimum: look around the best so far, ever closer
        around = np.linspace(-0.5, 0.5, 9) * width
        _, scale, tilt = min((loss(s, t), s, t) for s in np.clip(scale + around * np.ptp(SCALES), *SCALES)
                             for t in np.clip(tilt + around * np.ptp(TILTS), *TILTS))
    return {"scale": [round(float(scale), 4)] * len(share), "offset": [round(float(tilt * value), 4) for value in log_share]}


def fit_and_try(logits, labels, share, groups=5):
    """Return (calibration fitted on all, scores [n, classes] of which each fifth is calibrated on the other four)."""
    tried, group = np.empty_like(logits), np.arange(len(labels)) % groups
    for k in range(groups):
        tried[group == k] = scores(logits[group == k], fit(logits[group != k], labels[group != k], share))
    calibration = fit(logits, labels, share)
    calibration["ece"] = round(metrics.expected_calibration_error(tried, labels), 4)
    return calibration, tried


def decide(calibrated, share):
    """{decision: class [n]}"""
    return {"likely": calibrated.argmax(1), "balanced": (calibrated / share).argmax(1)}
