/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "evaluation-private.h"

#define FIRST DERM_MEASURE_RECALL /* of the measures that each class has */

int
evaluation_find_value (int n_classes, DermMeasure measure, int class_index)
{
  if (measure < FIRST)
    return (int) measure;
  return FIRST + ((int) measure - FIRST) * (n_classes + 2) + (class_index - DERM_CLASS_WEIGHTED);
}

/* ---- once ---- */

typedef struct {
  double score;
  guint32 entry;
} Scored;

static int
compare_falling (gconstpointer a, gconstpointer b)
{
  const Scored *one = a, *other = b;

  if (one->score != other->score)
    return one->score < other->score ? 1 : -1;
  return (one->entry > other->entry) - (one->entry < other->entry);
}

guint32 *
evaluation_order (DermEvaluationSet *set, const gboolean *is_positive, double *sums)
{
  const guint n = derm_evaluation_set_get_n_items (set);
  const int n_classes = derm_evaluation_set_get_n_classes (set);
  g_autofree Scored *scored = g_new (Scored, n + 1);
  guint32 *order = g_new (guint32, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const float *scores = derm_evaluation_set_get_scores (set, i);
      double sum = 0;

      for (int k = 0; k < n_classes; k++)
        sum += is_positive[k] ? (double) scores[k] : 0;
      scored[i] = (Scored){ sum, i << 2 | (guint32) (is_positive[derm_evaluation_set_get_truth (set, i)] != 0) << 1 };
      if (sums != NULL)
        sums[i] = sum;
    }
  qsort (scored, n, sizeof *scored, compare_falling);
  for (guint i = 0; i < n; i++)
    order[i] = scored[i].entry | (i + 1 == n || scored[i + 1].score < scored[i].score);

  return order;
}

/* As scikit-learn's log_loss() of that version: clipped, then made to add up to 1. */
static double
find_nll (const float *scores, int n_classes, int truth)
{
  double sum = 0;

  for (int k = 0; k < n_classes; k++)
    sum += CLAMP ((double) scores[k], DBL_EPSILON, 1 - DBL_EPSILON);
  return -log (CLAMP ((double) scores[truth], DBL_EPSILON, 1 - DBL_EPSILON) / sum);
}

static double
find_brier (const float *scores, int n_classes, int truth)
{
  double sum = 0;

  for (int k = 0; k < n_classes; k++)
    {
      double distance = (double) scores[k] - (k == truth);

      sum += distance * distance;
    }
  return sum;
}

static guint8
find_rank (const float *scores, int n_classes, int truth)
{
  guint rank = 0;

  for (int k = 0; k < n_classes && rank < 3; k++)
    rank += scores[k] > scores[truth] || (scores[k] == scores[truth] && k < truth);
  return (guint8) rank;
}

static void
fill_item (EvaluationTable *self, DermEvaluationSet *set, guint item)
{
  const float *scores = derm_evaluation_set_get_scores (set, item);
  const int truth = self->truths[item];
  const float answer = scores[self->answers[item]];

  self->answer_scores[item] = answer;
  self->bins[item] = (guint8) evaluation_find_bin ((double) answer, DERM_ECE_BINS);
  self->ranks[item] = find_rank (scores, self->n_classes, truth);
  self->nll[item] = find_nll (scores, self->n_classes, truth);
  self->brier[item] = find_brier (scores, self->n_classes, truth);
}

void
evaluation_table_init (EvaluationTable *self, DermEvaluationSet *set)
{
  const guint n = derm_evaluation_set_get_n_items (set);
  const int n_classes = derm_evaluation_set_get_n_classes (set);
  g_autofree gboolean *is_positive = g_new0 (gboolean, n_classes);

  *self = (EvaluationTable){
    .n = n,
    .n_classes = n_classes,
    .truths = derm_evaluation_set_get_truths (set),
    .answers = derm_evaluation_set_get_answers (set),
    .answer_scores = g_new (float, n + 1),
    .bins = g_new (guint8, n + 1),
    .ranks = g_new (guint8, n + 1),
    .nll = g_new (double, n + 1),
    .brier = g_new (double, n + 1),
    .orders = g_new (guint32, (gsize) n * (gsize) n_classes + 1),
  };
  for (guint i = 0; i < n; i++)
    fill_item (self, set, i);
  for (int k = 0; k < n_classes; k++)
    {
      g_autofree guint32 *order = NULL;

      is_positive[k] = TRUE;
      order = evaluation_order (set, is_positive, NULL);
      is_positive[k] = FALSE;
      memcpy (self->orders + (gsize) k * n, order, n * sizeof *order);
    }
}

