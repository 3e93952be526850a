/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-timed-bar.h"

#define KEY "lens-timed-bar"

typedef struct {
  GtkInfoBar *bar; /* borrowed: it holds this */
  GtkEventControllerMotion *pointer;
  GtkEventControllerFocus *focus;
  guint timeout_id;
} TimedBar;

static void
timed_bar_free (gpointer data)
{
  TimedBar *timed = data;

  g_clear_handle_id (&timed->timeout_id, g_source_remove);
  g_free (timed);
}

static TimedBar *
get_timed_bar (GtkInfoBar *bar)
{
  TimedBar *timed = g_object_get_data (G_OBJECT (bar), KEY);

  if (timed != NULL)
    return timed;

  timed = g_new0 (TimedBar, 1);
  timed->bar = bar;
  timed->pointer = GTK_EVENT_CONTROLLER_MOTION (gtk_event_controller_motion_new ());
  timed->focus = GTK_EVENT_CONTROLLER_FOCUS (gtk_event_controller_focus_new ());
  gtk_widget_add_controller (GTK_WIDGET (bar), GTK_EVENT_CONTROLLER (timed->pointer));
  gtk_widget_add_controller (GTK_WIDGET (bar), GTK_EVENT_CONTROLLER (timed->focus));
  g_object_set_data_full (G_OBJECT (bar), KEY, timed, timed_bar_free);

  return timed;
}

/* Somebody who reads it, or is about to press a button, has as much time again. */
static gboolean
on_time (gpointer user_data)
{
  TimedBar *timed = user_data;

  if (gtk_event_controller_motion_contains_pointer (timed->pointer)
      || gtk_event_controller_focus_contains_focus (timed->focus))
    return G_SOURCE_CONTINUE;

  timed->timeout_id = 0;
  gtk_info_bar_set_revealed (timed->bar, FALSE);

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
lens_timed_bar_show (GtkInfoBar *bar, GtkLabel *label, const char *text, guint seconds)
{
  TimedBar *timed;

  g_return_if_fail (GTK_IS_INFO_BAR (bar));

  timed = get_timed_bar (bar);
  gtk_info_bar_set_revealed (bar, TRUE); /* before it says something: only then is it announced */
  gtk_label_set_text (label, text);
  announce (bar, text);
  g_clear_handle_id (&timed->timeout_id, g_source_remove);
  if (seconds > 0)
    timed->timeout_id = g_timeout_add_seconds (seconds, on_time, timed);
}
