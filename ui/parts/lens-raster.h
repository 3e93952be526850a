/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LENS_CRISP_ZOOM:
 *
 * From here on a pixel is drawn as a square.
 */
#define LENS_CRISP_ZOOM 2.0

/**
 * lens_raster:
 * @rgb: tightly packed RGB, @width × @height
 * @zoom: output pixels per image pixel
 * @is_crisp: whether pixels are squares from LENS_CRISP_ZOOM on; smooth otherwise
 * @left: where the output begins in the enlarged or shrunk image, in output pixels
 * @top: likewise
 *
 * Draws the part of an image that is on screen: squares from 200 % on if wanted, smooth below, averaged when shrunk.
 * The work is bounded by the output's size, however large the image.
 *
 * Returns: (transfer full): @out_width × @out_height tightly packed RGB
 */
GBytes *lens_raster (const guint8 *rgb, int width, int height, double zoom, gboolean is_crisp, double left, double top,
                     int out_width, int out_height);

G_END_DECLS
