/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-picture.h"
#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_CANVAS (lens_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LensCanvas, lens_canvas, LENS, CANVAS, GtkWidget)

/* The original with the zoom at its lower left, and what is under the pointer at its lower right. */

/* From now on it shows the image on screen, which can be cropped. */
void lens_canvas_set_session (LensCanvas *self, LensSession *session);
/* crop: four fractions, or NULL; image may be NULL. */
void lens_canvas_set_image (LensCanvas *self, DermImage *image, const double *crop);
void lens_canvas_set_busy (LensCanvas *self, gboolean is_busy);
/* Whether large text has little room. */
void lens_canvas_set_tight (LensCanvas *self, gboolean is_tight);
/* (transfer none) What belongs into the view bar while the canvas is shown. */
GtkWidget *lens_canvas_get_controls (LensCanvas *self);
LensPicture *lens_canvas_get_picture (LensCanvas *self);

G_END_DECLS
