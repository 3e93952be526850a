#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write fixtures/metrics.json: scores, truth and what scikit-learn makes of them, for the test `metrics`. No arguments."""
import json
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics

OUT = Path(__file__).resolve().parent / "fixtures" / "metrics.json"


def case(name, random, n, n_classes, present, digits):
    """`digits` rounds the scores, so that many are equal; `present` are the classes that there are."""
    truth = random.choice(present, n)
    scores = random.random((n, n_classes))
    scores[np.arange(n), truth] += 0.4
    scores = np.round(scores / scores.sum(1, keepdims=True), digits)
    answers = scores.argmax(1)
    labels = np.arange(n_classes)
    recall = metrics.recall_score(truth, answers, labels=labels, average=None, zero_division=0)
    precision = metrics.precision_score(truth, answers, labels=labels, average=None, zero_division=0)
    aucs = [metrics.roc_auc_score(truth == k, scores[:, k]) if 0 < (truth == k).sum() < n else None for k in labels]
    with warnings.catch_warnings():  # it warns that answers have classes which the truth does not have
        warnings.simplefilter("ignore")
        balanced = metrics.balanced_accuracy_score(truth, answers)
    known = [auc for auc in aucs if auc is not None]
    return {"name": name, "classes": n_classes, "truth": truth.tolist(), "scores": scores.flatten().tolist(),
            "accuracy": metrics.accuracy_score(truth, answers), "balanced_accuracy": balanced,
            "macro_auc": float(np.mean(known)) if known else None, "auc": aucs,
            "recall": [float(value) if (truth == k).any() else None for k, value in enumerate(recall)],
            "precision": [float(value) if (answers == k).any() else None for k, value in enumerate(precision)],
            "confusion": metrics.confusion_matrix(truth, answers, labels=labels).tolist()}


def main():
    random = np.random.RandomState(1)
    cases = [case("seven", random, 150, 7, list(range(7)), 9), case("ties", random, 120, 4, [0, 1, 2, 3], 1),
             case("missing", random, 60, 5, [0, 2, 3], 3), case("one", random, 20, 3, [1], 3)]
    OUT.write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
