/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The formats of `derm predict`, one row per image, written to standard output as the images are done. */

#include <derm.h>

typedef enum { OUTPUT_TABLE, OUTPUT_CSV, OUTPUT_JSON, OUTPUT_JSONL, OUTPUT_PUBLISHED } OutputFormat;

/* What all rows of one run share; pointers are borrowed. */
typedef struct {
  OutputFormat format;
  DermRecordForm form; /* its columns are those of the first recipe */
  gboolean is_verbose;
  GPtrArray *recipes; /* DermRecipe; one row each per image */
  char **files;       /* all of them */
  int file_column;    /* of the table, set by output_begin(): wide enough for most of them */
} Output;

gboolean output_format_from_id (const char *id, OutputFormat *format);
void output_begin (Output *output);
void output_row (const Output *output, const DermRecord *row, gboolean is_first);
void output_end (const Output *output);

/* Lines for people, in predict-table.c. */
int output_table_file_column (char **files);
void output_append_table_header (GString *text, const Output *output);
void output_append_table (GString *text, const Output *output, const DermRecord *row);
void output_append_table_footer (GString *text, const Output *output);
