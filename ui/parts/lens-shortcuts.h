/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_SHORTCUTS (lens_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (LensShortcuts, lens_shortcuts, LENS, SHORTCUTS, GtkWindow)

/* The window that lists all keys of lens-keys.h, in columns, and finds them by their words. */

/* parent: NULL if there is none. */
GtkWindow *lens_shortcuts_new (GtkWindow *parent);
/* Only what has that text in its title, its group's or the name of its keys. */
void lens_shortcuts_find (LensShortcuts *self, const char *text);
/* (transfer full) "group: title: key, key" of each line that is seen. */
GStrv lens_shortcuts_list (LensShortcuts *self);

G_END_DECLS
