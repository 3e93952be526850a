/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-table.h"

#include <glib/gi18n-lib.h>

#include "derm-version.h"

/* Fields of rows: the image's file, the model and the program. */

/* ---- the image's file ---- */

static const char *
get_file (const RecordRow *row, char *buffer)
{
  return row->record->file;
}

static gint64
get_file_index (const RecordRow *row)
{
  return row->record->source != NULL ? row->record->source->index : -1;
}

static gint64
get_file_size (const RecordRow *row)
{
  return row->record->source != NULL ? row->record->source->size : -1;
}

/* RFC 3339 in UTC, to the microsecond. */
static const char *
get_file_modified (const RecordRow *row, char *buffer)
{
  gint64 ns = row->record->source != NULL ? row->record->source->modified : -1;
  g_autoptr (GDateTime) time = ns >= 0 ? g_date_time_new_from_unix_utc (ns / 1000000000) : NULL;
  g_autofree char *seconds = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  if (seconds == NULL)
    return NULL;
  g_snprintf (buffer, RECORD_BUFFER, "%s.%06dZ", seconds, (int) (ns % 1000000000 / 1000));
  return buffer;
}

static const char *
get_file_sha256 (const RecordRow *row, char *buffer)
{
  return row->record->source != NULL ? row->record->source->sha256 : NULL;
}

/* ---- model and program ---- */

static gint64
get_schema (const RecordRow *row)
{
  return DERM_RECORD_SCHEMA;
}

static const char *
get_version (const RecordRow *row, char *buffer)
{
  return derm_version ();
}

static const char *
get_model (const RecordRow *row, char *buffer)
{
  return derm_model_get_name (row->model);
}

static const char *
get_model_version (const RecordRow *row, char *buffer)
{
  return derm_model_get_version (row->model);
}

static const char *
get_model_sha256 (const RecordRow *row, char *buffer)
{
  return derm_model_get_sha256 (row->model);
}

/* NULL if there is but one network in the file. */
static const char *
get_weights_key (const RecordRow *row, char *buffer)
{
  return derm_model_list_weights (row->model)[1] != NULL ? derm_model_get_weights_key (row->model) : NULL;
}

static const char *
get_calibration (const RecordRow *row, char *buffer)
{
  return derm_model_get_calibration (row->model);
}

static const char *
get_isa (const RecordRow *row, char *buffer)
{
  return derm_classifier_get_isa (row->form->classifier);
}

static void
append_ms (const RecordRow *row, GString *text, char separator)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (row->prediction != NULL && !row->form->is_untimed)
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", derm_prediction_get_ms (row->prediction)));
}

const RecordField derm_record_origin_fields[] = {
  { "file", RECORD_TEXT, { get_file }, N_ ("The image’s file, as given") },
  { "file_index", RECORD_INTEGER, { .integer = get_file_index }, N_ ("Its place among all images, from 0") },
  { "file_size", RECORD_INTEGER, { .integer = get_file_size }, N_ ("Bytes of the file") },
  { "file_modified", RECORD_TEXT, { get_file_modified }, N_ ("When the file was last changed, RFC 3339 in UTC") },
  { "file_sha256", RECORD_TEXT, { get_file_sha256 }, N_ ("SHA-256 of the file’s bytes") },
  { "schema", RECORD_INTEGER, { .integer = get_schema }, N_ ("Version of this list of fields") },
  { "version", RECORD_TEXT, { get_version }, N_ ("Version of Dermlens") },
  { "model", RECORD_TEXT, { get_model }, N_ ("Name of the model, as its card has it") },
  { "model_version", RECORD_TEXT, { get_model_version }, N_ ("Version of the model, as its card has it") },
  { "model_sha256", RECORD_TEXT, { get_model_sha256 }, N_ ("SHA-256 of the model’s file") },
  { "weights_key", RECORD_TEXT, { get_weights_key }, N_ ("Which of several networks in the model’s file answered") },
  { "calibration", RECORD_TEXT, { get_calibration }, N_ ("What the calibration was fitted on") },
  { "isa", RECORD_TEXT, { get_isa }, N_ ("CPU level") },
  { "ms", RECORD_NUMBER, { .numbers = append_ms }, N_ ("Time of the forward pass in milliseconds") },
};
const guint derm_record_n_origin_fields = G_N_ELEMENTS (derm_record_origin_fields);
