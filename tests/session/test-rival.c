/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "figures-fixture.h"

/* Another model or recipe beside the answers to "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel),
 * "photo 10.jpg" (vasc). */

static const char table[] = "image_id,dx\nphoto 1,nv\nphoto 2,nv\nphoto 3,mel\nphoto 10,mel\n";

static LensRival *
evaluate (FixtureSession *fixture)
{
  fixture_open_table (fixture, "one.csv", table);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);

  return lens_session_get_rival (fixture->session);
}

static DermRecipe *
dup_recipe (FixtureSession *fixture, const char *name)
{
  DermModel *model = lens_reading_get_model (lens_session_get_reading (fixture->session));
  DermRecipe *recipe = derm_model_find_recipe (model, name, NULL);

  g_assert_nonnull (recipe);

  return recipe;
}

static void
ask_recipe (FixtureSession *fixture, const char *name)
{
  g_autoptr (DermRecipe) recipe = dup_recipe (fixture, name);

  lens_rival_ask_recipe (lens_session_get_rival (fixture->session), recipe);
  fixture_wait_session (fixture->session);
}

/* What the other answers is what the list answers under its recipe. */
static void
test_recipe (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = evaluate (fixture);
  LensEvaluating *evaluating = lens_session_get_evaluating (fixture->session);
  g_autoptr (DermRecipe) recipe = dup_recipe (fixture, "as-trained");
  g_autoptr (DermComparison) comparison = NULL;
  DermEvaluation *evaluation;
  double low, high, difference;

  g_assert_null (lens_rival_get_name (rival));
  ask_recipe (fixture, "as-trained");
  g_assert_cmpstr (lens_rival_get_name (rival), ==, "as-trained");
  g_assert_cmpuint (lens_rival_get_n_done (rival), ==, 4);
  comparison = g_object_ref (lens_rival_get_comparison (rival));
  difference = derm_comparison_get_difference (comparison, DERM_MEASURE_NLL, 0, &low, &high);
  g_assert_cmpfloat (low, <=, difference);
  g_assert_cmpfloat (high, >=, difference);

  lens_reading_set_recipe (lens_session_get_reading (fixture->session), recipe);
  fixture_wait_session (fixture->session);
  evaluation = lens_evaluating_get_evaluation (evaluating);
  g_assert_cmpfloat_with_epsilon (derm_evaluation_get (derm_comparison_get_other (comparison), DERM_MEASURE_NLL, 0),
                                  derm_evaluation_get (evaluation, DERM_MEASURE_NLL, 0), 1e-12);
  g_assert_true (lens_rival_get_comparison (rival) != comparison); /* the two are one now */
  g_assert_cmpfloat (derm_comparison_get_p (lens_rival_get_comparison (rival)), ==, 1.0);
}

static void
test_different (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = evaluate (fixture);
  g_autoptr (GPtrArray) none = lens_rival_list_different (rival), items = NULL;
  guint n;

  g_assert_cmpuint (none->len, ==, 0);
  ask_recipe (fixture, "as-trained");
  items = lens_rival_list_different (rival);
  g_free (derm_comparison_list_different (lens_rival_get_comparison (rival), &n));
  g_assert_cmpuint (items->len, ==, n);
  g_assert_cmpuint (n, >, 0); /* planes and rows are not answered alike */
}

/* Another model; it stays when the one goes, and the comparison follows. */
static void
test_model (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = evaluate (fixture);
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_rival_ask_model (rival, file);
  g_assert_true (lens_rival_is_working (rival));
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_rival_get_comparison (rival));
  g_assert_null (lens_rival_get_recipe (rival));
  lens_session_select (fixture->session, 3);
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_rival_get_n (rival), ==, 3);
  g_assert_cmpuint (derm_evaluation_set_get_n_items (
                        derm_evaluation_get_set (derm_comparison_get_one (lens_rival_get_comparison (rival)))),
                    ==, 3);
  lens_rival_clear (rival);
  g_assert_null (lens_rival_get_name (rival));
  g_assert_null (lens_rival_get_comparison (rival));
}

static void
test_refused (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = evaluate (fixture);
  LensMessages *messages = lens_session_get_messages (fixture->session);
  g_autofree char *path = fixture_model_path ("torch/hostile-system.pth");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  ask_recipe (fixture, "published");
  lens_rival_ask_model (rival, file);
  fixture_wait_session (fixture->session);
  g_assert_nonnull (strstr (lens_messages_get_error (messages), "hostile-system.pth"));
  g_assert_cmpstr (lens_rival_get_name (rival), ==, "published"); /* all stays */
}

/* Its recipe goes with a model; changing one's mind in the middle gives the last. */
static void
test_changes (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = evaluate (fixture);
  g_autoptr (DermRecipe) first = dup_recipe (fixture, "published"), last = dup_recipe (fixture, "as-trained");
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_rival_ask_recipe (rival, first);
  lens_rival_ask_recipe (rival, last);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (lens_rival_get_name (rival), ==, "as-trained");
  g_assert_nonnull (lens_rival_get_comparison (rival));
  lens_session_open_model (fixture->session, file);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_rival_get_name (rival));
}

/* The window is closed in the middle. */
static void
test_close (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = evaluate (fixture);
  g_autoptr (DermRecipe) recipe = dup_recipe (fixture, "published");

  lens_rival_ask_recipe (rival, recipe);
  lens_rival_close (rival);
  fixture_run_for (200);
  g_assert_null (lens_rival_get_comparison (rival));
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/rival/recipe", 4, test_recipe);
  add ("/rival/different", 4, test_different);
  add ("/rival/model", 4, test_model);
  add ("/rival/refused", 4, test_refused);
  add ("/rival/changes", 4, test_changes);
  add ("/rival/close", 4, test_close);

  return g_test_run ();
}
