/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "figures-fixture.h"
#include "lens-rival-words.h"

/* What is said of another recipe beside the answers to "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel),
 * "photo 10.jpg" (vasc). */

static const char table[] = "image_id,dx\nphoto 1,nv\nphoto 2,nv\nphoto 3,mel\nphoto 10,mel\n";

static LensRival *
compare (FixtureSession *fixture, const char *name)
{
  LensRival *rival = lens_session_get_rival (fixture->session);
  DermModel *model = lens_reading_get_model (lens_session_get_reading (fixture->session));
  g_autoptr (DermRecipe) recipe = derm_model_find_recipe (model, name, NULL);

  fixture_open_table (fixture, "one.csv", table);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);
  lens_rival_ask_recipe (rival, recipe);
  fixture_wait_session (fixture->session);

  return rival;
}

/* Each figure that is shown has its difference, in the order of the figures. */
static void
test_all (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = compare (fixture, "published");
  g_autofree char *title = lens_rival_words_title (rival), *test = lens_rival_words_test (rival);
  g_autofree char *difference = lens_rival_words_difference (rival, DERM_MEASURE_ACCURACY, 0);
  g_autofree char *all = lens_rival_words_all (rival, lens_session_get_evaluating (fixture->session));
  g_autofree char *accuracy = g_strconcat ("\nAccuracy ", difference, "\n", NULL);

  g_assert_cmpstr (title, ==, "Compared with published");
  g_assert_true (g_str_has_prefix (test, "McNemar p "));
  g_assert_nonnull (strstr (difference, " to "));
  g_assert_true (g_str_has_prefix (all, title));
  g_assert_true (g_str_has_suffix (all, test));
  g_assert_nonnull (strstr (all, accuracy));
  g_assert_null (strstr (all, "Always answering"));
}

/* With itself nothing differs; with nothing there is nothing to say. */
static void
test_none (FixtureSession *fixture, gconstpointer data)
{
  LensRival *rival = compare (fixture, "dermlens");
  LensEvaluating *evaluating = lens_session_get_evaluating (fixture->session);
  g_autofree char *difference = lens_rival_words_difference (rival, DERM_MEASURE_ACCURACY, 0);

  g_assert_cmpstr (difference, ==, "0.00 (0.00 to 0.00)");
  lens_rival_clear (rival);
  g_assert_null (lens_rival_words_all (rival, evaluating));
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/rival-words/all", 4, test_all);
  add ("/rival-words/none", 4, test_none);

  return g_test_run ();
}
