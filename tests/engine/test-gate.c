/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What speaks against an answer: images that lack something, and those that are far from the training domain; model
 * files whose domain is broken. Linked with the engine's objects for their safetensors reader. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include <derm.h>

#include "safetensors.h"

static const char *const levels[] = { "plain", "avx2", "avx512", "neon" };

/* Gives the brightness at a pixel. */
typedef int (*Paint) (int x, int y);

static int
paint_grey (int x, int y)
{
  return 90;
}

/* Fainter than what counts as something. */
static int
paint_faint (int x, int y)
{
  return 90 + (x / 8 + y / 8) % 2 * 3;
}

static int
paint_checks (int x, int y)
{
  return (x / 8 + y / 8) % 2 * 120 + 60;
}

/* A soft hill, as of a lens that is far out of focus. */
static int
paint_hill (int x, int y)
{
  return 60 + (int) (60 * (1 + sin (x * 0.02)) * (1 + cos (y * 0.02)) / 2);
}

/* Sharp on the left, a soft hill on the right. */
static int
paint_half (int x, int y)
{
  return x < 400 ? paint_checks (x, y) : paint_hill (x, y);
}

static DermImage *
make_image (Paint paint, int width, int height)
{
  guint8 *rgb = g_malloc_n ((gsize) width * height, 3);
  g_autoptr (GBytes) bytes = NULL;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      for (int c = 0; c < 3; c++)
        rgb[3 * ((gsize) y * width + x) + c] = (guint8) CLAMP (paint (x, y), 0, 255);
  bytes = g_bytes_new_take (rgb, (gsize) 3 * width * height);
  return derm_image_new_from_pixels (bytes, width, height, "made", NULL);
}

static DermRecipe *
make_recipe (void)
{
  return derm_recipe_new ("t", 28, 28, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
}

static void
test_images (void)
{
  const struct {
    Paint paint;
    int width, height;
    const char *gate;
  } cases[] = {
    { paint_checks, 600, 450, "" },
    { paint_checks, 100, 75, "" },
    { paint_checks, 28, 28, "" },
    { paint_checks, 27, 28, "tiny" },
    { paint_checks, 28, 27, "tiny" },
    { paint_checks, 1, 1, "tiny" },
    { paint_checks, 600, 200, "" },
    { paint_checks, 601, 200, "odd-aspect" },
    { paint_checks, 200, 601, "odd-aspect" },
    { paint_checks, 100, 20, "tiny odd-aspect" },
    { paint_grey, 600, 450, "blank" },
    { paint_grey, 601, 200, "blank odd-aspect" },
    { paint_faint, 600, 450, "blank" },
    { paint_hill, 600, 450, "blurred" },
    { paint_half, 800, 450, "" },
  };
  g_autoptr (DermRecipe) recipe = make_recipe ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DermImage) image = make_image (cases[i].paint, cases[i].width, cases[i].height);
      g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
      g_autofree char *gate = derm_gate_format (derm_gate_check_image (image, recipe));

      g_test_message ("case %u", i);
      g_assert_cmpstr (gate, ==, cases[i].gate);
      g_assert_cmpint (derm_input_get_gate (input), ==, derm_gate_check_image (image, recipe));
    }
}

