/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_FILTER_CHIP (lens_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (LensFilterChip, lens_filter_chip, LENS, FILTER_CHIP, GtkBox)

/* One condition of a filter: a button with its words and one that removes it, which Delete and Backspace do too.
 * Signals: "edit", "remove". */

GtkWidget *lens_filter_chip_new (void);
/* problem: why it holds for no image, or NULL. */
void lens_filter_chip_set (LensFilterChip *self, const char *words, const char *problem);
/* There is nothing in it to choose: it can only be removed. */
void lens_filter_chip_set_fixed (LensFilterChip *self, gboolean is_fixed);
void lens_filter_chip_focus (LensFilterChip *self); /* on the button that removes it */

G_END_DECLS
