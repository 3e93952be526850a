/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "arrow-rows.h"

#include <arrow-glib/arrow-glib.h>
#include <gio/gunixoutputstream.h>
#include <parquet-glib/parquet-glib.h>

enum {
  BLOCK = 16 << 20,     /* of CSV, which becomes a row group, or some record batches */
  CSV_BLOCK = 1 << 20,  /* that Arrow reads at a time; longer than any row */
  GROUP_ROWS = 1 << 20, /* at most in a row group */
};

struct _ArrowRows {
  ArrowKind kind;
  GArrowOutputStream *sink;         /* owned */
  GArrowSchema *schema;             /* owned */
  GArrowCSVReadOptions *csv;        /* owned */
  GArrowRecordBatchWriter *writer;  /* owned, or NULL: */
  GParquetArrowFileWriter *parquet; /* owned, or NULL */
  GString *lines;                   /* that are not written yet */
};

static GArrowTable *
read_csv (const char *text, gsize length, GArrowCSVReadOptions *options, GError **error)
{
  g_autoptr (GArrowBuffer) buffer = garrow_buffer_new ((const guint8 *) text, (gint64) length);
  g_autoptr (GArrowBufferInputStream) stream = garrow_buffer_input_stream_new (buffer);
  g_autoptr (GArrowCSVReader) reader = garrow_csv_reader_new (GARROW_INPUT_STREAM (stream), options, error);

  return reader != NULL ? garrow_csv_reader_read (reader, error) : NULL;
}

/* ---- columns ---- */

/* (transfer full) */
static GArrowDataType *
find_type (GHashTable *types, const char *name)
{
  const char *type = g_hash_table_lookup (types, name);

  if (g_strcmp0 (type, "integer") == 0)
    return GARROW_DATA_TYPE (garrow_int64_data_type_new ());
  if (g_strcmp0 (type, "text") == 0)
    return GARROW_DATA_TYPE (garrow_string_data_type_new ());
  return GARROW_DATA_TYPE (garrow_double_data_type_new ());
}

static GArrowField *
make_field (const char *name, GHashTable *types)
{
  g_autoptr (GArrowDataType) type = find_type (types, name);

  return garrow_field_new (name, type);
}

static void
unref_object (gpointer object)
{
  g_object_unref (object);
}

/* Arrow itself takes the names out of the heading. */
static gboolean
read_heading (ArrowRows *self, const ArrowOptions *options, GError **error)
{
  g_autoptr (GArrowCSVReadOptions) plain = garrow_csv_read_options_new ();
  g_autoptr (GArrowTable) empty = NULL;
  g_autoptr (GArrowSchema) found = NULL, bare = NULL;
  GList *names, *fields = NULL;

  g_object_set (plain, "allow-newlines-in-values", TRUE, NULL);
  empty = read_csv (options->heading, strlen (options->heading), plain, error);
  if (empty == NULL)
    return FALSE;
  found = garrow_table_get_schema (empty);
  names = garrow_schema_get_fields (found);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = garrow_field_get_name (l->data);

      garrow_csv_read_options_add_column_name (self->csv, name);
      fields = g_list_append (fields, make_field (name, options->types));
    }
  bare = garrow_schema_new (fields);
  self->schema = garrow_schema_with_metadata (bare, options->metadata);
  garrow_csv_read_options_add_schema (self->csv, self->schema);
  g_list_free_full (fields, unref_object);
  g_list_free_full (names, unref_object);
  return TRUE;
}

static GArrowCSVReadOptions *
make_csv_options (void)
{
  const char *nulls[] = { "" };
  GArrowCSVReadOptions *options = garrow_csv_read_options_new ();

  g_object_set (options, "allow-newlines-in-values", TRUE, "allow-null-strings", TRUE, "ignore-empty-lines", FALSE,
                "block-size", CSV_BLOCK, "use-threads", FALSE, NULL);
  garrow_csv_read_options_set_null_values (options, nulls, G_N_ELEMENTS (nulls));
  return options;
}

/* ---- writing ---- */

static gboolean
open_writer (ArrowRows *self, GError **error)
{
  g_autoptr (GParquetWriterProperties) properties = NULL;

  switch (self->kind)
    {
    case ARROW_STREAM:
      self->writer
          = GARROW_RECORD_BATCH_WRITER (garrow_record_batch_stream_writer_new (self->sink, self->schema, error));
      return self->writer != NULL;
    case ARROW_FILE:
      self->writer = GARROW_RECORD_BATCH_WRITER (garrow_record_batch_file_writer_new (self->sink, self->schema, error));
      return self->writer != NULL;
    case ARROW_PARQUET:
    default:
      properties = gparquet_writer_properties_new ();
      gparquet_writer_properties_set_compression (properties, GARROW_COMPRESSION_TYPE_ZSTD, NULL);
      self->parquet = gparquet_arrow_file_writer_new_arrow (self->schema, self->sink, properties, error);
      return self->parquet != NULL;
    }
}

static gboolean
write_lines (ArrowRows *self, GError **error)
{
  g_autoptr (GArrowTable) table = NULL;
  gboolean is_written;

  if (self->lines->len == 0)
    return TRUE;
  table = read_csv (self->lines->str, self->lines->len, self->csv, error);
  if (table == NULL)
    return FALSE;
  is_written = self->parquet != NULL ? gparquet_arrow_file_writer_write_table (self->parquet, table, GROUP_ROWS, error)
                                     : garrow_record_batch_writer_write_table (self->writer, table, error);
  g_string_truncate (self->lines, 0);
  return is_written;
}

ArrowRows *
arrow_rows_new (const ArrowOptions *options, GError **error)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (options->fd, FALSE);
  ArrowRows *self = g_new0 (ArrowRows, 1);

  self->kind = options->kind;
  self->lines = g_string_new (NULL);
  self->sink = GARROW_OUTPUT_STREAM (garrow_gio_output_stream_new (stream));
  self->csv = make_csv_options ();
  if (read_heading (self, options, error) && open_writer (self, error))
    return self;
  arrow_rows_free (self);
  return NULL;
}

gboolean
arrow_rows_add (ArrowRows *self, const char *lines, gsize length, GError **error)
{
  g_string_append_len (self->lines, lines, (gssize) length);
  return self->lines->len < BLOCK || write_lines (self, error);
}

gboolean
arrow_rows_end (ArrowRows *self, GError **error)
{
  if (!write_lines (self, error))
    return FALSE;
  return self->parquet != NULL ? gparquet_arrow_file_writer_close (self->parquet, error)
                               : garrow_record_batch_writer_close (self->writer, error);
}

void
arrow_rows_free (ArrowRows *self)
{
  g_clear_object (&self->writer);
  g_clear_object (&self->parquet);
  g_clear_object (&self->csv);
  g_clear_object (&self->schema);
  g_clear_object (&self->sink);
  g_string_free (self->lines, TRUE);
  g_free (self);
}

G_MODULE_EXPORT const ArrowRowsTable arrow_rows_table
    = { arrow_rows_new, arrow_rows_add, arrow_rows_end, arrow_rows_free };
