/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_METRICS (derm_metrics_get_type ())
G_DECLARE_FINAL_TYPE (DermMetrics, derm_metrics, DERM, METRICS, GObject)

/* How well scores agree with a truth. Immutable, to be used from any thread. What cannot be computed (the recall of a
 * class that no item is of, the precision of one that is never answered, an AUC without both kinds) is NaN and is left
 * out of the means. The same as scikit-learn's functions of these names (test `metrics`). */

/**
 * DERM_METRICS_MAX_CLASSES:
 *
 * More classes than that are not counted against each other.
 */
#define DERM_METRICS_MAX_CLASSES 4096

/**
 * derm_metrics_new:
 * @scores: (array length=n_scores) (nullable): for each item one score a class, each finite; only their order matters,
 *   across items too
 * @n_scores: @n_items times @n_classes
 * @truth: (array length=n_items) (nullable): the class of each item, 0 … n_classes - 1
 * @n_items: 0 or more
 * @n_classes: 1 to %DERM_METRICS_MAX_CLASSES
 *
 * The answer to an item is the class with the highest score, the first of equals.
 *
 * Returns: (transfer full): the metrics, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT
 */
DermMetrics *derm_metrics_new (const double *scores, gsize n_scores, const int *truth, gsize n_items, int n_classes,
                               GError **error);

gsize derm_metrics_get_n_items (DermMetrics *self);
int derm_metrics_get_n_classes (DermMetrics *self);
double derm_metrics_get_accuracy (DermMetrics *self);          /* share of items whose answer is their class */
double derm_metrics_get_balanced_accuracy (DermMetrics *self); /* mean recall over the classes that items are of */
double derm_metrics_get_macro_auc (DermMetrics *self);         /* mean of the AUCs of the classes that have one */

/* Of one class. The AUC is that of its score as a test for it against all others: how often an item of the class has a
 * higher score than one of another, equals counted half. */
gsize derm_metrics_get_count (DermMetrics *self, int index);      /* items of the class */
double derm_metrics_get_recall (DermMetrics *self, int index);    /* share of its items that are answered so */
double derm_metrics_get_precision (DermMetrics *self, int index); /* share of its answers that are right */
double derm_metrics_get_auc (DermMetrics *self, int index);

/**
 * derm_metrics_get_accuracy_interval:
 * @low: (out): lower end
 * @high: (out): upper end
 *
 * The 95 % interval of the accuracy by Wilson's score (Wilson 1927); NaN where the figure is.
 */
void derm_metrics_get_accuracy_interval (DermMetrics *self, double *low, double *high);

/**
 * derm_metrics_get_recall_interval:
 * @low: (out): lower end
 * @high: (out): upper end
 *
 * The same of a recall.
 */
void derm_metrics_get_recall_interval (DermMetrics *self, int index, double *low, double *high);

/**
 * derm_metrics_get_balanced_accuracy_interval:
 * @low: (out): lower end
 * @high: (out): upper end
 *
 * The 95 % interval of a mean of recalls, from theirs: the distances of their ends add up as variances do (Zou and
 * Donner 2008); NaN where the figure is.
 */
void derm_metrics_get_balanced_accuracy_interval (DermMetrics *self, double *low, double *high);

/* How many items of class truth got that answer. */
gsize derm_metrics_get_confusion (DermMetrics *self, int truth, int answer);

#pragma GCC visibility pop
G_END_DECLS
