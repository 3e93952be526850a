/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "truth-private.h"

/* One column for each class, with 0 and 1: the ground truths of ISIC's challenges. */

static guint
count_cells (DermTable *self, guint column, DermCell cell)
{
  guint n = 0;

  for (guint i = 0; i < derm_table_get_n_rows (self); i++)
    n += derm_cell_read (derm_table_get_cell (self, i, column)) == cell;
  return n;
}

/* A few wrong cells are told of row by row. */
static gboolean
holds_zero_or_one (DermTable *self, guint column)
{
  return 2 * count_cells (self, column, DERM_CELL_OTHER) <= derm_table_get_n_rows (self);
}

const char *
derm_words_lookup (GHashTable *words, const char *word)
{
  GHashTableIter iter;
  gpointer key, value;

  if (words == NULL || g_hash_table_lookup_extended (words, word, NULL, &value))
    return words != NULL ? value : NULL;
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (derm_name_is_same (key, word))
      return value;
  return NULL;
}

static int
find_column_label (const char *name, const DermClasses *classes, GHashTable *words)
{
  const char *meant = derm_words_lookup (words, name);

  return meant != NULL ? derm_classes_find_code (classes, meant) : derm_word_find_label (name, classes);
}

static int
find_class (DermTable *self, guint column, const DermClasses *classes, GHashTable *words)
{
  int label = find_column_label (derm_table_get_column (self, column), classes, words);

  return label >= 0 && holds_zero_or_one (self, column) ? label : DERM_NO_LABEL;
}

int *
derm_table_find_class_columns (DermTable *self, const DermClasses *classes, GHashTable *words, guint *n_labels)
{
  guint n_columns = derm_table_get_n_columns (self);
  int *found = g_new (int, n_columns + 1);
  g_autofree gboolean *is_found = g_new0 (gboolean, g_strv_length ((char **) classes->labels) + 1);

  *n_labels = 0;
  for (guint i = 0; i < n_columns; i++)
    {
      found[i] = find_class (self, i, classes, words);
      *n_labels += found[i] >= 0 && !is_found[found[i]];
      if (found[i] >= 0)
        is_found[found[i]] = TRUE;
    }
  return found;
}

gboolean
derm_table_has_class_columns (DermTable *self, const char *const *labels, const char *const *titles)
{
  g_autofree int *columns = NULL;
  guint n;

  g_return_val_if_fail (DERM_IS_TABLE (self), FALSE);
  g_return_val_if_fail (labels != NULL, FALSE);
  g_return_val_if_fail (titles == NULL || g_strv_length ((char **) titles) >= g_strv_length ((char **) labels), FALSE);

  columns = derm_table_find_class_columns (self, &(DermClasses){ labels, titles }, NULL, &n);
  return n >= 2;
}

gboolean
derm_table_is_class_column (DermTable *self, guint column, const char *const *labels, const char *const *titles)
{
  g_return_val_if_fail (DERM_IS_TABLE (self), FALSE);
  g_return_val_if_fail (column < derm_table_get_n_columns (self), FALSE);
  g_return_val_if_fail (labels != NULL, FALSE);
  g_return_val_if_fail (titles == NULL || g_strv_length ((char **) titles) >= g_strv_length ((char **) labels), FALSE);

  return find_class (self, column, &(DermClasses){ labels, titles }, NULL) >= 0;
}

guint
derm_table_count_ones (DermTable *self, const int *class_columns)
{
  guint n = 0;

  for (guint row = 0; row < derm_table_get_n_rows (self); row++)
    for (guint i = 0; i < derm_table_get_n_columns (self); i++)
      if (class_columns[i] >= 0 && derm_cell_read (derm_table_get_cell (self, row, i)) == DERM_CELL_YES)
        {
          n++;
          break;
        }
  return n;
}

/* ---- columns without a class ---- */

/* Whether it is never 1 where a column of a class is. */
static gboolean
is_exclusive (DermTable *self, guint column, const int *class_columns)
{
  for (guint row = 0; row < derm_table_get_n_rows (self); row++)
    if (derm_cell_read (derm_table_get_cell (self, row, column)) == DERM_CELL_YES)
      for (guint i = 0; i < derm_table_get_n_columns (self); i++)
        if (class_columns[i] >= 0 && derm_cell_read (derm_table_get_cell (self, row, i)) == DERM_CELL_YES)
          return FALSE;
  return TRUE;
}

static gboolean
is_other_class (DermTable *self, guint column, const int *class_columns)
{
  guint n_rows = derm_table_get_n_rows (self);

  if (derm_word_is_usual (derm_table_get_column (self, column)))
    return holds_zero_or_one (self, column);
  return count_cells (self, column, DERM_CELL_NO) + count_cells (self, column, DERM_CELL_YES) == n_rows
         && is_exclusive (self, column, class_columns);
}

void
derm_table_find_other_columns (DermTable *self, int *class_columns)
{
  guint n_columns = derm_table_get_n_columns (self);
  g_autofree gboolean *is_other = g_new0 (gboolean, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    is_other[i] = class_columns[i] < 0 && is_other_class (self, i, class_columns);
  for (guint i = 0; i < n_columns; i++)
    if (class_columns[i] < 0)
      class_columns[i] = is_other[i] ? DERM_NO_LABEL : DERM_NO_CLASS_COLUMN;
}

/* ISIC's challenge of 2017 has columns for melanoma and seborrheic keratosis; what is neither is a nevus. */
int
derm_table_find_neither (DermTable *self, const int *class_columns, const DermClasses *classes)
{
  int melanoma = derm_word_find_label ("melanoma", classes), keratosis = derm_word_find_label ("bkl", classes);
  guint n = 0;

  for (guint i = 0; i < derm_table_get_n_columns (self); i++)
    if (class_columns[i] != DERM_NO_CLASS_COLUMN)
      {
        if (class_columns[i] < 0 || (class_columns[i] != melanoma && class_columns[i] != keratosis))
          return DERM_NO_LABEL;
        n++;
      }
  return n == 2 ? derm_word_find_label ("nv", classes) : DERM_NO_LABEL;
}
