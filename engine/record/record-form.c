/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-table.h"
#include "records-private.h"

static const char *const values_ids[] = { "calibrated", "raw", "logits" };

gboolean
derm_values_from_id (const char *id, DermValues *values)
{
  g_return_val_if_fail (values != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (values_ids); i++)
    if (g_strcmp0 (id, values_ids[i]) == 0)
      {
        *values = (DermValues) i;
        return TRUE;
      }
  return FALSE;
}

const char *
derm_values_get_id (DermValues values)
{
  g_return_val_if_fail ((guint) values < G_N_ELEMENTS (values_ids), NULL);
  return values_ids[values];
}

const float *
derm_prediction_get_values (DermPrediction *self, DermValues values, int *n_values)
{
  if (n_values != NULL)
    *n_values = 0;
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  g_return_val_if_fail ((guint) values < G_N_ELEMENTS (values_ids), NULL);
  if (n_values != NULL)
    *n_values = derm_prediction_get_n_classes (self);
  switch (values)
    {
    case DERM_VALUES_RAW:
      return derm_prediction_get_scores (self);
    case DERM_VALUES_LOGITS:
      return derm_prediction_get_logits (self);
    case DERM_VALUES_CALIBRATED:
    default:
      return derm_prediction_get_calibrated (self);
    }
}

static gboolean
is_complete (const DermRecordForm *form)
{
  return form != NULL && DERM_IS_CLASSIFIER (form->classifier) && DERM_IS_RECIPE (form->columns)
         && (guint) form->values < G_N_ELEMENTS (values_ids);
}

gboolean
derm_record_form_is_complete (const DermRecordForm *form, DermRecordFormat format)
{
  return is_complete (form) && (form->fields == NULL || form->fields->format == format);
}

gboolean
derm_record_fits (const DermRecord *record, const DermRecordForm *form)
{
  DermPrediction *prediction = record != NULL ? record->prediction : NULL;

  if (record == NULL || !DERM_IS_RECIPE (record->recipe) || !is_complete (form))
    return FALSE;
  return prediction == NULL
         || (DERM_IS_PREDICTION (prediction)
             && derm_prediction_get_n_classes (prediction)
                    == derm_model_get_n_classes (derm_classifier_get_model (form->classifier)));
}

const char *
derm_record_form_get_column (const DermRecordForm *form, int column)
{
  g_return_val_if_fail (is_complete (form), NULL);
  return derm_model_get_label_in (derm_classifier_get_model (form->classifier), form->columns, column);
}

int
derm_record_form_find_column (const DermRecordForm *form, const DermRecord *record, int column)
{
  g_return_val_if_fail (derm_record_fits (record, form) && record->prediction != NULL, -1);
  return derm_prediction_find_label (record->prediction, derm_record_form_get_column (form, column));
}
