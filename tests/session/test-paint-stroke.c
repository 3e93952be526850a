/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-paint-stroke.h"

enum { WIDTH = 120, HEIGHT = 90, N_BYTES = 3 * WIDTH * HEIGHT, SIDE = 28, N_INPUT = 3 * SIDE * SIDE };

static const guint8 ink[3] = { 10, 200, 30 };

typedef struct {
  guint8 pixels[N_BYTES]; /* of the original, untouched */
  LensPaintOriginal original;
} Fixture;

static DermImage *
make_image (const guint8 *pixels)
{
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, N_BYTES);

  return derm_image_new_from_pixels (bytes, WIDTH, HEIGHT, "pixels", NULL);
}

/* Nothing about it is even: what a hair hides depends on where it lies. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int i = 0; i < N_BYTES; i++)
    fixture->pixels[i] = (guint8) g_rand_int_range (random, 0, 256);
  fixture->original.image = make_image (fixture->pixels);
  fixture->original.strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) lens_paint_stroke_unref);
}

static void
leave_recipe (Fixture *fixture)
{
  g_clear_object (&fixture->original.input);
  g_clear_pointer (&fixture->original.rgb, g_bytes_unref);
  g_clear_pointer (&fixture->original.made, g_bytes_unref);
  g_ptr_array_set_size (fixture->original.strokes, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  leave_recipe (fixture);
  g_object_unref (fixture->original.image);
  g_ptr_array_unref (fixture->original.strokes);
}

static void
take_recipe (Fixture *fixture, DermFilter filter, const double *crop)
{
  g_autoptr (DermRecipe) all = derm_recipe_new ("all", SIDE, SIDE, filter, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) part = crop != NULL ? derm_recipe_with_crop (all, crop) : g_object_ref (all);

  leave_recipe (fixture);
  fixture->original.input = derm_input_new (fixture->original.image, part, NULL);
  fixture->original.rgb = derm_input_get_bytes (fixture->original.input);
  fixture->original.made = derm_input_get_bytes (fixture->original.input);
}

static void
add_stroke (Fixture *fixture, LensEditKind kind, int size, const int line[4])
{
  LensPaintStroke *stroke = lens_paint_stroke_new (kind, ink, size);

  lens_paint_stroke_add (stroke, line[0], line[1]);
  lens_paint_stroke_add (stroke, line[2], line[3]);
  g_ptr_array_add (fixture->original.strokes, stroke);
}

static GBytes *
make (Fixture *fixture, GBytes **made)
{
  GBytes *rgb = lens_paint_original_make (&fixture->original, made, NULL);

  g_assert_nonnull (rgb);
  g_assert_cmpuint (g_bytes_get_size (rgb), ==, N_INPUT);

  return rgb;
}

/* The way without any of this: a copy of the original is painted on by hand, and read as an image. */
static DermInput *
paint_by_hand (Fixture *fixture, int left, int top, int width, int height)
{
  g_autofree guint8 *copy = g_memdup2 (fixture->pixels, N_BYTES);
  g_autoptr (DermImage) image = NULL;

  for (int y = top; y < top + height; y++)
    for (int x = left; x < left + width; x++)
      memcpy (copy + 3 * (y * WIDTH + x), ink, 3);
  image = make_image (copy);

  return derm_input_new (image, derm_input_get_recipe (fixture->original.input), NULL);
}

/* By every way of resizing, of all of it or of a crop, a stroke makes the very input that the painted original does. */
static void
test_recipes (Fixture *fixture, gconstpointer data)
{
  const double crop[4] = { 0.2, 0.1, 0.7, 0.85 };

  for (int i = DERM_FILTER_NEAREST; i <= DERM_FILTER_LANCZOS; i++)
    for (int is_cropped = 0; is_cropped < 2; is_cropped++)
      {
        g_autoptr (DermInput) expected = NULL;
        g_autoptr (GBytes) rgb = NULL, made = NULL;

        take_recipe (fixture, (DermFilter) i, is_cropped ? crop : NULL);
        add_stroke (fixture, LENS_EDIT_BRUSH, 3, (const int[]){ 30, 40, 70, 40 });
        rgb = make (fixture, &made);
        expected = paint_by_hand (fixture, 29, 39, 43, 3);
        g_assert_cmpmem (g_bytes_get_data (rgb, NULL), N_INPUT, derm_input_get_rgb (expected), N_INPUT);
        g_assert_true (g_bytes_equal (rgb, made));
        g_assert_false (g_bytes_equal (rgb, fixture->original.rgb));
      }
}

/* A hair, thinner than a pixel of the input: it changes those along it by a part, and no others. */
static void
test_hair (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) rgb = NULL, made = NULL;
  const guint8 *now, *before;
  int largest = 0;

  memset (fixture->pixels, 200, N_BYTES);
  g_object_unref (fixture->original.image);
  fixture->original.image = make_image (fixture->pixels);
  take_recipe (fixture, DERM_FILTER_BOX, NULL);
  add_stroke (fixture, LENS_EDIT_BRUSH, 1, (const int[]){ 0, 10, WIDTH - 1, 10 });
  rgb = make (fixture, &made);
  now = g_bytes_get_data (rgb, NULL);
  before = g_bytes_get_data (fixture->original.rgb, NULL);
  for (int i = 0; i < SIDE * SIDE; i++)
    {
      int change = before[3 * i] - now[3 * i];

      g_assert_cmpint (change, >=, 0);
      if (i / SIDE != 3) /* 10 / (90 / 28) */
        g_assert_cmpint (change, ==, 0);
      largest = MAX (largest, change);
    }
  g_assert_cmpint (largest, >, 40); /* one row of a good three, by 190 */
  g_assert_cmpint (largest, <, 80);
}

