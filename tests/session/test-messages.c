/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

typedef struct {
  GString *told;
  LensMessages *messages;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->told = fixture_told ();
  fixture->messages = lens_messages_new ();
  fixture_listen (fixture->messages, "notify::error", fixture->told, "error");
  fixture_listen (fixture->messages, "notify::notice", fixture->told, "notice");
  fixture_listen (fixture->messages, "cancelled", fixture->told, "cancelled");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->messages);
}

static void
assert_error (Fixture *fixture, const char *expected)
{
  g_autofree char *error = NULL;

  g_object_get (fixture->messages, "error", &error, NULL);
  g_assert_cmpstr (error, ==, expected);
  g_assert_cmpstr (lens_messages_get_error (fixture->messages), ==, expected);
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  assert_error (fixture, NULL);
  lens_messages_show_error (fixture->messages, "a.jpg", "it is broken");
  assert_error (fixture, "a.jpg: it is broken");
  lens_messages_show_error (fixture->messages, NULL, "b.jpg says it itself");
  assert_error (fixture, "b.jpg says it itself");
  lens_messages_show_error (fixture->messages, NULL, "b.jpg says it itself"); /* the same again is said again */
  fixture_assert_told (fixture->told, "error error error ");
  lens_messages_clear_error (fixture->messages);
  assert_error (fixture, "a.jpg: it is broken"); /* none is lost before it is closed */
  lens_messages_clear_error (fixture->messages);
  assert_error (fixture, NULL);
  fixture_assert_told (fixture->told, "error error ");
  lens_messages_clear_error (fixture->messages); /* nothing changes */
  fixture_assert_told (fixture->told, "");
}

/* What an error is about may turn out to be well; also below another. */
static void
test_take_back (Fixture *fixture, gconstpointer data)
{
  lens_messages_show_error (fixture->messages, "a.jpg", "it is broken");
  lens_messages_tie_error (fixture->messages, fixture);
  lens_messages_show_error (fixture->messages, "b.jpg", "it is broken");
  fixture_assert_told (fixture->told, "error error ");
  lens_messages_take_back (fixture->messages, fixture);
  fixture_assert_told (fixture->told, "error ");
  assert_error (fixture, "b.jpg: it is broken");
  lens_messages_take_back (fixture->messages, fixture);
  fixture_assert_told (fixture->told, "");
  lens_messages_clear_error (fixture->messages);
  assert_error (fixture, NULL);
}

static void
assert_errors (Fixture *fixture, guint n, const char *expected)
{
  g_autofree char *all = lens_messages_dup_errors (fixture->messages);

  g_assert_cmpuint (lens_messages_get_n_errors (fixture->messages), ==, n);
  g_assert_cmpstr (all, ==, expected);
}

/* Each waits below the newer ones; what is said again moves up and is not there twice. */
static void
test_errors_wait (Fixture *fixture, gconstpointer data)
{
  assert_errors (fixture, 0, "");
  lens_messages_show_error (fixture->messages, NULL, "one");
  lens_messages_show_error (fixture->messages, NULL, "two");
  lens_messages_show_failures (fixture->messages, "2 files could not be opened", TRUE);
  lens_messages_show_error (fixture->messages, NULL, "three");
  lens_messages_show_error (fixture->messages, NULL, "one");
  assert_errors (fixture, 4, "one\nthree\ntwo"); /* of the files there is a list */
  lens_messages_show_failures (fixture->messages, "3 files could not be opened", TRUE);
  assert_errors (fixture, 4, "one\nthree\ntwo");
  lens_messages_clear_error (fixture->messages);
  assert_error (fixture, "one");
  lens_messages_clear_errors (fixture->messages);
  assert_errors (fixture, 0, "");
  assert_error (fixture, NULL);
}

