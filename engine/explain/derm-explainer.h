/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-explanation.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_EXPLAINER (derm_explainer_get_type ())
G_DECLARE_FINAL_TYPE (DermExplainer, derm_explainer, DERM, EXPLAINER, GObject)

/* One question about one input: what speaks for and against a class? The answer has the same bits on every computer and for
 * any number of threads.
 *
 * Signal partial (DermExplanation *partial, double share): what is known while occlusion goes on, and which share of the
 * work that is, 0 to 1: a coarse map of the first view, then the whole first view, then with one more view each time. It
 * comes on the thread that called derm_explainer_run(), or in the main context of who called derm_explainer_run_async(),
 * there not after the work was cancelled.
 *
 * Signal drawn (DermExplanation *random, double share): the map of one more draw of derm_explainer_check_weights(), and which
 * share of the draws is done, above 0 to 1; it comes as partial does. */

/**
 * derm_explainer_new:
 * @options: copied
 *
 * Returns: (transfer full): the question
 */
DermExplainer *derm_explainer_new (DermClassifier *classifier, DermInput *input, const DermExplainOptions *options);

/**
 * derm_explainer_run:
 *
 * Works here and now, with the classifier's threads.
 *
 * Returns: (transfer full): the explanation, or %NULL with @error set: %DERM_ERROR_OPTION for an option out of its range,
 *   %DERM_ERROR_RECIPE for an input that does not fit the model, %DERM_ERROR_MODEL for numbers that are not finite or a network
 *   too large, %G_IO_ERROR_CANCELLED
 */
DermExplanation *derm_explainer_run (DermExplainer *self, GCancellable *cancellable, GError **error);

/**
 * derm_explainer_run_async:
 *
 * Works on a thread of its own; @callback comes in the caller's main context.
 */
void derm_explainer_run_async (DermExplainer *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * derm_explainer_run_finish:
 *
 * Returns: (transfer full): as derm_explainer_run()
 */
DermExplanation *derm_explainer_run_finish (DermExplainer *self, GAsyncResult *result, GError **error);

/**
 * derm_explainer_run_random:
 * @seed: of the draw
 *
 * The same question to the same network with random weights: every convolution and linear layer as PyTorch initialises it
 * (weights and biases uniform in ±1/√inputs), batch norms as they are before training. A map that stays the same shows the image,
 * not what was learned (Adebayo et al., Sanity Checks for Saliency Maps, NeurIPS 2018). Without the signal.
 *
 * Returns: (transfer full): as derm_explainer_run()
 */
DermExplanation *derm_explainer_run_random (DermExplainer *self, guint seed, GCancellable *cancellable, GError **error);

/**
 * derm_explainer_run_random_async:
 * @seed: of the draw
 *
 * As derm_explainer_run_random(), on a thread of its own; @callback comes in the caller's main context.
 */
void derm_explainer_run_random_async (DermExplainer *self, guint seed, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

/**
 * derm_explainer_run_random_finish:
 *
 * Returns: (transfer full): as derm_explainer_run_random()
 */
DermExplanation *derm_explainer_run_random_finish (DermExplainer *self, GAsyncResult *result, GError **error);

/**
 * derm_explainer_check_weights:
 * @explanation: of derm_explainer_run()
 * @n_draws: of random weights, with the seeds 0 to @n_draws - 1: 1 to 1,000, ten as a rule
 * @n_values: (out) (optional): @n_draws
 *
 * Returns: (transfer full) (array length=n_values): derm_explanation_agree() of the explanation and each draw's, or %NULL with
 *   the errors of derm_explainer_run()
 */
double *derm_explainer_check_weights (DermExplainer *self, DermExplanation *explanation, int n_draws, int *n_values,
                                      GCancellable *cancellable, GError **error);

/**
 * derm_explainer_check_weights_async:
 * @explanation: of derm_explainer_run()
 * @n_draws: of random weights
 *
 * As derm_explainer_check_weights(), on a thread of its own; @callback and the signal drawn come in the caller's main context.
 */
void derm_explainer_check_weights_async (DermExplainer *self, DermExplanation *explanation, int n_draws,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * derm_explainer_check_weights_finish:
 * @n_values: (out) (optional): how many were drawn
 * @first: (out) (optional) (nullable) (transfer full): the map of the first draw, that of derm_explainer_run_random() with the
 *   seed 0; %NULL with an error
 *
 * Returns: (transfer full) (array length=n_values): as derm_explainer_check_weights()
 */
double *derm_explainer_check_weights_finish (DermExplainer *self, GAsyncResult *result, int *n_values,
                                             DermExplanation **first, GError **error);

#pragma GCC visibility pop
G_END_DECLS
