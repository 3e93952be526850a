/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "classifier-fixture.h"

void
results_clear (Results *results)
{
  if (results->order != NULL)
    g_string_free (results->order, TRUE);
  g_clear_object (&results->last);
  g_clear_object (&results->last_image);
}

char *
classifier_fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "engine", "fixtures", name, NULL);
}

GFile *
classifier_fixture_file (const char *name)
{
  g_autofree char *path = classifier_fixture_path (name);

  return g_file_new_for_path (path);
}

DermClassifier *
classifier_make (int n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  DermClassifier *classifier;

  g_assert_no_error (error);
  classifier = derm_classifier_new (model, NULL, n_threads, &error);
  g_assert_no_error (error);
  return classifier;
}

void
results_count (Results *results, DermPrediction *prediction, const GError *error)
{
  results->n_waiting--;
  g_assert_true ((prediction == NULL) == (error != NULL));
  if (prediction != NULL)
    results->n_done++;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    results->n_cancelled++;
  else
    results->n_failed++;
  g_set_object (&results->last, prediction);
}

void
results_on_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Results *results = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, &image, &error);

  results_count (results, prediction, error);
  g_assert_true ((image == NULL) == (prediction == NULL));
  g_set_object (&results->last_image, image);
  if (results->order != NULL && image != NULL)
    g_string_append (results->order, derm_image_get_name (image));
}

void
results_on_preview (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Results *results = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction
      = derm_classifier_preview_finish (DERM_CLASSIFIER (source), result, &image, &error);

  results_count (results, prediction, error);
  g_set_object (&results->last_image, image);
}

void
results_wait (Results *results)
{
  while (results->n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

DermRecipe *
classifier_make_one_view (DermModel *model)
{
  g_autoptr (GError) error = NULL;
  DermRecipe *recipe = derm_recipe_with_views (derm_model_get_recipe (model), 1, &error);

  g_assert_no_error (error);
  return recipe;
}

DermPrediction *
classifier_predict_sync (DermClassifier *classifier, DermRecipe *recipe, const char *name)
{
  g_autoptr (GFile) file = classifier_fixture_file (name);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermInput) input = derm_input_new (
      image, recipe != NULL ? recipe : derm_model_get_recipe (derm_classifier_get_model (classifier)), NULL);
  g_autoptr (GError) error = NULL;
  DermPrediction *prediction = derm_classifier_predict (classifier, input, &error);

  g_assert_no_error (error);
  return prediction;
}

void
assert_same_prediction (DermPrediction *a, DermPrediction *b)
{
  gsize size = sizeof (float) * (gsize) derm_prediction_get_n_classes (a);
  int n_of_a = 0, n_of_b = 0;
  const float *of_a = derm_prediction_get_features (a, &n_of_a), *of_b = derm_prediction_get_features (b, &n_of_b);

  g_assert_cmpmem (of_a, sizeof (float) * (gsize) n_of_a, of_b, sizeof (float) * (gsize) n_of_b);
  g_assert_cmpmem (derm_prediction_get_logits (a), size, derm_prediction_get_logits (b), size);
  g_assert_cmpmem (derm_prediction_get_scores (a), size, derm_prediction_get_scores (b), size);
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (a)), ==,
                   derm_input_get_sha256 (derm_prediction_get_input (b)));
}
