/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-truth.h"
#include "made.h"
#include "truth-ids.h"
#include "truth-private.h"

typedef struct {
  char *id;     /* owned */
  char *lesion; /* owned, or NULL */
  char *split;  /* owned, or NULL */
  int label;
  guint line;
  guint row; /* of the table */
} Row;

struct _DermTruth {
  GObject parent_instance;

  char **labels;       /* owned */
  GArray *rows;        /* owned, of Row */
  GHashTable *by_id;   /* owned, borrowed id -> place in rows + 1 */
  GPtrArray *problems; /* owned */
  GPtrArray *remarks;  /* owned */
  GPtrArray *words;    /* owned, of DermTruthWord */
  GHashTable *by_word; /* owned, borrowed text -> borrowed DermTruthWord */
  GFile *folder;       /* owned, or NULL: ids are paths below it */
  char *id_column;     /* owned, or NULL */
  char *label_column;  /* owned, or NULL */
  DermTable *table;    /* owned; what the rows come from, or NULL */
  GPtrArray *columns;  /* owned; names of its columns but that of the ids */
  guint id;            /* that one */
  gboolean has_lesions, has_split, is_guessed;
};

G_DEFINE_ABSTRACT_TYPE (DermTruth, derm_truth, G_TYPE_OBJECT)

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row->lesion);
  g_free (row->split);
}

static void
word_free (gpointer data)
{
  DermTruthWord *word = data;

  g_free ((char *) word->word);
  g_free (word);
}

static void
derm_truth_finalize (GObject *object)
{
  DermTruth *self = DERM_TRUTH (object);

  g_hash_table_unref (self->by_id);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->remarks);
  g_hash_table_unref (self->by_word);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->columns);
  g_clear_object (&self->folder);
  g_clear_object (&self->table);
  g_free (self->id_column);
  g_free (self->label_column);
  g_strfreev (self->labels);
  G_OBJECT_CLASS (derm_truth_parent_class)->finalize (object);
}

static void
derm_truth_class_init (DermTruthClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_truth_finalize;
}

static void
derm_truth_init (DermTruth *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (word_free);
  self->by_word = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns = g_ptr_array_new_with_free_func (g_free);
}

/* ---- while it is read ---- */

DermTruth *
derm_truth_new (const char *const *labels, GFile *folder)
{
  DermTruth *self = derm_made_new (DERM_TYPE_TRUTH);

  self->labels = g_strdupv ((char **) labels);
  g_set_object (&self->folder, folder);

  return self;
}

void
derm_truth_add_problem (DermTruth *self, guint line, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: the number of a line of a text file, then what is wrong there */
  g_ptr_array_add (self->problems, g_strdup_printf (_ ("line %u: %s"), line, text));
}

GFile *
derm_truth_get_folder (DermTruth *self)
{
  return self->folder;
}

/* A row of an image that was there before. */
static void
merge_row (DermTruth *self, Row *before, const DermTruthRow *row)
{
  if (g_strcmp0 (row->split, before->split) != 0)
    derm_truth_add_problem (self, row->line, _ ("%s is in split “%s” here and in split “%s” in line %u"), before->id,
                            row->split != NULL ? row->split : "", before->split != NULL ? before->split : "",
                            before->line);
  if (row->label == DERM_NO_LABEL || row->label == before->label)
    return;
  if (before->label == DERM_NO_LABEL)
    derm_truth_add_problem (self, row->line, _ ("%s is in line %u too, where it has no label that counts"), before->id,
                            before->line);
  else
    derm_truth_add_problem (self, row->line, _ ("%s is “%s” here and “%s” in line %u: neither is used"), before->id,
                            self->labels[row->label], self->labels[before->label], before->line);
  before->label = DERM_NO_LABEL;
}

void
derm_truth_add (DermTruth *self, const DermTruthRow *row)
{
  gpointer place = g_hash_table_lookup (self->by_id, row->id);
  Row own;

  if (place != NULL)
    {
      merge_row (self, &g_array_index (self->rows, Row, GPOINTER_TO_UINT (place) - 1), row);
      return;
    }
  own = (Row){ .id = g_strdup (row->id),
               .lesion = g_strdup (row->lesion),
               .split = g_strdup (row->split),
               .label = row->label,
               .line = row->line,
               .row = row->row };
  self->has_lesions |= own.lesion != NULL;
  self->has_split |= own.split != NULL;
  g_array_append_val (self->rows, own);
  g_hash_table_insert (self->by_id, own.id, GUINT_TO_POINTER (self->rows->len));
}

/* ---- words ---- */

