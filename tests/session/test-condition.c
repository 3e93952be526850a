/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "session-fixture.h"

/* One image with an answer, and what can be asked of it. */

typedef struct {
  LensItem *item;
  DermPrediction *prediction;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/study/train/mel/photo 1.jpg");

  fixture->item = lens_item_new_for_file (file);
  fixture->prediction = fixture_prediction (1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->item);
  g_object_unref (fixture->prediction);
}

static void
answer (Fixture *fixture)
{
  lens_item_succeed (fixture->item, NULL, fixture->prediction);
}

static const char *
top_label (Fixture *fixture)
{
  return derm_prediction_get_label (fixture->prediction, derm_prediction_get_top (fixture->prediction));
}

static const char *
other_label (Fixture *fixture)
{
  return g_str_equal (top_label (fixture), "df") ? "mel" : "df";
}

static gboolean
has (Fixture *fixture, LensAbout about, const char *value)
{
  g_autoptr (LensCondition) condition = lens_condition_new_value ((LensTopic){ about, NULL }, value);

  return lens_condition_matches (condition, fixture->item);
}

static gboolean
is_within (Fixture *fixture, LensTopic topic, double from, double to)
{
  g_autoptr (LensCondition) condition = lens_condition_new_range (topic, from, to);

  return lens_condition_matches (condition, fixture->item);
}

/* ---- classes ---- */

/* Before there is a truth or an answer "" stands for it, and nothing is right or wrong. */
static void
test_nothing_known (Fixture *fixture, gconstpointer data)
{
  g_assert_true (has (fixture, LENS_ABOUT_TRUTH, ""));
  g_assert_true (has (fixture, LENS_ABOUT_ANSWER, ""));
  g_assert_false (has (fixture, LENS_ABOUT_TRUTH, "mel"));
  g_assert_false (has (fixture, LENS_ABOUT_VERDICT, LENS_VERDICT_RIGHT));
  g_assert_false (has (fixture, LENS_ABOUT_VERDICT, LENS_VERDICT_WRONG));
  g_assert_false (has (fixture, LENS_ABOUT_GATE, LENS_GATE_FINE));
  g_assert_false (has (fixture, LENS_ABOUT_PAIR, lens_pair ("mel", "nv")));
  g_assert_false (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, NULL }, -INFINITY, INFINITY));
}

static void
test_classes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *upper = g_ascii_strup (top_label (fixture), -1);

  answer (fixture);
  g_assert_true (has (fixture, LENS_ABOUT_ANSWER, top_label (fixture)));
  g_assert_true (has (fixture, LENS_ABOUT_ANSWER, upper));
  g_assert_false (has (fixture, LENS_ABOUT_ANSWER, other_label (fixture)));
  lens_item_set_truth (fixture->item, upper);
  g_assert_true (has (fixture, LENS_ABOUT_TRUTH, top_label (fixture)));
  g_assert_true (has (fixture, LENS_ABOUT_VERDICT, LENS_VERDICT_RIGHT));
  lens_item_set_truth (fixture->item, other_label (fixture));
  g_assert_true (has (fixture, LENS_ABOUT_VERDICT, LENS_VERDICT_WRONG));
  g_assert_true (has (fixture, LENS_ABOUT_PAIR, lens_pair (other_label (fixture), top_label (fixture))));
  g_assert_false (has (fixture, LENS_ABOUT_PAIR, lens_pair (top_label (fixture), other_label (fixture))));
}

static void
test_pair (Fixture *fixture, gconstpointer data)
{
  g_autofree char *truth = NULL, *own = NULL;

  g_assert_true (lens_pair ("a", "b") == lens_pair ("a", "b"));
  g_assert_true (lens_pair_split (lens_pair ("mel", "nv"), &truth, &own));
  g_assert_cmpstr (truth, ==, "mel");
  g_assert_cmpstr (own, ==, "nv");
  g_assert_false (lens_pair_split ("mel", &truth, &own));
}

/* ---- numbers ---- */

