/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-prediction.h"
#include "model-internal.h"

/* Classes that an answer comes with. */

static int
compare_scores (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const float *scores = user_data;
  int one = *(const int *) a, other = *(const int *) b;

  if (scores[one] != scores[other])
    return scores[one] > scores[other] ? -1 : 1;
  return one - other;
}

/* All classes, the highest score first. (transfer full) */
static int *
list_by_score (DermPrediction *self)
{
  int *order = g_new (int, derm_prediction_get_n_classes (self));

  for (int i = 0; i < derm_prediction_get_n_classes (self); i++)
    order[i] = i;
  g_qsort_with_data (order, derm_prediction_get_n_classes (self), sizeof *order, compare_scores,
                     (gpointer) derm_prediction_get_calibrated (self));
  return order;
}

int *
derm_prediction_list_set (DermPrediction *self, double share, guint *n)
{
  g_autofree int *order = NULL;
  double sum = 0;

  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  g_return_val_if_fail (share > 0 && share <= 1, NULL);

  order = list_by_score (self);
  while (sum < share && *n < (guint) derm_prediction_get_n_classes (self))
    sum += (double) derm_prediction_get_calibrated (self)[order[(*n)++]];
  return g_steal_pointer (&order);
}

int *
derm_prediction_list_covering_set (DermPrediction *self, guint *n)
{
  const DermCalibration *calibration;
  g_autofree int *order = NULL;

  g_return_val_if_fail (n != NULL, NULL);
  *n = 0;
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);

  calibration = derm_model_get_calibration_values (derm_prediction_get_model (self));
  if (calibration == NULL || calibration->coverage <= 0)
    return NULL;
  order = list_by_score (self);
  while (*n < (guint) derm_prediction_get_n_classes (self)
         && (double) derm_prediction_get_calibrated (self)[order[*n]] >= calibration->threshold)
    (*n)++;
  return g_steal_pointer (&order);
}
