/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "figures-fixture.h"
#include "lens-evaluating-words.h"
#include "lens-vocabulary.h"

/* What is said of the answers to "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel), "photo 10.jpg" (vasc).
 */

static const char table[] = "image_id,dx\nphoto 1,nv\nphoto 2,nv\nphoto 3,mel\nphoto 10,mel\n";

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

static void
test_words (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  int mel = find (evaluating, "mel"), vasc = find (evaluating, "vasc"), nv = find (evaluating, "nv");
  g_autofree char *bold = NULL, *cell = lens_evaluating_words_cell (evaluating, mel, vasc, &bold);
  g_autofree char *spoken = lens_evaluating_words_spoken (evaluating, mel, vasc);
  g_autofree char *missed_bold = NULL, *missed = lens_evaluating_words_missed (evaluating, &missed_bold);
  g_autofree char *threshold = lens_evaluating_words_threshold (evaluating);
  g_autofree char *few = lens_evaluating_words_few (evaluating), *none = lens_figure_dup_words (NAN);
  g_autofree char *right_bold = NULL, *right = lens_evaluating_words_cell (evaluating, LENS_ANY_CLASS, nv, &right_bold);

  g_assert_cmpstr (bold, ==, "1 of 2 images of mel");
  g_assert_cmpstr (cell, ==, " is called vasc (50 %, 9 to 91 %).");
  g_assert_cmpstr (right_bold, ==, "1 of 1 answer with nv");
  g_assert_cmpstr (right, ==, " is right (100 %, 21 to 100 %).");
  g_assert_cmpstr (spoken, ==, "truth mel, answer vasc: 1 of 2");
  g_assert_cmpstr (missed_bold, ==, "The answers miss 1 of 2 melanomas:");
  g_assert_cmpstr (missed, ==, "1 is called vasc.");
  g_assert_cmpstr (threshold, ==, "1 of 2 missed\n0 of 2 false alarms");
  g_assert_cmpstr (few, ==, "mel 2 and nv 2");
  g_assert_cmpstr (none, ==, "n/a");
}

/* Nothing is warned of that is not so. */
static void
test_warnings (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  LensFigures *figures = fixture_figures (fixture);

  for (int kind = 0; kind < LENS_N_WARNINGS; kind++)
    {
      g_autofree char *bold = NULL, *text = lens_evaluating_words_warning (evaluating, kind, figures, &bold);

      g_assert_true ((text != NULL) == (kind == LENS_WARNING_FEW));
      g_assert_cmpstr (bold, ==, text != NULL ? "mel 2 and nv 2 images:" : NULL);
    }
}

/* Results as truth: whatever they say is right. */
static void
test_answers (FixtureSession *fixture, gconstpointer data)
{
  static const char results[] = "file,label,model_sha256\nphoto 1.jpg,nv,0\nphoto 3.jpg,mel,0\n";
  LensEvaluating *evaluating = lens_session_get_evaluating (fixture->session);
  g_autofree char *bold = NULL, *text = NULL;

  fixture_open_table (fixture, "results.csv", results);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);
  text = lens_evaluating_words_warning (evaluating, LENS_WARNING_ANSWERS, fixture_figures (fixture), &bold);
  g_assert_cmpstr (bold, ==, "The truth is the answers of a model:");
  g_assert_nonnull (text);
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/evaluating-words/words", 4, test_words);
  add ("/evaluating-words/warnings", 4, test_warnings);
  add ("/evaluating-words/answers", 4, test_answers);

  return g_test_run ();
}
