/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Sets of samples: those of NumPy in fixtures/samples/, by make_samples_fixtures.py, and tables of pixels. */

#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>

enum { SIDE = 28 };

static DermSamples *
open_fixture (const char *name, const char *const *labels, GError **error)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "samples", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return derm_samples_new_from_file (file, labels, NULL, error);
}

static DermSamples *
open_text (const char *text, gssize length, GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("samples-XXXXXX", &stream, NULL);
  DermSamples *samples;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, length, NULL));
  samples = derm_samples_new_from_file (file, NULL, NULL, error);
  g_unlink (g_file_peek_path (file));
  return samples;
}

static void
assert_refused (DermSamples *samples, GError *error, const char *part)
{
  g_assert_null (samples);
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL)
    g_test_message ("“%s” does not have “%s”", error->message, part);
  g_assert_nonnull (strstr (error->message, part));
}

/* ---- MedMNIST ---- */

/* As pixels() of the script has them. */
static guint8
expected_pixel (guint i, guint first, gsize place)
{
  guint c = (guint) (place % 3), x = (guint) (place / 3 % SIDE), y = (guint) (place / 3 / SIDE);

  return (guint8) ((i + 3 * y + 5 * x + 7 * c + first) % 251);
}

static void
assert_pixels (DermSamples *samples, guint item, guint i, guint first)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("test", SIDE, SIDE, DERM_FILTER_LANCZOS, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) input = derm_samples_make_input (samples, item, recipe, &error);
  const guint8 *rgb;

  g_assert_no_error (error);
  rgb = derm_input_get_rgb (input);
  for (gsize place = 0; place < 3 * SIDE * SIDE; place++)
    g_assert_cmpuint (rgb[place], ==, expected_pixel (i, first, place));
}

static void
test_npz (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_fixture ("good.npz", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (derm_samples_get_kind (samples), ==, DERM_SAMPLES_PIXELS);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 5);
  g_assert_cmpstr (derm_samples_get_name (samples, 0), ==, "train/0");
  g_assert_cmpstr (derm_samples_get_split (samples, 0), ==, "train");
  g_assert_cmpint (derm_samples_get_truth (samples, 1), ==, 1);
  g_assert_cmpstr (derm_samples_get_name (samples, 4), ==, "test/2");
  g_assert_cmpint (derm_samples_get_truth (samples, 2), ==, 4);
  g_assert_cmpint (derm_samples_get_truth (samples, 4), ==, 6);
  g_assert_null (derm_samples_get_scores (samples, 0));
  g_assert_nonnull (strstr (derm_samples_get_remark (samples, 0), "4 mel, 5 nv, 6 vasc"));
  for (guint i = 0; i < 2; i++)
    assert_pixels (samples, i, i, 9);
  for (guint i = 0; i < 3; i++)
    assert_pixels (samples, 2 + i, i, 0);
}

/* Other formats of the header, and labels in one dimension of other integers. */
static void
test_npz_int64 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_fixture ("int64.npz", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 3);
  g_assert_cmpint (derm_samples_get_truth (samples, 1), ==, 5);
  assert_pixels (samples, 2, 2, 0);
}

/* A model with the classes in another order: the codes count, not the numbers. */
static void
test_npz_labels (void)
{
  static const char *const others[] = { "nv", "mel", "vasc", "df", "bkl", "bcc", "akiec", NULL };
  static const char *const fewer[] = { "nv", "mel", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_fixture ("good.npz", others, &error);
  g_autoptr (DermSamples) refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 6);
  g_assert_cmpint (derm_samples_get_truth (samples, 2), ==, 1);
  refused = open_fixture ("good.npz", fewer, &error);
  assert_refused (refused, error, "akiec");
}

static void
test_npz_size (void)
{
  g_autoptr (DermSamples) samples = open_fixture ("small.npz", NULL, NULL);
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("test", SIDE, SIDE, DERM_FILTER_LANCZOS, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) small = derm_recipe_new ("test", 8, 8, DERM_FILTER_LANCZOS, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) cropped = derm_recipe_with_pixel_crop (small, 0, 0, 4, 4);
  g_autoptr (DermInput) input = derm_samples_make_input (samples, 0, small, NULL);
  g_autoptr (GError) error = NULL, crop_error = NULL;

  g_assert_nonnull (input);
  g_assert_null (derm_samples_make_input (samples, 0, recipe, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "8 × 8"));
  g_assert_null (derm_samples_make_input (samples, 0, cropped, &crop_error));
  g_assert_error (crop_error, DERM_ERROR, DERM_ERROR_RECIPE);
}

/* What is wrong, and in which array. */
static void
test_npz_hostile (void)
{
  static const struct {
    const char *name, *array, *part;
  } cases[] = {
    { "object.npz", "test_labels.npy", "Python objects" },
    { "fortran.npz", "test_images.npy", "Fortran" },
    { "float.npz", "test_images.npy", "<f8" },
    { "big-endian.npz", "test_labels.npy", "big endian" },
    { "named-fields.npz", "test_labels.npy", "named fields" },
    { "grey.npz", "test_images.npy", "3 × 28 × 28" },
    { "planes.npz", "test_images.npy", "3 × 3 × 28 × 28" },
    { "fewer-labels.npz", "test_labels.npy", "2 × 1" },
    { "one-hot.npz", "test_labels.npy", "3 × 3" },
    { "label-7.npz", "test_labels.npy", "label 7" },
    { "negative.npz", "test_labels.npy", "label -1" },
    { "no-labels.npz", "test_labels.npy", "no such array" },
    { "others.npz", "", "test_images" },
    { "none.npz", "", "no image" },
    { "cut-off.npz", "test_images.npy", "cut off" },
    { "too-long.npz", "test_images.npy", "more behind" },
    { "overflow.npz", "test_images.npy", "cut off" },
    { "version-9.npz", "test_images.npy", "version 9.0" },
    { "no-array.npz", "test_images.npy", "no array" },
    { "bad-header.npz", "test_images.npy", "header" },
    { "bomb.npz", "test_images.npy", "larger than" },
    { "damaged.npz", "", "zip archive" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermSamples) samples = open_fixture (cases[i].name, NULL, &error);

      g_test_message ("%s", cases[i].name);
      assert_refused (samples, error, cases[i].part);
      assert_refused (samples, error, cases[i].array);
    }
}

