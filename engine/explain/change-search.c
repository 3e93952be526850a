/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "change-private.h"

enum { TRIED = 12 }; /* of the most promising pixels, each round, by a pass */

void
derm_change_search_clear (ChangeSearch *self)
{
  g_clear_pointer (&self->pixels, g_array_unref);
  g_clear_pointer (&self->rgb, g_free);
  g_clear_pointer (&self->gradient, g_free);
  g_clear_pointer (&self->trials, g_free);
}

/* The highest but for the class that is to lead. */
static int
find_rival (const ChangeSearch *self, const float *values)
{
  int rival = self->wanted == 0 ? 1 : 0;

  for (int c = 0; c < self->work->n_classes; c++)
    if (c != self->wanted && values[c] > values[rival])
      rival = c;
  return rival;
}

/* Calibrated logits from the outputs of all views. */
static void
find_values (const Work *work, const float *outputs, float *values)
{
  derm_work_value (work, work->n_views, outputs, (gsize) work->n_outputs, values); /* the target is the logit */
  derm_calibration_move (derm_model_get_calibration_values (work->model), work->n_classes, values, values);
}

static void
fill_trial (int row, float *values, gpointer data)
{
  const ChangeSearch *self = data;
  const Work *work = self->work;

  derm_work_fill (work, row % work->n_views, self->trials + (gsize) (row / work->n_views) * work->n_values, values);
}

/* By how much the class leads in each trial, in calibrated logits: above 0 it has the highest score; and its rivals. */
static gboolean
try_all (ChangeSearch *self, double *leads, int *rivals, GError **error)
{
  Work *work = self->work;
  const DermRows rows = { self->n_trials * work->n_views, fill_trial, self };
  gsize n = (gsize) work->n_views * (gsize) work->n_outputs;
  g_autofree float *outputs = g_new (float, n *(gsize) self->n_trials), *values = g_new (float, work->n_classes);

  if (!derm_classifier_pass_rows (work->classifier, &rows, outputs, work->cancellable, error))
    return FALSE;
  for (int i = 0; i < self->n_trials; i++)
    {
      find_values (work, outputs + (gsize) i * n, values);
      rivals[i] = find_rival (self, values);
      leads[i] = (double) values[self->wanted] - (double) values[rivals[i]];
    }
  return TRUE;
}

/* Of the view's row of the only trial, back to the bytes. */
static void
take_gradient (int row, const NnTracePlan *plan, const NnTrace *trace, int image, gpointer data)
{
  ChangeSearch *self = data;

  nn_trace_gradient (plan, trace, image, -1, self->trials + (gsize) (row + 1) * self->work->n_values);
}

/* The gradient of what the class leads by. The trials are used as memory: the first
 * is the input now, the others take the views' gradients. */
static gboolean
find_gradient (ChangeSearch *self, GError **error)
{
  Work *work = self->work;
  const DermRows rows = { work->n_views, fill_trial, self };
  const DermCalibration *calibration = derm_model_get_calibration_values (work->model);
  gsize n = (gsize) work->n_outputs;
  int first = work->n_classes - work->n_outputs;
  g_autofree float *seeds = g_new0 (float, n *(gsize) work->n_views);
  const DermTraced traced = { seeds, -1, take_gradient };

  for (int view = 0; view < work->n_views; view++)
    for (int c = 0; c < work->n_outputs; c++)
      {
        double sign = first + c == self->wanted ? 1 : first + c == self->rival ? -1 : 0;

        seeds[(gsize) view * n + (gsize) c]
            = (float) (sign * (calibration != NULL ? calibration->scale[first + c] : 1));
      }
  memcpy (self->trials, self->rgb, sizeof (float) * work->n_values);
  if (!derm_classifier_trace_rows (work->classifier, &rows, &traced, work->cancellable, error))
    return FALSE;
  memset (self->gradient, 0, sizeof (float) * work->n_values);
  for (int view = 0; view < work->n_views; view++)
    for (gsize i = 0; i < work->n_values; i++)
      self->gradient[i] += self->trials[(gsize) (view + 1) * work->n_values + work->places[view][i]];
  return TRUE;
}

/* Which way a byte is to go. Normalisation divides by what may differ from plane to plane, never turns the sign. */
static float
best_byte (const ChangeSearch *self, gsize i)
{
  return self->gradient[i] > 0 ? 255 : self->gradient[i] < 0 ? 0 : self->rgb[i];
}

static double
promise_of (const ChangeSearch *self, gsize pixel)
{
  double sum = 0;

  for (gsize i = 3 * pixel; i < 3 * pixel + 3; i++)
    sum += (double) self->gradient[i] * ((double) best_byte (self, i) - (double) self->rgb[i]);
  return sum;
}

