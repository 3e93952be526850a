/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_PREFERENCES (lens_preferences_get_type ())
G_DECLARE_FINAL_TYPE (LensPreferences, lens_preferences, LENS, PREFERENCES, GtkWindow)

/* The window with all that is remembered from one start to the next. Each of its rows is one action of the main window
 * or of the program: what is changed takes effect at once, and what is changed elsewhere is seen here. */

/**
 * lens_preferences_new:
 * @parent: a #GActionMap and #GActionGroup too, as windows of applications are
 */
LensPreferences *lens_preferences_new (GtkWindow *parent, LensSession *session);
/* Whether the rows have no room for words and control beside each other. */
gboolean lens_preferences_is_narrow (LensPreferences *self);

G_END_DECLS
