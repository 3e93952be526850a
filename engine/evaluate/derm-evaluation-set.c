/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-metrics.h"
#include "evaluation-private.h"
#include "made.h"

struct _DermEvaluationSet {
  GObject parent_instance;

  GStrv labels; /* owned */
  int n_classes;
  GStringChunk *strings; /* owned: names and lesions */
  GPtrArray *names;      /* of strings */
  GPtrArray *lesions;    /* of strings, or NULL */
  GHashTable *known_lesions;
  GArray *truths, *answers; /* int */
  GArray *scores;           /* float */
  GByteArray *trained_on;   /* 0 or 1 */
  guint n_trained_on;
  gint is_sealed; /* atomic */
};

G_DEFINE_ABSTRACT_TYPE (DermEvaluationSet, derm_evaluation_set, G_TYPE_OBJECT)

static void
derm_evaluation_set_finalize (GObject *object)
{
  DermEvaluationSet *self = DERM_EVALUATION_SET (object);

  g_strfreev (self->labels);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->lesions);
  g_hash_table_unref (self->known_lesions);
  g_array_unref (self->truths);
  g_array_unref (self->answers);
  g_array_unref (self->scores);
  g_byte_array_unref (self->trained_on);
  g_string_chunk_free (self->strings);
  G_OBJECT_CLASS (derm_evaluation_set_parent_class)->finalize (object);
}

static void
derm_evaluation_set_class_init (DermEvaluationSetClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_evaluation_set_finalize;
}

static void
derm_evaluation_set_init (DermEvaluationSet *self)
{
  self->strings = g_string_chunk_new (4096);
  self->names = g_ptr_array_new ();
  self->lesions = g_ptr_array_new ();
  self->known_lesions = g_hash_table_new (g_str_hash, g_str_equal);
  self->truths = g_array_new (FALSE, FALSE, sizeof (int));
  self->answers = g_array_new (FALSE, FALSE, sizeof (int));
  self->scores = g_array_new (FALSE, FALSE, sizeof (float));
  self->trained_on = g_byte_array_new ();
}

DermEvaluationSet *
derm_evaluation_set_new (const char *const *labels, GError **error)
{
  DermEvaluationSet *self;
  guint n = labels != NULL ? g_strv_length ((GStrv) labels) : 0;

  if (n < 1 || n > DERM_METRICS_MAX_CLASSES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("there can be 1 to %d classes, not %d"),
                   DERM_METRICS_MAX_CLASSES, (int) n);
      return NULL;
    }
  self = derm_made_new (DERM_TYPE_EVALUATION_SET);
  self->labels = g_strdupv ((GStrv) labels);
  self->n_classes = (int) n;

  return self;
}

/* ---- adding ---- */

static gboolean
check_class (DermEvaluationSet *self, int index, const char *name, GError **error)
{
  if (index >= 0 && index < self->n_classes)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%s: there is no class %d of %d"), name, index,
               self->n_classes);
  return FALSE;
}

static gboolean
check_scores (DermEvaluationSet *self, const DermScoredItem *item, GError **error)
{
  for (int k = 0; k < self->n_classes; k++)
    if (!(item->scores[k] >= 0 && item->scores[k] <= 1))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     _ ("%s: the score of %s is not a number from 0 to 1"), item->name, self->labels[k]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_item (DermEvaluationSet *self, const DermScoredItem *item, GError **error)
{
  if (g_atomic_int_get (&self->is_sealed))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("nothing can be added to a set that was evaluated"));
  else if (item->name == NULL || *item->name == '\0' || item->scores == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("an image has no name or no scores"));
  else
    return check_class (self, item->truth, item->name, error)
           && (item->answer == -1 || check_class (self, item->answer, item->name, error))
           && check_scores (self, item, error);
  return FALSE;
}

static int
find_highest (const float *scores, int n)
{
  int highest = 0;

  for (int k = 1; k < n; k++)
    if (scores[k] > scores[highest])
      highest = k;
  return highest;
}

gboolean
derm_evaluation_set_add (DermEvaluationSet *self, const DermScoredItem *item, GError **error)
{
  const guint8 is_trained_on = item != NULL && item->is_trained_on;
  int answer;

  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), FALSE);
  g_return_val_if_fail (item != NULL, FALSE);

  if (!check_item (self, item, error))
    return FALSE;
  answer = item->answer >= 0 ? item->answer : find_highest (item->scores, self->n_classes);
  g_ptr_array_add (self->names, g_string_chunk_insert (self->strings, item->name));
  g_ptr_array_add (self->lesions, NULL);
  g_array_append_val (self->truths, item->truth);
  g_array_append_val (self->answers, answer);
  g_array_append_vals (self->scores, item->scores, (guint) self->n_classes);
  g_byte_array_append (self->trained_on, &is_trained_on, 1);
  self->n_trained_on += is_trained_on;
  if (item->lesion != NULL)
    derm_evaluation_set_set_lesion (self, self->names->len - 1, item->lesion);

  return TRUE;
}

