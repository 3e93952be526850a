/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Eight views, calibration and decisions against PyTorch (tests/fixtures/make_recipe_fixtures.py), at every CPU level;
 * the same bits alone, in batches and on any number of threads. Linked with the engine's objects for their safetensors
 * reader. */

#include "config.h"

#include <string.h>

#include <derm.h>

#include "expected.h"

enum { SIDE = 28, N_CLASSES = 7 };

static const char *const levels[] = { "plain", "avx2", "avx512", "neon" };

static DermModel *model;
static DermSafetensors *expected;
static int n_pictures;

static const float *
get_expected (const char *name, int picture)
{
  DermTensor *tensor = derm_safetensors_find (expected, name);

  g_assert_nonnull (tensor);
  g_assert_cmpuint (tensor->n_values, ==, (gsize) n_pictures * N_CLASSES);
  return derm_safetensors_get_floats (expected, tensor, NULL) + picture * N_CLASSES;
}

/* Picture number `picture` under a recipe that leaves its pixels as they are. */
static DermInput *
make_input (int picture, DermRecipe *recipe)
{
  DermTensor *tensor = derm_safetensors_find (expected, "pixels");
  const float *values = derm_safetensors_get_floats (expected, tensor, NULL) + (gsize) picture * SIDE * SIDE * 3;
  guint8 bytes[SIDE * SIDE * 3];
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (GError) error = NULL;
  DermInput *input;

  for (int i = 0; i < SIDE * SIDE * 3; i++)
    bytes[i] = (guint8) values[i];
  pixels = g_bytes_new (bytes, sizeof bytes);
  image = derm_image_new_from_pixels (pixels, SIDE, SIDE, "picture", NULL);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (derm_input_get_rgb (input), sizeof bytes, bytes, sizeof bytes);
  return input;
}

static DermRecipe *
make_recipe (DermLayout layout, int views)
{
  g_autoptr (DermRecipe) packed = derm_recipe_with_layout (derm_model_get_recipe (model), layout);

  return derm_recipe_with_views (packed, views, NULL);
}

static void
check_recipe (DermClassifier *classifier, DermLayout layout, int views)
{
  g_autoptr (DermRecipe) recipe = make_recipe (layout, views);
  g_autofree char *name = g_strdup_printf ("logits.%s.%d", derm_layout_get_id (layout), views);

  for (int i = 0; i < n_pictures; i++)
    {
      g_autoptr (DermInput) input = make_input (i, recipe);
      g_autoptr (DermPrediction) prediction = derm_classifier_predict (classifier, input, NULL);

      expected_check_close (derm_prediction_get_logits (prediction), get_expected (name, i), N_CLASSES, 1, name);
    }
}

static void
test_pytorch (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (DermClassifier) classifier = derm_classifier_new (model, levels[i], 1, NULL);

      if (classifier == NULL)
        continue;
      check_recipe (classifier, DERM_LAYOUT_PLANES, 1);
      check_recipe (classifier, DERM_LAYOUT_PLANES, 8);
      check_recipe (classifier, DERM_LAYOUT_ROWS, 1);
      check_recipe (classifier, DERM_LAYOUT_ROWS, 8);
    }
}

static void
test_scores (void)
{
  g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, 1, NULL);
  int n_disputed = 0;

  for (int i = 0; i < n_pictures; i++)
    {
      g_autoptr (DermInput) input = make_input (i, derm_model_get_recipe (model));
      g_autoptr (DermPrediction) prediction = derm_classifier_predict (classifier, input, NULL);
      g_autoptr (DermPrediction) balanced = derm_prediction_with_decision (prediction, DERM_DECISION_BALANCED, NULL);

      expected_check_close (derm_prediction_get_scores (prediction), get_expected ("scores", i), N_CLASSES, 1,
                            "scores");
      expected_check_close (derm_prediction_get_calibrated (prediction), get_expected ("calibrated", i), N_CLASSES, 1,
                            "calibrated");
      expected_check_close (derm_prediction_get_balanced (prediction), get_expected ("balanced", i), N_CLASSES, 1,
                            "balanced");
      g_assert_cmpint (derm_prediction_get_top (balanced), ==,
                       derm_prediction_get_answer (prediction, DERM_DECISION_BALANCED));
      n_disputed += derm_prediction_is_disputed (prediction);
    }
  g_assert_cmpint (n_disputed, >, 0); /* or the two decisions were not told apart */
}

