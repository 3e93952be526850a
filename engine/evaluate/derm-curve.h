/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermCurvePoint:
 * @threshold: what scores at least this is called positive; infinite at the first point, where nothing is
 * @n_found: positives that are called so (true positives)
 * @n_false: others that are called positive (false alarms)
 *
 * One point of the curve; the others follow from the counts.
 */
typedef struct {
  double threshold;
  guint n_found, n_false;
} DermCurvePoint;

#define DERM_TYPE_CURVE (derm_curve_get_type ())
G_DECLARE_FINAL_TYPE (DermCurve, derm_curve, DERM, CURVE, GObject)

/* The score of one class, or the sum of those of several (like all malignant ones), as a test for it: what every
 * threshold finds and what false alarms it makes. Immutable. */

/**
 * derm_curve_new:
 * @classes: (array length=n_classes): which are positive
 * @n_classes: at least 1
 *
 * Returns: (transfer full): the curve, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT for a class that is not there or is
 * named twice
 */
DermCurve *derm_curve_new (DermEvaluation *evaluation, const int *classes, int n_classes, GError **error);

guint derm_curve_get_n_positive (DermCurve *self);
guint derm_curve_get_n_negative (DermCurve *self);
double derm_curve_get_roc_auc (DermCurve *self); /* NaN without both kinds */
double derm_curve_get_pr_auc (DermCurve *self);  /* average precision; NaN without positives */

/**
 * derm_curve_get_points:
 * @n_points: (out): at least 1
 *
 * Returns: (array length=n_points) (transfer none): one for each different score and one before them, thresholds
 * falling
 */
const DermCurvePoint *derm_curve_get_points (DermCurve *self, guint *n_points);

/**
 * derm_curve_find: (skip)
 * @point: (out): where a threshold is
 *
 * What a threshold does that need not be a score: whatever scores at least this is called positive.
 */
void derm_curve_find (DermCurve *self, double threshold, DermCurvePoint *point);

/**
 * derm_curve_list_missed:
 * @n_missed: (out): how many
 *
 * Returns: (array length=n_missed) (transfer full): positives that score less, as items of the set
 */
guint *derm_curve_list_missed (DermCurve *self, double threshold, guint *n_missed);

/**
 * derm_curve_list_false:
 * @n_false: (out): how many
 *
 * Returns: (array length=n_false) (transfer full): others that score as much or more, as items of the set
 */
guint *derm_curve_list_false (DermCurve *self, double threshold, guint *n_false);

/**
 * derm_curve_list_band:
 * @n_rounds: of the bootstrap, as in derm_intervals_new()
 * @seed: any
 * @n_steps: 2 … 1000: at that many shares of false alarms, evenly from 0 to 1
 *
 * The 95 % band of the ROC curve: for each share of false alarms where between the 2.5th and the 97.5th percentile the
 * share of what is found lies. Blocks: a tenth of a second for ten thousand images and 2,000 rounds.
 *
 * Returns: (transfer full) (nullable) (element-type double): @n_steps lower ends, then as many upper ones; %NULL without both kinds, or when
 * cancelled
 */
GArray *derm_curve_list_band (DermCurve *self, guint n_rounds, guint64 seed, guint n_steps, GCancellable *cancellable);

#pragma GCC visibility pop
G_END_DECLS
