/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-curve.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "evaluation-private.h"
#include "made.h"

enum { MIN_STEPS = 2, MAX_STEPS = 1000 };

struct _DermCurve {
  GObject parent_instance;

  DermEvaluationSet *set; /* owned */
  guint n;
  gboolean *is_positive; /* owned, a class each */
  double *sums;          /* owned, [n]: score of an item */
  guint32 *order;        /* owned, [n] */
  GArray *points;        /* DermCurvePoint */
  EvaluationAreas areas;
};

G_DEFINE_ABSTRACT_TYPE (DermCurve, derm_curve, G_TYPE_OBJECT)

static void
derm_curve_finalize (GObject *object)
{
  DermCurve *self = DERM_CURVE (object);

  g_clear_object (&self->set);
  g_free (self->is_positive);
  g_free (self->sums);
  g_free (self->order);
  g_array_unref (self->points);
  G_OBJECT_CLASS (derm_curve_parent_class)->finalize (object);
}

static void
derm_curve_class_init (DermCurveClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_curve_finalize;
}

static void
derm_curve_init (DermCurve *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (DermCurvePoint));
}

static void
add_points (DermCurve *self)
{
  DermCurvePoint point = { INFINITY, 0, 0 };

  g_array_append_val (self->points, point);
  for (guint i = 0; i < self->n; i++)
    {
      point.n_found += EVALUATION_IS_POSITIVE (self->order[i]);
      point.n_false += !EVALUATION_IS_POSITIVE (self->order[i]);
      if (!EVALUATION_IS_LAST (self->order[i]))
        continue;
      point.threshold = self->sums[EVALUATION_ITEM (self->order[i])];
      g_array_append_val (self->points, point);
    }
}

static gboolean *
find_positive (const int *classes, int n, int n_classes, GError **error)
{
  g_autofree gboolean *is_positive = g_new0 (gboolean, n_classes);

  for (int i = 0; i < n; i++)
    {
      if (classes[i] < 0 || classes[i] >= n_classes || is_positive[classes[i]])
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("class %d is not there or is named twice"),
                       classes[i]);
          return NULL;
        }
      is_positive[classes[i]] = TRUE;
    }
  if (n < 1)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("no class is named"));
      return NULL;
    }

  return g_steal_pointer (&is_positive);
}

DermCurve *
derm_curve_new (DermEvaluation *evaluation, const int *classes, int n_classes, GError **error)
{
  DermEvaluationSet *set;
  DermCurve *self;
  gboolean *is_positive;

  g_return_val_if_fail (DERM_IS_EVALUATION (evaluation), NULL);
  g_return_val_if_fail (classes != NULL || n_classes == 0, NULL);

  set = derm_evaluation_get_set (evaluation);
  is_positive = find_positive (classes, n_classes, derm_evaluation_set_get_n_classes (set), error);
  if (is_positive == NULL)
    return NULL;

  self = derm_made_new (DERM_TYPE_CURVE);
  self->set = g_object_ref (set);
  self->n = derm_evaluation_set_get_n_items (set);
  self->is_positive = is_positive;
  self->sums = g_new (double, self->n + 1);
  self->order = evaluation_order (set, is_positive, self->sums);
  self->areas = evaluation_areas (self->order, self->n, NULL);
  add_points (self);

  return self;
}

/* ---- what it says ---- */

static const DermCurvePoint *
get_last (DermCurve *self)
{
  return &g_array_index (self->points, DermCurvePoint, self->points->len - 1);
}

guint
derm_curve_get_n_positive (DermCurve *self)
{
  g_return_val_if_fail (DERM_IS_CURVE (self), 0);

  return get_last (self)->n_found;
}

guint
derm_curve_get_n_negative (DermCurve *self)
{
  g_return_val_if_fail (DERM_IS_CURVE (self), 0);

  return get_last (self)->n_false;
}

double
derm_curve_get_roc_auc (DermCurve *self)
{
  g_return_val_if_fail (DERM_IS_CURVE (self), NAN);

  return self->areas.roc_auc;
}

double
derm_curve_get_pr_auc (DermCurve *self)
{
  g_return_val_if_fail (DERM_IS_CURVE (self), NAN);

  return self->areas.pr_auc;
}

const DermCurvePoint *
derm_curve_get_points (DermCurve *self, guint *n_points)
{
  g_return_val_if_fail (DERM_IS_CURVE (self) && n_points != NULL, NULL);

  *n_points = self->points->len;

  return (const DermCurvePoint *) self->points->data;
}

