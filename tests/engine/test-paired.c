/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The paired test against McNemar's exact one, and how often it errs. */

#include "evaluate-paired.h"

#include <math.h>

/* Two-sided: the chance of k or fewer heads, or of n - k or more, in n throws. */
static double
find_exact (int k, int n)
{
  double sum = 0, term = pow (0.5, n);

  for (int i = 0; i <= k; i++)
    {
      sum += term;
      term *= (double) (n - i) / (i + 1);
    }
  return fmin (1, 2 * sum);
}

static void
test_mcnemar (void)
{
  static const int cases[][2] = { { 0, 1 }, { 0, 6 }, { 1, 9 }, { 3, 20 }, { 10, 20 }, { 40, 100 }, { 60, 100 } };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      double differences[300] = { 0 }, exact;
      int k = MIN (cases[c][0], cases[c][1] - cases[c][0]);

      for (int i = 0; i < cases[c][1]; i++)
        differences[2 * i] = i < cases[c][0] ? -0.1 : 0.1; /* zeros between them change nothing */
      exact = find_exact (k, cases[c][1]);
      g_assert_cmpfloat_with_epsilon (derm_paired_test (differences, G_N_ELEMENTS (differences)), exact,
                                      3.5 * sqrt (exact * (1 - exact) / 10000) + 1e-4);
    }
}

static void
test_ends (void)
{
  double same[50] = { 0 }, clear[50];

  for (int i = 0; i < 50; i++)
    clear[i] = 1;
  g_assert_cmpfloat (derm_paired_test (same, 50), ==, 1);
  g_assert_cmpfloat (derm_paired_test (NULL, 0), ==, 1);
  g_assert_cmpfloat (derm_paired_test (clear, 50), <, 1e-3);
}

/* Of differences that mean nothing one in twenty has p below 0.05. */
static void
test_chance (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  int n_found = 0;

  for (int round = 0; round < 150; round++)
    {
      double differences[60];

      for (int i = 0; i < 60; i++)
        differences[i] = g_rand_double_range (random, -1, 1) * (i < 5 ? 8 : 1);
      n_found += derm_paired_test (differences, 60) < 0.05;
    }
  g_assert_cmpint (n_found, >, 0);
  g_assert_cmpint (n_found, <, 18);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paired/mcnemar", test_mcnemar);
  g_test_add_func ("/paired/ends", test_ends);
  g_test_add_func ("/paired/chance", test_chance);
  return g_test_run ();
}
