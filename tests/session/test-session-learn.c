/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* What a lesson shows in the window, and that what was there before comes back. */

static LensLessons *
lessons_of (FixtureSession *fixture)
{
  return lens_session_get_lessons (fixture->session);
}

static guint
n_items (FixtureSession *fixture)
{
  return lens_collection_get_n_all (lens_session_get_collection (fixture->session));
}

static const char *
recipe_of (FixtureSession *fixture)
{
  return derm_recipe_get_name (lens_reading_get_recipe (lens_session_get_reading (fixture->session)));
}

static void
learn (FixtureSession *fixture, gboolean is_learning)
{
  lens_session_set_learning (fixture->session, is_learning);
  fixture_wait_session (fixture->session);
}

static void
choose (FixtureSession *fixture, guint index)
{
  lens_lessons_choose (lessons_of (fixture), index);
  fixture_wait_session (fixture->session);
}

static gboolean
is_shown_covered (FixtureSession *fixture)
{
  return lens_session_is_covered (fixture->session,
                                  lens_shown_get_prediction (lens_session_get_shown (fixture->session)));
}

static void
test_nothing_open (FixtureSession *fixture, gconstpointer data)
{
  learn (fixture, TRUE);
  g_assert_cmpuint (lens_lessons_get_n (lessons_of (fixture)), ==, 8);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-01.jpg");
  choose (fixture, 3);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-03.jpg");
  g_assert_cmpstr (lens_session_get_page (fixture->session), ==, "compare");
  learn (fixture, FALSE);
  g_assert_cmpuint (n_items (fixture), ==, 0);
  g_assert_null (fixture_shown_name (fixture->session));
  g_assert_null (lens_session_get_page (fixture->session));
}

static void
test_given_back (FixtureSession *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;
  g_autoptr (DermRecipe) recipe
      = derm_lesson_find_recipe (lens_reading_get_model (lens_session_get_reading (session)), "as-trained", NULL);

  lens_reading_set_recipe (lens_session_get_reading (session), recipe);
  lens_session_select (session, 1);
  lens_session_set_aspect (session, LENS_ASPECT_NETWORK);
  lens_session_set_class (session, 2);
  fixture_wait_session (session);
  learn (fixture, TRUE);
  g_assert_cmpstr (recipe_of (fixture), ==, "dermlens");
  g_assert_cmpint (lens_session_get_aspect (session), ==, LENS_ASPECT_IMAGE);
  g_assert_cmpint (lens_session_get_class (session), ==, -1);
  g_assert_cmpuint (n_items (fixture), ==, 4);
  choose (fixture, 5);
  learn (fixture, FALSE);
  g_assert_cmpuint (n_items (fixture), ==, 3);
  g_assert_cmpstr (recipe_of (fixture), ==, "as-trained");
  g_assert_cmpstr (fixture_shown_name (session), ==, "photo 2.jpg");
  g_assert_cmpint (lens_session_get_aspect (session), ==, LENS_ASPECT_NETWORK);
  g_assert_cmpint (lens_session_get_class (session), ==, 2);
}

static void
test_set_up_again (FixtureSession *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;

  learn (fixture, TRUE);
  g_assert_cmpint (lens_session_get_departure (session), ==, LENS_DEPARTURE_NONE);
  lens_session_select (session, 0);
  lens_session_set_aspect (session, LENS_ASPECT_PIXELS);
  fixture_wait_session (session);
  g_assert_cmpstr (fixture_shown_name (session), ==, "photo 1.jpg"); /* nothing is locked */
  g_assert_cmpint (lens_session_get_departure (session), ==, LENS_DEPARTURE_IMAGE);
  lens_session_set_up_lesson (session);
  fixture_wait_session (session);
  g_assert_cmpint (lens_session_get_departure (session), ==, LENS_DEPARTURE_NONE);
  g_assert_cmpstr (fixture_shown_name (session), ==, "drawn-01.jpg");
  g_assert_cmpint (lens_session_get_aspect (session), ==, LENS_ASPECT_IMAGE);
}

/* What is asked is covered, in comparisons only what the question is about. */
static void
test_covered (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) compared = NULL;

  learn (fixture, TRUE);
  g_assert_false (is_shown_covered (fixture));
  choose (fixture, 2);
  g_assert_true (is_shown_covered (fixture));
  lens_lessons_skip (lessons_of (fixture));
  g_assert_false (is_shown_covered (fixture));
  choose (fixture, 3);
  g_assert_false (is_shown_covered (fixture));
  compared = lens_session_list_compared (fixture->session);
  g_assert_cmpuint (compared->len, ==, 2);
  g_assert_cmpstr (derm_recipe_get_name (compared->pdata[1]), ==, "dermlens+rows");
  g_assert_true (lens_lessons_is_covered (lessons_of (fixture), compared->pdata[1]));
}

