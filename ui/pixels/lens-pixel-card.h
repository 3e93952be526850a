/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_PIXEL_CARD (lens_pixel_card_get_type ())
G_DECLARE_FINAL_TYPE (LensPixelCard, lens_pixel_card, LENS, PIXEL_CARD, GtkToggleButton)

/* One step of what was painted: the pixels after it, its name and the answer to them. */

GtkWidget *lens_pixel_card_new (void);
void lens_pixel_card_set (LensPixelCard *self, LensSession *session, guint place);
guint lens_pixel_card_get_place (LensPixelCard *self);

G_END_DECLS
