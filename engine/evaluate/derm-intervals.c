/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-intervals.h"

#include <math.h>

#include "evaluation-private.h"
#include "made.h"

typedef struct {
  double low, high;
} Interval;

struct _DermIntervals {
  GObject parent_instance;

  DermEvaluation *evaluation; /* owned */
  guint n_rounds, n_drawn;
  guint64 seed;
  gboolean is_by_lesion, is_single;
  Interval *intervals; /* owned, as many as there are figures */
};

G_DEFINE_ABSTRACT_TYPE (DermIntervals, derm_intervals, G_TYPE_OBJECT)

static void
derm_intervals_finalize (GObject *object)
{
  DermIntervals *self = DERM_INTERVALS (object);

  g_clear_object (&self->evaluation);
  g_free (self->intervals);
  G_OBJECT_CLASS (derm_intervals_parent_class)->finalize (object);
}

static void
derm_intervals_class_init (DermIntervalsClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_intervals_finalize;
}

static void
derm_intervals_init (DermIntervals *self)
{
}

static void
count_round (gconstpointer data, const guint16 *weights, double *values)
{
  evaluation_table_count (data, weights, values);
}

DermIntervals *
derm_intervals_new (DermEvaluation *evaluation, guint n_rounds, guint64 seed, GCancellable *cancellable, GError **error)
{
  DermIntervals *self;
  const EvaluationTable *table;
  EvaluationGroups groups;
  g_autofree double *values = NULL;
  guint n_values;

  g_return_val_if_fail (DERM_IS_EVALUATION (evaluation), NULL);

  table = derm_evaluation_get_table (evaluation);
  n_values = (guint) EVALUATION_N_VALUES (table->n_classes);
  if (!evaluation_check_rounds (n_rounds, n_values, error))
    return NULL;

  evaluation_groups_init (&groups, derm_evaluation_get_set (evaluation));
  values = evaluation_bootstrap (&(EvaluationBootstrap){ &groups, n_rounds, n_values, seed, count_round, table },
                                 cancellable);
  evaluation_groups_clear (&groups);
  if (values == NULL)
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }

  self = derm_made_new (DERM_TYPE_INTERVALS);
  self->evaluation = g_object_ref (evaluation);
  self->n_rounds = n_rounds;
  self->seed = seed;
  self->n_drawn = groups.n_groups;
  self->is_by_lesion = groups.is_by_lesion;
  self->is_single = groups.is_single;
  self->intervals = g_new (Interval, n_values);
  for (guint i = 0; i < n_values; i++)
    evaluation_percentiles (values + (gsize) i * n_rounds, n_rounds, &self->intervals[i].low, &self->intervals[i].high);

  return self;
}

/* ---- shares ---- */

/* Of how many images it is the share; 0: it is none that is counted. */
static double
find_whole (DermIntervals *self, DermMeasure measure, int class_index)
{
  const double n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (self->evaluation));

  if (measure == DERM_MEASURE_ACCURACY || measure == DERM_MEASURE_TOP_2 || measure == DERM_MEASURE_TOP_3)
    return n;
  if (!derm_measure_is_of_class (measure) || class_index < 0)
    return 0;
  if (measure == DERM_MEASURE_RECALL)
    return derm_evaluation_get_support (self->evaluation, class_index);
  if (measure == DERM_MEASURE_PRECISION)
    return derm_evaluation_get_n_answers (self->evaluation, class_index);
  if (measure == DERM_MEASURE_SPECIFICITY)
    return n - derm_evaluation_get_support (self->evaluation, class_index);
  return 0;
}

/* Which of the images a share is of; what is left out of the lesions of these is as much as of all. */
static double
count_lesions (DermIntervals *self, double whole)
{
  const double n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (self->evaluation));

  return MAX (1.0, floor (whole * self->n_drawn / n));
}

gboolean
derm_intervals_get (DermIntervals *self, DermMeasure measure, int class_index, double *low, double *high)
{
  double value, whole;
  const Interval *interval;

  g_return_val_if_fail (DERM_IS_INTERVALS (self) && low != NULL && high != NULL, FALSE);

  value = derm_evaluation_get (self->evaluation, measure, class_index); /* which checks both */
  *low = *high = NAN;
  if (isnan (value))
    return FALSE;

  interval = &self->intervals[evaluation_find_value (derm_evaluation_get_table (self->evaluation)->n_classes, measure,
                                                     class_index)];
  whole = find_whole (self, measure, class_index);
  *low = interval->low;
  *high = interval->high;
  if (whole > 0 && self->is_single)
    derm_share_interval (value * whole, whole, low, high);
  else if (whole > 0 && (value <= 0 || value >= 1))
    derm_share_interval (value * count_lesions (self, whole), count_lesions (self, whole), low, high);

  return !isnan (*low);
}

guint
derm_intervals_get_n_rounds (DermIntervals *self)
{
  g_return_val_if_fail (DERM_IS_INTERVALS (self), 0);

  return self->n_rounds;
}

guint64
derm_intervals_get_seed (DermIntervals *self)
{
  g_return_val_if_fail (DERM_IS_INTERVALS (self), 0);

  return self->seed;
}

guint
derm_intervals_get_n_drawn (DermIntervals *self)
{
  g_return_val_if_fail (DERM_IS_INTERVALS (self), 0);

  return self->n_drawn;
}

gboolean
derm_intervals_is_by_lesion (DermIntervals *self)
{
  g_return_val_if_fail (DERM_IS_INTERVALS (self), FALSE);

  return self->is_by_lesion;
}
