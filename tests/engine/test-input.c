/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The bytes that the network gets, and their two layouts. The resampler itself is tested beside nn. */

#include <derm.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum { W = 4, H = 3, N = 3 * W * H };

static guint8
value_at (int i)
{
  return (guint8) (37 * i + 5);
}

static DermImage *
make_image (void)
{
  guint8 *rgb = g_malloc (N);
  g_autoptr (GBytes) bytes = NULL;

  for (int i = 0; i < N; i++)
    rgb[i] = value_at (i);
  bytes = g_bytes_new_take (rgb, N);
  return derm_image_new_from_pixels (bytes, W, H, "test", NULL);
}

static DermInput *
make_input (DermLayout layout, const double *crop, int width, int height, GError **error)
{
  g_autoptr (DermImage) image = make_image ();
  g_autoptr (DermRecipe) whole = derm_recipe_new ("t", width, height, DERM_FILTER_NEAREST, layout, 255);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_crop (whole, crop);

  return derm_input_new (image, recipe, error);
}

static void
test_planes (void)
{
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_PLANES, NULL, W, H, NULL);
  float values[N];

  derm_input_fill (input, 0, values);
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < W * H; i++)
      g_assert_cmpfloat (values[c * W * H + i], ==, (float) value_at (3 * i + c) / 255.0f);
}

static void
test_rows (void)
{
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_ROWS, NULL, W, H, NULL);
  float values[N];

  derm_input_fill (input, 0, values);
  for (int i = 0; i < N; i++)
    g_assert_cmpfloat (values[i], ==, (float) value_at (i) / 255.0f);
}

static void
test_bytes (void)
{
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_ROWS, NULL, W, H, NULL);
  const guint8 *rgb = derm_input_get_rgb (input);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, rgb, N);

  g_assert_cmpint (derm_input_get_width (input), ==, W);
  g_assert_cmpint (derm_input_get_height (input), ==, H);
  for (int i = 0; i < N; i++) /* the bytes are in the image's order, whatever the layout */
    g_assert_cmpint (rgb[i], ==, value_at (i));
  g_assert_cmpstr (derm_input_get_sha256 (input), ==, sha256);
  g_assert_cmpint (derm_recipe_get_layout (derm_input_get_recipe (input)), ==, DERM_LAYOUT_ROWS);
}

static void
test_crop (void)
{
  const double crop[4] = { 0.5, 0, 1, 1.0 / 3 }; /* the last two pixels of the first row */
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_PLANES, crop, 2, 1, NULL);

  for (int i = 0; i < 6; i++)
    g_assert_cmpint (derm_input_get_rgb (input)[i], ==, value_at (6 + i));
}

static DermImage *
open_turned (int exif)
{
  g_autofree char *name = g_strdup_printf ("jpeg-orientation-%d.jpg", exif);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return derm_image_new_from_file (file, NULL, NULL);
}

/* The eight files hold the same pixels: without their orientation they are the same input. */
static void
test_ignored_orientation (void)
{
  g_autoptr (DermImage) plain = open_turned (1);
  g_autoptr (DermRecipe) whole = derm_recipe_new ("t", 9, 8, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) ignoring = derm_recipe_with_orientation (whole, DERM_ORIENTATION_IGNORE);
  g_autoptr (DermInput) expected = derm_input_new (plain, whole, NULL);

  for (int exif = 2; exif <= 8; exif++)
    {
      g_autoptr (DermImage) image = open_turned (exif), back = derm_image_turn_back (image, NULL);
      g_autoptr (DermInput) applied = derm_input_new (image, whole, NULL), ignored = derm_input_new (image, ignoring, NULL),
                            again = derm_input_new (back, whole, NULL);

      g_assert_cmpstr (derm_input_get_sha256 (ignored), ==, derm_input_get_sha256 (expected));
      g_assert_cmpstr (derm_input_get_sha256 (applied), !=, derm_input_get_sha256 (expected));
      g_assert_cmpstr (derm_input_get_sha256 (again), ==, derm_input_get_sha256 (applied));
      g_assert_cmpint (derm_input_get_exif_orientation (ignored), ==, exif);
    }
}

