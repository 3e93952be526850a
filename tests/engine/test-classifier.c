/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The classifier: the same bits on every level and in every batch. */

#include <string.h>

#include "classifier-fixture.h"

static void
test_prediction (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (1);
  g_autoptr (DermPrediction) prediction = classifier_predict_sync (classifier, NULL, "jpeg-420.jpg");
  const float *scores = derm_prediction_get_calibrated (prediction);
  int top = derm_prediction_get_top (prediction), second = derm_prediction_get_second (prediction);
  g_autofree char *words = derm_prediction_describe (prediction);
  double sum = 0;

  for (int i = 0; i < 7; i++)
    {
      sum += scores[i];
      g_assert_cmpfloat (scores[i], <=, scores[top]);
      g_assert_true (i == top || scores[i] <= scores[second]);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
  g_assert_cmpint (top, !=, second);
  g_assert_cmpfloat (derm_prediction_get_margin (prediction), ==, (double) (scores[top] - scores[second]));
  g_assert_cmpfloat (derm_prediction_get_entropy (prediction), >, 0);
  g_assert_cmpfloat (derm_prediction_get_entropy (prediction), <=, 1);
  g_assert_cmpfloat (derm_prediction_get_ms (prediction), >, 0);
  g_assert_cmpstr (derm_prediction_get_isa (prediction), ==, derm_classifier_get_isa (classifier));
  g_assert_true (g_str_has_suffix (words, "."));
}

/* What the first linear layer reads in a pass that keeps every layer's output. */
static const float *
find_features (DermActivations *activations)
{
  int layer = 0;
  gsize n = 0;

  while (strcmp (derm_activations_get_op (activations, layer), "linear") != 0)
    layer++;
  return derm_activations_get_values (activations, layer - 1, NULL, &n);
}

/* Of eight views: the mean of those of each. */
static void
test_features (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (1);
  g_autoptr (DermPrediction) prediction = classifier_predict_sync (classifier, NULL, "jpeg-420.jpg");
  g_autoptr (DermPrediction) balanced = derm_prediction_with_decision (prediction, DERM_DECISION_BALANCED, NULL);
  int n = 0, n_balanced = 0;
  const float *features = derm_prediction_get_features (prediction, &n);
  const float *of_balanced = derm_prediction_get_features (balanced, &n_balanced);
  double sums[256] = { 0 };

  g_assert_cmpint (n, ==, 256);
  g_assert_cmpint (n, ==, derm_model_get_n_features (derm_classifier_get_model (classifier)));
  g_assert_cmpmem (features, 256 * sizeof (float), of_balanced, (gsize) n_balanced * sizeof (float));
  for (int view = 0; view < 8; view++)
    {
      g_autoptr (DermActivations) activations
          = derm_activations_new (classifier, derm_prediction_get_input (prediction), view, NULL);
      const float *of_view = find_features (activations);

      for (int i = 0; i < n; i++)
        sums[i] += (double) of_view[i];
    }
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat (features[i], ==, (float) (sums[i] / 8));
}

static void
test_levels (void)
{
  const char *const names[] = { "plain", "avx2", "avx512", "neon" };
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autoptr (DermPrediction) first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermClassifier) classifier = derm_classifier_new (model, names[i], 1, &error);
      g_autoptr (DermPrediction) prediction = NULL;

      if (classifier == NULL)
        {
          g_assert_error (error, DERM_ERROR, DERM_ERROR_LEVEL);
          continue;
        }
      g_assert_cmpstr (derm_classifier_get_isa (classifier), ==, names[i]);
      prediction = classifier_predict_sync (classifier, NULL, "jpeg-420.jpg");
      if (first == NULL)
        first = g_object_ref (prediction);
      assert_same_prediction (first, prediction);
    }
  g_assert_nonnull (first);
}

