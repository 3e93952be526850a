/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-motion.h"

#define MOVE_TIME (120 * 1000) /* microseconds */

struct _LensMotion {
  GtkWidget *widget; /* borrowed */

  int n;
  double *start, *shown, *targets; /* when the move began, now, and at its end */

  guint tick_id;
  gint64 began; /* frame time, 0 before the first frame */
};

LensMotion *
lens_motion_new (GtkWidget *widget)
{
  LensMotion *self = g_new0 (LensMotion, 1);

  self->widget = widget;

  return self;
}

void
lens_motion_free (LensMotion *self)
{
  lens_motion_stop (self);
  g_free (self->start);
  g_free (self->shown);
  g_free (self->targets);
  g_free (self);
}

void
lens_motion_reset (LensMotion *self, int n)
{
  lens_motion_stop (self);
  self->n = n;
  self->start = g_renew (double, self->start, n);
  self->shown = g_renew (double, self->shown, n);
  self->targets = g_renew (double, self->targets, n);
  for (int i = 0; i < n; i++)
    self->start[i] = self->shown[i] = self->targets[i] = 0.0;
}

static void
show_progress (LensMotion *self, double progress)
{
  for (int i = 0; i < self->n; i++)
    self->shown[i] = self->start[i] + (self->targets[i] - self->start[i]) * progress;

  gtk_widget_queue_draw (self->widget);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  LensMotion *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double t;

  if (self->began == 0)
    self->began = now;
  t = (double) (now - self->began) / MOVE_TIME;
  if (t >= 1.0)
    {
      show_progress (self, 1.0);
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }
  show_progress (self, 1.0 - (1.0 - t) * (1.0 - t)); /* slows down towards the end */

  return G_SOURCE_CONTINUE;
}

void
lens_motion_stop (LensMotion *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

void
lens_motion_go (LensMotion *self, const double *targets)
{
  gboolean is_animated = FALSE;
  gboolean is_moving = self->tick_id != 0;

  g_object_get (gtk_widget_get_settings (self->widget), "gtk-enable-animations", &is_animated, NULL);
  lens_motion_stop (self);
  for (int i = 0; i < self->n; i++)
    {
      self->start[i] = self->shown[i];
      self->targets[i] = targets[i];
    }

  if (is_animated && !is_moving && gtk_widget_get_mapped (self->widget))
    {
      self->began = 0;
      self->tick_id = gtk_widget_add_tick_callback (self->widget, on_tick, self, NULL);
    }
  else
    {
      show_progress (self, 1.0);
    }
}

double
lens_motion_get (LensMotion *self, int index)
{
  g_return_val_if_fail (index >= 0 && index < self->n, 0.0);

  return self->shown[index];
}
