/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_COMPARISON (derm_comparison_get_type ())
G_DECLARE_FINAL_TYPE (DermComparison, derm_comparison, DERM, COMPARISON, GObject)

/* Two models, or two recipes, on the same images. Immutable. */

/**
 * derm_comparison_new:
 * @one: the evaluation of the one
 * @other: and of the other; with the same classes in the same order
 * @n_rounds: of the bootstrap, as in derm_intervals_new()
 * @seed: any
 *
 * Images are the same if their names are; those of one set only are left out, as are those of other truths in the two
 * (derm_comparison_get_n_left_out()). Blocks as derm_intervals_new() does, twice as long.
 *
 * Returns: (transfer full): the comparison, or %NULL with %G_IO_ERROR_CANCELLED, %G_IO_ERROR_INVALID_ARGUMENT (other
 * classes, a name twice in one set), %DERM_ERROR_EMPTY (no image in both)
 */
DermComparison *derm_comparison_new (DermEvaluation *one, DermEvaluation *other, guint n_rounds, guint64 seed,
                                     GCancellable *cancellable, GError **error);

/**
 * derm_comparison_get_one:
 *
 * Returns: (transfer none): the evaluation of the one, of the common images
 */
DermEvaluation *derm_comparison_get_one (DermComparison *self);
/**
 * derm_comparison_get_other:
 *
 * Returns: (transfer none): that of the other, of the same images in the same order
 */
DermEvaluation *derm_comparison_get_other (DermComparison *self);
guint derm_comparison_get_n_left_out (DermComparison *self);

/**
 * derm_comparison_get_agreement:
 * @is_one_right: whether the one answers rightly
 * @is_other_right: whether the other does
 *
 * Returns: the images of which that holds
 */
guint derm_comparison_get_agreement (DermComparison *self, gboolean is_one_right, gboolean is_other_right);

/* McNemar's test, exact and two-sided: how likely at least such a difference in right answers is if neither is better.
 */
double derm_comparison_get_p (DermComparison *self);

/**
 * derm_comparison_list_different:
 * @n_items: (out): how many
 *
 * Returns: (array length=n_items) (transfer full): items of the common set with different answers
 */
guint *derm_comparison_list_different (DermComparison *self, guint *n_items);

/**
 * derm_comparison_get_difference:
 * @low: (out): lower end of its 95 % interval
 * @high: (out): upper end
 *
 * The other's figure less the one's; the interval by the bootstrap of both on the same draws.
 *
 * Returns: the difference; NaN if one of the two is, and then the ends are too
 */
double derm_comparison_get_difference (DermComparison *self, DermMeasure measure, int class_index, double *low,
                                       double *high);

#pragma GCC visibility pop
G_END_DECLS
