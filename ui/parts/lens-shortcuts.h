/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The window that lists all keys of lens-keys.h, above @parent (which may be NULL). */
GtkWindow *lens_shortcuts_new (GtkWindow *parent);

G_END_DECLS
