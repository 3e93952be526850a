/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-layer.h"

G_BEGIN_DECLS

#define LENS_TYPE_INPUT_GRID (lens_input_grid_get_type ())
G_DECLARE_FINAL_TYPE (LensInputGrid, lens_input_grid, LENS, INPUT_GRID, GtkWidget)

/* One view of the network's input with crisp pixels, a cursor that the arrow keys move from cell to cell, and lines
 * between the cells if wanted. To a screen reader it is a grid whose cell under the cursor says its place and value.
 * Emits "pointed-at" (char *, or NULL) with the words for the cell under the pointer, or else under the cursor. */

void lens_input_grid_set (LensInputGrid *self, DermInput *input, DermInputView view);
/* Shows how much the input differs from base, which is of its size; largest: the difference in grey levels that is
 * drawn as the brightest. NULL: the input itself. */
void lens_input_grid_set_base (LensInputGrid *self, DermInput *base, double largest);
/* Lines between the cells. */
void lens_input_grid_set_lines (LensInputGrid *self, gboolean has_lines);
/* What is drawn over the input, unless the view is of the packed planes; or NULL. */
void lens_input_grid_set_layer (LensInputGrid *self, LensLayer *layer);
/* Widget units that a pixel of the input is wide and high. */
void lens_input_grid_set_cell_size (LensInputGrid *self, int cell_size);
/* FALSE while there is no cursor. */
gboolean lens_input_grid_get_cursor (LensInputGrid *self, int *column, int *row);
/* (transfer full) What is shown, enlarged so that no viewer needs to smooth it; NULL without an input. */
GdkTexture *lens_input_grid_make_texture (LensInputGrid *self);

G_END_DECLS
