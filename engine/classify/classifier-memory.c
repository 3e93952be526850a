/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-classifier-private.h"
#include "derm-error.h"

/* What the passes of all threads take together. */

enum { MAX_SCRATCHES = 512 };

/* One that no call uses now, or a new one, or if there are as many as there may be, the next that is given back; NULL
 * if memory is out. */
NnScratch *
derm_classifier_take_scratch (DermClassifier *self, GAsyncQueue *scratches, const NnPlan *plan, int *n_scratches)
{
  NnScratch *scratch = g_async_queue_try_pop (scratches);
  gboolean is_new = FALSE;

  while (scratch == NULL && !is_new)
    {
      g_mutex_lock (&self->lock);
      is_new = *n_scratches < self->max_scratches;
      *n_scratches += is_new;
      g_mutex_unlock (&self->lock);
      if (!is_new) /* not for ever: whoever makes one may fail */
        scratch = g_async_queue_timeout_pop (scratches, G_USEC_PER_SEC / 20);
    }
  if (scratch != NULL)
    return scratch;
  scratch = nn_scratch_new (plan);
  if (scratch != NULL)
    return scratch;
  g_mutex_lock (&self->lock);
  *n_scratches -= 1;
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* What one thread needs for its part of a batch: scratches, inputs, features. */
static gsize
measure_thread (const NnPlan *plan, const NnPlan *domain_plan)
{
  NnShape shape = nn_plan_input (plan);
  gsize row = (gsize) shape.c * shape.h * shape.w + (gsize) nn_plan_n_features (plan);

  return nn_scratch_size (plan) + (domain_plan != NULL ? nn_scratch_size (domain_plan) : 0)
         + CLASSIFIER_MAX_ROWS * row * sizeof (float);
}

/* No more threads than have room together; false if one alone has none. */
gboolean
derm_classifier_limit_threads (DermClassifier *self, GError **error)
{
  gsize bytes = measure_thread (self->plan, self->domain_plan);
  g_autofree char *need = NULL, *limit = NULL;

  self->max_scratches = (int) MIN (DERM_CLASSIFIER_MAX_BYTES / bytes, (gsize) MAX_SCRATCHES);
  if (self->max_scratches == 0)
    {
      need = g_format_size_full (bytes, G_FORMAT_SIZE_IEC_UNITS);
      limit = g_format_size_full (DERM_CLASSIFIER_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);
      g_set_error (
          error, DERM_ERROR, DERM_ERROR_MODEL,
          _ ("the network needs %s of memory to compute in, more than the %s that all threads together may use"), need,
          limit);
      return FALSE;
    }
  if (self->n_threads <= self->max_scratches)
    return TRUE;
  self->n_threads = self->max_scratches;
  derm_team_free (self->team);
  self->team = derm_team_new (self->n_threads);
  return TRUE;
}
