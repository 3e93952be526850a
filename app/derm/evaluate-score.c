/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli-batch.h"
#include "evaluate.h"

/* So many at once: between two lots the progress is shown. */
enum { LOT = 512 };

void
evaluate_scores_clear (EvaluateScores *scores)
{
  g_free (scores->scores);
  g_free (scores->logits);
  g_free (scores->answers);
}

static int
get_n_classes (const EvaluateSource *source)
{
  return (int) g_strv_length (source->labels);
}

/* Numbers go with the codes of their classes, whatever a recipe calls the outputs. */
static gboolean
keep (const EvaluateSource *source, EvaluateScores *scores, guint i, DermPrediction *prediction)
{
  int n = get_n_classes (source), answer = derm_prediction_get_answer (prediction, source->options->decision);

  for (int k = 0; k < n; k++)
    {
      int output = derm_prediction_find_label (prediction, source->labels[k]);

      if (output < 0)
        {
          cli_error (_ ("The recipe calls no output “%s”, as the model does; name other --labels."), source->labels[k]);
          return FALSE;
        }
      scores->scores[i * (guint) n + (guint) k] = derm_prediction_get_calibrated (prediction)[output];
      scores->logits[i * (guint) n + (guint) k] = derm_prediction_get_logits (prediction)[output];
    }
  scores->answers[i] = evaluate_find_label (source, derm_prediction_get_label (prediction, answer));
  return TRUE;
}

/* ---- images ---- */

typedef struct {
  EvaluateSource *source;
  DermClassifier *classifier;
  DermRecipe *recipe;
  EvaluateScores *scores;
  GArray *chosen; /* of guint */
} Scoring;

static gboolean
score_files (Scoring *scoring, guint first, guint n)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autoptr (GArray) scored = NULL;
  guint next = 0;

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (
        paths, g_array_index (scoring->source->items, EvaluateItem, g_array_index (scoring->chosen, guint, i)).path);
  scored = cli_score_images (scoring->classifier, scoring->recipe, paths, NULL, &scoring->source->n_failed);
  for (guint i = 0; i < n && next < scored->len; i++)
    {
      const CliScored *one = &g_array_index (scored, CliScored, next);

      if (one->path != paths->pdata[i])
        continue; /* that one failed */
      if (!keep (scoring->source, scoring->scores, g_array_index (scoring->chosen, guint, first + i), one->prediction))
        return FALSE;
      next++;
    }
  return TRUE;
}

static gboolean
keep_predictions (Scoring *scoring, DermInput *const *inputs, guint first, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) predictions = derm_classifier_predict_batch (scoring->classifier, inputs, (int) n, &error);

  if (predictions == NULL)
    {
      cli_file_error (scoring->source->options->set, error);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!keep (scoring->source, scoring->scores, g_array_index (scoring->chosen, guint, first + i),
               predictions->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
score_pixels (Scoring *scoring, guint first, guint n)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < first + n; i++)
    {
      guint item = g_array_index (scoring->chosen, guint, i);
      DermInput *input = derm_samples_make_input (scoring->source->samples,
                                                  g_array_index (scoring->source->items, EvaluateItem, item).sample,
                                                  scoring->recipe, &error);

      if (input == NULL)
        {
          cli_file_error (scoring->source->options->set, error);
          return FALSE;
        }
      g_ptr_array_add (inputs, input);
    }
  return keep_predictions (scoring, (DermInput **) inputs->pdata, first, n);
}

static gboolean
score_lots (Scoring *scoring)
{
  guint n = scoring->chosen->len;
  Progress progress;

  progress_init (&progress, n, scoring->source->options->is_quiet, TRUE);
  for (guint first = 0; first < n; first += LOT)
    {
      guint n_here = MIN (LOT, n - first);

      if (!(scoring->source->samples != NULL ? score_pixels (scoring, first, n_here)
                                             : score_files (scoring, first, n_here)))
        return FALSE;
      progress_show (&progress, &(ProgressCounts){ .n_done = first + n_here, .n_failed = scoring->source->n_failed });
    }
  progress_end (&progress);
  return TRUE;
}

/* ---- results ---- */

static gboolean
take_results (EvaluateSource *source, EvaluateScores *scores)
{
  guint n = (guint) get_n_classes (source);
  const char *decision = derm_samples_get_decision (source->samples);

  if (source->options->has_decision && g_strcmp0 (decision, derm_decision_get_id (source->options->decision)) != 0)
    {
      cli_error (_ ("The answers in this file were taken by the decision %s; for another run derm predict again."),
                 decision);
      return FALSE;
    }
  for (guint i = 0; i < source->items->len; i++)
    {
      const EvaluateItem *item = &g_array_index (source->items, EvaluateItem, i);
      const float *logits = derm_samples_get_logits (source->samples, item->sample);

      memcpy (scores->scores + i * n, derm_samples_get_scores (source->samples, item->sample), n * sizeof (float));
      if (logits != NULL)
        memcpy (scores->logits + i * n, logits, n * sizeof (float));
      else
        g_clear_pointer (&scores->logits, g_free);
      scores->answers[i] = item->is_chosen ? derm_samples_get_answer (source->samples, item->sample) : -1;
    }
  return TRUE;
}

gboolean
evaluate_score (EvaluateSource *source, DermClassifier *classifier, DermRecipe *recipe, EvaluateScores *scores)
{
  gsize n = source->items->len, n_values = n * (gsize) get_n_classes (source);
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  Scoring scoring = { source, classifier, recipe, scores, chosen };

  *scores = (EvaluateScores){ g_new0 (float, n_values), g_new0 (float, n_values), g_new (int, n) };
  for (guint i = 0; i < n; i++)
    {
      scores->answers[i] = -1;
      if (g_array_index (source->items, EvaluateItem, i).is_chosen)
        g_array_append_val (chosen, i);
    }
  return evaluate_source_has_results (source) ? take_results (source, scores) : score_lots (&scoring);
}

DermEvaluationSet *
evaluate_make_set (const EvaluateSource *source, const EvaluateScores *scores)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new ((const char *const *) source->labels, &error);

  for (guint i = 0; set != NULL && i < source->items->len; i++)
    {
      const EvaluateItem *item = &g_array_index (source->items, EvaluateItem, i);
      const DermScoredItem scored = { item->name,
                                      item->lesion,
                                      item->truth,
                                      scores->answers[i],
                                      scores->scores + i * (guint) get_n_classes (source),
                                      item->is_trained_on };

      if (scores->answers[i] >= 0 && !derm_evaluation_set_add (set, &scored, &error))
        g_clear_object (&set);
      if (set == NULL)
        break;
    }
  if (set == NULL)
    cli_error ("%s", error->message);
  else if (derm_evaluation_set_get_n_items (set) == 0)
    {
      cli_error (_ ("No image is left to evaluate."));
      g_clear_object (&set);
    }
  return g_steal_pointer (&set);
}
