/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-net-layout.h"
#include "lens-signed-colours.h"

G_BEGIN_DECLS

/* The maps of each layer as textures: in cells of their own grid, one scale for each layer, a hairline around each map.
 */

/**
 * LensNetStyle:
 * @signs: what the colours are made of; %NULL at first
 * @factor: screen pixels for a unit of the widget
 */
typedef struct {
  const LensSignedColours *signs;
  guint32 colours[513]; /* ARGB32, from the most negative to the most positive */
  guint32 line;
  int factor;
} LensNetStyle;

/* How the widget draws signed numbers now. Returns whether that is another way than before. */
gboolean lens_net_style_update (LensNetStyle *self, GtkWidget *widget);

/* Room around a column's maps for their frames. */
#define LENS_NET_FRAME 1

/**
 * lens_net_columns_make_texture:
 * @order: channels by their place; -1 is the input in colour
 *
 * Returns: (transfer full): the maps or bars of the column with LENS_NET_FRAME around them
 */
GdkTexture *lens_net_columns_make_texture (const LensNetStyle *style, DermActivations *activations,
                                           const LensNetLayout *layout, const LensNetColumn *column, const int *order);
/* (transfer full) One map alone, in cells of that many units, as above. */
GdkTexture *lens_net_columns_make_map (const LensNetStyle *style, DermActivations *activations, const LensNetStep *step,
                                       int channel, int cell);

G_END_DECLS