/* View number v of the input as a picture of its own, under a recipe of one view. */
static DermInput *
turn (DermInput *input, int v, DermRecipe *upright)
{
  guint8 turned[SIDE][SIDE][3];
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (DermImage) image = NULL;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        int row = y, column = x;

        for (int i = 0; i < v % 4; i++) /* where an anticlockwise quarter turn took it from */
          {
            int old_row = row;

            row = column;
            column = SIDE - 1 - old_row;
          }
        if (v >= 4)
          column = SIDE - 1 - column;
        for (int c = 0; c < 3; c++)
          turned[y][x][c] = derm_input_get_rgb (input)[3 * (row * SIDE + column) + c];
      }
  pixels = g_bytes_new (turned, sizeof turned);
  image = derm_image_new_from_pixels (pixels, SIDE, SIDE, "turned", NULL);
  return derm_input_new (image, upright, NULL);
}

/* A view is the upright view of the turned picture, whatever the layout. */
static void
test_turned_pictures (void)
{
  g_autoptr (DermRecipe) upright = make_recipe (DERM_LAYOUT_ROWS, 1), all = make_recipe (DERM_LAYOUT_ROWS, 8);
  g_autoptr (DermInput) input = make_input (0, all);
  g_autofree float *view = g_new (float, SIDE *SIDE * 3), *turned_values = g_new (float, SIDE *SIDE * 3);
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (int v = 0; v < 8; v++)
    {
      g_autoptr (DermInput) other = turn (input, v, upright);

      derm_input_fill (input, v, view);
      derm_input_fill (other, 0, turned_values);
      g_assert_cmpmem (view, sizeof (float) * SIDE * SIDE * 3, turned_values, sizeof (float) * SIDE * SIDE * 3);
      g_assert_true (g_hash_table_add (seen, g_bytes_new (view, sizeof (float) * SIDE * SIDE * 3)));
    }
}

static int
count_agreeing (DermClassifier *classifier, DermPrediction *prediction, DermRecipe *upright)
{
  int n = 0;

  for (int v = 0; v < 8; v++)
    {
      g_autoptr (DermInput) input = turn (derm_prediction_get_input (prediction), v, upright);
      g_autoptr (DermPrediction) likely = derm_classifier_predict (classifier, input, NULL);
      g_autoptr (DermPrediction) view
          = derm_prediction_with_decision (likely, derm_prediction_get_decision (prediction), NULL);

      g_assert_cmpint (derm_prediction_get_n_agreeing_views (view), ==, 1);
      n += derm_prediction_get_top (view) == derm_prediction_get_top (prediction);
    }
  return n;
}

/* Of the samples, some are hard to decide. */
static void
test_agreeing_views (void)
{
  g_autoptr (DermModel) bundled = derm_model_new_bundled (NULL);
  g_autoptr (DermRecipe) upright = derm_recipe_with_views (derm_model_get_recipe (bundled), 1, NULL);
  g_autoptr (DermClassifier) classifier = derm_classifier_new (bundled, NULL, 1, NULL);
  int n_split = 0;

  for (int i = 1; i <= 7; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/samples/drawn-%02d.jpg", g_getenv ("DERMLENS_DATA"), i);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
      g_autoptr (DermInput) input = derm_input_new (image, derm_model_get_recipe (bundled), NULL);
      g_autoptr (DermPrediction) prediction = derm_classifier_predict (classifier, input, NULL);
      g_autoptr (DermPrediction) balanced = derm_prediction_with_decision (prediction, DERM_DECISION_BALANCED, NULL);
      int n = count_agreeing (classifier, prediction, upright);

      g_assert_cmpint (derm_prediction_get_n_agreeing_views (prediction), ==, n);
      n_split += n < 8;
      n = count_agreeing (classifier, balanced, upright);
      g_assert_cmpint (derm_prediction_get_n_agreeing_views (balanced), ==, n);
    }
  g_assert_cmpint (n_split, >, 0); /* or nothing was counted */
}

