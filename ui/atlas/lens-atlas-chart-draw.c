/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-chart-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-atlas-marks.h"
#include "lens-theme.h"

/* The points are drawn once into a texture, and again only when they change: what follows the pointer is drawn above.
 */

#define MARGIN_LEFT 30
#define MARGIN 18
#define POINT 10.0
#define SMALL_POINT 4.0
#define MANY 2000 /* from which on points are small */
#define RING 9.0
#define DIM 0.72f
#define SMALL_TYPE 0.86

static double
get_point_size (LensAtlasChart *self)
{
  return (lens_places_get_n (lens_atlas_chart_get_places (self)) > MANY ? SMALL_POINT : POINT)
         * (lens_session_is_presenting (self->session) ? 1.5 : 1);
}

void
lens_atlas_chart_invalidate (LensAtlasChart *self)
{
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- the map and the widget ---- */

/* Of the words at an axis. */
static int
get_line_height (LensAtlasChart *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "1");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

typedef struct {
  double scale, x, y; /* widget = x + scale · map; y: minus */
} Transform;

static gboolean
get_transform (LensAtlasChart *self, Transform *transform)
{
  double b[4], scale = INFINITY;
  int line = get_line_height (self);
  double top = MARGIN + line, bottom = MARGIN + line;
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN_LEFT - MARGIN;
  double height = gtk_widget_get_height (GTK_WIDGET (self)) - top - bottom;

  if (width < 1 || height < 1 || !lens_places_get_bounds (lens_atlas_chart_get_places (self), b))
    return FALSE;
  if (b[2] > 0)
    scale = fmin (scale, width / b[2]);
  if (b[3] > 0)
    scale = fmin (scale, height / b[3]);
  if (isinf (scale))
    scale = 1;
  transform->scale = scale * self->zoom;
  transform->x = MARGIN_LEFT + width / 2 + self->pan_x - transform->scale * (b[0] + b[2] / 2);
  transform->y = top + height / 2 + self->pan_y + transform->scale * (b[1] - b[3] / 2);

  return TRUE;
}

gboolean
lens_atlas_chart_to_map (LensAtlasChart *self, double x, double y, double *map_x, double *map_y)
{
  Transform t;

  if (!get_transform (self, &t))
    return FALSE;
  *map_x = (x - t.x) / t.scale;
  *map_y = (t.y - y) / t.scale;

  return TRUE;
}

void
lens_atlas_chart_place_points (LensAtlasChart *self)
{
  LensPlaces *places = lens_atlas_chart_get_places (self);
  guint n = lens_places_get_n (places);
  const double *x = lens_places_get_x (places), *y = lens_places_get_y (places);
  Transform t = { 0 };
  gboolean is_there = get_transform (self, &t);

  g_array_set_size (self->points, n);
  for (guint i = 0; i < n; i++)
    {
      graphene_point_t *point = &g_array_index (self->points, graphene_point_t, i);

      if (is_there && lens_places_is_shown (places, i))
        graphene_point_init (point, (float) (t.x + t.scale * x[i]), (float) (t.y - t.scale * y[i]));
      else
        graphene_point_init (point, NAN, NAN);
    }
}

/* ---- points ---- */

static void
ask_list (LensAtlasChart *self)
{
  LensPlaces *places = lens_atlas_chart_get_places (self);
  LensView *view = lens_session_get_view (self->session);
  guint n = lens_places_get_n (places);

  if (self->is_listed != NULL)
    return;
  self->is_listed = g_new (guint8, n + 1);
  for (guint i = 0; i < n; i++)
    self->is_listed[i] = lens_view_is_unfiltered (view)
                         || lens_filter_matches (lens_view_get_filter (view), lens_places_get_item (places, i),
                                                 lens_view_get_vocabulary (view));
}

/* A mark is drawn once, and then copied: ten thousand times that takes a few milliseconds. */
static cairo_surface_t *
make_sprite (LensAtlasChart *self, const LensMark *mark, const GdkRGBA *ground)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)), size = get_point_size (self);
  int side = 2 * (int) ceil ((0.62 * size + 1) * scale) + 1;
  cairo_surface_t *sprite = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr;

  cairo_surface_set_device_scale (sprite, scale, scale);
  cr = cairo_create (sprite);
  lens_mark_draw (mark, cr, side / 2.0 / scale, side / 2.0 / scale, size, ground);
  cairo_destroy (cr);

  return sprite;
}

