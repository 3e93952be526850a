/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A screen reader calls the widget so, whatever label it has in it or beside it: since GTK 4.10 that would be its name.
 * Call this after a label of its own was set. Buttons of a .ui file have a label as child instead, which is no name. */
void lens_accessible_set_name (GtkWidget *widget, const char *words);

/* Whether a screen reader is to know of the widget; one that is visible, and not on screen all the same, GTK tells it
 * of. */
void lens_accessible_set_hidden (GtkWidget *widget, gboolean is_hidden);

/* A screen reader is to know of the page that is seen, and not of the others. Call this again when one was added.
 */
void lens_accessible_follow_stack (GtkStack *stack);

/* GTK gives the closing button of an info bar only a picture; the others in it have labels. And it tells of bars that
 * are not revealed. */
void lens_accessible_prepare_bar (GtkInfoBar *bar);

G_END_DECLS
