/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-paint.h"

#include <stdlib.h>
#include <string.h>

int
lens_paint_begin_of (int at, int size)
{
  return at - (size - 1) / 2;
}

static gboolean
has_pixel (const LensPaint *self, int x, int y)
{
  return x >= 0 && x < self->width && y >= 0 && y < self->height;
}

static gsize
offset_of (const LensPaint *self, int x, int y)
{
  return 3 * ((gsize) y * (gsize) self->width + (gsize) x);
}

static void
paint_pixel (const LensPaint *self, int x, int y)
{
  gsize at = offset_of (self, x, y);

  memcpy (self->rgb + at, self->source != NULL ? self->source + at : self->colour, 3);
}

static void
paint_box (const LensPaint *self, int left, int top, int width, int height)
{
  int right = MIN (left + width, self->width), bottom = MIN (top + height, self->height);

  for (int row = MAX (top, 0); row < bottom; row++)
    for (int column = MAX (left, 0); column < right; column++)
      paint_pixel (self, column, row);
}

void
lens_paint_dab (const LensPaint *self, int x, int y)
{
  paint_box (self, lens_paint_begin_of (x, self->size), lens_paint_begin_of (y, self->size), self->size, self->size);
}

/* What the square covers that it did not before it came here by one step. */
static void
paint_edges (const LensPaint *self, int x, int y, int by_x, int by_y)
{
  int left = lens_paint_begin_of (x, self->size), top = lens_paint_begin_of (y, self->size);

  if (by_x != 0)
    paint_box (self, by_x > 0 ? left + self->size - 1 : left, top, 1, self->size);
  if (by_y != 0)
    paint_box (self, left, by_y > 0 ? top + self->size - 1 : top, self->size, 1);
}

/* Bresenham's line. */
void
lens_paint_line (const LensPaint *self, int from_x, int from_y, int to_x, int to_y)
{
  int width = abs (to_x - from_x), height = -abs (to_y - from_y);
  int step_x = from_x < to_x ? 1 : -1, step_y = from_y < to_y ? 1 : -1;
  int error = width + height;

  lens_paint_dab (self, from_x, from_y);
  while (from_x != to_x || from_y != to_y)
    {
      int twice = 2 * error, by_x = twice >= height ? step_x : 0, by_y = twice <= width ? step_y : 0;

      error += (by_x != 0 ? height : 0) + (by_y != 0 ? width : 0);
      from_x += by_x;
      from_y += by_y;
      paint_edges (self, from_x, from_y, by_x, by_y);
    }
}

static gboolean
is_like (const guint8 *rgb, const guint8 *other)
{
  return abs (rgb[0] - other[0]) <= LENS_PAINT_LIKENESS && abs (rgb[1] - other[1]) <= LENS_PAINT_LIKENESS
         && abs (rgb[2] - other[2]) <= LENS_PAINT_LIKENESS;
}

void
lens_paint_fill (const LensPaint *self, int x, int y)
{
  static const int beside[4][2] = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
  g_autoptr (GArray) waiting = NULL;
  g_autofree guint8 *is_seen = NULL;
  guint8 wanted[3];

  if (!has_pixel (self, x, y))
    return;

  waiting = g_array_new (FALSE, FALSE, 2 * sizeof (int));
  is_seen = g_new0 (guint8, (gsize) self->width * (gsize) self->height);
  memcpy (wanted, self->rgb + offset_of (self, x, y), 3);
  is_seen[offset_of (self, x, y) / 3] = 1;
  g_array_append_vals (waiting, (int[]){ x, y }, 1);
  while (waiting->len > 0)
    {
      const int *last = (const int *) (gpointer) (waiting->data + (waiting->len - 1) * 2 * sizeof (int));
      int at[2] = { last[0], last[1] };

      g_array_set_size (waiting, waiting->len - 1);
      paint_pixel (self, at[0], at[1]);
      for (int i = 0; i < 4; i++)
        {
          int next[2] = { at[0] + beside[i][0], at[1] + beside[i][1] };

          if (!has_pixel (self, next[0], next[1]) || is_seen[offset_of (self, next[0], next[1]) / 3]
              || !is_like (self->rgb + offset_of (self, next[0], next[1]), wanted))
            continue;
          is_seen[offset_of (self, next[0], next[1]) / 3] = 1;
          g_array_append_vals (waiting, next, 1);
        }
    }
}

guint
lens_paint_count_different (const guint8 *rgb, const guint8 *other, gsize n)
{
  guint n_different = 0;

  for (gsize i = 0; i < n; i++)
    n_different += memcmp (rgb + 3 * i, other + 3 * i, 3) != 0;

  return n_different;
}
