/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lens_timed_bar_show:
 * @label: in the bar; it gets @text
 * @seconds: 0: until somebody closes it
 *
 * Shows words of which nothing must be done: a screen reader says them, and after that time the bar leaves, but not
 * while pointer or focus are in it.
 */
void lens_timed_bar_show (GtkInfoBar *bar, GtkLabel *label, const char *text, guint seconds);

G_END_DECLS
