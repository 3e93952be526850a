/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What numbers of agreement are called, and that the limits are those that were measured. */

#include <derm.h>
#include <json-glib/json-glib.h>
#include <math.h>

static void
test_words (void)
{
  g_assert_cmpint (derm_agreement_judge (1), ==, DERM_AGREEMENT_ALIKE);
  g_assert_cmpint (derm_agreement_judge (0.6), ==, DERM_AGREEMENT_ALIKE);
  g_assert_cmpint (derm_agreement_judge (0.59), ==, DERM_AGREEMENT_IN_PART);
  g_assert_cmpint (derm_agreement_judge (0.4), ==, DERM_AGREEMENT_IN_PART);
  g_assert_cmpint (derm_agreement_judge (0.39), ==, DERM_AGREEMENT_OTHER);
  g_assert_cmpint (derm_agreement_judge (-1), ==, DERM_AGREEMENT_OTHER);
  g_assert_cmpint (derm_agreement_judge (NAN), ==, DERM_AGREEMENT_UNKNOWN);
}

static void
assert_methods (const double *values, int n, DermAgreement agreement, const char *expected)
{
  g_autofree char *words = derm_agreement_describe_methods (values, n);

  g_assert_cmpint (derm_agreement_judge_methods (values, n), ==, agreement);
  g_assert_cmpstr (words, ==, expected);
}

static void
test_methods (void)
{
  assert_methods ((double[]){ 0.88, NAN, 0.62, 0.7 }, 4, DERM_AGREEMENT_ALIKE,
                  "The other methods agree (0.62 to 0.88).");
  assert_methods ((double[]){ 0.61, -0.221, 0.5, 0.1 }, 4, DERM_AGREEMENT_IN_PART,
                  "The other methods agree only in part (−0.22 to 0.61): read the large shapes, not the details.");
  assert_methods ((double[]){ 0.45, 0.5 }, 2, DERM_AGREEMENT_IN_PART,
                  "The other methods agree only in part (0.45 to 0.50): read the large shapes, not the details.");
  assert_methods ((double[]){ 0.1, -0.001 }, 2, DERM_AGREEMENT_OTHER,
                  "The other methods disagree (0.00 to 0.10): this map is one of several answers.");
  assert_methods ((double[]){ NAN }, 1, DERM_AGREEMENT_UNKNOWN, NULL);
  assert_methods (NULL, 0, DERM_AGREEMENT_UNKNOWN, NULL);
}

static void
assert_random (double largest, int n, DermAgreement agreement, const char *expected)
{
  double values[12] = { -0.38, NAN, largest, -0.1, 0.05, 0, 0, 0, 0, 0, 0, 0 };
  g_autofree char *words = derm_agreement_describe_random (values, n);

  g_assert_cmpint (derm_agreement_judge_random (values, n), ==, agreement);
  g_assert_cmpstr (words, ==, expected);
}

/* The largest decides. */
static void
test_random (void)
{
  const double none[] = { NAN, NAN };

  assert_random (0.21, 10, DERM_AGREEMENT_OTHER,
                 "Ten draws of random weights give other maps (agreement −0.38 to 0.21), as they must.");
  assert_random (0.55, 12, DERM_AGREEMENT_OTHER,
                 "Random weights give other maps (agreement −0.38 to 0.55), as they must.");
  assert_random (
      0.83, 10, DERM_AGREEMENT_ALIKE,
      "Random weights can give nearly the same map (up to 0.83): it may show the image, not what was learned.");
  g_assert_cmpint (derm_agreement_judge_random (none, 2), ==, DERM_AGREEMENT_UNKNOWN);
}

static double
get_share (JsonObject *table, const char *part, const char *row, const char *limit)
{
  JsonObject *rows = json_object_get_object_member (table, part);

  return json_object_get_double_member (
      json_object_get_object_member (json_object_get_object_member (rows, row), "at_least"), limit);
}

/* Another model or other maps want other limits: measure again with data/training/agreement.py. */
static void
test_measured (void)
{
  g_autofree char *path = derm_data_path ("model/reports/agreement.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  JsonObject *table;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  table = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (table, "model_sha256"), ==, derm_model_get_sha256 (model));
  g_assert_cmpint (json_object_get_int_member (table, "images"), >=, 300);
  g_assert_cmpfloat (get_share (table, "unrelated", "two methods", "0.4"), <=, 0.05); /* DERM_AGREEMENT_IN_PART_FROM */
  g_assert_cmpfloat (get_share (table, "unrelated", "two methods", "0.6"), <=, 0.015);
  g_assert_cmpfloat (DERM_AGREEMENT_IN_PART_FROM, ==, 0.4);
  g_assert_cmpfloat (DERM_AGREEMENT_ALIKE_FROM, ==, 0.6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement/words", test_words);
  g_test_add_func ("/agreement/methods", test_methods);
  g_test_add_func ("/agreement/random", test_random);
  g_test_add_func ("/agreement/measured", test_measured);
  return g_test_run ();
}
