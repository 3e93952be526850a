/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-raster.h"

#include <math.h>

/* Up to 8 × 8 samples for one output pixel: no eye sees more, and a 100-megapixel image costs no more than a small one.
 */
#define MAX_TAPS 8

/* What one output column or row reads: `n` image columns from `first`, `step` apart; when smooth, the two at `first`
 * and `next` in the ratio 256 - weight : weight. */
typedef struct {
  int first, next, weight;
  int n, step;
} Tap;

static Tap
tap_for (double position, double zoom, gboolean is_crisp, int size)
{
  Tap tap = { .n = 1, .step = 1 };

  if (is_crisp)
    {
      tap.first = tap.next = CLAMP ((int) floor ((position + 0.5) / zoom), 0, size - 1);
    }
  else if (zoom > 0.5)
    {
      double at = CLAMP ((position + 0.5) / zoom - 0.5, 0.0, size - 1.0);

      tap.first = (int) at;
      tap.next = MIN (tap.first + 1, size - 1);
      tap.weight = (int) ((at - tap.first) * 256.0);
    }
  else
    {
      int begin = CLAMP ((int) floor (position / zoom), 0, size - 1);
      int end = CLAMP ((int) floor ((position + 1.0) / zoom), begin + 1, size);

      tap.step = (end - begin + MAX_TAPS - 1) / MAX_TAPS;
      tap.n = (end - begin + tap.step - 1) / tap.step;
      tap.first = tap.next = begin;
    }

  return tap;
}

static Tap *
taps_for (double start, double zoom, gboolean is_crisp, int size, int n)
{
  Tap *taps = g_new (Tap, n);

  for (int i = 0; i < n; i++)
    taps[i] = tap_for (start + i, zoom, is_crisp, size);

  return taps;
}

static void
draw_row_crisp (const guint8 *row, const Tap *columns, int n, guint8 *out)
{
  for (int x = 0; x < n; x++)
    {
      const guint8 *pixel = row + 3 * (gsize) columns[x].first;

      out[3 * x] = pixel[0];
      out[3 * x + 1] = pixel[1];
      out[3 * x + 2] = pixel[2];
    }
}

static void
draw_row_smooth (const guint8 *above, const guint8 *below, int weight, const Tap *columns, int n, guint8 *out)
{
  for (int x = 0; x < n; x++)
    {
      gsize l = 3 * (gsize) columns[x].first, r = 3 * (gsize) columns[x].next;
      int w = columns[x].weight;

      for (int c = 0; c < 3; c++)
        {
          int top = above[l + c] * (256 - w) + above[r + c] * w;
          int bottom = below[l + c] * (256 - w) + below[r + c] * w;

          out[3 * x + c] = (guint8) ((top * (256 - weight) + bottom * weight + 32768) >> 16);
        }
    }
}

static void
draw_row_averaged (const guint8 *first, gsize stride, Tap rows, const Tap *columns, int n, guint8 *out)
{
  for (int x = 0; x < n; x++)
    {
      guint sum[3] = { 0, 0, 0 };
      guint count = (guint) (rows.n * columns[x].n);

      for (int j = 0; j < rows.n; j++)
        {
          const guint8 *pixel = first + (gsize) j * rows.step * stride + 3 * (gsize) columns[x].first;

          for (int i = 0; i < columns[x].n; i++, pixel += 3 * (gsize) columns[x].step)
            for (int c = 0; c < 3; c++)
              sum[c] += pixel[c];
        }
      for (int c = 0; c < 3; c++)
        out[3 * x + c] = (guint8) ((sum[c] + count / 2) / count);
    }
}

GBytes *
lens_raster (const LensRasterImage *image, const LensRasterPart *part)
{
  gsize stride = 3 * (gsize) image->width, size = 3 * (gsize) part->width * part->height;
  guint8 *out = g_malloc (size);
  gboolean has_squares = image->is_crisp && image->zoom >= LENS_CRISP_ZOOM;
  g_autofree Tap *columns = taps_for (part->left, image->zoom, has_squares, image->width, part->width);

  for (int y = 0; y < part->height; y++)
    {
      Tap rows = tap_for (part->top + y, image->zoom, has_squares, image->height);
      const guint8 *first = image->rgb + rows.first * stride;
      guint8 *line = out + 3 * (gsize) part->width * y;

      if (has_squares)
        draw_row_crisp (first, columns, part->width, line);
      else if (image->zoom > 0.5)
        draw_row_smooth (first, image->rgb + rows.next * stride, rows.weight, columns, part->width, line);
      else
        draw_row_averaged (first, stride, rows, columns, part->width, line);
    }

  return g_bytes_new_take (out, size);
}

GdkTexture *
lens_raster_new_texture (const LensRasterImage *image, const LensRasterPart *part)
{
  g_autoptr (GBytes) bytes = lens_raster (image, part);

  return gdk_memory_texture_new (part->width, part->height, GDK_MEMORY_R8G8B8, bytes, 3 * (gsize) part->width);
}
