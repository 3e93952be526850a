/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_EDITED_VIEW (lens_edited_view_get_type ())
G_DECLARE_FINAL_TYPE (LensEditedView, lens_edited_view, LENS, EDITED_VIEW, GtkWidget)

/* A painted input beside the untouched one, and which pixels differ: these in colour, the others grey. */

/* Both of one size, or NULL. words: what a screen reader says of the difference. */
void lens_edited_view_set (LensEditedView *self, DermInput *untouched, DermInput *now, const char *words);

G_END_DECLS
