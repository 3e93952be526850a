/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_PIXEL_CONTROLS (lens_pixel_controls_get_type ())
G_DECLARE_FINAL_TYPE (LensPixelControls, lens_pixel_controls, LENS, PIXEL_CONTROLS, GtkWidget)

/* What is painted with: tools, size and colour; undo and redo. Stands in the view bar, in as many lines as it needs. */

/* Once. */
void lens_pixel_controls_set_session (LensPixelControls *self, LensSession *session);

G_END_DECLS
