/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "evaluate-paired.h"

enum { N_ROUNDS = 10000, BITS = 32 };

static double
sum_with_random_signs (const double *values, gsize n, GRand *random)
{
  guint32 bits = 0;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (i % BITS == 0)
        bits = g_rand_int (random);
      sum += (bits & 1) != 0 ? values[i] : -values[i];
      bits >>= 1;
    }
  return sum;
}

double
derm_paired_test (const double *differences, gsize n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree double *values = g_new (double, n + 1);
  double real = 0, total = 0;
  gsize n_values = 0;
  int n_as_far = 0;

  for (gsize i = 0; i < n; i++)
    if (differences[i] != 0)
      {
        values[n_values++] = differences[i];
        real += differences[i];
        total += fabs (differences[i]);
      }
  for (int round = 0; round < N_ROUNDS; round++) /* sums that are equal but for rounding count as equal */
    n_as_far += fabs (sum_with_random_signs (values, n_values, random)) >= fabs (real) - 1e-9 * total;
  return (1.0 + n_as_far) / (1.0 + N_ROUNDS);
}
