/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-explaining.h"
#include "lens-picture.h"

G_BEGIN_DECLS

/* A tag beside the place that speaks most for or against the class, with its number. */

/* Hides it where the map has no strong place with that sign. */
void lens_explain_tag_show (GtkLabel *tag, LensExplaining *explaining, gboolean is_for);
/* In the picture: beside the place, on the side with more room. FALSE: there is none. */
gboolean lens_explain_tag_find_place (GtkLabel *tag, LensExplaining *explaining, gboolean is_for, LensPicture *picture,
                                      GdkRectangle *place);
/* Where two places are close to each other, one tag is below the other, or above it, in a picture of that height. */
void lens_explain_tag_part (GdkRectangle *place, const GdkRectangle *other, int height);

G_END_DECLS
