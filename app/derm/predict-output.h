/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The formats of `derm predict`, one row per image, written to standard output as the images are done. */

#include <derm.h>

typedef enum { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_JSONL } OutputFormat;

/* What all rows of one run share; pointers are borrowed. */
typedef struct {
  OutputFormat format;
  DermClassifier *classifier;
  DermRecipe *recipe;
  char **files;    /* all of them */
  int file_column; /* of the table, set by output_begin(): wide enough for most of them */
} Output;

/* One image: either prediction or error is set. */
typedef struct {
  const char *file;
  DermPrediction *prediction;
  const char *error;
} OutputRow;

gboolean output_format_from_id (const char *id, OutputFormat *format);
void output_begin (Output *output);
void output_row (const Output *output, const OutputRow *row, gboolean is_first);
void output_end (const Output *output);

/* The lines of the two kinds, in predict-records.c (for machines) and predict-table.c (for people). */
void output_append_json (GString *text, const Output *output, const OutputRow *row);
void output_append_csv_header (GString *text, const Output *output);
void output_append_csv (GString *text, const Output *output, const OutputRow *row);
int output_table_file_column (char **files);
void output_append_table_header (GString *text, const Output *output);
void output_append_table (GString *text, const Output *output, const OutputRow *row);

/* The shortest decimal that reads back as the same float, whatever the locale. */
void output_append_float (GString *text, float value);

/* As a JSON string, null for NULL; what is not UTF-8 becomes U+FFFD. */
void output_append_string (GString *text, const char *string);
