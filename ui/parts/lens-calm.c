/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-calm.h"

#define KEY "lens-calm"

typedef struct {
  GtkInfoBar *bar; /* borrowed: it holds this */
  GtkEventControllerMotion *pointer;
  GtkEventControllerFocus *focus;
  guint timeout_id;
} Calm;

static void
calm_free (gpointer data)
{
  Calm *calm = data;

  g_clear_handle_id (&calm->timeout_id, g_source_remove);
  g_free (calm);
}

static Calm *
get_calm (GtkInfoBar *bar)
{
  Calm *calm = g_object_get_data (G_OBJECT (bar), KEY);

  if (calm != NULL)
    return calm;

  calm = g_new0 (Calm, 1);
  calm->bar = bar;
  calm->pointer = GTK_EVENT_CONTROLLER_MOTION (gtk_event_controller_motion_new ());
  calm->focus = GTK_EVENT_CONTROLLER_FOCUS (gtk_event_controller_focus_new ());
  gtk_widget_add_controller (GTK_WIDGET (bar), GTK_EVENT_CONTROLLER (calm->pointer));
  gtk_widget_add_controller (GTK_WIDGET (bar), GTK_EVENT_CONTROLLER (calm->focus));
  g_object_set_data_full (G_OBJECT (bar), KEY, calm, calm_free);

  return calm;
}

/* Somebody who reads it, or is about to press a button, has as much time again. */
static gboolean
on_time (gpointer user_data)
{
  Calm *calm = user_data;

  if (gtk_event_controller_motion_contains_pointer (calm->pointer)
      || gtk_event_controller_focus_contains_focus (calm->focus))
    return G_SOURCE_CONTINUE;

  calm->timeout_id = 0;
  gtk_info_bar_set_revealed (calm->bar, FALSE);

  return G_SOURCE_REMOVE;
}

static void
announce (GtkInfoBar *bar, const char *text)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* newer than what the program needs */
      gtk_accessible_announce (GTK_ACCESSIBLE (bar), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

void
lens_calm_show (GtkInfoBar *bar, GtkLabel *label, const char *text, guint seconds)
{
  Calm *calm;

  g_return_if_fail (GTK_IS_INFO_BAR (bar));

  calm = get_calm (bar);
  gtk_info_bar_set_revealed (bar, TRUE); /* before it says something: only then is it announced */
  gtk_label_set_text (label, text);
  announce (bar, text);
  g_clear_handle_id (&calm->timeout_id, g_source_remove);
  if (seconds > 0)
    calm->timeout_id = g_timeout_add_seconds (seconds, on_time, calm);
}