/* A list of failures belongs to the error that was shown with it, and to no later one. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_assert_false (lens_messages_has_more (fixture->messages));
  lens_messages_show_failures (fixture->messages, "2 files could not be opened", TRUE);
  assert_error (fixture, "2 files could not be opened");
  g_assert_true (lens_messages_has_more (fixture->messages));
  lens_messages_show_error (fixture->messages, "Clipboard", "nothing in it");
  g_assert_false (lens_messages_has_more (fixture->messages));
  lens_messages_show_failures (fixture->messages, "one.jpg: broken", FALSE);
  g_assert_false (lens_messages_has_more (fixture->messages));
  lens_messages_show_failures (fixture->messages, "3 files could not be opened", TRUE);
  lens_messages_clear_error (fixture->messages);
  assert_error (fixture, "Clipboard: nothing in it");
  g_assert_false (lens_messages_has_more (fixture->messages));
  fixture_assert_told (fixture->told, "error error error error error ");
}

static void
test_notice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *notice = NULL;

  g_assert_null (lens_messages_get_notice (fixture->messages));
  lens_messages_show_notice (fixture->messages, "exporting", LENS_NOTICE_RUNNING);
  g_assert_cmpint (lens_messages_get_notice_kind (fixture->messages), ==, LENS_NOTICE_RUNNING);
  lens_messages_show_notice (fixture->messages, "exported", LENS_NOTICE_DONE);
  g_assert_cmpint (lens_messages_get_notice_kind (fixture->messages), ==, LENS_NOTICE_DONE);
  lens_messages_show_notice (fixture->messages, "removed", LENS_NOTICE_UNDOABLE);
  g_assert_cmpint (lens_messages_get_notice_kind (fixture->messages), ==, LENS_NOTICE_UNDOABLE);
  g_object_get (fixture->messages, "notice", &notice, NULL);
  g_assert_cmpstr (notice, ==, "removed");
  fixture_assert_told (fixture->told, "notice notice notice ");
  lens_messages_clear_notice (fixture->messages);
  g_assert_cmpstr (lens_messages_get_notice (fixture->messages), ==, "exporting"); /* it can still be cancelled */
  lens_messages_clear_notice (fixture->messages);
  lens_messages_clear_notice (fixture->messages);
  g_assert_null (lens_messages_get_notice (fixture->messages));
  fixture_assert_told (fixture->told, "notice notice ");
}

/* What has something to press comes back from below what has not; of each kind there is one. */
static void
test_notices_wait (Fixture *fixture, gconstpointer data)
{
  lens_messages_show_notice (fixture->messages, "exporting", LENS_NOTICE_RUNNING);
  lens_messages_show_notice (fixture->messages, "removed 1", LENS_NOTICE_UNDOABLE);
  lens_messages_show_notice (fixture->messages, "removed 2", LENS_NOTICE_UNDOABLE);
  lens_messages_show_notice (fixture->messages, "copied", LENS_NOTICE_DONE);
  fixture_assert_told (fixture->told, "notice notice notice notice ");
  lens_messages_clear_kind (fixture->messages, LENS_NOTICE_RUNNING); /* below the others */
  g_assert_cmpstr (lens_messages_get_notice (fixture->messages), ==, "copied");
  lens_messages_clear_kind (fixture->messages, LENS_NOTICE_RUNNING);
  fixture_assert_told (fixture->told, "notice ");
  lens_messages_clear_notice (fixture->messages);
  g_assert_cmpstr (lens_messages_get_notice (fixture->messages), ==, "removed 2");
  g_assert_cmpint (lens_messages_get_notice_kind (fixture->messages), ==, LENS_NOTICE_UNDOABLE);
  lens_messages_show_notice (fixture->messages, "copied", LENS_NOTICE_DONE);
  lens_messages_show_notice (fixture->messages, "removed 3", LENS_NOTICE_UNDOABLE);
  lens_messages_clear_notice (fixture->messages);
  g_assert_null (lens_messages_get_notice (fixture->messages)); /* that it was copied is old by now */
}

/* Errors and notices do not take each other's place. */
static void
test_both (Fixture *fixture, gconstpointer data)
{
  lens_messages_show_notice (fixture->messages, "exporting", LENS_NOTICE_RUNNING);
  lens_messages_show_error (fixture->messages, "a.jpg", "it is broken");
  g_assert_cmpstr (lens_messages_get_notice (fixture->messages), ==, "exporting");
  lens_messages_clear_notice (fixture->messages);
  assert_error (fixture, "a.jpg: it is broken");
  fixture_assert_told (fixture->told, "notice error notice ");
}

/* Whoever does what is running ends it, and says so: until then the notice stays. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  lens_messages_show_notice (fixture->messages, "exporting", LENS_NOTICE_RUNNING);
  lens_messages_cancel (fixture->messages);
  g_assert_cmpstr (lens_messages_get_notice (fixture->messages), ==, "exporting");
  fixture_assert_told (fixture->told, "notice cancelled ");
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/messages/error", test_error);
  add ("/messages/take-back", test_take_back);
  add ("/messages/errors-wait", test_errors_wait);
  add ("/messages/notices-wait", test_notices_wait);
  add ("/messages/failures", test_failures);
  add ("/messages/notice", test_notice);
  add ("/messages/both", test_both);
  add ("/messages/cancel", test_cancel);

  return g_test_run ();
}
