/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-private.h"

#include <string.h>

#include "lens-decision.h"

typedef struct {
  DermClassifier *classifier;
  DermInput *input;   /* untouched */
  GBytes *rgb;        /* NULL until they are made of the drawing */
  gboolean is_stroke; /* pixels of a stroke that was under way */

  LensPaintStroke *drawn;     /* owned; which stroke it is, if it is on the original, or NULL */
  LensPaintOriginal *drawing; /* owned; what its pixels are made of, or NULL */
  guint n_drawn;
  GBytes *made;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->classifier);
  g_object_unref (job->input);
  g_clear_pointer (&job->rgb, g_bytes_unref);
  g_clear_pointer (&job->drawn, lens_paint_stroke_unref);
  g_clear_pointer (&job->drawing, lens_paint_original_free);
  g_clear_pointer (&job->made, g_bytes_unref);
  g_free (job);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (DermInput) edited = NULL;
  DermPrediction *prediction;

  if (job->drawing != NULL)
    job->rgb = lens_paint_original_make (job->drawing, &job->made, &error);
  if (job->rgb != NULL)
    edited = derm_input_with_pixels (job->input, job->rgb, &error);
  prediction = edited != NULL ? derm_classifier_predict (job->classifier, edited, &error) : NULL;

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

/* The pixels come before what is said of them: a step is told with its answer. */
static void
take_drawing (LensEdits *self, const Job *job, DermPrediction *prediction)
{
  g_set_object (&self->latest, prediction);
  lens_edits_take_drawing (self, job->n_drawn, job->rgb, job->made);
}

static void
on_predicted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensEdits *self = LENS_EDITS (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (DermPrediction) prediction = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (DermPrediction) decided = NULL;

  if (self->running == NULL || self->running != g_task_get_cancellable (G_TASK (result)))
    return; /* another input is on screen, or another model is asked */

  lens_edits_set_running (self, NULL);
  if (prediction != NULL)
    decided = lens_decide (prediction, lens_reading_get_decision (self->reading));
  if (job->drawn != NULL && job->drawn == self->drawn)
    take_drawing (self, job, decided);
  if (prediction == NULL)
    {
      lens_edits_tell_failed (self, error->message);
      return;
    }
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

/* (transfer full) NULL if all is known. */
static Job *
find_job (LensEdits *self)
{
  DermClassifier *classifier = lens_reading_get_classifier (self->reading);
  gboolean is_drawing = lens_edits_is_drawing_due (self);
  g_autoptr (GBytes) rgb = is_drawing ? NULL : find_unknown (self);
  Job *job;

  if (!is_drawing && rgb == NULL)
    return NULL;
  job = g_new0 (Job, 1);
  job->classifier = g_object_ref (classifier);
  job->input = g_object_ref (lens_edits_get_input (self));
  job->rgb = g_steal_pointer (&rgb);
  job->is_stroke = self->stroke != NULL;
  if (is_drawing)
    {
      job->drawn = lens_paint_stroke_ref (self->drawn);
      job->drawing = lens_edits_dup_drawing (self);
      job->n_drawn = self->n_drawn;
    }

  return job;
}

void
lens_edits_request (LensEdits *self)
{
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->running != NULL || self->untouched == NULL || lens_reading_get_classifier (self->reading) == NULL)
    return;
  job = find_job (self);
  if (job == NULL)
    return;

  cancellable = g_cancellable_new ();
  lens_edits_set_running (self, cancellable);
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
