/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-places-private.h"

/* The pairs of components that are offered, and steps from one to the next. */

int
lens_places_get_n_axes (LensPlaces *self)
{
  int n;

  g_return_val_if_fail (LENS_IS_PLACES (self), 0);

  n = self->atlas != NULL ? MIN (derm_atlas_get_n_components (self->atlas), LENS_PLACES_OFFERED_AXES) : 0;

  return n * (n - 1) / 2;
}

void
lens_places_list_axes (int place, int *x, int *y)
{
  g_return_if_fail (place >= 0);

  *y = 1;
  for (*x = place; *x >= *y; (*y)++)
    *x -= *y;
}

void
lens_places_step_axes (LensPlaces *self, int by)
{
  int n = lens_places_get_n_axes (self), place, x, y;

  if (n < 2)
    return;
  x = MIN (self->axes[0], self->axes[1]);
  y = MAX (self->axes[0], self->axes[1]);
  place = y * (y - 1) / 2 + x;
  if (place >= n) /* one that is not offered: the steps begin behind the last, or before the first */
    place = by > 0 ? -1 : n;
  lens_places_list_axes (((place + by) % n + n) % n, &x, &y);
  lens_places_set_axes (self, x, y);
}