void
evaluation_table_clear (EvaluationTable *self)
{
  g_clear_pointer (&self->answer_scores, g_free);
  g_clear_pointer (&self->bins, g_free);
  g_clear_pointer (&self->ranks, g_free);
  g_clear_pointer (&self->nll, g_free);
  g_clear_pointer (&self->brier, g_free);
  g_clear_pointer (&self->orders, g_free);
}

guint
evaluation_find_bin (double score, guint n_bins)
{
  double bin = ceil (score * n_bins) - 1;

  return bin < 0 ? 0 : MIN ((guint) bin, n_bins - 1);
}

/* ---- for each weights ---- */

/* The area under the ROC curve by trapezoids, which is the sum of the positives' ranks (Mann and Whitney 1947), in
 * whole numbers; the average precision score by score. */
EvaluationAreas
evaluation_areas (const guint32 *order, guint n, const guint16 *weights)
{
  guint64 n_found = 0, n_false = 0, found_here = 0, false_here = 0, doubled = 0;
  double precisions = 0;

  for (guint i = 0; i < n; i++)
    {
      const guint64 weight = weights != NULL ? weights[EVALUATION_ITEM (order[i])] : 1;
      const guint64 found = EVALUATION_IS_POSITIVE (order[i]) ? weight : 0; /* no branch: nobody can guess it */

      found_here += found;
      false_here += weight - found;
      if (!EVALUATION_IS_LAST (order[i]))
        continue;
      doubled += false_here * (2 * n_found + found_here);
      n_found += found_here;
      n_false += false_here;
      if (found_here > 0)
        precisions += (double) found_here * ((double) n_found / (double) (n_found + n_false));
      found_here = false_here = 0;
    }

  return (EvaluationAreas){
    n_found > 0 && n_false > 0 ? (double) doubled / 2 / ((double) n_found * (double) n_false) : NAN,
    n_found > 0 ? precisions / (double) n_found : NAN,
  };
}

typedef struct {
  guint64 n_items, n_right, n_top_2, n_top_3;
  double nll, brier;
  guint64 bin_items[DERM_ECE_BINS], bin_right[DERM_ECE_BINS];
  double bin_scores[DERM_ECE_BINS];
} Sums;

/* Of a class: its images, the answers that name it, and those that are right. */
typedef struct {
  guint64 n_items, n_answers, n_right;
} ClassSums;

static void
add_items (const EvaluationTable *self, const guint16 *weights, Sums *sums, ClassSums *classes)
{
  for (guint i = 0; i < self->n; i++)
    {
      const guint64 weight = weights != NULL ? weights[i] : 1;
      const gboolean is_right = self->truths[i] == self->answers[i];
      const guint bin = self->bins[i];

      if (weight == 0)
        continue;
      sums->n_items += weight;
      sums->n_right += is_right ? weight : 0;
      sums->n_top_2 += self->ranks[i] < 2 ? weight : 0;
      sums->n_top_3 += self->ranks[i] < 3 ? weight : 0;
      sums->nll += (double) weight * self->nll[i];
      sums->brier += (double) weight * self->brier[i];
      sums->bin_items[bin] += weight;
      sums->bin_right[bin] += is_right ? weight : 0;
      sums->bin_scores[bin] += (double) weight * (double) self->answer_scores[i];
      classes[self->truths[i]].n_items += weight;
      classes[self->truths[i]].n_right += is_right ? weight : 0;
      classes[self->answers[i]].n_answers += weight;
    }
}

