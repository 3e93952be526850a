/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include "audit-private.h"
#include "evaluate-assignment.h"
#include "evaluate-paired.h"

/* Which output means which class. A network that just prefers one class to another looks, by its answers, like one
 * whose labels are swapped; by the order in which an output puts the images it does not. So a cycle of the best
 * assignment counts only if it makes more answers right and the outputs better tests for their classes. */

#define MIN_AUC 0.7 /* of outputs with the right labels; by chance the best assignment can reach 0.6 */

/* Shares instead of counts, so that a class with many images does not decide alone; a little more for the model's own
 * labels, so that they stay where nothing speaks against them. */
void
derm_audit_assign (const AuditChoice *self, int view, int *classes)
{
  const double little = 1e-6;
  int n = self->n_classes;
  g_autofree double *shares = g_new0 (double, (gsize) n *(gsize) n);

  for (int i = 0; i < self->n_images; i++)
    shares[derm_audit_choice_find_output (self, view, i) * n + self->truth[i]] += self->weights[i];
  for (int k = 0; k < n; k++)
    shares[k * n + k] += little;
  derm_assignment_find (shares, n, classes);
}

/* p of the difference in right answers between two numberings; *gain is the difference. */
static double
compare_answers (const AuditChoice *self, int view, const int *one, const int *other, double *gain)
{
  g_autofree double *differences = g_new (double, self->n_images);

  *gain = 0;
  for (int i = 0; i < self->n_images; i++)
    {
      differences[i]
          = self->weights[i]
            * (derm_audit_choice_is_right (self, view, i, one) - derm_audit_choice_is_right (self, view, i, other));
      *gain += differences[i];
    }
  return derm_paired_test (differences, (gsize) self->n_images);
}

/* ---- order ---- */

typedef struct {
  double score;
  int image;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  double one = ((const Ranked *) a)->score, other = ((const Ranked *) b)->score;

  return (one > other) - (one < other);
}

/* The share of images that an output's score puts below each image, equals counted half. */
static void
fill_ranks (const AuditChoice *self, int view, int output, double *ranks)
{
  g_autofree Ranked *items = g_new (Ranked, self->n_images);

  for (int i = 0; i < self->n_images; i++)
    items[i] = (Ranked){ derm_audit_choice_get_scores (self, view, i)[output], i };
  qsort (items, (gsize) self->n_images, sizeof *items, compare_ranked);
  for (int start = 0, end; start < self->n_images; start = end)
    {
      for (end = start; end < self->n_images && items[end].score == items[start].score; end++)
        continue;
      for (int i = start; i < end; i++)
        ranks[items[i].image] = (double) (start + end) / 2 / self->n_images;
    }
}

static int
find_output_of (const int *classes, int class)
{
  int output = 0;

  while (classes[output] != class)
    output++;
  return output;
}

/* Adds, for one class, what each image speaks for the one output rather than the other as a test for it: its rank, by
 * weights that make the sum over all images the difference of the two AUCs. False if not both kinds of images are
 * there. */
static gboolean
add_order (const AuditChoice *self, int view, int class, int one, int other, double *differences, double *auc)
{
  g_autofree double *ranks = g_new (double, self->n_images), *others = g_new (double, self->n_images);
  int n = 0;

  for (int i = 0; i < self->n_images; i++)
    n += self->truth[i] == class;
  if (n == 0 || n == self->n_images)
    return FALSE;
  fill_ranks (self, view, one, ranks);
  fill_ranks (self, view, other, others);
  *auc += 0.5;
  for (int i = 0; i < self->n_images; i++)
    {
      double weight = self->truth[i] == class ? 1.0 / n : -1.0 / (self->n_images - n);

      differences[i] += weight * (ranks[i] - others[i]);
      *auc += weight * ranks[i];
    }
  return TRUE;
}

/* p of the difference in mean AUC of the cycle's classes; the gain, and the mean AUC with the cycle. */
static double
compare_order (const AuditChoice *self, int view, const int *cycle, double *gain, double *auc)
{
  g_autofree double *differences = g_new0 (double, self->n_images);
  int n = 0;

  *gain = *auc = 0;
  for (int k = 0; k < self->n_classes; k++)
    if (cycle[k] != k)
      n += add_order (self, view, k, find_output_of (cycle, k), k, differences, auc);
  for (int i = 0; i < self->n_images; i++)
    *gain += differences[i];
  *auc /= MAX (n, 1);
  return derm_paired_test (differences, (gsize) self->n_images);
}

/* ---- cycles ---- */

static gboolean
is_sure (AuditChoice *self, int view, const int *cycle, const int *own)
{
  double gain, order_gain, auc, p = compare_answers (self, view, cycle, own, &gain);

  if (gain <= 0 || p >= AUDIT_ALPHA)
    return FALSE;
  self->is_maybe_permuted = TRUE;
  p = compare_order (self, view, cycle, &order_gain, &auc);
  return p < AUDIT_ALPHA && order_gain > 0 && auc >= MIN_AUC;
}

void
derm_audit_find_numbering (AuditChoice *self, int view)
{
  int n = self->n_classes;
  g_autofree int *own = g_new (int, n), *cycle = g_new (int, n);
  g_autofree gboolean *is_seen = g_new0 (gboolean, n);

  for (int k = 0; k < n; k++)
    self->found[k] = own[k] = k;
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
