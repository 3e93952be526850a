/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "pair-fixture.h"

void
fixture_set_up_pair (FixturePair *fixture, gconstpointer data)
{
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autofree char *c = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (a, b, c, NULL);

  fixture->window = fixture_window ();
  fixture->pair = lens_window_get_pair (fixture->window);
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
}

void
fixture_tear_down_pair (FixturePair *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

DermPrediction *
fixture_side_prediction (LensPair *pair, int side)
{
  return lens_bars_get_prediction (lens_pair_side_get_bars (lens_pair_get_side (pair, side)));
}

LensPicture *
fixture_side_picture (LensPair *pair, int side)
{
  return lens_pair_side_get_picture (lens_pair_get_side (pair, side));
}

DermPrediction *
fixture_predict_sample (DermClassifier *classifier, int number, DermRecipe *recipe)
{
  g_autofree char *path = fixture_sample (number);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermInput) input = NULL;
  DermPrediction *prediction;

  g_assert_no_error (error);
  input = derm_input_new (
      image, recipe != NULL ? recipe : derm_model_get_recipe (derm_classifier_get_model (classifier)), &error);
  g_assert_no_error (error);
  prediction = derm_classifier_predict (classifier, input, &error);
  g_assert_no_error (error);

  return prediction;
}

void
fixture_assert_side (LensPair *pair, int side, const char *title, DermPrediction *expected)
{
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (pair, side)), ==, title);
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (fixture_side_prediction (pair, side))), ==,
                   derm_input_get_sha256 (derm_prediction_get_input (expected)));
  g_assert_cmpmem (derm_prediction_get_logits (fixture_side_prediction (pair, side)), 7 * sizeof (float),
                   derm_prediction_get_logits (expected), 7 * sizeof (float));
}
