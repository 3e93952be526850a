/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-picture-private.h"

#include <math.h>

/* What the pointer, its wheel and fingers do. */

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, LensPicture *self)
{
  double px = self->pointer_x, py = self->pointer_y;

  if (self->image == NULL)
    return GDK_EVENT_PROPAGATE;

  if (px < 0.0)
    {
      px = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
      py = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
    }
  lens_picture_zoom_about (self, self->zoom * pow (1.2, -dy), px, py);

  return GDK_EVENT_STOP;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LensPicture *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
  lens_picture_point_at (self);
}

static void
on_leave (GtkEventControllerMotion *controller, LensPicture *self)
{
  self->pointer_x = self->pointer_y = -1.0;
  lens_picture_point_at (self);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LensPicture *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_x = self->x;
  self->drag_y = self->y;
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LensPicture *self)
{
  if (self->image == NULL)
    return;

  self->x = self->drag_x - dx / lens_picture_get_scale (self);
  self->y = self->drag_y - dy / lens_picture_get_scale (self);
  lens_picture_update_view (self);
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, LensPicture *self)
{
  self->pinch_zoom = self->zoom;
}

static void
on_pinch (GtkGestureZoom *gesture, double factor, LensPicture *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    lens_picture_zoom_about (self, self->pinch_zoom * factor, x, y);
}

/* By the first button beside the crop, by the middle one anywhere. */
static void
add_drag (LensPicture *self, guint button)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
lens_picture_add_gestures (LensPicture *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  add_drag (self, GDK_BUTTON_PRIMARY);
  add_drag (self, GDK_BUTTON_MIDDLE);
}
