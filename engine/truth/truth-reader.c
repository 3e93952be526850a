/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "truth-ids.h"
#include "truth-private.h"

/* How a table is read. */
typedef struct {
  DermTable *table;
  DermTruth *truth;
  DermClasses classes;
  GHashTable *words;            /* borrowed: what stands for a label, or NULL */
  GHashTable *parts;            /* owned: id -> part, of another table, or NULL */
  GHashTable *labels;           /* owned: cell, equal ones of which are one string -> label + 1 */
  int id, label, lesion, split; /* columns; -1 for none */
  int *class_columns;           /* owned: the label of each column; used if label is -1 */
  int neither;                  /* label of rows in which no column of a class is 1 */
  gboolean is_guessing, has_unusual_column;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->parts, g_hash_table_unref);
  g_clear_pointer (&reading->labels, g_hash_table_unref);
  g_free (reading->class_columns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* ---- classes by words ---- */

static int
find_label (const Reading *reading, const char *word)
{
  const char *meant = derm_words_lookup (reading->words, word);

  if (meant != NULL)
    return derm_classes_find_code (&reading->classes, meant); /* none for "" */
  return reading->is_guessing ? derm_word_guess (word, &reading->classes)
                              : derm_classes_find_code (&reading->classes, word);
}

static int
read_word (Reading *reading, guint row)
{
  const char *word = derm_table_get_cell (reading->table, row, (guint) reading->label);
  gpointer known;

  if (*word == '\0')
    {
      derm_truth_add_problem (reading->truth, derm_table_get_row (reading->table, row)->line, "%s",
                              _ ("there is no label"));
      return DERM_NO_LABEL;
    }
  if (!g_hash_table_lookup_extended (reading->labels, word, NULL, &known))
    {
      known = GINT_TO_POINTER (find_label (reading, word));
      g_hash_table_insert (reading->labels, (gpointer) word, known);
    }
  derm_truth_count_word (reading->truth, word, GPOINTER_TO_INT (known), 1);
  return GPOINTER_TO_INT (known);
}

/* ---- classes by columns ---- */

/* Of the columns of a row, how many say yes. */
typedef struct {
  int label;          /* of the first that does */
  guint n_yes;        /* of different labels */
  gboolean has_other; /* a column without a class says so */
} OneHot;

static DermCell
read_cell (Reading *reading, guint row, guint column)
{
  const char *text = derm_table_get_cell (reading->table, row, column);
  DermCell cell = derm_cell_read (text);
  g_autofree char *name = NULL;

  if (cell == DERM_CELL_LESS || cell == DERM_CELL_MORE)
    return cell == DERM_CELL_MORE ? DERM_CELL_YES : DERM_CELL_NO;
  if (cell != DERM_CELL_OTHER)
    return cell;
  name = derm_table_dup_column_name (reading->table, column);
  derm_truth_add_problem (reading->truth, derm_table_get_row (reading->table, row)->line,
                          _ ("“%s” in the column %s is neither 0 nor 1"), text, name);
  return DERM_CELL_OTHER;
}

static void
read_column (Reading *reading, guint row, guint column, OneHot *found)
{
  int label = reading->class_columns[column];
  gboolean is_yes;

  if (label == DERM_NO_CLASS_COLUMN)
    return;
  is_yes = read_cell (reading, row, column) == DERM_CELL_YES;
  derm_truth_count_word (reading->truth, derm_table_get_column (reading->table, column), label, is_yes);
  if (!is_yes)
    return;
  found->has_other |= label == DERM_NO_LABEL;
  if (label >= 0 && (found->n_yes == 0 || label != found->label))
    found->n_yes++;
  if (label >= 0)
    found->label = label;
}

static int
read_one_hot (Reading *reading, guint row)
{
  guint line = derm_table_get_row (reading->table, row)->line;
  OneHot found = { DERM_NO_LABEL, 0, FALSE };

  for (guint i = 0; i < derm_table_get_n_columns (reading->table); i++)
    read_column (reading, row, i, &found);
  if (found.n_yes == 1 && !found.has_other)
    return found.label;
  if (found.n_yes > 0)
    derm_truth_add_problem (reading->truth, line, "%s", _ ("more than one class is 1"));
  else if (!found.has_other && reading->neither >= 0)
    {
      derm_truth_count_word (reading->truth, DERM_WORD_NEITHER, reading->neither, 1);
      return reading->neither;
    }
  else if (!found.has_other)
    derm_truth_add_problem (reading->truth, line, "%s", _ ("none of the columns named like the model's classes is 1"));
  return DERM_NO_LABEL;
}

/* ---- rows ---- */

static const char *
get_field (Reading *reading, guint row, int column)
{
  const char *field = column >= 0 ? derm_table_get_cell (reading->table, row, (guint) column) : "";

  return *field != '\0' ? field : NULL;
}

static void
add_row (Reading *reading, guint row)
{
  const DermTableRow *place = derm_table_get_row (reading->table, row);
  const char *name = get_field (reading, row, reading->id);
  g_autofree char *id = name != NULL ? derm_image_id (name) : NULL;
  DermTruthRow added = { .id = id,
                         .lesion = get_field (reading, row, reading->lesion),
                         .line = place->line,
                         .row = row };

  if (place->n_fields != derm_table_get_n_fields (reading->table))
    {
      derm_truth_add_problem (reading->truth, place->line, _ ("it has %u fields, the first line has %u"),
                              place->n_fields, derm_table_get_n_fields (reading->table));
      return;
    }
  if (id == NULL || *id == '\0')
    {
      derm_truth_add_problem (reading->truth, place->line, "%s", _ ("there is no id"));
      return;
    }
  added.label = reading->label >= 0 ? read_word (reading, row) : read_one_hot (reading, row);
  added.split
      = reading->parts != NULL ? g_hash_table_lookup (reading->parts, id) : get_field (reading, row, reading->split);
  derm_truth_add (reading->truth, &added);
}

static gboolean
read_rows (Reading *reading, GError **error)
{
  gboolean has_any;

  reading->labels = g_hash_table_new (NULL, NULL);
  derm_truth_set_table (reading->truth, reading->table, (guint) reading->id);
  for (guint i = 0; i < derm_table_get_n_rows (reading->table); i++)
    add_row (reading, i);
  has_any = derm_truth_get_n_images (reading->truth) > 0;
  if (!has_any)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("there is no row with an image"));
  return has_any;
}