gboolean
derm_evaluation_set_add_scores (DermEvaluationSet *self, const char *name, int truth, const float *scores, int n_scores,
                                GError **error)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), FALSE);

  if (n_scores != self->n_classes)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%s: there are %d scores for %d classes"), name,
                   n_scores, self->n_classes);
      return FALSE;
    }
  return derm_evaluation_set_add (self, &(DermScoredItem){ name, NULL, truth, -1, scores, FALSE }, error);
}

gboolean
derm_evaluation_set_set_lesion (DermEvaluationSet *self, guint item, const char *lesion)
{
  const char *kept;

  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, FALSE);
  g_return_val_if_fail (lesion != NULL, FALSE);

  if (*lesion == '\0' || g_ptr_array_index (self->lesions, item) != NULL || g_atomic_int_get (&self->is_sealed))
    return FALSE;
  kept = g_string_chunk_insert_const (self->strings, lesion);
  g_ptr_array_index (self->lesions, item) = (gpointer) kept;
  g_hash_table_add (self->known_lesions, (gpointer) kept);

  return TRUE;
}

void
derm_evaluation_set_seal (DermEvaluationSet *self)
{
  g_atomic_int_set (&self->is_sealed, TRUE);
}

const int *
derm_evaluation_set_get_truths (DermEvaluationSet *self)
{
  return (const int *) self->truths->data;
}

const int *
derm_evaluation_set_get_answers (DermEvaluationSet *self)
{
  return (const int *) self->answers->data;
}

DermEvaluationSet *
derm_evaluation_set_select (DermEvaluationSet *self, const guint *items, guint n_items)
{
  g_autoptr (DermEvaluationSet) selected = NULL;

  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), NULL);
  g_return_val_if_fail (items != NULL || n_items == 0, NULL);

  selected = derm_evaluation_set_new ((const char *const *) self->labels, NULL);
  for (guint i = 0; i < n_items; i++)
    {
      DermScoredItem item = { .is_trained_on = FALSE };

      g_return_val_if_fail (items[i] < self->names->len, NULL);
      item = (DermScoredItem){
        g_ptr_array_index (self->names, items[i]),       g_ptr_array_index (self->lesions, items[i]),
        g_array_index (self->truths, int, items[i]),     g_array_index (self->answers, int, items[i]),
        derm_evaluation_set_get_scores (self, items[i]), self->trained_on->data[items[i]]
      };
      derm_evaluation_set_add (selected, &item, NULL); /* it was right before */
    }

  return g_steal_pointer (&selected);
}

/* ---- what is in it ---- */

const char *const *
derm_evaluation_set_get_labels (DermEvaluationSet *self)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), NULL);

  return (const char *const *) self->labels;
}

int
derm_evaluation_set_get_n_classes (DermEvaluationSet *self)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), 0);

  return self->n_classes;
}

guint
derm_evaluation_set_get_n_items (DermEvaluationSet *self)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), 0);

  return self->names->len;
}

const char *
derm_evaluation_set_get_name (DermEvaluationSet *self, guint item)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, NULL);

  return g_ptr_array_index (self->names, item);
}

const char *
derm_evaluation_set_get_lesion (DermEvaluationSet *self, guint item)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, NULL);

  return g_ptr_array_index (self->lesions, item);
}

int
derm_evaluation_set_get_truth (DermEvaluationSet *self, guint item)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, -1);

  return g_array_index (self->truths, int, item);
}

int
derm_evaluation_set_get_answer (DermEvaluationSet *self, guint item)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, -1);

  return g_array_index (self->answers, int, item);
}

const float *
derm_evaluation_set_get_scores (DermEvaluationSet *self, guint item)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, NULL);

  return &g_array_index (self->scores, float, (gsize) item *(gsize) self->n_classes);
}

gboolean
derm_evaluation_set_is_trained_on (DermEvaluationSet *self, guint item)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self) && item < self->names->len, FALSE);

  return self->trained_on->data[item];
}

guint
derm_evaluation_set_get_n_trained_on (DermEvaluationSet *self)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), 0);

  return self->n_trained_on;
}

guint
derm_evaluation_set_get_n_lesions (DermEvaluationSet *self)
{
  g_return_val_if_fail (DERM_IS_EVALUATION_SET (self), 0);

  return g_hash_table_size (self->known_lesions);
}
