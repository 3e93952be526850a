/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What holds for every set, and what is refused. */

#include <math.h>
#include <string.h>

#include "evaluation-fixture.h"

#define CLOSE 1e-12

static const char *const labels[] = { "a", "b", "c", NULL };

/* The case with lesions and equal scores. */
static JsonObject *
get_entry (JsonParser *parser)
{
  return json_array_get_object_element (evaluation_fixture_get_cases (parser), 4);
}

static void
assert_close (double one, double other)
{
  if (isnan (one))
    g_assert_true (isnan (other));
  else
    g_assert_cmpfloat_with_epsilon (one, other, CLOSE);
}

/* ---- the order of the rows ---- */

static void
assert_same_intervals (DermIntervals *one, DermIntervals *other, int n_classes)
{
  for (int i = 0; i < DERM_N_MEASURES; i++)
    for (int k = DERM_CLASS_WEIGHTED; k < n_classes; k++)
      {
        double low, high, other_low, other_high;

        derm_intervals_get (one, (DermMeasure) i, k, &low, &high);
        derm_intervals_get (other, (DermMeasure) i, k, &other_low, &other_high);
        assert_close (low, other_low);
        assert_close (high, other_high);
      }
}

static guint *
shuffle (guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  guint *order = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (int) i), kept = order[i - 1];

      order[i - 1] = order[j];
      order[j] = kept;
    }

  return order;
}

static void
test_order (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autofree guint *order = shuffle (90);
  g_autoptr (DermEvaluationSet) mixed_set = evaluation_fixture_make_set (get_entry (parser), order);
  g_autoptr (DermEvaluation) plain = evaluation_fixture_make (get_entry (parser)),
                             mixed = derm_evaluation_new (mixed_set);
  g_autoptr (DermIntervals) intervals = derm_intervals_new (plain, 100, 1, NULL, NULL);
  g_autoptr (DermIntervals) other = derm_intervals_new (mixed, 100, 1, NULL, NULL);
  g_autoptr (DermIntervals) reseeded = derm_intervals_new (mixed, 100, 2, NULL, NULL);
  double low, high, other_low, other_high;

  for (int i = 0; i < DERM_N_MEASURES; i++)
    for (int k = DERM_CLASS_WEIGHTED; k < evaluation_fixture_n_classes (plain); k++)
      assert_close (derm_evaluation_get (plain, (DermMeasure) i, k), derm_evaluation_get (mixed, (DermMeasure) i, k));
  assert_same_intervals (intervals, other, evaluation_fixture_n_classes (plain));
  derm_intervals_get (intervals, DERM_MEASURE_NLL, 0, &low, &high);
  derm_intervals_get (reseeded, DERM_MEASURE_NLL, 0, &other_low, &other_high);
  g_assert_cmpfloat (low, !=, other_low);
  g_assert_cmpfloat (low, <, derm_evaluation_get (plain, DERM_MEASURE_NLL, 0));
  g_assert_cmpfloat (high, >, derm_evaluation_get (plain, DERM_MEASURE_NLL, 0));
}

/* ---- two halves make the whole ---- */

static DermEvaluation *
make_part (DermEvaluationSet *set, guint first, guint n)
{
  g_autofree guint *items = g_new (guint, n);
  g_autoptr (DermEvaluationSet) part = NULL;

  for (guint i = 0; i < n; i++)
    items[i] = first + i;
  part = derm_evaluation_set_select (set, items, n);

  return derm_evaluation_new (part);
}

