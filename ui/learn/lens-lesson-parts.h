/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What pages, questions and the list of lessons are made of. */

/* Text that wraps, as wide as the page. */
GtkWidget *lens_lesson_label_new (const char *markup);
/* Buttons, in as many lines as they need. */
GtkWidget *lens_lesson_buttons_new (void);
/* (transfer none) One more. clicked: called with the object alone, while that lives. */
GtkWidget *lens_lesson_buttons_add (GtkWidget *buttons, const char *words, GCallback clicked, gpointer object);

G_END_DECLS
