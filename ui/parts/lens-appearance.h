/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_APPEARANCE (lens_appearance_get_type ())
G_DECLARE_FINAL_TYPE (LensAppearance, lens_appearance, LENS, APPEARANCE, GObject)

/* Follows the system's choice of light or dark, and of high contrast, for as long as it lives. GTK 4 itself leaves that
 * to libadwaita. */
LensAppearance *lens_appearance_new (GtkSettings *settings);
/* "light", "dark", or "system": as the system is. */
void lens_appearance_set_style (LensAppearance *self, const char *style);

G_END_DECLS
