/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "evaluate.h"

/* The other side of a comparison. */

/* ---- results ---- */

static GHashTable *
index_names (const EvaluateSource *source)
{
  GHashTable *items = g_hash_table_new (g_str_hash, g_str_equal); /* name -> place + 1 */

  for (guint i = 0; i < source->items->len; i++)
    g_hash_table_insert (items, g_array_index (source->items, EvaluateItem, i).name, GUINT_TO_POINTER (i + 1));
  return items;
}

/* Their own truth, or that of the images of the same names; without one they cannot be compared. */
static DermEvaluationSet *
make_result_set (const EvaluateSource *source, DermSamples *samples, GError **error)
{
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new ((const char *const *) source->labels, error);
  g_autoptr (GHashTable) items = index_names (source);

  for (guint i = 0; set != NULL && i < derm_samples_get_n_items (samples); i++)
    {
      const char *name = derm_samples_get_name (samples, i);
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (items, name));
      const EvaluateItem *item = found > 0 ? &g_array_index (source->items, EvaluateItem, found - 1) : NULL;
      int truth = derm_samples_get_truth (samples, i);

      if (truth < 0 && item != NULL)
        truth = item->truth;
      if (truth >= 0
          && !derm_evaluation_set_add (set,
                                       &(DermScoredItem){ name, item != NULL ? item->lesion : NULL, truth,
                                                          derm_samples_get_answer (samples, i),
                                                          derm_samples_get_scores (samples, i), FALSE },
                                       error))
        return NULL;
    }
  return g_steal_pointer (&set);
}

static DermEvaluationSet *
read_results (const EvaluateSource *source)
{
  const char *path = source->options->compare;
  g_autoptr (GFile) file = cli_file (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples
      = derm_samples_new_from_file (file, (const char *const *) source->labels, NULL, &error);
  DermEvaluationSet *set = NULL;

  if (samples != NULL && derm_samples_get_kind (samples) != DERM_SAMPLES_RESULTS)
    {
      cli_error (_ ("--compare %s: these are no results of derm predict."), path);
      return NULL;
    }
  if (samples != NULL)
    set = make_result_set (source, samples, &error);
  if (set == NULL)
    cli_file_error (path, error);
  return set;
}

/* ---- another model or recipe ---- */

static gboolean
has_same_labels (const EvaluateSource *source, DermModel *model)
{
  gboolean is_same = derm_model_get_n_classes (model) == (int) g_strv_length (source->labels);

  for (int k = 0; is_same && k < derm_model_get_n_classes (model); k++)
    is_same = evaluate_find_label (source, derm_model_get_label (model, k)) >= 0;
  if (!is_same)
    cli_error (_ ("--compare-model: the model has other classes."));
  return is_same;
}

static void
warn_of_other (EvaluateSource *source, DermModel *model)
{
  g_autoptr (DermTrainedOn) list = derm_trained_on_new_for_model (model, NULL, NULL);
  guint n = 0;

  for (guint i = 0; list != NULL && i < source->items->len; i++)
    n += g_array_index (source->items, EvaluateItem, i).is_chosen
         && derm_trained_on_contains (list, g_array_index (source->items, EvaluateItem, i).name);
  if (n > 0)
    g_ptr_array_add (source->warnings,
                     g_strdup_printf (ngettext ("The other model was trained on %u of the images.",
                                                "The other model was trained on %u of the images.", n),
                                      n));
}

static DermEvaluationSet *
score_other (EvaluateSource *source, char **name, CliStatus *status)
{
  const EvaluateOptions *options = source->options;
  RecipeOptions other = options->recipe; /* its strings are borrowed */
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  EvaluateScores scores = { NULL };
  DermEvaluationSet *set = NULL;

  if (options->compare_model != NULL)
    other.model = options->compare_model;
  if (options->compare_recipe != NULL)
    other.name = options->compare_recipe;
  *status = recipe_options_open_one (&other, &model, &recipe);
  if (*status != CLI_OK)
    return NULL;
  *status = CLI_USAGE;
  if (!has_same_labels (source, model))
    return NULL;
  classifier = cli_make_classifier (model, options->isa, options->n_threads, status);
  if (classifier == NULL)
    return NULL;
  *name = g_strdup_printf ("%s %s, %s", derm_model_get_name (model), derm_model_get_version (model),
                           derm_recipe_get_name (recipe));
  if (options->compare_model != NULL)
    warn_of_other (source, model);
  if (evaluate_score (source, classifier, recipe, &scores))
    set = evaluate_make_set (source, &scores);
  evaluate_scores_clear (&scores);
  return set;
}

DermEvaluation *
evaluate_other (EvaluateSource *source, char **name, CliStatus *status)
{
  const EvaluateOptions *options = source->options;
  g_autoptr (DermEvaluationSet) other = NULL;

  *status = CLI_OK;
  if (options->compare != NULL)
    {
      other = read_results (source);
      *name = g_path_get_basename (options->compare);
      *status = CLI_USAGE;
    }
  else if (options->compare_model == NULL && options->compare_recipe == NULL)
    return NULL;
  else if (evaluate_source_has_results (source))
    {
      cli_error (_ ("Results are compared with results (--compare); for another model or recipe images are needed."));
      *status = CLI_USAGE;
    }
  else
    other = score_other (source, name, status);
  if (other == NULL)
    return NULL;
  *status = CLI_OK;
  return derm_evaluation_new (other);
}
