/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-records.h"

#include <math.h>

#include "derm-version.h"
#include "json-numbers.h"
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

gboolean
derm_record_form_is_complete (const DermRecordForm *form)
{
  return form != NULL && DERM_IS_CLASSIFIER (form->classifier) && DERM_IS_RECIPE (form->columns)
         && (guint) form->values < G_N_ELEMENTS (values_ids);
}

gboolean
derm_record_fits (const DermRecord *record, const DermRecordForm *form)
{
  DermPrediction *prediction = record != NULL ? record->prediction : NULL;

  if (record == NULL || !DERM_IS_RECIPE (record->recipe) || !derm_record_form_is_complete (form))
    return FALSE;
  return prediction == NULL
         || (DERM_IS_PREDICTION (prediction)
             && derm_prediction_get_n_classes (prediction)
                    == derm_model_get_n_classes (derm_classifier_get_model (form->classifier)));
}

const char *
derm_record_form_get_column (const DermRecordForm *form, int column)
{
  g_return_val_if_fail (derm_record_form_is_complete (form), NULL);
  return derm_model_get_label_in (derm_classifier_get_model (form->classifier), form->columns, column);
}

int
derm_record_form_find_column (const DermRecordForm *form, const DermRecord *record, int column)
{
  g_return_val_if_fail (derm_record_fits (record, form) && record->prediction != NULL, -1);
  return derm_prediction_find_label (record->prediction, derm_record_form_get_column (form, column));
}

char *
derm_record_format_distance (double distance)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return isfinite (distance) ? g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.6g", distance)) : NULL;
}

static void
append_labels (GString *text, DermModel *model, DermRecipe *recipe)
{
  g_string_append (text, ",\"labels\":[");
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      derm_json_append_string (text, derm_model_get_label_in (model, recipe, i));
    }
  g_string_append_c (text, ']');
}

/* null if it is negative */
static void
append_int (GString *text, const char *key, int value)
{
  g_string_append_printf (text, ",\"%s\":", key);
  if (value >= 0)
    g_string_append_printf (text, "%d", value);
  else
    g_string_append (text, "null");
}

void
derm_record_append_ms (GString *text, DermPrediction *prediction)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", derm_prediction_get_ms (prediction)));
}

const char *
derm_record_get_answer (DermPrediction *prediction, DermDecision decision)
{
  int answer = prediction != NULL ? derm_prediction_get_answer (prediction, decision) : -1;

  return answer >= 0 ? derm_prediction_get_label (prediction, answer) : NULL;
}

const char *
derm_record_get_weights_key (DermModel *model)
{
  return derm_model_list_weights (model)[1] != NULL ? derm_model_get_weights_key (model) : NULL;
}

static void
append_crop (GString *text, const double *crop)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, crop != NULL ? ",\"crop\":[" : ",\"crop\":null");
  for (int i = 0; crop != NULL && i < 4; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", g_ascii_dtostr (buffer, sizeof buffer, crop[i]));
  g_string_append (text, crop != NULL ? "]" : "");
}

static void
append_three (GString *text, const char *key, const double *values)
{
  g_autofree char *numbers = values != NULL ? derm_normalisation_format (values, ",") : NULL;

  g_string_append_printf (text, ",\"%s\":", key);
  if (numbers != NULL)
    g_string_append_printf (text, "[%s]", numbers);
  else
    g_string_append (text, "null");
}

/* Every parameter of the recipe but its name and labels. */
static void
append_parameters (GString *text, DermRecipe *recipe)
{
  char scale[G_ASCII_DTOSTR_BUF_SIZE];

  derm_json_append_member (text, "filter", derm_filter_get_id (derm_recipe_get_filter (recipe)));
  derm_json_append_member (text, "layout", derm_layout_get_id (derm_recipe_get_layout (recipe)));
  derm_json_append_member (text, "label_map", derm_recipe_get_labels_id (recipe));
  derm_json_append_member (text, "orientation", derm_orientation_get_id (derm_recipe_get_orientation (recipe)));
  g_string_append_printf (text, ",\"views\":%d,\"width\":%d,\"height\":%d,\"scale\":%s", derm_recipe_get_views (recipe),
                          derm_recipe_get_width (recipe), derm_recipe_get_height (recipe),
                          g_ascii_dtostr (scale, sizeof scale, derm_recipe_get_scale (recipe)));
  append_crop (text, derm_recipe_get_crop (recipe));
}

/* How sure the answer is: codes of what speaks against it, distance and threshold of the training domain, views that
 * agree. */
static void
append_doubts (GString *text, DermModel *model, DermPrediction *prediction)
{
  g_autofree char *codes = prediction != NULL ? derm_gate_format (derm_prediction_get_gate (prediction)) : NULL;
  g_auto (GStrv) gate = codes != NULL ? g_strsplit (codes, " ", -1) : NULL;
  double known = derm_model_get_domain (model) != NULL ? derm_model_get_domain_threshold (model) : NAN;
  double measured = prediction != NULL ? derm_prediction_get_domain_distance (prediction) : NAN;
  g_autofree char *distance = derm_record_format_distance (measured), *threshold = derm_record_format_distance (known);

  g_string_append (text, gate != NULL ? ",\"gate\":[" : ",\"gate\":null");
  for (char **code = gate; code != NULL && *code != NULL; code++)
    g_string_append_printf (text, "%s\"%s\"", code > gate ? "," : "", *code);
  g_string_append_printf (text, "%s,\"domain_distance\":%s,\"domain_threshold\":%s", gate != NULL ? "]" : "",
                          distance != NULL ? distance : "null", threshold != NULL ? threshold : "null");
  append_int (text, "views_agreeing", prediction != NULL ? derm_prediction_get_n_agreeing_views (prediction) : -1);
}