static void
test_scores (Fixture *fixture, gconstpointer data)
{
  const float *scores = derm_prediction_get_calibrated (fixture->prediction);
  int mel = derm_prediction_find_label (fixture->prediction, "mel"),
      top = derm_prediction_get_top (fixture->prediction);
  double lead = scores[top], own = scores[mel];

  answer (fixture);
  g_assert_true (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, NULL }, lead, lead)); /* both ends belong to it */
  g_assert_true (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, "" }, lead, INFINITY));
  g_assert_false (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, NULL }, lead + 1e-9, 1));
  g_assert_false (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, NULL }, 0, lead - 1e-9));
  g_assert_true (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, "mel" }, own, own));
  g_assert_false (is_within (fixture, (LensTopic){ LENS_ABOUT_SCORE, "no such class" }, 0, 1));
  g_assert_null (lens_condition_new_range ((LensTopic){ LENS_ABOUT_SCORE, NULL }, 1, 0));
  g_assert_null (lens_condition_new_range ((LensTopic){ LENS_ABOUT_SCORE, NULL }, NAN, 1));
}

static void
test_numbers_in_cells (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "", " ", "unknown", "4x", "nan", "inf", "1,2,3", "0x" };
  double number;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (lens_cell_get_number (words[i], &number));
  g_assert_false (lens_cell_get_number (NULL, &number));
  g_assert_true (lens_cell_get_number ("45.0", &number));
  g_assert_cmpfloat (number, ==, 45);
  g_assert_true (lens_cell_get_number ("-0,5", &number));
  g_assert_cmpfloat (number, ==, -0.5);
}

/* ---- folders ---- */

static void
test_folders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) pasted = fixture_pasted (1);
  g_autoptr (LensCondition) none = lens_condition_new_value ((LensTopic){ LENS_ABOUT_FOLDER, NULL }, "");

  g_assert_true (has (fixture, LENS_ABOUT_FOLDER, "/study/train/mel"));
  g_assert_true (has (fixture, LENS_ABOUT_FOLDER, "/study/train")); /* those below it too */
  g_assert_true (has (fixture, LENS_ABOUT_FOLDER, "/"));
  g_assert_false (has (fixture, LENS_ABOUT_FOLDER, "/study/tra"));
  g_assert_false (has (fixture, LENS_ABOUT_FOLDER, "/study/train/mel/deeper"));
  g_assert_false (has (fixture, LENS_ABOUT_FOLDER, ""));
  g_assert_true (lens_condition_matches (none, pasted->pdata[0]));
}

/* ---- exactly these ---- */

/* The same file opened again is the same image. */
static void
test_items (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_items ("/a/1.jpg", "/a/2.jpg", NULL);
  g_autoptr (GPtrArray) again = fixture_items ("/a/2.jpg", "/a/3.jpg", NULL);
  g_autoptr (LensCondition) condition = lens_condition_new_items ("lasso", items);

  g_assert_cmpuint (lens_condition_get_n_items (condition), ==, 2);
  g_assert_true (lens_condition_matches (condition, again->pdata[0]));
  g_assert_false (lens_condition_matches (condition, again->pdata[1]));
}

/* ---- as values ---- */

static void
test_equal (Fixture *fixture, gconstpointer data)
{
  LensTopic truth = { LENS_ABOUT_TRUTH, NULL }, age = { LENS_ABOUT_NUMBER, "age" };
  g_autoptr (LensCondition) two = lens_condition_new (truth, (const char *const[]){ "mel", "nv", "mel", NULL });
  g_autoptr (LensCondition) same = lens_condition_new (truth, (const char *const[]){ "nv", "mel", NULL });
  g_autoptr (LensCondition) one = lens_condition_new_value (truth, "mel");
  g_autoptr (LensCondition) range = lens_condition_new_range (age, 40, 60);
  g_autoptr (LensCondition) other = lens_condition_new_range (age, 40, 61);

  g_assert_true (lens_condition_is_equal (two, same));
  g_assert_false (lens_condition_is_equal (two, one));
  g_assert_false (lens_condition_is_equal (range, other));
  g_assert_false (lens_condition_is_equal (range, one));
  g_assert_true (lens_condition_is_about (range, age));
  g_assert_false (lens_condition_is_about (range, (LensTopic){ LENS_ABOUT_NUMBER, "size" }));
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/condition/nothing-known", test_nothing_known);
  add ("/condition/classes", test_classes);
  add ("/condition/pair", test_pair);
  add ("/condition/scores", test_scores);
  add ("/condition/numbers-in-cells", test_numbers_in_cells);
  add ("/condition/folders", test_folders);
  add ("/condition/items", test_items);
  add ("/condition/equal", test_equal);

  return g_test_run ();
}
