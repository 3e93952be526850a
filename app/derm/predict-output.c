/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "predict-output.h"

#include <stdio.h>
#include <string.h>

#include "derm-cli.h"

gboolean
output_format_from_id (const char *id, OutputFormat *format)
{
  static const char *const ids[] = { "table", "csv", "json", "jsonl" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    if (strcmp (id, ids[i]) == 0)
      {
        *format = (OutputFormat) i;
        return TRUE;
      }
  return FALSE;
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
  if (output->format == OUTPUT_JSON)
    fputs ("\n]\n", stdout);
}
