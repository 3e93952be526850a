/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-internal.h"

static gboolean
is_in_range (const double *values, int n, double least, double most)
{
  for (int i = 0; i < n; i++)
    if (!(values[i] >= least && values[i] <= most))
      return FALSE;
  return TRUE;
}

DermModel *
derm_model_with_scaling (DermModel *self, const DermModelScaling *scaling, GError **error)
{
  DermCalibration *calibration;
  int n;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (scaling != NULL && scaling->fitted_on != NULL, NULL);

  n = derm_model_get_n_classes (self);
  if (!is_in_range (scaling->scale, n, 1 / DERM_CALIBRATION_MAX, DERM_CALIBRATION_MAX)
      || !is_in_range (scaling->offset, n, -DERM_CALIBRATION_MAX, DERM_CALIBRATION_MAX)
      || !is_in_range (&scaling->ece, 1, 0, 1) || !is_in_range (&scaling->threshold, 1, 0, 1)
      || !(scaling->coverage >= 0 && scaling->coverage < 1))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("a number of the calibration is out of its range"));
      return NULL;
    }
  calibration = g_new0 (DermCalibration, 1);
  calibration->n = n;
  calibration->scale = g_memdup2 (scaling->scale, sizeof (double) * (gsize) n);
  calibration->offset = g_memdup2 (scaling->offset, sizeof (double) * (gsize) n);
  calibration->fitted_on
      = g_utf8_substring (scaling->fitted_on, 0, MIN (g_utf8_strlen (scaling->fitted_on, -1), DERM_CALIBRATION_WORDS));
  calibration->ece = scaling->ece;
  calibration->coverage = scaling->coverage;
  calibration->threshold = scaling->threshold;
  return derm_model_recalibrate (self, calibration, error);
}
