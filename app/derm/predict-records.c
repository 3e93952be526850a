/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "predict-output.h"

#include <math.h>
#include <string.h>

void
output_append_float (GString *text, float value)
{
  static const char *const formats[] = { "%.1g", "%.2g", "%.3g", "%.4g", "%.5g", "%.6g", "%.7g", "%.8g", "%.9g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if ((float) g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
}

/* ---- JSON ---- */

void
output_append_string (GString *text, const char *string)
{
  g_autofree char *valid = NULL;

  if (string == NULL)
    {
      g_string_append (text, "null");
      return;
    }
  valid = g_utf8_make_valid (string, -1); /* JSON is UTF-8; file names may be anything */
  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if ((guchar) *p < 0x20 || *p == 0x7f)
      g_string_append_printf (text, "\\u%04x", (guint) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

static void
append_member (GString *text, const char *key, const char *string)
{
  g_string_append_printf (text, "%s\"%s\":", g_str_has_suffix (text->str, "{") ? "" : ",", key);
  output_append_string (text, string);
}

static void
append_floats (GString *text, const char *key, const float *values, int n)
{
  g_string_append_printf (text, ",\"%s\":%s", key, values != NULL ? "[" : "null");
  if (values == NULL)
    return;
  for (int i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      if (isfinite (values[i]))
        output_append_float (text, values[i]);
      else
        g_string_append (text, "null"); /* JSON has no word for it */
    }
  g_string_append_c (text, ']');
}

static void
append_labels (GString *text, DermModel *model)
{
  g_string_append (text, ",\"labels\":[");
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      output_append_string (text, derm_model_get_label (model, i));
    }
  g_string_append_c (text, ']');
}

static void
append_index (GString *text, DermPrediction *prediction)
{
  if (prediction != NULL)
    g_string_append_printf (text, ",\"index\":%d", derm_prediction_get_top (prediction));
  else
    g_string_append (text, ",\"index\":null");
}

static void
append_ms (GString *text, DermPrediction *prediction)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", derm_prediction_get_ms (prediction)));
}

void
output_append_json (GString *text, const Output *output, const OutputRow *row)
{
  DermModel *model = derm_classifier_get_model (output->classifier);
  DermPrediction *p = row->prediction;
  int n = derm_model_get_n_classes (model);

  g_string_append_c (text, '{');
  append_member (text, "file", row->file);
  append_member (text, "status", p != NULL ? "ok" : "error");
  append_member (text, "error", row->error);
  append_index (text, p);
  append_member (text, "label", p != NULL ? derm_model_get_label (model, derm_prediction_get_top (p)) : NULL);
  append_floats (text, "scores", p != NULL ? derm_prediction_get_scores (p) : NULL, n);
  append_floats (text, "logits", p != NULL ? derm_prediction_get_logits (p) : NULL, n);
  append_labels (text, model);
  append_member (text, "input_sha256", p != NULL ? derm_input_get_sha256 (derm_prediction_get_input (p)) : NULL);
  append_member (text, "model_sha256", derm_model_get_sha256 (model));
  append_member (text, "recipe", derm_recipe_get_name (output->recipe));
  append_member (text, "isa", derm_classifier_get_isa (output->classifier));
  g_string_append (text, ",\"ms\":");
  if (p != NULL)
    append_ms (text, p);
  else
    g_string_append (text, "null");
  g_string_append_c (text, '}');
}

/* ---- CSV, RFC 4180 ---- */

static void
append_field (GString *text, const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string != NULL ? string : "", -1);

  if (strpbrk (valid, ",\"\r\n") == NULL)
    g_string_append (text, valid);
  else
    {
      g_auto (GStrv) parts = g_strsplit (valid, "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "\"%s\"", doubled);
    }
}

static void
append_fields (GString *text, const char *const *fields, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      append_field (text, fields[i]);
    }
}

void
output_append_csv_header (GString *text, const Output *output)
{
  static const char *const before[] = { "file", "status", "error", "index", "label" };
  static const char *const after[] = { "input_sha256", "model_sha256", "recipe", "isa", "ms" };
  DermModel *model = derm_classifier_get_model (output->classifier);

  append_fields (text, before, G_N_ELEMENTS (before));
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      g_string_append_c (text, ',');
      append_field (text, derm_model_get_label (model, i));
    }
  g_string_append_c (text, ',');
  append_fields (text, after, G_N_ELEMENTS (after));
  g_string_append (text, "\r\n");
}

void
output_append_csv (GString *text, const Output *output, const OutputRow *row)
{
  DermModel *model = derm_classifier_get_model (output->classifier);
  DermPrediction *p = row->prediction;
  int top = p != NULL ? derm_prediction_get_top (p) : -1;
  g_autofree char *index = p != NULL ? g_strdup_printf ("%d", top) : NULL;
  const char *before[] = { row->file, p != NULL ? "ok" : "error", row->error, index,
                           p != NULL ? derm_model_get_label (model, top) : NULL };
  const char *after[]
      = { p != NULL ? derm_input_get_sha256 (derm_prediction_get_input (p)) : NULL, derm_model_get_sha256 (model),
          derm_recipe_get_name (output->recipe), derm_classifier_get_isa (output->classifier) };

  append_fields (text, before, G_N_ELEMENTS (before));
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      g_string_append_c (text, ',');
      if (p != NULL)
        output_append_float (text, derm_prediction_get_scores (p)[i]);
    }
  g_string_append_c (text, ',');
  append_fields (text, after, G_N_ELEMENTS (after));
  g_string_append_c (text, ',');
  if (p != NULL)
    append_ms (text, p);
  g_string_append (text, "\r\n");
}
