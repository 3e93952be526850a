/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-accessible.h"

#include <glib/gi18n.h>

void
lens_accessible_set_name (GtkWidget *widget, const char *words)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
lens_accessible_set_hidden (GtkWidget *widget, gboolean is_hidden)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, is_hidden, -1);
}

static void
on_visible_child (GtkStack *stack)
{
  GtkWidget *seen = gtk_stack_get_visible_child (stack), *child;

  for (child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    lens_accessible_set_hidden (child, child != seen);
}

void
lens_accessible_follow_stack (GtkStack *stack)
{
  g_return_if_fail (GTK_IS_STACK (stack));

  g_signal_handlers_disconnect_by_func (stack, on_visible_child, NULL); /* of a page less */
  g_signal_connect (stack, "notify::visible-child", G_CALLBACK (on_visible_child), NULL);
  on_visible_child (stack);
}

/* Those with a picture only: a label is what the others have. */
static void
name_pictures (GtkWidget *widget, const char *words)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    lens_accessible_set_name (widget, words);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_pictures (child, words);
}

static void
on_revealed (GtkInfoBar *bar)
{
  lens_accessible_set_hidden (GTK_WIDGET (bar), !gtk_info_bar_get_revealed (bar));
}

void
lens_accessible_prepare_bar (GtkInfoBar *bar)
{
  g_return_if_fail (GTK_IS_INFO_BAR (bar));

  name_pictures (GTK_WIDGET (bar), _ ("Close this message"));
  g_signal_connect (bar, "notify::revealed", G_CALLBACK (on_revealed), NULL);
  on_revealed (bar);
}
