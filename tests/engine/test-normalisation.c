/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Mean and standard deviation as part of a recipe: the floats of transforms.Normalize, of the bytes that stay as they
 * are; and models that have it in their description. */

#include <derm.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "model-fixture.h"

enum { SIDE = 4, N_PIXELS = SIDE * SIDE, N = 3 * N_PIXELS };

static const double mean[3] = { 0.7630392, 0.5456477, 0.57004845 }, std[3] = { 0.1409286, 0.15261266, 0.16997074 };

static DermImage *
make_image (void)
{
  guint8 *rgb = g_malloc (N);
  g_autoptr (GBytes) bytes = NULL;

  for (int i = 0; i < N; i++)
    rgb[i] = (guint8) (37 * i + 5);
  bytes = g_bytes_new_take (rgb, N);
  return derm_image_new_from_pixels (bytes, SIDE, SIDE, "test", NULL);
}

static DermRecipe *
make_recipe (DermLayout layout, gboolean is_normalised)
{
  g_autoptr (DermRecipe) plain = derm_recipe_new ("t", SIDE, SIDE, DERM_FILTER_NEAREST, layout, 255);
  g_autoptr (DermRecipe) viewed = derm_recipe_with_views (plain, 8, NULL);

  return is_normalised ? derm_recipe_with_normalisation (viewed, mean, std, NULL) : g_object_ref (viewed);
}

/* Plane by plane as the network has them, whatever stands in them, in every view. */
static void
test_values (gconstpointer data)
{
  DermLayout layout = (DermLayout) GPOINTER_TO_INT (data);
  g_autoptr (DermImage) image = make_image ();
  g_autoptr (DermRecipe) plain = make_recipe (layout, FALSE), changed = make_recipe (layout, TRUE);
  g_autoptr (DermInput) a = derm_input_new (image, plain, NULL), b = derm_input_new (image, changed, NULL);
  float before[N], after[N];

  g_assert_cmpstr (derm_input_get_sha256 (a), ==, derm_input_get_sha256 (b));
  for (int view = 0; view < 8; view++)
    {
      derm_input_fill (a, view, before);
      derm_input_fill (b, view, after);
      for (int i = 0; i < N; i++)
        {
          int plane = i / N_PIXELS;

          g_assert_cmpfloat (after[i], ==, (before[i] - (float) mean[plane]) / (float) std[plane]);
          g_assert_cmpfloat (fabs ((double) after[i] - ((double) before[i] - mean[plane]) / std[plane]), <, 1e-5);
        }
    }
}

static void
test_recipe (void)
{
  const double none[3] = { 0, 0, 0 }, ones[3] = { 1, 1, 1 };
  g_autoptr (DermRecipe) plain = derm_recipe_new ("t", SIDE, SIDE, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) changed = derm_recipe_with_normalisation (plain, mean, std, NULL);
  g_autoptr (DermRecipe) filtered = derm_recipe_with_filter (changed, DERM_FILTER_BICUBIC);
  g_autoptr (DermRecipe) named = derm_recipe_with_name (filtered, "n");
  g_autoptr (DermRecipe) back = derm_recipe_with_normalisation (named, NULL, NULL, NULL);
  g_autoptr (DermRecipe) idle = derm_recipe_with_normalisation (plain, none, ones, NULL);
  g_autofree char *words = derm_recipe_describe (changed);
  double known[3], deviation[3];
  g_autoptr (DermRecipe) imagenet = NULL;

  g_assert_cmpstr (derm_recipe_get_name (changed), ==,
                   "t+normalised-0.7630392,0.5456477,0.57004845/0.1409286,0.15261266,0.16997074");
  g_assert_cmpstr (derm_recipe_get_normalisation_id (changed), ==, "own");
  g_assert_cmpmem (derm_recipe_get_mean (named), sizeof mean, mean, sizeof mean);
  g_assert_cmpmem (derm_recipe_get_std (named), sizeof std, std, sizeof std);
  g_assert_cmpstr (words, ==,
                   "4 × 4, box, ÷ 255, normalised: mean 0.7630392 0.5456477 0.57004845, std 0.1409286 0.15261266 "
                   "0.16997074, planes, 1 view, labels: model");
  g_assert_null (derm_recipe_get_mean (back));
  g_assert_cmpstr (derm_recipe_get_name (back), ==, "n+not-normalised");
  g_assert_null (derm_recipe_get_std (idle));
  g_assert_cmpstr (derm_recipe_get_name (idle), ==, "t");
  g_assert_true (derm_normalisation_from_id ("imagenet", known, deviation));
  imagenet = derm_recipe_with_normalisation (plain, known, deviation, NULL);
  g_assert_cmpstr (derm_recipe_get_name (imagenet), ==, "t+imagenet-normalised");
  g_assert_false (derm_normalisation_from_id ("coco", known, deviation));
}