static void
test_halves (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autoptr (DermEvaluation) whole = evaluation_fixture_make (get_entry (parser));
  g_autoptr (DermEvaluation) one = make_part (derm_evaluation_get_set (whole), 0, 30);
  g_autoptr (DermEvaluation) other = make_part (derm_evaluation_get_set (whole), 30, 60);
  static const DermMeasure means[]
      = { DERM_MEASURE_ACCURACY, DERM_MEASURE_TOP_2, DERM_MEASURE_TOP_3, DERM_MEASURE_NLL, DERM_MEASURE_BRIER };

  for (int t = 0; t < evaluation_fixture_n_classes (whole); t++)
    for (int a = 0; a < evaluation_fixture_n_classes (whole); a++)
      g_assert_cmpuint (derm_evaluation_get_confusion (one, t, a) + derm_evaluation_get_confusion (other, t, a), ==,
                        derm_evaluation_get_confusion (whole, t, a));
  for (gsize i = 0; i < G_N_ELEMENTS (means); i++)
    assert_close (derm_evaluation_get (whole, means[i], 0),
                  (derm_evaluation_get (one, means[i], 0) + 2 * derm_evaluation_get (other, means[i], 0)) / 3);
  g_assert_cmpstr (derm_evaluation_set_get_name (derm_evaluation_get_set (other), 0), ==, "image-030");
  g_assert_cmpstr (derm_evaluation_set_get_lesion (derm_evaluation_get_set (other), 0), ==,
                   derm_evaluation_set_get_lesion (derm_evaluation_get_set (whole), 30));
}

/* ---- two models ---- */

/* The same images, answered by other scores. */
static DermEvaluation *
make_rival (DermEvaluationSet *set)
{
  const char *const *codes = derm_evaluation_set_get_labels (set);
  const guint n = derm_evaluation_set_get_n_items (set);
  g_autoptr (DermEvaluationSet) rival = derm_evaluation_set_new (codes, NULL);

  for (guint i = n; i-- > 0;)
    {
      DermScoredItem item = { derm_evaluation_set_get_name (set, i),
                              derm_evaluation_set_get_lesion (set, i),
                              derm_evaluation_set_get_truth (set, i),
                              -1,
                              derm_evaluation_set_get_scores (set, (i + 11) % n),
                              FALSE };

      g_assert_true (derm_evaluation_set_add (rival, &item, NULL));
    }

  return derm_evaluation_new (rival);
}

static void
test_swap (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autoptr (DermEvaluation) one = evaluation_fixture_make (get_entry (parser));
  g_autoptr (DermEvaluation) other = make_rival (derm_evaluation_get_set (one));
  g_autoptr (DermComparison) there = derm_comparison_new (one, other, 200, 1, NULL, NULL);
  g_autoptr (DermComparison) back = derm_comparison_new (other, one, 200, 1, NULL, NULL);

  g_assert_cmpuint (derm_comparison_get_n_left_out (there), ==, 0);
  assert_close (derm_comparison_get_p (there), derm_comparison_get_p (back));
  g_assert_cmpfloat (derm_comparison_get_p (there), <, 0.01); /* the scores of other images are worse */
  for (int i = 0; i < DERM_N_MEASURES; i++)
    for (int k = DERM_CLASS_WEIGHTED; k < evaluation_fixture_n_classes (one); k++)
      {
        double low, high, back_low, back_high;
        const double difference = derm_comparison_get_difference (there, (DermMeasure) i, k, &low, &high);

        assert_close (difference, -derm_comparison_get_difference (back, (DermMeasure) i, k, &back_low, &back_high));
        assert_close (low, -back_high);
        assert_close (high, -back_low);
      }
}

static void
test_common (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autoptr (DermEvaluation) whole = evaluation_fixture_make (get_entry (parser));
  g_autoptr (DermEvaluation) part = make_part (derm_evaluation_get_set (whole), 10, 25);
  g_autoptr (DermComparison) comparison = derm_comparison_new (whole, part, 100, 1, NULL, NULL);

  g_assert_cmpuint (derm_comparison_get_n_left_out (comparison), ==, 65);
  g_assert_cmpuint (derm_evaluation_set_get_n_items (derm_evaluation_get_set (derm_comparison_get_one (comparison))),
                    ==, 25);
  g_assert_cmpfloat (derm_comparison_get_p (comparison), ==, 1.0);
}

/* ---- shares have Wilson's interval where no lesion has two images ---- */

