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

/* ---- JSON ---- */

static void
append_texts (GString *text, char **texts)
{
  for (char **one = texts; one != NULL && *one != NULL; one++)
    {
      g_string_append_c (text, one > texts ? ',' : '[');
      derm_json_append_string (text, *one);
    }
  g_string_append (text, texts == NULL ? "" : *texts == NULL ? "[]" : "]");
}

/* Nothing if there are none. */
static void
append_numbers (GString *text, const RecordField *field, const RecordRow *row)
{
  gsize before = text->len;

  field->get.numbers (row, text, ',');
  if (field->type == RECORD_NUMBERS && text->len > before)
    {
      g_string_insert_c (text, (gssize) before, '[');
      g_string_append_c (text, ']');
    }
}

/* Nothing for what there is not. */
static void
append_value (GString *text, const RecordField *field, const RecordRow *row)
{
  char buffer[RECORD_BUFFER];
  g_auto (GStrv) texts = NULL;
  gint64 integer;

  switch (field->type)
    {
    case RECORD_TEXT:
      derm_json_append_string (text, field->get.text (row, buffer));
      break;
    case RECORD_INTEGER:
      integer = field->get.integer (row);
      if (integer >= 0)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, integer);
      break;
    case RECORD_TEXTS:
      texts = field->get.texts (row);
      append_texts (text, texts);
      break;
    case RECORD_NUMBER:
    case RECORD_NUMBERS:
    case RECORD_CLASSES: /* is written as the fields that it stands for */
    default:
      append_numbers (text, field, row);
      break;
    }
}

static void
append_member (GString *text, const char *name, const RecordField *field, const RecordRow *row)
{
  gsize before;

  g_string_append (text, text->str[text->len - 1] == '{' ? "" : ",");
  derm_json_append_string (text, name);
  g_string_append_c (text, ':');
  before = text->len;
  if (field != NULL)
    append_value (text, field, row);
  else
    derm_record_append_class (row, text, name);
  if (text->len == before)
    g_string_append (text, "null");
}

void
derm_record_append_json (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  RecordRow row;

  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_form_is_complete (form, DERM_RECORD_JSON));
  g_return_if_fail (derm_record_fits (record, form));

  row = derm_record_row (form, record);
  g_string_append_c (text, '{');
  derm_record_each (text, form, DERM_RECORD_JSON, &row, append_member);
  g_string_append_c (text, '}');
}
