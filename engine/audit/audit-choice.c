/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include "audit-private.h"
#include "evaluate-paired.h"

void
derm_audit_choice_free (AuditChoice *self)
{
  g_free (self->truth);
  g_free (self->weights);
  g_free (self->scores);
  g_free (self->found);
  g_free (self->assigned);
  g_free (self);
}

/* In double, where a sure answer is not rounded to 1: AUCs need the order of such answers too. */
static void
fill_softmax (const float *logits, int n, double *scores)
{
  double most = (double) logits[0], sum = 0;

  for (int k = 1; k < n; k++)
    most = fmax (most, (double) logits[k]);
  for (int k = 0; k < n; k++)
    sum += scores[k] = exp ((double) logits[k] - most);
  for (int k = 0; k < n; k++)
    scores[k] /= sum;
}

static double
get_true_score (const AuditChoice *self, int view, int image, const int *classes)
{
  const double *scores = derm_audit_choice_get_scores (self, view, image);

  for (int k = 0; k < self->n_classes; k++)
    if (classes[k] == self->truth[image])
      return scores[k];
  g_assert_not_reached (); /* every numbering has every class */
}

/* ---- view ---- */

static double
find_balanced_accuracy (const AuditChoice *self, int view, const int *classes)
{
  double sum = 0;

  for (int i = 0; i < self->n_images; i++)
    sum += derm_audit_choice_is_right (self, view, i, classes) ? self->weights[i] : 0;
  return sum;
}

static double
find_true_score (const AuditChoice *self, int view, const int *classes)
{
  double sum = 0;

  for (int i = 0; i < self->n_images; i++)
    sum += self->weights[i] * get_true_score (self, view, i, classes);
  return sum;
}

/* Each view with the assignment that suits it best: labels that are permuted must not hide the layout, and a layout
 * that is wrong gains more by it than one that is right. */
static void
choose_layout (AuditChoice *self)
{
  g_autofree int *classes = g_new (int, self->n_classes);
  double best = -1;

  for (int view = 0; view < AUDIT_N_VIEWS; view++)
    {
      double accuracy;

      derm_audit_assign (self, view, classes);
      accuracy = find_balanced_accuracy (self, view, classes);
      if (accuracy <= best)
        continue;
      best = accuracy;
      self->layout = (DermLayout) (view / DERM_N_FILTERS);
      memcpy (self->assigned, classes, sizeof (int) * (gsize) self->n_classes);
    }
}

static void
choose_filter (AuditChoice *self)
{
  double best = -1;

  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    {
      double score = find_true_score (self, audit_view (self->layout, (DermFilter) filter), self->assigned);

      if (score > best)
        {
          best = score;
          self->filter = (DermFilter) filter;
        }
    }
}

/* By AUC, for a model that prefers some classes has few right answers on either. */
static void
compare_layouts (AuditChoice *self)
{
  int one = audit_view (self->layout, self->filter);
  int other = audit_view ((DermLayout) (1 - (int) self->layout), self->filter);
  g_autofree int *others = g_new (int, self->n_classes);
  AuditOrder order;

  derm_audit_assign (self, other, others);
  order = derm_audit_compare_order (self, (AuditReading){ one, self->assigned }, (AuditReading){ other, others }, NULL);
  self->layout_p = order.gain > 0 ? order.p : 1;
}

/* A filter is worse if it gives the true class less and orders the images worse: the first alone is so for a model that
 * prefers some classes too much, the second alone for one that is too sure. */
static void
compare_filters (AuditChoice *self)
{
  int best = audit_view (self->layout, self->filter);
  g_autofree double *differences = g_new (double, self->n_images);

  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    {
      int view = audit_view (self->layout, (DermFilter) filter);
      AuditOrder order = derm_audit_compare_order (self, (AuditReading){ best, self->found },
                                                   (AuditReading){ view, self->found }, NULL);

      for (int i = 0; i < self->n_images; i++)
        differences[i] = self->weights[i]
                         * (get_true_score (self, best, i, self->found) - get_true_score (self, view, i, self->found));
      self->filter_ps[filter]
          = fmax (derm_paired_test (differences, (gsize) self->n_images), order.gain > 0 ? order.p : 1);
    }
}

static void
compare_with_chance (AuditChoice *self)
{
  AuditOrder order = derm_audit_compare_order (
      self, (AuditReading){ audit_view (self->layout, self->filter), self->found }, (AuditReading){ 0, NULL }, NULL);

  self->order_p = order.gain > 0 ? order.p : 1;
}

gboolean
derm_audit_choice_is_filter_worse (const AuditChoice *self, DermFilter filter)
{
  return self->filter_ps[filter] * (DERM_N_FILTERS - 1) < AUDIT_ALPHA;
}

/* ---- everything ---- */

/* How many classes there are. */
static int
fill_truth (AuditChoice *self, const AuditImages *images, DermTruth *truth)
{
  g_autofree int *counts = g_new0 (int, self->n_classes);
  int n_present = 0;

  for (int i = 0; i < self->n_images; i++)
    {
      self->truth[i] = derm_truth_get_label (truth, g_array_index (images->images, AuditImage, i).row);
      counts[self->truth[i]]++;
    }
  for (int k = 0; k < self->n_classes; k++)
    n_present += counts[k] > 0;
  for (int i = 0; i < self->n_images; i++)
    self->weights[i] = 1.0 / ((double) counts[self->truth[i]] * n_present);
  return n_present;
}

/* Of one class alone the best assignment would make every answer right that is always the same, so nothing is told. */
static void
choose_own (AuditChoice *self, DermRecipe *own)
{
  self->layout = derm_recipe_get_layout (own);
  self->filter = derm_recipe_get_filter (own);
  self->order_p = self->layout_p = 1;
  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    self->filter_ps[filter] = 1;
  for (int k = 0; k < self->n_classes; k++)
    self->found[k] = self->assigned[k] = k;
}

AuditChoice *
derm_audit_choice_new (const AuditImages *images, DermTruth *truth, DermRecipe *own)
{
  AuditChoice *self = g_new0 (AuditChoice, 1);
  const float *logits = (const float *) (gconstpointer) images->logits->data;
  int n_present;

  self->n_images = (int) images->images->len;
  self->n_classes = (int) g_strv_length ((char **) derm_truth_get_labels (truth));
  self->truth = g_new (int, self->n_images);
  self->weights = g_new (double, self->n_images);
  self->found = g_new (int, self->n_classes);
  self->assigned = g_new (int, self->n_classes);
  self->scores = g_new (double, (gsize) AUDIT_N_VIEWS * self->n_images * self->n_classes);
  n_present = fill_truth (self, images, truth);
  for (int i = 0; i < self->n_images; i++)
    for (int view = 0; view < AUDIT_N_VIEWS; view++, logits += self->n_classes)
      fill_softmax (logits, self->n_classes, derm_audit_choice_get_scores (self, view, i));
  if (n_present < 2)
    {
      choose_own (self, own);
      return self;
    }
  choose_layout (self);
  choose_filter (self);
  derm_audit_find_numbering (self, audit_view (self->layout, self->filter));
  compare_filters (self);
  if (!derm_audit_choice_is_filter_worse (self, derm_recipe_get_filter (own)))
    self->filter = derm_recipe_get_filter (own);
  compare_layouts (self);
  compare_with_chance (self);
  return self;
}
