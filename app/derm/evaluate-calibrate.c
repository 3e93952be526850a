/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "evaluate.h"

/* A calibration of the model on the images that are evaluated. */

/* Answers that were given before have to be of this model and recipe, and to come with their logits. */
static gboolean
check_results (const EvaluateSource *source, const EvaluateScores *scores)
{
  DermSamples *samples = source->samples;

  if (!evaluate_source_has_results (source))
    return TRUE;
  if (scores->logits == NULL)
    cli_error (_ ("--fit-calibration: the results have no logits; run derm predict with --format jsonl, or with "
                  "--scores logits."));
  else if (g_strcmp0 (derm_samples_get_model_sha256 (samples), derm_model_get_sha256 (source->model)) != 0)
    cli_error (_ ("--fit-calibration: the results are of another model; name it with --model."));
  else if (g_strcmp0 (derm_samples_get_recipe (samples), derm_recipe_get_name (source->recipe)) != 0)
    cli_error (_ ("--fit-calibration: the results are of the recipe “%s”; name it with --recipe."),
               derm_samples_get_recipe (samples));
  else
    return TRUE;
  return FALSE;
}

/* A model is surer of what it has learnt than of anything else. */
static gboolean
check_training (const EvaluateSource *source, DermEvaluationSet *set)
{
  if (derm_evaluation_set_get_n_trained_on (set) == 0 || source->options->keeps_trained_on)
    return TRUE;
  cli_error (
      _ ("--fit-calibration: the model was trained on these images, so a calibration by them would be far too sure. "
         "(--with-training-data does it nevertheless, and says so in the file.)"));
  return FALSE;
}

/* Logits of the set's images, which are the items with an answer, in their order. */
static float *
list_logits (const EvaluateSource *source, const EvaluateScores *scores)
{
  gsize n_classes = g_strv_length (source->labels), n = 0;
  float *logits = g_new (float, (gsize) source->items->len *n_classes);

  for (guint i = 0; i < source->items->len; i++)
    if (scores->answers[i] >= 0)
      memcpy (logits + n++ * n_classes, scores->logits + i * n_classes, n_classes * sizeof (float));
  return logits;
}

static DermRecalibration *
fit (const EvaluateSource *source, const EvaluateScores *scores, DermEvaluationSet *set, GError **error)
{
  const EvaluateOptions *options = source->options;
  g_autofree float *logits = list_logits (source, scores);
  g_autofree char *base = g_path_get_basename (evaluate_options_get_place (options));
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  const DermRecalibrationSubject subject = {
    set, logits, source->model, source->recipe, name, date, (guint64) options->seed, options->method, options->coverage
  };

  return derm_recalibration_new (&subject, error);
}

DermRecalibration *
evaluate_calibrate (const EvaluateSource *source, const EvaluateScores *scores, DermEvaluationSet *set,
                    CliStatus *status)
{
  const char *path = source->options->fit_calibration;
  g_autoptr (DermRecalibration) found = NULL;
  g_autoptr (GError) error = NULL;

  *status = CLI_OK;
  if (path == NULL)
    return NULL;
  *status = CLI_USAGE;
  if (!check_results (source, scores) || !check_training (source, set))
    return NULL;
  found = fit (source, scores, set, &error);
  if (found == NULL)
    {
      cli_error ("--fit-calibration: %s", error->message);
      return NULL;
    }
  if (!derm_recalibration_save (found, path, &error))
    {
      cli_error ("%s", error->message);
      *status = CLI_OUTPUT;
      return NULL;
    }
  *status = CLI_OK;
  return g_steal_pointer (&found);
}
