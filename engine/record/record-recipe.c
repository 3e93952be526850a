/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-table.h"

#include <glib/gi18n-lib.h>

/* Fields of rows: the recipe, and the input that it made. */

static DermInput *
get_input (const RecordRow *row)
{
  return row->prediction != NULL ? derm_prediction_get_input (row->prediction) : NULL;
}

static const char *
get_input_sha256 (const RecordRow *row, char *buffer)
{
  DermInput *input = get_input (row);

  return input != NULL ? derm_input_get_sha256 (input) : NULL;
}

static gint64
get_exif_orientation (const RecordRow *row)
{
  DermInput *input = get_input (row);

  return input != NULL ? derm_input_get_exif_orientation (input) : -1;
}

static const char *
get_recipe (const RecordRow *row, char *buffer)
{
  return derm_recipe_get_name (row->record->recipe);
}

static const char *
get_filter (const RecordRow *row, char *buffer)
{
  return derm_filter_get_id (derm_recipe_get_filter (row->record->recipe));
}

static const char *
get_layout (const RecordRow *row, char *buffer)
{
  return derm_layout_get_id (derm_recipe_get_layout (row->record->recipe));
}

static const char *
get_label_map (const RecordRow *row, char *buffer)
{
  return derm_recipe_get_labels_id (row->record->recipe);
}

static const char *
get_orientation (const RecordRow *row, char *buffer)
{
  return derm_orientation_get_id (derm_recipe_get_orientation (row->record->recipe));
}

static gint64
get_views (const RecordRow *row)
{
  return derm_recipe_get_views (row->record->recipe);
}

static gint64
get_width (const RecordRow *row)
{
  return derm_recipe_get_width (row->record->recipe);
}

static gint64
get_height (const RecordRow *row)
{
  return derm_recipe_get_height (row->record->recipe);
}

static const char *
get_size (const RecordRow *row, char *buffer)
{
  g_snprintf (buffer, RECORD_BUFFER, "%dx%d", derm_recipe_get_width (row->record->recipe),
              derm_recipe_get_height (row->record->recipe));
  return buffer;
}

static void
append_scale (const RecordRow *row, GString *text, char separator)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, derm_recipe_get_scale (row->record->recipe)));
}

static void
append_crop (const RecordRow *row, GString *text, char separator)
{
  const double *crop = derm_recipe_get_crop (row->record->recipe);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int i = 0; crop != NULL && i < 4; i++)
    {
      if (i > 0)
        g_string_append_c (text, separator);
      g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, crop[i]));
    }
}

static void
append_three (GString *text, const double *values, char separator)
{
  const char between[] = { separator, '\0' };
  g_autofree char *numbers = values != NULL ? derm_normalisation_format (values, between) : NULL;

  g_string_append (text, numbers != NULL ? numbers : "");
}

static void
append_mean (const RecordRow *row, GString *text, char separator)
{
  append_three (text, derm_recipe_get_mean (row->record->recipe), separator);
}

static void
append_std (const RecordRow *row, GString *text, char separator)
{
  append_three (text, derm_recipe_get_std (row->record->recipe), separator);
}

const RecordField derm_record_recipe_fields[] = {
  { "input_sha256", RECORD_TEXT, { get_input_sha256 }, N_ ("SHA-256 of the input’s bytes, row by row, RGB") },
  { "recipe", RECORD_TEXT, { get_recipe }, N_ ("Name of the recipe") },
  { "filter", RECORD_TEXT, { get_filter }, N_ ("The recipe’s resampling filter") },
  { "layout", RECORD_TEXT, { get_layout }, N_ ("The recipe’s order of the input’s values") },
  { "label_map", RECORD_TEXT, { get_label_map }, N_ ("Where the codes come from: model, csv, published or own") },
  { "orientation", RECORD_TEXT, { get_orientation }, N_ ("Whether the file’s orientation counts: apply or ignore") },
  { "exif_orientation",
    RECORD_INTEGER,
    { .integer = get_exif_orientation },
    N_ ("The file’s orientation, from 1 to 8") },
  { "views", RECORD_INTEGER, { .integer = get_views }, N_ ("The recipe’s views") },
  { "width", RECORD_INTEGER, { .integer = get_width }, N_ ("The input’s width") },
  { "height", RECORD_INTEGER, { .integer = get_height }, N_ ("The input’s height") },
  { "size", RECORD_TEXT, { get_size }, N_ ("The input’s width x height") },
  { "scale", RECORD_NUMBER, { .numbers = append_scale }, N_ ("What the input’s bytes are multiplied by") },
  { "crop",
    RECORD_NUMBERS,
    { .numbers = append_crop },
    N_ ("Left, upper, right and lower edge as fractions of the oriented image") },
  { "mean", RECORD_NUMBERS, { .numbers = append_mean }, N_ ("What is subtracted from the planes") },
  { "std", RECORD_NUMBERS, { .numbers = append_std }, N_ ("What the planes are divided by then") },
};
const guint derm_record_n_recipe_fields = G_N_ELEMENTS (derm_record_recipe_fields);
