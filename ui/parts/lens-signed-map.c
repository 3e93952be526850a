/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-signed-map.h"

#include <math.h>

#include "lens-frame.h"
#include "lens-signed-colours.h"

#define LEAST_ALPHA (1.0f / 512.0f) /* less is not seen */
#define DASH 4.0f                   /* widget units, dash and gap alike; larger in large cells */

struct _LensSignedMap {
  LensLayer parent_instance;

  float *values; /* owned, or NULL */
  int width, height;
  double scale, opacity;
  gboolean has_cursor, is_hidden;
  graphene_rect_t cursor; /* fractions */
  double line;
};

G_DEFINE_FINAL_TYPE (LensSignedMap, lens_signed_map, LENS_TYPE_LAYER)

/* A line of the outlines: light or dark, so that it is seen on every grey. */
typedef struct {
  GdkRGBA color;
  float width;
  int sign;
  gboolean is_dashed;
} Stroke;

static const Stroke strokes[] = {
  { { 0.1f, 0.1f, 0.1f, 0.85f }, 3.0f, -1, FALSE },
  { { 1.0f, 1.0f, 1.0f, 1.0f }, 1.5f, -1, TRUE },
  { { 1.0f, 1.0f, 1.0f, 0.75f }, 3.0f, 1, FALSE },
  { { 0.22f, 0.05f, 0.3f, 1.0f }, 1.5f, 1, FALSE },
};

static double
part_at (LensSignedMap *self, int x, int y)
{
  return (double) self->values[y * self->width + x] / self->scale;
}

/* Whole units: there are no seams between cells, and none overlap. */
static float
edge (float from, float size, int i, int n)
{
  return roundf (from + size * (float) i / (float) n);
}

static graphene_rect_t
cell_at (LensSignedMap *self, const graphene_rect_t *place, int x, int y)
{
  float left = edge (place->origin.x, place->size.width, x, self->width);
  float top = edge (place->origin.y, place->size.height, y, self->height);

  return GRAPHENE_RECT_INIT (left, top, edge (place->origin.x, place->size.width, x + 1, self->width) - left,
                             edge (place->origin.y, place->size.height, y + 1, self->height) - top);
}

static void
draw_cells (LensSignedMap *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        GdkRGBA color = lens_signed_colours_over (part_at (self, x, y), self->opacity);
        graphene_rect_t cell = cell_at (self, place, x, y);

        if (color.alpha >= LEAST_ALPHA)
          gtk_snapshot_append_color (snapshot, &color, &cell);
      }
}

static gboolean
is_strong (LensSignedMap *self, int x, int y, int sign)
{
  return x >= 0 && x < self->width && y >= 0 && y < self->height
         && sign * part_at (self, x, y) >= LENS_SIGNED_MAP_STRONG;
}

/* From one corner of a cell to the next, along one axis. */
static void
draw_edge (GtkSnapshot *snapshot, const Stroke *stroke, const graphene_point_t *from, const graphene_point_t *to)
{
  float half = stroke->width / 2.0f, length = MAX (to->x - from->x, to->y - from->y);
  gboolean is_level = to->x > from->x;
  float dash = stroke->is_dashed ? MAX (DASH, length / 6.0f) : length + stroke->width;
  float start = stroke->is_dashed ? 0.0f : -half, end = stroke->is_dashed ? length : length + half;

  for (float at = start; at < end; at += 2.0f * dash)
    {
      float size = MIN (dash, end - at);

      gtk_snapshot_append_color (snapshot, &stroke->color,
                                 is_level ? &GRAPHENE_RECT_INIT (from->x + at, from->y - half, size, stroke->width)
                                          : &GRAPHENE_RECT_INIT (from->x - half, from->y + at, stroke->width, size));
    }
}

static void
draw_outline (LensSignedMap *self, GtkSnapshot *snapshot, const graphene_rect_t *place, const Stroke *stroke)
{
  for (int y = 0; y <= self->height; y++)
    for (int x = 0; x <= self->width; x++)
      {
        gboolean is_inside = is_strong (self, x, y, stroke->sign);
        graphene_rect_t cell = cell_at (self, place, x, y);
        const graphene_point_t corner = cell.origin;

        if (is_inside != is_strong (self, x, y - 1, stroke->sign))
          draw_edge (snapshot, stroke, &corner, &GRAPHENE_POINT_INIT (corner.x + cell.size.width, corner.y));
        if (is_inside != is_strong (self, x - 1, y, stroke->sign))
          draw_edge (snapshot, stroke, &corner, &GRAPHENE_POINT_INIT (corner.x, corner.y + cell.size.height));
      }
}

