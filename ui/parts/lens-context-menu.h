/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is under the pointer becomes what the menu is about. FALSE: there is nothing there, and no menu. */
typedef gboolean (*LensContextMenuReady) (GtkWidget *widget, double x, double y, gpointer user_data);

/**
 * lens_context_menu_attach:
 * @menu: its actions are those that @widget can activate
 * @is_ready: (nullable): asked before the menu is shown by the pointer, not by a key
 *
 * A secondary click on @widget shows @menu there; so do the menu key and Shift+F10 while the focus is in @widget.
 */
void lens_context_menu_attach (GtkWidget *widget, GMenuModel *menu, LensContextMenuReady is_ready, gpointer user_data);

/* Shows it as a key would; for tests. Returns the popover. */
GtkWidget *lens_context_menu_popup (GtkWidget *widget);

G_END_DECLS
