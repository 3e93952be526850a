/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What a disturbance does to the pixels, by cases whose result is known. Linked with the engine's objects. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <derm.h>

#include "stability-private.h"

enum { SIDE = 28 };

static const DermDisturbance nothing = { .brightness = 1 };

static DermRecipe *
make_recipe (DermFilter filter)
{
  return derm_recipe_new ("test", SIDE, SIDE, filter, DERM_LAYOUT_PLANES, 255);
}

static DermImage *
make_noise (int width, int height)
{
  gsize n = (gsize) 3 * width * height;
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autofree guint8 *pixels = g_malloc (n);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < n; i++)
    pixels[i] = (guint8) g_rand_int_range (random, 0, 256);
  bytes = g_bytes_new (pixels, n);
  return derm_image_new_from_pixels (bytes, width, height, "noise", NULL);
}

/* (transfer full) Of the image or, for NULL, of the input's pixels. */
static DermInput *
disturb (DermInput *input, DermImage *image, const DermDisturbance *what)
{
  g_auto (ShakePiece) piece = { 0 };
  g_autoptr (GError) error = NULL;
  DermInput *made;

  g_assert_true (derm_shake_piece_init (&piece, input, image, &error));
  made = derm_shake_piece_make (&piece, what, input, &error);
  g_assert_no_error (error);
  return made;
}

/* Where nothing is done and nothing was shrunk, it is the very input, whatever the filter. */
static void
test_nothing (void)
{
  const double crops[][4] = { { 0, 0, 1, 1 }, { 0.3, 0.2, 0.55, 0.61 }, { 0.013, 0.7, 0.4, 0.999 } };

  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    for (gsize i = 0; i < G_N_ELEMENTS (crops); i++)
      {
        g_autoptr (DermImage) image = make_noise (260, 197);
        g_autoptr (DermRecipe) whole = make_recipe ((DermFilter) filter);
        g_autoptr (DermRecipe) recipe = derm_recipe_with_crop (whole, crops[i]);
        g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
        g_autoptr (DermInput) same = disturb (input, image, &nothing);
        double mean, largest;

        g_assert_true (derm_input_compare (same, input, &mean, &largest, NULL, NULL));
        g_assert_cmpfloat (mean, <, 0.001);
        g_assert_cmpfloat (largest, <=,
                           i == 0 ? 0 : 0.34); /* of a crop a rounding may differ, by 1 in one of the channels */
      }
}

/* Shrinking first moves no byte by much: a smooth image of 1200 × 900. */
static void
test_shrunk (void)
{
  enum { WIDTH = 1200, HEIGHT = 900 };
  g_autofree guint8 *pixels = g_malloc (3 * WIDTH * HEIGHT);
  g_autoptr (DermRecipe) recipe = make_recipe (DERM_FILTER_BICUBIC);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermInput) input = NULL, again = NULL;
  double mean, largest;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    for (int c = 0; c < 3; c++)
      pixels[3 * i + c] = (guint8) (128 + 100 * sin (i % WIDTH / 90.0 + c) * cos (i / WIDTH / 70.0));
  bytes = g_bytes_new (pixels, 3 * WIDTH * HEIGHT);
  image = derm_image_new_from_pixels (bytes, WIDTH, HEIGHT, "smooth", NULL);
  input = derm_input_new (image, recipe, NULL);
  again = disturb (input, image, &nothing);
  derm_input_compare (again, input, &mean, &largest, NULL, NULL);
  g_assert_cmpfloat (mean, <, 0.6);
  g_assert_cmpfloat (largest, <=, 2);
}

static const guint8 *
pixel_at (DermInput *input, int x, int y)
{
  return derm_input_get_rgb (input) + 3 * (y * SIDE + x);
}

/* A quarter turn anticlockwise takes the right edge to the top, exactly. */
static void
test_turn (void)
{
  g_autoptr (DermImage) image = make_noise (SIDE, SIDE);
  g_autoptr (DermRecipe) recipe = make_recipe (DERM_FILTER_BICUBIC);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  DermDisturbance quarter = nothing;
  g_autoptr (DermInput) turned = NULL;

  quarter.turn = 90;
  turned = disturb (input, image, &quarter);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      g_assert_cmpmem (pixel_at (turned, x, y), 3, pixel_at (input, SIDE - 1 - y, x), 3);
}

/* By whole pixels: right and down, and what comes in is the mirror image. */
static void
test_shift (void)
{
  g_autoptr (DermImage) image = make_noise (SIDE, SIDE);
  g_autoptr (DermRecipe) recipe = make_recipe (DERM_FILTER_BICUBIC);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  DermDisturbance shift = nothing;
  g_autoptr (DermInput) moved = NULL;

  shift.right = 2.0 / SIDE;
  shift.down = 1.0 / SIDE;
  moved = disturb (input, NULL, &shift);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      g_assert_cmpmem (pixel_at (moved, x, y), 3, pixel_at (input, x < 2 ? 1 - x : x - 2, y < 1 ? 0 : y - 1), 3);
}