static void
test_wilson (void)
{
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new (labels, NULL);
  g_autoptr (DermEvaluation) evaluation = NULL;
  g_autoptr (DermIntervals) intervals = NULL;
  double low, high, wanted_low, wanted_high;

  for (int i = 0; i < 40; i++)
    {
      const float scores[] = { i < 27 ? 0.8f : 0.1f, i < 27 ? 0.1f : 0.8f, 0.1f };
      g_autofree char *name = g_strdup_printf ("%d", i);

      derm_evaluation_set_add_scores (set, name, i < 30 ? 0 : 1, scores, 3, NULL);
    }
  evaluation = derm_evaluation_new (set);
  intervals = derm_intervals_new (evaluation, 100, 1, NULL, NULL);
  g_assert_false (derm_intervals_is_by_lesion (intervals));
  g_assert_true (derm_intervals_get (intervals, DERM_MEASURE_RECALL, 0, &low, &high));
  derm_share_interval (27, 30, &wanted_low, &wanted_high);
  assert_close (low, wanted_low);
  assert_close (high, wanted_high);
  g_assert_true (derm_intervals_get (intervals, DERM_MEASURE_PRECISION, 1, &low, &high));
  derm_share_interval (10, 13, &wanted_low, &wanted_high);
  assert_close (low, wanted_low);
  assert_close (high, wanted_high);
  g_assert_true (derm_intervals_get (intervals, DERM_MEASURE_RECALL, 1, &low, &high)); /* ten of ten */
  g_assert_cmpfloat (low, <, 0.75);
  g_assert_false (derm_intervals_get (intervals, DERM_MEASURE_RECALL, 2, &low, &high)); /* no image */
  g_assert_true (isnan (low) && isnan (high));
}

/* ---- the band holds the curve ---- */

static void
test_band (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autoptr (DermEvaluation) evaluation = evaluation_fixture_make (get_entry (parser));
  const int classes[] = { 1 };
  g_autoptr (DermCurve) curve = derm_curve_new (evaluation, classes, 1, NULL);
  g_autoptr (GArray) band = derm_curve_list_band (curve, 500, 1, 11, NULL);
  guint n_points;
  const DermCurvePoint *points = derm_curve_get_points (curve, &n_points);

  g_assert_cmpuint (band->len, ==, 22);
  for (guint i = 0; i < 11; i++)
    {
      g_assert_cmpfloat (g_array_index (band, double, i), <=, g_array_index (band, double, 11 + i));
      g_assert_true (i == 0 || g_array_index (band, double, i) >= g_array_index (band, double, i - 1));
    }
  g_assert_cmpfloat (g_array_index (band, double, 10), ==, 1.0);
  for (guint i = 0; i < n_points; i++)
    {
      const double place = 10.0 * points[i].n_false / derm_curve_get_n_negative (curve);
      const double share = (double) points[i].n_found / derm_curve_get_n_positive (curve);

      if (i + 1 < n_points && points[i + 1].n_false == points[i].n_false)
        continue; /* the upper end of what is upright counts */
      g_assert_cmpfloat (share, <=, g_array_index (band, double, 11 + (guint) ceil (place)) + 1e-9);
      g_assert_cmpfloat (share, >=, g_array_index (band, double, (guint) place) - 1e-9);
    }
}

/* ---- what is refused ---- */

