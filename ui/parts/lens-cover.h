/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small pictures that fill a box with round corners: the middle is what matters. What is scaled and cut once is then
 * only copied, frame by frame, whatever draws it. */

/* *cover keeps what was made for this picture and this size; clear it when the picture is another one. */
void lens_cover_snapshot (GdkTexture **cover, GdkPaintable *picture, GtkWidget *widget, GtkSnapshot *snapshot,
                          const graphene_rect_t *box, int radius);

G_END_DECLS
