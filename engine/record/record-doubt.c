/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Fields of rows: what speaks against the answer, and what people say of it. */

/* ---- how sure it is ---- */

static char **
list_gate (const RecordRow *row)
{
  g_autofree char *codes
      = row->prediction != NULL ? derm_gate_format (derm_prediction_get_gate (row->prediction)) : NULL;

  return codes != NULL ? g_strsplit (codes, " ", -1) : NULL;
}

static void
append_double (GString *text, double value, const char *format)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value)) /* neither JSON nor CSV has a word for others */
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

static void
append_distance (const RecordRow *row, GString *text, char separator)
{
  if (row->prediction != NULL)
    append_double (text, derm_prediction_get_domain_distance (row->prediction), "%.6g");
}

static void
append_threshold (const RecordRow *row, GString *text, char separator)
{
  if (derm_model_get_domain (row->model) != NULL)
    append_double (text, derm_model_get_domain_threshold (row->model), "%.6g");
}

static gint64
get_views_agreeing (const RecordRow *row)
{
  return row->prediction != NULL ? derm_prediction_get_n_agreeing_views (row->prediction) : -1;
}

/* (transfer full) NULL if the image failed. */
static char **
list_codes (DermPrediction *prediction, const int *set, guint n)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < n; i++)
    g_strv_builder_add (list, derm_prediction_get_label (prediction, set[i]));
  return set != NULL ? g_strv_builder_end (list) : NULL;
}

static char **
list_set (const RecordRow *row)
{
  guint n = 0;
  g_autofree int *set = row->prediction != NULL ? derm_prediction_list_set (row->prediction, DERM_SET_SHARE, &n) : NULL;

  return list_codes (row->prediction, set, n);
}

static char **
list_covering_set (const RecordRow *row)
{
  guint n = 0;
  g_autofree int *set = row->prediction != NULL ? derm_prediction_list_covering_set (row->prediction, &n) : NULL;

  return list_codes (row->prediction, set, n);
}

static void
append_coverage (const RecordRow *row, GString *text, char separator)
{
  if (derm_model_get_coverage (row->model) > 0)
    append_double (text, derm_model_get_coverage (row->model), "%.6g");
}

/* ---- what people noted ---- */

static const char *
get_truth (const RecordRow *row, char *buffer)
{
  return row->record->noted.truth;
}

static const char *
get_flag (const RecordRow *row, char *buffer)
{
  return row->record->noted.flag;
}

static const char *
get_corrected_label (const RecordRow *row, char *buffer)
{
  return row->record->noted.label;
}

static const char *
get_note (const RecordRow *row, char *buffer)
{
  return row->record->noted.note;
}

static const char *
get_list_filter (const RecordRow *row, char *buffer)
{
  return row->form->list_filter;
}

const RecordField derm_record_doubt_fields[] = {
  { "gate", RECORD_TEXTS, { .texts = list_gate }, N_ ("Codes of what speaks against the answer") },
  { "domain_distance", RECORD_NUMBER, { .numbers = append_distance }, N_ ("Distance from the training images") },
  { "domain_threshold",
    RECORD_NUMBER,
    { .numbers = append_threshold },
    N_ ("The distance beyond which an image is outside") },
  { "views_agreeing",
    RECORD_INTEGER,
    { .integer = get_views_agreeing },
    N_ ("How many of the views would by themselves lead to the same answer") },
  { "set_90",
    RECORD_TEXTS,
    { .texts = list_set },
    N_ ("Codes of the fewest classes whose calibrated scores add up to 0.9") },
  { "covering_set",
    RECORD_TEXTS,
    { .texts = list_covering_set },
    N_ ("Codes of the classes that cannot be ruled out, by --calibration"),
    RECORD_IF_COVERING },
  { "coverage",
    RECORD_NUMBER,
    { .numbers = append_coverage },
    N_ ("Share of such sets that have the right class"),
    RECORD_IF_COVERING },
  { "truth",
    RECORD_TEXT,
    { get_truth },
    N_ ("Class that the image is known to show; written by the window only"),
    RECORD_IF_NOTED },
  { "flag",
    RECORD_TEXT,
    { get_flag },
    N_ ("Why somebody put the image aside; written by the window only"),
    RECORD_IF_NOTED },
  { "corrected_label",
    RECORD_TEXT,
    { get_corrected_label },
    N_ ("Class that somebody holds for right; written by the window only"),
    RECORD_IF_NOTED },
  { "note", RECORD_TEXT, { get_note }, N_ ("Any words; written by the window only"), RECORD_IF_NOTED },
  { "list_filter",
    RECORD_TEXT,
    { get_list_filter },
    N_ ("By what the images were chosen among others; written by the window only"),
    RECORD_IF_FILTERED },
};
const guint derm_record_n_doubt_fields = G_N_ELEMENTS (derm_record_doubt_fields);
