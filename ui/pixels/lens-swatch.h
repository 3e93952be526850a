/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_SWATCH (lens_swatch_get_type ())
G_DECLARE_FINAL_TYPE (LensSwatch, lens_swatch, LENS, SWATCH, GtkWidget)

/* A piece of one colour, in a button that says which. */

GtkWidget *lens_swatch_new (void);
/* colour: red, green, blue. */
void lens_swatch_set_colour (LensSwatch *self, const guint8 *colour);

G_END_DECLS
