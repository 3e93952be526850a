/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-table.h"
#include "truth-ids.h"
#include "truth-private.h"

enum { MAX_COLUMNS = 64 }; /* a table with a column for each pixel is nothing to choose from */

struct _DermTable {
  GObject parent_instance;

  GStringChunk *strings; /* owned; equal cells are one */
  GPtrArray *columns;    /* borrowed names */
  GPtrArray *cells;      /* borrowed, row by row */
  GArray *rows;          /* DermTableRow */
  guint n_fields;        /* of the first line */
};

G_DEFINE_FINAL_TYPE (DermTable, derm_table, G_TYPE_OBJECT)

static void
derm_table_finalize (GObject *object)
{
  DermTable *self = DERM_TABLE (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_array_unref (self->rows);
  g_string_chunk_free (self->strings);
  G_OBJECT_CLASS (derm_table_parent_class)->finalize (object);
}

static void
derm_table_class_init (DermTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = derm_table_finalize;
}

static void
derm_table_init (DermTable *self)
{
  self->strings = g_string_chunk_new (4096);
  self->columns = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (DermTableRow));
}

/* ---- reading ---- */

static void
add_row (DermTable *self, char **fields, guint line)
{
  DermTableRow row = { line, g_strv_length (fields) };

  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (self->cells, g_string_chunk_insert_const (self->strings, i < row.n_fields ? fields[i] : ""));
  g_array_append_val (self->rows, row);
}

DermTable *
derm_table_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermTable) self = NULL;
  g_autoptr (DermCsv) csv = NULL;
  const char *const *header;
  GError *reason = NULL;
  char **fields;
  guint line;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  csv = derm_csv_open (file, cancellable, error);
  if (csv == NULL)
    return NULL;

  self = g_object_new (DERM_TYPE_TABLE, NULL);
  header = derm_csv_get_header (csv);
  self->n_fields = g_strv_length ((char **) header);
  for (guint i = 0; i < MIN (self->n_fields, MAX_COLUMNS); i++)
    g_ptr_array_add (self->columns, g_string_chunk_insert_const (self->strings, header[i]));
  while ((fields = derm_csv_next (csv, &line, &reason)) != NULL)
    {
      add_row (self, fields, line);
      g_strfreev (fields);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* ---- what is in it ---- */

guint
derm_table_get_n_columns (DermTable *self)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), 0);
  return self->columns->len;
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
  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, NULL);
  return g_ptr_array_index (self->cells, row * self->columns->len + column);
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

int
derm_table_find_column (DermTable *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->columns, i), name) == 0)
      return (int) i;
  return -1;
}

/* ---- which column may mean what ---- */

int
derm_table_find_usual_column (DermTable *self, DermColumn which)
{
  const char *const *names = derm_truth_get_usual_names (which);
  int column = -1;

  for (; *names != NULL && column < 0; names++)
    column = derm_table_find_column (self, *names);
  return column;
}

static GHashTable *
make_ids (const char *const *names)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *names != NULL; names++)
    g_hash_table_add (ids, derm_image_id (*names));
  return ids;
}

static guint
count_ids (DermTable *self, guint column, GHashTable *ids)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *id = derm_image_id (derm_table_get_cell (self, i, column));

      n += g_hash_table_contains (ids, id);
    }
  return n;
}

guint
derm_table_count_matches (DermTable *self, guint column, const char *const *names)
{
  g_autoptr (GHashTable) ids = NULL;

  g_return_val_if_fail (DERM_IS_TABLE (self), 0);
  g_return_val_if_fail (column < self->columns->len, 0);

  ids = make_ids (names);
  return count_ids (self, column, ids);
}

int
derm_table_find_id_column (DermTable *self, const char *const *names)
{
  g_autoptr (GHashTable) ids = NULL;
  guint most = 0;
  int best;

  g_return_val_if_fail (DERM_IS_TABLE (self), -1);

  best = derm_table_find_usual_column (self, DERM_COLUMN_ID);
  ids = make_ids (names);
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint n = count_ids (self, i, ids);

      if (n > most)
        best = (int) i;
      most = MAX (most, n);
    }
  return best;
}

static guint
count_labels (DermTable *self, guint column, const char *const *labels, const char *const *titles)
{
  g_autoptr (GArray) words = derm_table_list_words (self, column, DERM_MAX_WORDS);
  guint n = 0;

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const DermWord *word = &g_array_index (words, DermWord, i);

      n += derm_word_guess_label (word->text, labels, titles) >= 0 ? word->n : 0;
    }
  return n;
}

int
derm_table_find_label_column (DermTable *self, const char *const *labels, const char *const *titles)
{
  guint most = 0;
  int best;

  g_return_val_if_fail (DERM_IS_TABLE (self), -1);

  best = derm_table_find_usual_column (self, DERM_COLUMN_LABEL);
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint n = count_labels (self, i, labels, titles);

      if (n > most)
        best = (int) i;
      most = MAX (most, n);
    }
  return best;
}

gboolean
derm_table_has_class_columns (DermTable *self, const char *const *labels)
{
  int n = 0;

  g_return_val_if_fail (DERM_IS_TABLE (self), FALSE);

  for (; *labels != NULL; labels++)
    n += derm_table_find_column (self, *labels) >= 0;
  return n >= 2;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const DermWord *first = a, *second = b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return g_strcmp0 (first->text, second->text);
}

GArray *
derm_table_list_words (DermTable *self, guint column, guint max)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (DermWord));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL); /* equal cells are one string */

  g_return_val_if_fail (DERM_IS_TABLE (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      DermWord word = { derm_table_get_cell (self, i, column), 1 };
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, word.text));

      if (place > 0)
        g_array_index (words, DermWord, place - 1).n++;
      else if (words->len == max)
        return NULL;
      else if (*word.text != '\0')
        {
          g_array_append_val (words, word);
          g_hash_table_insert (places, (gpointer) word.text, GUINT_TO_POINTER (words->len));
        }
    }
  g_array_sort (words, compare_words);
  return g_steal_pointer (&words);
}
