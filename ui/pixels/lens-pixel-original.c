/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-original.h"

#include <math.h>

#include "lens-raster.h"

#define SIDE 128 /* of a tile, in device pixels */

struct _LensPixelOriginal {
  int image_width, image_height;
  int width, height;     /* on screen, in device pixels */
  int columns, rows;     /* of tiles */
  GdkTexture **textures; /* owned, each NULL while it is not drawn */
};

LensPixelOriginal *
lens_pixel_original_new (void)
{
  return g_new0 (LensPixelOriginal, 1);
}

static void
clear (LensPixelOriginal *self)
{
  for (int i = 0; i < self->columns * self->rows; i++)
    g_clear_object (&self->textures[i]);
}

void
lens_pixel_original_free (LensPixelOriginal *self)
{
  clear (self);
  g_free (self->textures);
  g_free (self);
}

/* A device pixel is made of its neighbourhood: one more on each side. */
static int
find_tile (double position, int n)
{
  return CLAMP ((int) floor (position / SIDE), 0, n - 1);
}

void
lens_pixel_original_invalidate (LensPixelOriginal *self, const GdkRectangle *part)
{
  double zoom = self->image_width > 0 ? (double) self->width / self->image_width : 1;
  int left, right, top, bottom;

  if (part == NULL || self->textures == NULL)
    {
      clear (self);
      return;
    }
  left = find_tile (part->x * zoom - 2, self->columns);
  right = find_tile ((part->x + part->width) * zoom + 2, self->columns);
  top = find_tile (part->y * zoom - 2, self->rows);
  bottom = find_tile ((part->y + part->height) * zoom + 2, self->rows);
  for (int row = top; row <= bottom; row++)
    for (int column = left; column <= right; column++)
      g_clear_object (&self->textures[row * self->columns + column]);
}

static void
set_size (LensPixelOriginal *self, const GdkRectangle *size, int width, int height)
{
  if (self->image_width == size->width && self->image_height == size->height && self->width == width
      && self->height == height)
    return;
  clear (self);
  g_free (self->textures);
  self->image_width = size->width;
  self->image_height = size->height;
  self->width = width;
  self->height = height;
  self->columns = (width + SIDE - 1) / SIDE;
  self->rows = (height + SIDE - 1) / SIDE;
  self->textures = g_new0 (GdkTexture *, (gsize) self->columns * (gsize) self->rows);
}

void
lens_pixel_original_snapshot (LensPixelOriginal *self, GtkSnapshot *snapshot, const guint8 *rgb,
                              const GdkRectangle *size, const graphene_rect_t *place, int factor)
{
  LensRasterImage image = { .rgb = rgb, .width = size->width, .height = size->height };

  set_size (self, size, (int) place->size.width * factor, (int) place->size.height * factor);
  image.zoom = (double) self->width / size->width;
  for (int i = 0; i < self->columns * self->rows; i++)
    {
      int left = i % self->columns * SIDE, top = i / self->columns * SIDE;
      int width = MIN (SIDE, self->width - left), height = MIN (SIDE, self->height - top);

      if (self->textures[i] == NULL)
        self->textures[i] = lens_raster_new_texture (&image, &(LensRasterPart){ left, top, width, height });
      gtk_snapshot_append_texture (snapshot, self->textures[i],
                                   &GRAPHENE_RECT_INIT (place->origin.x + (float) left / (float) factor,
                                                        place->origin.y + (float) top / (float) factor,
                                                        (float) width / (float) factor,
                                                        (float) height / (float) factor));
    }
}
