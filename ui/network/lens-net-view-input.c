/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-view-private.h"

#include "lens-keys.h"

#define LEAP 4 /* cells that Shift and an arrow go */

static DermCell
cell_of (LensNetView *self, const LensNetSpot *spot)
{
  return (DermCell){ lens_pass_get_step (self->pass, spot->step)->shown,
                     lens_net_view_get_channel (self, spot->step, spot->place), spot->row, spot->column };
}

/* ---- pointer ---- */

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensNetView *self)
{
  LensNetSpot spot;
  DermCell cell;

  gtk_widget_grab_focus (self->cells[self->current]);
  if (self->layout == NULL || !lens_net_layout_find (self->layout, (int) x, (int) y, &spot))
    return;
  if (spot.place < 0)
    {
      lens_pass_open (self->pass, spot.step);
      return;
    }
  cell = cell_of (self, &spot);
  lens_pass_choose (self->pass, &cell);
}

/* ---- keys ---- */

/* Where keys begin: the largest value of the first map. */
static void
choose_first (LensNetView *self)
{
  int open = lens_pass_get_open (self->pass);
  DermCell cell
      = lens_net_step_find_largest (lens_pass_get_step (self->pass, open), lens_pass_get_activations (self->pass),
                                    lens_net_view_get_channel (self, open, 0));

  lens_pass_choose (self->pass, &cell);
}

static void
move (LensNetView *self, int dx, int dy)
{
  LensNetSpot spot;
  DermCell cell;

  if (!lens_net_view_find_cursor (self, &spot))
    {
      choose_first (self);
      return;
    }
  if (!lens_net_layout_move (self->layout, &spot, dx, dy))
    return;
  cell = cell_of (self, &spot);
  lens_pass_move (self->pass, &cell);
}

/* From map to map, of a row of numbers from one to the next. */
static void
move_maps (LensNetView *self, int dx, int dy)
{
  const LensNetStep *step = lens_pass_get_step (self->pass, lens_pass_get_open (self->pass));

  move (self, dx * step->columns, dy * step->rows);
}

/* In the map: to its first or last column. */
static void
move_to_end (LensNetView *self, gboolean is_end)
{
  const LensNetStep *step = lens_pass_get_step (self->pass, lens_pass_get_open (self->pass));
  LensNetSpot spot;

  if (!lens_net_view_find_cursor (self, &spot))
    return;
  if (lens_net_step_is_vector (step))
    move (self, 0, is_end ? step->channels : -step->channels);
  else
    move (self, is_end ? step->columns - 1 - spot.column : -spot.column, 0);
}

/* As in every player; whoever wants no motion has no such button, and steps. */
static gboolean
toggle_playing (LensNetView *self)
{
  gboolean has_animations;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &has_animations, NULL);

  return has_animations && gtk_widget_activate_action (GTK_WIDGET (self), "win.play-layers", NULL);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                LensNetView *self)
{
  gboolean is_control = (state & GDK_CONTROL_MASK) != 0, is_shift = (state & GDK_SHIFT_MASK) != 0;
  int dx, dy;

  if (self->layout == NULL || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (lens_keys_find_arrow (keyval, &dx, &dy))
    {
      if (is_control)
        move_maps (self, dx, dy);
      else
        move (self, dx * (is_shift ? LEAP : 1), dy * (is_shift ? LEAP : 1));
    }
  else if (is_control || is_shift)
    return GDK_EVENT_PROPAGATE;
  else if (keyval == GDK_KEY_Home || keyval == GDK_KEY_End)
    move_to_end (self, keyval == GDK_KEY_End);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    move (self, 0, 0);
  else if (keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space)
    return toggle_playing (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

void
lens_net_view_add_controllers (LensNetView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
