/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-drop-down.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"

#define NAME "lens-name"

/* GTK gives the focus to a button in it, which has no name. */
static void
update_name (GtkDropDown *choice)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (choice);
  const char *name = g_object_get_data (G_OBJECT (choice), NAME);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (choice));
  /* TRANSLATORS: what is chosen, like "Flag", and the choice */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), name,
                                           item != NULL ? gtk_string_object_get_string (item) : C_ ("choice", "none"));

  lens_accessible_set_name (GTK_WIDGET (choice), text);
  if (button != NULL)
    lens_accessible_set_name (button, text);
}

void
lens_drop_down_set_name (GtkDropDown *choice, const char *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (choice));

  g_object_set_data_full (G_OBJECT (choice), NAME, g_strdup (name), g_free);
  g_signal_connect (choice, "notify::selected-item", G_CALLBACK (update_name), NULL);
  update_name (choice);
}
