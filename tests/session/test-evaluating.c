/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "figures-fixture.h"
#include "lens-evaluating-words.h"
#include "lens-vocabulary.h"

/* How good the answers to "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel), "photo 10.jpg" (vasc) are. */

static const char table[] = "image_id,dx,sex,age\n"
                            "photo 1,nv,female,30\nphoto 2,nv,male,40\nphoto 3,mel,female,50\nphoto 10,mel,male,60\n";

static LensEvaluating *
evaluate (FixtureSession *fixture)
{
  fixture_open_table (fixture, "one.csv", table);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);

  return lens_session_get_evaluating (fixture->session);
}

static int
find (LensEvaluating *evaluating, const char *label)
{
  return lens_labels_find (lens_evaluating_get_labels (evaluating), label);
}

static guint
count_shown (FixtureSession *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_selection (fixture->session)));
}

/* Nobody looks, or nothing is known: nothing is worked at. */
static void
test_none (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (fixture->session);

  fixture_open_table (fixture, "one.csv", table);
  g_assert_null (lens_evaluating_get_evaluation (evaluating));
  g_assert_null (lens_evaluating_get_curve (evaluating));
  g_assert_cmpint (lens_evaluating_get_class (evaluating), ==, -1);
  lens_evaluating_choose (evaluating, 0, 0);
  g_assert_false (lens_evaluating_has_choice (evaluating));
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_evaluating_get_evaluation (evaluating));
}

static void
test_figures (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (evaluating);
  int mel = find (evaluating, "mel"), nv = find (evaluating, "nv"), bkl = find (evaluating, "bkl");
  double low, high;

  g_assert_cmpuint (lens_evaluating_get_n_known (evaluating), ==, 4);
  g_assert_cmpuint (lens_evaluating_get_n_done (evaluating), ==, 4);
  g_assert_cmpfloat (derm_evaluation_get (evaluation, DERM_MEASURE_ACCURACY, 0), ==, 0.5);
  g_assert_cmpuint (derm_evaluation_get_confusion (evaluation, nv, bkl), ==, 1);
  g_assert_cmpstr (lens_item_get_name (lens_evaluating_get_item (evaluating, 2)), ==, "photo 3.jpg");
  g_assert_cmpint (lens_evaluating_get_class (evaluating), ==, mel);
  g_assert_true (
      derm_intervals_get (lens_evaluating_get_intervals (evaluating), DERM_MEASURE_ACCURACY, 0, &low, &high));
  g_assert_cmpfloat (low, <, 0.5);
  g_assert_cmpfloat (high, >, 0.5);
  g_assert_nonnull (lens_evaluating_get_band (evaluating));
  lens_session_select (fixture->session, 3);
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  evaluation = lens_evaluating_get_evaluation (evaluating);
  g_assert_cmpuint (derm_evaluation_get_support (evaluation, mel), ==, 1);
  g_assert_nonnull (lens_evaluating_get_intervals (evaluating));
}

/* Another decision gives other answers, and the same scores. */
static void
test_class (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  GString *told = fixture_told ();
  int nv = find (evaluating, "nv");
  DermCurvePoint point;

  derm_curve_find (lens_evaluating_get_curve (evaluating), lens_evaluating_get_threshold (evaluating), &point);
  g_assert_cmpuint (point.n_found, ==, 1); /* as the answers do */
  fixture_listen (evaluating, "settings-changed", told, "settings");
  lens_evaluating_set_threshold (evaluating, 1.0);
  g_assert_cmpfloat (lens_evaluating_get_threshold (evaluating), ==, 1.0);
  lens_evaluating_set_class (evaluating, nv);
  lens_evaluating_set_class (evaluating, nv);
  fixture_assert_told (told, "settings settings ");
  g_assert_cmpuint (derm_curve_get_n_positive (lens_evaluating_get_curve (evaluating)), ==, 2);
  g_assert_cmpfloat (lens_evaluating_get_threshold (evaluating), <, 1.0);
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_evaluating_get_band (evaluating));
  lens_evaluating_set_measure (evaluating, DERM_MEASURE_F1);
  lens_evaluating_set_shares (evaluating, DERM_MATRIX_OF_ROWS);
  fixture_assert_told (told, "settings settings ");
}

