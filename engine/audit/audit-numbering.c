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

enum { N_HAM10000 = 7 };

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

static gboolean
is_sure (AuditChoice *self, int view, const int *cycle, const int *own)
{
  double gain, p = compare_answers (self, view, cycle, own, &gain);
  g_autofree gboolean *is_moved = g_new (gboolean, self->n_classes);
  AuditOrder order;

  if (gain <= 0 || p >= AUDIT_ALPHA)
    return FALSE;
  self->is_maybe_permuted = TRUE;
  for (int k = 0; k < self->n_classes; k++)
    is_moved[k] = cycle[k] != k;
  order = derm_audit_compare_order (self, (AuditReading){ view, cycle }, (AuditReading){ view, own }, is_moved);
  return order.p < AUDIT_ALPHA && order.gain > 0 && order.auc >= MIN_AUC;
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

/* The place of that code in the model's labels, or -1. */
static int
find_label (DermModel *model, const char *code)
{
  for (int k = 0; k < derm_model_get_n_classes (model); k++)
    if (g_ascii_strcasecmp (derm_model_get_label (model, k), code) == 0)
      return k;
  return -1;
}

int *
derm_audit_match_numbering (DermModel *model, const char *const *codes)
{
  g_autofree int *classes = g_new (int, N_HAM10000);
  guint seen = 0;

  if (derm_model_get_n_classes (model) != N_HAM10000)
    return NULL;
  for (int k = 0; k < N_HAM10000; k++)
    {
      classes[k] = find_label (model, codes[k]);
      if (classes[k] < 0)
        return NULL;
      seen |= 1u << classes[k];
    }
  return seen == (1u << N_HAM10000) - 1 ? g_steal_pointer (&classes) : NULL;
}
