/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "classifier-internal.h"
#include "made.h"
#include "explain-private.h"
#include "stability-private.h"

struct _DermShaker {
  GObject parent_instance;

  DermClassifier *classifier; /* owned */
  DermInput *input;           /* owned */
  DermImage *image;           /* owned, nullable */
  guint seed;
};

G_DEFINE_ABSTRACT_TYPE (DermShaker, derm_shaker, G_TYPE_OBJECT)

enum { TOGETHER = 15 }; /* disturbances between two looks at the cancellable; more for many threads */

static guint progress_signal;

static void
derm_shaker_finalize (GObject *object)
{
  DermShaker *self = DERM_SHAKER (object);

  g_clear_object (&self->classifier);
  g_clear_object (&self->input);
  g_clear_object (&self->image);
  G_OBJECT_CLASS (derm_shaker_parent_class)->finalize (object);
}

static void
derm_shaker_class_init (DermShakerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_shaker_finalize;
  /**
   * DermShaker::progress:
   * @share: of the work that is done, above 0 to 1
   *
   * The work goes on.
   */
  progress_signal = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
derm_shaker_init (DermShaker *self)
{
}

DermShaker *
derm_shaker_new (DermClassifier *classifier, DermInput *input, DermImage *image, guint seed)
{
  DermShaker *self;

  g_return_val_if_fail (DERM_IS_CLASSIFIER (classifier), NULL);
  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);
  g_return_val_if_fail (image == NULL || DERM_IS_IMAGE (image), NULL);

  self = derm_made_new (DERM_TYPE_SHAKER);
  self->classifier = g_object_ref (classifier);
  self->input = g_object_ref (input);
  g_set_object (&self->image, image);
  self->seed = seed;
  return self;
}

/* ---- the work ---- */

/* Some disturbances, whose inputs are made together, and then predicted together. */
typedef struct {
  DermShaker *shaker;
  const ShakePiece *piece;
  GCancellable *cancellable;
  int first, n;
  DermInput **inputs; /* owned, [n]; NULL where one failed */
  GError **errors;    /* owned, [n] */
} Batch;

static void
batch_clear (Batch *batch)
{
  for (int i = 0; i < batch->n; i++)
    {
      g_clear_object (&batch->inputs[i]);
      g_clear_error (&batch->errors[i]);
    }
  g_free (batch->inputs);
  g_free (batch->errors);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static void
make_part (int part, gpointer data)
{
  Batch *batch = data;
  DermDisturbance disturbance = derm_stability_plan (batch->shaker->seed, batch->first + part);

  if (!g_cancellable_set_error_if_cancelled (batch->cancellable, &batch->errors[part]))
    batch->inputs[part]
        = derm_shake_piece_make (batch->piece, &disturbance, batch->shaker->input, &batch->errors[part]);
}

/* Appends the predictions. */
static gboolean
run_batch (Batch *batch, GPtrArray *predictions, GError **error)
{
  g_autoptr (GPtrArray) more = NULL;

  derm_classifier_run_parts (batch->shaker->classifier, batch->n, make_part, batch);
  for (int i = 0; i < batch->n; i++)
    if (batch->errors[i] != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&batch->errors[i]));
        return FALSE;
      }
  more = derm_classifier_predict_batch (batch->shaker->classifier, batch->inputs, batch->n, error);
  if (more == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (predictions, g_steal_pointer (&more));
  return TRUE;
}

/* Who is told how far it is. */
typedef struct {
  void (*tell) (double share, gpointer data);
  gpointer data;
} Listener;

static gboolean
run_batches (DermShaker *self, GPtrArray *predictions, const Listener *listener, GCancellable *cancellable,
             GError **error)
{
  int together = MAX (TOGETHER, 2 * derm_classifier_get_n_threads (self->classifier));
  g_auto (ShakePiece) piece = { 0 };

  if (!derm_shake_piece_init (&piece, self->input, self->image, error))
    return FALSE;
  for (int first = 0; first < STABILITY_N; first += together)
    {
      int n = MIN (together, STABILITY_N - first);
      g_auto (Batch) batch = { self, &piece, cancellable, first, n, g_new0 (DermInput *, n), g_new0 (GError *, n) };

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !run_batch (&batch, predictions, error))
        return FALSE;
      listener->tell ((double) (first + n) / STABILITY_N, listener->data);
    }
  return TRUE;
}

static DermStability *
run (DermShaker *self, const Listener *listener, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (GPtrArray) disturbed = g_ptr_array_new_with_free_func (g_object_unref);
  DermStability *stability;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  prediction = derm_classifier_predict (self->classifier, self->input, error);
  if (prediction == NULL || !run_batches (self, disturbed, listener, cancellable, error))
    return NULL;
  stability = derm_made_new (DERM_TYPE_STABILITY);
  stability->prediction = g_steal_pointer (&prediction);
  stability->disturbed = g_steal_pointer (&disturbed);
  stability->seed = self->seed;
  stability->is_of_image = self->image != NULL;
  return stability;
}

static void
tell_here (double share, gpointer data)
{
  g_signal_emit (data, progress_signal, 0, share);
}

DermStability *
derm_shaker_run (DermShaker *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (DERM_IS_SHAKER (self), NULL);
  return run (self, &(Listener){ tell_here, self }, cancellable, error);
}

/* ---- on a thread of its own ---- */

static void
tell_there (double share, gpointer data)
{
  derm_explain_emit (data, progress_signal, NULL, share);
}

static void
run_on_thread (GTask *task, gpointer source, gpointer unused, GCancellable *cancellable)
{
  GError *error = NULL;
  DermStability *stability = run (source, &(Listener){ tell_there, task }, cancellable, &error);

  derm_explain_return (task, stability, error);
}

void
derm_shaker_run_async (DermShaker *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DERM_IS_SHAKER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_shaker_run_async);
  g_task_run_in_thread (task, run_on_thread);
}

DermStability *
derm_shaker_run_finish (DermShaker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_shaker_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