/* ---- columns ---- */

static gboolean
is_unusual (Reading *reading, DermColumn which, int column)
{
  for (const char *const *usual = derm_truth_get_usual_names (which); column >= 0 && *usual != NULL; usual++)
    if (derm_name_is_same (*usual, derm_table_get_column (reading->table, (guint) column)))
      return FALSE;
  return column >= 0;
}

static gboolean
find_column (Reading *reading, DermColumn which, const char *name, int *column, GError **error)
{
  if (name != NULL)
    return derm_table_find_named_column (reading->table, name, column, error);
  *column = derm_table_find_usual_column (reading->table, which);
  return TRUE;
}

static gboolean
find_places (Reading *reading, const DermTruthHints *hints, GError **error)
{
  DermTableGuess guess;
  g_autofree char *present = derm_table_list_columns (reading->table);

  derm_table_guess (reading->table, reading->classes.labels, hints, &guess);
  reading->id = guess.id;
  reading->label = guess.label;
  reading->has_unusual_column = (hints->id == NULL && is_unusual (reading, DERM_COLUMN_ID, guess.id))
                                || (hints->label == NULL && is_unusual (reading, DERM_COLUMN_LABEL, guess.label));
  reading->split = -1;
  if ((hints->id != NULL && !derm_table_find_named_column (reading->table, hints->id, &reading->id, error))
      || (hints->label != NULL && !derm_table_find_named_column (reading->table, hints->label, &reading->label, error))
      || !find_column (reading, DERM_COLUMN_LESION, hints->lesion, &reading->lesion, error)
      || (reading->parts == NULL && !find_column (reading, DERM_COLUMN_SPLIT, hints->split, &reading->split, error)))
    return FALSE;
  if (reading->id < 0)
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no column has a name for image ids; there are: %s"),
                 present);
  else if (reading->label < 0 && !guess.has_class_columns)
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT,
                 _ ("no column has a name for labels, and none are the classes; there are: %s"), present);
  else
    return TRUE;
  return FALSE;
}

static GHashTable *
read_split (GFile *file, const DermTruthHints *hints, GCancellable *cancellable, GError **error)
{
  GHashTable *parts = derm_truth_read_split (file, hints->split, cancellable, error);
  g_autofree char *name = parts == NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;

  if (parts == NULL)
    g_prefix_error (error, "%s: ", shown);
  return parts;
}

