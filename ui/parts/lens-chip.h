/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_CHIP (lens_chip_get_type ())
G_DECLARE_FINAL_TYPE (LensChip, lens_chip, LENS, CHIP, GtkBox)

/* One step among others: a button with a few words that has a menu or a popover, and the arrow to the next. Hidden
 * until there are words. */

GtkWidget *lens_chip_new (void);
/* text: NULL hides it. name: what a screen reader says in its place. A change is marked by a sign and a style. */
void lens_chip_set (LensChip *self, const char *text, const char *name, const char *tooltip, gboolean is_changed);
void lens_chip_set_has_arrow (LensChip *self, gboolean has_arrow);
/* How wide it is or would be with that text, also while it is hidden; NULL: with its own. */
int lens_chip_measure_width (LensChip *self, const char *text);
/* As it is shown, with the sign. */
const char *lens_chip_get_text (LensChip *self);
GtkMenuButton *lens_chip_get_button (LensChip *self);

G_END_DECLS
