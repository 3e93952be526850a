/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What is said of given logits. Linked with the engine's objects, because only a classifier can make a prediction. */

#include "config.h"

#include <math.h>

#include <derm.h>

#include "derm-prediction-private.h"

/* The logits whose softmax are these scores of akiec, bcc, bkl, df, mel, nv, vasc. */
static DermPrediction *
predict (const double scores[7])
{
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autoptr (GBytes) pixel = g_bytes_new_static ("abc", 3);
  g_autoptr (DermImage) image = derm_image_new_from_pixels (pixel, 1, 1, "pixel", NULL);
  g_autoptr (DermInput) input = derm_input_new (image, derm_model_get_recipe (model), NULL);
  float logits[7];

  for (int i = 0; i < 7; i++)
    logits[i] = (float) log (scores[i]);
  return derm_prediction_new (model, input, logits, "plain", 1.5);
}

static void
test_words (void)
{
  const struct {
    double scores[7];
    const char *words;
  } cases[] = {
    { { .01, .01, .05, .01, .31, .55, .06 },
      "Melanocytic nevi lead with little room: the next class, melanoma, is 0.24 behind." },
    { { .01, .01, .05, .01, .55, .31, .06 },
      "Melanoma leads with little room: the next class, melanocytic nevi, is 0.24 behind." },
    { { .01, .01, .05, .01, .80, .06, .06 },
      "Melanoma leads clearly: the next class, melanocytic nevi, is 0.74 behind." },
    { { .80, .01, .05, .01, .06, .06, .01 },
      "Actinic keratoses lead clearly: the next class, melanoma, is 0.74 behind." },
    { { .01, .01, .42, .01, .45, .05, .05 },
      "The model cannot decide between melanoma and benign keratosis: they are 0.03 apart." },
    { { .01, .01, .451, .01, .45, .03, .039 },
      "The model cannot decide between benign keratosis and melanoma: they are < 0.01 apart." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DermPrediction) prediction = predict (cases[i].scores);
      g_autofree char *words = derm_prediction_describe (prediction);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_equals (void)
{
  const double scores[7] = { .125, .125, .125, .125, .125, .125, .125 };
  g_autoptr (DermPrediction) prediction = predict (scores);

  g_assert_cmpint (derm_prediction_get_top (prediction), ==, 0);
  g_assert_cmpint (derm_prediction_get_second (prediction), ==, 1);
  g_assert_cmpfloat (derm_prediction_get_margin (prediction), ==, 0);
  g_assert_cmpfloat_with_epsilon (derm_prediction_get_entropy (prediction), 1, 1e-6);
}

static void
test_certain (void)
{
  const double scores[7] = { 1e-30, 1e-30, 1e-30, 1, 1e-30, 1e-30, 1e-30 };
  g_autoptr (DermPrediction) prediction = predict (scores);
  g_autofree char *words = derm_prediction_describe (prediction);

  g_assert_cmpint (derm_prediction_get_top (prediction), ==, 3);
  g_assert_cmpfloat_with_epsilon (derm_prediction_get_entropy (prediction), 0, 1e-6);
  g_assert_cmpfloat (derm_prediction_get_ms (prediction), ==, 1.5);
  g_assert_cmpstr (derm_prediction_get_isa (prediction), ==, "plain");
  g_assert_cmpstr (words, ==, "Dermatofibroma leads clearly: the next class, actinic keratoses, is > 0.99 behind.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prediction/words", test_words);
  g_test_add_func ("/prediction/equals", test_equals);
  g_test_add_func ("/prediction/certain", test_certain);
  return g_test_run ();
}
