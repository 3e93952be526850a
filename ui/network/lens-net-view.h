/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-net-layout.h"

G_BEGIN_DECLS

#define LENS_TYPE_NET_VIEW (lens_net_view_get_type ())
G_DECLARE_FINAL_TYPE (LensNetView, lens_net_view, LENS, NET_VIEW, GtkWidget)

/* A network from its input to its logits, a column for each layer; the open one with all of its maps. The cursor is the
 * chosen cell. To a screen reader it is a grid whose cell under the cursor says its place and value. */

/* Once. */
void lens_net_view_set_pass (LensNetView *self, LensPass *pass);
/* The class whose logit stands out; -1 for none. */
void lens_net_view_set_class (LensNetView *self, int class_index);
/* For a room full of people: larger maps, a thicker ring. */
void lens_net_view_set_large (LensNetView *self, gboolean is_large);
/* Of the map, or the bar, that the cursor is in; FALSE if there is none. */
gboolean lens_net_view_find_cursor_box (LensNetView *self, GdkRectangle *box);
/* NULL while there is no pass. */
const LensNetLayout *lens_net_view_get_layout (LensNetView *self);

G_END_DECLS
