/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* What Escape leaves in a session: what was entered last, in whatever order things were entered. */

static const char *
get_last (FixtureSession *fixture)
{
  return lens_entered_get_last (lens_session_get_entered (fixture->session));
}

static void
leave (FixtureSession *fixture)
{
  lens_work_update (lens_session_get_work (fixture->session)); /* it tells of its end a little later */
  lens_entered_leave_last (lens_session_get_entered (fixture->session));
}

/* ---- in any order ---- */

static gboolean
is_in (FixtureSession *fixture, char place)
{
  switch (place)
    {
    case 'c':
      return lens_crops_get_crop (lens_session_get_crops (fixture->session)) != NULL;
    case 'f':
      return lens_session_is_presenting (fixture->session);
    default:
      return lens_session_get_page (fixture->session) != NULL;
    }
}

static void
enter (FixtureSession *fixture, char place)
{
  if (place == 'c')
    lens_crops_set_on (lens_session_get_crops (fixture->session), TRUE);
  else if (place == 'f')
    lens_session_set_presenting (fixture->session, TRUE);
  else
    lens_session_set_page (fixture->session, "model");
  fixture_wait_session (fixture->session);
}

static void
test_orders (FixtureSession *fixture, gconstpointer data)
{
  static const char *const orders[] = { "cfp", "cpf", "fcp", "fpc", "pcf", "pfc" };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      for (const char *place = orders[i]; *place != '\0'; place++)
        enter (fixture, *place);
      for (int last = 2; last >= 0; last--)
        {
          leave (fixture);
          fixture_wait_session (fixture->session);
          for (int j = 0; j < 3; j++)
            g_assert_true (is_in (fixture, orders[i][j]) == (j < last));
        }
      g_assert_null (get_last (fixture));
    }
}

/* ---- a crop ---- */

/* It is taken away only while it is what was entered, not when an image comes that has one; it can be undone. */
static void
test_crop (FixtureSession *fixture, gconstpointer data)
{
  LensCrops *crops = lens_session_get_crops (fixture->session);
  LensMessages *messages = lens_session_get_messages (fixture->session);

  lens_crops_set_on (crops, TRUE);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (get_last (fixture), ==, "crop");
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  lens_work_update (lens_session_get_work (fixture->session));
  g_assert_null (get_last (fixture));
  lens_session_step (fixture->session, -1);
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_crops_get_crop (crops));
  g_assert_null (get_last (fixture));

  lens_crops_set_on (crops, FALSE);
  lens_crops_set_on (crops, TRUE);
  fixture_wait_session (fixture->session);
  leave (fixture);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_crops_get_crop (crops));
  g_assert_cmpint (lens_messages_get_notice_kind (messages), ==, LENS_NOTICE_UNDOABLE);
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_crops_get_crop (crops));
}

/* ---- pages ---- */

static void
assert_page (FixtureSession *fixture, const char *expected)
{
  g_assert_cmpstr (lens_session_get_page (fixture->session), ==, expected);
}

/* Back to where a page was opened from, once; a comparison of two is over when another page is opened. */
static void
test_pages (FixtureSession *fixture, gconstpointer data)
{
  lens_session_set_page (fixture->session, "compare");
  lens_session_set_page (fixture->session, "model");
  leave (fixture);
  assert_page (fixture, "compare");
  g_assert_cmpstr (get_last (fixture), ==, "page");
  leave (fixture);
  assert_page (fixture, NULL);
  g_assert_null (get_last (fixture));

  lens_session_set_page (fixture->session, "pair");
  lens_session_set_page (fixture->session, "model");
  lens_session_leave_page (fixture->session);
  assert_page (fixture, NULL);

  lens_session_set_page (fixture->session, "compare");
  lens_session_set_page (fixture->session, "model");
  lens_session_set_page (fixture->session, NULL);
  assert_page (fixture, NULL);
  lens_session_leave_page (fixture->session);
  assert_page (fixture, NULL);
}

/* ---- work ---- */

static void
test_work (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_pasted (40);
  LensWork *work = lens_session_get_work (fixture->session);
  LensMessages *messages = lens_session_get_messages (fixture->session);

  lens_work_update (work);
  lens_session_set_page (fixture->session, "model");
  lens_session_open (fixture->session, items);
  lens_work_update (work);
  g_assert_cmpstr (get_last (fixture), ==, "work");
  lens_entered_leave_last (lens_session_get_entered (fixture->session));
  g_assert_true (lens_work_is_paused (work));
  g_assert_true (g_str_has_prefix (lens_messages_get_notice (messages), "Stopped: "));
  g_assert_cmpint (lens_messages_get_notice_kind (messages), ==, LENS_NOTICE_STOPPED);
  fixture_run_for (300); /* those that were being read */
  g_assert_cmpint (lens_item_get_state (items->pdata[39]), ==, LENS_STATE_WAITING);
  lens_session_set_page (fixture->session, "model");
  leave (fixture); /* not the work again */
  assert_page (fixture, NULL);

  lens_work_set_paused (work, FALSE);
  g_assert_null (lens_messages_get_notice (messages));
  g_assert_cmpstr (get_last (fixture), ==, "work");
  fixture_wait_session (fixture->session);
  g_assert_cmpint (lens_item_get_state (items->pdata[39]), ==, LENS_STATE_DONE);
  lens_work_update (work);
  g_assert_null (get_last (fixture));
}

/* ---- the ends of the list ---- */

/* Errors lie over the image: each is left, the newest first, before what was entered earlier; what is entered later is
 * left before them. */
static void
test_errors (FixtureSession *fixture, gconstpointer data)
{
  LensMessages *messages = lens_session_get_messages (fixture->session);

  lens_session_set_presenting (fixture->session, TRUE);
  lens_messages_show_error (messages, "a", "first");
  lens_messages_show_error (messages, "b", "second");
  leave (fixture);
  g_assert_cmpstr (lens_messages_get_error (messages), ==, "a: first");
  lens_session_set_page (fixture->session, "model");
  leave (fixture);
  g_assert_null (lens_session_get_page (fixture->session));
  g_assert_nonnull (lens_messages_get_error (messages));
  leave (fixture);
  g_assert_null (lens_messages_get_error (messages));
  g_assert_true (lens_session_is_presenting (fixture->session));
  leave (fixture);
  g_assert_false (lens_session_is_presenting (fixture->session));
}

static void
test_ends (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture->session, "reveal", told, "reveal");
  lens_session_go_to_end (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 10.jpg");
  fixture_assert_told (told, "reveal ");
  lens_session_go_to_end (fixture->session, -1);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 1.jpg");
}

static void
test_no_ends (FixtureSession *fixture, gconstpointer data)
{
  lens_session_go_to_end (fixture->session, 1);
  lens_session_go_to_end (fixture->session, -1);
  g_assert_null (fixture_shown_name (fixture->session));
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-leave/orders", 2, test_orders);
  add ("/session-leave/crop", 2, test_crop);
  add ("/session-leave/pages", 1, test_pages);
  add ("/session-leave/work", 7, test_work);
  add ("/session-leave/errors", 1, test_errors);
  add ("/session-leave/ends", 4, test_ends);
  add ("/session-leave/no-ends", 0, test_no_ends);

  return g_test_run ();
}
