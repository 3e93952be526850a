/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "evaluate-assignment.h"

/* The Hungarian algorithm with potentials (Kuhn 1955; in O(n³) by Jonker and Volgenant). Costs are the negated values.
 * Every row and column has a potential; the reduced cost, cost - potentials, is never negative and is zero on every
 * pair of the matching. Rows are added one by one, each along the shortest path of reduced costs to a column that is
 * free. Row and column n stand for "none". */
typedef struct {
  const double *values;
  int n;
  double *row_potential, *column_potential;
  int *row_of;      /* of each column */
  int *came_from;   /* the column before this one on the path */
  double *distance; /* from the new row to each column */
  gboolean *is_done;
} Search;

/* Takes the nearest column that is not done; moves the potentials so that it is at distance 0. */
static int
advance (Search *s, int column)
{
  int row = s->row_of[column], nearest = -1;
  double least = INFINITY;

  s->is_done[column] = TRUE;
  for (int j = 0; j < s->n; j++)
    {
      double reduced = -s->values[row * s->n + j] - s->row_potential[row] - s->column_potential[j];

      if (s->is_done[j])
        continue;
      if (reduced < s->distance[j])
        {
          s->distance[j] = reduced;
          s->came_from[j] = column;
        }
      if (s->distance[j] < least)
        {
          least = s->distance[j];
          nearest = j;
        }
    }
  for (int j = 0; j <= s->n; j++)
    if (s->is_done[j])
      {
        s->row_potential[s->row_of[j]] += least;
        s->column_potential[j] -= least;
      }
    else
      s->distance[j] -= least;
  return nearest;
}

static void
add_row (Search *s, int row)
{
  int column = s->n;

  for (int j = 0; j <= s->n; j++)
    {
      s->distance[j] = INFINITY;
      s->is_done[j] = FALSE;
    }
  s->row_of[column] = row;
  while (s->row_of[column] != s->n)
    column = advance (s, column);
  while (column != s->n) /* back along the path, each column takes the row of the one before */
    {
      int before = s->came_from[column];

      s->row_of[column] = s->row_of[before];
      column = before;
    }
}

void
derm_assignment_find (const double *values, int n, int *column_of)
{
  g_autofree double *row_potential = g_new0 (double, n + 1), *column_potential = g_new0 (double, n + 1);
  g_autofree double *distance = g_new (double, n + 1);
  g_autofree int *row_of = g_new (int, n + 1), *came_from = g_new (int, n + 1);
  g_autofree gboolean *is_done = g_new (gboolean, n + 1);
  Search search = { values, n, row_potential, column_potential, row_of, came_from, distance, is_done };

  for (int j = 0; j <= n; j++)
    row_of[j] = n;
  for (int i = 0; i < n; i++)
    add_row (&search, i);
  for (int j = 0; j < n; j++)
    column_of[row_of[j]] = j;
}
