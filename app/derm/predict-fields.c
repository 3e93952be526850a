/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-fields.h"

#include <glib/gi18n.h>

#include "derm-cli.h"

enum { NAME_WIDTH = 20, TYPE_WIDTH = 9, FORMAT_WIDTH = 11 };

/* ---- the list ---- */

static void
append_field (GString *text, const DermRecordField *field)
{
  const char *name = field->name != NULL ? field->name : "classes";

  g_string_append (text, field->is_by_default ? "  " : "+ ");
  cli_append_padded (text, name, NAME_WIDTH - 2, FALSE);
  cli_append_padded (text, field->type, TYPE_WIDTH, FALSE);
  cli_append_padded (text,
                     field->in_csv && field->in_json ? ""
                     : field->in_csv                 ? "csv"
                                                     : "json, jsonl",
                     FORMAT_WIDTH, FALSE);
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
      _ ("+ Only if it is named. The code of a class names its score. “default” stands for all that rows "
         "have when nothing is said, “evaluate” for what derm evaluate needs."),
      0);
  cli_put (text->str);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

gboolean
predict_fields_choose (PredictOptions *options, DermModel *model, DermRecipe *columns)
{
  DermRecordFormat format = options->format == OUTPUT_CSV ? DERM_RECORD_CSV : DERM_RECORD_JSON;
  g_autoptr (GError) error = NULL;

  if (options->fields == NULL)
    return TRUE;
  options->chosen = derm_record_fields_new (options->fields, format, model, columns, &error);
  if (options->chosen == NULL)
    cli_error ("--fields: %s", error->message);
  return options->chosen != NULL;
}

/* ---- the images' files ---- */

/* (transfer full) NULL if the file cannot be read. */
static char *
hash_file (GFile *file)
{
  enum { BLOCK = 1 << 16 };
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *block = g_malloc (BLOCK);
  gssize n = -1;

  while (stream != NULL && (n = g_input_stream_read (G_INPUT_STREAM (stream), block, BLOCK, NULL, NULL)) > 0)
    g_checksum_update (checksum, block, n);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static void
look_at_file (DermRecordSource *source, GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
      G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GDateTime) modified = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;

  if (info != NULL)
    source->size = g_file_info_get_size (info);
  if (modified != NULL)
    source->modified = g_date_time_to_unix (modified) * G_GINT64_CONSTANT (1000000000)
                       + g_date_time_get_microsecond (modified) * 1000;
}

void
predict_source_look (PredictSource *source, const DermRecordFields *chosen, const char *path, gint64 index)
{
  g_autoptr (GFile) file = chosen != NULL && !cli_is_stdin (path) ? cli_file (path) : NULL;

  *source = (PredictSource){ { .index = index, .size = -1, .modified = -1 }, NULL };
  if (file == NULL)
    return;
  if (derm_record_fields_has (chosen, "file_size") || derm_record_fields_has (chosen, "file_modified"))
    look_at_file (&source->source, file);
  if (derm_record_fields_has (chosen, "file_sha256"))
    source->source.sha256 = source->sha256 = hash_file (file);
}

void
predict_source_clear (PredictSource *source)
{
  g_clear_pointer (&source->sha256, g_free);
}
