/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_THUMB (lens_thumb_get_type ())
G_DECLARE_FINAL_TYPE (LensThumb, lens_thumb, LENS, THUMB, GtkWidget)

/* A small picture that fills its place, which its size request alone decides; a plain ground while there is none. */

GtkWidget *lens_thumb_new (int width, int height);
void lens_thumb_set_paintable (LensThumb *self, GdkPaintable *paintable);

G_END_DECLS