/* A single pixel is the same one, whoever tells its place and however the other turns the image. */
static void
check_pixel (DermImage *image, DermOrientation told, DermOrientation taken, int x, int y)
{
  g_autoptr (DermRecipe) base = derm_recipe_new ("t", 1, 1, DERM_FILTER_NEAREST, DERM_LAYOUT_PLANES, 255),
                         teller = derm_recipe_with_orientation (base, told),
                         taker = derm_recipe_with_orientation (base, taken),
                         cropped = derm_recipe_with_pixel_crop (teller, x, y, 1, 1),
                         other = derm_recipe_with_crop_of (taker, cropped),
                         changed = derm_recipe_with_orientation (cropped, taken);
  g_autoptr (DermImage) seen = derm_image_orient (image, told, NULL);
  g_autoptr (DermInput) one = derm_input_new (image, cropped, NULL), two = derm_input_new (image, other, NULL);
  g_autoptr (DermRecipe) placed = derm_recipe_place_crop (changed, seen, NULL);
  g_autoptr (DermInput) three = derm_input_new (seen, placed, NULL);
  const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (seen), NULL);
  const guint8 *pixel = pixels + 3 * (y * derm_image_get_width (seen) + x);

  g_assert_cmpmem (derm_input_get_rgb (one), 3, pixel, 3);
  g_assert_cmpmem (derm_input_get_rgb (two), 3, pixel, 3);
  g_assert_cmpmem (derm_input_get_rgb (three), 3, pixel, 3);
  g_assert_cmpint (derm_recipe_get_orientation (derm_input_get_recipe (three)), ==, taken);
}

static void
test_crop_of_turned (void)
{
  for (int exif = 1; exif <= 8; exif++)
    {
      g_autoptr (DermImage) image = open_turned (exif);

      for (int x = 0; x < 14; x += 6)
        for (int y = 1; y < 14; y += 4)
          {
            check_pixel (image, DERM_ORIENTATION_IGNORE, DERM_ORIENTATION_APPLY, x, y);
            check_pixel (image, DERM_ORIENTATION_APPLY, DERM_ORIENTATION_IGNORE, x, y);
          }
    }
}

static void
test_empty_crops (void)
{
  const double crops[][4]
      = { { 0, 0, 0, 1 }, { 0.5, 0, 0.4, 1 }, { 0, 1, 1, 1 }, { 2, 2, 3, 3 }, { NAN, 0, 1, 1 }, { 0, 0, 1, NAN } };

  for (guint i = 0; i < G_N_ELEMENTS (crops); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (make_input (DERM_LAYOUT_PLANES, crops[i], W, H, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
    }
}

static void
check_png (DermInput *input, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermImage) image = NULL;
  gsize size;
  const guint8 *rgb;

  g_assert_true (derm_input_save (input, path, &error));
  g_assert_no_error (error);
  image = derm_image_new_from_file (file, NULL, &error);
  g_assert_no_error (error);
  rgb = g_bytes_get_data (derm_image_get_pixels (image), &size);
  g_assert_cmpmem (rgb, size, derm_input_get_rgb (input), N);
}

static void
check_npy (DermInput *input, const char *path)
{
  g_autofree char *content = NULL;
  gsize size;
  float values[N];

  g_assert_true (derm_input_save (input, path, NULL));
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpmem (content, 8, "\x93NUMPY\x01\0", 8);
  g_assert_nonnull (g_strstr_len (content + 10, 118, "'descr': '<f4', 'fortran_order': False, 'shape': (3, 3, 4), }"));
  g_assert_cmpint ((int) size, ==, 128 + 4 * N);
  g_assert_cmpint (content[127], ==, '\n');
  derm_input_fill (input, 0, values);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  g_assert_cmpmem (content + 128, 4 * N, values, 4 * N);
#endif
}

/* What Python's csv reads are the pixels in the order of rows. */
static void
check_csv (DermInput *input, const char *path)
{
  static const char script[] = "import csv, sys\n"
                               "with open(sys.argv[1], encoding='ascii', newline='') as file:\n"
                               "    rows = list(csv.DictReader(file, strict=True))\n"
                               "print(*[int(r[k]) for r in rows for k in ('x', 'y', 'r', 'g', 'b')])\n";
  const char *argv[] = { "/usr/bin/python3", "-c", script, path, NULL };
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  for (int i = 0; i < W * H; i++)
    g_string_append_printf (expected, "%s%d %d %d %d %d", i > 0 ? " " : "", i % W, i / W, value_at (3 * i),
                            value_at (3 * i + 1), value_at (3 * i + 2));
  g_string_append_c (expected, '\n');
  g_assert_true (derm_input_save (input, path, &error));
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, expected->str);
}

