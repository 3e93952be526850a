/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-crop.h"

#define WIDTH 60
#define HEIGHT 45

static void
assert_crop (LensCrop crop, int x, int y, int width, int height)
{
  g_assert_cmpint (crop.x, ==, x);
  g_assert_cmpint (crop.y, ==, y);
  g_assert_cmpint (crop.width, ==, width);
  g_assert_cmpint (crop.height, ==, height);
}

static LensCrop
drag (LensCrop from, LensCropPart part, double dx, double dy, gboolean is_square)
{
  return lens_crop_drag (&from, part, &(LensCropDrag){ dx, dy, is_square }, WIDTH, HEIGHT);
}

static void
test_find (void)
{
  const LensCrop crop = { 20, 10, 20, 30 };

  g_assert_cmpint (lens_crop_find (&crop, 30, 25, 2), ==, LENS_CROP_MOVE);
  g_assert_cmpint (lens_crop_find (&crop, 19, 25, 2), ==, LENS_CROP_LEFT);
  g_assert_cmpint (lens_crop_find (&crop, 41, 41, 2), ==, LENS_CROP_RIGHT | LENS_CROP_LOWER);
  g_assert_cmpint (lens_crop_find (&crop, 30, 9, 2), ==, LENS_CROP_UPPER);
  g_assert_cmpint (lens_crop_find (&crop, 17, 25, 2), ==, LENS_CROP_NONE);
  /* However far one reaches, the middle still moves it. */
  g_assert_cmpint (lens_crop_find (&crop, 30, 25, 500), ==, LENS_CROP_MOVE);
}

static void
test_free (void)
{
  const LensCrop crop = { 20, 10, 20, 20 };

  assert_crop (drag (crop, LENS_CROP_MOVE, 3.4, -2.6, FALSE), 23, 7, 20, 20);
  assert_crop (drag (crop, LENS_CROP_MOVE, 1e9, -1e9, FALSE), 40, 0, 20, 20);
  assert_crop (drag (crop, LENS_CROP_LEFT, -5, 99, FALSE), 15, 10, 25, 20);
  assert_crop (drag (crop, LENS_CROP_LEFT, 99, 0, FALSE), 32, 10, 8, 20); /* not smaller than that */
  assert_crop (drag (crop, LENS_CROP_RIGHT | LENS_CROP_LOWER, 99, 99, FALSE), 20, 10, 40, 35);
  assert_crop (drag (crop, LENS_CROP_NONE, 5, 5, FALSE), 20, 10, 20, 20);
}

static void
test_square (void)
{
  const LensCrop crop = { 20, 10, 20, 20 };

  assert_crop (drag (crop, LENS_CROP_RIGHT | LENS_CROP_LOWER, 5, 2, TRUE), 20, 10, 25, 25);
  assert_crop (drag (crop, LENS_CROP_LEFT | LENS_CROP_UPPER, -5, 0, TRUE), 15, 5, 25, 25);
  assert_crop (drag (crop, LENS_CROP_LEFT | LENS_CROP_UPPER, -99, -99, TRUE), 10, 0, 30,
               30);                                                       /* the upper edge stops it */
  assert_crop (drag (crop, LENS_CROP_RIGHT, 10, 0, TRUE), 20, 5, 30, 30); /* grows both ways */
  assert_crop (drag (crop, LENS_CROP_LOWER, 0, -99, TRUE), 26, 10, 8, 8);
}

/* Whatever is dragged how far: it stays inside, is not empty, and is square if it shall be. */
static void
test_any_drag (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const LensCropPart parts[] = { 1, 2, 4, 8, 5, 9, 6, 10, 16 };

  for (int i = 0; i < 20000; i++)
    {
      int width = g_rand_int_range (rand, 1, 50), height = g_rand_int_range (rand, 1, 50);
      gboolean is_square = g_rand_boolean (rand);
      LensCrop crop = lens_crop_square_of (width, height);

      for (int j = 0; j < 5; j++)
        {
          LensCropDrag drag = { .is_square = is_square };

          drag.dx = g_rand_double_range (rand, -60, 60);
          drag.dy = g_rand_double_range (rand, -60, 60);
          crop = lens_crop_drag (&crop, parts[g_rand_int_range (rand, 0, 9)], &drag, width, height);
          g_assert_cmpint (crop.x, >=, 0);
          g_assert_cmpint (crop.y, >=, 0);
          g_assert_cmpint (crop.width, >, 0);
          g_assert_cmpint (crop.height, >, 0);
          g_assert_cmpint (crop.x + crop.width, <=, width);
          g_assert_cmpint (crop.y + crop.height, <=, height);
          g_assert_true (!is_square || crop.width == crop.height);
        }
    }
}

static void
test_fractions (void)
{
  for (int x = 0; x < 50; x++)
    {
      const LensCrop crop = { x, 44 - x / 2, 600 - 2 * x, 301 + x / 3 };
      double fractions[4];

      lens_crop_to_fractions (&crop, 601, 451, fractions);
      g_assert_cmpfloat (fractions[2], <=, 1.0);
      assert_crop (lens_crop_from_fractions (fractions, 601, 451), crop.x, crop.y, crop.width, crop.height);
    }
}

static void
test_make_square (void)
{
  const LensCrop wide = { 2, 20, 50, 10 };
  const LensCrop small = { 50, 5, 4, 10 };

  assert_crop (lens_crop_make_square (&wide, WIDTH, HEIGHT), 4, 0, 45, 45);
  assert_crop (lens_crop_make_square (&small, WIDTH, HEIGHT), 47, 5, 10, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crop/find", test_find);
  g_test_add_func ("/crop/free", test_free);
  g_test_add_func ("/crop/square", test_square);
  g_test_add_func ("/crop/any-drag", test_any_drag);
  g_test_add_func ("/crop/fractions", test_fractions);
  g_test_add_func ("/crop/make-square", test_make_square);

  return g_test_run ();
}
