/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>
#include <time.h>

#include "lens-raster.h"

/* Every pixel of this image has its own colour, so that a wrong one is seen. */
static guint8 *
make_image (int width, int height)
{
  guint8 *rgb = g_malloc (3 * (gsize) width * height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = rgb + 3 * ((gsize) y * width + x);

        pixel[0] = (guint8) (x * 7 + 3);
        pixel[1] = (guint8) (y * 11 + 5);
        pixel[2] = (guint8) ((x ^ y) * 13);
      }

  return rgb;
}

static const guint8 *
pixel_at (GBytes *bytes, int width, int x, int y)
{
  return (const guint8 *) g_bytes_get_data (bytes, NULL) + 3 * ((gsize) y * width + x);
}

static void
test_same_size (void)
{
  g_autofree guint8 *rgb = make_image (31, 17);
  g_autoptr (GBytes) out
      = lens_raster (&(LensRasterImage){ rgb, 31, 17, 1.0, TRUE }, &(LensRasterPart){ 0, 0, 31, 17 });

  g_assert_cmpmem (g_bytes_get_data (out, NULL), g_bytes_get_size (out), rgb, 3 * 31 * 17);
}

static void
test_crisp (void)
{
  const double zooms[] = { 2.0, 2.5, 3.0, 7.3, 64.0 };
  g_autofree guint8 *rgb = make_image (9, 6);

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      int width = (int) (9 * zooms[i]), height = (int) (6 * zooms[i]);
      g_autoptr (GBytes) out
          = lens_raster (&(LensRasterImage){ rgb, 9, 6, zooms[i], TRUE }, &(LensRasterPart){ 0, 0, width, height });

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            int u = MIN ((int) ((x + 0.5) / zooms[i]), 8), v = MIN ((int) ((y + 0.5) / zooms[i]), 5);

            g_assert_cmpmem (pixel_at (out, width, x, y), 3, rgb + 3 * (v * 9 + u), 3);
          }
    }
}

/* Smooth if wanted, however large: between two pixels there is what neither of them is. */
static void
test_not_crisp (void)
{
  const guint8 rgb[] = { 0, 0, 0, 255, 255, 255 };
  g_autoptr (GBytes) out = lens_raster (&(LensRasterImage){ rgb, 2, 1, 8.0, FALSE }, &(LensRasterPart){ 0, 0, 16, 8 });
  int n_between = 0;

  for (int x = 1; x < 16; x++)
    {
      int value = pixel_at (out, 16, x, 3)[0];

      g_assert_cmpint (value, >=, pixel_at (out, 16, x - 1, 3)[0]);
      n_between += value > 0 && value < 255;
    }
  g_assert_cmpint (n_between, >=, 6);
}

static void
test_part (void)
{
  g_autofree guint8 *rgb = make_image (40, 30);
  g_autoptr (GBytes) whole
      = lens_raster (&(LensRasterImage){ rgb, 40, 30, 3.0, TRUE }, &(LensRasterPart){ 0, 0, 120, 90 });
  g_autoptr (GBytes) part
      = lens_raster (&(LensRasterImage){ rgb, 40, 30, 3.0, TRUE }, &(LensRasterPart){ 50, 20, 30, 25 });

  for (int y = 0; y < 25; y++)
    g_assert_cmpmem (pixel_at (part, 30, 0, y), 90, pixel_at (whole, 120, 50, 20 + y), 90);
}

static void
test_smooth_stays_between (void)
{
  const guint8 rgb[] = { 0, 0, 0, 255, 255, 255 };
  g_autoptr (GBytes) out = lens_raster (&(LensRasterImage){ rgb, 2, 1, 1.9, TRUE }, &(LensRasterPart){ 0, 0, 4, 2 });
  const guint8 *row = pixel_at (out, 4, 0, 0);

  g_assert_cmpint (row[0], ==, 0);
  g_assert_cmpint (row[3], >, 0);
  g_assert_cmpint (row[3], <, row[6]);
  g_assert_cmpint (row[9], ==, 255);
}

static void
test_shrunk_is_averaged (void)
{
  g_autofree guint8 *rgb = g_malloc (3 * 64 * 64);
  g_autoptr (GBytes) out = NULL;

  for (int i = 0; i < 64 * 64; i++) /* a chess board: anything but averaging gives 0 or 255 */
    memset (rgb + 3 * i, (i / 64 + i % 64) % 2 ? 255 : 0, 3);
  out = lens_raster (&(LensRasterImage){ rgb, 64, 64, 0.25, TRUE }, &(LensRasterPart){ 0, 0, 16, 16 });
  for (int i = 0; i < 16 * 16 * 3; i++)
    g_assert_cmpint (pixel_at (out, 16, 0, 0)[i], ==, 128);
}

static void
test_odd_sizes (void)
{
  const int sizes[][2] = { { 1, 1 }, { 1, 500 }, { 500, 1 }, { 3, 2 }, { 4001, 7 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (double zoom = 0.01; zoom < 70.0; zoom *= 1.9)
      {
        g_autofree guint8 *rgb = make_image (sizes[i][0], sizes[i][1]);
        g_autoptr (GBytes) out = lens_raster (&(LensRasterImage){ rgb, sizes[i][0], sizes[i][1], zoom, TRUE },
                                              &(LensRasterPart){ 0, 0, 40, 30 });

        g_assert_cmpuint (g_bytes_get_size (out), ==, 3 * 40 * 30);
      }
}

/* 64 megapixels into a window must not be felt: a plain average of them all takes about a second here. */
static void
test_huge_is_quick (void)
{
  const int side = 8000;
  g_autofree guint8 *rgb = g_malloc0 (3 * (gsize) side * side);
  clock_t began = clock ();
  g_autoptr (GBytes) out
      = lens_raster (&(LensRasterImage){ rgb, side, side, 700.0 / side, TRUE }, &(LensRasterPart){ 0, 0, 700, 700 });
  double took = (double) (clock () - began) / CLOCKS_PER_SEC; /* of this program, whatever else runs */

  g_assert_nonnull (out);
  g_test_message ("%d × %d to 700 × 700: %.1f ms", side, side, 1000 * took);
  g_assert_cmpfloat (took, <, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raster/same-size", test_same_size);
  g_test_add_func ("/raster/crisp", test_crisp);
  g_test_add_func ("/raster/not-crisp", test_not_crisp);
  g_test_add_func ("/raster/part", test_part);
  g_test_add_func ("/raster/smooth-stays-between", test_smooth_stays_between);
  g_test_add_func ("/raster/shrunk-is-averaged", test_shrunk_is_averaged);
  g_test_add_func ("/raster/odd-sizes", test_odd_sizes);
  g_test_add_func ("/raster/huge-is-quick", test_huge_is_quick);

  return g_test_run ();
}
