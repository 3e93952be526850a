/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-paint-stroke.h"

#include <string.h>

#include "lens-paint.h"

LensPaintStroke *
lens_paint_stroke_new (LensEditKind kind, const guint8 *colour, int size)
{
  LensPaintStroke *self = g_atomic_rc_box_new0 (LensPaintStroke);

  self->kind = kind;
  self->size = size;
  memcpy (self->colour, colour, sizeof self->colour);
  self->points = g_array_new (FALSE, FALSE, 2 * sizeof (int));

  return self;
}

LensPaintStroke *
lens_paint_stroke_copy (const LensPaintStroke *self)
{
  LensPaintStroke *copy = lens_paint_stroke_new (self->kind, self->colour, self->size);

  copy->is_line = self->is_line;
  g_array_append_vals (copy->points, self->points->data, self->points->len);

  return copy;
}

LensPaintStroke *
lens_paint_stroke_ref (LensPaintStroke *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_stroke (gpointer data)
{
  g_array_unref (((LensPaintStroke *) data)->points);
}

void
lens_paint_stroke_unref (LensPaintStroke *self)
{
  g_atomic_rc_box_release_full (self, clear_stroke);
}

void
lens_paint_stroke_add (LensPaintStroke *self, int x, int y)
{
  g_array_append_vals (self->points, (int[]){ x, y }, 1);
}

void
lens_paint_stroke_end_at (LensPaintStroke *self, int x, int y)
{
  self->is_line = TRUE;
  g_array_set_size (self->points, MIN (self->points->len, 1));
  lens_paint_stroke_add (self, x, y);
}

/* ---- on the original's pixels ---- */

static const int *
get_point (const LensPaintStroke *self, guint i)
{
  return (const int *) (gpointer) (self->points->data + i * 2 * sizeof (int));
}

static const guint8 *
get_pixels (DermImage *image)
{
  return g_bytes_get_data (derm_image_get_pixels (image), NULL);
}

static void
paint_points (const LensPaintStroke *self, guint first, const LensPaint *paint)
{
  for (guint i = first; i < self->points->len; i++)
    {
      const int *from = get_point (self, i > 0 ? i - 1 : 0), *to = get_point (self, i);

      if (self->kind == LENS_EDIT_FILL)
        lens_paint_fill (paint, to[0], to[1]);
      else
        lens_paint_line (paint, from[0], from[1], to[0], to[1]);
    }
}

void
lens_paint_stroke_paint (const LensPaintStroke *self, guint first, DermImage *original, guint8 *rgb)
{
  LensPaint paint = { .rgb = rgb,
                      .source = self->kind == LENS_EDIT_RESTORE ? get_pixels (original) : NULL,
                      .width = derm_image_get_width (original),
                      .height = derm_image_get_height (original),
                      .size = self->size };

  memcpy (paint.colour, self->colour, sizeof paint.colour);
  paint_points (self, first, &paint);
}

void
lens_paint_stroke_get_bounds (const LensPaintStroke *self, guint first, DermImage *original, GdkRectangle *bounds)
{
  const GdkRectangle all = { 0, 0, derm_image_get_width (original), derm_image_get_height (original) };

  *bounds = (GdkRectangle){ 0, 0, 0, 0 };
  for (guint i = first > 0 ? first - 1 : 0; first < self->points->len && i < self->points->len; i++)
    {
      const int *point = get_point (self, i);
      const GdkRectangle dab = { lens_paint_begin_of (point[0], self->size), lens_paint_begin_of (point[1], self->size),
                                 self->size, self->size };

      if (bounds->width == 0)
        *bounds = dab;
      else
        gdk_rectangle_union (bounds, &dab, bounds);
    }
  if (self->kind == LENS_EDIT_FILL && first < self->points->len)
    *bounds = all;
  gdk_rectangle_intersect (bounds, &all, bounds);
}

/* ---- through the recipe ---- */

static gsize
measure (DermImage *image)
{
  return (gsize) 3 * (gsize) derm_image_get_width (image) * (gsize) derm_image_get_height (image);
}

/* (transfer full) What the recipe makes of those pixels instead of the original's. */
static GBytes *
pass_recipe (const LensPaintOriginal *self, guint8 *pixels, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, measure (self->image));
  g_autoptr (DermImage) image
      = derm_image_new_from_pixels (bytes, derm_image_get_width (self->image), derm_image_get_height (self->image),
                                    derm_image_get_name (self->image), error);
  g_autoptr (DermInput) input
      = image != NULL ? derm_input_new (image, derm_input_get_recipe (self->input), error) : NULL;

  return input != NULL ? derm_input_get_bytes (input) : NULL;
}

