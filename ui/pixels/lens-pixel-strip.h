/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_PIXEL_STRIP (lens_pixel_strip_get_type ())
G_DECLARE_FINAL_TYPE (LensPixelStrip, lens_pixel_strip, LENS, PIXEL_STRIP, GtkWidget)

/* The steps of what was painted, a card each, and beside them what changes the input without a brush. */

/* Once. */
void lens_pixel_strip_set_session (LensPixelStrip *self, LensSession *session);
/* The buttons stand below the cards. */
void lens_pixel_strip_set_narrow (LensPixelStrip *self, gboolean is_narrow);

G_END_DECLS
