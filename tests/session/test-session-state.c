/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* How the window is used, apart from what is open in it: each is told when it changes, and only then. */

static void
assert_switch (FixtureSession *fixture, const char *property, gboolean (*get) (LensSession *session))
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);
  GString *told = fixture_told ();
  gboolean was_on = get (fixture->session), is_on;

  fixture_listen (fixture->session, signal, told, property);
  g_object_set (fixture->session, property, was_on, NULL);
  g_assert_cmpstr (told->str, ==, "");
  g_object_set (fixture->session, property, !was_on, NULL);
  g_object_set (fixture->session, property, !was_on, NULL);
  g_object_get (fixture->session, property, &is_on, NULL);
  g_assert_true (is_on == !was_on && get (fixture->session) == !was_on);
  g_assert_cmpuint (told->len, ==, strlen (property) + 1); /* once */
}

static void
test_switches (FixtureSession *fixture, gconstpointer data)
{
  g_assert_true (lens_session_is_crisp (fixture->session));
  assert_switch (fixture, "is-recursive", lens_session_is_recursive);
  assert_switch (fixture, "is-crisp", lens_session_is_crisp);
  assert_switch (fixture, "is-presenting", lens_session_is_presenting);
}

static void
test_page (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  char name[] = "model";

  fixture_listen (fixture->session, "notify::page", told, "page");
  g_assert_null (lens_session_get_page (fixture->session));
  lens_session_set_page (fixture->session, NULL);
  fixture_assert_told (told, "");
  lens_session_set_page (fixture->session, name);
  name[0] = 'x'; /* it is copied */
  g_assert_cmpstr (lens_session_get_page (fixture->session), ==, "model");
  g_object_set (fixture->session, "page", "model", NULL);
  fixture_assert_told (told, "page ");
  lens_session_set_page (fixture->session, NULL);
  fixture_assert_told (told, "page ");
}

static void
assert_name (FixtureSession *fixture, LensItem *item, const char *expected)
{
  g_autofree char *name = lens_session_dup_name (fixture->session, item);

  g_assert_cmpstr (name, ==, expected);
}

/* Names are hidden: an image is its place in the order of opening, whatever the list shows; one that has no place has
 * no number. */
static void
test_names (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) elsewhere = fixture_items ("/nowhere/john.jpg", NULL);
  LensItem *second = fixture_item_at (fixture->session, 1);

  assert_name (fixture, second, "photo 2.jpg");
  lens_session_set_presenting (fixture->session, TRUE);
  assert_name (fixture, second, "Image 2");
  lens_view_set_order (lens_session_get_view (fixture->session), LENS_ORDER_NAME, TRUE);
  assert_name (fixture, second, "Image 2");
  assert_name (fixture, elsewhere->pdata[0], "Image");
  lens_session_set_presenting (fixture->session, FALSE);
  assert_name (fixture, elsewhere->pdata[0], "john.jpg");
}

/* Nor are they in what is said of files that cannot be opened. */
static void
test_names_in_errors (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/john.jpg", "/nowhere/jane.jpg", NULL);
  g_autofree char *list = NULL;

  lens_session_set_presenting (fixture->session, TRUE);
  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
  list = lens_session_dup_failures (fixture->session);
  g_assert_nonnull (strstr (list, "Image 4: "));
  g_assert_nonnull (strstr (list, "Image 5: "));
  g_assert_null (strstr (list, "john"));
  g_assert_null (strstr (lens_messages_get_error (lens_session_get_messages (fixture->session)), "jane"));
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (3), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-state/switches", test_switches);
  add ("/session-state/page", test_page);
  add ("/session-state/names", test_names);
  add ("/session-state/names-in-errors", test_names_in_errors);

  return g_test_run ();
}
