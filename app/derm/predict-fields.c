/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-fields.h"

#include <glib/gi18n.h>

#include "derm-cli.h"

enum { NAME_WIDTH = 20, TYPE_WIDTH = 9, FORMAT_WIDTH = 9 };

/* In which formats rows have it when nothing is said. */
static const char *
describe_default (const DermRecordField *field)
{
  if (!field->is_csv_default && !field->is_json_default)
    return "-";
  return !field->is_json_default ? "csv" : !field->is_csv_default ? "json" : "csv, json";
}

static void
append_field (GString *text, const DermRecordField *field)
{
  const char *name = field->name != NULL ? field->name : "classes";

  g_string_append (text, "  ");
  cli_append_padded (text, name, NAME_WIDTH - 2, FALSE);
  cli_append_padded (text, field->type, TYPE_WIDTH, FALSE);
  cli_append_padded (text, describe_default (field), FORMAT_WIDTH, FALSE);
  g_string_append (text, "  ");
  cli_append_wrapped (text, field->words, NAME_WIDTH + TYPE_WIDTH + FORMAT_WIDTH + 2);
}

CliStatus
predict_fields_show (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("Fields of rows, version %d"), DERM_RECORD_SCHEMA);
  g_string_append (text, "\n\n");
  for (guint i = 0; i < derm_record_n_fields (); i++)
    {
      DermRecordField field;

      derm_record_get_field (i, &field);
      append_field (text, &field);
    }
  g_string_append_c (text, '\n');
  cli_append_wrapped (
      text,
      _ ("The third column says which rows have a field when nothing is said; the others have it if it is named. What "
         "holds for csv holds for arrow and parquet, and what holds for json for jsonl. The code of a class names its "
         "score. “default” stands for all fields that rows have when nothing is said, “evaluate” for what derm "
         "evaluate "
         "needs."),
      0);
  cli_put (text->str);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

gboolean
predict_fields_choose (PredictOptions *options, DermModel *model, DermRecipe *columns)
{
  DermRecordFormat format = output_format_has_columns (options->format) ? DERM_RECORD_CSV : DERM_RECORD_JSON;
  g_autoptr (GError) error = NULL;

  if (options->fields == NULL)
    return TRUE;
  options->chosen = derm_record_fields_new (options->fields, format, model, columns, &error);
  if (options->chosen == NULL)
    cli_error ("--fields: %s", error->message);
  return options->chosen != NULL;
}
