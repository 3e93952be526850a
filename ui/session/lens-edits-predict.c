/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-private.h"

#include <string.h>

#include "lens-decision.h"

typedef struct {
  DermClassifier *classifier;
  DermInput *input; /* untouched */
  GBytes *rgb;
  gboolean is_stroke; /* pixels of a stroke that was under way */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->classifier);
  g_object_unref (job->input);
  g_bytes_unref (job->rgb);
  g_free (job);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (DermInput) edited = derm_input_with_pixels (job->input, job->rgb, &error);
  DermPrediction *prediction = edited != NULL ? derm_classifier_predict (job->classifier, edited, &error) : NULL;

  if (prediction != NULL)
    g_task_return_pointer (task, prediction, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* A step may have the pixels of which something is known now. */
static void
keep (LensEdits *self, GBytes *rgb, DermPrediction *prediction)
{
  for (guint i = 0; self->edit != NULL && i < self->edit->steps->len; i++)
    {
      LensEditStep *step = lens_edit_get_step (self->edit, i);

      if (step->prediction == NULL && g_bytes_equal (step->rgb, rgb))
        g_set_object (&step->prediction, prediction);
    }
}

static void
take (LensEdits *self, const Job *job, DermPrediction *prediction)
{
  gboolean is_now
      = memcmp (g_bytes_get_data (job->rgb, NULL), lens_edits_get_rgb (self), lens_edits_get_n_bytes (self)) == 0;

  keep (self, job->rgb, prediction);
  if (self->stroke != NULL && (is_now || job->is_stroke))
    g_set_object (&self->latest,
                  prediction); /* the newest that is known: while one paints there is always a newer one */
  else if (!is_now)
    return;
  lens_edits_tell_predicted (self, prediction);
}

static void
on_predicted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensEdits *self = LENS_EDITS (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (DermPrediction) prediction = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (DermPrediction) decided = NULL;

  if (self->running == NULL || self->running != g_task_get_cancellable (G_TASK (result)))
    return; /* another input is on screen, or another model is asked */

  lens_edits_set_running (self, NULL);
  if (prediction == NULL)
    {
      lens_edits_tell_failed (self, error->message);
      return;
    }
  decided = lens_decide (prediction, lens_reading_get_decision (self->reading));
  take (self, job, decided);
  lens_edits_request (self);
}

/* (transfer full) The pixels of which something is to be known next; NULL if all is known. */
static GBytes *
find_unknown (LensEdits *self)
{
  if (self->stroke != NULL && self->has_begun)
    {
      DermInput *known = self->latest != NULL ? derm_prediction_get_input (self->latest) : NULL;

      if (known == NULL || memcmp (derm_input_get_rgb (known), self->stroke, lens_edits_get_n_bytes (self)) != 0)
        return g_bytes_new (self->stroke, lens_edits_get_n_bytes (self));
    }
  if (self->edit == NULL)
    return NULL;
  if (lens_edits_get_step_prediction (self, self->edit->place) == NULL)
    return g_bytes_ref (lens_edit_get_step (self->edit, self->edit->place)->rgb);
  for (guint i = 0; i < self->edit->steps->len; i++)
    if (lens_edits_get_step_prediction (self, i) == NULL)
      return g_bytes_ref (lens_edit_get_step (self->edit, i)->rgb);

  return NULL;
}

void
lens_edits_request (LensEdits *self)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GBytes) rgb = NULL;
  g_autoptr (GTask) task = NULL;
  DermClassifier *classifier = lens_reading_get_classifier (self->reading);
  Job *job;

  if (self->running != NULL || self->untouched == NULL || classifier == NULL)
    return;
  rgb = find_unknown (self);
  if (rgb == NULL)
    return;

  cancellable = g_cancellable_new ();
  lens_edits_set_running (self, cancellable);
  job = g_new (Job, 1);
  *job = (Job){ g_object_ref (classifier), g_object_ref (lens_edits_get_input (self)), g_bytes_ref (rgb),
                self->stroke != NULL };
  task = g_task_new (self, cancellable, on_predicted, NULL);
  g_task_set_source_tag (task, lens_edits_request);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  g_task_set_priority (task, G_PRIORITY_HIGH); /* before the frame is drawn */
  g_task_run_in_thread (task, work);
}

void
lens_edits_stop_request (LensEdits *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  lens_edits_set_running (self, NULL);
}
