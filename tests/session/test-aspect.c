/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* How the image on screen is looked at, and what of that stays for the next image. */

static void
test_ids (void)
{
  LensAspect aspect = LENS_ASPECT_NETWORK;

  for (int i = 0; i < LENS_N_ASPECTS; i++)
    {
      g_assert_true (lens_aspect_from_id (lens_aspect_get_id ((LensAspect) i), &aspect));
      g_assert_cmpint (aspect, ==, i);
      g_assert_cmpstr (lens_aspect_get_name ((LensAspect) i), !=, "");
    }
  g_assert_false (lens_aspect_is_of_list (LENS_ASPECT_NETWORK));
  g_assert_true (lens_aspect_is_of_list (LENS_ASPECT_ATLAS));
  g_assert_true (lens_aspect_is_of_list (LENS_ASPECT_EVALUATE));
  g_assert_false (lens_aspect_from_id ("Explain", &aspect));
  g_assert_false (lens_aspect_from_id (NULL, &aspect));
}

static void
test_stays (FixtureSession *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;
  GString *told = fixture_told ();

  fixture_listen (session, "notify::aspect", told, "aspect");
  fixture_listen (session, "notify::class", told, "class");
  lens_session_select (session, 0);
  fixture_wait_session (session);
  lens_session_set_aspect (session, LENS_ASPECT_PIXELS);
  lens_session_set_aspect (session, LENS_ASPECT_PIXELS);
  lens_session_set_class (session, 2);
  fixture_assert_told (told, "aspect class ");
  lens_session_step (session, 1);
  fixture_wait_session (session);
  g_assert_cmpint (lens_session_get_aspect (session), ==, LENS_ASPECT_PIXELS);
  g_assert_cmpint (lens_session_get_class (session), ==, 2);
  g_assert_cmpint (lens_session_find_class (session), ==, 2);
  fixture_assert_told (told, "");
}

/* -1 is the answer of whatever image is shown. */
static void
test_answer (FixtureSession *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;
  LensShown *shown = lens_session_get_shown (session);

  for (guint place = 0; place < 3; place++)
    {
      lens_session_select (session, place);
      fixture_wait_session (session);
      g_assert_cmpint (lens_session_get_class (session), ==, -1);
      g_assert_cmpint (lens_session_find_class (session), ==,
                       derm_prediction_get_top (lens_shown_get_prediction (shown)));
    }
}

/* Escape goes back to the image; an aspect leaves what stands in its place. */
static void
test_ways (FixtureSession *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;
  LensEntered *entered = lens_session_get_entered (session);

  fixture_wait_session (session);
  lens_session_set_page (session, "model");
  lens_session_set_aspect (session, LENS_ASPECT_PIXELS);
  g_assert_null (lens_session_get_page (session));
  g_assert_cmpstr (lens_entered_get_last (entered), ==, "aspect");
  lens_session_set_page (session, "model");
  lens_session_set_aspect (session, LENS_ASPECT_PIXELS); /* the button of the aspect that is below the page */
  g_assert_null (lens_session_get_page (session));
  lens_entered_leave_last (entered);
  g_assert_cmpint (lens_session_get_aspect (session), ==, LENS_ASPECT_IMAGE);
  g_assert_false (lens_entered_is_in (entered, "aspect"));
}

/* What was said of an image is never said of another, nor of another aspect. */
static void
test_readout_is_cleared (FixtureSession *fixture, gconstpointer data)
{
  LensSession *session = fixture->session;
  LensReadout *readout = lens_session_get_readout (session);

  lens_session_select (session, 0);
  fixture_wait_session (session);
  lens_session_set_aspect (session, LENS_ASPECT_PIXELS);
  lens_readout_set_words (readout, "of the first", NULL);
  lens_session_set_class (session, 1);
  g_assert_cmpstr (lens_readout_get_sentence (readout), ==, "of the first");
  lens_session_step (session, 1);
  fixture_wait_session (session);
  g_assert_null (lens_readout_get_sentence (readout));

  lens_readout_set_words (readout, "of the second", "small");
  lens_session_set_aspect (session, LENS_ASPECT_NETWORK);
  g_assert_null (lens_readout_get_sentence (readout));
  g_assert_null (lens_readout_get_remark (readout));
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (3), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/aspect/ids", test_ids);
  add ("/aspect/stays", test_stays);
  add ("/aspect/answer", test_answer);
  add ("/aspect/ways", test_ways);
  add ("/aspect/readout-is-cleared", test_readout_is_cleared);

  return g_test_run ();
}
