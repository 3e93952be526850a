/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image-format.h"
#include "truth-ids.h"
#include "truth-private.h"

/* ---- by name ---- */

int
derm_table_find_usual_column (DermTable *self, DermColumn which)
{
  const char *const *names = derm_truth_get_usual_names (which);
  int column = -1;

  for (; *names != NULL && column < 0; names++)
    column = derm_table_find_column (self, *names);
  return column;
}

gboolean
derm_table_find_named_column (DermTable *self, const char *name, int *column, GError **error)
{
  g_autofree char *present = NULL;
  guint64 number;

  *column = derm_table_find_column (self, name);
  if (*column < 0 && g_ascii_string_to_unsigned (name, 10, 1, derm_table_get_n_columns (self), &number, NULL))
    *column = (int) number - 1;
  if (*column >= 0)
    return TRUE;
  present = derm_table_list_columns (self);
  g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("there is no column “%s”; there are: %s"), name, present);
  return FALSE;
}

/* ---- the images' names ---- */

static GHashTable *
make_ids (const char *const *names)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; names != NULL && *names != NULL; names++)
    g_hash_table_add (ids, derm_image_id (*names));
  return ids;
}

static guint
count_ids (DermTable *self, guint column, GHashTable *ids)
{
  guint n = 0;

  for (guint i = 0; i < derm_table_get_n_rows (self); i++)
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
  g_return_val_if_fail (column < derm_table_get_n_columns (self), 0);

  ids = make_ids (names);
  return count_ids (self, column, ids);
}

static gboolean
holds_image_names (DermTable *self, guint column)
{
  guint n_rows = derm_table_get_n_rows (self), n = 0;

  for (guint i = 0; i < n_rows; i++)
    n += derm_image_format_find_ending (derm_table_get_cell (self, i, column)) != NULL;
  return n_rows > 0 && 10 * (guint64) n >= 9 * (guint64) n_rows;
}

static gboolean
is_number (const char *text)
{
  return strspn (text, "0123456789.,+-eE ") == strlen (text);
}

/* Something else in each row, and neither numbers nor classes. */
static gboolean
holds_names (DermTable *self, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL); /* equal cells are one string */
  guint n_rows = derm_table_get_n_rows (self);
  gboolean is_name = FALSE;

  for (guint i = 0; i < n_rows; i++)
    {
      const char *cell = derm_table_get_cell (self, i, column);

      if (*cell == '\0' || !g_hash_table_add (seen, (gpointer) cell))
        return FALSE;
      is_name |= !is_number (cell) && !derm_word_is_usual (cell);
    }
  return n_rows > 1 && is_name;
}

static gboolean
holds_numbered_names (DermTable *self, guint column)
{
  return holds_names (self, column) && strpbrk (derm_table_get_cell (self, 0, column), "0123456789") != NULL;
}

/* The only column of that kind; -1 if there is none or several. */
static int
find_only (DermTable *self, gboolean (*is_kind) (DermTable *, guint))
{
  int found = -1;

  for (guint i = 0; i < derm_table_get_n_columns (self); i++)
    if (is_kind (self, i))
      {
        if (found >= 0)
          return -1;
        found = (int) i;
      }
  return found;
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
  if (best >= 0)
    most = count_ids (self, (guint) best, ids);
  for (guint i = 0; i < derm_table_get_n_columns (self) && g_hash_table_size (ids) > 0; i++)
    {
      guint n = count_ids (self, i, ids);

      if (n > most)
        best = (int) i;
      most = MAX (most, n);
    }
  if (best < 0)
    best = find_only (self, holds_image_names);
  if (best < 0)
    best = find_only (self, holds_numbered_names);
  return best >= 0 ? best : find_only (self, holds_names);
}

/* ---- the classes, as words ---- */

static guint
count_labels (DermTable *self, guint column, const DermClasses *classes)
{
  g_autoptr (GPtrArray) words = derm_table_list_words (self, column, DERM_MAX_WORDS);
  guint n = 0;

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const DermWord *word = words->pdata[i];

      n += derm_word_guess (word->text, classes) >= 0 ? word->n : 0;
    }
  return n;
}

/* The column in which most rows have a class, of those with a usual name first. n: rows that have one; with 0 the
 * column is the first with a usual name, or -1. */
static int
find_label_column (DermTable *self, const DermClasses *classes, guint *n)
{
  int best = derm_table_find_usual_column (self, DERM_COLUMN_LABEL);

  *n = 0;
  for (const char *const *name = derm_truth_get_usual_names (DERM_COLUMN_LABEL); *name != NULL; name++)
    {
      int column = derm_table_find_column (self, *name);
      guint n_labels = column >= 0 ? count_labels (self, (guint) column, classes) : 0;

      if (n_labels > *n)
        best = column;
      *n = MAX (*n, n_labels);
    }
  for (guint i = 0, n_usual = *n; i < derm_table_get_n_columns (self) && n_usual == 0; i++)
    {
      guint n_labels = count_labels (self, i, classes);

      if (n_labels > *n)
        best = (int) i;
      *n = MAX (*n, n_labels);
    }
  return best;
}

/* A few words, each of them more than once as a rule, and not numbers. */
static gboolean
holds_words (DermTable *self, guint column)
{
  g_autoptr (GPtrArray) words = derm_table_list_words (self, column, DERM_MAX_WORDS);
  guint n = 0;

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const DermWord *word = words->pdata[i];

      if (is_number (word->text))
        return FALSE;
      n += word->n;
    }
  return words != NULL && words->len < n;
}

int
derm_table_find_label_column (DermTable *self, const char *const *labels, const char *const *titles)
{
  guint n;

  g_return_val_if_fail (DERM_IS_TABLE (self), -1);
  g_return_val_if_fail (labels != NULL, -1);
  g_return_val_if_fail (titles == NULL || g_strv_length ((char **) titles) >= g_strv_length ((char **) labels), -1);

  return find_label_column (self, &(DermClasses){ labels, titles }, &n);
}

/* ---- all of it ---- */

void
derm_table_guess (DermTable *self, const char *const *labels, const DermTruthHints *hints, DermTableGuess *guess)
{
  static const DermTruthHints none = { NULL };
  const DermClasses classes = { labels, hints != NULL ? hints->titles : NULL };
  g_autofree int *class_columns = NULL;
  guint n_class_columns, n_words;

  g_return_if_fail (DERM_IS_TABLE (self));
  g_return_if_fail (labels != NULL && guess != NULL);

  if (hints == NULL)
    hints = &none;
  class_columns = derm_table_find_class_columns (self, &classes, hints->words, &n_class_columns);
  guess->id = derm_table_find_id_column (self, hints->names);
  guess->label = find_label_column (self, &classes, &n_words);
  guess->has_class_columns = n_class_columns >= 2 && n_words < MAX (1, derm_table_count_ones (self, class_columns));
  if (guess->has_class_columns)
    guess->label = -1;
  else if (guess->label < 0) /* words that mean nothing to us, but that somebody can explain */
    guess->label = find_only (self, holds_words);
}