static gboolean
is_changed (const ChangeSearch *self, int pixel)
{
  for (guint i = 0; i < self->pixels->len; i++)
    if (g_array_index (self->pixels, int, i) == pixel)
      return TRUE;
  return FALSE;
}

/* The most promising pixels that are as they were, best first; fewer where no more promise anything. */
static int
choose_pixels (const ChangeSearch *self, int *chosen)
{
  int n = 0, n_pixels = self->work->width * self->work->height;
  double promises[TRIED];

  for (int pixel = 0; pixel < n_pixels; pixel++)
    {
      double promise = promise_of (self, (gsize) pixel);
      int place = n;

      if (!(promise > 0) || is_changed (self, pixel))
        continue;
      while (place > 0 && promises[place - 1] < promise)
        place--;
      if (place == TRIED)
        continue;
      n = MIN (n + 1, (int) TRIED);
      memmove (promises + place + 1, promises + place, sizeof *promises * (gsize) (n - 1 - place));
      memmove (chosen + place + 1, chosen + place, sizeof *chosen * (gsize) (n - 1 - place));
      promises[place] = promise;
      chosen[place] = pixel;
    }
  return n;
}

static int
find_largest (const double *values, int n)
{
  int largest = 0;

  for (int i = 1; i < n; i++)
    largest = values[i] > values[largest] ? i : largest;
  return largest;
}

/* One more pixel. FALSE with no error if none would help. */
static gboolean
change_one (ChangeSearch *self, double *lead, GError **error)
{
  gsize n = self->work->n_values;
  double leads[TRIED];
  int chosen[TRIED], rivals[TRIED], best;

  if (!find_gradient (self, error))
    return FALSE;
  self->n_trials = choose_pixels (self, chosen);
  if (self->n_trials == 0)
    return FALSE;
  for (int i = 0; i < self->n_trials; i++)
    {
      float *trial = self->trials + (gsize) i * n;

      memcpy (trial, self->rgb, sizeof *trial * n);
      for (gsize j = 3 * (gsize) chosen[i]; j < 3 * (gsize) chosen[i] + 3; j++)
        trial[j] = best_byte (self, j);
    }
  if (!try_all (self, leads, rivals, error))
    return FALSE;
  best = find_largest (leads, self->n_trials);
  self->rival = rivals[best];
  memcpy (self->rgb, self->trials + (gsize) best * n, sizeof (float) * n);
  g_array_append_val (self->pixels, chosen[best]);
  *lead = leads[best];
  return TRUE;
}

static void
give_back (const ChangeSearch *self, int pixel, float *rgb)
{
  memcpy (rgb + 3 * pixel, self->work->rgb + 3 * pixel, 3 * sizeof *rgb);
}

/* Gives back what is not needed, one after the other, always the one without which the lead is largest. */
static gboolean
remove_needless (ChangeSearch *self, GError **error)
{
  gsize n = self->work->n_values;
  g_autofree double *leads = g_new (double, self->pixels->len);
  g_autofree int *rivals = g_new (int, self->pixels->len);

  while (self->pixels->len > 1)
    {
      int best;

      self->n_trials = (int) self->pixels->len;
      for (int i = 0; i < self->n_trials; i++)
        {
          memcpy (self->trials + (gsize) i * n, self->rgb, sizeof (float) * n);
          give_back (self, g_array_index (self->pixels, int, i), self->trials + (gsize) i * n);
        }
      if (!try_all (self, leads, rivals, error))
        return FALSE;
      best = find_largest (leads, self->n_trials);
      if (!(leads[best] > 0))
        break;
      give_back (self, g_array_index (self->pixels, int, best), self->rgb);
      g_array_remove_index (self->pixels, (guint) best);
    }
  return TRUE;
}

gboolean
derm_change_search (ChangeSearch *self, GError **error)
{
  Work *work = self->work;
  GError *failed = NULL;
  double lead = -1;

  self->pixels = g_array_new (FALSE, FALSE, sizeof (int));
  self->rgb = g_memdup2 (work->rgb, sizeof (float) * work->n_values);
  self->gradient = g_new (float, work->n_values);
  self->trials = g_new (float, work->n_values *(gsize) MAX (MAX (TRIED, self->max_pixels), work->n_views + 1));
  while (lead <= 0 && (int) self->pixels->len < self->max_pixels && change_one (self, &lead, &failed))
    ;
  if (failed == NULL && lead > 0)
    remove_needless (self, &failed);
  if (failed == NULL && !(lead > 0))
    g_array_set_size (self->pixels, 0);
  if (failed != NULL)
    g_propagate_error (error, failed);
  return failed == NULL;
}
