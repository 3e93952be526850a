/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "predict-output.h"

#include <stdio.h>
#include <string.h>

#include "cli-arrow.h"
#include "derm-cli.h"

static const char *const format_ids[] = { "table", "csv", "json", "jsonl", "arrow", "parquet", "published" };

/* The place of the word in the list, or -1. */
static int
find_id (const char *id, const char *const *ids, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (id, ids[i]) == 0)
      return (int) i;
  return -1;
}

gboolean
output_format_from_id (const char *id, OutputFormat *format)
{
  int found = find_id (id, format_ids, G_N_ELEMENTS (format_ids));

  if (found >= 0)
    *format = (OutputFormat) found;
  return found >= 0;
}

gboolean
output_format_is_arrow (OutputFormat format)
{
  return format == OUTPUT_ARROW || format == OUTPUT_PARQUET;
}

gboolean
output_format_has_columns (OutputFormat format)
{
  return format == OUTPUT_CSV || output_format_is_arrow (format);
}

/* As the published model's program. */
static void
append_published (GString *text, const DermRecord *row)
{
  DermPrediction *p = row->prediction;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const float *scores;
  int top = 0;

  if (p == NULL)
    {
      g_autofree char *file = cli_printable (row->file), *reason = cli_printable (row->error);

      cli_error ("%s: %s", file, reason);
      return;
    }
  scores = derm_prediction_get_scores (p);
  for (int i = 1; i < derm_prediction_get_n_classes (p); i++) /* that program knows no calibration and no shares */
    top = scores[i] > scores[top] ? i : top;
  g_string_append_printf (text, "%d\t%s\t", top, derm_prediction_get_label (p, top));
  for (int i = 0; i < derm_prediction_get_n_classes (p); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            g_ascii_formatd (buffer, sizeof buffer, "%.5f", (double) scores[i]));
  g_string_append_c (text, '\n');
}

/* People's text goes out in the terminal's character set, machines' in UTF-8 always. */
gboolean
output_put (const Output *output, const GString *text)
{
  if (output->arrow != NULL)
    return cli_arrow_add (output->arrow, text->str, text->len);
  if (output->format == OUTPUT_TABLE)
    cli_put (text->str);
  else
    cli_put_data (text->str, text->len);
  return cli_flush ();
}

void
output_begin (Output *output, GString *text)
{
  if (output->format == OUTPUT_TABLE)
    {
      output->file_column = output_table_file_column (output->files);
      output_append_table_header (text, output);
    }
  else if (output_format_has_columns (output->format))
    derm_record_append_csv_header (text, &output->form);
  else if (output->format == OUTPUT_JSON)
    g_string_append (text, "[\n");
}

void
output_append_row (GString *text, const Output *output, const DermRecord *row, gboolean is_first)
{
  switch (output->format)
    {
    case OUTPUT_CSV:
    case OUTPUT_ARROW:
    case OUTPUT_PARQUET:
      derm_record_append_csv (text, &output->form, row);
      break;
    case OUTPUT_JSON:
      g_string_append (text, is_first ? "" : ",\n");
      derm_record_append_json (text, &output->form, row);
      break;
    case OUTPUT_JSONL:
      derm_record_append_json (text, &output->form, row);
      g_string_append_c (text, '\n');
      break;
    case OUTPUT_PUBLISHED:
      append_published (text, row);
      break;
    case OUTPUT_TABLE:
    default:
      output_append_table (text, output, row);
      break;
    }
}

void
output_end (const Output *output, GString *text)
{
  if (output->format == OUTPUT_JSON)
    g_string_append (text, "\n]\n");
  else if (output->format == OUTPUT_TABLE)
    output_append_table_footer (text, output);
}
