/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-timing.h"

#define DOMAIN "Dermlens-Timing"

/* Of one window; it belongs to its widget. */
typedef struct {
  LensShown *shown;             /* owned */
  LensExplaining *explaining;   /* owned */
  gboolean is_due;              /* something is to be drawn for the first time */
  gboolean is_paint;            /* the scores of a painted input are */
  gboolean has_map, is_map_due; /* the same for the first map of an explanation, however coarse */
} Timing;

static void
timing_free (gpointer data)
{
  Timing *timing = data;

  g_object_unref (timing->shown);
  g_object_unref (timing->explaining);
  g_free (timing);
}

static void
on_changed (GtkWidget *widget)
{
  Timing *timing = g_object_get_data (G_OBJECT (widget), DOMAIN);

  timing->is_due = lens_shown_get_image (timing->shown) != NULL;
}

static void
on_predicted (GtkWidget *widget)
{
  Timing *timing = g_object_get_data (G_OBJECT (widget), DOMAIN);

  timing->is_due = TRUE;
  timing->is_paint = lens_shown_is_edited (timing->shown);
}

static void
on_explaining (GtkWidget *widget)
{
  Timing *timing = g_object_get_data (G_OBJECT (widget), DOMAIN);
  gboolean had_map = timing->has_map;

  timing->has_map = lens_explaining_get_map (timing->explaining) != NULL;
  timing->is_map_due = timing->has_map && (!had_map || timing->is_map_due);
}

/* What has changed since the last frame is on screen now. */
static void
on_painted (GtkWidget *widget)
{
  Timing *timing = g_object_get_data (G_OBJECT (widget), DOMAIN);
  LensItem *item = lens_shown_get_item (timing->shown);
  const char *what = "window";
  gboolean is_paint;

  if (timing->is_map_due)
    g_log (DOMAIN, G_LOG_LEVEL_DEBUG, "drawn map");
  timing->is_map_due = FALSE;
  if (!timing->is_due)
    return;
  timing->is_due = FALSE;
  is_paint = timing->is_paint;
  timing->is_paint = FALSE;
  if (lens_shown_get_image (timing->shown) != NULL)
    what = is_paint ? "paint" : lens_shown_get_prediction (timing->shown) != NULL ? "bars" : "image";
  g_log (DOMAIN, G_LOG_LEVEL_DEBUG, "drawn %s %s", what, item != NULL ? lens_item_get_name (item) : "");
}

static void
on_realize (GtkWidget *widget)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (on_painted), widget,
                           G_CONNECT_SWAPPED);
}

void
lens_timing_watch (GtkWidget *window, LensSession *session)
{
  Timing *timing;

  if (g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, DOMAIN))
    return;

  timing = g_new (Timing, 1);
  *timing = (Timing){ .shown = g_object_ref (lens_session_get_shown (session)),
                      .explaining = g_object_ref (lens_session_get_explaining (session)),
                      .is_due = TRUE };
  g_object_set_data_full (G_OBJECT (window), DOMAIN, timing, timing_free);
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realize), NULL);
  g_signal_connect_object (timing->shown, "changed", G_CALLBACK (on_changed), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (timing->shown, "predicted", G_CALLBACK (on_predicted), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (timing->explaining, "changed", G_CALLBACK (on_explaining), window, G_CONNECT_SWAPPED);
}
