/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-field-layer.h"

#define VEIL 0.45f

struct _LensFieldLayer {
  LensLayer parent_instance;

  guint8 *field; /* owned, or NULL */
  int width, height;
};

G_DEFINE_FINAL_TYPE (LensFieldLayer, lens_field_layer, LENS_TYPE_LAYER)

static gboolean
is_seen (LensFieldLayer *self, int x, int y)
{
  return x >= 0 && y >= 0 && x < self->width && y < self->height && self->field[y * self->width + x] != 0;
}

static graphene_rect_t
cells (LensFieldLayer *self, const graphene_rect_t *place, int x, int y, int n)
{
  float width = place->size.width / (float) self->width, height = place->size.height / (float) self->height;

  return GRAPHENE_RECT_INIT (place->origin.x + (float) x * width, place->origin.y + (float) y * height,
                             (float) n * width, height);
}

/* Row by row, in runs: cells side by side would show seams. */
static void
draw_veil (LensFieldLayer *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0, end; x < self->width; x = end)
      {
        for (end = x + 1; end < self->width && is_seen (self, end, y) == is_seen (self, x, y);)
          end++;
        if (!is_seen (self, x, y))
          {
            graphene_rect_t run = cells (self, place, x, y, end - x);

            gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, VEIL }, &run);
          }
      }
}

/* Lines between cells of which one is seen; light on dark, so that they stand out on any picture. */
static void
trace_edges (LensFieldLayer *self, cairo_t *cr, const graphene_rect_t *place)
{
  for (int y = 0; y <= self->height; y++)
    for (int x = 0; x <= self->width; x++)
      {
        graphene_rect_t cell = cells (self, place, x, y, 1);
        double left = (double) cell.origin.x, top = (double) cell.origin.y;

        if (is_seen (self, x, y) != is_seen (self, x - 1, y))
          {
            cairo_move_to (cr, left, top);
            cairo_line_to (cr, left, top + (double) cell.size.height);
          }
        if (is_seen (self, x, y) != is_seen (self, x, y - 1))
          {
            cairo_move_to (cr, left, top);
            cairo_line_to (cr, left + (double) cell.size.width, top);
          }
      }
}

static void
lens_field_layer_snapshot (LensLayer *layer, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  LensFieldLayer *self = LENS_FIELD_LAYER (layer);
  graphene_rect_t bounds;
  cairo_t *cr;

  if (self->field == NULL)
    return;
  draw_veil (self, snapshot, place);
  graphene_rect_inset_r (place, -2, -2, &bounds);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  trace_edges (self, cr, place);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.8);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
lens_field_layer_finalize (GObject *object)
{
  g_free (LENS_FIELD_LAYER (object)->field);

  G_OBJECT_CLASS (lens_field_layer_parent_class)->finalize (object);
}

static void
lens_field_layer_class_init (LensFieldLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_field_layer_finalize;
  LENS_LAYER_CLASS (klass)->snapshot = lens_field_layer_snapshot;
}

static void
lens_field_layer_init (LensFieldLayer *self)
{
}

LensFieldLayer *
lens_field_layer_new (void)
{
  return g_object_new (LENS_TYPE_FIELD_LAYER, NULL);
}

void
lens_field_layer_set (LensFieldLayer *self, guint8 *field, int width, int height)
{
  g_return_if_fail (LENS_IS_FIELD_LAYER (self));

  g_free (self->field);
  self->field = field;
  self->width = width;
  self->height = height;
  lens_layer_changed (LENS_LAYER (self));
}
