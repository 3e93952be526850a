/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli-arrow.h"

#include <dlfcn.h>
#include <glib/gi18n.h>
#include <string.h>

#include "derm-cli.h"

struct _CliArrow {
  ArrowKind kind;
  int fd;
  const char *name;
  const ArrowRowsTable *table; /* of the module, which stays loaded */
  ArrowRows *rows;             /* owned; NULL until the heading is there */
};

/* NULL after saying so. */
static const ArrowRowsTable *
load (void)
{
  void *library = dlopen (ARROW_LIBRARY, RTLD_LAZY); /* not GModule: the search starts from who calls dlopen() */
  const ArrowRowsTable *table = library != NULL ? dlsym (library, ARROW_ROWS_TABLE) : NULL;

  if (table == NULL)
    cli_error (_ ("Arrow and Parquet files need a Dermlens that was built with Arrow GLib (arrow-glib and "
                  "parquet-glib, in Apache "
                  "Arrow's packages), which this one was not: %s. Take csv or jsonl, which Arrow's readers read, too."),
               dlerror ());
  return table;
}

gboolean
cli_arrow_check (void)
{
  return load () != NULL;
}

CliArrow *
cli_arrow_new (ArrowKind kind, int fd, const char *name)
{
  const ArrowRowsTable *table = load ();
  CliArrow *self;

  if (table == NULL)
    return NULL;
  self = g_new0 (CliArrow, 1);
  self->kind = kind;
  self->fd = fd;
  self->name = name;
  self->table = table;
  return self;
}

/* Always FALSE. */
static gboolean
fail (const CliArrow *self, const GError *error)
{
  g_autofree char *shown = cli_printable (self->name);

  cli_error ("%s: %s", shown, error->message);
  return FALSE;
}

/* Columns that are not numbers. Lists are texts in CSV. */
static GHashTable *
list_types (void)
{
  GHashTable *types = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < derm_record_n_fields (); i++)
    {
      DermRecordField field;

      derm_record_get_field (i, &field);
      if (field.name != NULL && field.in_csv && strcmp (field.type, "number") != 0)
        g_hash_table_insert (types, (gpointer) field.name,
                             (gpointer) (strcmp (field.type, "integer") == 0 ? "integer" : "text"));
    }
  return types;
}

static GHashTable *
list_metadata (void)
{
  GHashTable *metadata = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (metadata, (gpointer) "dermlens-version", g_strdup (derm_version ()));
  g_hash_table_insert (metadata, (gpointer) "dermlens-schema", g_strdup_printf ("%d", DERM_RECORD_SCHEMA));
  return metadata;
}

/* A name in quotation marks may have line ends in it. */
static gsize
measure_heading (const char *lines, gsize length)
{
  gboolean is_quoted = FALSE;
  gsize n = 0;

  for (; n < length && (lines[n] != '\n' || is_quoted); n++)
    is_quoted ^= lines[n] == '"';
  return MIN (n + 1, length);
}

/* Takes the first line off. */
static gboolean
begin (CliArrow *self, const char **lines, gsize *length)
{
  gsize n = measure_heading (*lines, *length);
  g_autofree char *heading = g_strndup (*lines, n);
  g_autoptr (GHashTable) types = list_types (), metadata = list_metadata ();
  g_autoptr (GError) error = NULL;
  const ArrowOptions options
      = { .fd = self->fd, .heading = heading, .types = types, .metadata = metadata, .kind = self->kind };

  self->rows = self->table->new (&options, &error);
  *lines += n;
  *length -= n;
  return self->rows != NULL || fail (self, error);
}

gboolean
cli_arrow_add (CliArrow *self, const char *lines, gsize length)
{
  g_autoptr (GError) error = NULL;

  if (self->rows == NULL && !begin (self, &lines, &length))
    return FALSE;
  return length == 0 || self->table->add (self->rows, lines, length, &error) || fail (self, error);
}

gboolean
cli_arrow_end (CliArrow *self)
{
  g_autoptr (GError) error = NULL;

  return self->table->end (self->rows, &error) || fail (self, error);
}

void
cli_arrow_free (CliArrow *self)
{
  if (self->rows != NULL)
    self->table->free (self->rows);
  g_free (self);
}
