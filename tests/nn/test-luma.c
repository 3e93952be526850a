/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Images made small and grey, against the sums as they are said to be, pixel by pixel. */

#include "nn.h"

#include <glib.h>
#include <string.h>

static const struct {
  int src_w, src_h, w, h, left, upper; /* src_w × src_h pixels from there on of an image that is larger */
} sizes[] = {
  { 1, 1, 1, 1, 0, 0 },         { 5, 3, 5, 3, 0, 0 },         { 5, 3, 2, 3, 1, 2 },       { 31, 33, 28, 28, 0, 0 },
  { 600, 450, 160, 120, 0, 0 }, { 601, 449, 160, 119, 3, 1 }, { 1279, 17, 160, 2, 0, 5 }, { 1280, 16, 160, 2, 0, 0 },
  { 2560, 3, 160, 1, 7, 0 },    { 3, 2600, 1, 160, 0, 0 },    { 9000, 40, 160, 1, 1, 1 },
};

static guint8
pixel (int i)
{
  return (guint8) (((guint32) i * 2654435761u) >> 23);
}

/* The first of the pixels that become pixel i of `n`, and how far it is to the next. */
static int
first_of (int n_src, int n, int i, int *step)
{
  int first = (int) ((gint64) n_src * i / n), end = (int) ((gint64) n_src * (i + 1) / n);

  *step = MAX (1, (end - first) / 8);
  return first;
}

static int
mean_luma (const NnImage *src, int w, int h, int x, int y)
{
  guint64 sum = 0, n = 0;
  int step_x, step_y, first_x = first_of (src->w, w, x, &step_x), first_y = first_of (src->h, h, y, &step_y);

  for (int i = first_y; i < (int) ((gint64) src->h * (y + 1) / h); i += step_y)
    for (int j = first_x; j < (int) ((gint64) src->w * (x + 1) / w); j += step_x, n++)
      {
        const guint8 *rgb = src->pixels + (gsize) i * src->stride + 3 * (gsize) j;

        sum += 77u * rgb[0] + 150u * rgb[1] + 29u * rgb[2];
      }
  g_assert_cmpuint (n, >, 0);
  return (int) (sum / (256 * n));
}

static void
check_size (gsize k, gboolean is_white)
{
  const int w = sizes[k].w, h = sizes[k].h;
  gsize stride = 3 * (gsize) (sizes[k].src_w + sizes[k].left),
        size = stride * (gsize) (sizes[k].src_h + sizes[k].upper);
  g_autofree guint8 *pixels = g_malloc (size), *luma = g_malloc ((gsize) w * h + 1);
  const NnImage src
      = { pixels + (gsize) sizes[k].upper * stride + 3 * sizes[k].left, sizes[k].src_w, sizes[k].src_h, stride };

  for (gsize i = 0; i < size; i++)
    pixels[i] = is_white ? 255 : pixel ((int) i);
  luma[(gsize) w * h] = 7;
  g_assert_true (nn_shrink_luma (&src, luma, w, h));
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      g_assert_cmpint (luma[y * w + x], ==, mean_luma (&src, w, h, x, y));
  g_assert_cmpint (luma[(gsize) w * h], ==, 7);
}

static void
test_shrink (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      check_size (k, FALSE);
      check_size (k, TRUE); /* the largest sums that there are */
    }
}

static void
check_moments (int w, int h, guint8 (*at) (int i))
{
  g_autofree guint8 *luma = g_malloc ((gsize) w * h);
  NnMoments plain = { 0 }, edges = { 0 }, got;

  for (int i = 0; i < w * h; i++)
    luma[i] = at (i);
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      {
        const guint8 *p = luma + (gsize) y * w + x;
        gint64 laplacian;

        plain.n++;
        plain.sum += *p;
        plain.squares += *p * *p;
        if (x == 0 || y == 0 || x == w - 1 || y == h - 1)
          continue;
        laplacian = 4 * (gint64) p[0] - p[-1] - p[1] - p[-w] - p[w];
        edges.n++;
        edges.sum += laplacian;
        edges.squares += laplacian * laplacian;
      }
  got = nn_luma_moments (luma, w, h);
  g_assert_cmpmem (&got, sizeof got, &plain, sizeof plain);
  got = nn_luma_laplacian (luma, w, h);
  g_assert_cmpmem (&got, sizeof got, &edges, sizeof edges);
}

/* Black and white pixels in turn: the greatest Laplacians; all rows of an odd width are the same but for the turn. */
static guint8
checks (int i)
{
  return i % 2 == 0 ? 255 : 0;
}

static guint8
white (int i)
{
  return 255;
}

static void
test_moments (void)
{
  static const int shapes[][2] = { { 1, 1 },
                                   { 2, 9 },
                                   { 9, 2 },
                                   { 3, 3 },
                                   { 160, 120 },
                                   { 119, 160 },
                                   { NN_LUMA_MAX_SIDE, 5 },
                                   { NN_LUMA_MAX_SIDE - 1, 3 } };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      check_moments (shapes[i][0], shapes[i][1], pixel);
      check_moments (shapes[i][0], shapes[i][1], checks);
      check_moments (shapes[i][0], shapes[i][1], white);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/luma/shrink", test_shrink);
  g_test_add_func ("/luma/moments", test_moments);
  return g_test_run ();
}
