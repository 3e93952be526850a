/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * LENS_CRISP_ZOOM:
 *
 * From here on a pixel is drawn as a square.
 */
#define LENS_CRISP_ZOOM 2.0

/**
 * LensRasterImage:
 * @rgb: tightly packed RGB, @width × @height
 * @zoom: output pixels per image pixel
 * @is_crisp: whether pixels are squares from LENS_CRISP_ZOOM on; smooth otherwise
 */
typedef struct {
  const guint8 *rgb;
  int width, height;
  double zoom;
  gboolean is_crisp;
} LensRasterImage;

/**
 * LensRasterPart:
 * @left: where the output begins in the enlarged or shrunk image, in output pixels
 * @top: likewise
 */
typedef struct {
  double left, top;
  int width, height;
} LensRasterPart;

/**
 * lens_raster:
 *
 * Draws the part of an image that is on screen: squares from 200 % on if wanted, smooth below, averaged when shrunk.
 * The work is bounded by the output's size, however large the image.
 *
 * Returns: (transfer full): as large as @part, tightly packed RGB
 */
GBytes *lens_raster (const LensRasterImage *image, const LensRasterPart *part);
/* (transfer full) … to be put on screen. */
GdkTexture *lens_raster_new_texture (const LensRasterImage *image, const LensRasterPart *part);

G_END_DECLS
