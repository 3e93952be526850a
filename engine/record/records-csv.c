/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "derm-records.h"

#include "csv.h"
#include "derm-version.h"
#include "records-private.h"

/* CSV after RFC 4180. */

static void
append_fields (GString *text, const char *const *fields, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      derm_csv_append_field (text, fields[i]);
    }
}

void
derm_record_append_csv_header (GString *text, const DermRecordForm *form)
{
  static const char *const before[] = { "file", "status", "error", "index", "label" };
  static const char *const after[] = { "input_sha256",
                                       "model_sha256",
                                       "recipe",
                                       "isa",
                                       "ms",
                                       "scores",
                                       "decision",
                                       "likely",
                                       "balanced",
                                       "filter",
                                       "layout",
                                       "label_map",
                                       "views",
                                       "size",
                                       "scale",
                                       "crop",
                                       "version",
                                       "model",
                                       "model_version",
                                       "gate",
                                       "domain_distance",
                                       "domain_threshold",
                                       "views_agreeing",
                                       "orientation",
                                       "exif_orientation",
                                       "set_90",
                                       "mean",
                                       "std",
                                       "weights_key",
                                       "margin",
                                       "entropy" };
  DermModel *model;

  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_form_is_complete (form));

  model = derm_classifier_get_model (form->classifier);
  append_fields (text, before, G_N_ELEMENTS (before));
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      g_string_append_c (text, ',');
      derm_csv_append_field (text, derm_record_form_get_column (form, i));
    }
  g_string_append_c (text, ',');
  append_fields (text, after, G_N_ELEMENTS (after));
  if (derm_model_get_coverage (model) > 0)
    g_string_append (text, ",covering_set,coverage");
  if (form->has_noted)
    g_string_append (text, ",truth,flag,corrected_label,note");
  if (form->list_filter != NULL)
    g_string_append (text, ",list_filter");
  g_string_append (text, "\r\n");
}

static void
append_scores (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  int n = derm_model_get_n_classes (derm_classifier_get_model (form->classifier));

  for (int i = 0; i < n; i++)
    {
      int index = record->prediction != NULL ? derm_record_form_find_column (form, record, i) : -1;

      g_string_append_c (text, ',');
      if (index >= 0)
        derm_json_append_float (text, derm_prediction_get_values (record->prediction, form->values, NULL)[index]);
    }
}

static char *
format_crop (const double *crop)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int i = 0; crop != NULL && i < 4; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", g_ascii_dtostr (buffer, sizeof buffer, crop[i]));
  return g_strdup (text->str);
}

static void
append_doubt_fields (GString *text, DermModel *model, DermPrediction *p)
{
  g_autofree char *views = p != NULL ? g_strdup_printf ("%d", derm_prediction_get_n_agreeing_views (p)) : NULL;
  g_autofree char *gate = p != NULL ? derm_gate_format (derm_prediction_get_gate (p)) : NULL;
  g_autofree char *distance = p != NULL ? derm_record_format_distance (derm_prediction_get_domain_distance (p)) : NULL;
  g_autofree char *threshold = derm_model_get_domain (model) != NULL
                                   ? derm_record_format_distance (derm_model_get_domain_threshold (model))
                                   : NULL;
  const char *fields[] = { gate, distance, threshold, views };

  append_fields (text, fields, G_N_ELEMENTS (fields));
}