static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
  g_autofree char *png = g_build_filename (folder, "in.PNG", NULL);
  g_autofree char *npy = g_build_filename (folder, "in.npy", NULL);
  g_autofree char *csv = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *other = g_build_filename (folder, "in.gif", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "in.png", NULL);
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_PLANES, NULL, W, H, NULL);
  g_autoptr (GError) error = NULL;

  check_png (input, png);
  check_npy (input, npy);
  check_csv (input, csv);
  g_assert_false (derm_input_save (input, other, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (derm_input_save (input, nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_remove (png);
  g_remove (npy);
  g_remove (csv);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* no temporary file is left */
}

static DermInput *
input_of (const guint8 *rgb, int width, int height)
{
  g_autoptr (GBytes) bytes = g_bytes_new (rgb, 3 * (gsize) width * height);
  g_autoptr (DermImage) image = derm_image_new_from_pixels (bytes, width, height, "test", NULL);
  g_autoptr (DermRecipe) recipe
      = derm_recipe_new ("test", width, height, DERM_FILTER_NEAREST, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GError) error = NULL;
  DermInput *input = derm_input_new (image, recipe, &error);

  g_assert_no_error (error);
  return input;
}

static void
test_compare (void)
{
  const guint8 one[12] = { 10, 20, 30, 0, 0, 0, 255, 255, 255, 7, 7, 7 };
  const guint8 two[12] = { 10, 20, 30, 3, 0, 1, 255, 253, 255, 6, 5, 4 };
  g_autoptr (DermInput) a = input_of (one, 2, 2);
  g_autoptr (DermInput) b = input_of (two, 2, 2);
  g_autoptr (DermInput) row = input_of (one, 4, 1);
  double mean = -1, largest = -1;
  int x = -1, y = -1;

  g_assert_true (derm_input_compare (a, b, &mean, &largest, &x, &y));
  g_assert_cmpfloat (mean, ==, 12 / 12.0);
  g_assert_cmpfloat (largest, ==, 6 / 3.0);
  g_assert_cmpint (x, ==, 1);
  g_assert_cmpint (y, ==, 1);
  g_assert_true (derm_input_compare (a, a, &mean, &largest, NULL, NULL));
  g_assert_cmpfloat (mean, ==, 0);
  g_assert_cmpfloat (largest, ==, 0);
  g_assert_false (derm_input_compare (a, row, &mean, NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input/planes", test_planes);
  g_test_add_func ("/input/rows", test_rows);
  g_test_add_func ("/input/bytes", test_bytes);
  g_test_add_func ("/input/crop", test_crop);
  g_test_add_func ("/input/ignored-orientation", test_ignored_orientation);
  g_test_add_func ("/input/crop-of-turned", test_crop_of_turned);
  g_test_add_func ("/input/empty-crops", test_empty_crops);
  g_test_add_func ("/input/save", test_save);
  g_test_add_func ("/input/compare", test_compare);
  return g_test_run ();
}