/* The malignant classes together are a test like any of them. */
static void
test_malignant (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (evaluating);
  int bcc = find (evaluating, "bcc"), mel = find (evaluating, "mel");
  g_autofree char *name = NULL, *bold = NULL, *missed = NULL;
  DermCurvePoint point;

  g_assert_true (lens_evaluating_has_malignant (evaluating));
  lens_evaluating_set_class (evaluating, LENS_MALIGNANT);
  g_assert_cmpint (lens_evaluating_get_class (evaluating), ==, LENS_MALIGNANT);
  name = lens_evaluating_dup_class_name (evaluating);
  g_assert_cmpstr (name, ==, "malignant");
  for (int i = 0; lens_evaluating_get_labels (evaluating)[i] != NULL; i++)
    g_assert_cmpint (lens_evaluating_is_of_curve (evaluating, i), ==, i == bcc || i == mel);
  g_assert_cmpuint (derm_curve_get_n_positive (lens_evaluating_get_curve (evaluating)), ==,
                    derm_evaluation_get_support (evaluation, bcc) + derm_evaluation_get_support (evaluation, mel));
  derm_curve_find (lens_evaluating_get_curve (evaluating), lens_evaluating_get_threshold (evaluating), &point);
  g_assert_cmpuint (point.n_found, >=, lens_evaluating_get_n_found (evaluating));
  missed = lens_evaluating_words_missed (evaluating, &bold);
  g_assert_nonnull (missed);
  g_assert_nonnull (strstr (bold, "malignant"));
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_evaluating_get_band (evaluating));
}

/* The list shows what is chosen, until its condition goes or another is chosen. */
static void
test_choice (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  LensView *view = lens_session_get_view (fixture->session);
  LensEntered *entered = lens_session_get_entered (fixture->session);
  int nv = find (evaluating, "nv"), bkl = find (evaluating, "bkl"), truth, answer;

  lens_evaluating_choose (evaluating, nv, bkl);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_evaluating_get_choice (evaluating, &truth, &answer));
  g_assert_cmpint (truth, ==, nv);
  g_assert_cmpint (answer, ==, bkl);
  g_assert_nonnull (lens_filter_find (lens_view_get_filter (view), (LensTopic){ LENS_ABOUT_PAIR, "" }));
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  lens_evaluating_choose (evaluating, nv, LENS_ANY_CLASS);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_filter_get_n_conditions (lens_view_get_filter (view)), ==, 1);
  g_assert_cmpuint (count_shown (fixture), ==, 2);
  lens_evaluating_choose (evaluating, nv, LENS_ANY_CLASS); /* again */
  g_assert_false (lens_evaluating_has_choice (evaluating));
  g_assert_true (lens_view_is_unfiltered (view));

  lens_evaluating_choose (evaluating, LENS_ANY_CLASS, bkl);
  lens_view_clear_filter (view);
  g_assert_false (lens_evaluating_get_choice (evaluating, &truth, &answer));
  lens_evaluating_choose (evaluating, nv, nv);
  lens_entered_leave_last (entered); /* Escape clears the choice, and only then leaves */
  g_assert_false (lens_evaluating_has_choice (evaluating));
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_EVALUATE);
  lens_entered_leave_last (entered);
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_IMAGE);
}

static LensCondition *
find_part (GPtrArray *parts, const char *words, LensVocabulary *vocabulary)
{
  for (guint i = 0; i < parts->len; i++)
    {
      LensPart *part = parts->pdata[i];
      g_autofree char *format = lens_condition_format (part->condition, FALSE);

      if (g_str_equal (format, words))
        {
          g_assert_cmpuint (part->n, ==, 2);
          return part->condition;
        }
    }
  g_error ("there is no part %s", words);
}

