/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Reports of the bundled model's cross-validation, from the confusion in data/model/reports: the text has to be the one
 * that scikit-learn printed then, and the figures those that were published. */

#include <derm.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

static const char *const classes[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };
enum { N_CLASSES = 7, MEL = 4 };

static char *
read_report (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DERMLENS_DATA"), "model", "reports", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* An item for each image that the confusion counts; each of its own lesion. */
static DermEvaluation *
read_confusion (const char *name, guint n_trained_on)
{
  g_autofree char *text = read_report (name);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new (classes, NULL);
  guint n = 0;

  for (int truth = 0; truth < N_CLASSES; truth++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[truth + 1], ",", -1);

      g_assert_cmpstr (cells[0], ==, classes[truth]);
      for (int answer = 0; answer < N_CLASSES; answer++)
        for (int i = atoi (cells[answer + 1]); i-- > 0; n++)
          {
            float scores[N_CLASSES] = { 0 };
            g_autofree char *item = g_strdup_printf ("image %u", n);

            scores[answer] = 1;
            g_assert_true (derm_evaluation_set_add (
                set, &(DermScoredItem){ item, NULL, truth, answer, scores, n < n_trained_on }, NULL));
          }
    }
  return derm_evaluation_new (set);
}

static DermReport
make_report (DermEvaluation *evaluation)
{
  return (DermReport){ .evaluation = evaluation,
                       .set = "a \"set\"",
                       .model = "SkinCNN 1.0",
                       .recipe = "dermlens",
                       .decision = "likely",
                       .values = "calibrated",
                       .date = "2026-01-01",
                       .digits = 3 };
}

static void
assert_scikit_learn (const char *confusion, const char *report_name)
{
  g_autoptr (DermEvaluation) evaluation = read_confusion (confusion, 0);
  g_autofree char *printed = read_report (report_name);
  const char *table = strchr (printed, '\n') + 2; /* its first line says what it is */
  g_autoptr (GString) text = g_string_new (NULL);
  const DermReport report = make_report (evaluation);

  derm_evaluation_append_text (text, &report);
  g_string_truncate (text, strlen (table));
  g_assert_cmpstr (text->str, ==, table);
}

static void
test_scikit_learn (void)
{
  assert_scikit_learn ("confusion-likely.csv", "classification-report-likely.txt");
  assert_scikit_learn ("confusion-balanced.csv", "classification-report-balanced.txt");
}

/* Published with four decimals. */
static void
test_published (void)
{
  static const struct {
    const char *confusion, *accuracy, *balanced, *melanoma;
  } cases[] = {
    { "confusion-likely.csv", "accuracy_likely", "balanced_accuracy_likely", "melanoma_recall_likely" },
    { "confusion-balanced.csv", "accuracy_balanced", "balanced_accuracy_balanced", "melanoma_recall_balanced" },
  };
  g_autofree char *text = read_report ("figures.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *figures;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  figures = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "value_low_high");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DermEvaluation) evaluation = read_confusion (cases[i].confusion, 0);
      const struct {
        const char *member;
        double value;
      } pairs[] = {
        { cases[i].accuracy, derm_evaluation_get (evaluation, DERM_MEASURE_ACCURACY, 0) },
        { cases[i].balanced, derm_evaluation_get (evaluation, DERM_MEASURE_BALANCED_ACCURACY, 0) },
        { cases[i].melanoma, derm_evaluation_get (evaluation, DERM_MEASURE_RECALL, MEL) },
      };

      for (gsize k = 0; k < G_N_ELEMENTS (pairs); k++)
        g_assert_cmpfloat_with_epsilon (
            pairs[k].value, json_array_get_double_element (json_object_get_array_member (figures, pairs[k].member), 0),
            0.5e-4 + 1e-12);
    }
}

/* With everything that a report can have. */
static void
append_full (GString *text, DermEvaluation *evaluation, void (*append) (GString *, const DermReport *))
{
  static const int mel[] = { MEL };
  static const char *const warnings[] = { "mind this", NULL };
  g_autoptr (DermEvaluation) other = read_confusion ("confusion-likely.csv", 0);
  g_autoptr (DermIntervals) intervals = derm_intervals_new (evaluation, 100, 1, NULL, NULL);
  g_autoptr (DermComparison) comparison = derm_comparison_new (evaluation, other, 100, 1, NULL, NULL);
  const DermOperatingPoint point = { "mel", mel, 1, 0.5 };
  const DermReportSlice slice = { "sex", "male", other };
  DermReport report = make_report (evaluation);

  report.intervals = intervals;
  report.comparison = comparison;
  report.points = &point;
  report.n_points = 1;
  report.slices = &slice;
  report.n_slices = 1;
  report.warnings = warnings;
  report.other = "other.csv";
  append (text, &report);
}