/* Where the row comes from: decision, recipe, programs. */
static void
append_provenance (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  DermModel *model = derm_classifier_get_model (form->classifier);
  DermRecipe *recipe = record->recipe;
  char scale[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *views = g_strdup_printf ("%d", derm_recipe_get_views (recipe));
  g_autofree char *size = g_strdup_printf ("%dx%d", derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
  g_autofree char *crop = format_crop (derm_recipe_get_crop (recipe));
  const char *fields[] = { derm_values_get_id (form->values),
                           derm_decision_get_id (form->decision),
                           derm_record_get_answer (record->prediction, DERM_DECISION_LIKELY),
                           derm_record_get_answer (record->prediction, DERM_DECISION_BALANCED),
                           derm_filter_get_id (derm_recipe_get_filter (recipe)),
                           derm_layout_get_id (derm_recipe_get_layout (recipe)),
                           derm_recipe_get_labels_id (recipe),
                           views,
                           size,
                           g_ascii_dtostr (scale, sizeof scale, derm_recipe_get_scale (recipe)),
                           crop,
                           derm_version (),
                           derm_model_get_name (model),
                           derm_model_get_version (model) };

  append_fields (text, fields, G_N_ELEMENTS (fields));
}

/* The codes of the classes that hold 0.9 of the score. */
static char *
format_set (DermPrediction *prediction)
{
  g_autofree int *set = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  if (prediction == NULL)
    return NULL;
  set = derm_prediction_list_set (prediction, DERM_SET_SHARE, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", derm_prediction_get_label (prediction, set[i]));
  return g_strdup (text->str);
}

/* How the image was turned: what the recipe says of it, and what its file. */
static void
append_orientation (GString *text, const DermRecord *record)
{
  DermInput *input = record->prediction != NULL ? derm_prediction_get_input (record->prediction) : NULL;
  g_autofree char *exif = input != NULL ? g_strdup_printf ("%d", derm_input_get_exif_orientation (input)) : NULL;
  const char *fields[] = { derm_orientation_get_id (derm_recipe_get_orientation (record->recipe)), exif };

  append_fields (text, fields, G_N_ELEMENTS (fields));
}

/* What the planes were normalised by; empty if they were not. */
static void
append_normalisation (GString *text, DermRecipe *recipe)
{
  const double *values[] = { derm_recipe_get_mean (recipe), derm_recipe_get_std (recipe) };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *numbers = values[i] != NULL ? derm_normalisation_format (values[i], " ") : NULL;

      g_string_append_printf (text, ",%s", numbers != NULL ? numbers : "");
    }
}

/* How far the answer leads, and how spread the scores are; empty if the image failed. */
static void
append_spread (GString *text, DermPrediction *p)
{
  g_string_append_c (text, ',');
  if (p != NULL)
    derm_json_append_float (text, (float) derm_prediction_get_margin (p));
  g_string_append_c (text, ',');
  if (p != NULL)
    derm_json_append_float (text, (float) derm_prediction_get_entropy (p));
}

/* As in JSON. */
static void
append_covering_set (GString *text, DermModel *model, DermPrediction *p)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  char coverage[G_ASCII_DTOSTR_BUF_SIZE];
  guint n = 0;
  g_autofree int *set = p != NULL ? derm_prediction_list_covering_set (p, &n) : NULL;

  if (derm_model_get_coverage (model) <= 0)
    return;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", derm_prediction_get_label (p, set[i]));
  g_string_append_c (text, ',');
  derm_csv_append_field (text, codes->str);
  g_string_append_printf (text, ",%s",
                          g_ascii_formatd (coverage, sizeof coverage, "%.6g", derm_model_get_coverage (model)));
}

static void
append_noted_fields (GString *text, const DermRecordNoted *noted)
{
  const char *fields[] = { noted->truth, noted->flag, noted->label, noted->note };

  g_string_append_c (text, ',');
  append_fields (text, fields, G_N_ELEMENTS (fields));
}

static void
append_row (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  DermPrediction *p = record->prediction;
  g_autofree char *index = p != NULL ? g_strdup_printf ("%d", derm_prediction_get_top (p)) : NULL;
  g_autofree char *set = format_set (p);
  const char *before[]
      = { record->file, p != NULL ? "ok" : "error", record->error, index, derm_record_get_answer (p, form->decision) };
  const char *after[] = { p != NULL ? derm_input_get_sha256 (derm_prediction_get_input (p)) : NULL,
                          derm_model_get_sha256 (derm_classifier_get_model (form->classifier)),
                          derm_recipe_get_name (record->recipe), derm_classifier_get_isa (form->classifier) };

  append_fields (text, before, G_N_ELEMENTS (before));
  append_scores (text, form, record);
  g_string_append_c (text, ',');
  append_fields (text, after, G_N_ELEMENTS (after));
  g_string_append_c (text, ',');
  if (p != NULL)
    derm_record_append_ms (text, p);
  g_string_append_c (text, ',');
  append_provenance (text, form, record);
  g_string_append_c (text, ',');
  append_doubt_fields (text, derm_classifier_get_model (form->classifier), p);
  g_string_append_c (text, ',');
  append_orientation (text, record);
  g_string_append_c (text, ',');
  append_fields (text, (const char *[]){ set }, 1);
  append_normalisation (text, record->recipe);
  g_string_append_c (text, ',');
  derm_csv_append_field (text, derm_record_get_weights_key (derm_classifier_get_model (form->classifier)));
  append_spread (text, p);
  append_covering_set (text, derm_classifier_get_model (form->classifier), p);
  if (form->has_noted)
    append_noted_fields (text, &record->noted);
  if (form->list_filter != NULL)
    {
      g_string_append_c (text, ',');
      derm_csv_append_field (text, form->list_filter);
    }
  g_string_append (text, "\r\n");
}

void
derm_record_append_csv (GString *text, const DermRecordForm *form, const DermRecord *record)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (derm_record_fits (record, form));

  append_row (text, form, record);
}
