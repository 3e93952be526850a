/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-evaluation.h"
#include "derm-metrics.h"
#include "made.h"

struct _DermMetrics {
  GObject parent_instance;

  gsize n_items;
  int n_classes;
  gsize *confusion; /* owned, [truth][answer] */
  double *aucs;     /* owned, n_classes */
};

G_DEFINE_ABSTRACT_TYPE (DermMetrics, derm_metrics, G_TYPE_OBJECT)

static void
derm_metrics_finalize (GObject *object)
{
  DermMetrics *self = DERM_METRICS (object);

  g_free (self->confusion);
  g_free (self->aucs);
  G_OBJECT_CLASS (derm_metrics_parent_class)->finalize (object);
}

static void
derm_metrics_class_init (DermMetricsClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_metrics_finalize;
}

static void
derm_metrics_init (DermMetrics *self)
{
}

typedef struct {
  double score;
  gboolean is_positive;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  double one = ((const Ranked *) a)->score, other = ((const Ranked *) b)->score;

  return (one > other) - (one < other);
}

/* By the sum of the positives' ranks (Mann and Whitney 1947); equals share the mean of their ranks. */
static double
find_auc (Ranked *items, gsize n)
{
  double rank_sum = 0, n_positive = 0, n_negative;

  qsort (items, n, sizeof *items, compare_ranked);
  for (gsize start = 0, end; start < n; start = end)
    {
      double n_here = 0;

      for (end = start; end < n && items[end].score == items[start].score; end++)
        n_here += items[end].is_positive;
      rank_sum += n_here * ((double) (start + end + 1) / 2);
      n_positive += n_here;
    }
  n_negative = (double) n - n_positive;
  return n_positive > 0 && n_negative > 0 ? (rank_sum - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative)
                                          : NAN;
}

static void
count_answers (DermMetrics *self, const double *scores, const int *truth)
{
  for (gsize i = 0; i < self->n_items; i++)
    {
      const double *row = scores + i * (gsize) self->n_classes;
      int answer = 0;

      for (int k = 1; k < self->n_classes; k++)
        if (row[k] > row[answer])
          answer = k;
      self->confusion[truth[i] * self->n_classes + answer]++;
    }
}

/* Sizes come first: what is looked at afterwards is there. */
static gboolean
check_items (const double *scores, gsize n_scores, const int *truth, gsize n_items, int n_classes, GError **error)
{
  if (n_classes < 1 || n_classes > DERM_METRICS_MAX_CLASSES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("there can be 1 to %d classes, not %d"),
                   DERM_METRICS_MAX_CLASSES, n_classes);
      return FALSE;
    }
  if (n_scores % (gsize) n_classes != 0 || n_scores / (gsize) n_classes != n_items
      || (n_items > 0 && (scores == NULL || truth == NULL)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%zu scores are not %zu items times %d classes"),
                   n_scores, n_items, n_classes);
      return FALSE;
    }
  for (gsize i = 0; i < n_items; i++)
    if (truth[i] < 0 || truth[i] >= n_classes)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("item %zu is of class %d, but there are %d"), i,
                     truth[i], n_classes);
        return FALSE;
      }
  for (gsize i = 0; i < n_scores; i++)
    if (!isfinite (scores[i]))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("score %zu is not a finite number"), i);
        return FALSE;
      }
  return TRUE;
}

DermMetrics *
derm_metrics_new (const double *scores, gsize n_scores, const int *truth, gsize n_items, int n_classes, GError **error)
{
  DermMetrics *self;
  g_autofree Ranked *items = NULL;

  if (!check_items (scores, n_scores, truth, n_items, n_classes, error))
    return NULL;
  self = derm_made_new (DERM_TYPE_METRICS);
  self->n_items = n_items;
  self->n_classes = n_classes;
  self->confusion = g_new0 (gsize, (gsize) n_classes * (gsize) n_classes);
  self->aucs = g_new (double, n_classes);
  count_answers (self, scores, truth);
  items = g_new (Ranked, n_items + 1);
  for (int k = 0; k < n_classes; k++)
    {
      for (gsize i = 0; i < n_items; i++)
        items[i] = (Ranked){ scores[i * (gsize) n_classes + (gsize) k], truth[i] == k };
      self->aucs[k] = find_auc (items, n_items);
    }
  return self;
}

gsize
derm_metrics_get_n_items (DermMetrics *self)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), 0);
  return self->n_items;
}

