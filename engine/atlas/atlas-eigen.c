/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "atlas-eigen.h"

/* QL needs two or three steps a value; so many are never needed for finite numbers, and end what would not. */
enum { MAX_STEPS = 100 };

/* Below it products of two numbers could be lost. */
#define SMALLEST 1e-150

/* ---- to three diagonals ---- */

/* The reflection that leaves of the row's first `n` numbers only the last: v, written over them, and 2 / v·v. Returns
 * the number that is left; *scale 0 if there is nothing to do. */
static double
make_reflection (double *row, int n, double *scale)
{
  double largest = 0, sum = 0, left;

  for (int k = 0; k < n - 1; k++)
    largest = MAX (largest, fabs (row[k]));
  *scale = 0;
  if (largest < SMALLEST)
    return row[n - 1];
  largest = MAX (largest, fabs (row[n - 1]));
  for (int k = 0; k < n; k++)
    sum += row[k] / largest * (row[k] / largest);
  left = row[n - 1] > 0 ? -sqrt (sum) * largest : sqrt (sum) * largest;
  row[n - 1] -= left;
  sum = 0;
  for (int k = 0; k < n; k++)
    sum += row[k] * row[k];
  *scale = 2 / sum;
  return left;
}

/* a - v·wᵗ - w·vᵗ of the first n rows and columns, with w = p - (scale / 2)(v·p) v and p = scale · a·v. */
static void
reflect (int n, int stride, double *a, const double *v, double scale, double *w)
{
  double half = 0;

  for (int i = 0; i < n; i++)
    {
      double sum = 0;

      for (int k = 0; k < n; k++)
        sum += a[(gsize) i * stride + k] * v[k];
      w[i] = scale * sum;
      half += w[i] * v[i];
    }
  half *= scale / 2;
  for (int i = 0; i < n; i++)
    w[i] -= half * v[i];
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n; k++)
      a[(gsize) i * stride + k] -= v[i] * w[k] + w[i] * v[k];
}

/* d: the diagonal, e: [1 … n - 1] what is beside it. The matrix becomes the product of the reflections, from the
 * smallest on: its rows are the vectors that the three diagonals are told in. */
static void
reduce (int n, double *a, double *d, double *e)
{
  g_autofree double *scales = g_new0 (double, n), *w = g_new (double, n);

  for (int i = n - 1; i > 0; i--)
    {
      double *row = a + (gsize) i * n;

      d[i] = row[i];
      e[i] = make_reflection (row, i, &scales[i]);
      if (scales[i] > 0)
        reflect (i, n, a, row, scales[i], w);
    }
  d[0] = a[0];
  e[0] = 0;
  /* from the smallest reflection on: row k of what is made so far is reflected in v, which stands in row i */
  for (int i = 0; i < n; i++)
    {
      double *v = a + (gsize) i * n;

      for (int k = 0; k < i && scales[i] > 0; k++)
        {
          double *row = a + (gsize) k * n, sum = 0;

          for (int m = 0; m < i; m++)
            sum += row[m] * v[m];
          sum *= scales[i];
          for (int m = 0; m < i; m++)
            row[m] -= sum * v[m];
        }
      for (int k = 0; k < i; k++)
        a[(gsize) k * n + i] = v[k] = 0;
      v[i] = 1;
    }
}

/* ---- from three diagonals ---- */

static void
rotate_rows (int n, double *upper, double *lower, double sine, double cosine)
{
  for (int k = 0; k < n; k++)
    {
      double value = lower[k];

      lower[k] = sine * upper[k] + cosine * value;
      upper[k] = cosine * upper[k] - sine * value;
    }
}

/* One step of QL on the rows first … end of a matrix that falls apart there; z: its vectors, one a row. */
static void
step_ql (int n, int first, int end, double *d, double *e, double *z)
{
  double g = (d[first + 1] - d[first]) / (2 * e[first]), r = sqrt (g * g + 1), sine = 1, cosine = 1, p = 0;

  g = d[end] - d[first] + e[first] / (g + (g >= 0 ? r : -r));
  for (int i = end - 1; i >= first; i--)
    {
      double f = sine * e[i], b = cosine * e[i];

      r = sqrt (f * f + g * g);
      e[i + 1] = r;
      if (r == 0) /* it falls apart here, too */
        {
          d[i + 1] -= p;
          e[end] = 0;
          return;
        }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1] - p;
      r = (d[i] - g) * sine + 2 * cosine * b;
      p = sine * r;
      d[i + 1] = g + p;
      g = cosine * r - b;
      rotate_rows (n, z + (gsize) i * n, z + (gsize) (i + 1) * n, sine, cosine);
    }
  d[first] -= p;
  e[first] = g;
  e[end] = 0;
}

/* The first place from `first` on behind which the matrix falls apart. */
static int
find_gap (int n, int first, const double *d, const double *e)
{
  int end = first;

  while (end < n - 1 && fabs (e[end]) > DBL_EPSILON * (fabs (d[end]) + fabs (d[end + 1])) && fabs (e[end]) > DBL_MIN)
    end++;
  return end;
}

static void
solve_diagonals (int n, double *d, double *e, double *z)
{
  memmove (e, e + 1, sizeof *e * (gsize) (n - 1));
  e[n - 1] = 0;
  for (int first = 0; first < n; first++)
    for (int step = 0; step < MAX_STEPS; step++)
      {
        int end = find_gap (n, first, d, e);

        if (end == first)
          break;
        step_ql (n, first, end, d, e, z);
      }
}

/* The largest value first; of equals the one that came first. */
static void
sort_values (int n, double *values, double *vectors)
{
  g_autofree double *kept = g_new (double, n);

  for (int i = 0; i < n; i++)
    {
      int largest = i;
      double value;

      for (int k = i + 1; k < n; k++)
        if (values[k] > values[largest])
          largest = k;
      if (largest == i)
        continue;
      value = values[i];
      values[i] = values[largest];
      values[largest] = value;
      memcpy (kept, vectors + (gsize) i * n, sizeof *kept * (gsize) n);
      memcpy (vectors + (gsize) i * n, vectors + (gsize) largest * n, sizeof *kept * (gsize) n);
      memcpy (vectors + (gsize) largest * n, kept, sizeof *kept * (gsize) n);
    }
}

void
derm_eigen_solve (int n, double *matrix, double *values)
{
  g_autofree double *beside = g_new (double, n + 1);

  if (n < 1)
    return;
  reduce (n, matrix, values, beside);
  solve_diagonals (n, values, beside, matrix);
  sort_values (n, values, matrix);
}