/* ---- Kaggle ---- */

/* A header of `n` pixels and `before`, then a row of the label for each of the labels. */
static GString *
make_table (const char *before, int n, const char *labels)
{
  GString *text = g_string_new (before);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "pixel%04d,", i);
  g_string_append (text, "label\n");
  for (guint row = 0; labels[row] != '\0'; row++)
    {
      for (int i = 0; i < n; i++)
        g_string_append_printf (text, "%u,", expected_pixel (row, 0, (gsize) i));
      g_string_append_printf (text, "%c\n", labels[row]);
    }
  return text;
}

static void
test_kaggle (void)
{
  g_autoptr (GString) text = make_table ("", 3 * SIDE * SIDE, "046");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_text (text->str, (gssize) text->len, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 3);
  g_assert_cmpint (derm_samples_get_width (samples), ==, SIDE);
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 0);
  g_assert_cmpint (derm_samples_get_truth (samples, 1), ==, 5); /* nv of HAM10000's classes by the alphabet */
  g_assert_cmpint (derm_samples_get_truth (samples, 2), ==, 4); /* mel */
  g_assert_cmpstr (derm_samples_get_name (samples, 2), ==, "row/2");
  g_assert_null (derm_samples_get_split (samples, 2));
  g_assert_nonnull (strstr (derm_samples_get_remark (samples, 0), "4 nv, 5 vasc, 6 mel"));
  for (guint i = 0; i < 3; i++)
    assert_pixels (samples, i, i, 0);
}

/* A byte order mark, CRLF, no line end at the end, an id. */
static void
test_kaggle_forms (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = open_text (
      "\357\273\277row,image_id,pixel0000,pixel0001,pixel0002,label\r\n0,ISIC_1,1,2,3,6\r\n\r\n1,ISIC_2,0,0,255,0", -1,
      &error);

  g_assert_no_error (error);
  g_assert_cmpuint (derm_samples_get_n_items (samples), ==, 2);
  g_assert_cmpint (derm_samples_get_width (samples), ==, 1);
  g_assert_cmpstr (derm_samples_get_name (samples, 1), ==, "ISIC_2");
  g_assert_cmpint (derm_samples_get_truth (samples, 0), ==, 4);
}

static void
test_kaggle_hostile (void)
{
  static const struct {
    const char *text, *part;
  } cases[] = {
    { "pixel0000,pixel0001,pixel0002,label\n1,2,3,0\n1,2,256,0\n", "line 3, column “pixel0002”: “256”" },
    { "pixel0000,pixel0001,pixel0002,label\n1,-2,3,0\n", "line 2, column “pixel0001”: “-2”" },
    { "pixel0000,pixel0001,pixel0002,label\n1,,3,0\n", "line 2, column “pixel0001”: “”" },
    { "pixel0000,pixel0001,pixel0002,label\n\n1,2,3,7\n", "line 3, column “label”: “7”" },
    { "pixel0000,pixel0001,pixel0002,label\n1,2,3,\377\n", "line 2, column “label”: “\357\277\275”" },
    { "pixel0000,pixel0001,pixel0002,label\n1,2,3\n", "line 2: there are 3 columns, and the first line has 4" },
    { "pixel0000,pixel0001,pixel0002,label\n1,2,3,4,5\n", "line 2: there are 5 columns" },
    { "pixel0000,pixel0001,pixel0003,label\n", "line 1, column “label”: “pixel0003”" },
    { "pixel0000,pixel0001,pixel0002\n1,2,3\n", "line 1: the last column" },
    { "pixel0000,pixel0001,pixel0002,pixel0003,label\n", "grey" },
    { "pixel0000,pixel0001,label\n", "no square" },
    { "pixel0000,pixel0001,pixel0002,label\n", "no image" },
    { "", "empty" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermSamples) samples = open_text (cases[i].text, -1, &error);

      g_autofree char *shown = g_strescape (cases[i].text, NULL);

      g_test_message ("%s", shown);
      assert_refused (samples, error, cases[i].part);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/npz", test_npz);
  g_test_add_func ("/samples/npz-int64", test_npz_int64);
  g_test_add_func ("/samples/npz-labels", test_npz_labels);
  g_test_add_func ("/samples/npz-size", test_npz_size);
  g_test_add_func ("/samples/npz-hostile", test_npz_hostile);
  g_test_add_func ("/samples/kaggle", test_kaggle);
  g_test_add_func ("/samples/kaggle-forms", test_kaggle_forms);
  g_test_add_func ("/samples/kaggle-hostile", test_kaggle_hostile);
  return g_test_run ();
}
