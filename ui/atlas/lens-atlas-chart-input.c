/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-chart-private.h"

#include <math.h>

#include "lens-keys.h"

/* Pointer and keys. */

#define REACH 14.0 /* of the pointer, to a point */
#define HOVER_MS 125
#define STEP 3.0 /* between two corners of a line that is drawn */
#define WHEEL 1.2
#define MAX_ZOOM 60.0

/* ---- what is pointed at ---- */

int
lens_atlas_chart_find_at (LensAtlasChart *self, double x, double y)
{
  double nearest = REACH * REACH;
  int found = -1;

  g_return_val_if_fail (LENS_IS_ATLAS_CHART (self), -1);

  for (guint i = 0; i < self->points->len; i++)
    {
      const graphene_point_t *point = &g_array_index (self->points, graphene_point_t, i);
      double dx = (double) point->x - x, dy = (double) point->y - y, square = dx * dx + dy * dy;

      if (square < nearest) /* which NaN is not */
        {
          nearest = square;
          found = (int) i;
        }
    }

  return found;
}

static gboolean
on_hover (gpointer user_data)
{
  LensAtlasChart *self = user_data;

  self->hover_id = 0;
  lens_atlas_chart_tell_pointed_at (self);

  return G_SOURCE_REMOVE;
}

/* The ring comes at once; what is told of the image only when the pointer rests. */
void
lens_atlas_chart_set_hovered (LensAtlasChart *self, int place)
{
  if (place == self->hovered)
    return;
  self->hovered = place;
  g_clear_handle_id (&self->hover_id, g_source_remove);
  if (place >= 0)
    self->hover_id = g_timeout_add (HOVER_MS, on_hover, self);
  else
    lens_atlas_chart_tell_pointed_at (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, LensAtlasChart *self)
{
  if (self->drawn == NULL)
    lens_atlas_chart_set_hovered (self, lens_atlas_chart_find_at (self, x, y));
}

static void
on_leave (GtkEventControllerMotion *controller, LensAtlasChart *self)
{
  lens_atlas_chart_set_hovered (self, -1);
}

static void
on_click (GtkGestureClick *gesture, int n_press, double x, double y, LensAtlasChart *self)
{
  int place = lens_atlas_chart_find_at (self, x, y);

  if (place < 0)
    return;
  lens_atlas_chart_select (self, place);
  gtk_widget_grab_focus (lens_atlas_chart_get_cell (self));
}

/* ---- drawing around images, and moving the map ---- */

static void
add_corner (LensAtlasChart *self, double x, double y)
{
  double map[2];

  if (lens_atlas_chart_to_map (self, x, y, &map[0], &map[1]))
    g_array_append_vals (self->drawn, map, 2);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, LensAtlasChart *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  self->drag_x = self->pan_x;
  self->drag_y = self->pan_y;
  self->is_adding = (state & GDK_SHIFT_MASK) != 0;
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, LensAtlasChart *self)
{
  double x, y;

  if (hypot (dx, dy) < STEP || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  lens_atlas_chart_set_hovered (self, -1);
  if (!lens_places_is_lasso (lens_atlas_chart_get_places (self)))
    {
      self->pan_x = self->drag_x + dx;
      self->pan_y = self->drag_y + dy;
      lens_atlas_chart_place_points (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  if (self->drawn == NULL)
    {
      self->drawn = g_array_new (FALSE, FALSE, sizeof (double));
      add_corner (self, x, y);
    }
  add_corner (self, x + dx, y + dy);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, LensAtlasChart *self)
{
  LensPlaces *places = lens_atlas_chart_get_places (self);
  g_autoptr (GPtrArray) items = NULL;
  GArray *line = g_steal_pointer (&self->drawn);

  if (line == NULL)
    {
      if (self->pan_x != self->drawn_x || self->pan_y != self->drawn_y)
        lens_atlas_chart_invalidate (self); /* what was beyond the edge */
      return;
    }
  items = lens_places_list_within (places, &g_array_index (line, double, 0), line->len / 2);
  if (!self->is_adding)
    g_ptr_array_set_size (self->lassos, 0);
  if (items->len > 0)
    g_ptr_array_add (self->lassos, line);
  else
    g_array_unref (line);
  lens_session_set_lasso (self->session, items, self->is_adding);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_atlas_chart_zoom (LensAtlasChart *self, double factor)
{
  double zoom;

  g_return_if_fail (LENS_IS_ATLAS_CHART (self));

  zoom = factor > 0 ? CLAMP (self->zoom * factor, 1.0, MAX_ZOOM) : 1.0;
  self->pan_x *= zoom / self->zoom;
  self->pan_y *= zoom / self->zoom;
  self->zoom = zoom;
  if (zoom == 1.0)
    self->pan_x = self->pan_y = 0;
  lens_atlas_chart_invalidate (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, LensAtlasChart *self)
{
  lens_atlas_chart_zoom (self, pow (WHEEL, -dy));

  return GDK_EVENT_STOP;
}

/* ---- keys ---- */

void
lens_atlas_chart_set_cursor (LensAtlasChart *self, int place)
{
  self->cursor = place;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lens_atlas_chart_move_cursor (LensAtlasChart *self, int dx, int dy)
{
  LensPlaces *places;
  int from, to;

  g_return_if_fail (LENS_IS_ATLAS_CHART (self));

  places = lens_atlas_chart_get_places (self);
  from = self->cursor >= 0
             ? self->cursor
             : lens_places_find (places, lens_selection_get_current_item (lens_session_get_selection (self->session)));
  to = lens_places_find_towards (places, from, dx, -dy);
  if (to < 0)
    return;
  lens_atlas_chart_set_cursor (self, to);
  lens_atlas_chart_select (self, to);
}

static void
add_cursor (LensAtlasChart *self)
{
  LensPlaces *places = lens_atlas_chart_get_places (self);
  LensItem *shown = lens_selection_get_current_item (lens_session_get_selection (self->session));
  int place = self->cursor >= 0 ? self->cursor : lens_places_find (places, shown);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (place < 0)
    return;
  g_ptr_array_add (items, g_object_ref (lens_places_get_item (places, (guint) place)));
  lens_session_set_lasso (self->session, items, TRUE);
}

/* The keys that enlarge the original elsewhere. */
static gboolean
zoom (LensAtlasChart *self, guint keyval)
{
  if (keyval == GDK_KEY_plus || keyval == GDK_KEY_equal || keyval == GDK_KEY_KP_Add)
    lens_atlas_chart_zoom (self, WHEEL);
  else if (keyval == GDK_KEY_minus || keyval == GDK_KEY_KP_Subtract)
    lens_atlas_chart_zoom (self, 1 / WHEEL);
  else if (keyval == GDK_KEY_0 || keyval == GDK_KEY_KP_0)
    lens_atlas_chart_zoom (self, 0);
  else
    return FALSE;

  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensAtlasChart *self)
{
  int dx, dy;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0
      || lens_places_get_n (lens_atlas_chart_get_places (self)) == 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_space)
    {
      add_cursor (self);
      return GDK_EVENT_STOP;
    }
  if (zoom (self, keyval))
    return GDK_EVENT_STOP;
  if (!lens_keys_find_arrow (keyval, &dx, &dy))
    return GDK_EVENT_PROPAGATE;
  lens_atlas_chart_move_cursor (self, dx, dy);

  return GDK_EVENT_STOP;
}

static void
on_focus_leave (GtkEventControllerFocus *controller, LensAtlasChart *self)
{
  lens_atlas_chart_set_cursor (self, -1);
}

void
lens_atlas_chart_add_controllers (LensAtlasChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new (), *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (click, "released", G_CALLBACK (on_click), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
