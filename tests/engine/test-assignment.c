/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The best assignment against the best of all permutations. */

#include "evaluate-assignment.h"

static double
find_best (const double *values, int n, int row, guint taken)
{
  double best = -G_MAXDOUBLE;

  if (row == n)
    return 0;
  for (int column = 0; column < n; column++)
    if ((taken & (1u << column)) == 0)
      best = MAX (best, values[row * n + column] + find_best (values, n, row + 1, taken | (1u << column)));
  return best;
}

static void
check (const double *values, int n)
{
  int columns[8];
  guint taken = 0;
  double sum = 0;

  derm_assignment_find (values, n, columns);
  for (int row = 0; row < n; row++)
    {
      g_assert_cmpint (columns[row], >=, 0);
      g_assert_cmpint (columns[row], <, n);
      taken |= 1u << columns[row];
      sum += values[row * n + columns[row]];
    }
  g_assert_cmpuint (taken, ==, (1u << n) - 1);
  g_assert_cmpfloat_with_epsilon (sum, find_best (values, n, 0, 0), 1e-9);
}

static void
test_all_permutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  double values[64];

  for (int round = 0; round < 2000; round++)
    {
      int n = g_rand_int_range (random, 1, 8);
      gboolean is_coarse = g_rand_boolean (random); /* many equal sums */

      for (int i = 0; i < n * n; i++)
        values[i] = is_coarse ? g_rand_int_range (random, -2, 3) : g_rand_double_range (random, -100, 100);
      check (values, n);
    }
}

/* The first row's best column is another's only good one. */
static void
test_not_greedy (void)
{
  const double values[] = { 10, 9, 0, 9, 1, 0, 0, 0, 1 };
  int columns[3];

  derm_assignment_find (values, 3, columns);
  g_assert_cmpint (columns[0], ==, 1);
  g_assert_cmpint (columns[1], ==, 0);
  g_assert_cmpint (columns[2], ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assignment/all-permutations", test_all_permutations);
  g_test_add_func ("/assignment/not-greedy", test_not_greedy);
  return g_test_run ();
}
