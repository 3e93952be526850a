/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "explain-private.h"
#include "made.h"

struct _DermExplainer {
  GObject parent_instance;

  DermClassifier *classifier; /* owned */
  DermInput *input;           /* owned */
  DermExplainOptions options;
};

G_DEFINE_ABSTRACT_TYPE (DermExplainer, derm_explainer, G_TYPE_OBJECT)

static guint partial_signal;

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
  partial_signal = g_signal_new ("partial", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
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

static DermExplanation *
explain (Work *work, GError **error)
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

/* Who is told of what is known so far. */
typedef struct {
  void (*partial) (DermExplanation *partial, double share, gpointer data); /* nullable */
  gpointer data;
} Listener;

static DermExplanation *
run (DermExplainer *self, const Listener *listener, GCancellable *cancellable, GError **error)
{
  g_auto (Work) work = { 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !derm_work_init (&work, self->classifier, self->input, &self->options, error))
    return NULL;
  work.cancellable = cancellable;
  work.partial = listener->partial;
  work.partial_data = listener->data;
  return explain (&work, error);
}

static void
tell_here (DermExplanation *partial, double share, gpointer data)
{
  g_signal_emit (data, partial_signal, 0, partial, share);
}

DermExplanation *
derm_explainer_run (DermExplainer *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DERM_IS_EXPLAINER (self), NULL);
  return run (self, &(Listener){ tell_here, self }, cancellable, error);
}

/* ---- on a thread of its own ---- */

/* On its way to the caller's main context. */
typedef struct {
  GTask *task;              /* owned */
  DermExplanation *partial; /* owned */
  double share;
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_object_unref (message->task);
  g_object_unref (message->partial);
  g_free (message);
}

static gboolean
deliver (gpointer data)
{
  const Message *message = data;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (message->task)))
    g_signal_emit (g_task_get_source_object (message->task), partial_signal, 0, message->partial, message->share);
  return G_SOURCE_REMOVE;
}

static void
tell_there (DermExplanation *partial, double share, gpointer data)
{
  Message *message = g_new (Message, 1);

  *message = (Message){ g_object_ref (data), g_object_ref (partial), share };
  g_main_context_invoke_full (g_task_get_context (data), g_task_get_priority (data), deliver, message, message_free);
}

static void
run_on_thread (GTask *task, gpointer source, gpointer unused, GCancellable *cancellable)
{
  GError *error = NULL;
  DermExplanation *explanation = run (source, &(Listener){ tell_there, task }, cancellable, &error);

  if (explanation != NULL)
    g_task_return_pointer (task, explanation, g_object_unref);
  else
    g_task_return_error (task, error);
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
  return explain (&work, error);
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

double *
derm_explainer_check_weights (DermExplainer *self, DermExplanation *explanation, int n_draws, int *n_values,
                              GCancellable *cancellable, GError **error)
{
  g_autofree double *agreements = NULL;
  DermExplainOptions options;

  if (n_values != NULL)
    *n_values = 0;
  g_return_val_if_fail (DERM_IS_EXPLAINER (self), NULL);
  g_return_val_if_fail (DERM_IS_EXPLANATION (explanation), NULL);

  if (n_draws < 1 || n_draws > 1000)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("random weights are drawn 1 to 1000 times"));
      return NULL;
    }
  if (!settle_options (self, &options, error))
    return NULL;
  agreements = g_new (double, n_draws);
  for (int draw = 0; draw < n_draws; draw++)
    {
      g_autoptr (DermExplanation) random = run_random (self, &options, (guint) draw, cancellable, error);

      if (random == NULL)
        return NULL;
      agreements[draw] = derm_explanation_agree (explanation, random);
    }
  if (n_values != NULL)
    *n_values = n_draws;
  return g_steal_pointer (&agreements);
}
