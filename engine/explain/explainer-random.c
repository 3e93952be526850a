/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "explainer-private.h"

/* The same question to the network with random weights. */

/* Options as the trained network took them: a random one would answer with another class. */
static DermExplanation *
run_random (DermExplainer *self, const DermExplainOptions *options, guint seed, GCancellable *cancellable,
            GError **error)
{
  DermModel *model = derm_classifier_get_model (self->classifier);
  g_autoptr (RandomNet) net = derm_random_net_new (derm_model_get_net (model), derm_model_get_shapes (model), seed);
  g_autoptr (DermClassifier) random = derm_classifier_new_like (self->classifier, &net->net, error);
  g_auto (Work) work = { 0 };

  if (random == NULL || !derm_work_init (&work, random, self->input, options, error))
    return NULL;
  work.cancellable = cancellable;
  work.is_random = TRUE;
  work.weights_seed = seed;
  return derm_explainer_explain (&work, error);
}

/* What is explained, with the class that the trained network answers with. */
static gboolean
settle_options (DermExplainer *self, DermExplainOptions *options, GError **error)
{
  g_auto (Work) work = { 0 };

  if (!derm_work_init (&work, self->classifier, self->input, &self->options, error))
    return FALSE;
  *options = self->options;
  options->class_index = work.options.class_index;
  return TRUE;
}

DermExplanation *
derm_explainer_run_random (DermExplainer *self, guint seed, GCancellable *cancellable, GError **error)
{
  DermExplainOptions options;

  g_return_val_if_fail (DERM_IS_EXPLAINER (self), NULL);

  if (!settle_options (self, &options, error))
    return NULL;
  return run_random (self, &options, seed, cancellable, error);
}

static void
run_random_on_thread (GTask *task, gpointer source, gpointer seed, GCancellable *cancellable)
{
  GError *error = NULL;
  DermExplanation *explanation = derm_explainer_run_random (source, GPOINTER_TO_UINT (seed), cancellable, &error);

  derm_explain_return (task, explanation, error);
}

void
derm_explainer_run_random_async (DermExplainer *self, guint seed, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DERM_IS_EXPLAINER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_explainer_run_random_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (seed), NULL);
  g_task_run_in_thread (task, run_random_on_thread);
}

DermExplanation *
derm_explainer_run_random_finish (DermExplainer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_explainer_run_random_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- many draws ---- */

WeightsCheck *
derm_weights_check_new (DermExplanation *explanation, int n_draws)
{
  WeightsCheck *self = g_new0 (WeightsCheck, 1);

  self->explanation = g_object_ref (explanation);
  self->n_draws = n_draws;
  return self;
}

void
derm_weights_check_free (WeightsCheck *self)
{
  g_object_unref (self->explanation);
  g_clear_object (&self->first);
  g_free (self->agreements);
  g_free (self);
}

gboolean
derm_weights_check_run (WeightsCheck *self, DermExplainer *explainer, const ExplainListener *listener,
                        GCancellable *cancellable, GError **error)
{
  DermExplainOptions options;

  if (self->n_draws < 1 || self->n_draws > 1000)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("random weights are drawn 1 to 1000 times"));
      return FALSE;
    }
  if (!settle_options (explainer, &options, error))
    return FALSE;
  self->agreements = g_new (double, self->n_draws);
  for (int draw = 0; draw < self->n_draws; draw++)
    {
      g_autoptr (DermExplanation) random = run_random (explainer, &options, (guint) draw, cancellable, error);

      if (random == NULL)
        return FALSE;
      if (draw == 0)
        self->first = g_object_ref (random);
      self->agreements[draw] = derm_explanation_agree (self->explanation, random);
      listener->tell (random, (double) (draw + 1) / self->n_draws, listener->data);
    }
  return TRUE;
}
