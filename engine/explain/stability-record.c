/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "csv.h"
#include "derm-error.h"
#include "derm-file.h"
#include "derm-json.h"
#include "explain-private.h"
#include "json-numbers.h"
#include "stability-private.h"

/* Stability as numbers in files, with all that is needed to find it again. */

/* The code that the decision answers; NULL if it cannot be taken. */
static const char *
get_answer (DermPrediction *prediction, DermDecision decision)
{
  int answer = derm_prediction_get_answer (prediction, decision);

  return answer >= 0 ? derm_prediction_get_label (prediction, answer) : NULL;
}

/* Of a disturbance: nine digits, for they are no floats. */
static void
append_amount (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.9g", value));
}

/* ---- JSON ---- */

static void
append_prediction (GString *text, DermPrediction *prediction)
{
  int n = derm_prediction_get_n_classes (prediction);

  derm_json_append_member (text, "input_sha256", derm_input_get_sha256 (derm_prediction_get_input (prediction)));
  derm_json_append_member (text, "label", get_answer (prediction, DERM_DECISION_LIKELY));
  derm_json_append_member (text, "label_balanced", get_answer (prediction, DERM_DECISION_BALANCED));
  derm_json_append_numbers (text, "calibrated", derm_prediction_get_calibrated (prediction), n);
  derm_json_append_numbers (text, "logits", derm_prediction_get_logits (prediction), n);
}

static void
append_bands (GString *text, DermStability *self)
{
  g_string_append (text, ",\"bands\":[");
  for (int c = 0; c < derm_prediction_get_n_classes (self->prediction); c++)
    {
      double lowest, median, highest;

      derm_stability_get_band (self, DERM_TARGET_SCORE, c, &lowest, &median, &highest);
      g_string_append (text, c > 0 ? ",{" : "{");
      derm_json_append_member (text, "class", derm_prediction_get_label (self->prediction, c));
      derm_json_append_number (text, "value", derm_prediction_get_calibrated (self->prediction)[c]);
      derm_json_append_number (text, "lowest", (float) lowest);
      derm_json_append_number (text, "median", (float) median);
      derm_json_append_number (text, "highest", (float) highest);
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

static void
append_disturbance (GString *text, const DermDisturbance *what)
{
  const struct {
    const char *key;
    double value;
  } amounts[] = { { "turn", what->turn },
                  { "right", what->right },
                  { "down", what->down },
                  { "blur", what->blur },
                  { "brightness", what->brightness } };

  derm_json_append_member (text, "shake", derm_shake_get_id (what->shake));
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_string_append_printf (text, ",\"%s\":", amounts[i].key);
      append_amount (text, amounts[i].value);
    }
  g_string_append_printf (text, ",\"quality\":%d", what->quality);
}

static void
append_changed (GString *text, DermStability *self)
{
  int likely = derm_stability_count (self, -1, DERM_DECISION_LIKELY, NULL);
  int balanced = derm_stability_count (self, -1, DERM_DECISION_BALANCED, NULL);

  g_string_append_printf (text, ",\"changed\":%d", likely);
  if (balanced >= 0)
    g_string_append_printf (text, ",\"changed_balanced\":%d", balanced);
}

char *
derm_stability_format_json (DermStability *self)
{
  GString *text;

  g_return_val_if_fail (DERM_IS_STABILITY (self), NULL);

  text = g_string_new ("{");
  derm_json_append_member (text, "kind", "stability");
  derm_json_append_member (text, "of", self->is_of_image ? "image" : "input");
  g_string_append_printf (text, ",\"seed\":%u,\"disturbances\":%d", self->seed, STABILITY_N);
  append_changed (text, self);
  append_prediction (text, self->prediction);
  append_bands (text, self);
  derm_explain_append_origin (text, derm_prediction_get_model (self->prediction),
                              derm_prediction_get_input (self->prediction));
  g_string_append (text, ",\"disturbed\":[");
  for (int i = 0; i < STABILITY_N; i++)
    {
      const DermDisturbance what = derm_stability_plan (self->seed, i);

      g_string_append (text, i > 0 ? ",{" : "{");
      append_disturbance (text, &what);
      append_prediction (text, self->disturbed->pdata[i]);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

/* ---- CSV ---- */

/* Codes of classes are free text. */
static void
append_field (GString *text, const char *value)
{
  g_string_append_c (text, ',');
  derm_csv_append_field (text, value);
}

static void
append_row (GString *text, const char *shake, const DermDisturbance *what, DermPrediction *prediction)
{
  const double numbers[] = { what->turn, what->right, what->down, what->blur, what->brightness };

  g_string_append (text, shake);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_string_append_c (text, ',');
      append_amount (text, numbers[i]);
    }
  g_string_append_printf (text, ",%d,%s", what->quality,
                          derm_input_get_sha256 (derm_prediction_get_input (prediction)));
  append_field (text, get_answer (prediction, DERM_DECISION_LIKELY));
  append_field (text, get_answer (prediction, DERM_DECISION_BALANCED));
  for (int c = 0; c < derm_prediction_get_n_classes (prediction); c++)
    {
      g_string_append_c (text, ',');
      derm_json_append_float (text, derm_prediction_get_calibrated (prediction)[c]);
    }
  g_string_append (text, "\r\n");
}

char *
derm_stability_format_csv (DermStability *self)
{
  GString *text;

  g_return_val_if_fail (DERM_IS_STABILITY (self), NULL);

  text = g_string_new ("shake,turn,right,down,blur,brightness,quality,input_sha256,label,label_balanced");
  for (int c = 0; c < derm_prediction_get_n_classes (self->prediction); c++)
    append_field (text, derm_prediction_get_label (self->prediction, c));
  g_string_append (text, "\r\n");
  append_row (text, "none", &(DermDisturbance){ .brightness = 1 }, self->prediction);
  for (int i = 0; i < STABILITY_N; i++)
    {
      const DermDisturbance what = derm_stability_plan (self->seed, i);

      append_row (text, derm_shake_get_id (what.shake), &what, self->disturbed->pdata[i]);
    }
  return g_string_free (text, FALSE);
}

gboolean
derm_stability_save (DermStability *self, const char *path, GError **error)
{
  g_autofree char *lower = NULL, *text = NULL;

  g_return_val_if_fail (DERM_IS_STABILITY (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (g_str_has_suffix (lower, ".csv"))
    text = derm_stability_format_csv (self);
  else if (g_str_has_suffix (lower, ".json"))
    {
      g_autofree char *json = derm_stability_format_json (self);

      text = g_strconcat (json, "\n", NULL);
    }
  else
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the name must end in .json or .csv"));
      return FALSE;
    }
  return derm_file_replace_text (path, text, -1, 0666, error);
}
