/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Sizes and boxes that are refused, and those at the edge of what is not. */

#include "nn.h"

#include <glib.h>
#include <math.h>
#include <string.h>

static void
test_bad_sizes (void)
{
  uint8_t in[4 * 3 * 3] = { 0 }, out[2 * 2 * 3];
  const int huge = 1 << 24;

  g_assert_true (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
  g_assert_false (nn_resample_rgb8 (&(NnImage){ NULL, 4, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
  g_assert_false (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ NULL, 2, 2 }));
  for (int bad = -1; bad <= 0; bad++)
    {
      g_assert_false (
          nn_resample_rgb8 (&(NnImage){ in, bad, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
      g_assert_false (
          nn_resample_rgb8 (&(NnImage){ in, 4, bad, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
      g_assert_false (
          nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, bad, 2 }));
      g_assert_false (
          nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, bad }));
    }
  g_assert_false (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 11 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
  g_assert_false (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 0 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
  g_assert_false (
      nn_resample_rgb8 (&(NnImage){ in, 4, 3, SIZE_MAX / 2 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, 2, 2 }));
  g_assert_false (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_N_FILTERS, &(NnImageOut){ out, 2, 2 }));
  g_assert_false (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, (NnFilter) -1, &(NnImageOut){ out, 2, 2 }));
  /* beyond what a single float can count */
  g_assert_false (nn_resample_rgb8 (&(NnImage){ in, huge + 1, 1, 3 * ((size_t) huge + 1) }, NULL, NN_FILTER_BICUBIC,
                                    &(NnImageOut){ out, 2, 2 }));
  g_assert_false (
      nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_FILTER_BICUBIC, &(NnImageOut){ out, G_MAXINT, 2 }));
  g_assert_false (
      nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, NULL, NN_FILTER_NEAREST, &(NnImageOut){ out, 2, G_MAXINT }));
}

static void
test_bad_boxes (void)
{
  static const double bad[][4] = {
    { 0, 0, 0, 3 },      { 0, 0, 4, 0 },    { 2, 0, 1, 3 },        { 0, 2, 4, 1 },         { -0.5, 0, 4, 3 },
    { 0, -0.001, 4, 3 }, { 0, 0, 4.01, 3 }, { 0, 0, 4, 3.5 },      { NAN, 0, 4, 3 },       { 0, NAN, 4, 3 },
    { 0, 0, NAN, 3 },    { 0, 0, 4, NAN },  { 0, 0, INFINITY, 3 }, { -INFINITY, 0, 4, 3 }, { 0, 0, 4, 1e300 },
    { 0, -1e300, 4, 3 }, { 5, 0, 6, 3 },    { 1e18, 0, 1e19, 3 },
  };
  uint8_t in[4 * 3 * 3] = { 0 }, out[2 * 2 * 3];

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    for (int filter = 0; filter < NN_N_FILTERS; filter++)
      if (nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, bad[i], (NnFilter) filter, &(NnImageOut){ out, 2, 2 }))
        g_error ("accepted box (%g, %g, %g, %g) with %s", bad[i][0], bad[i][1], bad[i][2], bad[i][3],
                 nn_filter_name (filter));
}

/* Boxes that only a double can tell from an empty one: Pillow's single floats make them points, which it accepts. */
static void
test_needle_box (void)
{
  const double needles[][4] = { { 1.0, 1.0, 1.0 + 1e-12, 1.0 + 1e-12 }, { 4.0 - 1e-12, 3.0 - 1e-12, 4.0, 3.0 } };
  uint8_t in[4 * 3 * 3], out[5 * 2 * 3];

  memset (in, 200, sizeof in);
  for (size_t i = 0; i < G_N_ELEMENTS (needles); i++)
    for (int filter = 0; filter < NN_N_FILTERS; filter++)
      {
        g_assert_true (
            nn_resample_rgb8 (&(NnImage){ in, 4, 3, 12 }, needles[i], (NnFilter) filter, &(NnImageOut){ out, 5, 2 }));
        /* at the far corner there is no pixel left for the two filters that do not reach back */
        g_assert_cmpuint (out[29], ==, i == 1 && filter <= NN_FILTER_BOX ? 0 : 200);
      }
}

/* A box of the output's size is copied only if its edges lie between pixels; half a pixel off, each output pixel is the
 * mean of two. One edge at a time, and the same box moved to where it is whole. */
static void
test_half_pixel_box (void)
{
  static const double halves[][4] = { { 0.5, 0, 4.5, 3 }, { 1, 0.5, 5, 3.5 }, { 0.25, 1, 4.25, 4 } };
  static const double whole[4] = { 1, 1, 5, 4 };
  uint8_t in[5 * 4 * 3], out[4 * 3 * 3];
  const NnImage image = { in, 5, 4, 15 };

  for (int i = 0; i < 5 * 4 * 3; i++)
    in[i] = (uint8_t) (i * 37 % 251);
  for (size_t i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_assert_true (nn_resample_rgb8 (&image, halves[i], NN_FILTER_BILINEAR, &(NnImageOut){ out, 4, 3 }));
      for (int y = 0; y < 3; y++)
        for (int x = 0; x < 4; x++)
          {
            const uint8_t *at = in + 15 * (y + (int) halves[i][1]) + 3 * (x + (int) halves[i][0]);
            int across = i == 1 ? 15 : 3, part = i == 2 ? 1 : 2; /* quarters of the next pixel */
            int expected = (at[0] * (4 - part) + at[across] * part + 2) / 4;

            g_assert_cmpint (abs (out[3 * (4 * y + x)] - expected), <=, 1);
            g_assert_true (out[3 * (4 * y + x)] != at[0]); /* not copied */
          }
    }
  for (int filter = 0; filter < NN_N_FILTERS; filter++)
    {
      g_assert_true (nn_resample_rgb8 (&image, whole, (NnFilter) filter, &(NnImageOut){ out, 4, 3 }));
      for (int y = 0; y < 3; y++)
        g_assert_cmpmem (out + 12 * y, 12, in + 15 * (y + 1) + 3, 12);
    }
}

/* A side as long as may be: memory in proportion to the image, no overflow. */
static void
test_long_row (void)
{
  const int w = 1 << 24;
  const double end[4] = { w - 2.0, 0, w, 1 };
  g_autofree uint8_t *in = g_try_malloc0 (3 * (size_t) w);
  uint8_t out[3 * 3];

  if (in == NULL)
    {
      g_test_skip ("no memory for the row");
      return;
    }
  memset (in + 3 * (size_t) w - 6, 255, 6);
  g_assert_true (
      nn_resample_rgb8 (&(NnImage){ in, w, 1, 3 * (size_t) w }, end, NN_FILTER_BOX, &(NnImageOut){ out, 3, 1 }));
  for (int i = 0; i < 9; i++)
    g_assert_cmpuint (out[i], ==, 255);
  g_assert_true (
      nn_resample_rgb8 (&(NnImage){ in, w, 1, 3 * (size_t) w }, NULL, NN_FILTER_BOX, &(NnImageOut){ out, 3, 1 }));
  for (int i = 0; i < 9; i++)
    g_assert_cmpuint (out[i], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resample-limits/bad-sizes", test_bad_sizes);
  g_test_add_func ("/resample-limits/bad-boxes", test_bad_boxes);
  g_test_add_func ("/resample-limits/needle-box", test_needle_box);
  g_test_add_func ("/resample-limits/half-pixel-box", test_half_pixel_box);
  g_test_add_func ("/resample-limits/long-row", test_long_row);
  return g_test_run ();
}
