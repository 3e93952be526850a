/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

typedef FixtureSession Fixture;

/* Of the second image the answer is easily changed; one view takes an eighth of the time of all. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  LensReading *reading;
  g_autoptr (DermRecipe) recipe = NULL;

  fixture_set_up_session (fixture, data);
  reading = lens_session_get_reading (fixture->session);
  recipe = derm_recipe_with_views (lens_reading_get_recipe (reading), 1, NULL);
  lens_reading_set_recipe (reading, recipe);
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
}

static LensEdits *
edits_of (Fixture *fixture)
{
  return lens_session_get_edits (fixture->session);
}

static DermPrediction *
shown (Fixture *fixture)
{
  return lens_shown_get_prediction (lens_session_get_shown (fixture->session));
}

static int
answer (Fixture *fixture)
{
  return derm_prediction_get_answer (shown (fixture), DERM_DECISION_LIKELY);
}

static const char *
notice (Fixture *fixture)
{
  return lens_messages_get_notice (lens_session_get_messages (fixture->session));
}

/* The answer changes by so few pixels, in one step that can be undone. */
static void
test_any (Fixture *fixture, gconstpointer data)
{
  int before = answer (fixture);
  guint n;
  g_autofree char *expected = NULL;

  lens_smallest_start (lens_session_get_smallest (fixture->session), -1);
  g_assert_false (lens_session_is_idle (fixture->session));
  fixture_wait_session (fixture->session);
  n = lens_edits_count_changed (edits_of (fixture));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <=, DERM_CHANGE_MAX_PIXELS);
  g_assert_cmpint (answer (fixture), !=, before);
  g_assert_cmpint (lens_edits_get_kind (edits_of (fixture), 1), ==, LENS_EDIT_CHANGE);
  expected = g_strdup_printf (n == 1 ? "%u pixel is enough for %s to lead." : "%u pixels are enough for %s to lead.", n,
                              derm_prediction_get_label (shown (fixture), answer (fixture)));
  g_assert_cmpstr (notice (fixture), ==, expected);
  lens_session_undo (fixture->session);
  g_assert_cmpuint (lens_edits_count_changed (edits_of (fixture)), ==, 0);
  g_assert_cmpint (answer (fixture), ==, before);
}

static void
test_chosen (Fixture *fixture, gconstpointer data)
{
  int wanted = derm_prediction_get_second (shown (fixture));
  g_autofree char *none = g_strdup_printf ("No change of up to 60 pixels found that makes %s lead.",
                                           derm_prediction_get_label (shown (fixture), wanted));

  lens_smallest_start (lens_session_get_smallest (fixture->session), wanted);
  fixture_wait_session (fixture->session);
  if (lens_edits_count_changed (edits_of (fixture)) > 0)
    g_assert_cmpint (answer (fixture), ==, wanted);
  else
    g_assert_cmpstr (notice (fixture), ==, none);
}

/* That class leads already: said, and nothing is painted. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  lens_smallest_start (lens_session_get_smallest (fixture->session), answer (fixture));
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_messages_get_error (lens_session_get_messages (fixture->session)));
  g_assert_cmpuint (lens_edits_get_n_steps (edits_of (fixture)), ==, 1);
}

/* By Escape, by painting on, by another image: nothing comes any more. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  LensSmallest *smallest = lens_session_get_smallest (fixture->session);

  for (int way = 0; way < 3; way++)
    {
      guint n_steps = lens_edits_get_n_steps (edits_of (fixture));

      lens_smallest_start (smallest, -1);
      g_assert_true (lens_smallest_is_running (smallest));
      if (way == 0)
        lens_entered_leave_last (lens_session_get_entered (fixture->session));
      else if (way == 1)
        lens_edits_fill (edits_of (fixture), (const guint8[]){ 255, 0, 255 }, 3, 3);
      else
        lens_session_step (fixture->session, -1);
      g_assert_false (lens_smallest_is_running (smallest));
      fixture_wait_session (fixture->session);
      fixture_run_for (100);
      g_assert_cmpuint (lens_edits_get_n_steps (edits_of (fixture)), ==,
                        way == 1   ? n_steps + 1
                        : way == 2 ? 1
                                   : n_steps);
    }
}

#define add(path, test) g_test_add (path, Fixture, GINT_TO_POINTER (2), set_up, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/smallest/any", test_any);
  add ("/smallest/chosen", test_chosen);
  add ("/smallest/failed", test_failed);
  add ("/smallest/stopped", test_stopped);

  return g_test_run ();
}
