/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_PIXEL_GRID (lens_pixel_grid_get_type ())
G_DECLARE_FINAL_TYPE (LensPixelGrid, lens_pixel_grid, LENS, PIXEL_GRID, GtkWidget)

/* The input as it is painted, at a whole multiple of its size, with a cursor as large as the brush: of the pointer, or
 * of arrow keys. To a screen reader it is a grid whose cell under the cursor says its place and values. */

/* Once. */
void lens_pixel_grid_set_session (LensPixelGrid *self, LensSession *session);

G_END_DECLS
