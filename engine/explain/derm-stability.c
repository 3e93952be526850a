/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>

#include "made.h"
#include "stability-private.h"

G_DEFINE_ABSTRACT_TYPE (DermStability, derm_stability, G_TYPE_OBJECT)

static void
derm_stability_finalize (GObject *object)
{
  DermStability *self = DERM_STABILITY (object);

  g_clear_object (&self->prediction);
  g_clear_pointer (&self->disturbed, g_ptr_array_unref);
  G_OBJECT_CLASS (derm_stability_parent_class)->finalize (object);
}

static void
derm_stability_class_init (DermStabilityClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_stability_finalize;
}

static void
derm_stability_init (DermStability *self)
{
}

DermPrediction *
derm_stability_get_prediction (DermStability *self)
{
  g_return_val_if_fail (DERM_IS_STABILITY (self), NULL);
  return self->prediction;
}

gboolean
derm_stability_is_of_image (DermStability *self)
{
  g_return_val_if_fail (DERM_IS_STABILITY (self), FALSE);
  return self->is_of_image;
}

guint
derm_stability_get_seed (DermStability *self)
{
  g_return_val_if_fail (DERM_IS_STABILITY (self), 0);
  return self->seed;
}

int
derm_stability_get_n_disturbances (DermStability *self)
{
  g_return_val_if_fail (DERM_IS_STABILITY (self), 0);
  return (int) self->disturbed->len;
}

gboolean
derm_stability_get_disturbance (DermStability *self, int index, DermDisturbance *disturbance)
{
  g_return_val_if_fail (disturbance != NULL, FALSE);
  *disturbance = (DermDisturbance){ .brightness = 1 };
  g_return_val_if_fail (DERM_IS_STABILITY (self), FALSE);

  if (index < 0 || index >= (int) self->disturbed->len)
    return FALSE;
  *disturbance = derm_stability_plan (self->seed, index);
  return TRUE;
}

DermPrediction *
derm_stability_get_disturbed (DermStability *self, int index)
{
  g_return_val_if_fail (DERM_IS_STABILITY (self), NULL);
  return index >= 0 && index < (int) self->disturbed->len ? self->disturbed->pdata[index] : NULL;
}

int
derm_stability_count (DermStability *self, int shake, DermDecision decision, int *n)
{
  int before, n_changed = 0, n_all = 0;

  if (n != NULL)
    *n = 0;
  g_return_val_if_fail (DERM_IS_STABILITY (self), -1);

  before = derm_prediction_get_answer (self->prediction, decision);
  for (int i = 0; i < (int) self->disturbed->len; i++)
    if (shake < 0 || (int) derm_stability_plan (self->seed, i).shake == shake)
      {
        n_changed += derm_prediction_get_answer (self->disturbed->pdata[i], decision) != before;
        n_all++;
      }
  if (n != NULL)
    *n = n_all;
  return before >= 0 ? n_changed : -1;
}

/* ---- the band ---- */

static double
find_value (DermPrediction *prediction, DermTarget target, int class_index)
{
  const float *values = target == DERM_TARGET_SCORE ? derm_prediction_get_calibrated (prediction)
                        : target == DERM_TARGET_RAW ? derm_prediction_get_scores (prediction)
                                                    : derm_prediction_get_logits (prediction);

  return (double) values[class_index];
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

gboolean
derm_stability_get_band (DermStability *self, DermTarget target, int class_index, double *lowest, double *median,
                         double *highest)
{
  double values[STABILITY_N + 1], unwanted;

  lowest = lowest != NULL ? lowest : &unwanted;
  median = median != NULL ? median : &unwanted;
  highest = highest != NULL ? highest : &unwanted;
  *lowest = *median = *highest = 0;
  g_return_val_if_fail (DERM_IS_STABILITY (self), FALSE);

  if ((guint) target > DERM_TARGET_LOGIT || class_index < 0
      || class_index >= derm_prediction_get_n_classes (self->prediction))
    return FALSE;
  for (int i = 0; i < STABILITY_N; i++)
    values[i] = find_value (self->disturbed->pdata[i], target, class_index);
  values[STABILITY_N] = find_value (self->prediction, target, class_index);
  qsort (values, STABILITY_N + 1, sizeof *values, compare_values);
  *lowest = values[0];
  *median = values[STABILITY_N / 2];
  *highest = values[STABILITY_N];
  return TRUE;
}