/* A cell has a value only when the pass is there, which is made after the room is shown. */
static void
test_cell (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = lens_session_get_pass (fixture->session);
  const DermCell *cell;

  learn (fixture, TRUE);
  choose (fixture, 1);
  while (lens_lessons_get_scene (lessons_of (fixture))->layer < 0 && lens_lessons_get_index (lessons_of (fixture)) == 1)
    lens_lessons_go (lessons_of (fixture), 1);
  for (int i = 0; i < 2; i++)
    {
      fixture_wait_session (fixture->session);
      g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_NETWORK);
      cell = lens_pass_get_cell (pass);
      g_assert_nonnull (cell);
      g_assert_cmpint (cell->channel, ==, 13);
      g_assert_cmpint (cell->row, ==, 10);
      g_assert_cmpint (cell->column, ==, 12);
      g_assert_cmpint (lens_pass_get_open (pass), ==, lens_pass_find_step (pass, cell->layer));
      g_assert_nonnull (lens_pass_get_account (pass));
      lens_pass_open (pass, 3);
      g_assert_null (lens_pass_get_cell (pass));
      lens_session_set_up_lesson (fixture->session);
    }
}

/* Escape leaves the list, then what was entered before. */
static void
test_listing (FixtureSession *fixture, gconstpointer data)
{
  LensEntered *entered = lens_session_get_entered (fixture->session);

  learn (fixture, TRUE);
  lens_session_set_presenting (fixture->session, TRUE);
  lens_lessons_set_listing (lessons_of (fixture), TRUE);
  lens_entered_leave_last (entered);
  g_assert_false (lens_lessons_is_listing (lessons_of (fixture)));
  g_assert_true (lens_session_is_presenting (fixture->session));
  lens_lessons_set_listing (lessons_of (fixture), TRUE);
  learn (fixture, FALSE);
  lens_entered_leave_last (entered);
  g_assert_false (lens_session_is_presenting (fixture->session));
}

/* A map would tell of which class it is. */
static void
test_covered_map (FixtureSession *fixture, gconstpointer data)
{
  LensExplaining *explaining = lens_session_get_explaining (fixture->session);
  DermExplainOptions options = *lens_explaining_get_options (explaining);

  options.views = 1; /* all of it takes its time, covered or not */
  options.steps = options.copies = 2;
  lens_explaining_set_options (explaining, &options);
  learn (fixture, TRUE);
  choose (fixture, 2);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EXPLAIN);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_explaining_is_covered (explaining));
  g_assert_null (lens_explaining_get_map (explaining));
  g_assert_cmpint (lens_explaining_get_state (explaining), ==, LENS_EXPLAINING_NOTHING);
  learn (fixture, FALSE);
  g_assert_false (lens_explaining_is_covered (explaining));
}

/* A clicker turns the lesson's pages, not the images'. */
static void
test_pages (FixtureSession *fixture, gconstpointer data)
{
  learn (fixture, TRUE);
  for (int i = 0; lens_lessons_get_index (lessons_of (fixture)) < 4; i++)
    {
      g_assert_cmpint (i, <, 60);
      lens_session_turn_page (fixture->session, 1);
    }
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-03.jpg");
  learn (fixture, FALSE);
  lens_session_select (fixture->session, 0);
  lens_session_turn_page (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 10.jpg"); /* the last of two */
}

int
main (int argc, char **argv)
{
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE); /* the user's own lessons are not these */
  fixture_init_session (&argc, &argv);
#define ADD(path, n, func)                                                                                             \
  g_test_add ("/session-learn/" path, FixtureSession, GUINT_TO_POINTER (n), fixture_set_up_session, func,              \
              fixture_tear_down_session)
  ADD ("nothing-open", 0, test_nothing_open);
  ADD ("given-back", 3, test_given_back);
  ADD ("set-up-again", 2, test_set_up_again);
  ADD ("covered", 2, test_covered);
  ADD ("cell", 2, test_cell);
  ADD ("listing", 2, test_listing);
  ADD ("covered-map", 2, test_covered_map);
  ADD ("pages", 2, test_pages);

  return g_test_run ();
}