/* White where the stroke is, black elsewhere. */
static guint8 *
make_mask (const LensPaintOriginal *self, const LensPaintStroke *stroke, const guint8 *before, const guint8 *after)
{
  gsize n = measure (self->image);
  guint8 *mask = g_malloc0 (n);
  LensPaint paint = { .rgb = mask,
                      .width = derm_image_get_width (self->image),
                      .height = derm_image_get_height (self->image),
                      .size = stroke->size,
                      .colour = { 255, 255, 255 } };

  if (stroke->kind != LENS_EDIT_FILL)
    paint_points (stroke, 0, &paint);
  else
    for (gsize i = 0; i < n; i += 3)
      if (memcmp (before + i, after + i, 3) != 0)
        memset (mask + i, 255, 3);

  return mask;
}

/* Of each pixel that was painted on, as much of the brush's colour as the recipe makes of the mask. */
static void
mix (const LensPaintOriginal *self, const LensPaintStroke *stroke, const guint8 *mask, guint8 *rgb)
{
  const guint8 *before = g_bytes_get_data (self->rgb, NULL), *made = g_bytes_get_data (self->made, NULL);
  const guint8 *untouched = derm_input_get_rgb (self->input);

  for (gsize i = 0; i < g_bytes_get_size (self->rgb); i += 3)
    if (memcmp (before + i, made + i, 3) != 0)
      for (gsize c = 0; c < 3; c++)
        {
          int to = stroke->kind == LENS_EDIT_RESTORE ? untouched[i + c] : stroke->colour[c];

          rgb[i + c] = (guint8) ((before[i + c] * (255 - mask[i + c]) + to * mask[i + c] + 127) / 255);
        }
}

GBytes *
lens_paint_original_make (const LensPaintOriginal *self, GBytes **made, GError **error)
{
  const LensPaintStroke *stroke = self->strokes->pdata[self->strokes->len - 1];
  gboolean is_mixed = !g_bytes_equal (self->rgb, self->made);
  guint8 *pixels = g_memdup2 (get_pixels (self->image), measure (self->image));
  g_autofree guint8 *before = NULL, *mask = NULL, *rgb = NULL;
  g_autoptr (GBytes) now = NULL, share = NULL;

  for (guint i = 0; i + 1 < self->strokes->len; i++)
    lens_paint_stroke_paint (self->strokes->pdata[i], 0, self->image, pixels);
  if (is_mixed && stroke->kind == LENS_EDIT_FILL)
    before = g_memdup2 (pixels, measure (self->image));
  lens_paint_stroke_paint (stroke, 0, self->image, pixels);
  if (is_mixed)
    mask = make_mask (self, stroke, before, pixels);

  now = pass_recipe (self, pixels, error);
  if (now == NULL)
    return NULL;
  *made = g_bytes_ref (now);
  if (!is_mixed)
    return g_steal_pointer (&now);

  share = pass_recipe (self, g_steal_pointer (&mask), error);
  if (share == NULL)
    {
      g_clear_pointer (made, g_bytes_unref);
      return NULL;
    }
  rgb = g_memdup2 (g_bytes_get_data (now, NULL), g_bytes_get_size (now));
  mix (self, stroke, g_bytes_get_data (share, NULL), rgb);

  return g_bytes_new_take (g_steal_pointer (&rgb), g_bytes_get_size (now));
}