static void
find_classes (Reading *reading)
{
  guint n;

  if (reading->label >= 0)
    return;
  reading->class_columns = derm_table_find_class_columns (reading->table, &reading->classes, reading->words, &n);
  derm_table_find_other_columns (reading->table, reading->class_columns);
  reading->neither = derm_table_find_neither (reading->table, reading->class_columns, &reading->classes);
  if (derm_words_lookup (reading->words, DERM_WORD_NEITHER) == NULL)
    return;
  reading->neither = derm_classes_find_code (&reading->classes, derm_words_lookup (reading->words, DERM_WORD_NEITHER));
  derm_truth_count_word (reading->truth, DERM_WORD_NEITHER, reading->neither, 0);
}

static void
tell (Reading *reading)
{
  g_autofree char *id = derm_table_dup_column_name (reading->table, (guint) reading->id);
  g_autofree char *label
      = reading->label >= 0 ? derm_table_dup_column_name (reading->table, (guint) reading->label) : NULL;
  gboolean has_guesses
      = reading->is_guessing && label != NULL && derm_truth_has_guesses (reading->truth, reading->classes.titles);

  derm_truth_set_read (reading->truth, id, label, reading->has_unusual_column || has_guesses);
  derm_truth_tell_table (reading->truth, reading->table);
  derm_truth_tell_words (reading->truth, reading->is_guessing || label == NULL);
}

/* Columns that somebody names are read however many there are. */
static DermTable *
open_table (GFile *file, const DermTruthHints *hints, GCancellable *cancellable, GError **error)
{
  const char *const named[] = { hints->id, hints->label, hints->lesion, hints->split };
  const char *wanted[G_N_ELEMENTS (named) + 1] = { NULL };
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    if (named[i] != NULL)
      wanted[n++] = named[i];
  return derm_table_open (file, wanted, cancellable, error);
}

static void
reading_init (Reading *reading, DermTable *table, DermTruth *truth, const DermTruthHints *hints)
{
  reading->table = table;
  reading->truth = truth;
  reading->classes = (DermClasses){ derm_truth_get_labels (truth), hints->titles };
  reading->words = hints->words;
}

DermTruth *
derm_truth_new_from_file (GFile *file, const char *const *labels, const DermTruthHints *hints, GFile *split_file,
                          GCancellable *cancellable, GError **error)
{
  static const DermTruthHints none = { NULL };
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (DermTable) table = NULL;
  g_auto (Reading) reading = { .neither = DERM_NO_LABEL, .is_guessing = TRUE };

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (labels != NULL, NULL);
  g_return_val_if_fail (split_file == NULL || G_IS_FILE (split_file), NULL);

  if (hints == NULL)
    hints = &none;
  table = open_table (file, hints, cancellable, error);
  if (table == NULL)
    return NULL;
  truth = derm_truth_new (labels, NULL);
  reading_init (&reading, table, truth, hints);
  if (split_file != NULL && (reading.parts = read_split (split_file, hints, cancellable, error)) == NULL)
    return NULL;
  if (!find_places (&reading, hints, error))
    return NULL;
  find_classes (&reading);
  if (!read_rows (&reading, error) || !derm_truth_check_words (truth, hints->words, error))
    return NULL;
  tell (&reading);
  return g_steal_pointer (&truth);
}

DermTruth *
derm_truth_new_from_table (DermTable *table, const char *const *labels, guint id_column, int label_column,
                           const DermTruthHints *hints, GError **error)
{
  static const DermTruthHints none = { NULL };
  g_autoptr (DermTruth) truth = NULL;
  g_auto (Reading) reading = { .neither = DERM_NO_LABEL };
  guint n_columns;

  g_return_val_if_fail (DERM_IS_TABLE (table), NULL);
  g_return_val_if_fail (labels != NULL, NULL);

  n_columns = derm_table_get_n_columns (table);
  if (id_column >= n_columns || label_column < -1 || label_column >= (int) n_columns)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the table has no column %d: it has %u, counted from 0"),
                   id_column >= n_columns ? (int) id_column : label_column, n_columns);
      return NULL;
    }

  truth = derm_truth_new (labels, NULL);
  reading_init (&reading, table, truth, hints != NULL ? hints : &none);
  reading.id = (int) id_column;
  reading.label = label_column;
  reading.lesion = derm_table_find_usual_column (table, DERM_COLUMN_LESION);
  reading.split = derm_table_find_usual_column (table, DERM_COLUMN_SPLIT);
  find_classes (&reading);
  if (!read_rows (&reading, error))
    return NULL;
  tell (&reading);
  return g_steal_pointer (&truth);
}
