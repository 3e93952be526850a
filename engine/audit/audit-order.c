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

/* What the ranks of images say of their order, over the classes. */
typedef struct {
  double *ranks, *others; /* owned, of the two outputs that are compared for a class */
  double *differences;    /* owned, what each image speaks for the one rather than the other */
  double auc;             /* sum */
} Sums;

static void
sums_clear (Sums *sums)
{
  g_free (sums->ranks);
  g_free (sums->others);
  g_free (sums->differences);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

/* Adds what each image speaks for one output rather than the other as a test for the class, which n images show. */
static void
add_class (const AuditChoice *self, int class, int n, Sums *sums)
{
  sums->auc += 0.5;
  for (int i = 0; i < self->n_images; i++)
    {
      double weight = self->truth[i] == class ? 1.0 / n : -1.0 / (self->n_images - n);

      sums->differences[i] += weight * (sums->ranks[i] - sums->others[i]);
      sums->auc += weight * sums->ranks[i];
    }
}

AuditOrder
derm_audit_compare_order (const AuditChoice *self, AuditReading one, AuditReading other, const gboolean *include)
{
  g_auto (Sums) sums
      = { g_new (double, self->n_images), g_new (double, self->n_images), g_new0 (double, self->n_images), 0 };
  AuditOrder order = { .n_classes = 0 };

  for (int i = 0; i < self->n_images; i++)
    sums.others[i] = 0.5; /* what chance gives */
  for (int class = 0; class < self->n_classes; class ++)
    {
      int n = count_images (self, class);

      if (n == 0 || n == self->n_images || (include != NULL && !include[class]))
        continue;
      fill_ranks (self, one.view, find_output_of (one.classes, class), sums.ranks);
      if (other.classes != NULL)
        fill_ranks (self, other.view, find_output_of (other.classes, class), sums.others);
      add_class (self, class, n, &sums);
      order.n_classes++;
    }
  for (int i = 0; i < self->n_images; i++)
    order.gain += sums.differences[i] / MAX (order.n_classes, 1);
  order.auc = sums.auc / MAX (order.n_classes, 1);
  order.p = derm_paired_test (sums.differences, (gsize) self->n_images);
  return order;
}
