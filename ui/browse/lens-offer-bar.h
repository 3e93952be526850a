/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_OFFER_BAR (lens_offer_bar_get_type ())
G_DECLARE_FINAL_TYPE (LensOfferBar, lens_offer_bar, LENS, OFFER_BAR, GtkWidget)

/* Offers to open the folder of an image that was opened alone. Leaves by itself: a menu has the same. */

void lens_offer_bar_set_session (LensOfferBar *self, LensSession *session);
gboolean lens_offer_bar_is_offering (LensOfferBar *self);

G_END_DECLS
