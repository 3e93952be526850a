/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_CHANGE (derm_change_get_type ())
G_DECLARE_FINAL_TYPE (DermChange, derm_change, DERM, CHANGE, GObject)

/* A few pixels that change the answer: found one by one, each where the gradient promises most and a pass confirms it, then
 * given back where they turn out not to be needed. None of those that are left can be given back alone; that no other,
 * smaller set exists is not shown. Answers are those of derm_classifier_predict(). Immutable. */

/**
 * DERM_CHANGE_MAX_PIXELS:
 *
 * Where the search gives up as a rule.
 */
#define DERM_CHANGE_MAX_PIXELS 60

/**
 * derm_change_find:
 * @class_index: which class is to lead; -1 for any but the one that does
 * @max_pixels: where to give up, at least 1; %DERM_CHANGE_MAX_PIXELS as a rule
 * @cancellable: (nullable): looked at before every pixel
 *
 * Searches, here and now, with the classifier's threads. The same result on every computer.
 *
 * Returns: (transfer full): what was found, which may be nothing (derm_change_is_found()), or %NULL with @error set:
 *   %DERM_ERROR_OPTION for no such class, or the one that leads already; the errors of derm_explainer_run()
 */
DermChange *derm_change_find (DermClassifier *classifier, DermInput *input, int class_index, int max_pixels,
                              GCancellable *cancellable, GError **error);

/**
 * derm_change_find_async:
 * @class_index: which class is to lead; -1 for any but the one that does
 * @cancellable: (nullable): looked at before every pixel
 *
 * As derm_change_find() with %DERM_CHANGE_MAX_PIXELS, on a thread of its own; @callback comes in the caller's main context. What
 * comes after it was cancelled is dropped.
 */
void derm_change_find_async (DermClassifier *classifier, DermInput *input, int class_index, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/**
 * derm_change_find_finish:
 *
 * Returns: (transfer full): as derm_change_find()
 */
DermChange *derm_change_find_finish (GAsyncResult *result, GError **error);

gboolean    derm_change_is_found (DermChange *self);
int         derm_change_get_n_pixels (DermChange *self);

/**
 * derm_change_get_pixel:
 * @index: below derm_change_get_n_pixels(); in the order in which they were found
 * @x: (out): column
 * @y: (out): row
 */
void        derm_change_get_pixel (DermChange *self, int index, int *x, int *y);

/**
 * derm_change_get_input:
 *
 * Returns: (transfer none): the input with those pixels changed; the untouched one if none were found
 */
DermInput  *derm_change_get_input (DermChange *self);

/**
 * derm_change_get_prediction:
 *
 * Returns: (transfer none): what the network says of derm_change_get_input()
 */
DermPrediction *derm_change_get_prediction (DermChange *self);

#pragma GCC visibility pop
G_END_DECLS
