/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-lesson-parts.h"

#include "lens-flow.h"

GtkWidget *
lens_lesson_label_new (const char *markup)
{
  return g_object_new (GTK_TYPE_LABEL, "label", markup, "use-markup", TRUE, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, NULL);
}

GtkWidget *
lens_lesson_buttons_new (void)
{
  return g_object_new (GTK_TYPE_BOX, "layout-manager", g_object_new (LENS_TYPE_FLOW, NULL), NULL);
}

GtkWidget *
lens_lesson_buttons_add (GtkWidget *buttons, const char *words, GCallback clicked, gpointer object)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  g_signal_connect_object (button, "clicked", clicked, object, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), button);

  return button;
}
