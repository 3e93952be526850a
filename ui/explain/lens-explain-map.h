/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-picture.h"
#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN_MAP (lens_explain_map_get_type ())
G_DECLARE_FINAL_TYPE (LensExplainMap, lens_explain_map, LENS, EXPLAIN_MAP, GtkWidget)

/* The original with the map over it. The pointer and the arrow keys ask about a cell; while Space is held the image is
 * seen as it is. To a screen reader it is a picture, and a grid whose cell under the cursor says its place and value.
 */

/* Once. */
void lens_explain_map_set_session (LensExplainMap *self, LensSession *session);
LensPicture *lens_explain_map_get_picture (LensExplainMap *self);
/* The picture keeps a height of its own; the zoom is left to keys and fingers. */
void lens_explain_map_set_narrow (LensExplainMap *self, gboolean is_narrow);
/* (transfer none) The map, which is drawn over the network's input, too. */
LensLayer *lens_explain_map_get_layer (LensExplainMap *self);

G_END_DECLS
