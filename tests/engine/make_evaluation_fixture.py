#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write fixtures/evaluation.json: scores, truth, lesions and what scikit-learn, NumPy and SciPy make of them, for the test
`evaluation`. No arguments."""
import json
import warnings
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics

OUT = Path(__file__).resolve().parent / "fixtures" / "evaluation.json"
MASK = (1 << 64) - 1
N_BINS = 15


def number(value):
    return None if value is None or np.isnan(value) else float(value)


def averages(values, support, is_zero_counted):
    """Over the classes that there are images of."""
    there = [k for k in range(len(values)) if support[k] > 0 and (is_zero_counted or not np.isnan(values[k]))]
    known = np.nan_to_num(np.array([values[k] for k in there], dtype=float))
    if not there:
        return np.nan, np.nan
    return known.mean(), np.average(known, weights=[support[k] for k in there])


def ece(truth, answers, scores, weight):
    said = scores[np.arange(len(truth)), answers]
    bins = np.clip(np.ceil(said * N_BINS) - 1, 0, N_BINS - 1).astype(int)
    total = 0.0
    for b in range(N_BINS):
        here = (bins == b) & (weight > 0)
        if here.any():
            total += weight[here].sum() * abs(np.average((truth == answers)[here], weights=weight[here])
                                              - np.average(said[here], weights=weight[here]))
    return total / weight.sum()


def figures(truth, answers, scores, weight=None):
    n, k = scores.shape
    weight = np.ones(n) if weight is None else weight
    keep = weight > 0
    truth, answers, scores, weight = truth[keep], answers[keep], scores[keep], weight[keep]
    labels = np.arange(k)
    support = np.array([weight[truth == c].sum() for c in labels])
    answered = np.array([weight[answers == c].sum() for c in labels])
    confusion = metrics.confusion_matrix(truth, answers, labels=labels, sample_weight=weight)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(truth, answers, labels=labels, zero_division=0,
                                                                       sample_weight=weight)
    by_class = {
        "recall": [recall[c] if support[c] > 0 else np.nan for c in labels],
        "precision": [precision[c] if answered[c] > 0 else np.nan for c in labels],
        "specificity": [1 - (confusion[:, c].sum() - confusion[c, c]) / (weight.sum() - support[c])
                        if weight.sum() > support[c] else np.nan for c in labels],
        "f1": [f1[c] if support[c] > 0 else np.nan for c in labels],
        "roc_auc": [metrics.roc_auc_score(truth == c, scores[:, c], sample_weight=weight)
                    if 0 < support[c] < weight.sum() else np.nan for c in labels],
        "pr_auc": [metrics.average_precision_score(truth == c, scores[:, c], sample_weight=weight)
                   if support[c] > 0 else np.nan for c in labels],
    }
    result = {
        "accuracy": metrics.accuracy_score(truth, answers, sample_weight=weight),
        # of equal scores scikit-learn takes the last class first, so it gets the classes the other way round
        "top_2": metrics.top_k_accuracy_score(k - 1 - truth, scores[:, ::-1], k=2, labels=labels, sample_weight=weight) if k > 2 else 1.0,
        "top_3": metrics.top_k_accuracy_score(k - 1 - truth, scores[:, ::-1], k=3, labels=labels, sample_weight=weight) if k > 3 else 1.0,
        "nll": metrics.log_loss(truth, scores, labels=labels, sample_weight=weight),
        "brier": sum(metrics.brier_score_loss(truth == c, scores[:, c], sample_weight=weight, pos_label=True) for c in labels),
        "ece": ece(truth, answers, scores, weight),
    }
    for name, values in by_class.items():
        macro, weighted = averages(values, support, name == "precision")
        result[name] = [weighted, macro] + list(values)
    result["balanced_accuracy"] = result["recall"][1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert np.isclose(result["balanced_accuracy"], metrics.balanced_accuracy_score(truth, answers, sample_weight=weight))
    return result


def plain(result):
    return {name: [number(v) for v in value] if isinstance(value, list) else number(value) for name, value in result.items()}


# ---- the bootstrap's draws, as DermIntervals makes them ----

class SplitMix:
    def __init__(self, state):
        self.state = state & MASK

    def next(self):
        self.state = (self.state + 0x9e3779b97f4a7c15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & MASK
        z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & MASK
        return z ^ (z >> 31)


def draw(groups, n_groups, seed, round_):
    start = SplitMix(SplitMix(seed).next() ^ round_).next()
    random = SplitMix(start)
    drawn = np.zeros(n_groups)
    for _ in range(n_groups):
        drawn[((random.next() >> 32) * n_groups) >> 32] += 1
    return drawn[groups]


def intervals(truth, answers, scores, lesions, n_rounds, seed):
    names = sorted(set(lesions))
    groups = np.array([names.index(lesion) for lesion in lesions])
    rounds = [figures(truth, answers, scores, draw(groups, len(names), seed, r)) for r in range(n_rounds)]
    result = {}
    for name in rounds[0]:
        columns = np.array([r[name] if isinstance(r[name], list) else [r[name]] for r in rounds], dtype=float).T
        ends = []
        for column in columns:
            known = column[~np.isnan(column)]
            ends.append([float(v) for v in np.percentile(known, [2.5, 97.5])] if 2 * len(known) >= len(column) and len(known) else None)
        result[name] = ends
    return result


# ---- cases ----

def case(name, random, n, n_classes, present, digits, n_lesions=0):
    """`digits` rounds the scores, so that many are equal; `present` are the classes that there are."""
    truth = random.choice(present, n)
    scores = random.random((n, n_classes)) ** 3
    scores[np.arange(n), truth] += 0.25
    scores = np.round(scores / scores.sum(1, keepdims=True), digits).astype(np.float32)
    scores = np.clip(scores, 0, 1)
    answers = scores.argmax(1)
    wide = scores.astype(np.float64)
    entry = {"name": name, "classes": n_classes, "truth": truth.tolist(), "scores": [float(v) for v in wide.flatten()],
             "figures": plain(figures(truth, answers, wide)),
             "confusion": metrics.confusion_matrix(truth, answers, labels=np.arange(n_classes)).tolist()}
    if n_lesions:
        lesions = [f"L{i:03d}" for i in random.randint(0, n_lesions, n)]
        entry.update(lesions=lesions, rounds=100, seed=7, intervals=intervals(truth, answers, wide, lesions, 100, 7))
    curves = []
    for classes in ([present[0]], present[:2]):
        is_positive = np.isin(truth, classes)
        if 0 < is_positive.sum() < n:
            score = wide[:, classes].sum(1)
            fpr, tpr, thresholds = metrics.roc_curve(is_positive, score, drop_intermediate=False)
            curves.append({"classes": list(map(int, classes)), "roc_auc": metrics.roc_auc_score(is_positive, score),
                           "pr_auc": metrics.average_precision_score(is_positive, score),
                           "found": np.rint(tpr * is_positive.sum()).astype(int).tolist(),
                           "false": np.rint(fpr * (~is_positive).sum()).astype(int).tolist(),
                           "thresholds": [float(v) for v in thresholds[1:]]})
    entry["curves"] = curves
    return entry


def main():
    random = np.random.RandomState(17)
    everything = list(range(7))
    mcnemar = [{"one": int(b), "other": int(c), "p": stats.binomtest(int(b), int(b + c)).pvalue if b + c else 1.0}
               for b, c in [(0, 0), (1, 0), (5, 12), (12, 5), (30, 30), (100, 61), (400, 520)]]
    cases = [case("seven", random, 150, 7, everything, 9), case("ties", random, 120, 4, [0, 1, 2, 3], 1),
             case("missing", random, 60, 5, [0, 2, 3], 3), case("one", random, 20, 4, [1], 3),
             case("lesions", random, 90, 4, [0, 1, 2, 3], 2, n_lesions=50)]
    OUT.write_text(json.dumps({"cases": cases, "mcnemar": mcnemar}, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