/* The crop is looked at, not what is cut off; in pixels and as fractions it is the same. */
static void
test_crops (void)
{
  const double right[] = { 0.5, 0, 1, 1 }, small[] = { 0, 0, 0.03, 0.5 };
  g_autoptr (DermImage) image = make_image (paint_half, 800, 450);
  g_autoptr (DermRecipe) whole = make_recipe (), by_right = derm_recipe_with_crop (whole, right),
                         by_small = derm_recipe_with_crop (whole, small),
                         by_pixels = derm_recipe_with_pixel_crop (whole, 400, 0, 400, 450),
                         outside = derm_recipe_with_pixel_crop (whole, 401, 0, 400, 450),
                         far_outside = derm_recipe_with_pixel_crop (whole, G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT);
  g_autoptr (DermInput) one = derm_input_new (image, by_right, NULL), other = derm_input_new (image, by_pixels, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (derm_gate_check_image (image, by_right), ==, DERM_GATE_BLURRED);
  g_assert_cmpint (derm_gate_check_image (image, by_small), ==, DERM_GATE_TINY | DERM_GATE_ODD_ASPECT);
  g_assert_cmpint (derm_input_get_gate (other), ==, DERM_GATE_BLURRED);
  g_assert_cmpstr (derm_input_get_sha256 (other), ==, derm_input_get_sha256 (one));
  g_assert_cmpmem (derm_recipe_get_crop (derm_input_get_recipe (other)), sizeof right, right, sizeof right);
  g_assert_null (derm_recipe_get_pixel_crop (derm_input_get_recipe (other)));
  g_assert_null (derm_recipe_get_pixel_crop (by_right));
  g_assert_cmpint (derm_recipe_get_pixel_crop (by_pixels)[2], ==, 400);
  g_assert_null (derm_input_new (image, outside, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "401,0,400,450"));
  g_assert_null (derm_input_new (image, far_outside, NULL));
}

/* What was found of one crop is not taken for another's, nor for one that differs in one edge only. */
static void
test_crop_after_crop (void)
{
  const double crops[][4] = { { 0, 0, 1, 1 }, { 0.5, 0, 1, 1 }, { 0, 0, 0.5, 1 }, { 0.5, 0.5, 1, 1 }, { 0, 0.5, 0.5, 1 } };
  const DermGate expected[] = { 0, DERM_GATE_BLURRED, 0, DERM_GATE_BLURRED, 0 };
  g_autoptr (DermImage) image = make_image (paint_half, 800, 450);
  g_autoptr (DermRecipe) whole = make_recipe ();

  for (guint i = 0; i < 3 * G_N_ELEMENTS (crops); i++)
    {
      guint one = i % G_N_ELEMENTS (crops), other = (i * 2 + 1) % G_N_ELEMENTS (crops);
      g_autoptr (DermRecipe) first = derm_recipe_with_crop (whole, crops[one]), second = derm_recipe_with_crop (whole, crops[other]);

      g_assert_cmpint (derm_gate_check_image (image, first), ==, expected[one]);
      g_assert_cmpint (derm_gate_check_image (image, second), ==, expected[other]);
    }
}

static void
test_words (void)
{
  const DermGate both = (DermGate) (DERM_GATE_BLURRED | DERM_GATE_OUTSIDE);
  g_autofree char *none = derm_gate_describe (0), *ids = derm_gate_format (both),
                  *names = derm_gate_format_names (both);
  g_autofree char *words = derm_gate_describe (both);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (ids, ==, "blurred outside");
  g_assert_cmpstr (names, ==, "blurred, unlike training");
  g_assert_true (g_str_has_prefix (words, "The image is blurred: "));
  g_assert_nonnull (strstr (words, ". The image is unlike those that the network was trained on: "));
}

/* ---- the training domain of the bundled model ---- */

static DermInput *
make_input (DermModel *model, Paint paint, int views)
{
  g_autoptr (DermImage) image = make_image (paint, 200, 150);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (derm_model_get_recipe (model), views, NULL);

  return derm_input_new (image, recipe, NULL);
}

/* Far and near inputs, of one view and of eight, on every level, alone and together: the same bits. */
static void
test_distances (void)
{
  static const Paint paints[] = { paint_checks, paint_hill, paint_grey };
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (g_object_unref), alone = NULL;
  g_autoptr (DermClassifier) plain = derm_classifier_new (model, "plain", 1, NULL);

  alone = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (paints); i++)
    {
      g_ptr_array_add (inputs, make_input (model, paints[i / 2], i % 2 == 0 ? 1 : 8));
      g_ptr_array_add (alone, derm_classifier_predict (plain, inputs->pdata[i], NULL));
      g_assert_cmpfloat (derm_prediction_get_domain_distance (alone->pdata[i]), >, 0);
      g_assert_cmpint (derm_prediction_get_gate (alone->pdata[i]) & DERM_GATE_OUTSIDE, ==,
                       derm_prediction_get_domain_distance (alone->pdata[i]) > derm_model_get_domain_threshold (model)
                           ? DERM_GATE_OUTSIDE
                           : 0);
    }
  /* black and white squares are no skin */
  g_assert_cmpint (derm_prediction_get_gate (alone->pdata[0]), ==, DERM_GATE_OUTSIDE);
  for (gsize l = 0; l < G_N_ELEMENTS (levels); l++)
    for (int n_threads = 1; n_threads <= 3; n_threads += 2)
      {
        g_autoptr (DermClassifier) classifier = derm_classifier_new (model, levels[l], n_threads, NULL);
        g_autoptr (GPtrArray) together = NULL;

        if (classifier == NULL)
          continue;
        together
            = derm_classifier_predict_batch (classifier, (DermInput *const *) inputs->pdata, (int) inputs->len, NULL);
        for (guint i = 0; i < inputs->len; i++)
          g_assert_cmpfloat (derm_prediction_get_domain_distance (together->pdata[i]), ==,
                             derm_prediction_get_domain_distance (alone->pdata[i]));
      }
}