static void
test_text (void)
{
  g_autoptr (DermEvaluation) evaluation = read_confusion ("confusion-likely.csv", 1);
  g_autoptr (GString) text = g_string_new (NULL);

  append_full (text, evaluation, derm_evaluation_append_text);
  g_assert_true (g_str_has_prefix (text->str, derm_report_get_training_heading ()));
  g_assert_nonnull (strstr (text->str, "Warning: mind this\n"));
  g_assert_nonnull (strstr (text->str, "always answering nv"));
  g_assert_nonnull (strstr (text->str, "42 of 88 found, 46 missed"));
  g_assert_nonnull (strstr (text->str, "57 false alarms of 2109"));
  g_assert_nonnull (strstr (text->str, "sex = male"));
  g_assert_nonnull (strstr (text->str, "Compared with other.csv"));
  g_assert_nonnull (strstr (text->str, "0 images are answered differently\n"));
  g_assert_nonnull (strstr (text->str, "seed 1\n"));
  for (const char *p = text->str; (p = strchr (p, '\n')) != NULL; p++)
    g_assert_true (p == text->str || p[-1] != ' ');
}

static void
test_json (void)
{
  g_autoptr (DermEvaluation) evaluation = read_confusion ("confusion-likely.csv", 1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root, *figures, *test;

  append_full (text, evaluation, derm_evaluation_append_json);
  json_parser_load_from_data (parser, text->str, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  figures = json_object_get_object_member (root, "figures");
  g_assert_true (json_object_get_boolean_member (root, "training_data"));
  g_assert_cmpstr (json_object_get_string_member (root, "heading"), ==, derm_report_get_training_heading ());
  g_assert_cmpstr (json_object_get_string_member (root, "set"), ==, "a \"set\"");
  g_assert_cmpint (json_object_get_int_member (root, "images"), ==, 2197);
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (figures, "accuracy"), "value"), ==,
                     derm_evaluation_get (evaluation, DERM_MEASURE_ACCURACY, 0));
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (figures, "macro_f1"), "value"), ==,
                     derm_evaluation_get (evaluation, DERM_MEASURE_F1, DERM_CLASS_MACRO));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "classes")), ==, N_CLASSES);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "reliability")), ==, DERM_ECE_BINS);
  test = json_array_get_object_element (json_object_get_array_member (root, "tests"), 0);
  g_assert_cmpint (json_object_get_int_member (test, "missed"), ==, 46);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (root, "comparison"), "both_wrong"), ==,
                   2197 - 1931);
}

static void
test_csv (void)
{
  g_autoptr (DermEvaluation) evaluation = read_confusion ("confusion-likely.csv", 1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  append_full (text, evaluation, derm_evaluation_append_csv);
  lines = g_strsplit (text->str, "\r\n", -1);
  g_assert_true (g_str_has_prefix (lines[0], "measure,class,slice,value,low,high,n,training_data,"));
  g_assert_true (g_str_has_prefix (lines[1], "heading,"));
  g_assert_true (g_str_has_prefix (lines[2], "warning,mind this,"));
  g_assert_true (g_str_has_prefix (lines[3], "accuracy,,,0.87892"));
  g_assert_nonnull (strstr (text->str, "\r\nrecall,mel,,0.47727"));
  g_assert_nonnull (strstr (text->str, "\r\naccuracy,,sex=male,"));
  g_assert_nonnull (strstr (text->str, "\r\nmcnemar_p,,,1,"));
  for (guint i = 1; lines[i][0] != '\0'; i++)
    {
      g_assert_nonnull (strstr (lines[i], ",yes,\"a \"\"set\"\"\","));
      g_assert_null (strstr (lines[i], "nan"));
    }
}

/* Neither headed nor warned of where nothing is known to be wrong; a class without images is n/a and few. */
static void
test_absent (void)
{
  static const char *const two[] = { "a", "b", NULL };
  static const float scores[] = { 1, 0 };
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new (two, NULL);
  g_autoptr (DermEvaluation) evaluation = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *few = NULL;
  DermReport report;

  for (int i = 0; i < DERM_REPORT_FEW; i++)
    derm_evaluation_set_add_scores (set, "x", 0, scores, 2, NULL);
  evaluation = derm_evaluation_new (set);
  report = make_report (evaluation);
  derm_evaluation_append_text (text, &report);
  g_assert_null (strstr (text->str, derm_report_get_training_heading ()));
  g_assert_nonnull (strstr (text->str, "\n           a      1.000     1.000     1.000        30\n"
                                       "           b        n/a       n/a       n/a         0\n"));
  g_assert_nonnull (strstr (text->str, "n/a: not defined"));
  few = derm_evaluation_list_few (evaluation);
  g_assert_nonnull (strstr (few, "b (0)"));
  g_assert_null (strstr (few, "a ("));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evaluation-report/scikit-learn", test_scikit_learn);
  g_test_add_func ("/evaluation-report/published", test_published);
  g_test_add_func ("/evaluation-report/text", test_text);
  g_test_add_func ("/evaluation-report/json", test_json);
  g_test_add_func ("/evaluation-report/csv", test_csv);
  g_test_add_func ("/evaluation-report/absent", test_absent);
  return g_test_run ();
}