static void
append_set (GString *text, DermPrediction *prediction)
{
  guint n = 0;
  g_autofree int *set = prediction != NULL ? derm_prediction_list_set (prediction, DERM_SET_SHARE, &n) : NULL;

  g_string_append (text, set != NULL ? ",\"set_90\":[" : ",\"set_90\":null");
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      derm_json_append_string (text, derm_prediction_get_label (prediction, set[i]));
    }
  if (set != NULL)
    g_string_append_c (text, ']');
}

/* Only where the model was calibrated by somebody who asked for such sets. */
static void
append_covering_set (GString *text, DermModel *model, DermPrediction *prediction)
{
  char coverage[G_ASCII_DTOSTR_BUF_SIZE];
  guint n = 0;
  g_autofree int *set = prediction != NULL ? derm_prediction_list_covering_set (prediction, &n) : NULL;

  if (derm_model_get_coverage (model) <= 0)
    return;
  g_string_append (text, set != NULL ? ",\"covering_set\":[" : ",\"covering_set\":null");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      derm_json_append_string (text, derm_prediction_get_label (prediction, set[i]));
    }
  g_string_append_printf (text, "%s,\"coverage\":%s", set != NULL ? "]" : "",
                          g_ascii_formatd (coverage, sizeof coverage, "%.6g", derm_model_get_coverage (model)));
}

/* How far the answer leads, and how spread the scores are. Floats as the scores that they are made of: what a
 * platform's log() does differently is beyond their last digit. */
static void
append_spread (GString *text, DermPrediction *prediction)
{
  const float margin = prediction != NULL ? (float) derm_prediction_get_margin (prediction) : NAN;
  const float entropy = prediction != NULL ? (float) derm_prediction_get_entropy (prediction) : NAN;

  derm_json_append_number (text, "margin", margin);
  derm_json_append_number (text, "entropy", entropy);
}

static void
append_noted (GString *text, const DermRecordNoted *noted)
{
  derm_json_append_member (text, "truth", noted->truth);
  derm_json_append_member (text, "flag", noted->flag);
  derm_json_append_member (text, "corrected_label", noted->label);
  derm_json_append_member (text, "note", noted->note);
}

void
derm_record_append_json (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  DermModel *model;
  DermPrediction *p;
  int n;

  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_fits (record, form));

  model = derm_classifier_get_model (form->classifier);
  p = record->prediction;
  n = derm_model_get_n_classes (model);
  g_string_append_c (text, '{');
  derm_json_append_member (text, "file", record->file);
  derm_json_append_member (text, "status", p != NULL ? "ok" : "error");
  derm_json_append_member (text, "error", record->error);
  append_int (text, "index", p != NULL ? derm_prediction_get_top (p) : -1);
  derm_json_append_member (text, "label", derm_record_get_answer (p, form->decision));
  derm_json_append_numbers (text, "scores", p != NULL ? derm_prediction_get_scores (p) : NULL, n);
  derm_json_append_numbers (text, "logits", p != NULL ? derm_prediction_get_logits (p) : NULL, n);
  append_labels (text, model, record->recipe);
  derm_json_append_member (text, "input_sha256",
                           p != NULL ? derm_input_get_sha256 (derm_prediction_get_input (p)) : NULL);
  derm_json_append_member (text, "model_sha256", derm_model_get_sha256 (model));
  derm_json_append_member (text, "recipe", derm_recipe_get_name (record->recipe));
  derm_json_append_member (text, "isa", derm_classifier_get_isa (form->classifier));
  g_string_append (text, ",\"ms\":");
  if (p != NULL)
    derm_record_append_ms (text, p);
  else
    g_string_append (text, "null");
  derm_json_append_numbers (text, "calibrated", p != NULL ? derm_prediction_get_calibrated (p) : NULL, n);
  derm_json_append_member (text, "calibration", derm_model_get_calibration (model));
  derm_json_append_member (text, "decision", derm_decision_get_id (form->decision));
  derm_json_append_member (text, "likely", derm_record_get_answer (p, DERM_DECISION_LIKELY));
  derm_json_append_member (text, "balanced", derm_record_get_answer (p, DERM_DECISION_BALANCED));
  append_parameters (text, record->recipe);
  append_int (text, "exif_orientation",
              p != NULL ? derm_input_get_exif_orientation (derm_prediction_get_input (p)) : -1);
  derm_json_append_member (text, "version", derm_version ());
  derm_json_append_member (text, "model", derm_model_get_name (model));
  derm_json_append_member (text, "model_version", derm_model_get_version (model));
  append_doubts (text, model, p);
  append_set (text, p);
  append_three (text, "mean", derm_recipe_get_mean (record->recipe));
  append_three (text, "std", derm_recipe_get_std (record->recipe));
  derm_json_append_member (text, "weights_key", derm_record_get_weights_key (model));
  append_spread (text, p);
  append_covering_set (text, model, p);
  if (form->has_noted)
    append_noted (text, &record->noted);
  if (form->list_filter != NULL)
    derm_json_append_member (text, "list_filter", form->list_filter);
  g_string_append_c (text, '}');
}