int
derm_metrics_get_n_classes (DermMetrics *self)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), 0);
  return self->n_classes;
}

gsize
derm_metrics_get_confusion (DermMetrics *self, int truth, int answer)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), 0);
  g_return_val_if_fail (truth >= 0 && truth < self->n_classes && answer >= 0 && answer < self->n_classes, 0);
  return self->confusion[truth * self->n_classes + answer];
}

gsize
derm_metrics_get_count (DermMetrics *self, int index)
{
  gsize count = 0;

  g_return_val_if_fail (DERM_IS_METRICS (self), 0);

  for (int k = 0; k < self->n_classes; k++)
    count += derm_metrics_get_confusion (self, index, k);
  return count;
}

static double
divide (gsize part, gsize whole)
{
  return whole > 0 ? (double) part / (double) whole : NAN;
}

double
derm_metrics_get_recall (DermMetrics *self, int index)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), NAN);
  return divide (derm_metrics_get_confusion (self, index, index), derm_metrics_get_count (self, index));
}

double
derm_metrics_get_precision (DermMetrics *self, int index)
{
  gsize n_answers = 0;

  g_return_val_if_fail (DERM_IS_METRICS (self), NAN);

  for (int k = 0; k < self->n_classes; k++)
    n_answers += derm_metrics_get_confusion (self, k, index);
  return divide (derm_metrics_get_confusion (self, index, index), n_answers);
}

double
derm_metrics_get_auc (DermMetrics *self, int index)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), NAN);
  g_return_val_if_fail (index >= 0 && index < self->n_classes, NAN);
  return self->aucs[index];
}

double
derm_metrics_get_accuracy (DermMetrics *self)
{
  gsize n_right = 0;

  g_return_val_if_fail (DERM_IS_METRICS (self), NAN);

  for (int k = 0; k < self->n_classes; k++)
    n_right += derm_metrics_get_confusion (self, k, k);
  return divide (n_right, self->n_items);
}

static double
find_mean (DermMetrics *self, double (*get) (DermMetrics *self, int index))
{
  double sum = 0;
  int n = 0;

  for (int k = 0; k < self->n_classes; k++)
    {
      double value = get (self, k);

      sum += isnan (value) ? 0 : value;
      n += !isnan (value);
    }
  return n > 0 ? sum / n : NAN;
}

double
derm_metrics_get_balanced_accuracy (DermMetrics *self)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), NAN);
  return find_mean (self, derm_metrics_get_recall);
}

double
derm_metrics_get_macro_auc (DermMetrics *self)
{
  g_return_val_if_fail (DERM_IS_METRICS (self), NAN);
  return find_mean (self, derm_metrics_get_auc);
}

/* ---- intervals ---- */

void
derm_metrics_get_accuracy_interval (DermMetrics *self, double *low, double *high)
{
  gsize n_right = 0;

  g_return_if_fail (DERM_IS_METRICS (self));
  g_return_if_fail (low != NULL && high != NULL);

  for (int k = 0; k < self->n_classes; k++)
    n_right += derm_metrics_get_confusion (self, k, k);
  derm_share_interval ((double) n_right, (double) self->n_items, low, high);
}

void
derm_metrics_get_recall_interval (DermMetrics *self, int index, double *low, double *high)
{
  g_return_if_fail (DERM_IS_METRICS (self));
  g_return_if_fail (index >= 0 && index < self->n_classes);
  g_return_if_fail (low != NULL && high != NULL);

  derm_share_interval ((double) derm_metrics_get_confusion (self, index, index),
                       (double) derm_metrics_get_count (self, index), low, high);
}

void
derm_metrics_get_balanced_accuracy_interval (DermMetrics *self, double *low, double *high)
{
  double below = 0, above = 0, mean;
  int n = 0;

  g_return_if_fail (DERM_IS_METRICS (self));
  g_return_if_fail (low != NULL && high != NULL);

  for (int k = 0; k < self->n_classes; k++)
    {
      double recall = derm_metrics_get_recall (self, k), recall_low, recall_high;

      if (isnan (recall))
        continue;
      derm_metrics_get_recall_interval (self, k, &recall_low, &recall_high);
      below += (recall - recall_low) * (recall - recall_low);
      above += (recall_high - recall) * (recall_high - recall);
      n++;
    }
  mean = derm_metrics_get_balanced_accuracy (self); /* NaN without a class, and then all is */
  *low = mean - sqrt (below) / n;
  *high = mean + sqrt (above) / n;
}
