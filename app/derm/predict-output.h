/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The formats of `derm predict`, one row per image, written to standard output as the images are done. */

#include <derm.h>

typedef enum { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_JSONL, OUTPUT_PUBLISHED } OutputFormat;
typedef enum { OUTPUT_CALIBRATED, OUTPUT_RAW, OUTPUT_LOGITS } OutputScores;

/* What all rows of one run share; pointers are borrowed. */
typedef struct {
  OutputFormat format;
  OutputScores scores; /* of table and csv */
  DermDecision decision;
  gboolean is_verbose;
  DermClassifier *classifier;
  GPtrArray *recipes; /* DermRecipe; one row each per image */
  char **files;       /* all of them */
  int file_column;    /* of the table, set by output_begin(): wide enough for most of them */
} Output;

/* One image under one recipe: either prediction, with its decision, or error is set. */
typedef struct {
  const char *file;
  DermRecipe *recipe;
  DermPrediction *prediction;
  const char *error;
} OutputRow;

gboolean output_format_from_id (const char *id, OutputFormat *format);
gboolean output_scores_from_id (const char *id, OutputScores *scores);
const char *output_scores_get_id (OutputScores scores);
void output_begin (Output *output);
void output_row (const Output *output, const OutputRow *row, gboolean is_first);
void output_end (const Output *output);

/* Columns of scores are headed by the codes of the first recipe; the others have the same codes, perhaps in another
 * order. */
const char *output_column_label (const Output *output, int column);
/* The output that has the column's code in this row, or -1. */
int output_column_index (const Output *output, const OutputRow *row, int column);
/* Those that are shown, by output. */
const float *output_values (const Output *output, DermPrediction *prediction);

/* The lines of the two kinds, in predict-records.c (for machines) and predict-table.c (for people). */
void output_append_json (GString *text, const Output *output, const OutputRow *row);
void output_append_csv_header (GString *text, const Output *output);
void output_append_csv (GString *text, const Output *output, const OutputRow *row);
void output_append_published (GString *text, const OutputRow *row);
int output_table_file_column (char **files);
void output_append_table_header (GString *text, const Output *output);
void output_append_table (GString *text, const Output *output, const OutputRow *row);
void output_append_table_footer (GString *text, const Output *output);

/* The shortest decimal that reads back as the same float, whatever the locale. */
void output_append_float (GString *text, float value);

/* As a JSON string, null for NULL; what is not UTF-8 becomes U+FFFD. */
void output_append_string (GString *text, const char *string);
