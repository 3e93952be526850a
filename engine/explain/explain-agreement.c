/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "derm-explanation.h"

/* How much two maps agree: Spearman's rank correlation over patches of the input. */

enum { SIDE = 4 }; /* pixels of a patch */

/* The map at a pixel of the input: a layer's cell is spread over the pixels that it stands over. */
static double
value_at (DermExplanation *map, int x, int y)
{
  DermInput *input = derm_explanation_get_input (map);
  int width = derm_explanation_get_width (map), height = derm_explanation_get_height (map);

  return (double) derm_explanation_get_value (map, x * width / derm_input_get_width (input),
                                              y * height / derm_input_get_height (input));
}

/* (transfer full) The sums over the patches, row by row; those at the right and below may be smaller. */
static double *
sum_patches (DermExplanation *map, int *n)
{
  int width = derm_input_get_width (derm_explanation_get_input (map));
  int height = derm_input_get_height (derm_explanation_get_input (map));
  int columns = (width + SIDE - 1) / SIDE;
  double *sums;

  *n = columns * ((height + SIDE - 1) / SIDE);
  sums = g_new0 (double, *n);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      sums[y / SIDE * columns + x / SIDE] += value_at (map, x, y);
  return sums;
}

/* Each value becomes its rank, equal values the mean of theirs; twice the rank, less n - 1, is a whole number with mean
 * 0. */
static void
rank (const double *values, int n, double *ranks)
{
  for (int i = 0; i < n; i++)
    {
      ranks[i] = 0;
      for (int j = 0; j < n; j++)
        ranks[i] += (values[j] < values[i]) - (values[j] > values[i]);
    }
}

double
derm_explanation_agree (DermExplanation *self, DermExplanation *other)
{
  g_autofree double *sums = NULL, *other_sums = NULL, *ranks = NULL, *other_ranks = NULL;
  double both = 0, square = 0, other_square = 0;
  int n, n_other;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NAN);
  g_return_val_if_fail (DERM_IS_EXPLANATION (other), NAN);

  if (derm_input_get_width (derm_explanation_get_input (self))
          != derm_input_get_width (derm_explanation_get_input (other))
      || derm_input_get_height (derm_explanation_get_input (self))
             != derm_input_get_height (derm_explanation_get_input (other)))
    return NAN;
  sums = sum_patches (self, &n);
  other_sums = sum_patches (other, &n_other);
  ranks = g_new (double, n);
  other_ranks = g_new (double, n);
  rank (sums, n, ranks);
  rank (other_sums, n, other_ranks);
  for (int i = 0; i < n; i++)
    {
      both += ranks[i] * other_ranks[i];
      square += ranks[i] * ranks[i];
      other_square += other_ranks[i] * other_ranks[i];
    }
  return square > 0 && other_square > 0 ? both / sqrt (square * other_square) : NAN;
}