static void
test_refused (void)
{
  static const double wrong[][2]
      = { { 0.5, 0 }, { 0.5, -1 }, { 0.5, NAN }, { NAN, 1 }, { INFINITY, 1 }, { 0.5, 1e300 } };
  g_autoptr (DermRecipe) plain = derm_recipe_new ("t", SIDE, SIDE, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GError) alone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const double a[3] = { 0.5, wrong[i][0], 0.5 }, b[3] = { 1, wrong[i][1], 1 };
      g_autoptr (GError) error = NULL;

      g_assert_null (derm_recipe_with_normalisation (plain, a, b, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
    }
  g_assert_null (derm_recipe_with_normalisation (plain, mean, NULL, &alone));
  g_assert_error (alone, DERM_ERROR, DERM_ERROR_RECIPE);
}

/* In a model's file, and through saving. */
static void
test_model (void)
{
  static const char from[] = "\\\"scale\\\":255",
                    to[] = "\\\"scale\\\":255,\\\"mean\\\":[0.5,0.25,0.125],\\\"std\\\":[1,2,3]";
  g_autofree char *header = model_replace (from, to),
                  *path = g_build_filename (model_folder, "saved.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = model_open_header (header, &error), again = NULL, other = NULL;

  g_assert_no_error (error);
  g_assert_cmpfloat (derm_recipe_get_mean (derm_model_get_recipe (model))[2], ==, 0.125);
  g_assert_true (derm_model_save (model, path, NULL));
  again = derm_model_new_from_file (path, NULL);
  g_assert_cmpfloat (derm_recipe_get_std (derm_model_get_recipe (again))[1], ==, 2);
  g_assert_true (derm_model_save_normalised (model, mean, std, path, NULL));
  other = derm_model_new_from_file (path, NULL);
  g_assert_cmpfloat (derm_recipe_get_mean (derm_model_get_recipe (other))[0], ==, mean[0]);
  g_assert_cmpstr (derm_recipe_get_name (derm_model_get_recipe (other)), ==, "tiny");
  g_remove (path);
}

static void
test_model_refused (void)
{
  static const struct {
    const char *members, *reason;
  } wrong[] = { { ",\\\"mean\\\":[0.5,0.25,0.125]", "only used together" },
                { ",\\\"mean\\\":[0.5,0.25],\\\"std\\\":[1,2,3]", "“mean” of 3" },
                { ",\\\"mean\\\":[0,0,0],\\\"std\\\":[1,0,3]", "standard deviation 0" },
                { ",\\\"stdev\\\":[1,2,3]", "“stdev”" },
                { ",\\\"crop_pct\\\":0.9", "“crop_pct”" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *to = g_strconcat ("\\\"scale\\\":255", wrong[i].members, NULL);
      g_autofree char *header = model_replace ("\\\"scale\\\":255", to);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermModel) model = model_open_header (header, &error);

      model_check_refused (model, error, wrong[i].reason);
    }
}

/* A thread cannot take more than all together may. */
static void
test_memory (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "fixtures", "checkpoints", "case-large.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error), bundled = derm_model_new_bundled (NULL);
  g_autoptr (DermClassifier) classifier = NULL, many = NULL;

  g_assert_no_error (error);
  classifier = derm_classifier_new (model, NULL, 8, &error);
  g_assert_null (classifier);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, "GiB"));
  many = derm_classifier_new (bundled, NULL, 16, NULL);
  g_assert_cmpint (derm_classifier_get_n_threads (many), ==, 16);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  model_fixture_init ();
  g_test_add_data_func ("/normalisation/planes", GINT_TO_POINTER (DERM_LAYOUT_PLANES), test_values);
  g_test_add_data_func ("/normalisation/rows", GINT_TO_POINTER (DERM_LAYOUT_ROWS), test_values);
  g_test_add_func ("/normalisation/recipe", test_recipe);
  g_test_add_func ("/normalisation/refused", test_refused);
  g_test_add_func ("/normalisation/model", test_model);
  g_test_add_func ("/normalisation/model-refused", test_model_refused);
  g_test_add_func ("/normalisation/memory", test_memory);
  status = g_test_run ();
  model_fixture_clear ();
  return status;
}
