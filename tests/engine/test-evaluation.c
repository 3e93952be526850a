/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Against scikit-learn's, NumPy's and SciPy's figures, in fixtures/evaluation.json by make_evaluation_fixture.py. */

#include <derm.h>
#include <math.h>

#include "evaluation-fixture.h"

#define CLOSE 1e-9

static void
assert_same (double got, JsonNode *want)
{
  if (JSON_NODE_HOLDS_NULL (want))
    g_assert_true (isnan (got));
  else
    g_assert_cmpfloat_with_epsilon (got, json_node_get_double (want), CLOSE);
}

/* ---- figures ---- */

static void
check_figure (DermEvaluation *evaluation, DermMeasure measure, JsonNode *want)
{
  g_test_message ("%s", derm_measure_get_id (measure));
  if (!derm_measure_is_of_class (measure))
    {
      assert_same (derm_evaluation_get (evaluation, measure, 0), want);
      return;
    }
  for (int k = DERM_CLASS_WEIGHTED; k < evaluation_fixture_n_classes (evaluation); k++)
    assert_same (derm_evaluation_get (evaluation, measure, k),
                 json_array_get_element (json_node_get_array (want), (guint) (k - DERM_CLASS_WEIGHTED)));
}

static void
check_counts (DermEvaluation *evaluation, JsonArray *rows)
{
  const int n_classes = evaluation_fixture_n_classes (evaluation);
  DermEvaluationSet *set = derm_evaluation_get_set (evaluation);

  for (int t = 0; t < n_classes; t++)
    for (int a = 0; a < n_classes; a++)
      {
        guint n_members;
        g_autofree guint *members = derm_evaluation_list_members (evaluation, t, a, &n_members);

        g_assert_cmpuint (n_members, ==, derm_evaluation_get_confusion (evaluation, t, a));
        g_assert_cmpuint (n_members, ==,
                          json_array_get_int_element (json_array_get_array_element (rows, (guint) t), (guint) a));
        for (guint i = 0; i < n_members; i++)
          {
            g_assert_cmpint (derm_evaluation_set_get_truth (set, members[i]), ==, t);
            g_assert_cmpint (derm_evaluation_set_get_answer (set, members[i]), ==, a);
          }
      }
}

static void
check_case (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node), *figures = json_object_get_object_member (entry, "figures");
  g_autoptr (DermEvaluation) evaluation = evaluation_fixture_make (entry);

  g_test_message ("%s", json_object_get_string_member (entry, "name"));
  for (int i = 0; i < DERM_N_MEASURES; i++)
    check_figure (evaluation, (DermMeasure) i, json_object_get_member (figures, derm_measure_get_id ((DermMeasure) i)));
  check_counts (evaluation, json_object_get_array_member (entry, "confusion"));
}

static void
test_figures (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();

  g_assert_cmpuint (json_array_get_length (evaluation_fixture_get_cases (parser)), ==, 5);
  json_array_foreach_element (evaluation_fixture_get_cases (parser), check_case, NULL);
}

/* ---- intervals ---- */

static void
check_interval (DermIntervals *intervals, DermMeasure measure, int class_index, JsonNode *want)
{
  double low, high;
  JsonArray *ends = JSON_NODE_HOLDS_NULL (want) ? NULL : json_node_get_array (want);

  g_assert_true (derm_intervals_get (intervals, measure, class_index, &low, &high) == (ends != NULL));
  if (ends == NULL)
    return;
  g_assert_cmpfloat_with_epsilon (low, json_array_get_double_element (ends, 0), CLOSE);
  g_assert_cmpfloat_with_epsilon (high, json_array_get_double_element (ends, 1), CLOSE);
}

