/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Against scikit-learn's figures, in fixtures/metrics.json by make_metrics_fixture.py. */

#include <derm.h>
#include <json-glib/json-glib.h>
#include <math.h>

static void
assert_same (double got, JsonNode *want)
{
  if (JSON_NODE_HOLDS_NULL (want))
    g_assert_true (isnan (got));
  else
    g_assert_cmpfloat_with_epsilon (got, json_node_get_double (want), 1e-12);
}

static DermMetrics *
make_metrics (JsonObject *entry)
{
  JsonArray *truth = json_object_get_array_member (entry, "truth");
  JsonArray *scores = json_object_get_array_member (entry, "scores");
  g_autofree int *classes = g_new (int, json_array_get_length (truth));
  g_autofree double *values = g_new (double, json_array_get_length (scores));

  for (guint i = 0; i < json_array_get_length (truth); i++)
    classes[i] = (int) json_array_get_int_element (truth, i);
  for (guint i = 0; i < json_array_get_length (scores); i++)
    values[i] = json_array_get_double_element (scores, i);
  return derm_metrics_new (values, json_array_get_length (scores), classes, json_array_get_length (truth),
                           (int) json_object_get_int_member (entry, "classes"), NULL);
}

static void
assert_list (DermMetrics *metrics, JsonObject *entry, const char *member, double (*get) (DermMetrics *, int))
{
  JsonArray *list = json_object_get_array_member (entry, member);

  g_assert_cmpint (derm_metrics_get_n_classes (metrics), ==, (int) json_array_get_length (list));
  for (int k = 0; k < derm_metrics_get_n_classes (metrics); k++)
    assert_same (get (metrics, k), json_array_get_element (list, (guint) k));
}

static void
check_entry (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  JsonArray *rows = json_object_get_array_member (entry, "confusion");
  g_autoptr (DermMetrics) metrics = make_metrics (entry);

  g_test_message ("%s", json_object_get_string_member (entry, "name"));
  assert_same (derm_metrics_get_accuracy (metrics), json_object_get_member (entry, "accuracy"));
  assert_same (derm_metrics_get_balanced_accuracy (metrics), json_object_get_member (entry, "balanced_accuracy"));
  assert_same (derm_metrics_get_macro_auc (metrics), json_object_get_member (entry, "macro_auc"));
  assert_list (metrics, entry, "recall", derm_metrics_get_recall);
  assert_list (metrics, entry, "precision", derm_metrics_get_precision);
  assert_list (metrics, entry, "auc", derm_metrics_get_auc);
  for (guint t = 0; t < json_array_get_length (rows); t++)
    for (guint a = 0; a < json_array_get_length (rows); a++)
      g_assert_cmpint ((int) derm_metrics_get_confusion (metrics, (int) t, (int) a), ==,
                       (int) json_array_get_int_element (json_array_get_array_element (rows, t), a));
}

static void
test_scikit_learn (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "metrics.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), ==, 4);
  json_array_foreach_element (json_node_get_array (json_parser_get_root (parser)), check_entry, NULL);
}

static void
test_empty (void)
{
  g_autoptr (DermMetrics) metrics = derm_metrics_new (NULL, 0, NULL, 0, 3, NULL);

  g_assert_true (isnan (derm_metrics_get_accuracy (metrics)));
  g_assert_true (isnan (derm_metrics_get_balanced_accuracy (metrics)));
  g_assert_true (isnan (derm_metrics_get_macro_auc (metrics)));
  g_assert_cmpuint (derm_metrics_get_count (metrics, 2), ==, 0);
}

/* One item a class and answer, as often as the table says: [truth][answer] of two classes. */
static DermMetrics *
make_counts (int n_00, int n_01, int n_10, int n_11)
{
  const int counts[] = { n_00, n_01, n_10, n_11 };
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) truth = g_array_new (FALSE, FALSE, sizeof (int));

  for (int cell = 0; cell < 4; cell++)
    for (int i = 0; i < counts[cell]; i++)
      {
        const int of = cell / 2;
        const double row[] = { cell % 2 == 0, cell % 2 == 1 };

        g_array_append_val (truth, of);
        g_array_append_vals (scores, row, 2);
      }
  return derm_metrics_new ((const double *) scores->data, scores->len, (const int *) truth->data, truth->len, 2, NULL);
}

static void
assert_interval (double low, double high, double expected_low, double expected_high)
{
  g_assert_cmpfloat_with_epsilon (low, expected_low, 1e-4);
  g_assert_cmpfloat_with_epsilon (high, expected_high, 1e-4);
}

/* Wilson's intervals of 54 of 88, 9 of 10 and 63 of 98, and that of the mean of the first two, as by hand. */
static void
test_intervals (void)
{
  g_autoptr (DermMetrics) metrics = make_counts (54, 34, 1, 9), one_class = make_counts (0, 10, 0, 0),
                          none = make_counts (0, 0, 0, 0);
  double low, high;

  derm_metrics_get_recall_interval (metrics, 0, &low, &high);
  assert_interval (low, high, 0.5092, 0.7086);
  derm_metrics_get_recall_interval (metrics, 1, &low, &high);
  assert_interval (low, high, 0.5958, 0.9821);
  derm_metrics_get_accuracy_interval (metrics, &low, &high);
  assert_interval (low, high, 0.5443, 0.7307);
  derm_metrics_get_balanced_accuracy_interval (metrics, &low, &high);
  assert_interval (low, high, 0.5960, 0.8196);

  derm_metrics_get_balanced_accuracy_interval (one_class, &low, &high); /* a class that no item is of is left out */
  assert_interval (low, high, 0.0, 0.2775);
  derm_metrics_get_recall_interval (one_class, 1, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
  derm_metrics_get_accuracy_interval (none, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
  derm_metrics_get_balanced_accuracy_interval (none, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
}

/* Nothing is looked at that is not there, and nothing counted that is no class or no number. */
static void
test_wrong (void)
{
  static const double scores[] = { 0.1, 0.9, 0.8, 0.2 }, bad[] = { 0.1, NAN, 0.8, INFINITY };
  static const int truth[] = { 1, 0 }, high[] = { 1, 2 }, low[] = { -1, 0 };
  const struct {
    const double *scores;
    gsize n_scores;
    const int *truth;
    gsize n_items;
    int n_classes;
    const char *words;
  } cases[] = {
    { scores, 4, truth, 2, 3, "4 scores are not 2 items times 3 classes" },
    { scores, 4, truth, 1, 2, "4 scores are not 1 items times 2 classes" },
    { scores, 3, truth, 2, 2, "3 scores" },
    { NULL, 4, truth, 2, 2, "4 scores" },
    { scores, 4, NULL, 2, 2, "4 scores" },
    { scores, 4, high, 2, 2, "item 1 is of class 2, but there are 2" },
    { scores, 4, low, 2, 2, "item 0 is of class -1" },
    { bad, 4, truth, 2, 2, "score 1 is not a finite number" },
    { bad + 2, 2, truth + 1, 1, 2, "score 1 is not a finite number" },
    { scores, 0, truth, 0, 0, "not 0" },
    { scores, 0, truth, 0, -7, "not -7" },
    { scores, 0, truth, 0, G_MAXINT, "1 to 4096 classes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (derm_metrics_new (cases[i].scores, cases[i].n_scores, cases[i].truth, cases[i].n_items,
                                       cases[i].n_classes, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metrics/scikit-learn", test_scikit_learn);
  g_test_add_func ("/metrics/empty", test_empty);
  g_test_add_func ("/metrics/intervals", test_intervals);
  g_test_add_func ("/metrics/wrong", test_wrong);
  return g_test_run ();
}