/* Where the input itself was painted on, the colour comes in by as much as the brush covers of the place; and by the
 * same much the untouched pixel comes back. */
static void
test_mixed (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *painted = NULL;
  g_autoptr (GBytes) rgb = NULL, made = NULL, restored = NULL;
  const guint8 *now, *untouched;
  gsize covered = 3 * (10 * SIDE + 10), beside = 3 * (10 * SIDE + 20);

  take_recipe (fixture, DERM_FILTER_BOX, NULL);
  untouched = derm_input_get_rgb (fixture->original.input);
  painted = g_memdup2 (untouched, N_INPUT);
  memset (painted + covered, 255, 3);
  memset (painted + beside, 255, 3);
  g_bytes_unref (fixture->original.rgb);
  fixture->original.rgb = g_bytes_new (painted, N_INPUT);
  add_stroke (fixture, LENS_EDIT_BRUSH, 8, (const int[]){ 45, 33, 45, 33 });
  rgb = make (fixture, &made);
  now = g_bytes_get_data (rgb, NULL);
  g_assert_cmpmem (now + covered, 3, ink, 3);
  g_assert_cmpint (now[beside], ==, 255);
  g_assert_cmpmem (now, covered - 3 * SIDE, g_bytes_get_data (made, NULL), covered - 3 * SIDE);

  g_ptr_array_set_size (fixture->original.strokes, 0);
  add_stroke (fixture, LENS_EDIT_RESTORE, 8, (const int[]){ 45, 33, 45, 33 });
  g_clear_pointer (&made, g_bytes_unref);
  restored = make (fixture, &made);
  now = g_bytes_get_data (restored, NULL);
  g_assert_cmpmem (now + covered, 3, untouched + covered, 3);
  g_assert_cmpint (now[beside], ==, 255);
  g_assert_true (g_bytes_equal (made, fixture->original.made));
}

/* Of the strokes each lies on those before it; a restoring one takes them off. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) rgb = NULL, made = NULL;
  g_autoptr (DermInput) expected = NULL;

  take_recipe (fixture, DERM_FILTER_BICUBIC, NULL);
  add_stroke (fixture, LENS_EDIT_BRUSH, 4, (const int[]){ 20, 20, 60, 20 });
  add_stroke (fixture, LENS_EDIT_RESTORE, 256, (const int[]){ 60, 45, 61, 45 });
  add_stroke (fixture, LENS_EDIT_BRUSH, 2, (const int[]){ 10, 80, 30, 80 });
  rgb = make (fixture, &made);
  expected = paint_by_hand (fixture, 10, 80, 22, 2);
  g_assert_cmpmem (g_bytes_get_data (rgb, NULL), N_INPUT, derm_input_get_rgb (expected), N_INPUT);
}

/* It tells what it paints, all of it and what is new; a line has no other points than its ends. */
static void
test_bounds (Fixture *fixture, gconstpointer data)
{
  LensPaintStroke *stroke = lens_paint_stroke_new (LENS_EDIT_BRUSH, ink, 3), *copy;
  GdkRectangle bounds;

  lens_paint_stroke_get_bounds (stroke, 0, fixture->original.image, &bounds);
  g_assert_cmpint (bounds.width, ==, 0);
  lens_paint_stroke_add (stroke, 10, 10);
  lens_paint_stroke_add (stroke, 20, 12);
  lens_paint_stroke_add (stroke, 200, 12);
  lens_paint_stroke_get_bounds (stroke, 0, fixture->original.image, &bounds);
  g_assert_true (gdk_rectangle_equal (&bounds, &(GdkRectangle){ 9, 9, WIDTH - 9, 5 }));
  lens_paint_stroke_get_bounds (stroke, 2, fixture->original.image, &bounds);
  g_assert_true (gdk_rectangle_equal (&bounds, &(GdkRectangle){ 19, 11, WIDTH - 19, 3 }));
  lens_paint_stroke_get_bounds (stroke, 3, fixture->original.image, &bounds);
  g_assert_cmpint (bounds.width, ==, 0);
  lens_paint_stroke_end_at (stroke, 10, 30);
  copy = lens_paint_stroke_copy (stroke);
  lens_paint_stroke_end_at (stroke, 50, 50);
  lens_paint_stroke_get_bounds (copy, 0, fixture->original.image, &bounds);
  g_assert_true (gdk_rectangle_equal (&bounds, &(GdkRectangle){ 9, 9, 3, 23 }));
  lens_paint_stroke_unref (stroke);
  lens_paint_stroke_unref (copy);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/paint-stroke/recipes", test_recipes);
  add ("/paint-stroke/hair", test_hair);
  add ("/paint-stroke/mixed", test_mixed);
  add ("/paint-stroke/order", test_order);
  add ("/paint-stroke/bounds", test_bounds);

  return g_test_run ();
}
