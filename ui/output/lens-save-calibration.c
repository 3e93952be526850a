/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-save-calibration.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-save.h"

/* Of the sets; as `derm evaluate` has it if nothing else is said. */
#define COVERAGE 0.9

/* All that it is fitted on; all owned. */
typedef struct {
  DermRecalibrationSubject subject;
  float *logits;
  char *source, *date, *path;
} Fit;

static void
fit_free (gpointer data)
{
  Fit *fit = data;

  g_object_unref (fit->subject.set);
  g_object_unref (fit->subject.model);
  g_object_unref (fit->subject.recipe);
  g_free (fit->logits);
  g_free (fit->source);
  g_free (fit->date);
  g_free (fit->path);
  g_free (fit);
}

/* NULL: an image of the set has lost its result. */
static float *
list_logits (LensEvaluating *evaluating, DermEvaluationSet *set)
{
  guint n_items = derm_evaluation_set_get_n_items (set);
  gsize n_classes = (gsize) derm_evaluation_set_get_n_classes (set);
  g_autofree float *logits = g_new (float, n_items *n_classes);

  for (guint i = 0; i < n_items; i++)
    {
      DermPrediction *prediction = lens_item_get_prediction (lens_evaluating_get_item (evaluating, i));

      if (prediction == NULL || derm_prediction_get_model (prediction) != lens_evaluating_get_model (evaluating))
        return NULL;
      memcpy (logits + i * n_classes, derm_prediction_get_logits (prediction), n_classes * sizeof (float));
    }

  return g_steal_pointer (&logits);
}

static Fit *
fit_new (LensSession *session, DermScalingMethod method, gboolean is_hiding_names)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (session);
  DermEvaluationSet *set = derm_evaluation_get_set (lens_evaluating_get_evaluation (evaluating));
  float *logits = list_logits (evaluating, set);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  Fit *fit;

  if (logits == NULL)
    return NULL;
  fit = g_new0 (Fit, 1);
  fit->logits = logits;
  fit->source = is_hiding_names ? g_strdup (_ ("Images")) : lens_session_dup_list_name (session);
  fit->date = g_date_time_format (now, "%Y-%m-%d");
  fit->subject = (DermRecalibrationSubject){
    .set = g_object_ref (set),
    .logits = fit->logits,
    .model = g_object_ref (lens_evaluating_get_model (evaluating)),
    .recipe = g_object_ref (lens_reading_get_recipe (lens_session_get_reading (session))),
    .source = fit->source,
    .date = fit->date,
    .seed = DERM_INTERVAL_SEED,
    .method = method,
    .coverage = COVERAGE,
  };

  return fit;
}

/* (transfer full) What came of it: a calibration can make scores worse. */
static char *
dup_said (DermRecalibration *calibration, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  int method = (int) derm_recalibration_get_method (calibration);
  double before = derm_recalibration_get_figure (calibration, DERM_MEASURE_NLL, -1),
         after = derm_recalibration_get_figure (calibration, DERM_MEASURE_NLL, method);
  guint n = derm_recalibration_get_n_checked (calibration);
  GString *text = g_string_new (NULL);

  /* TRANSLATORS: name of a file; "Open, Calibration" are items of the menu */
  g_string_append_printf (text, _ ("The calibration is saved in %s. Open, Calibration uses it."), name);
  g_string_append_c (text, ' ');
  /* TRANSLATORS: number of images; two values of the loss NLL */
  g_string_append_printf (text,
                          ngettext ("On the %'u image that it was not fitted on, NLL goes from %.3f to %.3f.",
                                    "On the %'u images that it was not fitted on, NLL goes from %.3f to %.3f.", n),
                          n, before, after);
  if (!(after < before))
    {
      g_string_append_c (text, ' ');
      g_string_append (text, _ ("It is no better than the scores are now."));
    }

  return g_string_free (text, FALSE);
}

static void
fit_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Fit *fit = data;
  GError *error = NULL;
  g_autoptr (DermRecalibration) calibration = derm_recalibration_new (&fit->subject, &error);

  if (calibration != NULL && derm_recalibration_save (calibration, fit->path, &error))
    g_task_return_pointer (task, dup_said (calibration, fit->path), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_fitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensSession *session = LENS_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = g_task_propagate_pointer (G_TASK (result), &error);

  if (lens_session_is_closed (session))
    return;
  if (said != NULL)
    lens_messages_show_notice (lens_session_get_messages (session), said, LENS_NOTICE_DONE);
  else
    lens_save_show_failure (session, NULL, error);
}

void
lens_save_calibration (LensSession *session, DermScalingMethod method, const char *path, gboolean is_hiding_names)
{
  LensEvaluating *evaluating;
  g_autoptr (GTask) task = NULL;
  Fit *fit;

  g_return_if_fail (LENS_IS_SESSION (session));
  g_return_if_fail (path != NULL);

  evaluating = lens_session_get_evaluating (session);
  if (lens_evaluating_get_evaluation (evaluating) == NULL)
    return; /* the images went while the dialog was open */
  if (lens_evaluating_is_training_data (evaluating))
    {
      lens_messages_show_error (
          lens_session_get_messages (session), NULL,
          _ ("The model was trained on these images: a calibration by them would be far too sure of itself."));
      return;
    }
  fit = fit_new (session, method, is_hiding_names);
  if (fit == NULL)
    {
      lens_messages_show_error (lens_session_get_messages (session), NULL,
                                _ ("Results are still missing. Wait until all images are done, then fit again."));
      return;
    }
  fit->path = g_strdup (path);
  task = g_task_new (session, NULL, on_fitted, NULL);
  g_task_set_task_data (task, fit, fit_free);
  g_task_run_in_thread (task, fit_in_thread);
}
