/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

#include "lens-layer.h"

G_BEGIN_DECLS

#define LENS_TYPE_FIELD_PICTURE (lens_field_picture_get_type ())
G_DECLARE_FINAL_TYPE (LensFieldPicture, lens_field_picture, LENS, FIELD_PICTURE, GtkWidget)

/* The whole original, small, with a layer over the part that the network gets. */

void lens_field_picture_set_layer (LensFieldPicture *self, LensLayer *layer);
/* crop: left, upper, right, lower as fractions, or NULL for all of it. */
void lens_field_picture_set_image (LensFieldPicture *self, DermImage *image, const double *crop);
/* Large enough for a picture of that height. */
void lens_field_picture_set_height (LensFieldPicture *self, int height);

G_END_DECLS