static double
divide (guint64 part, guint64 whole)
{
  return whole > 0 ? (double) part / (double) whole : NAN;
}

static void
put_overall (const Sums *sums, double *values)
{
  const double n = (double) sums->n_items;
  double ece = 0;

  for (guint bin = 0; bin < DERM_ECE_BINS; bin++)
    ece += fabs (sums->bin_scores[bin] - (double) sums->bin_right[bin]);
  values[DERM_MEASURE_ACCURACY] = divide (sums->n_right, sums->n_items);
  values[DERM_MEASURE_TOP_2] = divide (sums->n_top_2, sums->n_items);
  values[DERM_MEASURE_TOP_3] = divide (sums->n_top_3, sums->n_items);
  values[DERM_MEASURE_NLL] = n > 0 ? sums->nll / n : NAN;
  values[DERM_MEASURE_BRIER] = n > 0 ? sums->brier / n : NAN;
  values[DERM_MEASURE_ECE] = n > 0 ? ece / n : NAN;
}

/* Of one measure: list has the two means and then the classes. */
static void
put_means (const EvaluationTable *self, const ClassSums *classes, gboolean is_zero_counted, double *list)
{
  double sum = 0, weighted = 0, n = 0, n_items = 0;

  for (int k = 0; k < self->n_classes; k++)
    {
      const double value = list[2 + k];

      if (classes[k].n_items == 0 || (isnan (value) && !is_zero_counted))
        continue;
      n += 1;
      n_items += (double) classes[k].n_items;
      sum += isnan (value) ? 0 : value;
      weighted += isnan (value) ? 0 : (double) classes[k].n_items * value;
    }
  list[DERM_CLASS_MACRO - DERM_CLASS_WEIGHTED] = n > 0 ? sum / n : NAN;
  list[DERM_CLASS_WEIGHTED - DERM_CLASS_WEIGHTED] = n_items > 0 ? weighted / n_items : NAN;
}

static void
put_classes (const EvaluationTable *self, const guint16 *weights, const Sums *sums, const ClassSums *classes,
             double *values)
{
  double *lists[DERM_N_MEASURES] = { NULL };

  for (int measure = FIRST; measure < DERM_N_MEASURES; measure++)
    lists[measure] = values + evaluation_find_value (self->n_classes, (DermMeasure) measure, DERM_CLASS_WEIGHTED);
  for (int k = 0; k < self->n_classes; k++)
    {
      const ClassSums *c = &classes[k];
      const guint64 n_others = sums->n_items - c->n_items;
      EvaluationAreas areas = evaluation_areas (self->orders + (gsize) k * self->n, self->n, weights);

      lists[DERM_MEASURE_RECALL][2 + k] = divide (c->n_right, c->n_items);
      lists[DERM_MEASURE_PRECISION][2 + k] = divide (c->n_right, c->n_answers);
      lists[DERM_MEASURE_SPECIFICITY][2 + k] = divide (n_others + c->n_right - c->n_answers, n_others);
      lists[DERM_MEASURE_F1][2 + k] = c->n_items > 0 ? divide (2 * c->n_right, c->n_items + c->n_answers) : NAN;
      lists[DERM_MEASURE_ROC_AUC][2 + k] = areas.roc_auc;
      lists[DERM_MEASURE_PR_AUC][2 + k] = areas.pr_auc;
    }
  for (int measure = FIRST; measure < DERM_N_MEASURES; measure++)
    put_means (self, classes, measure == DERM_MEASURE_PRECISION, lists[measure]);
  values[DERM_MEASURE_BALANCED_ACCURACY] = lists[DERM_MEASURE_RECALL][DERM_CLASS_MACRO - DERM_CLASS_WEIGHTED];
}

void
evaluation_table_count (const EvaluationTable *self, const guint16 *weights, double *values)
{
  g_autofree ClassSums *classes = g_new0 (ClassSums, self->n_classes);
  Sums sums = { 0 };

  add_items (self, weights, &sums, classes);
  put_overall (&sums, values);
  put_classes (self, weights, &sums, classes, values);
}
