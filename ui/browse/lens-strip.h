/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"
#include "lens-selection.h"

G_BEGIN_DECLS

#define LENS_TYPE_STRIP (lens_strip_get_type ())
G_DECLARE_FINAL_TYPE (LensStrip, lens_strip, LENS, STRIP, GtkWidget)

/* The images to step through, as a list or a grid. Emits "item-shown" (LensItem) when a row comes on screen. */

void lens_strip_set_model (LensStrip *self, LensSelection *model);
/* Rows below each other, or tiles in that many columns. */
void lens_strip_set_grid (LensStrip *self, gboolean is_grid, int n_columns);
/* The list or grid, in a scrolled window. */
/* The item whose row or tile is there, or NULL. */
LensItem *lens_strip_find_at (LensStrip *self, double x, double y);
GtkWidget *lens_strip_get_view (LensStrip *self);
void lens_strip_scroll_to (LensStrip *self, guint position);
/* The row there gets the keys, if there is one. */
void lens_strip_focus (LensStrip *self, guint position);

G_END_DECLS