/* Light between dark. */
static void
draw_cursor (LensSignedMap *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  const GdkRGBA dark = { 0.1f, 0.1f, 0.1f, 0.9f }, light = { 1, 1, 1, 1 };
  const float line = (float) self->line;
  const graphene_rect_t box = GRAPHENE_RECT_INIT (roundf (place->origin.x + self->cursor.origin.x * place->size.width),
                                                  roundf (place->origin.y + self->cursor.origin.y * place->size.height),
                                                  roundf (self->cursor.size.width * place->size.width),
                                                  roundf (self->cursor.size.height * place->size.height));

  lens_frame_snapshot (snapshot, &box, -1, line + 2, &dark);
  lens_frame_snapshot (snapshot, &box, 0, line, &light);
}

static void
lens_signed_map_snapshot (LensLayer *layer, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  LensSignedMap *self = LENS_SIGNED_MAP (layer);

  if (self->values == NULL || self->is_hidden)
    return;
  if (self->scale > 0)
    {
      draw_cells (self, snapshot, place);
      for (gsize i = 0; i < G_N_ELEMENTS (strokes); i++)
        draw_outline (self, snapshot, place, &strokes[i]);
    }
  if (self->has_cursor)
    draw_cursor (self, snapshot, place);
}

static void
lens_signed_map_finalize (GObject *object)
{
  g_free (LENS_SIGNED_MAP (object)->values);

  G_OBJECT_CLASS (lens_signed_map_parent_class)->finalize (object);
}

static void
lens_signed_map_class_init (LensSignedMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_signed_map_finalize;
  LENS_LAYER_CLASS (klass)->snapshot = lens_signed_map_snapshot;
}

static void
lens_signed_map_init (LensSignedMap *self)
{
}

LensSignedMap *
lens_signed_map_new (void)
{
  return g_object_new (LENS_TYPE_SIGNED_MAP, NULL);
}

static void
update_grey (LensSignedMap *self)
{
  lens_layer_set_grey (LENS_LAYER (self), self->values != NULL && !self->is_hidden);
  lens_layer_changed (LENS_LAYER (self));
}

void
lens_signed_map_set (LensSignedMap *self, const float *values, int width, int height, double scale, double opacity)
{
  float *copy;

  g_return_if_fail (LENS_IS_SIGNED_MAP (self));

  copy = values != NULL ? g_memdup2 (values, sizeof *values * (gsize) width * (gsize) height) : NULL;
  g_free (self->values);
  self->values = copy;
  self->width = width;
  self->height = height;
  self->scale = scale;
  self->opacity = opacity;
  update_grey (self);
}

void
lens_signed_map_set_cursor (LensSignedMap *self, const graphene_rect_t *place, double line)
{
  g_return_if_fail (LENS_IS_SIGNED_MAP (self));

  self->has_cursor = place != NULL;
  if (place != NULL)
    self->cursor = *place;
  self->line = line;
  lens_layer_changed (LENS_LAYER (self));
}

void
lens_signed_map_set_shown (LensSignedMap *self, gboolean is_shown)
{
  g_return_if_fail (LENS_IS_SIGNED_MAP (self));

  if (self->is_hidden == !is_shown)
    return;
  self->is_hidden = !is_shown;
  update_grey (self);
}

/* ---- places ---- */

typedef struct {
  const float *values;
  int width, height;
  double least;
  int sign;
  gboolean *seen;
} Search;

/* The place around a cell, without recursion: a map may be large. */
static void
visit_place (Search *search, int cell)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int));

  search->seen[cell] = TRUE;
  g_array_append_val (open, cell);
  while (open->len > 0)
    {
      int at = g_array_index (open, int, open->len - 1), x = at % search->width, y = at / search->width;
      const int next[4] = { x > 0 ? at - 1 : -1, x + 1 < search->width ? at + 1 : -1, y > 0 ? at - search->width : -1,
                            y + 1 < search->height ? at + search->width : -1 };

      g_array_set_size (open, open->len - 1);
      for (int i = 0; i < 4; i++)
        if (next[i] >= 0 && !search->seen[next[i]] && search->sign * search->values[next[i]] >= search->least)
          {
            search->seen[next[i]] = TRUE;
            g_array_append_val (open, next[i]);
          }
    }
}

int
lens_signed_map_count_places (const float *values, int width, int height, double scale, int sign)
{
  g_autofree gboolean *seen = g_new0 (gboolean, width * height);
  Search search = { values, width, height, LENS_SIGNED_MAP_STRONG * scale, sign, seen };
  int n = 0;

  g_return_val_if_fail (values != NULL && scale > 0.0, 0);

  for (int cell = 0; cell < width * height; cell++)
    if (!seen[cell] && sign * values[cell] >= search.least)
      {
        visit_place (&search, cell);
        n++;
      }

  return n;
}
