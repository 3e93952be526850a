/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-map.h"

#include "lens-frame.h"
#include "lens-net-columns.h"

#define SIDE 112 /* about, in whole cells: 8 units for each of 14 */
#define LARGE_SIDE 168

struct _LensCellMap {
  GtkWidget parent_instance;

  LensPass *pass;               /* owned */
  GdkTexture *texture;          /* owned; of the map below, or NULL */
  DermActivations *activations; /* owned; of the texture, as the next two */
  int layer, channel;
  LensNetStyle style;
  gboolean is_large;
};

G_DEFINE_FINAL_TYPE (LensCellMap, lens_cell_map, GTK_TYPE_WIDGET)

static const LensNetStep *
get_step (LensCellMap *self)
{
  const DermCell *cell = lens_pass_get_cell (self->pass);

  if (cell == NULL || lens_pass_get_activations (self->pass) == NULL)
    return NULL;

  return lens_pass_get_step (self->pass, lens_pass_find_step (self->pass, cell->layer));
}

static int
get_cell_size (LensCellMap *self, const LensNetStep *step)
{
  return MAX (1, (self->is_large ? LARGE_SIDE : SIDE) / MAX (step->rows, step->columns));
}

static void
update_texture (LensCellMap *self, const LensNetStep *step, const DermCell *cell)
{
  gboolean is_restyled = lens_net_style_update (&self->style, GTK_WIDGET (self));
  int size = get_cell_size (self, step);

  if (!is_restyled && self->texture != NULL && self->activations == lens_pass_get_activations (self->pass)
      && self->layer == cell->layer && self->channel == cell->channel
      && gdk_texture_get_width (self->texture) == (size * step->columns + 2 * LENS_NET_FRAME) * self->style.factor)
    return;
  g_clear_object (&self->texture);
  g_set_object (&self->activations, lens_pass_get_activations (self->pass));
  self->layer = cell->layer;
  self->channel = cell->channel;
  self->texture = lens_net_columns_make_map (&self->style, self->activations, step, cell->channel, size);
}

static void
draw_box (GtkSnapshot *snapshot, const graphene_rect_t *cell)
{
  const GdkRGBA black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  lens_frame_snapshot (snapshot, cell, -3, 1, &black);
  lens_frame_snapshot (snapshot, cell, -2, 2, &white);
  lens_frame_snapshot (snapshot, cell, -1, 1, &black);
}

static void
lens_cell_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensCellMap *self = LENS_CELL_MAP (widget);
  const LensNetStep *step = get_step (self);
  const DermCell *cell = lens_pass_get_cell (self->pass);
  float size;

  if (step == NULL)
    return;
  update_texture (self, step, cell);
  size = (float) get_cell_size (self, step);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT (0, 0, (float) step->columns * size + 2 * LENS_NET_FRAME,
                                                    (float) step->rows * size + 2 * LENS_NET_FRAME));
  draw_box (snapshot, &GRAPHENE_RECT_INIT ((float) cell->column * size + LENS_NET_FRAME,
                                           (float) cell->row * size + LENS_NET_FRAME, size, size));
}

static void
lens_cell_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  LensCellMap *self = LENS_CELL_MAP (widget);
  const LensNetStep *step = self->pass != NULL ? get_step (self) : NULL;

  *minimum = *natural = 0;
  if (step != NULL)
    *minimum = *natural
        = get_cell_size (self, step) * (orientation == GTK_ORIENTATION_HORIZONTAL ? step->columns : step->rows)
          + 2 * LENS_NET_FRAME;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensCellMap *self)
{
  const LensNetStep *step = get_step (self);
  DermCell cell;

  if (step == NULL)
    return;
  cell = *lens_pass_get_cell (self->pass);
  cell.column = CLAMP ((int) (x - LENS_NET_FRAME) / get_cell_size (self, step), 0, step->columns - 1);
  cell.row = CLAMP ((int) (y - LENS_NET_FRAME) / get_cell_size (self, step), 0, step->rows - 1);
  lens_pass_move (self->pass, &cell);
}

static void
lens_cell_map_dispose (GObject *object)
{
  LensCellMap *self = LENS_CELL_MAP (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->activations);
  g_clear_object (&self->pass);

  G_OBJECT_CLASS (lens_cell_map_parent_class)->dispose (object);
}

static void
lens_cell_map_class_init (LensCellMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_cell_map_dispose;
  widget_class->snapshot = lens_cell_map_snapshot;
  widget_class->measure = lens_cell_map_measure;
  gtk_widget_class_set_css_name (widget_class, "lens-cell-map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lens_cell_map_init (LensCellMap *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
lens_cell_map_set_pass (LensCellMap *self, LensPass *pass)
{
  g_return_if_fail (LENS_IS_CELL_MAP (self));
  g_return_if_fail (self->pass == NULL);

  self->pass = g_object_ref (pass);
  g_signal_connect_object (pass, "cell-changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
}

void
lens_cell_map_set_large (LensCellMap *self, gboolean is_large)
{
  g_return_if_fail (LENS_IS_CELL_MAP (self));

  self->is_large = is_large;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
