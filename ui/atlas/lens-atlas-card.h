/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_CARD (lens_atlas_card_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasCard, lens_atlas_card, LENS, ATLAS_CARD, GtkWidget)

/* An image in little: its picture, its answer with the mark of its class, and a number or its name. */

/* is_upright: the words stand below the picture, not beside it. */
GtkWidget *lens_atlas_card_new (gboolean is_upright);
/* item: NULL for none; number: NULL for the name. */
void lens_atlas_card_set (LensAtlasCard *self, LensSession *session, LensItem *item, const char *number);
LensItem *lens_atlas_card_get_item (LensAtlasCard *self);

G_END_DECLS