/* Inputs of one and of eight views in one batch, many times over. */
static GPtrArray *
make_mixture (int n)
{
  g_autoptr (DermRecipe) one = make_recipe (DERM_LAYOUT_PLANES, 1), all = make_recipe (DERM_LAYOUT_PLANES, 8);
  g_autoptr (DermRecipe) rows = make_recipe (DERM_LAYOUT_ROWS, 8);
  DermRecipe *recipes[] = { one, all, rows };
  GPtrArray *inputs = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    g_ptr_array_add (inputs, make_input (i % n_pictures, recipes[i % 3]));
  return inputs;
}

static void
check_batch (const char *level, int n_threads, GPtrArray *inputs, GPtrArray *alone)
{
  g_autoptr (DermClassifier) classifier = derm_classifier_new (model, level, n_threads, NULL);
  g_autoptr (GPtrArray) together = NULL;

  if (classifier == NULL)
    return;
  together = derm_classifier_predict_batch (classifier, (DermInput *const *) inputs->pdata, (int) inputs->len, NULL);
  g_assert_cmpuint (together->len, ==, inputs->len);
  for (guint i = 0; i < inputs->len; i++)
    {
      g_assert_cmpmem (derm_prediction_get_logits (together->pdata[i]), N_CLASSES * sizeof (float),
                       derm_prediction_get_logits (alone->pdata[i]), N_CLASSES * sizeof (float));
      g_assert_cmpmem (derm_prediction_get_balanced (together->pdata[i]), N_CLASSES * sizeof (float),
                       derm_prediction_get_balanced (alone->pdata[i]), N_CLASSES * sizeof (float));
    }
}

static void
test_same_bits (void)
{
  g_autoptr (GPtrArray) inputs = make_mixture (40), alone = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DermClassifier) plain = derm_classifier_new (model, "plain", 1, NULL);

  for (guint i = 0; i < inputs->len; i++)
    g_ptr_array_add (alone, derm_classifier_predict (plain, inputs->pdata[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
    for (int n_threads = 1; n_threads <= 5; n_threads += 2)
      check_batch (levels[i], n_threads, inputs, alone);
}

static void
test_labels (void)
{
  const char *const few[] = { "a", "b", NULL };
  g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, 1, NULL);
  g_autoptr (DermRecipe) csv = derm_recipe_with_labels (derm_model_get_recipe (model), derm_labels_csv (), NULL);
  g_autoptr (DermRecipe) wrong = derm_recipe_with_labels (csv, few, NULL);
  g_autoptr (DermInput) input = make_input (0, csv), wrong_input = make_input (0, wrong);
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (classifier, input, NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_CLASSES; i++)
    g_assert_cmpstr (derm_prediction_get_label (prediction, i), ==, derm_labels_csv ()[i]);
  g_assert_cmpstr (derm_prediction_get_class_name (prediction, 6), ==, "Melanoma");
  g_assert_cmpint (derm_prediction_get_group (prediction, 6), ==, DERM_GROUP_MALIGNANT);
  g_assert_cmpint (derm_prediction_find_label (prediction, "nv"), ==, 4);
  g_assert_cmpint (derm_prediction_find_label (prediction, "x"), ==, -1);
  /* calibration and shares stay with the outputs */
  expected_check_close (derm_prediction_get_balanced (prediction), get_expected ("balanced", 0), N_CLASSES, 1,
                        "balanced");
  g_assert_null (derm_classifier_predict (classifier, wrong_input, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "2 labels"));
}

int
main (int argc, char **argv)
{
  g_autofree char *model_path = NULL, *expected_path = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  model_path = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  expected_path = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.expected.safetensors", NULL);
  model = derm_model_new_from_file (model_path, &error);
  g_assert_no_error (error);
  expected = expected_open (expected_path);
  g_assert_cmpstr (derm_safetensors_get_metadata (expected, "model_sha256"), ==, derm_model_get_sha256 (model));
  n_pictures = (int) derm_safetensors_find (expected, "scores")->n_values / N_CLASSES;
  g_test_add_func ("/views/pytorch", test_pytorch);
  g_test_add_func ("/views/scores", test_scores);
  g_test_add_func ("/views/turned-pictures", test_turned_pictures);
  g_test_add_func ("/views/agreeing-views", test_agreeing_views);
  g_test_add_func ("/views/same-bits", test_same_bits);
  g_test_add_func ("/views/labels", test_labels);
  status = g_test_run ();
  derm_safetensors_free (expected);
  g_object_unref (model);
  return status;
}