/* (transfer full) (element-type cairo_surface_t) The marks by class; ground: NULL for filled ones. */
static GHashTable *
list_sprites (LensAtlasChart *self, const GdkRGBA *ground)
{
  g_auto (GStrv) classes = lens_places_list_classes (lens_atlas_chart_get_places (self));
  GHashTable *sprites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cairo_surface_destroy);
  gboolean is_dark = lens_theme_is_dark (GTK_WIDGET (self));

  for (guint i = 0; classes[i] != NULL; i++)
    {
      LensMark mark = lens_mark_find (classes[i], i, is_dark);

      g_hash_table_insert (sprites, g_strdup (classes[i]), make_sprite (self, &mark, ground));
    }

  return sprites;
}

/* ground: NULL for those that the list shows. On whole pixels of the screen. */
static void
draw_points (LensAtlasChart *self, cairo_t *cr, const GdkRGBA *ground)
{
  LensPlaces *places = lens_atlas_chart_get_places (self);
  g_autoptr (GHashTable) sprites = list_sprites (self, ground);
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  for (guint i = 0; i < self->points->len; i++)
    {
      const graphene_point_t *point = &g_array_index (self->points, graphene_point_t, i);
      cairo_surface_t *sprite;
      double half;

      if (isnan (point->x) || self->is_listed[i] != (ground == NULL))
        continue;
      sprite = g_hash_table_lookup (sprites, lens_places_get_class (places, i));
      half = cairo_image_surface_get_width (sprite) / 2.0;
      cairo_set_source_surface (cr, sprite, round ((double) point->x * scale - half) / scale,
                                round ((double) point->y * scale - half) / scale);
      cairo_paint (cr);
    }
}

/* Those that the list shows lie above the others. */
static void
draw_all (LensAtlasChart *self, cairo_t *cr)
{
  gboolean is_dark = lens_theme_is_dark (GTK_WIDGET (self));
  const GdkRGBA ground = is_dark ? (GdkRGBA){ 0.18f, 0.18f, 0.18f, 1 } : (GdkRGBA){ 1, 1, 1, 1 };

  draw_points (self, cr, &ground);
  draw_points (self, cr, NULL);
}

static GdkTexture *
make_texture (LensAtlasChart *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self)) * scale;
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, scale, scale);
  draw_all (self, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
update_texture (LensAtlasChart *self)
{
  if (self->texture != NULL)
    return;
  lens_atlas_chart_place_points (self);
  ask_list (self);
  self->texture = make_texture (self);
  self->drawn_x = self->pan_x;
  self->drawn_y = self->pan_y;
}

/* ---- what is above and below them ---- */

static PangoLayout *
make_axis (LensAtlasChart *self, int component)
{
  DermAtlas *atlas = lens_places_get_atlas (lens_atlas_chart_get_places (self));
  /* TRANSLATORS: an axis of the map: which component, and how much of the variation it has; %% is a percent sign */
  g_autofree char *text
      = g_strdup_printf (_ ("component %d, %.0f %%"), component + 1, 100 * derm_atlas_get_share (atlas, component));
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL_TYPE));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static void
append_layout (GtkSnapshot *snapshot, PangoLayout *layout, float x, float y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_axes (LensAtlasChart *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  GtkWidget *widget = GTK_WIDGET (self);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  GdkRGBA line = *text, dim = *text;
  g_autoptr (PangoLayout) across = NULL, up = NULL;
  float foot = height - (float) get_line_height (self) - 8;
  int x, y, text_width;

  lens_places_get_axes (lens_atlas_chart_get_places (self), &x, &y);
  across = make_axis (self, x);
  up = make_axis (self, y);
  line.alpha *= 0.22f;
  dim.alpha *= DIM;
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (MARGIN_LEFT, MARGIN - 2, 1, foot - MARGIN + 2));
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (MARGIN_LEFT, foot, width - MARGIN_LEFT - MARGIN, 1));
  pango_layout_get_pixel_size (across, &text_width, NULL);
  append_layout (snapshot, up, MARGIN_LEFT + 8, 12, &dim);
  append_layout (snapshot, across, width - (float) text_width - MARGIN, foot + 3, &dim);
}

