/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "csv-table.h"
#include "derm-error.h"
#include "derm-table.h"
#include "made.h"
#include "truth-private.h"

enum { MAX_COLUMNS = 64 }; /* a table with a column for each pixel is nothing to choose from */

struct _DermTable {
  GObject parent_instance;

  GStringChunk *strings; /* owned; equal cells are one */
  GPtrArray *columns;    /* borrowed names */
  GPtrArray *cells;      /* borrowed, row by row */
  GArray *rows;          /* DermTableRow */
  GArray *kept;          /* guint: the field of the file that each column is */
  guint n_fields;        /* of the first line */
  gboolean has_header;
  DermTextEncoding encoding;
};

G_DEFINE_ABSTRACT_TYPE (DermTable, derm_table, G_TYPE_OBJECT)

G_DEFINE_BOXED_TYPE (DermWord, derm_word, derm_word_copy, derm_word_free)

DermWord *
derm_word_copy (const DermWord *self)
{
  DermWord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (DermWord, 1);
  *copy = (DermWord){ g_strdup (self->text), self->n };
  return copy;
}

void
derm_word_free (DermWord *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}

static void
derm_table_finalize (GObject *object)
{
  DermTable *self = DERM_TABLE (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_array_unref (self->rows);
  g_array_unref (self->kept);
  g_string_chunk_free (self->strings);
  G_OBJECT_CLASS (derm_table_parent_class)->finalize (object);
}

static void
derm_table_class_init (DermTableClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_table_finalize;
}

static void
derm_table_init (DermTable *self)
{
  self->strings = g_string_chunk_new (4096);
  self->columns = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (DermTableRow));
  self->kept = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* ---- reading ---- */

static gboolean
is_wanted (const char *name, const char *const *wanted)
{
  for (; wanted != NULL && *wanted != NULL; wanted++)
    if (derm_name_is_same (*wanted, name))
      return TRUE;
  return FALSE;
}

/* The columns that are kept of a wide table: the first ones, those that are called by a usual name, and `wanted`. */
static void
choose_columns (DermTable *self, char **first, const char *const *wanted)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->kept->len < MAX_COLUMNS || derm_table_is_usual_name (first[i]) || is_wanted (first[i], wanted))
      g_array_append_val (self->kept, i);
}

static void
add_row (DermTable *self, char **fields, guint line)
{
  DermTableRow row = { line, g_strv_length (fields) };

  while (row.n_fields > self->n_fields && *fields[row.n_fields - 1] == '\0') /* a separator at the end of each row */
    row.n_fields--;
  for (guint i = 0; i < self->kept->len; i++)
    {
      guint field = g_array_index (self->kept, guint, i);

      g_ptr_array_add (self->cells,
                       g_string_chunk_insert_const (self->strings, field < row.n_fields ? fields[field] : ""));
    }
  g_array_append_val (self->rows, row);
}

/* The first row names the columns, unless it looks like all others. */
static void
take_header (DermTable *self)
{
  const DermCells cells = { (const char *const *) self->cells->pdata, self->kept->len, self->rows->len };

  self->has_header = derm_cells_have_names (&cells);
  for (guint i = 0; i < self->kept->len; i++)
    g_ptr_array_add (self->columns, self->has_header ? g_ptr_array_index (self->cells, i)
                                                     : g_string_chunk_insert_const (self->strings, ""));
  if (!self->has_header)
    return;
  g_ptr_array_remove_range (self->cells, 0, self->kept->len);
  g_array_remove_index (self->rows, 0);
}

static gboolean
read_rows (DermTable *self, DermCsv *csv, const char *const *wanted, GError **error)
{
  GError *reason = NULL;
  char **fields;
  guint line;

  while ((fields = derm_csv_next (csv, &line, &reason)) != NULL)
    {
      if (self->rows->len == 0)
        {
          self->n_fields = g_strv_length (fields);
          choose_columns (self, fields, wanted);
        }
      add_row (self, fields, line);
      g_strfreev (fields);
    }
  if (reason != NULL)
    g_propagate_error (error, reason);
  else if (self->rows->len == 0)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("the file is empty"));
  else
    return TRUE;
  return FALSE;
}

DermTable *
derm_table_open (GFile *file, const char *const *wanted, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermTable) self = NULL;
  g_autoptr (DermCsv) csv = derm_csv_open (file, cancellable, error);

  if (csv == NULL)
    return NULL;
  self = derm_made_new (DERM_TYPE_TABLE);
  self->encoding = derm_csv_get_encoding (csv);
  if (!read_rows (self, csv, wanted, error))
    return NULL;
  take_header (self);
  return g_steal_pointer (&self);
}

DermTable *
derm_table_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return derm_table_open (file, NULL, cancellable, error);
}

/* ---- what is in it ---- */

guint
derm_table_get_n_columns (DermTable *self)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), 0);
  return self->kept->len;
}

const char *
derm_table_get_column (DermTable *self, guint column)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);
  return g_ptr_array_index (self->columns, column);
}

guint
derm_table_get_n_rows (DermTable *self)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), 0);
  return self->rows->len;
}

const char *
derm_table_get_cell (DermTable *self, guint row, guint column)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), NULL);
  g_return_val_if_fail (row < self->rows->len && column < self->kept->len, NULL);
  return g_ptr_array_index (self->cells, row * self->kept->len + column);
}

const DermTableRow *
derm_table_get_row (DermTable *self, guint row)
{
  return &g_array_index (self->rows, DermTableRow, row);
}

guint
derm_table_get_n_fields (DermTable *self)
{
  return self->n_fields;
}

gboolean
derm_table_has_header (DermTable *self)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), FALSE);
  return self->has_header;
}

DermTextEncoding
derm_table_get_encoding (DermTable *self)
{
  return self->encoding;
}

int
derm_table_find_column (DermTable *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->columns, i), name) == 0)
      return (int) i;
  for (guint i = 0; i < self->columns->len; i++)
    if (derm_name_is_same (g_ptr_array_index (self->columns, i), name))
      return (int) i;
  return -1;
}

char *
derm_table_list_columns (DermTable *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *name = derm_table_dup_column_name (self, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
derm_table_dup_column_name (DermTable *self, guint column)
{
  const char *name = derm_table_get_column (self, column);

  /* Translators: a column of a table that has no name, and its number */
  return *name != '\0' ? g_strdup (name) : g_strdup_printf (_ ("column %u"), column + 1);
}

/* ---- words ---- */

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const DermWord *first = *(const DermWord *const *) a, *second = *(const DermWord *const *) b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return g_strcmp0 (first->text, second->text);
}

GPtrArray *
derm_table_list_words (DermTable *self, guint column, guint max)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) derm_word_free);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL); /* equal cells are one string */

  g_return_val_if_fail (DERM_IS_TABLE (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *text = derm_table_get_cell (self, i, column);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, text));

      if (place > 0)
        ((DermWord *) words->pdata[place - 1])->n++;
      else if (words->len == max)
        return NULL;
      else if (*text != '\0')
        {
          g_ptr_array_add (words, derm_word_copy (&(DermWord){ (char *) text, 1 })); /* the table may be gone before it */
          g_hash_table_insert (places, (gpointer) text, GUINT_TO_POINTER (words->len));
        }
    }
  g_ptr_array_sort (words, compare_words);
  return g_steal_pointer (&words);
}
