/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "predict-output.h"

#include <stdio.h>
#include <string.h>

#include "derm-cli.h"

static const char *const format_ids[] = { "table", "csv", "json", "jsonl", "published" };
static const char *const scores_ids[] = { "calibrated", "raw", "logits" };

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
output_scores_from_id (const char *id, OutputScores *scores)
{
  int found = find_id (id, scores_ids, G_N_ELEMENTS (scores_ids));

  if (found >= 0)
    *scores = (OutputScores) found;
  return found >= 0;
}

const char *
output_scores_get_id (OutputScores scores)
{
  return scores_ids[scores];
}

const char *
output_column_label (const Output *output, int column)
{
  return derm_model_get_label_in (derm_classifier_get_model (output->classifier), output->recipes->pdata[0], column);
}

int
output_column_index (const Output *output, const OutputRow *row, int column)
{
  return derm_prediction_find_label (row->prediction, output_column_label (output, column));
}

const float *
output_values (const Output *output, DermPrediction *prediction)
{
  switch (output->scores)
    {
    case OUTPUT_RAW:
      return derm_prediction_get_scores (prediction);
    case OUTPUT_LOGITS:
      return derm_prediction_get_logits (prediction);
    case OUTPUT_CALIBRATED:
    default:
      return derm_prediction_get_calibrated (prediction);
    }
}

/* People's text goes out in the terminal's character set, machines' in UTF-8 always. */
static void
put (const Output *output, const GString *text)
{
  if (output->format == OUTPUT_TABLE)
    cli_put (text->str);
  else
    fwrite (text->str, 1, text->len, stdout);
}

void
output_begin (Output *output)
{
  g_autoptr (GString) text = g_string_new (NULL);

  output->file_column = output_table_file_column (output->files);
  if (output->format == OUTPUT_TABLE)
    output_append_table_header (text, output);
  else if (output->format == OUTPUT_CSV)
    output_append_csv_header (text, output);
  else if (output->format == OUTPUT_JSON)
    g_string_append (text, "[\n");
  put (output, text);
}

void
output_row (const Output *output, const OutputRow *row, gboolean is_first)
{
  g_autoptr (GString) text = g_string_new (NULL);

  switch (output->format)
    {
    case OUTPUT_CSV:
      output_append_csv (text, output, row);
      break;
    case OUTPUT_JSON:
      g_string_append (text, is_first ? "" : ",\n");
      output_append_json (text, output, row);
      break;
    case OUTPUT_JSONL:
      output_append_json (text, output, row);
      g_string_append_c (text, '\n');
      break;
    case OUTPUT_PUBLISHED:
      output_append_published (text, row);
      break;
    case OUTPUT_TABLE:
    default:
      output_append_table (text, output, row);
      break;
    }
  put (output, text);
}

void
output_end (const Output *output)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (output->format == OUTPUT_JSON)
    g_string_append (text, "\n]\n");
  else if (output->format == OUTPUT_TABLE)
    output_append_table_footer (text, output);
  put (output, text);
}
