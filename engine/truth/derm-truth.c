/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-truth.h"
#include "truth-ids.h"
#include "truth-private.h"

typedef struct {
  char *id;     /* owned */
  char *lesion; /* owned, or NULL */
  char *split;  /* owned, or NULL */
  int label;
  guint line;
} Row;

struct _DermTruth {
  GObject parent_instance;

  char **labels;       /* owned */
  GArray *rows;        /* owned, of Row */
  GHashTable *by_id;   /* owned, borrowed id -> place in rows + 1 */
  GPtrArray *problems; /* owned */
  gboolean has_lesions, has_split;
};

G_DEFINE_FINAL_TYPE (DermTruth, derm_truth, G_TYPE_OBJECT)

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row->lesion);
  g_free (row->split);
}

static void
derm_truth_finalize (GObject *object)
{
  DermTruth *self = DERM_TRUTH (object);

  g_hash_table_unref (self->by_id);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->problems);
  g_strfreev (self->labels);
  G_OBJECT_CLASS (derm_truth_parent_class)->finalize (object);
}

static void
derm_truth_class_init (DermTruthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = derm_truth_finalize;
}

static void
derm_truth_init (DermTruth *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->problems = g_ptr_array_new_with_free_func (g_free);
}

/* ---- while it is read ---- */

DermTruth *
derm_truth_new (const char *const *labels)
{
  DermTruth *self = g_object_new (DERM_TYPE_TRUTH, NULL);

  self->labels = g_strdupv ((char **) labels);

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

/* A row of an image that was there before. */
static void
merge_row (DermTruth *self, Row *before, const DermTruthRow *row)
{
  if (g_strcmp0 (row->split, before->split) != 0)
    derm_truth_add_problem (self, row->line, _ ("%s is in part “%s” here and in part “%s” in line %u"), before->id,
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
               .line = row->line };
  self->has_lesions |= own.lesion != NULL;
  self->has_split |= own.split != NULL;
  g_array_append_val (self->rows, own);
  g_hash_table_insert (self->by_id, own.id, GUINT_TO_POINTER (self->rows->len));
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

  id = derm_image_id (name);
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) - 1;
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
