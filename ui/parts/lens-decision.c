/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-decision.h"

#include <glib/gi18n.h>

DermPrediction *
lens_decide (DermPrediction *prediction, DermDecision decision)
{
  DermPrediction *decided;

  g_return_val_if_fail (DERM_IS_PREDICTION (prediction), NULL);

  decided = derm_prediction_with_decision (prediction, decision, NULL);

  return decided != NULL ? decided : g_object_ref (prediction);
}

static char *
format_answer (DermPrediction *prediction, DermDecision decision)
{
  static const char *const names[] = { N_ ("Likely"), N_ ("Balanced") };
  const char *answer = derm_prediction_get_class_name (prediction, derm_prediction_get_answer (prediction, decision));

  if (derm_prediction_get_decision (prediction) == decision)
    return g_markup_printf_escaped ("<b>%s: %s</b>", _ (names[decision]), answer);

  return g_markup_printf_escaped ("%s: %s", _ (names[decision]), answer);
}

char *
lens_decision_format_both (DermPrediction *prediction)
{
  g_autofree char *likely = NULL;
  g_autofree char *balanced = NULL;

  g_return_val_if_fail (DERM_IS_PREDICTION (prediction), NULL);

  if (!derm_prediction_is_disputed (prediction))
    return NULL;

  likely = format_answer (prediction, DERM_DECISION_LIKELY);
  balanced = format_answer (prediction, DERM_DECISION_BALANCED);

  return g_strdup_printf ("%s · %s", likely, balanced);
}
