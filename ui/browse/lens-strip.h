/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"
#include "lens-selection.h"
#include "lens-tiles.h"

G_BEGIN_DECLS

#define LENS_TYPE_STRIP (lens_strip_get_type ())
G_DECLARE_FINAL_TYPE (LensStrip, lens_strip, LENS, STRIP, GtkWidget)

/* The images to step through, as a list or a grid. Emits "item-shown" (LensItem) when a row comes on screen.
 *
 * Property "tile-size": how wide the tiles of the grid are where there is room; there are as many columns of them as
 * the grid is wide, and they share out what is left. A slider, Ctrl and the wheel, and Ctrl and plus or minus change
 * it. */

void lens_strip_set_model (LensStrip *self, LensSelection *model);
/* What makes the pictures of large tiles. */
void lens_strip_set_tiles (LensStrip *self, LensTiles *tiles);
/* Rows below each other, or tiles. */
void lens_strip_set_grid (LensStrip *self, gboolean is_grid);
/* Whether it lies over the image and is only as wide as it asks to be. */
void lens_strip_set_narrow (LensStrip *self, gboolean is_narrow);
/* The item whose row or tile is there, or NULL. */
LensItem *lens_strip_find_at (LensStrip *self, double x, double y);
/* The list or grid, in a scrolled window. */
GtkWidget *lens_strip_get_view (LensStrip *self);
void lens_strip_scroll_to (LensStrip *self, guint position);
/* The row there gets the keys, if there is one. */
void lens_strip_focus (LensStrip *self, guint position);

G_END_DECLS