static void
assert_refused (DermEvaluationSet *set, const DermScoredItem *item, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (derm_evaluation_set_add (set, item, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refused (void)
{
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new (labels, NULL);
  g_autoptr (DermEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  const float good[] = { 0.5f, 0.25f, 0.25f }, bad[] = { 0.5f, NAN, 0.25f }, large[] = { 0.5f, 0.25f, 1.5f };
  const char *const none[] = { NULL };
  const int twice[] = { 1, 1 };

  assert_refused (set, &(DermScoredItem){ "x", NULL, 3, -1, good, FALSE }, "x");
  assert_refused (set, &(DermScoredItem){ "x", NULL, -1, -1, good, FALSE }, "x");
  assert_refused (set, &(DermScoredItem){ "x", NULL, 0, 3, good, FALSE }, "x");
  assert_refused (set, &(DermScoredItem){ "x", NULL, 0, -1, bad, FALSE }, "b");
  assert_refused (set, &(DermScoredItem){ "x", NULL, 0, -1, large, FALSE }, "c");
  assert_refused (set, &(DermScoredItem){ "", NULL, 0, -1, good, FALSE }, "name");
  g_assert_cmpuint (derm_evaluation_set_get_n_items (set), ==, 0);
  evaluation = derm_evaluation_new (set);
  assert_refused (set, &(DermScoredItem){ "x", NULL, 0, -1, good, FALSE }, "evaluated");
  g_assert_null (derm_evaluation_set_new (none, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (derm_curve_new (evaluation, twice, 2, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (derm_intervals_new (evaluation, 99, 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_empty (void)
{
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new (labels, NULL);
  g_autoptr (DermEvaluation) evaluation = derm_evaluation_new (set);
  g_autoptr (DermIntervals) intervals = derm_intervals_new (evaluation, 100, 1, NULL, NULL);
  g_autoptr (GError) error = NULL;
  const int classes[] = { 0 };
  g_autoptr (DermCurve) curve = derm_curve_new (evaluation, classes, 1, NULL);
  int most;
  double low, high;

  for (int i = 0; i < DERM_N_MEASURES; i++)
    for (int k = DERM_CLASS_WEIGHTED; k < 3; k++)
      {
        g_assert_true (isnan (derm_evaluation_get (evaluation, (DermMeasure) i, k)));
        g_assert_false (derm_intervals_get (intervals, (DermMeasure) i, k, &low, &high));
      }
  g_assert_true (isnan (derm_evaluation_get_baseline (evaluation, &most)));
  g_assert_cmpint (most, ==, -1);
  g_assert_true (isnan (derm_curve_get_roc_auc (curve)));
  g_assert_null (derm_curve_list_band (curve, 100, 1, 11, NULL));
  g_assert_null (derm_comparison_new (evaluation, evaluation, 100, 1, NULL, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_EMPTY);
}

static void
test_cancelled (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autoptr (DermEvaluation) evaluation = evaluation_fixture_make (get_entry (parser));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (derm_intervals_new (evaluation, 100, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Reliability: each image is in one bin, and what the ECE is follows from them. */
static void
test_reliability (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  g_autoptr (DermEvaluation) evaluation = evaluation_fixture_make (get_entry (parser));
  g_autofree DermReliabilityBin *bins = derm_evaluation_list_reliability (evaluation, DERM_ECE_BINS);
  double ece = 0;
  guint n = 0;

  for (int i = 0; i < DERM_ECE_BINS; i++)
    {
      n += bins[i].n;
      if (bins[i].n == 0)
        continue;
      g_assert_cmpfloat (bins[i].score, <=, bins[i].high + CLOSE);
      g_assert_cmpfloat (bins[i].score, >=, bins[i].low);
      g_assert_cmpfloat (bins[i].share_low, <=, bins[i].share);
      g_assert_cmpfloat (bins[i].share_high, >=, bins[i].share);
      ece += bins[i].n * fabs (bins[i].score - bins[i].share) / 90;
    }
  g_assert_cmpuint (n, ==, 90);
  assert_close (ece, derm_evaluation_get (evaluation, DERM_MEASURE_ECE, 0));
}

static void
test_words (void)
{
  for (int i = 0; i < DERM_N_MEASURES; i++)
    {
      DermMeasure measure;

      g_assert_true (derm_measure_from_id (derm_measure_get_id ((DermMeasure) i), &measure));
      g_assert_cmpint (measure, ==, i);
      g_assert_cmpint ((int) strlen (derm_measure_get_definition (measure)), >, 20);
      g_assert_nonnull (derm_measure_get_name (measure));
    }
  g_assert_true (derm_measure_is_loss (DERM_MEASURE_ECE) && !derm_measure_is_loss (DERM_MEASURE_F1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evaluation/order", test_order);
  g_test_add_func ("/evaluation/halves", test_halves);
  g_test_add_func ("/evaluation/swap", test_swap);
  g_test_add_func ("/evaluation/common", test_common);
  g_test_add_func ("/evaluation/wilson", test_wilson);
  g_test_add_func ("/evaluation/band", test_band);
  g_test_add_func ("/evaluation/refused", test_refused);
  g_test_add_func ("/evaluation/empty", test_empty);
  g_test_add_func ("/evaluation/cancelled", test_cancelled);
  g_test_add_func ("/evaluation/reliability", test_reliability);
  g_test_add_func ("/evaluation/words", test_words);

  return g_test_run ();
}
