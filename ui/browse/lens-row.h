/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_ROW (lens_row_get_type ())
G_DECLARE_FINAL_TYPE (LensRow, lens_row, LENS, ROW, GtkWidget)

/* One image in the list: thumbnail, name, and what leads with a small bar, or why it could not be opened. Or as a tile:
 * a larger thumbnail with that below it. A flagged image carries a flag, and where the truth is known, it stands beside
 * the answer. */

GtkWidget *lens_row_new (void);
/* size: how wide a tile is where there is room, LENS_ROW_MIN_TILE at the least; 0: it is a row. */
#define LENS_ROW_MIN_TILE 96
void lens_row_set_tile (LensRow *self, int size);
/* The drawn picture of a tile that nobody sees is given up. */
void lens_row_forget_cover (LensRow *self);
/* NULL: none. */
void lens_row_set_item (LensRow *self, LensItem *item);
LensItem *lens_row_get_item (LensRow *self);

G_END_DECLS