static void
test_unknown_level (void)
{
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_classifier_new (model, "mmx", 1, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_LEVEL);
  g_assert_nonnull (strstr (error->message, "mmx"));
  g_assert_nonnull (strstr (error->message, "avx512"));
  g_clear_error (&error);
  g_setenv ("NN_ISA", "mmx", TRUE);
  g_assert_null (derm_classifier_new (model, NULL, 1, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_LEVEL);
  g_unsetenv ("NN_ISA");
}

static void
test_wrong_size (void)
{
  g_autoptr (DermClassifier) classifier = classifier_make (1);
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("other", 27, 28, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GFile) file = classifier_fixture_file ("jpeg-420.jpg");
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_classifier_predict (classifier, input, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
}

static void
test_score_format (void)
{
  const struct {
    double score;
    const char *text;
  } cases[] = { { 0, "< 0.01" },  { 1e-9, "< 0.01" },    { 0.00999, "< 0.01" },   { 0.01, "0.01" }, { 0.5, "0.50" },
                { 0.99, "0.99" }, { 0.99001, "> 0.99" }, { 0.9999999, "> 0.99" }, { 1, "> 0.99" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = derm_score_format (cases[i].score);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* n different inputs. */
static GPtrArray *
make_inputs (DermRecipe *recipe, int n)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    {
      g_autofree guint8 *pixels = g_malloc (28 * 28 * 3);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (DermImage) image = NULL;

      for (int k = 0; k < 28 * 28 * 3; k++)
        pixels[k] = (guint8) ((k * 7 + i * 31 + k * k % 13 * i) % 256);
      bytes = g_bytes_new (pixels, 28 * 28 * 3);
      image = derm_image_new_from_pixels (bytes, 28, 28, "made", NULL);
      g_ptr_array_add (inputs, derm_input_new (image, recipe, NULL));
    }
  return inputs;
}

/* alone: of each of the inputs by itself. */
static void
check_batch (DermClassifier *classifier, GPtrArray *inputs, GPtrArray *alone, int n)
{
  g_autoptr (GPtrArray) together
      = derm_classifier_predict_batch (classifier, (DermInput *const *) inputs->pdata, n, NULL);

  g_assert_cmpint (together->len, ==, n);
  for (int i = 0; i < n; i++)
    {
      int n_features = 0, n_alone = 0;
      const float *features = derm_prediction_get_features (together->pdata[i], &n_features);
      const float *of_alone = derm_prediction_get_features (alone->pdata[i], &n_alone);

      g_assert_cmpmem (derm_prediction_get_logits (together->pdata[i]), 7 * sizeof (float),
                       derm_prediction_get_logits (alone->pdata[i]), 7 * sizeof (float));
      g_assert_cmpint (n_features, >, 0);
      g_assert_cmpmem (features, (gsize) n_features * sizeof (float), of_alone, (gsize) n_alone * sizeof (float));
    }
}

/* Batches of these sizes, the last the largest, on one to eight threads: the same bits, in order. */
static void
check_batches (DermModel *model, const int *sizes, guint n_sizes)
{
  g_autoptr (DermRecipe) recipe = classifier_make_one_view (model);
  g_autoptr (DermClassifier) one = derm_classifier_new (model, NULL, 1, NULL);
  g_autoptr (GPtrArray) inputs = make_inputs (recipe, sizes[n_sizes - 1]);
  g_autoptr (GPtrArray) alone = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < inputs->len; i++)
    g_ptr_array_add (alone, derm_classifier_predict (one, inputs->pdata[i], NULL));
  for (int threads = 1; threads <= 8; threads++)
    {
      g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, threads, NULL);

      for (guint i = 0; i < n_sizes; i++)
        check_batch (classifier, inputs, alone, sizes[i]);
    }
}

/* The bundled net, with fewer inputs than threads, with as many as one thread takes at a time, 24, and with more. */
static void
test_batch (void)
{
  const int sizes[] = { 0, 1, 2, 7, 8, 9, 24, 25, 65 };
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);

  check_batches (model, sizes, G_N_ELEMENTS (sizes));
}

/* Every number, with a net that is small enough for it under an emulator too. */
static void
test_batch_numbers (void)
{
  g_autofree char *path = classifier_fixture_path ("audit-clean.safetensors");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  int sizes[66];

  g_assert_no_error (error);
  for (int i = 0; i < 66; i++)
    sizes[i] = i;
  check_batches (model, sizes, G_N_ELEMENTS (sizes));
}

int
main (int argc, char **argv)
{
  g_unsetenv ("NN_ISA");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classifier/prediction", test_prediction);
  g_test_add_func ("/classifier/features", test_features);
  g_test_add_func ("/classifier/levels", test_levels);
  g_test_add_func ("/classifier/unknown-level", test_unknown_level);
  g_test_add_func ("/classifier/wrong-size", test_wrong_size);
  g_test_add_func ("/classifier/batch", test_batch);
  g_test_add_func ("/classifier/batch-numbers", test_batch_numbers);
  g_test_add_func ("/classifier/score-format", test_score_format);
  return g_test_run ();
}
