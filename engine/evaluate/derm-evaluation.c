/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "evaluation-private.h"
#include "made.h"

#define Z_95 1.959963984540054 /* of the normal distribution, 2.5 % lie beyond it on either side */

enum { MAX_BINS = 1000 };

struct _DermEvaluation {
  GObject parent_instance;

  DermEvaluationSet *set; /* owned */
  EvaluationTable table;
  double *values;   /* owned */
  guint *confusion; /* owned, [truth][answer] */
};

G_DEFINE_ABSTRACT_TYPE (DermEvaluation, derm_evaluation, G_TYPE_OBJECT)

static void
derm_evaluation_finalize (GObject *object)
{
  DermEvaluation *self = DERM_EVALUATION (object);

  evaluation_table_clear (&self->table);
  g_clear_object (&self->set);
  g_free (self->values);
  g_free (self->confusion);
  G_OBJECT_CLASS (derm_evaluation_parent_class)->finalize (object);
}

static void
derm_evaluation_class_init (DermEvaluationClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_evaluation_finalize;
}

static void
derm_evaluation_init (DermEvaluation *self)
{
}

DermEvaluation *
derm_evaluation_new (DermEvaluationSet *set)
{
  DermEvaluation *self;
  EvaluationTable *table;

  g_return_val_if_fail (DERM_IS_EVALUATION_SET (set), NULL);

  derm_evaluation_set_seal (set);
  self = derm_made_new (DERM_TYPE_EVALUATION);
  table = &self->table;
  self->set = g_object_ref (set);
  evaluation_table_init (table, set);
  self->values = g_new (double, EVALUATION_N_VALUES (table->n_classes));
  evaluation_table_count (table, NULL, self->values);
  self->confusion = g_new0 (guint, (gsize) table->n_classes * (gsize) table->n_classes);
  for (guint i = 0; i < table->n; i++)
    self->confusion[table->truths[i] * table->n_classes + table->answers[i]]++;

  return self;
}

DermEvaluationSet *
derm_evaluation_get_set (DermEvaluation *self)
{
  g_return_val_if_fail (DERM_IS_EVALUATION (self), NULL);

  return self->set;
}

const EvaluationTable *
derm_evaluation_get_table (DermEvaluation *self)
{
  return &self->table;
}

double
derm_evaluation_get (DermEvaluation *self, DermMeasure measure, int class_index)
{
  g_return_val_if_fail (DERM_IS_EVALUATION (self), NAN);
  g_return_val_if_fail ((guint) measure < DERM_N_MEASURES, NAN);
  g_return_val_if_fail (!derm_measure_is_of_class (measure)
                            || (class_index >= DERM_CLASS_WEIGHTED && class_index < self->table.n_classes),
                        NAN);

  return self->values[evaluation_find_value (self->table.n_classes, measure, class_index)];
}

/* ---- counts ---- */

static guint
count (DermEvaluation *self, int truth, int answer)
{
  const int n = self->table.n_classes;
  guint sum = 0;

  for (int t = truth >= 0 ? truth : 0; t < (truth >= 0 ? truth + 1 : n); t++)
    for (int a = answer >= 0 ? answer : 0; a < (answer >= 0 ? answer + 1 : n); a++)
      sum += self->confusion[t * n + a];

  return sum;
}

guint
derm_evaluation_get_support (DermEvaluation *self, int class_index)
{
  g_return_val_if_fail (DERM_IS_EVALUATION (self), 0);
  g_return_val_if_fail (class_index >= 0 && class_index < self->table.n_classes, 0);

  return count (self, class_index, -1);
}

guint
derm_evaluation_get_n_answers (DermEvaluation *self, int class_index)
{
  g_return_val_if_fail (DERM_IS_EVALUATION (self), 0);
  g_return_val_if_fail (class_index >= 0 && class_index < self->table.n_classes, 0);

  return count (self, -1, class_index);
}

guint
derm_evaluation_get_confusion (DermEvaluation *self, int truth, int answer)
{
  g_return_val_if_fail (DERM_IS_EVALUATION (self), 0);
  g_return_val_if_fail (truth >= 0 && truth < self->table.n_classes && answer >= 0 && answer < self->table.n_classes,
                        0);

  return count (self, truth, answer);
}

guint *
derm_evaluation_list_members (DermEvaluation *self, int truth, int answer, guint *n_members)
{
  guint *members, n = 0;

  g_return_val_if_fail (DERM_IS_EVALUATION (self) && n_members != NULL, NULL);
  g_return_val_if_fail (truth >= -1 && truth < self->table.n_classes, NULL);
  g_return_val_if_fail (answer >= -1 && answer < self->table.n_classes, NULL);

  members = g_new (guint, count (self, truth, answer) + 1);
  for (guint i = 0; i < self->table.n; i++)
    if ((truth < 0 || self->table.truths[i] == truth) && (answer < 0 || self->table.answers[i] == answer))
      members[n++] = i;
  *n_members = n;

  return members;
}

double
derm_evaluation_get_baseline (DermEvaluation *self, int *class_index)
{
  int largest = 0;
  guint n;

  g_return_val_if_fail (DERM_IS_EVALUATION (self), NAN);

  for (int k = 1; k < self->table.n_classes; k++)
    if (derm_evaluation_get_support (self, k) > derm_evaluation_get_support (self, largest))
      largest = k;
  n = derm_evaluation_get_support (self, largest);
  if (class_index != NULL)
    *class_index = n > 0 ? largest : -1;

  return n > 0 ? (double) n / self->table.n : NAN;
}

/* ---- reliability ---- */

DermReliabilityBin *
derm_evaluation_list_reliability (DermEvaluation *self, guint n_bins)
{
  DermReliabilityBin *bins;

  g_return_val_if_fail (DERM_IS_EVALUATION (self), NULL);
  g_return_val_if_fail (n_bins >= 1 && n_bins <= MAX_BINS, NULL);

  bins = g_new0 (DermReliabilityBin, n_bins);
  for (guint i = 0; i < self->table.n; i++)
    {
      DermReliabilityBin *bin = &bins[evaluation_find_bin ((double) self->table.answer_scores[i], n_bins)];

      bin->n++;
      bin->score += (double) self->table.answer_scores[i];
      bin->share += self->table.truths[i] == self->table.answers[i];
    }
  for (guint i = 0; i < n_bins; i++)
    {
      DermReliabilityBin *bin = &bins[i];

      bin->low = (double) i / n_bins;
      bin->high = (double) (i + 1) / n_bins;
      derm_share_interval (bin->share, bin->n, &bin->share_low, &bin->share_high);
      bin->score = bin->n > 0 ? bin->score / bin->n : NAN;
      bin->share = bin->n > 0 ? bin->share / bin->n : NAN;
    }

  return bins;
}

void
derm_share_interval (double part, double whole, double *low, double *high)
{
  const double share = part / whole, z2 = Z_95 * Z_95;
  const double middle = (share + z2 / (2 * whole)) / (1 + z2 / whole);
  const double half = Z_95 / (1 + z2 / whole) * sqrt (share * (1 - share) / whole + z2 / (4 * whole * whole));

  g_return_if_fail (low != NULL && high != NULL);

  *low = MAX (0.0, middle - half);
  *high = MIN (1.0, middle + half);
  if (!(whole > 0))
    *low = *high = NAN;
}
