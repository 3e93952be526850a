#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write fixtures/scaling.json: logits, truth, and the scales and offsets that SciPy finds for them; and split conformal thresholds
by NumPy's quantile, for the test `recalibration`. No arguments."""
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax

OUT = Path(__file__).resolve().parent / "fixtures" / "scaling.json"


def nll(logits, truth):
    return -log_softmax(logits, axis=1)[np.arange(len(truth)), truth].mean()


def vector(logits, truth):
    n = logits.shape[1]

    def value(x):
        p = softmax(logits * x[:n] + x[n:], axis=1)
        p[np.arange(len(truth)), truth] -= 1
        return nll(logits * x[:n] + x[n:], truth), np.concatenate([(p * logits).mean(0), p.mean(0)])

    found = minimize(value, np.concatenate([np.ones(n), np.zeros(n)]), jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 5000})
    offset = found.x[n:] - found.x[n:].mean()
    return found.x[:n], offset, found.fun


def conformal(scores, truth, alpha):
    """LAC: the score of 1 - p of the true class, at the (n + 1)(1 - alpha) / n quantile."""
    n = len(truth)
    level = np.ceil((n + 1) * (1 - alpha)) / n
    return 1 - np.quantile(1 - scores[np.arange(n), truth], level, method="inverted_cdf") if level <= 1 else None


def case(name, random, n, n_classes, factor):
    truth = random.choice(n_classes, n, p=np.arange(1, n_classes + 1) / np.arange(1, n_classes + 1).sum())
    truth[:n_classes] = np.arange(n_classes)
    logits = random.normal(size=(n, n_classes))
    logits[np.arange(n), truth] += 1
    logits = (logits * factor + random.normal(size=n_classes)).astype(np.float32).astype(float)
    scale = minimize_scalar(lambda a: nll(a * logits, truth), bounds=(1e-3, 1e3), method="bounded", options={"xatol": 1e-12}).x
    scales, offsets, least = vector(logits, truth)
    scores = softmax(logits, axis=1)
    return {"name": name, "classes": n_classes, "truth": truth.tolist(), "logits": logits.flatten().tolist(), "scale": scale,
            "nll_before": nll(logits, truth), "nll_temperature": nll(scale * logits, truth), "scales": scales.tolist(),
            "offsets": offsets.tolist(), "nll_vector": least, "own_scores": scores[np.arange(n), truth].astype(np.float32).astype(float).tolist(), "threshold_90": conformal(scores, truth, 0.1),
            "threshold_95": conformal(scores, truth, 0.05), "first_18_threshold_95": conformal(scores[:18], truth[:18], 0.05),
            "first_19_threshold_95": conformal(scores[:19], truth[:19], 0.05)}


def main():
    random = np.random.RandomState(3)
    cases = [case("too sure", random, 300, 4, 3), case("too unsure", random, 200, 3, 0.3), case("two", random, 100, 2, 1)]
    OUT.write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
