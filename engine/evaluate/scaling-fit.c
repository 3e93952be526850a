/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scaling-fit.h"

enum { MAX_STEPS = 100 };

/* As of a model's calibration: what lies beyond is no minimum. */
#define LEAST 1e-3
#define MOST 1e3

/* Scores of an image, and minus the logarithm of its true class's. */
static double
find_scores (const ScalingData *data, gsize i, const double *scale, const double *offset, double *scores)
{
  const float *z = data->logits + i * (gsize) data->n_classes;
  double highest = -INFINITY, sum = 0, truth;

  for (int k = 0; k < data->n_classes; k++)
    {
      scores[k] = scale[k] * (double) z[k] + offset[k];
      highest = MAX (highest, scores[k]);
    }
  truth = scores[data->truth[i]] - highest;
  for (int k = 0; k < data->n_classes; k++)
    {
      scores[k] = exp (scores[k] - highest);
      sum += scores[k];
    }
  for (int k = 0; k < data->n_classes; k++)
    scores[k] /= sum;
  return log (sum) - truth;
}

double
derm_scaling_measure (const ScalingData *data, const double *scale, const double *offset)
{
  g_autofree double *scores = g_new (double, data->n_classes);
  double sum = 0;

  for (gsize i = 0; i < data->n; i++)
    sum += find_scores (data, i, scale, offset, scores);
  return sum / (double) data->n;
}

/* ---- one scale ---- */

/* First and second derivative of the mean by the scale. */
static double
find_slope (const ScalingData *data, double scale, double *curvature)
{
  g_autofree double *scores = g_new (double, data->n_classes), *scales = g_new (double, data->n_classes);
  g_autofree double *offsets = g_new0 (double, data->n_classes);
  double slope = 0;

  *curvature = 0;
  for (int k = 0; k < data->n_classes; k++)
    scales[k] = scale;
  for (gsize i = 0; i < data->n; i++)
    {
      const float *z = data->logits + i * (gsize) data->n_classes;
      double mean = 0, square = 0;

      find_scores (data, i, scales, offsets, scores);
      for (int k = 0; k < data->n_classes; k++)
        mean += scores[k] * (double) z[k];
      for (int k = 0; k < data->n_classes; k++)
        square += scores[k] * ((double) z[k] - mean) * ((double) z[k] - mean);
      slope += mean - (double) z[data->truth[i]];
      *curvature += square;
    }
  *curvature /= (double) data->n;
  return slope / (double) data->n;
}

/* The slope rises with the scale, so its zero is kept between two ends; where Newton's step leaves them, they are
 * halved. */
gboolean
derm_scaling_fit_temperature (const ScalingData *data, double *scale)
{
  double low = LEAST, high = MOST, at = 1, curvature;

  if (data->n == 0 || !(find_slope (data, low, &curvature) < 0) || !(find_slope (data, high, &curvature) > 0))
    return FALSE;
  for (int step = 0; step < MAX_STEPS; step++)
    {
      double slope = find_slope (data, at, &curvature), next = at - slope / curvature;

      if (slope > 0)
        high = at;
      else
        low = at;
      if (!(next > low && next < high))
        next = sqrt (low * high);
      if (fabs (next - at) <= 1e-14 * at)
        break;
      at = next;
    }
  *scale = at;
  return TRUE;
}

/* ---- a scale and an offset for each class ---- */

typedef struct {
  const ScalingData *data;
  int n;                   /* unknowns, 2 · classes: scales, then offsets */
  double *at, *next;       /* owned, [n] */
  double *gradient, *step; /* owned, [n] */
  double *hessian;         /* owned, [n][n] */
  double *scores;          /* owned, [classes] */
} Newton;

static void
newton_clear (Newton *newton)
{
  g_free (newton->at);
  g_free (newton->next);
  g_free (newton->gradient);
  g_free (newton->step);
  g_free (newton->hessian);
  g_free (newton->scores);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Newton, newton_clear)

/* What an image adds. */
static void
add_image (Newton *newton, gsize i)
{
  const ScalingData *data = newton->data;
  const float *z = data->logits + i * (gsize) data->n_classes;
  const double *p = newton->scores;
  int n_classes = data->n_classes, n = newton->n;

  find_scores (data, i, newton->at, newton->at + n_classes, newton->scores);
  for (int k = 0; k < n_classes; k++)
    {
      double error = p[k] - (k == data->truth[i]);

      newton->gradient[k] += error * (double) z[k];
      newton->gradient[n_classes + k] += error;
      for (int m = 0; m < n_classes; m++)
        {
          double h = (k == m ? p[k] : 0) - p[k] * p[m];

          newton->hessian[k * n + m] += h * (double) z[k] * (double) z[m];
          newton->hessian[k * n + n_classes + m] += h * (double) z[k];
          newton->hessian[(n_classes + k) * n + m] += h * (double) z[m];
          newton->hessian[(n_classes + k) * n + n_classes + m] += h;
        }
    }
}