/* A model that says nothing of its training says nothing of images, and the decision does not change what is known. */
static void
test_unknown (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  g_autoptr (DermModel) silent = derm_model_new_from_file (path, NULL), bundled = derm_model_new_bundled (NULL);
  g_autoptr (DermClassifier) of_silent = derm_classifier_new (silent, NULL, 1, NULL);
  g_autoptr (DermClassifier) of_bundled = derm_classifier_new (bundled, NULL, 1, NULL);
  g_autoptr (DermInput) one = make_input (silent, paint_checks, 1), other = make_input (bundled, paint_checks, 8);
  g_autoptr (DermPrediction) unknown = derm_classifier_predict (of_silent, one, NULL);
  g_autoptr (DermPrediction) likely = derm_classifier_predict (of_bundled, other, NULL);
  g_autoptr (DermPrediction) balanced = derm_prediction_with_decision (likely, DERM_DECISION_BALANCED, NULL);

  g_assert_null (derm_model_get_domain (silent));
  g_assert_true (isnan (derm_prediction_get_domain_distance (unknown)));
  g_assert_cmpint (derm_prediction_get_gate (unknown), ==, 0);
  g_assert_cmpint (derm_prediction_get_gate (balanced), ==, DERM_GATE_OUTSIDE);
  g_assert_cmpfloat (derm_prediction_get_domain_distance (balanced), ==, derm_prediction_get_domain_distance (likely));
}

/* ---- model files whose domain is broken ---- */

/* The bundled model with one piece of its header changed, of the same length, or the first number of a tensor. */
static DermModel *
open_changed (const char *from, const char *to, const char *tensor_name, GError **error)
{
  g_autofree char *bundled = derm_data_path ("model/skincnn.safetensors"), *contents = NULL, *path = NULL;
  DermModel *model;
  gsize size;

  g_assert_true (g_file_get_contents (bundled, &contents, &size, NULL));
  if (tensor_name != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (contents, size);
      g_autoptr (DermSafetensors) file = derm_safetensors_new (bytes, NULL);
      DermTensor *tensor = derm_safetensors_find (file, tensor_name);
      guint64 header;

      memcpy (&header, contents, sizeof header);
      memset (contents + 8 + GUINT64_FROM_LE (header) + tensor->begin, 0xff, 4); /* not a number, in F16 and in F32 */
    }
  else
    {
      char *found = g_strstr_len (contents + 8, (gssize) size - 8, from);

      g_assert_nonnull (found);
      g_assert_cmpuint (strlen (from), ==, strlen (to));
      memcpy (found, to, strlen (to));
    }
  path = g_build_filename (g_get_tmp_dir (), "test-gate.safetensors", NULL);
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
  model = derm_model_new_from_file (path, error);
  g_remove (path);
  return model;
}

