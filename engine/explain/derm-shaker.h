/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image.h"
#include "derm-stability.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_SHAKER (derm_shaker_get_type ())
G_DECLARE_FINAL_TYPE (DermShaker, derm_shaker, DERM, SHAKER, GObject)

/* One question about one image: does the answer stay when the image is a little different?
 *
 * The piece that the recipe takes, with a quarter of its longer side around it as far as the image has that, is shrunk
 * once by box averaging if it is longer than 280 pixels or twice the input's side, whichever is more. What is turned or
 * shifted in from beyond is real where the image has it, and mirrored beyond its edge. Each disturbance goes from there
 * through the recipe to an input and a prediction of its own. The seed decides the disturbances that are drawn; the
 * answer has the same bits for any number of threads and CPU level.
 *
 * Signal progress (double share): which share of the work is done, above 0 to 1. It comes on the thread that called
 * derm_shaker_run(), or in the main context of who called derm_shaker_run_async(), there not after the work was
 * cancelled. */

/**
 * derm_shaker_new:
 * @input: the undisturbed one
 * @image: (nullable): what it was made of; %NULL for an input that was painted on: then its own pixels are disturbed,
 * on which blur and JPEG act more strongly
 * @seed: of what is drawn, 0 as a rule
 *
 * Returns: (transfer full): the question
 */
DermShaker *derm_shaker_new (DermClassifier *classifier, DermInput *input, DermImage *image, guint seed);

/**
 * derm_shaker_run:
 *
 * Works here and now, with the classifier's threads.
 *
 * Returns: (transfer full): what becomes of the answer, or %NULL with @error set: %DERM_ERROR_OPTION if the input is
 * not what its recipe makes of the image, %DERM_ERROR_RECIPE for an input that does not fit the model,
 * %G_IO_ERROR_CANCELLED
 */
DermStability *derm_shaker_run (DermShaker *self, GCancellable *cancellable, GError **error);

/**
 * derm_shaker_run_async:
 *
 * Works on a thread of its own; @callback comes in the caller's main context.
 */
void derm_shaker_run_async (DermShaker *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * derm_shaker_run_finish:
 *
 * Returns: (transfer full): as derm_shaker_run()
 */
DermStability *derm_shaker_run_finish (DermShaker *self, GAsyncResult *result, GError **error);

#pragma GCC visibility pop
G_END_DECLS
