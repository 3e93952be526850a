/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <gtk/gtk.h>

#include "session-fixture.h"

/* The samples beside what is open, and the start page in place of the image: nothing that is open is lost by either. The
 * session has photo 1.jpg and photo 10.jpg. */

static LensSelection *
selection (FixtureSession *fixture)
{
  return lens_session_get_selection (fixture->session);
}

static guint
n_items (FixtureSession *fixture)
{
  return lens_collection_get_n_all (lens_session_get_collection (fixture->session));
}

static void
assert_page (FixtureSession *fixture, const char *page)
{
  g_assert_cmpstr (lens_session_get_page (fixture->session), ==, page);
}

/* (transfer full) As the start page makes them. */
static GPtrArray *
samples (void)
{
  g_autofree char *a = fixture_sample (1), *b = fixture_sample (2), *c = fixture_sample (3);

  return fixture_items (a, b, c, NULL);
}

static void
test_around (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = samples (), again = samples ();
  LensNotes *notes = lens_session_get_notes (fixture->session);
  LensItem *photo = fixture_item_at (fixture->session, 0), *second;

  lens_session_open_around (fixture->session, items, items->pdata[1]);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (n_items (fixture), ==, 5);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-02.jpg");
  g_assert_true (fixture_item_at (fixture->session, 0) == photo);
  second = fixture_item_at (fixture->session, 3);
  lens_notes_set_flag (notes, lens_item_get_key (second), LENS_FLAG_POOR);

  lens_session_open_around (fixture->session, again, again->pdata[2]);
  g_assert_cmpint (lens_item_get_state (second), ==, LENS_STATE_DONE); /* not read again */
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (n_items (fixture), ==, 5);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-03.jpg");
  g_assert_true (fixture_item_at (fixture->session, 3) == second);
  g_assert_cmpint (lens_item_get_flag (second), ==, LENS_FLAG_POOR);
  g_assert_null (lens_session_get_offered_folder (fixture->session));
}

/* Whatever asks for an image, also for the one on screen, takes the page away. */
static void
test_chosen (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = samples ();
  guint current = lens_selection_get_current (selection (fixture));

  lens_session_set_page (fixture->session, "start");
  lens_session_step (fixture->session, 1);
  assert_page (fixture, NULL);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 10.jpg");

  current = lens_selection_get_current (selection (fixture));
  lens_session_set_page (fixture->session, "start");
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection (fixture)), current, TRUE); /* as a click does */
  assert_page (fixture, NULL);

  lens_session_set_page (fixture->session, "start");
  lens_session_open_around (fixture->session, items, items->pdata[0]);
  assert_page (fixture, NULL);
  fixture_wait_session (fixture->session);
  lens_session_set_page (fixture->session, "start");
  fixture_open_in (fixture, "photo 1.jpg");
  assert_page (fixture, NULL);
  g_assert_cmpuint (n_items (fixture), ==, 5);
}

/* What does not ask for an image leaves the page where it is; the other pages are about any image. */
static void
test_stays (FixtureSession *fixture, gconstpointer data)
{
  LensView *view = lens_session_get_view (fixture->session);

  lens_session_set_page (fixture->session, "start");
  lens_view_set_text (view, "photo 10");
  fixture_wait_session (fixture->session);
  assert_page (fixture, "start");
  lens_view_set_text (view, "");
  fixture_wait_session (fixture->session);
  assert_page (fixture, "start");
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 1.jpg");

  lens_session_set_page (fixture->session, "model");
  lens_session_step (fixture->session, 1);
  assert_page (fixture, "model");
}

/* With the last image goes what one could go back to; undone, it is there again. */
static void
test_emptied (FixtureSession *fixture, gconstpointer data)
{
  lens_session_set_page (fixture->session, "start");
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection (fixture)));
  assert_page (fixture, "start");
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  assert_page (fixture, NULL);
  g_assert_cmpuint (n_items (fixture), ==, 0);
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (n_items (fixture), ==, 2);
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add ("/session-start/around", FixtureSession, GINT_TO_POINTER (2), fixture_set_up_session, test_around,
              fixture_tear_down_session);
  g_test_add ("/session-start/chosen", FixtureSession, GINT_TO_POINTER (2), fixture_set_up_session, test_chosen,
              fixture_tear_down_session);
  g_test_add ("/session-start/stays", FixtureSession, GINT_TO_POINTER (2), fixture_set_up_session, test_stays,
              fixture_tear_down_session);
  g_test_add ("/session-start/emptied", FixtureSession, GINT_TO_POINTER (2), fixture_set_up_session, test_emptied,
              fixture_tear_down_session);

  return g_test_run ();
}
