/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-scores.h"

#include <math.h>

static const char *const scores_ids[] = { "calibrated", "scores", "logits" };

gboolean
lens_scores_from_id (const char *id, LensScores *scores)
{
  for (guint i = 0; i < G_N_ELEMENTS (scores_ids); i++)
    {
      if (g_strcmp0 (id, scores_ids[i]) == 0)
        {
          *scores = (LensScores) i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
lens_scores_get_id (LensScores scores)
{
  return scores_ids[scores];
}

const float *
lens_scores_get_numbers (LensScores scores, DermPrediction *prediction)
{
  switch (scores)
    {
    case LENS_SCORES_PLAIN:
      return derm_prediction_get_scores (prediction);
    case LENS_SCORES_LOGITS:
      return derm_prediction_get_logits (prediction);
    case LENS_SCORES_CALIBRATED:
    default:
      return derm_prediction_get_calibrated (prediction);
    }
}

/* Logits have no zero of their own: their bars reach from the lowest to the highest. */
double
lens_scores_place (LensScores scores, DermPrediction *prediction, double number)
{
  const float *numbers = lens_scores_get_numbers (scores, prediction);
  double low, high;

  if (scores != LENS_SCORES_LOGITS)
    return CLAMP (number, 0.0, 1.0);

  low = high = numbers[0];
  for (int i = 1; i < derm_prediction_get_n_classes (prediction); i++)
    {
      low = MIN (low, numbers[i]);
      high = MAX (high, numbers[i]);
    }

  return high > low ? CLAMP ((number - low) / (high - low), 0.0, 1.0) : 0.0;
}

double
lens_scores_get_length (LensScores scores, DermPrediction *prediction, int index)
{
  return lens_scores_place (scores, prediction, lens_scores_get_numbers (scores, prediction)[index]);
}

char *
lens_scores_format (LensScores scores, DermPrediction *prediction, int index)
{
  return lens_scores_format_number (scores, lens_scores_get_numbers (scores, prediction)[index]);
}

char *
lens_scores_format_number (LensScores scores, double number)
{
  return scores == LENS_SCORES_LOGITS ? g_strdup_printf ("%.2f", number) : derm_score_format (number);
}

double
lens_scores_get_difference (LensScores scores, DermPrediction *prediction, DermPrediction *base, int index)
{
  int other = derm_prediction_find_label (base, derm_prediction_get_label (prediction, index));

  if (other < 0)
    return NAN;

  return (double) lens_scores_get_numbers (scores, prediction)[index] - lens_scores_get_numbers (scores, base)[other];
}

char *
lens_scores_format_difference (double difference)
{
  if (isnan (difference))
    return g_strdup ("–");
  if (fabs (difference) < LENS_LEAST_DIFFERENCE)
    return g_strdup_printf ("%.2f", 0.0);

  return g_strdup_printf ("%s%.2f", difference < 0 ? "−" : "+", fabs (difference));
}
