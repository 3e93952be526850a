# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What is written about a model's answers: figures with intervals, classification report, confusion matrix, reliability diagram."""
import json

import numpy as np
from sklearn.metrics import classification_report, confusion_matrix

import calibration
import charts
import ham10000
import metrics

MEL = ham10000.CODES.index("mel")


def figures(scores, labels, share):
    """The figures that recipes are compared by, of calibrated scores."""
    answers = calibration.decide(scores, share)
    likely = metrics.summary(scores, labels, answers["likely"])
    balanced = metrics.summary(scores, labels, answers["balanced"])
    return {"macro_auc": likely["macro_auc"], "accuracy_likely": likely["accuracy"],
            "balanced_accuracy_likely": likely["balanced_accuracy"], "melanoma_recall_likely": likely["recalls"][MEL],
            "accuracy_balanced": balanced["accuracy"], "balanced_accuracy_balanced": balanced["balanced_accuracy"],
            "melanoma_recall_balanced": balanced["recalls"][MEL], "ece": metrics.expected_calibration_error(scores, labels)}


def with_intervals(scores, labels, share):
    """{figure: [value, low, high]}: 95 % bootstrap over images. (An interval of the ECE is left out: resampling biases it upwards.)"""
    names = list(figures(scores, labels, share))
    draws = []
    random = np.random.RandomState(1)
    for _ in range(1000):
        rows = random.randint(0, len(labels), len(labels))
        draws.append(list(figures(scores[rows], labels[rows], share).values()))
    low, high = np.nanpercentile(draws, [2.5, 97.5], axis=0)
    values = figures(scores, labels, share)
    return {name: [round(values[name], 4)] + ([] if name == "ece" else [round(low[k], 4), round(high[k], 4)])
            for k, name in enumerate(names)}


def one_line(scores, labels, share):
    return "  ".join(f"{name} {value:.4f}" for name, value in figures(scores, labels, share).items())


def write(folder, scores, labels, share, what):
    """Write all reports about calibrated scores into the folder; `what` says in words whose answers they are. Return the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    result = with_intervals(scores, labels, share)
    counts = np.bincount(labels, minlength=len(ham10000.CODES)).tolist()
    with open(folder / "figures.json", "w", encoding="utf-8") as file:
        json.dump({"what": what, "images": len(labels), "images_of_class": dict(zip(ham10000.CODES, counts)),
                   "value_low_high": result}, file, indent=1)
        file.write("\n")
    numbers = list(range(len(ham10000.CODES)))
    for decision, answers in calibration.decide(scores, share).items():
        text = classification_report(labels, answers, labels=numbers, target_names=ham10000.CODES, digits=3, zero_division=0)
        (folder / f"classification-report-{decision}.txt").write_text(f"{what}; decision: {decision}\n\n{text}", encoding="utf-8")
        matrix = confusion_matrix(labels, answers, labels=numbers).tolist()
        rows = [",".join(["truth"] + ham10000.CODES)] + [",".join(map(str, [code] + row)) for code, row in zip(ham10000.CODES, matrix)]
        (folder / f"confusion-{decision}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (folder / f"confusion-{decision}.svg").write_text(charts.matrix(f"Decision: {decision}", matrix, ham10000.CODES), encoding="utf-8")
    error = result["ece"][0]
    (folder / "reliability.svg").write_text(charts.reliability(f"Reliability, ECE {error:.3f}", metrics.reliability(scores, labels)),
                                            encoding="utf-8")
    return result