/* The draws are made anew in Python, and the figures of each by scikit-learn with weights. */
static void
test_intervals (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  JsonObject *entry = json_array_get_object_element (evaluation_fixture_get_cases (parser), 4);
  JsonObject *wanted = json_object_get_object_member (entry, "intervals");
  g_autoptr (DermEvaluation) evaluation = evaluation_fixture_make (entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermIntervals) intervals
      = derm_intervals_new (evaluation, (guint) json_object_get_int_member (entry, "rounds"),
                            (guint64) json_object_get_int_member (entry, "seed"), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (derm_intervals_is_by_lesion (intervals));
  g_assert_cmpuint (derm_intervals_get_n_drawn (intervals), <, 50);
  for (int i = 0; i < DERM_N_MEASURES; i++)
    {
      JsonArray *list = json_object_get_array_member (wanted, derm_measure_get_id ((DermMeasure) i));

      g_test_message ("%s", derm_measure_get_id ((DermMeasure) i));
      for (guint k = 0; k < json_array_get_length (list); k++)
        check_interval (intervals, (DermMeasure) i, (int) k + DERM_CLASS_WEIGHTED, json_array_get_element (list, k));
    }
}

/* ---- curves ---- */

static DermCurve *
make_curve (DermEvaluation *evaluation, JsonObject *entry)
{
  JsonArray *list = json_object_get_array_member (entry, "classes");
  int classes[4];
  g_autoptr (GError) error = NULL;
  DermCurve *curve;

  for (guint i = 0; i < json_array_get_length (list); i++)
    classes[i] = (int) json_array_get_int_element (list, i);
  curve = derm_curve_new (evaluation, classes, (int) json_array_get_length (list), &error);
  g_assert_no_error (error);

  return curve;
}

static void
check_point (DermCurve *curve, JsonObject *entry, guint index)
{
  guint n_points, n_missed, n_false;
  const DermCurvePoint *point = derm_curve_get_points (curve, &n_points) + index;
  g_autofree guint *missed = derm_curve_list_missed (curve, point->threshold, &n_missed);
  g_autofree guint *falsely = derm_curve_list_false (curve, point->threshold, &n_false);
  DermCurvePoint found;

  g_assert_cmpuint (point->n_found, ==,
                    json_array_get_int_element (json_object_get_array_member (entry, "found"), index));
  g_assert_cmpuint (point->n_false, ==,
                    json_array_get_int_element (json_object_get_array_member (entry, "false"), index));
  if (index > 0)
    g_assert_cmpfloat_with_epsilon (
        point->threshold, json_array_get_double_element (json_object_get_array_member (entry, "thresholds"), index - 1),
        CLOSE);
  derm_curve_find (curve, point->threshold, &found);
  g_assert_cmpuint (found.n_found, ==, point->n_found);
  g_assert_cmpuint (found.n_false, ==, point->n_false);
  g_assert_cmpuint (n_missed, ==, derm_curve_get_n_positive (curve) - point->n_found);
  g_assert_cmpuint (n_false, ==, point->n_false);
}

static void
check_curve (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  g_autoptr (DermCurve) curve = make_curve (user_data, entry);
  guint n_points;

  g_assert_cmpfloat_with_epsilon (derm_curve_get_roc_auc (curve), json_object_get_double_member (entry, "roc_auc"),
                                  CLOSE);
  g_assert_cmpfloat_with_epsilon (derm_curve_get_pr_auc (curve), json_object_get_double_member (entry, "pr_auc"),
                                  CLOSE);
  derm_curve_get_points (curve, &n_points);
  g_assert_cmpuint (n_points, ==, json_array_get_length (json_object_get_array_member (entry, "found")));
  for (guint i = 0; i < n_points; i++)
    check_point (curve, entry, i);
}

static void
check_curves (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  g_autoptr (DermEvaluation) evaluation = evaluation_fixture_make (entry);

  json_array_foreach_element (json_object_get_array_member (entry, "curves"), check_curve, evaluation);
}

static void
test_curves (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();

  json_array_foreach_element (evaluation_fixture_get_cases (parser), check_curves, NULL);
}

/* ---- McNemar ---- */

/* As many images of which only the one is right, only the other, and ten each of both and none. */
static DermEvaluation *
make_half (guint n_one, guint n_other, gboolean is_other)
{
  static const char *const labels[] = { "a", "b", NULL };
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new (labels, NULL);

  for (guint i = 0; i < n_one + n_other + 20; i++)
    {
      const gboolean is_right = i < n_one ? !is_other : i < n_one + n_other ? is_other : i % 2 == 0;
      const float scores[] = { is_right ? 0.75f : 0.25f, is_right ? 0.25f : 0.75f };
      g_autofree char *name = g_strdup_printf ("%u", i);

      g_assert_true (derm_evaluation_set_add_scores (set, name, 0, scores, 2, NULL));
    }

  return derm_evaluation_new (set);
}

static void
check_mcnemar (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  const guint n_one = (guint) json_object_get_int_member (entry, "one");
  const guint n_other = (guint) json_object_get_int_member (entry, "other");
  g_autoptr (DermEvaluation) one = make_half (n_one, n_other, FALSE), other = make_half (n_one, n_other, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermComparison) comparison = derm_comparison_new (one, other, 100, 1, NULL, &error);
  guint n_different;
  g_autofree guint *different = derm_comparison_list_different (comparison, &n_different);

  g_assert_no_error (error);
  g_assert_cmpuint (n_different, ==, n_one + n_other);
  g_assert_cmpuint (derm_comparison_get_agreement (comparison, TRUE, FALSE), ==, n_one);
  g_assert_cmpuint (derm_comparison_get_agreement (comparison, FALSE, TRUE), ==, n_other);
  g_assert_cmpuint (derm_comparison_get_agreement (comparison, TRUE, TRUE), ==, 10);
  g_assert_cmpfloat_with_epsilon (derm_comparison_get_p (comparison), json_object_get_double_member (entry, "p"),
                                  CLOSE);
}

static void
test_mcnemar (void)
{
  g_autoptr (JsonParser) parser = evaluation_fixture_open ();
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));

  json_array_foreach_element (json_object_get_array_member (root, "mcnemar"), check_mcnemar, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evaluation/scikit-learn/figures", test_figures);
  g_test_add_func ("/evaluation/scikit-learn/intervals", test_intervals);
  g_test_add_func ("/evaluation/scikit-learn/curves", test_curves);
  g_test_add_func ("/evaluation/scipy/mcnemar", test_mcnemar);

  return g_test_run ();
}
