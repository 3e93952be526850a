/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include "explain-private.h"

/* Gradients by the input: of the input itself, of places on the way to it, or of noisy copies of it. In each view the
 * network's own values are what the gradient is taken by and multiplied with; where each value came from in the image
 * is then known by its place, so the map is one of the image whatever the layout. */

enum { MOST_BYTES = 64 << 20 }; /* of the gradients that are kept at a time */

/* The samples, in groups. Row r of a group is view r % n_views of sample first + r / n_views. */
typedef struct {
  Work *work;
  float *baseline; /* owned, bytes; NULL but for integrated gradients */
  int n_samples;
  int first;
  float *gradients; /* owned, [rows][values] */
  double *sums;     /* owned, [views][values]: of the gradients of all samples */
} Samples;

static void
samples_clear (Samples *self)
{
  g_free (self->baseline);
  g_free (self->gradients);
  g_free (self->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Samples, samples_clear)

/* The bytes of one sample. */
static void
make_sample (const Samples *self, int sample, float *rgb)
{
  const Work *work = self->work;
  const DermExplainOptions *options = &work->options;

  for (gsize i = 0; i < work->n_values; i++)
    if (options->method == DERM_METHOD_INTEGRATED) /* in the middle of the sample's piece of the way */
      rgb[i] = (float) ((double) self->baseline[i]
                        + (sample + 0.5) / self->n_samples * ((double) work->rgb[i] - (double) self->baseline[i]));
    else if (options->method == DERM_METHOD_SMOOTHGRAD)
      rgb[i] = (float) ((double) work->rgb[i]
                        + 255 * options->noise
                              * derm_random_normal (options->seed, (guint64) sample * work->n_values + i));
    else
      rgb[i] = work->rgb[i];
}

static void
fill_row (int row, float *values, gpointer data)
{
  const Samples *self = data;
  const Work *work = self->work;
  g_autofree float *rgb = g_new (float, work->n_values);

  make_sample (self, self->first + row / work->n_views, rgb);
  derm_work_fill (work, row % work->n_views, rgb, values);
}

static void
take_gradient (int row, const NnTracePlan *plan, const NnTrace *trace, int image, gpointer data)
{
  const Samples *self = data;

  nn_trace_gradient (plan, trace, image, -1, self->gradients + (gsize) row * self->work->n_values);
}

/* For each row, the slope of the target at its sample. */
static float *
find_slopes (Samples *self, const DermRows *rows, GError **error)
{
  const Work *work = self->work;
  gsize of_sample = (gsize) work->n_views * work->n_outputs;
  g_autofree float *outputs = g_new0 (float, (gsize) rows->n_rows * work->n_outputs);
  float *slopes;

  /* a logit's slope is the same everywhere */
  if (work->options.target != DERM_TARGET_LOGIT
      && !derm_classifier_pass_rows (work->classifier, rows, outputs, work->cancellable, error))
    return NULL;
  slopes = g_new (float, (gsize) rows->n_rows * work->n_outputs);
  for (int row = 0; row < rows->n_rows; row++)
    derm_work_slope (work, outputs + (gsize) (row / work->n_views) * of_sample, slopes + (gsize) row * work->n_outputs);
  return slopes;
}

/* Samples from self->first to end. */
static gboolean
run_group (Samples *self, int end, GError **error)
{
  Work *work = self->work;
  const DermRows rows = { (end - self->first) * work->n_views, fill_row, self };
  g_autofree float *slopes = find_slopes (self, &rows, error);
  const DermTraced traced = { slopes, -1, take_gradient };

  if (slopes == NULL || !derm_classifier_trace_rows (work->classifier, &rows, &traced, work->cancellable, error))
    return FALSE;
  for (int row = 0; row < rows.n_rows; row++)
    for (gsize i = 0; i < work->n_values; i++)
      self->sums[(gsize) (row % work->n_views) * work->n_values + i]
          += (double) self->gradients[(gsize) row * work->n_values + i];
  work->n_passes += rows.n_rows;
  self->first = end;
  return TRUE;
}

/* The mean gradients times what the input's values differ from the baseline's (else from 0), back in the image, summed
 * over views and colours. */
static float *
make_map (const Samples *self, double *total)
{
  const Work *work = self->work;
  g_autofree float *values = g_new (float, work->n_values), *from = g_new0 (float, work->n_values);
  g_autofree double *sums = g_new0 (double, work->n_values / 3);
  float *map = g_new (float, work->n_values / 3);

  for (int view = 0; view < work->n_views; view++)
    {
      const double *gradients = self->sums + (gsize) view * work->n_values;

      derm_work_fill (work, view, work->rgb, values);
      if (self->baseline != NULL)
        derm_work_fill (work, view, self->baseline, from);
      for (gsize i = 0; i < work->n_values; i++)
        {
          guint32 place = work->places[view][i];

          sums[i / 3] += gradients[place] / self->n_samples * ((double) values[place] - (double) from[place]);
        }
    }
  *total = 0;
  for (gsize i = 0; i < work->n_values / 3; i++)
    {
      map[i] = (float) sums[i];
      *total += sums[i];
    }
  return map;
}

/* (transfer full) The target's values of an input of those bytes. */
static float *
find_values (Samples *self, const float *rgb, GError **error)
{
  Work *work = self->work;
  Work at = *work;
  Samples plain = { .work = &at };
  g_autofree float *outputs = g_new (float, (gsize) work->n_views * work->n_outputs);
  float *values;

  at.rgb = (float *) rgb;
  at.options.method = DERM_METHOD_GRADIENT;
  if (!derm_classifier_pass_rows (work->classifier, &(DermRows){ work->n_views, fill_row, &plain }, outputs,
                                  work->cancellable, error))
    return NULL;
  work->n_passes += work->n_views;
  values = g_new (float, work->n_classes);
  derm_work_value (work, work->n_views, outputs, (gsize) work->n_outputs, values);
  return values;
}

static int
count_samples (const DermExplainOptions *options)
{
  return options->method == DERM_METHOD_INTEGRATED   ? options->steps
         : options->method == DERM_METHOD_SMOOTHGRAD ? options->copies
                                                     : 1;
}

/* How far the sum of the map is from the difference of the target's values. */
static gboolean
find_completeness (Samples *self, double total, Found *found, GError **error)
{
  int explained = self->work->options.class_index;
  g_autofree float *from = NULL;

  if (self->baseline == NULL)
    return TRUE;
  from = find_values (self, self->baseline, error);
  if (from == NULL)
    return FALSE;
  found->completeness_error = fabs (total - ((double) found->base[explained] - (double) from[explained]));
  return TRUE;
}

DermExplanation *
derm_explain_by_gradient (Work *work, GError **error)
{
  g_auto (Samples) self = { .work = work, .n_samples = count_samples (&work->options) };
  Found found = { .width = work->width, .height = work->height, .is_final = TRUE };
  gsize of_sample = (gsize) work->n_views * work->n_values;
  int together = (int) CLAMP (MOST_BYTES / (of_sample * sizeof (float)), 1, (gsize) self.n_samples);
  double total;

  if (work->options.method == DERM_METHOD_INTEGRATED)
    self.baseline = derm_work_make_baseline (work);
  self.gradients = g_new (float, (gsize) together *of_sample);
  self.sums = g_new0 (double, of_sample);
  while (self.first < self.n_samples)
    if (!run_group (&self, MIN (self.first + together, self.n_samples), error))
      return NULL;
  found.base = find_values (&self, work->rgb, error);
  if (found.base == NULL)
    return NULL;
  found.map = make_map (&self, &total);
  if (find_completeness (&self, total, &found, error))
    return derm_explanation_new (work, &found, error);
  g_free (found.map);
  g_free (found.base);
  return NULL;
}
