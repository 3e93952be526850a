/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-comparison.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-error.h"
#include "evaluation-private.h"
#include "made.h"

typedef struct {
  double low, high;
} Interval;

struct _DermComparison {
  GObject parent_instance;

  DermEvaluation *one, *other; /* owned, of the common images */
  guint n_left_out;
  guint agreement[2][2]; /* [the one is right][the other is] */
  double p;
  Interval *intervals; /* owned: of each figure's difference */
};

G_DEFINE_ABSTRACT_TYPE (DermComparison, derm_comparison, G_TYPE_OBJECT)

static void
derm_comparison_finalize (GObject *object)
{
  DermComparison *self = DERM_COMPARISON (object);

  g_clear_object (&self->one);
  g_clear_object (&self->other);
  g_free (self->intervals);
  G_OBJECT_CLASS (derm_comparison_parent_class)->finalize (object);
}

static void
derm_comparison_class_init (DermComparisonClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_comparison_finalize;
}

static void
derm_comparison_init (DermComparison *self)
{
}

/* ---- the common images ---- */

/* (transfer full) (nullable) Item of a name. */
static GHashTable *
index_names (DermEvaluationSet *set, GError **error)
{
  g_autoptr (GHashTable) items = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < derm_evaluation_set_get_n_items (set); i++)
    {
      const char *name = derm_evaluation_set_get_name (set, i);

      if (!g_hash_table_insert (items, (gpointer) name, GUINT_TO_POINTER (i)))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%s is there twice"), name);
          return NULL;
        }
    }

  return g_steal_pointer (&items);
}

static gboolean
check_classes (DermEvaluationSet *one, DermEvaluationSet *other, GError **error)
{
  if (g_strv_equal (derm_evaluation_set_get_labels (one), derm_evaluation_set_get_labels (other)))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("the two do not have the same classes"));
  return FALSE;
}

/* Both in the order of the one. */
static gboolean
find_common (DermComparison *self, DermEvaluationSet *one, DermEvaluationSet *other, GError **error)
{
  g_autoptr (GHashTable) in_one = index_names (one, error), in_other = NULL;
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint)),
                     others = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (DermEvaluationSet) set = NULL, other_set = NULL;
  const guint n = derm_evaluation_set_get_n_items (one), n_other = derm_evaluation_set_get_n_items (other);

  in_other = in_one != NULL ? index_names (other, error) : NULL;
  if (in_other == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      gpointer found;
      guint place;

      if (!g_hash_table_lookup_extended (in_other, derm_evaluation_set_get_name (one, i), NULL, &found))
        continue;
      place = GPOINTER_TO_UINT (found);
      if (derm_evaluation_set_get_truth (one, i) != derm_evaluation_set_get_truth (other, place))
        continue;
      g_array_append_val (items, i);
      g_array_append_val (others, place);
    }
  if (items->len == 0)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("no image is in both, by name and truth"));
      return FALSE;
    }
  set = derm_evaluation_set_select (one, (const guint *) items->data, items->len);
  other_set = derm_evaluation_set_select (other, (const guint *) others->data, others->len);
  self->one = derm_evaluation_new (set);
  self->other = derm_evaluation_new (other_set);
  self->n_left_out = (n - items->len) + (n_other - items->len);

  return TRUE;
}

/* ---- what differs ---- */

/* The two-sided binomial test of k of n at one half: twice the smaller tail, 1 at most. */
static double
find_binomial_p (guint k, guint n)
{
  double sum = 0;

  for (guint i = 0; i <= MIN (k, n - k); i++)
    sum += exp (lgamma (n + 1.0) - lgamma (i + 1.0) - lgamma (n - i + 1.0) - n * G_LN2);

  return MIN (1.0, 2 * sum);
}

static void
count_agreement (DermComparison *self)
{
  const EvaluationTable *one = derm_evaluation_get_table (self->one), *other = derm_evaluation_get_table (self->other);

  for (guint i = 0; i < one->n; i++)
    self->agreement[one->answers[i] == one->truths[i]][other->answers[i] == other->truths[i]]++;
  self->p = find_binomial_p (self->agreement[TRUE][FALSE], self->agreement[TRUE][FALSE] + self->agreement[FALSE][TRUE]);
}

