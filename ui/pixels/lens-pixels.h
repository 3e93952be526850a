/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_PIXELS (lens_pixels_get_type ())
G_DECLARE_FINAL_TYPE (LensPixels, lens_pixels, LENS, PIXELS, GtkWidget)

/* The input, to be painted on, and the steps of that. */

/* Once. */
void lens_pixels_set_session (LensPixels *self, LensSession *session);
/* (transfer none) What belongs into the view bar while it is shown; NULL for nothing. */
GtkWidget *lens_pixels_get_controls (LensPixels *self);
void lens_pixels_set_narrow (LensPixels *self, gboolean is_narrow);

G_END_DECLS
