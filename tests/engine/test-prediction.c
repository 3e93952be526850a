/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What is said of given logits. Linked with the engine's objects, because only a classifier can make a prediction. */

#include "config.h"

#include <math.h>

#include <derm.h>

#include "prediction-fixture.h"

/* Of the models of tests/fixtures: that with calibration and shares has 0.67 akiec, 0.11 bcc, 0.11 bkl, 0.01 df, 0.05
 * mel, 0.03 nv, 0.02 vasc. */
static DermModel *
open_model (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;
  DermModel *model = derm_model_new_from_file (path, &error);

  g_assert_no_error (error);
  return model;
}

static DermPrediction *
predict (const double scores[7])
{
  g_autoptr (DermModel) model = open_model ("recipe-plain.safetensors");

  return prediction_of_scores (model, scores);
}

static void
test_words (void)
{
  const struct {
    double scores[7];
    const char *words;
  } cases[] = {
    { { .01, .01, .05, .01, .31, .55, .06 },
      "Melanocytic nevi lead narrowly: the next class, melanoma, is 0.24 behind." },
    { { .01, .01, .05, .01, .55, .31, .06 },
      "Melanoma leads narrowly: the next class, melanocytic nevi, is 0.24 behind." },
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

static void
check_decision (DermPrediction *prediction, DermDecision decision, int top, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermPrediction) decided = derm_prediction_with_decision (prediction, decision, &error);
  g_autofree char *described = NULL;

  g_assert_no_error (error);
  described = derm_prediction_describe (decided);
  g_assert_cmpint (derm_prediction_get_decision (decided), ==, decision);
  g_assert_cmpint (derm_prediction_get_top (decided), ==, top);
  g_assert_cmpint (derm_prediction_get_answer (prediction, decision), ==, top);
  g_assert_cmpstr (described, ==, words);
}

/* 0.30 / 0.05 of melanoma is more than 0.67 / 0.67 of akiec. */
static void
test_decisions (void)
{
  const double differ[7] = { .6698, .0001, .0001, .00005, .3298, .0001, .00005 };
  const double agree[7] = { .001, .001, .001, .001, .994, .001, .001 };
  g_autoptr (DermModel) model = open_model ("recipe.safetensors");
  g_autoptr (DermPrediction) disputed = prediction_of_scores (model, differ),
                             clear = prediction_of_scores (model, agree);

  g_assert_true (derm_prediction_is_disputed (disputed));
  g_assert_false (derm_prediction_is_disputed (clear));
  g_assert_cmpfloat_with_epsilon (derm_prediction_get_calibrated (disputed)[4], .3298, 1e-5);
  g_assert_cmpfloat (derm_prediction_get_scores (disputed)[4], !=, derm_prediction_get_calibrated (disputed)[4]);
  check_decision (disputed, DERM_DECISION_LIKELY, 0,
                  "Actinic keratoses lead clearly: the next class, melanoma, is 0.34 behind. "
                  "Weighed by how rare the classes are, the answer would be melanoma.");
  check_decision (
      disputed, DERM_DECISION_BALANCED, 4,
      "Melanoma leads clearly: the next class, actinic keratoses, is 0.74 behind. "
      "Classes are weighed by how rare they are; by the highest score alone it would be actinic keratoses.");
  check_decision (clear, DERM_DECISION_BALANCED, 4,
                  "Melanoma leads clearly: the next class, dermatofibroma, is 0.98 behind. "
                  "Classes are weighed by how rare they are; the highest score gives the same answer.");
}

static void
test_no_shares (void)
{
  const double scores[7] = { .01, .01, .05, .01, .80, .06, .06 };
  g_autoptr (DermPrediction) prediction = predict (scores);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_prediction_get_balanced (prediction));
  g_assert_cmpint (derm_prediction_get_answer (prediction, DERM_DECISION_BALANCED), ==, -1);
  g_assert_false (derm_prediction_is_disputed (prediction));
  g_assert_null (derm_prediction_with_decision (prediction, DERM_DECISION_BALANCED, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_cmpmem (derm_prediction_get_scores (prediction), 7 * sizeof (float),
                   derm_prediction_get_calibrated (prediction), 7 * sizeof (float));
}

/* As few classes as add up to the share, and not one more where they do so exactly. */
static void
test_set (void)
{
  g_autoptr (DermPrediction) prediction = predict ((double[]){ .05, .125, .05, .5, .025, .2, .05 });
  const float *scores = derm_prediction_get_calibrated (prediction);
  const double shares[]
      = { 1e-9, (double) scores[3], nextafter ((double) scores[3], 1), (double) scores[3] + (double) scores[5], 0.8 };
  const guint expected[] = { 1, 1, 2, 2, 3 };
  static const int order[] = { 3, 5, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      guint n;
      g_autofree int *set = derm_prediction_list_set (prediction, shares[i], &n);

      g_assert_cmpuint (n, ==, expected[i]);
      g_assert_cmpmem (set, n * sizeof *set, order, n * sizeof *set);
    }
}

static void
test_set_limits (void)
{
  g_autoptr (DermPrediction) prediction = predict ((double[]){ .05, .125, .05, .5, .025, .2, .05 });
  const double wrong[] = { 0, -1, nextafter (1, 2), NAN };
  guint n = 9;
  g_autofree int *all = derm_prediction_list_set (prediction, 1, &n);

  g_assert_nonnull (all);
  g_assert_cmpuint (n, >=, 6); /* what is added up may be 1 before the smallest is */
  g_assert_cmpuint (n, <=, 7);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_expect_message ("Derm", G_LOG_LEVEL_CRITICAL, "*share*");
      g_assert_null (derm_prediction_list_set (prediction, wrong[i], &n));
      g_test_assert_expected_messages ();
      g_assert_cmpuint (n, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prediction/words", test_words);
  g_test_add_func ("/prediction/equals", test_equals);
  g_test_add_func ("/prediction/certain", test_certain);
  g_test_add_func ("/prediction/decisions", test_decisions);
  g_test_add_func ("/prediction/no-shares", test_no_shares);
  g_test_add_func ("/prediction/set", test_set);
  g_test_add_func ("/prediction/set-limits", test_set_limits);
  return g_test_run ();
}
