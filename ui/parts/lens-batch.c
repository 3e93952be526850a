/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-batch.h"

struct _LensBatch {
  gpointer owner; /* borrowed: it owns this */
  LensBatchFunc on_done;
  GCancellable
      *cancellable; /* owned; of this batch: a result that carries another one is late. NULL before the first */
  guint n_running;
};

typedef struct {
  GWeakRef owner;
  LensBatch *batch; /* borrowed: lives as long as the owner */
  GCancellable *cancellable;
  guint index;
} Job;

static void
job_free (Job *job)
{
  g_weak_ref_clear (&job->owner);
  g_object_unref (job->cancellable);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

LensBatch *
lens_batch_new (gpointer owner, LensBatchFunc on_done)
{
  LensBatch *self = g_new0 (LensBatch, 1);

  self->owner = owner;
  self->on_done = on_done;

  return self;
}

void
lens_batch_stop (LensBatch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_running = 0;
}

void
lens_batch_free (LensBatch *self)
{
  lens_batch_stop (self);
  g_free (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);
  g_autoptr (DermPrediction) prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &error);

  if (owner == NULL || job->batch->cancellable != job->cancellable)
    return;

  job->batch->n_running--;
  job->batch->on_done (owner, job->index, prediction, error);
}

void
lens_batch_add (LensBatch *self, guint index, DermClassifier *classifier, DermRequest *request)
{
  Job *job = g_new0 (Job, 1);

  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  g_weak_ref_init (&job->owner, self->owner);
  job->batch = self;
  job->cancellable = g_object_ref (self->cancellable);
  job->index = index;
  self->n_running++;
  derm_classifier_open_async (classifier, request, self->cancellable, on_opened, job);
}

guint
lens_batch_get_n_running (LensBatch *self)
{
  return self->n_running;
}
