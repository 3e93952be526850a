/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The formats of `derm predict`, one row per image. */

#include <derm.h>

typedef enum {
  OUTPUT_TABLE,
  OUTPUT_CSV,
  OUTPUT_JSON,
  OUTPUT_JSONL,
  OUTPUT_ARROW,
  OUTPUT_PARQUET,
  OUTPUT_PUBLISHED
} OutputFormat;

/* What becomes of the CSV in the end. */
typedef struct _CliArrow CliArrow;

/* What all rows of one run share; pointers are borrowed. */
typedef struct {
  OutputFormat format;
  DermRecordForm form; /* its columns are those of the first recipe */
  gboolean is_verbose;
  GPtrArray *recipes;  /* DermRecipe; one row each per image */
  const GQueue *files; /* names of the first images, which the table's column is measured by; or NULL */
  CliArrow *arrow;     /* owned, for those formats, or NULL */
  int file_column;     /* of the table, set by output_begin(): wide enough for most of them */
} Output;

gboolean output_format_from_id (const char *id, OutputFormat *format);

/* Whether Arrow writes the rows, from those of CSV. */
gboolean output_format_is_arrow (OutputFormat format);

/* Whether rows have the columns of CSV. */
gboolean output_format_has_columns (OutputFormat format);

/* What is before, in and after the rows, appended to text. */
void output_begin (Output *output, GString *text);
void output_append_row (GString *text, const Output *output, const DermRecord *row, gboolean is_first);
void output_end (const Output *output, GString *text);

/* To standard output. FALSE after saying that it does not take it. */
gboolean output_put (const Output *output, const GString *text);

/* Lines for people, in predict-table.c. */
int output_table_file_column (const GQueue *files);
void output_append_table_header (GString *text, const Output *output);
void output_append_table (GString *text, const Output *output, const DermRecord *row);
void output_append_table_footer (GString *text, const Output *output);
