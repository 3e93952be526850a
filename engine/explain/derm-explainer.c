/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "explainer-private.h"
#include "made.h"

G_DEFINE_ABSTRACT_TYPE (DermExplainer, derm_explainer, G_TYPE_OBJECT)

enum { PARTIAL, DRAWN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
derm_explainer_finalize (GObject *object)
{
  DermExplainer *self = DERM_EXPLAINER (object);

  g_clear_object (&self->classifier);
  g_clear_object (&self->input);
  G_OBJECT_CLASS (derm_explainer_parent_class)->finalize (object);
}

static void
derm_explainer_class_init (DermExplainerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_explainer_finalize;
  /**
   * DermExplainer::partial:
   * @partial: what is known so far
   * @share: of the work that is done, 0 to 1
   *
   * Occlusion goes on.
   */
  signals[PARTIAL] = g_signal_new ("partial", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, DERM_TYPE_EXPLANATION, G_TYPE_DOUBLE);
  /**
   * DermExplainer::drawn:
   * @random: the map of one more draw of random weights
   * @share: of the draws that are done, above 0 to 1
   *
   * derm_explainer_check_weights() goes on.
   */
  signals[DRAWN] = g_signal_new ("drawn", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, DERM_TYPE_EXPLANATION, G_TYPE_DOUBLE);
}

static void
derm_explainer_init (DermExplainer *self)
{
}

DermExplainer *
derm_explainer_new (DermClassifier *classifier, DermInput *input, const DermExplainOptions *options)
{
  DermExplainer *self;

  g_return_val_if_fail (DERM_IS_CLASSIFIER (classifier), NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  self = derm_made_new (DERM_TYPE_EXPLAINER);
  self->classifier = g_object_ref (classifier);
  self->input = g_object_ref (input);
  self->options = *options;
  return self;
}

DermExplanation *
derm_explainer_explain (Work *work, GError **error)
{
  switch (work->options.method)
    {
    case DERM_METHOD_OCCLUSION:
      return derm_explain_by_occlusion (work, error);
    case DERM_METHOD_GRADCAM:
      return derm_explain_by_gradcam (work, error);
    case DERM_METHOD_GRADIENT:
    case DERM_METHOD_INTEGRATED:
    case DERM_METHOD_SMOOTHGRAD:
    default:
      return derm_explain_by_gradient (work, error);
    }
}

static DermExplanation *
run (DermExplainer *self, const ExplainListener *listener, GCancellable *cancellable, GError **error)
{
  g_auto (Work) work = { 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !derm_work_init (&work, self->classifier, self->input, &self->options, error))
    return NULL;
  work.cancellable = cancellable;
  work.partial = listener->tell;
  work.partial_data = listener->data;
  return derm_explainer_explain (&work, error);
}

static void
tell_here (DermExplanation *partial, double share, gpointer data)
{
  g_signal_emit (data, signals[PARTIAL], 0, partial, share);
}

static void
tell_drawn_here (DermExplanation *random, double share, gpointer data)
{
  g_signal_emit (data, signals[DRAWN], 0, random, share);
}

DermExplanation *
derm_explainer_run (DermExplainer *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DERM_IS_EXPLAINER (self), NULL);
  return run (self, &(ExplainListener){ tell_here, self }, cancellable, error);
}

/* ---- on a thread of its own ---- */

static void
tell_there (DermExplanation *partial, double share, gpointer data)
{
  derm_explain_emit (data, signals[PARTIAL], partial, share);
}

static void
tell_drawn_there (DermExplanation *random, double share, gpointer data)
{
  derm_explain_emit (data, signals[DRAWN], random, share);
}

static void
run_on_thread (GTask *task, gpointer source, gpointer unused, GCancellable *cancellable)
{
  GError *error = NULL;
  DermExplanation *explanation = run (source, &(ExplainListener){ tell_there, task }, cancellable, &error);

  derm_explain_return (task, explanation, error);
}

void
derm_explainer_run_async (DermExplainer *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DERM_IS_EXPLAINER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_explainer_run_async);
  g_task_run_in_thread (task, run_on_thread);
}

DermExplanation *
derm_explainer_run_finish (DermExplainer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_explainer_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- random weights ---- */

double *
derm_explainer_check_weights (DermExplainer *self, DermExplanation *explanation, int n_draws, int *n_values,
                              GCancellable *cancellable, GError **error)
{
  g_autoptr (WeightsCheck) check = NULL;

  if (n_values != NULL)
    *n_values = 0;
  g_return_val_if_fail (DERM_IS_EXPLAINER (self), NULL);
  g_return_val_if_fail (DERM_IS_EXPLANATION (explanation), NULL);

  check = derm_weights_check_new (explanation, n_draws);
  if (!derm_weights_check_run (check, self, &(ExplainListener){ tell_drawn_here, self }, cancellable, error))
    return NULL;
  if (n_values != NULL)
    *n_values = n_draws;
  return g_steal_pointer (&check->agreements);
}

static void
check_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (derm_weights_check_run (data, source, &(ExplainListener){ tell_drawn_there, task }, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
free_check (gpointer check)
{
  derm_weights_check_free (check);
}

void
derm_explainer_check_weights_async (DermExplainer *self, DermExplanation *explanation, int n_draws,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DERM_IS_EXPLAINER (self));
  g_return_if_fail (DERM_IS_EXPLANATION (explanation));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_explainer_check_weights_async);
  g_task_set_task_data (task, derm_weights_check_new (explanation, n_draws), free_check);
  g_task_run_in_thread (task, check_on_thread);
}

double *
derm_explainer_check_weights_finish (DermExplainer *self, GAsyncResult *result, int *n_values, DermExplanation **first,
                                     GError **error)
{
  WeightsCheck *check;

  if (n_values != NULL)
    *n_values = 0;
  if (first != NULL)
    *first = NULL;
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_explainer_check_weights_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  check = g_task_get_task_data (G_TASK (result));
  if (n_values != NULL)
    *n_values = check->n_draws;
  if (first != NULL)
    *first = g_object_ref (check->first);
  return g_memdup2 (check->agreements, sizeof (double) * (gsize) check->n_draws);
}