void
derm_truth_count_word (DermTruth *self, const char *text, int label, guint n)
{
  DermTruthWord *word = g_hash_table_lookup (self->by_word, text);

  if (word == NULL)
    {
      word = g_new0 (DermTruthWord, 1);
      word->word = g_strdup (text);
      word->label = label;
      g_ptr_array_add (self->words, word);
      g_hash_table_insert (self->by_word, (gpointer) word->word, word);
    }
  word->n += n;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  const DermTruthWord *first = *(const DermTruthWord *const *) a, *second = *(const DermTruthWord *const *) b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return strcmp (first->word, second->word);
}

void
derm_truth_set_table (DermTruth *self, DermTable *table, guint id)
{
  g_set_object (&self->table, table);
  self->id = id;
  for (guint i = 0; i < derm_table_get_n_columns (table); i++)
    if (i != id)
      g_ptr_array_add (self->columns, derm_table_dup_column_name (table, i));
}

void
derm_truth_set_read (DermTruth *self, const char *id_column, const char *label_column, gboolean is_guessed)
{
  self->id_column = g_strdup (id_column);
  self->label_column = g_strdup (label_column);
  self->is_guessed = is_guessed;
  g_ptr_array_sort (self->words, compare_words);
}

void
derm_truth_take_remark (DermTruth *self, char *remark)
{
  g_ptr_array_add (self->remarks, remark);
}

/* ---- what is in it ---- */

static const Row *
get_row (DermTruth *self, guint image)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (image < self->rows->len, NULL);
  return &g_array_index (self->rows, Row, image);
}

const char *const *
derm_truth_get_labels (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  return (const char *const *) self->labels;
}

gboolean
derm_truth_has_lesions (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), FALSE);
  return self->has_lesions;
}

gboolean
derm_truth_has_split (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), FALSE);
  return self->has_split;
}

guint
derm_truth_get_n_images (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->rows->len;
}

const char *
derm_truth_get_id (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->id : NULL;
}

int
derm_truth_get_label (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->label : DERM_NO_LABEL;
}

const char *
derm_truth_get_lesion (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->lesion : NULL;
}

const char *
derm_truth_get_split (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->split : NULL;
}

guint
derm_truth_get_line (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->line : 0;
}

int
derm_truth_find (DermTruth *self, const char *name)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (DERM_IS_TRUTH (self), -1);
  g_return_val_if_fail (name != NULL, -1);

  id = self->folder == NULL ? derm_image_id (name) : g_strdup (name);
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) - 1;
}

int
derm_truth_find_file (DermTruth *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (DERM_IS_TRUTH (self), -1);
  g_return_val_if_fail (G_IS_FILE (file), -1);

  name = self->folder != NULL ? g_file_get_relative_path (self->folder, file) : g_file_get_basename (file);
  return name != NULL ? derm_truth_find (self, name) : -1;
}

const char *
derm_truth_get_id_column (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  return self->id_column;
}

const char *
derm_truth_get_label_column (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  return self->label_column;
}

guint
derm_truth_get_n_columns (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->columns->len;
}

const char *
derm_truth_get_column (DermTruth *self, guint column)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);
  return self->columns->pdata[column];
}

const char *
derm_truth_get_cell (DermTruth *self, guint image, guint column)
{
  const Row *row = get_row (self, image);

  g_return_val_if_fail (row != NULL, NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);
  return derm_table_get_cell (self->table, row->row, column < self->id ? column : column + 1);
}

guint
derm_truth_get_n_words (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->words->len;
}

const DermTruthWord *
derm_truth_get_word (DermTruth *self, guint index)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (index < self->words->len, NULL);
  return self->words->pdata[index];
}

gboolean
derm_truth_is_guessed (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), FALSE);
  return self->is_guessed;
}

/* A table of results has its answers in these columns. */
gboolean
derm_truth_is_of_model (DermTruth *self)
{
  static const char *const answers[] = { "label", "likely", "balanced", NULL };
  const char *label;

  g_return_val_if_fail (DERM_IS_TRUTH (self), FALSE);

  label = derm_truth_get_label_column (self);
  if (label == NULL || !g_strv_contains (answers, label))
    return FALSE;
  for (guint i = 0; i < derm_truth_get_n_columns (self); i++)
    if (g_str_equal (derm_truth_get_column (self, i), "model_sha256"))
      return TRUE;
  return FALSE;
}

guint
derm_truth_get_n_remarks (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->remarks->len;
}

const char *
derm_truth_get_remark (DermTruth *self, guint index)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (index < self->remarks->len, NULL);
  return self->remarks->pdata[index];
}

guint
derm_truth_get_n_problems (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->problems->len;
}

const char *
derm_truth_get_problem (DermTruth *self, guint index)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (index < self->problems->len, NULL);
  return self->problems->pdata[index];
}
