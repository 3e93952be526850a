/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

/* Colours and type of drawings, taken from the widget that they are in. */

gboolean lens_theme_is_dark (GtkWidget *widget);
DermTheme lens_theme_for_widget (GtkWidget *widget);
/* (transfer full) The widget's font, in the size that the user's text scale makes of it, for a cairo context of 96 dpi.
 */
PangoFontDescription *lens_theme_dup_font (GtkWidget *widget);
/* From this scale on, what stands in a row in a narrow window has no room there. */
#define LENS_LARGE_TEXT 1.4
/* How much larger than usual the user wants text: 1 for 96 dpi. */
double lens_theme_get_text_scale (GtkWidget *widget);
/* Of a character in the widget's font, about, in Pango units. */
int lens_theme_get_char_width (GtkWidget *widget);

G_END_DECLS