static void
trace_lasso (cairo_t *cr, const GArray *line, const Transform *t)
{
  for (guint i = 0; i + 1 < line->len; i += 2)
    cairo_line_to (cr, t->x + t->scale * g_array_index (line, double, i),
                   t->y - t->scale * g_array_index (line, double, i + 1));
}

static void
append_lassos (LensAtlasChart *self, GtkSnapshot *snapshot, const Transform *t)
{
  static const double dashes[] = { 6, 4 };
  const GdkRGBA accent = lens_theme_is_dark (GTK_WIDGET (self)) ? (GdkRGBA){ 0.47f, 0.68f, 0.93f, 1 }
                                                                : (GdkRGBA){ 0.11f, 0.44f, 0.85f, 1 };
  graphene_rect_t place = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                              (float) gtk_widget_get_height (GTK_WIDGET (self)));
  cairo_t *cr;

  if (self->lassos->len == 0 && self->drawn == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &place);
  for (guint i = 0; i < self->lassos->len; i++)
    {
      trace_lasso (cr, self->lassos->pdata[i], t);
      cairo_close_path (cr);
    }
  if (self->drawn != NULL)
    {
      cairo_new_sub_path (cr);
      trace_lasso (cr, self->drawn, t);
    }
  cairo_set_source_rgba (cr, (double) accent.red, (double) accent.green, (double) accent.blue, 0.09);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_set_line_width (cr, 1.8);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
append_ring (LensAtlasChart *self, GtkSnapshot *snapshot, int place, const GdkRGBA *color, float width)
{
  float radius = (float) (get_point_size (self) / 2 + (RING - POINT / 2) * (width > 2 ? 1.4 : 1));
  graphene_point_t point;
  GskRoundedRect ring;
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  if (!lens_atlas_chart_find_point (self, place, &point))
    return;
  gsk_rounded_rect_init_from_rect (
      &ring, &GRAPHENE_RECT_INIT (point.x - radius, point.y - radius, 2 * radius, 2 * radius), radius);
  gtk_snapshot_append_border (snapshot, &ring, widths, colors);
}

/* From the selected image to those that are nearest by all features. */
static void
append_neighbours (LensAtlasChart *self, GtkSnapshot *snapshot, int selected, const GdkRGBA *text)
{
  graphene_rect_t place = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                              (float) gtk_widget_get_height (GTK_WIDGET (self)));
  graphene_point_t from, to;
  g_autofree guint *nearest = NULL;
  guint n = 0;
  cairo_t *cr;

  if (!lens_atlas_chart_find_point (self, selected, &from))
    return;
  nearest = lens_places_list_nearest (lens_atlas_chart_get_places (self), (guint) selected, &n);
  cr = gtk_snapshot_append_cairo (snapshot, &place);
  cairo_set_source_rgba (cr, (double) text->red, (double) text->green, (double) text->blue, 0.45);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < n; i++)
    if (lens_atlas_chart_find_point (self, (int) nearest[i], &to))
      {
        cairo_move_to (cr, (double) from.x, (double) from.y);
        cairo_line_to (cr, (double) to.x, (double) to.y);
      }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
lens_atlas_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensAtlasChart *self = LENS_ATLAS_CHART (widget);
  const GdkRGBA accent
      = lens_theme_is_dark (widget) ? (GdkRGBA){ 0.47f, 0.68f, 0.93f, 1 } : (GdkRGBA){ 0.11f, 0.44f, 0.85f, 1 };
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  float ring = lens_session_is_presenting (self->session) ? 4 : 2;
  LensItem *shown;
  GdkRGBA text;
  Transform t;
  int selected;

  if (!get_transform (self, &t))
    return;
  shown = lens_selection_get_current_item (lens_session_get_selection (self->session));
  selected = lens_places_find (lens_atlas_chart_get_places (self), shown);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  update_texture (self);
  append_axes (self, snapshot, &text);
  append_lassos (self, snapshot, &t);
  append_neighbours (self, snapshot, selected, &text);
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((float) (self->pan_x - self->drawn_x),
                                                    (float) (self->pan_y - self->drawn_y), width, height));
  append_ring (self, snapshot, selected, &accent, ring + 0.6f);
  append_ring (self, snapshot, self->hovered, &text, ring);
  if (self->cursor != selected)
    append_ring (self, snapshot, self->cursor, &text, ring);
  gtk_snapshot_pop (snapshot);
}
