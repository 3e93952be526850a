/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "audit-private.h"

/* What the outputs say of the images, view by view. */

double *
derm_audit_choice_get_scores (const AuditChoice *self, int view, int image)
{
  gsize n = (gsize) self->n_classes;

  return self->scores + ((gsize) view * (gsize) self->n_images + (gsize) image) * n;
}

int
derm_audit_choice_find_output (const AuditChoice *self, int view, int image)
{
  const double *scores = derm_audit_choice_get_scores (self, view, image);
  int top = 0;

  for (int k = 1; k < self->n_classes; k++)
    if (scores[k] > scores[top])
      top = k;
  return top;
}

gboolean
derm_audit_choice_is_right (const AuditChoice *self, int view, int image, const int *classes)
{
  return classes[derm_audit_choice_find_output (self, view, image)] == self->truth[image];
}

gboolean
derm_audit_choice_is_permuted (const AuditChoice *self, const int *classes)
{
  for (int k = 0; k < self->n_classes; k++)
    if (classes[k] != k)
      return TRUE;
  return FALSE;
}

DermMetrics *
derm_audit_choice_measure (const AuditChoice *self, int view, const int *classes, const gboolean *include)
{
  gsize n = (gsize) self->n_classes;
  g_autofree double *scores = g_new (double, (gsize) self->n_images *n);
  g_autofree int *truth = g_new (int, self->n_images);
  gsize n_included = 0;

  for (int i = 0; i < self->n_images; i++)
    {
      if (include != NULL && !include[i])
        continue;
      for (int k = 0; k < self->n_classes; k++)
        scores[n_included * n + (gsize) classes[k]] = derm_audit_choice_get_scores (self, view, i)[k];
      truth[n_included++] = self->truth[i];
    }
  return derm_metrics_new (scores, n_included * n, truth, n_included, self->n_classes, NULL);
}
