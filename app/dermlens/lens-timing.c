/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-timing.h"

#define DOMAIN "Dermlens-Timing"

static void
on_changed (LensWindow *window)
{
  gboolean *is_due = g_object_get_data (G_OBJECT (window), DOMAIN);

  *is_due = lens_shown_get_image (lens_session_get_shown (lens_window_get_session (window))) != NULL;
}

/* What has changed since the last frame is on screen now. */
static void
on_painted (LensWindow *window)
{
  LensShown *shown = lens_session_get_shown (lens_window_get_session (window));
  gboolean *is_due = g_object_get_data (G_OBJECT (window), DOMAIN);

  if (!*is_due)
    return;
  *is_due = FALSE;
  g_log (DOMAIN, G_LOG_LEVEL_DEBUG, "drawn %s %s",
         lens_shown_get_image (shown) == NULL        ? "window"
         : lens_shown_get_prediction (shown) != NULL ? "bars"
                                                     : "image",
         lens_shown_get_item (shown) != NULL ? lens_item_get_name (lens_shown_get_item (shown)) : "");
}

static void
on_realize (LensWindow *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (on_painted),
                           window, G_CONNECT_SWAPPED);
}

void
lens_timing_watch (LensWindow *window)
{
  LensShown *shown = lens_session_get_shown (lens_window_get_session (window));
  gboolean *is_due;

  if (g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, DOMAIN))
    return;

  is_due = g_new (gboolean, 1);
  *is_due = TRUE;
  g_object_set_data_full (G_OBJECT (window), DOMAIN, is_due, g_free);
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realize), NULL);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_changed), window, G_CONNECT_SWAPPED);
}
