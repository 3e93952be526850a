/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-strip-private.h"

#include <math.h>

#include "lens-row.h"

#define LARGER "<Control>plus|<Control>equal|<Control>KP_Add"
#define SMALLER "<Control>minus|<Control>KP_Subtract"
#define THUMBNAIL_SIDE 128 /* as in lens-queue.c: a tile up to there needs no other picture */
#define NARROW_COLUMNS 3   /* of the smallest tiles, in a list that lies over a narrow window */

static LensRow *
get_row (GtkWidget *place)
{
  GtkWidget *child = gtk_widget_get_first_child (place);

  return LENS_IS_ROW (child) ? LENS_ROW (child) : NULL;
}

int
lens_strip_get_tile_size (LensStrip *self)
{
  return self->is_grid ? (int) gtk_adjustment_get_value (self->size) : 0;
}

/* GTK shares out the width of the grid evenly. */
static int
get_tile_width (LensStrip *self)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    if (gtk_widget_get_child_visible (tile) && gtk_widget_get_width (tile) > 0)
      return gtk_widget_get_width (tile);

  return 0;
}

guint
lens_strip_count_columns (LensStrip *self)
{
  int width = self->is_grid ? get_tile_width (self) : 0;

  return width > 0 ? MAX (1, (guint) round ((double) gtk_widget_get_width (GTK_WIDGET (self->grid)) / width)) : 1;
}

/* A large picture is drawn from an own one, and only while it can be seen. */
void
lens_strip_show_tiles (LensStrip *self, GPtrArray *items)
{
  int side = self->is_grid ? gtk_widget_get_scale_factor (GTK_WIDGET (self)) * get_tile_width (self) : 0;

  if (self->tiles == NULL)
    return;
  lens_tiles_want (self->tiles, items, side > THUMBNAIL_SIDE ? side : 0);
  if (side <= THUMBNAIL_SIDE)
    return;
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    {
      LensRow *row = get_row (tile);

      if (row != NULL && !g_ptr_array_find (items, lens_row_get_item (row), NULL))
        lens_row_forget_cover (row);
    }
}

/* ---- another size ---- */

static void
on_size (LensStrip *self)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    if (get_row (tile) != NULL)
      lens_row_set_tile (get_row (tile), (int) gtk_adjustment_get_value (self->size));
  gtk_widget_queue_resize (GTK_WIDGET (self->grid));
  g_object_notify (G_OBJECT (self), "tile-size");
}

static void
change_size (LensStrip *self, double steps)
{
  gtk_adjustment_set_value (self->size, round (gtk_adjustment_get_value (self->size)
                                               + steps * gtk_adjustment_get_step_increment (self->size)));
}

static gboolean
on_larger (GtkWidget *widget, GVariant *arguments, gpointer self)
{
  change_size (self, 1.0);

  return TRUE;
}

static gboolean
on_smaller (GtkWidget *widget, GVariant *arguments, gpointer self)
{
  change_size (self, -1.0);

  return TRUE;
}

static gboolean
on_scroll (GtkEventController *controller, double dx, double dy, LensStrip *self)
{
  if ((gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  change_size (self, -dy);

  return GDK_EVENT_STOP;
}

void
lens_strip_install_tiles (LensStrip *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  /* before the window, which would zoom the image */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (LARGER), gtk_callback_action_new (on_larger, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (SMALLER), gtk_callback_action_new (on_smaller, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE); /* before the grid scrolls */
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (on_scroll), self, 0);
  gtk_widget_add_controller (self->grid_scroller, wheel);
  g_signal_connect_object (self->size, "value-changed", G_CALLBACK (on_size), self, G_CONNECT_SWAPPED);
}

/* ---- public ---- */

void
lens_strip_set_tiles (LensStrip *self, LensTiles *tiles)
{
  g_return_if_fail (LENS_IS_STRIP (self));

  g_set_object (&self->tiles, tiles);
}

void
lens_strip_set_narrow (LensStrip *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_STRIP (self));

  gtk_widget_set_size_request (self->grid_scroller, is_narrow ? NARROW_COLUMNS * (LENS_ROW_MIN_TILE + 8) : -1, -1);
}