static void
count_differences (gconstpointer data, const guint16 *weights, double *values)
{
  const DermComparison *self = data;
  const EvaluationTable *one = derm_evaluation_get_table (self->one);
  const int n_values = EVALUATION_N_VALUES (one->n_classes);
  g_autofree double *others = g_new (double, n_values);

  evaluation_table_count (one, weights, values);
  evaluation_table_count (derm_evaluation_get_table (self->other), weights, others);
  for (int i = 0; i < n_values; i++)
    values[i] = others[i] - values[i];
}

static gboolean
find_intervals (DermComparison *self, guint n_rounds, guint64 seed, GCancellable *cancellable, GError **error)
{
  const guint n_values = (guint) EVALUATION_N_VALUES (derm_evaluation_get_table (self->one)->n_classes);
  g_autofree double *values = NULL;
  EvaluationGroups groups;

  if (!evaluation_check_rounds (n_rounds, n_values, error))
    return FALSE;
  evaluation_groups_init (&groups, derm_evaluation_get_set (self->one));
  values = evaluation_bootstrap (&(EvaluationBootstrap){ &groups, n_rounds, n_values, seed, count_differences, self },
                                 cancellable);
  evaluation_groups_clear (&groups);
  if (values == NULL)
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return FALSE;
    }
  self->intervals = g_new (Interval, n_values);
  for (guint i = 0; i < n_values; i++)
    evaluation_percentiles (values + (gsize) i * n_rounds, n_rounds, &self->intervals[i].low, &self->intervals[i].high);

  return TRUE;
}

DermComparison *
derm_comparison_new (DermEvaluation *one, DermEvaluation *other, guint n_rounds, guint64 seed,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (DermComparison) self = NULL;
  DermEvaluationSet *set, *other_set;

  g_return_val_if_fail (DERM_IS_EVALUATION (one) && DERM_IS_EVALUATION (other), NULL);

  set = derm_evaluation_get_set (one);
  other_set = derm_evaluation_get_set (other);
  self = derm_made_new (DERM_TYPE_COMPARISON);
  if (!check_classes (set, other_set, error) || !find_common (self, set, other_set, error))
    return NULL;
  count_agreement (self);
  if (!find_intervals (self, n_rounds, seed, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* ---- what it says ---- */

DermEvaluation *
derm_comparison_get_one (DermComparison *self)
{
  g_return_val_if_fail (DERM_IS_COMPARISON (self), NULL);

  return self->one;
}

DermEvaluation *
derm_comparison_get_other (DermComparison *self)
{
  g_return_val_if_fail (DERM_IS_COMPARISON (self), NULL);

  return self->other;
}

guint
derm_comparison_get_n_left_out (DermComparison *self)
{
  g_return_val_if_fail (DERM_IS_COMPARISON (self), 0);

  return self->n_left_out;
}

guint
derm_comparison_get_agreement (DermComparison *self, gboolean is_one_right, gboolean is_other_right)
{
  g_return_val_if_fail (DERM_IS_COMPARISON (self), 0);

  return self->agreement[is_one_right != 0][is_other_right != 0];
}

double
derm_comparison_get_p (DermComparison *self)
{
  g_return_val_if_fail (DERM_IS_COMPARISON (self), NAN);

  return self->p;
}

guint *
derm_comparison_list_different (DermComparison *self, guint *n_items)
{
  const EvaluationTable *one, *other;
  guint *items, n = 0;

  g_return_val_if_fail (DERM_IS_COMPARISON (self) && n_items != NULL, NULL);

  one = derm_evaluation_get_table (self->one);
  other = derm_evaluation_get_table (self->other);
  items = g_new (guint, one->n + 1);
  for (guint i = 0; i < one->n; i++)
    if (one->answers[i] != other->answers[i])
      items[n++] = i;
  *n_items = n;

  return items;
}

double
derm_comparison_get_difference (DermComparison *self, DermMeasure measure, int class_index, double *low, double *high)
{
  double difference;
  int place;

  g_return_val_if_fail (DERM_IS_COMPARISON (self) && low != NULL && high != NULL, NAN);

  difference
      = derm_evaluation_get (self->other, measure, class_index) - derm_evaluation_get (self->one, measure, class_index);
  place = evaluation_find_value (derm_evaluation_get_table (self->one)->n_classes, measure, class_index);
  *low = isnan (difference) ? NAN : self->intervals[place].low;
  *high = isnan (difference) ? NAN : self->intervals[place].high;

  return difference;
}
