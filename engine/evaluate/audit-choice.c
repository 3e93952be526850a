/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include "audit-private.h"
#include "evaluate-assignment.h"
#include "evaluate-paired.h"

#define CLASS_ALPHA 0.05 /* of one class's recall, where the cycle as a whole is tested too */

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

static gsize
n_scores (const AuditChoice *self)
{
  return (gsize) self->n_images * (gsize) self->n_classes;
}

static double *
get_scores (const AuditChoice *self, int view, int image)
{
  return self->scores + (gsize) view * n_scores (self) + (gsize) image * (gsize) self->n_classes;
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

static int
find_output (const AuditChoice *self, int view, int image)
{
  const double *scores = get_scores (self, view, image);
  int top = 0;

  for (int k = 1; k < self->n_classes; k++)
    if (scores[k] > scores[top])
      top = k;
  return top;
}

static gboolean
is_right (const AuditChoice *self, int view, int image, const int *classes)
{
  return classes[find_output (self, view, image)] == self->truth[image];
}

static double
get_true_score (const AuditChoice *self, int view, int image, const int *classes)
{
  const double *scores = get_scores (self, view, image);

  for (int k = 0; k < self->n_classes; k++)
    if (classes[k] == self->truth[image])
      return scores[k];
  g_assert_not_reached (); /* every numbering has every class */
}

/* ---- numbering ---- */

/* Shares instead of counts, so that a class with many images does not decide alone; a little more for the model's own
 * labels, so that they stay where nothing speaks against them. */
static void
assign (const AuditChoice *self, int view, int *classes)
{
  const double little = 1e-6;
  int n = self->n_classes;
  g_autofree double *shares = g_new0 (double, (gsize) n *(gsize) n);

  for (int i = 0; i < self->n_images; i++)
    shares[find_output (self, view, i) * n + self->truth[i]] += self->weights[i];
  for (int k = 0; k < n; k++)
    shares[k * n + k] += little;
  derm_assignment_find (shares, n, classes);
}

/* p of the difference between two numberings in one view over the images of one class, of all for -1; *gain is the
 * difference. */
static double
compare_numberings (const AuditChoice *self, int view, const int *one, const int *other, int class, double *gain)
{
  g_autofree double *differences = g_new0 (double, self->n_images);

  *gain = 0;
  for (int i = 0; i < self->n_images; i++)
    if (class < 0 || self->truth[i] == class)
      {
        differences[i] = self->weights[i] * (is_right (self, view, i, one) - is_right (self, view, i, other));
        *gain += differences[i];
      }
  return derm_paired_test (differences, (gsize) self->n_images);
}

/* Whether a cycle is more than what a poor network, or a few images, make look like one. */
static gboolean
is_sure (AuditChoice *self, int view, const int *permuted, const int *own)
{
  int n_risen = 0;
  double gain, p = compare_numberings (self, view, permuted, own, -1, &gain);

  if (gain <= 0)
    return FALSE;
  self->labels_p = fmin (self->labels_p, p);
  for (int k = 0; k < self->n_classes; k++)
    n_risen += compare_numberings (self, view, permuted, own, k, &gain) < CLASS_ALPHA && gain > 0;
  return p < AUDIT_ALPHA && n_risen >= 2;
}

/* Takes over those cycles of the assignment that are sure. */
static void
find_numbering (AuditChoice *self, int view)
{
  int n = self->n_classes;
  g_autofree int *own = g_new (int, n), *cycle = g_new (int, n);
  g_autofree gboolean *is_seen = g_new0 (gboolean, n);

  for (int k = 0; k < n; k++)
    self->found[k] = own[k] = k;
  self->labels_p = 1;
  for (int first = 0; first < n; first++)
    {
      if (is_seen[first] || self->assigned[first] == first)
        continue;
      memcpy (cycle, own, sizeof (int) * (gsize) n);
      for (int k = first; !is_seen[k]; k = self->assigned[k])
        {
          is_seen[k] = TRUE;
          cycle[k] = self->assigned[k];
        }
      if (!is_sure (self, view, cycle, own))
        continue;
      for (int k = 0; k < n; k++)
        if (cycle[k] != k)
          self->found[k] = cycle[k];
    }
}

/* ---- view ---- */

static double
find_balanced_accuracy (const AuditChoice *self, int view, const int *classes)
{
  double sum = 0;

  for (int i = 0; i < self->n_images; i++)
    sum += is_right (self, view, i, classes) ? self->weights[i] : 0;
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

      assign (self, view, classes);
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

static void
compare_layouts (AuditChoice *self)
{
  int one = audit_view (self->layout, self->filter);
  int other = audit_view ((DermLayout) (1 - (int) self->layout), self->filter);
  g_autofree double *differences = g_new (double, self->n_images);

  for (int i = 0; i < self->n_images; i++)
    differences[i] = self->weights[i] * (is_right (self, one, i, self->found) - is_right (self, other, i, self->found));
  self->layout_p = derm_paired_test (differences, (gsize) self->n_images);
}

static void
compare_filters (AuditChoice *self)
{
  int best = audit_view (self->layout, self->filter);
  g_autofree double *differences = g_new (double, self->n_images);

  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    {
      int view = audit_view (self->layout, (DermFilter) filter);

      for (int i = 0; i < self->n_images; i++)
        differences[i] = self->weights[i]
                         * (get_true_score (self, best, i, self->found) - get_true_score (self, view, i, self->found));
      self->filter_ps[filter] = derm_paired_test (differences, (gsize) self->n_images);
    }
}

gboolean
derm_audit_choice_is_filter_worse (const AuditChoice *self, DermFilter filter)
{
  return self->filter_ps[filter] * (DERM_N_FILTERS - 1) < AUDIT_ALPHA;
}

gboolean
derm_audit_choice_is_permuted (const AuditChoice *self, const int *classes)
{
  for (int k = 0; k < self->n_classes; k++)
    if (classes[k] != k)
      return TRUE;
  return FALSE;
}

/* ---- everything ---- */

static void
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
}

AuditChoice *
derm_audit_choice_new (const AuditImages *images, DermTruth *truth, DermRecipe *own)
{
  AuditChoice *self = g_new0 (AuditChoice, 1);
  const float *logits = (const float *) (gconstpointer) images->logits->data;

  self->n_images = (int) images->images->len;
  self->n_classes = (int) g_strv_length ((char **) derm_truth_get_labels (truth));
  self->truth = g_new (int, self->n_images);
  self->weights = g_new (double, self->n_images);
  self->found = g_new (int, self->n_classes);
  self->assigned = g_new (int, self->n_classes);
  self->scores = g_new (double, AUDIT_N_VIEWS *n_scores (self));
  fill_truth (self, images, truth);
  for (int i = 0; i < self->n_images; i++)
    for (int view = 0; view < AUDIT_N_VIEWS; view++, logits += self->n_classes)
      fill_softmax (logits, self->n_classes, get_scores (self, view, i));
  choose_layout (self);
  choose_filter (self);
  find_numbering (self, audit_view (self->layout, self->filter));
  compare_filters (self);
  if (!derm_audit_choice_is_filter_worse (self, derm_recipe_get_filter (own)))
    self->filter = derm_recipe_get_filter (own);
  compare_layouts (self);
  return self;
}

DermMetrics *
derm_audit_choice_measure (const AuditChoice *self, int view, const int *classes, const gboolean *include)
{
  gsize n = (gsize) self->n_classes;
  g_autofree double *scores = g_new (double, n_scores (self));
  g_autofree int *truth = g_new (int, self->n_images);
  gsize n_included = 0;

  for (int i = 0; i < self->n_images; i++)
    {
      if (include != NULL && !include[i])
        continue;
      for (int k = 0; k < self->n_classes; k++)
        scores[n_included * n + (gsize) classes[k]] = get_scores (self, view, i)[k];
      truth[n_included++] = self->truth[i];
    }
  return derm_metrics_new (scores, truth, n_included, self->n_classes);
}