/* The same number on all offsets changes nothing; that their sum is 0 makes the minimum the only one. */
static void
differentiate (Newton *newton)
{
  int n = newton->n, n_classes = newton->data->n_classes;
  double sum = 0;

  memset (newton->gradient, 0, sizeof (double) * (gsize) n);
  memset (newton->hessian, 0, sizeof (double) * (gsize) n * (gsize) n);
  for (gsize i = 0; i < newton->data->n; i++)
    add_image (newton, i);
  for (int i = 0; i < n; i++)
    newton->gradient[i] /= (double) newton->data->n;
  for (int i = 0; i < n * n; i++)
    newton->hessian[i] /= (double) newton->data->n;
  for (int k = 0; k < n_classes; k++)
    sum += newton->at[n_classes + k];
  for (int k = n_classes; k < n; k++)
    {
      newton->gradient[k] += sum;
      for (int m = n_classes; m < n; m++)
        newton->hessian[k * n + m] += 1;
    }
}

/* hessian · step = -gradient, by Cholesky's factors; FALSE if it is singular. */
static gboolean
solve (Newton *newton)
{
  double *a = newton->hessian, *x = newton->step;
  int n = newton->n;

  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++)
      {
        double sum = a[i * n + j];

        for (int k = 0; k < j; k++)
          sum -= a[i * n + k] * a[j * n + k];
        if (i > j)
          a[i * n + j] = sum / a[j * n + j];
        else if (sum > 1e-14 * a[i * n + i])
          a[i * n + i] = sqrt (sum);
        else
          return FALSE;
      }
  for (int i = 0; i < n; i++)
    {
      x[i] = -newton->gradient[i];
      for (int k = 0; k < i; k++)
        x[i] -= a[i * n + k] * x[k];
      x[i] /= a[i * n + i];
    }
  for (int i = n; i-- > 0;)
    {
      for (int k = i + 1; k < n; k++)
        x[i] -= a[k * n + i] * x[k];
      x[i] /= a[i * n + i];
    }
  return TRUE;
}

static double
measure (const Newton *newton, const double *at)
{
  int n_classes = newton->data->n_classes;
  double sum = 0;

  for (int k = 0; k < n_classes; k++)
    sum += at[n_classes + k];
  return derm_scaling_measure (newton->data, at, at + n_classes) + sum * sum / 2;
}

/* As far along the step as makes it less. FALSE: nowhere, rounding is all that is left. */
static gboolean
take_step (Newton *newton, double decrement)
{
  double before = measure (newton, newton->at);

  for (double share = 1; share > 1e-10; share /= 2)
    {
      for (int i = 0; i < newton->n; i++)
        newton->next[i] = newton->at[i] + share * newton->step[i];
      if (measure (newton, newton->next) <= before - 1e-4 * share * decrement)
        {
          memcpy (newton->at, newton->next, sizeof (double) * (gsize) newton->n);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_in_range (const double *values, int n, double least, double most)
{
  for (int i = 0; i < n; i++)
    if (!(values[i] >= least && values[i] <= most))
      return FALSE;
  return TRUE;
}

static gboolean
has_all_classes (const ScalingData *data)
{
  g_autofree gboolean *is_there = g_new0 (gboolean, data->n_classes);
  gboolean has_all = TRUE;

  for (gsize i = 0; i < data->n; i++)
    is_there[data->truth[i]] = TRUE;
  for (int k = 0; k < data->n_classes; k++)
    has_all &= is_there[k];
  return has_all;
}

static gboolean
minimise (Newton *newton)
{
  for (int step = 0; step < MAX_STEPS; step++)
    {
      double decrement = 0;

      differentiate (newton);
      if (!solve (newton))
        return FALSE;
      for (int i = 0; i < newton->n; i++)
        decrement -= newton->gradient[i] * newton->step[i];
      if (decrement < 1e-16 || (!take_step (newton, decrement) && decrement < 1e-12))
        return TRUE;
      if (!is_in_range (newton->at, newton->n, -MOST, MOST))
        return FALSE;
    }
  return FALSE;
}

gboolean
derm_scaling_fit_vector (const ScalingData *data, double *scale, double *offset)
{
  g_auto (Newton) newton = { .data = data, .n = 2 * data->n_classes };
  gsize n = (gsize) newton.n;
  double one;

  if (data->n_classes < 2 || data->n_classes > SCALING_MAX_CLASSES || !has_all_classes (data)
      || !derm_scaling_fit_temperature (data, &one))
    return FALSE;
  newton.at = g_new0 (double, n);
  newton.next = g_new (double, n);
  newton.gradient = g_new (double, n);
  newton.step = g_new (double, n);
  newton.hessian = g_new (double, n *n);
  newton.scores = g_new (double, data->n_classes);
  for (int k = 0; k < data->n_classes; k++)
    newton.at[k] = one;
  if (!minimise (&newton) || !is_in_range (newton.at, data->n_classes, LEAST, MOST))
    return FALSE;
  memcpy (scale, newton.at, sizeof (double) * (gsize) data->n_classes);
  memcpy (offset, newton.at + data->n_classes, sizeof (double) * (gsize) data->n_classes);
  return TRUE;
}

static int
compare_falling (gconstpointer a, gconstpointer b)
{
  float one = *(const float *) a, other = *(const float *) b;

  return (one < other) - (one > other);
}

gboolean
derm_scaling_find_threshold (float *scores, gsize n, double coverage, double *threshold)
{
  double rank = ceil ((double) (n + 1) * coverage - 1e-9); /* 10 · 0.9 is not to become 10 */

  if (n == 0 || rank > (double) n)
    return FALSE;
  qsort (scores, n, sizeof *scores, compare_falling);
  *threshold = (double) scores[(gsize) rank - 1];
  return TRUE;
}