/* A part is a condition of the list, too; what is chosen in it is of that part. */
static void
test_parts (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  LensView *view = lens_session_get_view (fixture->session);
  g_autoptr (GPtrArray) parts = lens_evaluating_list_parts (evaluating);
  LensCondition *female = find_part (parts, "column[sex]=female", lens_view_get_vocabulary (view));
  int mel = find (evaluating, "mel");

  for (guint i = 0; i < parts->len; i++)
    g_assert_cmpstr (lens_condition_get_topic (((LensPart *) parts->pdata[i])->condition).name, !=, "dx");
  lens_evaluating_set_only (evaluating, female);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_evaluating_get_n_known (evaluating), ==, 2);
  g_assert_cmpuint (count_shown (fixture), ==, 2);
  lens_evaluating_choose (evaluating, mel, LENS_ANY_CLASS);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  lens_view_remove_condition (view, lens_condition_get_topic (female));
  fixture_wait_session (fixture->session);
  g_assert_null (lens_evaluating_get_only (evaluating));
  g_assert_cmpuint (lens_evaluating_get_n_known (evaluating), ==, 4);
}

/* The model was trained on what has this name. */
#define TRAINED "ISIC_0024306"

static void
test_left_out (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (fixture->session);
  g_autofree char *text = NULL, *bold = NULL, *heading = NULL;
  g_autoptr (GPtrArray) left_out = NULL;

  fixture_open_table (fixture, "one.csv", "image_id,dx,lesion_id\nphoto 1,nv,a\nphoto 2,nv,b\n" TRAINED ",nv,a\n");
  fixture_open_copy (fixture, TRAINED ".jpg"); /* of photo 1 */
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_evaluating_get_n_left_out (evaluating), ==, 1);
  g_assert_cmpuint (lens_evaluating_get_n_shared (evaluating), ==, 1);
  g_assert_cmpuint (lens_evaluating_get_n_twice (evaluating), ==, 2);
  g_assert_null (lens_evaluating_words_heading (evaluating));
  text = lens_evaluating_words_warning (evaluating, LENS_WARNING_LEFT_OUT, fixture_figures (fixture), &bold);
  g_assert_cmpstr (bold, ==, "1 of 3 images are left out:");
  g_assert_cmpuint (
      derm_evaluation_set_get_n_items (derm_evaluation_get_set (lens_evaluating_get_evaluation (evaluating))), ==, 2);
  lens_evaluating_choose (evaluating, find (evaluating, "nv"), find (evaluating, "nv"));
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (count_shown (fixture), ==, 1); /* not the one that is left out */
  left_out = lens_evaluating_list_left_out (evaluating);
  lens_evaluating_show_items (evaluating, "training data", left_out);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  g_assert_cmpstr (lens_item_get_name (fixture_item_at (fixture->session, 0)), ==, TRAINED ".jpg");
}

static void
test_training_data (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (fixture->session);
  g_autofree char *heading = NULL;

  fixture_open_copy (fixture, TRAINED ".jpg");
  fixture_open_table (fixture, "one.csv", "image_id,dx\n" TRAINED ",nv\n");
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);
  heading = lens_evaluating_words_heading (evaluating);
  g_assert_true (g_str_has_prefix (heading, "TRAINING DATA"));
  g_assert_cmpuint (lens_evaluating_get_n_left_out (evaluating), ==, 0);
  g_assert_nonnull (lens_evaluating_get_evaluation (evaluating));
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/evaluating/none", 4, test_none);
  add ("/evaluating/figures", 4, test_figures);
  add ("/evaluating/class", 4, test_class);
  add ("/evaluating/malignant", 4, test_malignant);
  add ("/evaluating/choice", 4, test_choice);
  add ("/evaluating/parts", 4, test_parts);
  add ("/evaluating/left-out", 4, test_left_out);
  add ("/evaluating/training-data", 2, test_training_data);

  return g_test_run ();
}
