/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_INTERVAL_ROUNDS 2000 /* that are usual */
#define DERM_INTERVAL_SEED 1
#define DERM_MAX_ROUNDS 100000

#define DERM_TYPE_INTERVALS (derm_intervals_get_type ())
G_DECLARE_FINAL_TYPE (DermIntervals, derm_intervals, DERM, INTERVALS, GObject)

/* 95 % intervals of an evaluation's figures by the bootstrap (Efron 1979): lesions are drawn with all their images, or
 * images where no lesion is known, as many as there are, with replacement; the interval reaches from the 2.5th to
 * the 97.5th percentile of the rounds in which the figure is defined. Where no lesion has two images, a share that is
 * counted (accuracy, recall, precision, specificity, top 2 and 3) has Wilson's interval instead, as has one that is 0
 * or 1, whose rounds are all alike: then of as many as there are lesions. Immutable; the same for the same set, rounds
 * and seed, on every computer and with any number of threads. */

/**
 * derm_intervals_new:
 * @n_rounds: 100 … %DERM_MAX_ROUNDS
 * @seed: any
 *
 * Blocks, on two threads or more where there are processors: half a second for ten thousand images and 2,000 rounds.
 *
 * Returns: (transfer full): the intervals, or %NULL with %G_IO_ERROR_CANCELLED or %G_IO_ERROR_INVALID_ARGUMENT
 */
DermIntervals *derm_intervals_new (DermEvaluation *evaluation, guint n_rounds, guint64 seed, GCancellable *cancellable,
                                   GError **error);

/**
 * derm_intervals_get:
 * @low: (out): lower end
 * @high: (out): upper end
 *
 * Returns: whether there is one; both are NaN if the figure is, or if it was defined in fewer than half of the rounds
 */
gboolean derm_intervals_get (DermIntervals *self, DermMeasure measure, int class_index, double *low, double *high);

guint derm_intervals_get_n_rounds (DermIntervals *self);
guint64 derm_intervals_get_seed (DermIntervals *self);
/* What was drawn, and whether these are lesions. */
guint derm_intervals_get_n_drawn (DermIntervals *self);
gboolean derm_intervals_is_by_lesion (DermIntervals *self);

#pragma GCC visibility pop
G_END_DECLS
