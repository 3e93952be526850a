/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-places-private.h"

#include <math.h>

/* Finding images by where they lie. */

gboolean
lens_places_get_bounds (LensPlaces *self, double bounds[4])
{
  double left = INFINITY, right = -INFINITY, bottom = INFINITY, top = -INFINITY;

  g_return_val_if_fail (LENS_IS_PLACES (self), FALSE);

  for (guint i = 0; i < lens_places_get_n (self); i++)
    {
      left = fmin (left, self->x[i]); /* which leaves NaN aside */
      right = fmax (right, self->x[i]);
      bottom = fmin (bottom, self->y[i]);
      top = fmax (top, self->y[i]);
    }
  if (!(left <= right))
    return FALSE;
  bounds[0] = left;
  bounds[1] = top;
  bounds[2] = right - left;
  bounds[3] = top - bottom;

  return TRUE;
}

/* How far it is, the farther the more it is beside the direction; infinite if it is not that way. */
static double
measure_way (double x, double y, int dx, int dy)
{
  double along = x * dx + y * dy, beside = fabs (x * dy - y * dx);

  return along > 0 && beside <= along ? along + 2 * beside : INFINITY;
}

static int
find_middle (LensPlaces *self)
{
  double bounds[4], nearest = INFINITY;
  int found = -1;

  if (!lens_places_get_bounds (self, bounds))
    return -1;
  for (guint i = 0; i < self->items->len; i++)
    {
      double distance = hypot (self->x[i] - (bounds[0] + bounds[2] / 2), self->y[i] - (bounds[1] - bounds[3] / 2));

      if (lens_places_is_shown (self, i) && distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }

  return found;
}

int
lens_places_find_towards (LensPlaces *self, int from, int dx, int dy)
{
  double nearest = INFINITY;
  int found = -1;

  g_return_val_if_fail (LENS_IS_PLACES (self), -1);

  if (from < 0 || (guint) from >= lens_places_get_n (self) || !lens_places_is_shown (self, (guint) from))
    return find_middle (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      double way = measure_way (self->x[i] - self->x[from], self->y[i] - self->y[from], dx, dy);

      if (way < nearest && lens_places_is_shown (self, i))
        {
          nearest = way;
          found = (int) i;
        }
    }

  return found;
}

/* By how often a line to the right crosses the closed one. */
static gboolean
is_within (double x, double y, const double *line, guint n)
{
  gboolean is_in = FALSE;

  for (guint i = 0, before = n - 1; i < n; before = i++)
    {
      double x1 = line[2 * i], y1 = line[2 * i + 1], x2 = line[2 * before], y2 = line[2 * before + 1];

      if ((y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        is_in = !is_in;
    }

  return is_in;
}

GPtrArray *
lens_places_list_within (LensPlaces *self, const double *line, guint n)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (LENS_IS_PLACES (self), found);

  for (guint i = 0; n >= 3 && i < lens_places_get_n (self); i++)
    if (lens_places_is_shown (self, i) && is_within (self->x[i], self->y[i], line, n))
      g_ptr_array_add (found, g_object_ref (self->items->pdata[i]));

  return found;
}

guint *
lens_places_list_nearest (LensPlaces *self, guint place, guint *n)
{
  *n = 0;
  g_return_val_if_fail (LENS_IS_PLACES (self), NULL);

  return self->atlas != NULL ? derm_atlas_list_nearest (self->atlas, place, LENS_PLACES_NEAREST, n) : NULL;
}