static void
test_broken (void)
{
  static const struct {
    const char *from, *to, *tensor, *reason;
  } faults[] = {
    { "\"domain.bias\"", "\"domain.bier\"", NULL, "no tensors domain.weight and domain.bias" },
    { "\"domain.weight\"", "\"domain.height\"", NULL, "no tensors domain.weight and domain.bias" },
    { "\\\"threshold\\\"", "\\\"thresh_ld\\\"", NULL, "“thresh_ld”" },
    { "\\\"threshold\\\": ", "\\\"threshold\\\":-", NULL, "is no distance" },
    { "\\\"fitted_on\\\"", "\\\"fitted_or\\\"", NULL, "“fitted_or”" },
    { "\"domain\":\"{", "\"domain\":\"[", NULL, "the training domain is not JSON" },
    { "\"domain\":\"", "\"donain\":\"", NULL, "domain." },
    { NULL, NULL, "domain.weight", "not a finite number" },
    { NULL, NULL, "domain.bias", "not a finite number" },
  };
  g_autoptr (DermModel) same = open_changed ("\"domain\":\"", "\"domain\":\"", NULL, NULL);

  g_assert_nonnull (derm_model_get_domain (same));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("fault %u", i);
      g_assert_null (open_changed (faults[i].from, faults[i].to, faults[i].tensor, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
      g_assert_nonnull (strstr (error->message, faults[i].reason));
    }
}

/* Tensors of another size than the network's features: 256 · 256 numbers in another shape. */
static void
test_wrong_size (void)
{
  g_autofree char *bundled = derm_data_path ("model/skincnn.safetensors"), *contents = NULL;
  const char *shapes[] = { "[512,128]", "[128,512]" };
  gsize size;
  const char *found;

  g_assert_true (g_file_get_contents (bundled, &contents, &size, NULL));
  found = g_strstr_len (contents + 8, (gssize) size - 8, "\"domain.weight\":");
  g_assert_nonnull (found);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *from = g_strndup (found, (gsize) (strstr (found, "]") + 1 - found));
      g_autofree char *to = g_strdup (from);
      g_autoptr (GError) error = NULL;

      memcpy (strchr (to, '['), shapes[i], strlen (shapes[i]));
      g_assert_null (open_changed (from, to, NULL, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
      g_assert_nonnull (strstr (error->message, "fit together"));
    }
}

/* A net of three values and two classes whose domain is about n values; all tensors are zero. */
static DermModel *
open_tiny (int n, GError **error)
{
  static const char description[]
      = "{\"__metadata__\":{\"dermlens\":\"1\",\"layers\":\"[{\\\"op\\\":\\\"flatten\\\"},"
        "{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}]\","
        "\"classes\":\"[{\\\"code\\\":\\\"a\\\",\\\"name\\\":\\\"A\\\",\\\"group\\\":\\\"unknown\\\"},"
        "{\\\"code\\\":\\\"b\\\",\\\"name\\\":\\\"B\\\",\\\"group\\\":\\\"unknown\\\"}]\","
        "\"recipe\":\"{\\\"name\\\":\\\"tiny\\\",\\\"width\\\":1,\\\"height\\\":1,\\\"filter\\\":\\\"box\\\","
        "\\\"layout\\\":\\\"planes\\\",\\\"scale\\\":255}\",\"card\":\"{\\\"name\\\":\\\"T\\\",\\\"version\\\":"
        "\\\"\\\"}\","
        "\"domain\":\"{\\\"fitted_on\\\":\\\"nothing\\\",\\\"threshold\\\":1}\"},"
        "\"g.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
        "\"g.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]},"
        "\"domain.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[32,36]},"
        "\"domain.weight\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[36,%d]}}";
  g_autofree char *header = g_strdup_printf (description, n, 36 + 4 * n), *path = NULL;
  guint64 length = GUINT64_TO_LE (strlen (header));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  DermModel *model;

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) header, (guint) strlen (header));
  g_byte_array_set_size (bytes, bytes->len + 36 + 4 * (guint) n);
  memset (bytes->data + sizeof length + strlen (header), 0, 36 + 4 * (gsize) n);
  path = g_build_filename (g_get_tmp_dir (), "test-gate-tiny.safetensors", NULL);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  model = derm_model_new_from_file (path, error);
  g_remove (path);
  return model;
}

static void
test_other_features (void)
{
  g_autoptr (GError) error = NULL, few = NULL, many = NULL;
  g_autoptr (DermModel) model = open_tiny (3, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_domain (model), ==, "nothing");
  g_assert_cmpfloat (derm_model_get_domain_threshold (model), ==, 1);
  g_assert_null (open_tiny (2, &few));
  g_assert_nonnull (strstr (few->message, "2 features, but the network has 3"));
  g_assert_null (open_tiny (4000, &many));
  g_assert_error (many, DERM_ERROR, DERM_ERROR_MODEL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/images", test_images);
  g_test_add_func ("/gate/crops", test_crops);
  g_test_add_func ("/gate/crop-after-crop", test_crop_after_crop);
  g_test_add_func ("/gate/words", test_words);
  g_test_add_func ("/gate/distances", test_distances);
  g_test_add_func ("/gate/unknown", test_unknown);
  g_test_add_func ("/gate/broken", test_broken);
  g_test_add_func ("/gate/wrong-size", test_wrong_size);
  g_test_add_func ("/gate/other-features", test_other_features);
  return g_test_run ();
}
