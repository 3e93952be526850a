/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lesson-private.h"

/* What is measured inside the network, and by hiding and changing pixels. */

/* ---- cells ---- */

static gboolean
read_cell (DermActivations *activations, char **words, DermCell *cell, GError **error)
{
  if (!lesson_read_int (words[1], -1, derm_activations_get_n_layers (activations) - 1, &cell->layer, error)
      || !lesson_read_int (words[2], 0, 99999, &cell->channel, error)
      || !lesson_read_place (words[3], &cell->column, &cell->row, error))
    return FALSE;
  return isfinite (derm_activations_get_value (activations, cell))
         || lesson_fail (error, _ ("the network has no such cell."));
}

/* What `cell LAYER CHANNEL X,Y …` and the like begin with. */
static DermActivations *
trace_cell (LessonLab *lab, const LessonClaim *claim, DermCell *cell, GError **error)
{
  const char *image = claim->words[lesson_kind_find (claim->words[0])->n_words];
  DermActivations *activations = lesson_lab_trace (lab, claim->words, image, error);

  return activations != NULL && read_cell (activations, claim->words, cell, error) ? activations : NULL;
}

/* cell LAYER CHANNEL X,Y IMAGE */
gboolean
lesson_measure_cell (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);

  if (activations == NULL)
    return FALSE;
  *value = derm_activations_get_value (activations, &cell);
  return TRUE;
}

/* terms, bias LAYER CHANNEL X,Y IMAGE: how many products there are, and the bias */
gboolean
lesson_measure_terms (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  gboolean is_bias = g_str_equal (claim->words[0], "bias");
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);
  int n = 0;
  g_autofree DermTerm *terms = activations != NULL ? derm_activations_list_terms (activations, &cell, &n) : NULL;

  if (terms == NULL)
    return activations == NULL ? FALSE : lesson_fail (error, _ ("the network has no such cell."));
  *value = 0.0;
  for (int i = 0; i < n; i++)
    if (terms[i].is_bias == is_bias)
      *value += is_bias ? terms[i].product : 1.0;
  return TRUE;
}

/* part LAYER CHANNEL X,Y SOURCE IMAGE: the sum of the products with cells of that channel */
gboolean
lesson_measure_part (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);
  int n = 0, source;
  g_autofree DermTerm *terms = activations != NULL ? derm_activations_list_terms (activations, &cell, &n) : NULL;

  if (activations == NULL || !lesson_read_int (claim->words[4], 0, 99999, &source, error))
    return FALSE;
  *value = 0.0;
  for (int i = 0; i < n; i++)
    *value += !terms[i].is_bias && terms[i].cell.channel == source ? terms[i].product : 0.0;
  return TRUE;
}

/* product, weight, factor LAYER CHANNEL X,Y N IMAGE: of the N-th term */
gboolean
lesson_measure_term (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);
  int n = 0, index;
  g_autofree DermTerm *terms = activations != NULL ? derm_activations_list_terms (activations, &cell, &n) : NULL;

  if (activations == NULL || !lesson_read_int (claim->words[4], 0, n - 1, &index, error))
    return FALSE;
  *value = g_str_equal (claim->words[0], "weight")   ? terms[index].weight
           : g_str_equal (claim->words[0], "factor") ? terms[index].value
                                                     : terms[index].product;
  return TRUE;
}

/* ---- explanations ---- */

/* (transfer full) For the class. */
static DermExplanation *
explain_class (LessonLab *lab, char **words, const char *code, const char *image, GError **error)
{
  DermExplanation *explanation = lesson_lab_explain (lab, words, image, error);
  DermPrediction *prediction = explanation != NULL ? lesson_lab_predict (lab, words, image, error) : NULL;
  int index;

  if (prediction == NULL || !lesson_find_class (prediction, code, &index, error))
    return NULL;
  return derm_explanation_with_class (explanation, index);
}

/* hidden CLASS X,Y IMAGE: the class's score with the patch hidden whose left upper pixel that is */
gboolean
lesson_measure_hidden (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  g_autoptr (DermExplanation) explanation = explain_class (lab, claim->words, claim->words[1], claim->words[3], error);
  int x, y, patch[4], n;

  if (explanation == NULL || !lesson_read_place (claim->words[2], &x, &y, error))
    return FALSE;
  for (int row = 0; row < derm_explanation_get_height (explanation); row++)
    for (int column = 0; column < derm_explanation_get_width (explanation); column++)
      if (derm_explanation_get_patch (explanation, column, row, patch) && patch[0] == x && patch[1] == y
          && patch[2] == patch[3])
        {
          *value = derm_explanation_get_hidden (explanation, column, row,
                                                &n)[derm_explanation_get_options (explanation)->class_index];
          return TRUE;
        }
  return lesson_fail (error, _ ("no whole patch begins at %s."), claim->words[2]);
}

/* strongest for|against CLASS value|x|y IMAGE: the strongest patch, and its left upper pixel */
gboolean
lesson_measure_strongest (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  g_autoptr (DermExplanation) explanation = explain_class (lab, claim->words, claim->words[2], claim->words[4], error);
  int x, y, patch[4];
  float strongest;

  if (explanation == NULL)
    return FALSE;
  strongest = derm_explanation_find_strongest (explanation, g_str_equal (claim->words[1], "for"), &x, &y);
  if (x < 0 || !derm_explanation_get_patch (explanation, x, y, patch))
    return lesson_fail (error, _ ("no patch has that sign."));
  *value = g_str_equal (claim->words[3], "x") ? patch[0] : g_str_equal (claim->words[3], "y") ? patch[1] : strongest;
  return TRUE;
}

/* fewest CLASS|any IMAGE: pixels of the smallest change that is found */
gboolean
lesson_measure_fewest (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[2], error);
  g_autoptr (DermChange) found = NULL;
  int index = -1;

  if (prediction == NULL
      || (!g_str_equal (claim->words[1], "any") && !lesson_find_class (prediction, claim->words[1], &index, error)))
    return FALSE;
  found = derm_change_find (lab->classifier, derm_prediction_get_input (prediction), index, DERM_CHANGE_MAX_PIXELS,
                            lab->cancellable, error);
  if (found == NULL)
    return FALSE;
  *value = derm_change_get_n_pixels (found);
  return derm_change_is_found (found) || lesson_fail (error, _ ("no change was found."));
}
