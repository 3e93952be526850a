/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "model-calibration.h"
#include "weights-json.h"
#include "model-metadata.h"

void
derm_calibration_free (DermCalibration *self)
{
  if (self == NULL)
    return;
  g_free (self->scale);
  g_free (self->offset);
  g_free (self->fitted_on);
  g_free (self);
}

static gboolean
read_words (JsonObject *object, DermCalibration *self, GError **error)
{
  const char *what = _ ("the calibration");
  const char *words = derm_json_get_string (object, "fitted_on", what, error);

  if (words == NULL || !derm_json_get_double (object, "ece", what, &self->ece, error))
    return FALSE;
  if (*words == '\0' || g_utf8_strlen (words, -1) > DERM_CALIBRATION_WORDS || self->ece < 0 || self->ece > 1)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL,
                           _ ("the calibration does not say in a few words what it was fitted on, or how well"));
      return FALSE;
    }
  self->fitted_on = g_strdup (words);
  return TRUE;
}

gboolean
derm_calibration_read (DermSafetensors *file, int n_outputs, DermCalibration **calibration, GError **error)
{
  static const char *const members[] = { "scale", "offset", "ece", "fitted_on", NULL };
  const char *what = _ ("the calibration");
  g_autoptr (DermCalibration) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  *calibration = NULL;
  if (derm_safetensors_get_metadata (file, "calibration") == NULL)
    return TRUE;
  root = derm_metadata_read_object (file, "calibration", what, error);
  if (root == NULL)
    return FALSE;
  object = json_node_get_object (root);
  if (!derm_metadata_check_members (object, members, what, error))
    return FALSE;
  self = g_new0 (DermCalibration, 1);
  self->n = n_outputs;
  self->scale = derm_json_get_numbers (object, "scale", n_outputs,
                                       (DermRange){ 1 / DERM_CALIBRATION_MAX, DERM_CALIBRATION_MAX }, what, error);
  if (self->scale != NULL)
    self->offset = derm_json_get_numbers (object, "offset", n_outputs,
                                          (DermRange){ -DERM_CALIBRATION_MAX, DERM_CALIBRATION_MAX }, what, error);
  if (self->offset == NULL || !read_words (object, self, error))
    return FALSE;
  *calibration = g_steal_pointer (&self);
  return TRUE;
}

void
derm_calibration_move (const DermCalibration *self, int n, const float *logits, float *moved)
{
  for (int i = 0; i < n; i++)
    {
      double value = logits[i];

      /* fma() by its name: a compiler that makes one of a product and a sum on one computer only would change the bits
       */
      if (self != NULL)
        value = fma (self->scale[i], value, self->offset[i]);
      moved[i] = (float) CLAMP (value, -FLT_MAX, FLT_MAX);
    }
}

void
derm_calibration_apply (const DermCalibration *self, int n, const float *logits, float *scores)
{
  derm_calibration_move (self, n, logits, scores);
  nn_softmax (n, scores, scores);
}

float *
derm_calibration_balance (const float *scores, const double *shares, int n)
{
  float *balanced = g_new (float, n);
  double sum = 0;

  for (int i = 0; i < n; i++)
    sum += (double) scores[i] / shares[i];
  for (int i = 0; i < n; i++)
    balanced[i] = (float) ((double) scores[i] / shares[i] / sum);
  return balanced;
}
