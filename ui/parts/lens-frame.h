/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line of that width around a box, from inset within its edges on (outside of them, if it is negative) inwards. */
void lens_frame_snapshot (GtkSnapshot *snapshot, const graphene_rect_t *box, float inset, float width,
                          const GdkRGBA *color);

G_END_DECLS
