/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"
#include "lens-reading.h"

G_BEGIN_DECLS

#define LENS_TYPE_TILES (lens_tiles_get_type ())
G_DECLARE_FINAL_TYPE (LensTiles, lens_tiles, LENS, TILES, GObject)

/* Pictures for tiles that are larger than thumbnails: made one after the other of what is in sight, and kept as
 * lens_item_get_tile() as long as there is room for them. */

LensTiles *lens_tiles_new (LensReading *reading);

/**
 * lens_tiles_want:
 * @items: (element-type LensItem): what is in sight, the first soonest
 * @side: of the pictures, in pixels; 0: thumbnails are large enough
 *
 * What was wanted before and has not begun is forgotten.
 */
void lens_tiles_want (LensTiles *self, GPtrArray *items, int side);
/* None are wanted, and none are kept. */
void lens_tiles_clear (LensTiles *self);

gboolean lens_tiles_is_making (LensTiles *self);
gsize lens_tiles_get_n_bytes (LensTiles *self);

G_END_DECLS
