/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cover.h"

static void
clip_round (cairo_t *cr, double width, double height, double radius)
{
  cairo_arc (cr, width - radius, radius, radius, -G_PI_2, 0);
  cairo_arc (cr, width - radius, height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, radius, height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, radius, radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  cairo_clip (cr);
}

static void
draw (GdkPaintable *picture, cairo_t *cr, double width, double height)
{
  double w = gdk_paintable_get_intrinsic_width (picture), h = gdk_paintable_get_intrinsic_height (picture);
  double scale = MAX (width / w, height / h);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_paintable_snapshot (picture, snapshot, w * scale, h * scale);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  cairo_translate (cr, (width - w * scale) / 2.0, (height - h * scale) / 2.0);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
}

/* Straight alpha, because GTK 4.8 turns that into what cairo draws with in a simple loop, and what is premultiplied
 * already by way of floating-point numbers. */
static void
unpremultiply (const guint32 *pixels, guint8 *rgba, int n)
{
  for (int i = 0; i < n; i++)
    {
      guint32 alpha = pixels[i] >> 24, half = alpha / 2;

      for (int channel = 0; channel < 3; channel++)
        {
          guint32 value = pixels[i] >> (16 - 8 * channel) & 0xff;

          rgba[4 * i + channel] = (guint8) (alpha > 0 ? (255 * value + half) / alpha : 0);
        }
      rgba[4 * i + 3] = (guint8) alpha;
    }
}

static GdkTexture *
make_cover (GdkPaintable *picture, int width, int height, int radius)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  gsize size = 4 * (gsize) width * (gsize) height;
  guint8 *rgba = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgba, size);

  clip_round (cr, width, height, radius);
  draw (picture, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  unpremultiply ((const guint32 *) (gpointer) cairo_image_surface_get_data (surface), rgba,
                 width * height); /* no gaps */
  cairo_surface_destroy (surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, 4 * (gsize) width);
}

void
lens_cover_snapshot (GdkTexture **cover, GdkPaintable *picture, GtkWidget *widget, GtkSnapshot *snapshot,
                     const graphene_rect_t *box, int radius)
{
  int scale = gtk_widget_get_scale_factor (widget);
  int width = scale * (int) box->size.width, height = scale * (int) box->size.height;

  if (width <= 0 || height <= 0)
    return;
  if (*cover != NULL && (gdk_texture_get_width (*cover) != width || gdk_texture_get_height (*cover) != height))
    g_clear_object (cover);
  if (*cover == NULL)
    *cover = make_cover (picture, width, height, scale * radius);
  gtk_snapshot_append_texture (snapshot, *cover, box);
}