void
derm_curve_find (DermCurve *self, double threshold, DermCurvePoint *point)
{
  guint low = 0, high;

  g_return_if_fail (DERM_IS_CURVE (self) && point != NULL);

  high = self->points->len; /* the point is at low or after it, before high */
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->points, DermCurvePoint, middle).threshold >= threshold)
        low = middle;
      else
        high = middle;
    }
  *point = g_array_index (self->points, DermCurvePoint, low);
  point->threshold = threshold;
}

static guint *
list_items (DermCurve *self, double threshold, gboolean is_positive, guint *n_items)
{
  guint *items = g_new (guint, self->n + 1), n = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->is_positive[derm_evaluation_set_get_truth (self->set, i)] == is_positive
        && (self->sums[i] >= threshold) != is_positive)
      items[n++] = i;
  *n_items = n;

  return items;
}

guint *
derm_curve_list_missed (DermCurve *self, double threshold, guint *n_missed)
{
  g_return_val_if_fail (DERM_IS_CURVE (self) && n_missed != NULL, NULL);

  return list_items (self, threshold, TRUE, n_missed);
}

guint *
derm_curve_list_false (DermCurve *self, double threshold, guint *n_false)
{
  g_return_val_if_fail (DERM_IS_CURVE (self) && n_false != NULL, NULL);

  return list_items (self, threshold, FALSE, n_false);
}

/* ---- the band ---- */

typedef struct {
  const DermCurve *curve;
  guint n_steps;
} BandWork;

/* The ROC curve of these weights, at even steps of false alarms: the straight line between two of its points. */
static void
trace_curve (gconstpointer data, const guint16 *weights, double *values)
{
  const BandWork *work = data;
  const DermCurve *curve = work->curve;
  double found_all = 0, false_all = 0, found = 0, falsely = 0, found_before = 0, falsely_before = 0;
  guint step = 0;

  for (guint i = 0; i < curve->n; i++)
    {
      const double weight = weights[EVALUATION_ITEM (curve->order[i])];

      if (EVALUATION_IS_POSITIVE (curve->order[i]))
        found_all += weight;
      else
        false_all += weight;
    }
  for (guint i = 0; i < curve->n && found_all > 0 && false_all > 0; i++)
    {
      const double weight = weights[EVALUATION_ITEM (curve->order[i])];

      if (EVALUATION_IS_POSITIVE (curve->order[i]))
        found += weight;
      else
        falsely += weight;
      if (!EVALUATION_IS_LAST (curve->order[i]))
        continue;
      for (; step < work->n_steps && falsely * (work->n_steps - 1) > step * false_all; step++)
        values[step] = (found_before
                        + (found - found_before) * (step * false_all / (work->n_steps - 1) - falsely_before)
                              / (falsely - falsely_before))
                       / found_all;
      found_before = found;
      falsely_before = falsely;
    }
  for (; step < work->n_steps; step++)
    values[step] = found_all > 0 && false_all > 0 ? 1 : NAN;
}

GArray *
derm_curve_list_band (DermCurve *self, guint n_rounds, guint64 seed, guint n_steps, GCancellable *cancellable)
{
  g_autoptr (GArray) band = NULL;
  g_autofree double *values = NULL;
  EvaluationGroups groups;
  BandWork work = { self, n_steps };

  g_return_val_if_fail (DERM_IS_CURVE (self), NULL);
  g_return_val_if_fail (n_steps >= MIN_STEPS && n_steps <= MAX_STEPS, NULL);
  g_return_val_if_fail (evaluation_check_rounds (n_rounds, n_steps, NULL), NULL);

  if (isnan (self->areas.roc_auc))
    return NULL;
  evaluation_groups_init (&groups, self->set);
  values = evaluation_bootstrap (&(EvaluationBootstrap){ &groups, n_rounds, n_steps, seed, trace_curve, &work },
                                 cancellable);
  evaluation_groups_clear (&groups);
  if (values == NULL)
    return NULL;

  band = g_array_sized_new (FALSE, TRUE, sizeof (double), 2 * n_steps);
  g_array_set_size (band, 2 * n_steps);
  for (guint i = 0; i < n_steps; i++)
    if (!evaluation_percentiles (values + (gsize) i * n_rounds, n_rounds, &g_array_index (band, double, i),
                                 &g_array_index (band, double, n_steps + i)))
      return NULL; /* hardly any round has both kinds */

  return g_steal_pointer (&band);
}
