/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Surfaces that drawings are made on and read back from. */

#include <cairo.h>

typedef struct {
  int r, g, b;
} Pixel;

cairo_surface_t *surface_new (int width, int height);
Pixel pixel_at (cairo_surface_t *surface, int x, int y);
