/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "audit-private.h"
#include "evaluate-paired.h"

/* Which of two ways to read a network orders the images better. An AUC is 0.5 + the mean rank of the images of a class,
 * less that of the others, ranks from 0 to 1: so the difference of two AUCs is a sum over the images, and a paired test
 * applies. */

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

static int
count_images (const AuditChoice *self, int class)
{
  int n = 0;

  for (int i = 0; i < self->n_images; i++)
    n += self->truth[i] == class;
  return n;
}

/* Adds what each image speaks for one output rather than the other as a test for the class. */
static void
add_class (const AuditChoice *self, int class, int n, const double *ranks, const double *others, double *differences,
           double *auc)
{
  *auc += 0.5;
  for (int i = 0; i < self->n_images; i++)
    {
      double weight = self->truth[i] == class ? 1.0 / n : -1.0 / (self->n_images - n);

      differences[i] += weight * (ranks[i] - others[i]);
      *auc += weight * ranks[i];
    }
}

AuditOrder
derm_audit_compare_order (const AuditChoice *self, int view, const int *classes, int other_view,
                          const int *other_classes, const gboolean *include)
{
  g_autofree double *differences = g_new0 (double, self->n_images);
  g_autofree double *ranks = g_new (double, self->n_images), *others = g_new (double, self->n_images);
  AuditOrder order = { .n_classes = 0 };

  for (int i = 0; i < self->n_images; i++)
    others[i] = 0.5; /* what chance gives */
  for (int class = 0; class < self->n_classes; class ++)
    {
      int n = count_images (self, class);

      if (n == 0 || n == self->n_images || (include != NULL && !include[class]))
        continue;
      fill_ranks (self, view, find_output_of (classes, class), ranks);
      if (other_classes != NULL)
        fill_ranks (self, other_view, find_output_of (other_classes, class), others);
      add_class (self, class, n, ranks, others, differences, &order.auc);
      order.n_classes++;
    }
  for (int i = 0; i < self->n_images; i++)
    order.gain += differences[i] / MAX (order.n_classes, 1);
  order.auc /= MAX (order.n_classes, 1);
  order.p = derm_paired_test (differences, (gsize) self->n_images);
  return order;
}
