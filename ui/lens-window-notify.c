/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

/* The desktop says that long work has ended, to somebody who has turned to another window meanwhile. */

/* (transfer full) One for each window: a newer one takes its place. */
static char *
dup_id (LensWindow *self)
{
  return g_strdup_printf ("read-%u", gtk_application_window_get_id (GTK_APPLICATION_WINDOW (self)));
}

static void
notify (LensWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *id = NULL, *text = NULL;

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self)))
    return;

  id = dup_id (self);
  text = g_strdup_printf (ngettext ("%u image of the list is read.", "All %u images of the list are read.", n), n);
  notification = g_notification_new ("Dermlens");
  g_notification_set_body (notification, text);
  g_notification_set_default_action_and_target (notification, "app.show-window", "u",
                                                gtk_application_window_get_id (GTK_APPLICATION_WINDOW (self)));
  g_application_send_notification (G_APPLICATION (application), id, notification);
}

/* It is seen now. */
static void
on_active (LensWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *id = dup_id (self);

  if (application != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    g_application_withdraw_notification (G_APPLICATION (application), id);
}

void
lens_window_follow_run (LensWindow *self, gboolean is_working)
{
  if (lens_run_update (&self->run, is_working, g_get_monotonic_time ()))
    notify (self);
}

void
lens_window_install_notify (LensWindow *self)
{
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
}