/* What is around the crop comes in, not its mirror image. */
static void
test_around (void)
{
  const double crop[] = { 1.0 / 3, 1.0 / 3, 2.0 / 3, 2.0 / 3 };
  g_autoptr (DermImage) image = make_noise (3 * SIDE, 3 * SIDE);
  g_autoptr (DermRecipe) whole = make_recipe (DERM_FILTER_NEAREST);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_crop (whole, crop);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
  DermDisturbance shift = nothing;
  g_autoptr (DermInput) moved = NULL;

  shift.right = -3.0 / SIDE;
  moved = disturb (input, image, &shift);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      g_assert_cmpmem (pixel_at (moved, x, y), 3, pixels + 3 * ((y + SIDE) * 3 * SIDE + x + SIDE + 3), 3);
}

/* One light pixel becomes a spot with that standard deviation each way, and as much light. */
static void
check_blur (double share)
{
  enum { WIDE = 201 };
  g_autofree guint8 *pixels = g_malloc0 (3 * WIDE * WIDE);
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("test", WIDE, WIDE, DERM_FILTER_NEAREST, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermInput) input = NULL, blurred = NULL;
  DermDisturbance blur = nothing;
  double sum = 0, square = 0, wanted = share * WIDE;

  for (int y = 80; y < 121; y++) /* large enough that what bytes cut off at the rim does not count */
    for (int x = 80; x < 121; x++)
      memset (pixels + 3 * (y * WIDE + x), 255, 3);
  bytes = g_bytes_new (pixels, 3 * WIDE * WIDE);
  image = derm_image_new_from_pixels (bytes, WIDE, WIDE, "spot", NULL);
  input = derm_input_new (image, recipe, NULL);
  blur.blur = share;
  blurred = disturb (input, image, &blur);
  for (int i = 0; i < WIDE * WIDE; i++)
    {
      double light = derm_input_get_rgb (blurred)[3 * i], x = i % WIDE - 100;

      sum += light;
      square += light * x * x;
    }
  /* the square itself has the variance (41² - 1) / 12 */
  g_test_message ("%g pixels: %g", wanted, sqrt (square / sum - 140));
  g_assert_cmpfloat_with_epsilon (sqrt (square / sum - 140), wanted, 0.03 * wanted + 0.02);
  g_assert_cmpfloat_with_epsilon (sum / (255 * 41 * 41), 1, 0.01);
}

static void
test_blur (void)
{
  check_blur (0.5 / 201);
  check_blur (1.0 / 112);
  check_blur (1.0 / 56);
  check_blur (1.0 / 28);
}

static void
test_brightness (void)
{
  g_autoptr (DermImage) image = make_noise (SIDE, SIDE);
  g_autoptr (DermRecipe) recipe = make_recipe (DERM_FILTER_BICUBIC);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  DermDisturbance lighter = nothing;
  g_autoptr (DermInput) made = NULL;

  lighter.brightness = 1.1;
  made = disturb (input, NULL, &lighter);
  for (int i = 0; i < 3 * SIDE * SIDE; i++)
    g_assert_cmpint (derm_input_get_rgb (made)[i], ==, MIN (255, (int) (derm_input_get_rgb (input)[i] * 1.1 + 0.5)));
}

/* The lower the quality, the more is lost; none is a little at most. */
static void
test_quality (void)
{
  g_autoptr (DermImage) noise = make_noise (SIDE, SIDE);
  g_autoptr (DermRecipe) recipe = make_recipe (DERM_FILTER_BICUBIC);
  g_autoptr (DermInput) input = derm_input_new (noise, recipe, NULL);
  double before = 0;

  for (int quality = 95; quality >= 50; quality -= 15)
    {
      DermDisturbance jpeg = nothing;
      g_autoptr (DermInput) made = NULL;
      double mean;

      jpeg.quality = quality;
      made = disturb (input, NULL, &jpeg);
      derm_input_compare (made, input, &mean, NULL, NULL, NULL);
      g_assert_cmpfloat (mean, >, before);
      before = mean;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stability-pixels/nothing", test_nothing);
  g_test_add_func ("/stability-pixels/shrunk", test_shrunk);
  g_test_add_func ("/stability-pixels/turn", test_turn);
  g_test_add_func ("/stability-pixels/shift", test_shift);
  g_test_add_func ("/stability-pixels/around", test_around);
  g_test_add_func ("/stability-pixels/blur", test_blur);
  g_test_add_func ("/stability-pixels/brightness", test_brightness);
  g_test_add_func ("/stability-pixels/quality", test_quality);
  return g_test_run ();
}
