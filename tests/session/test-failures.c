/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

typedef struct {
  LensFailures *failures;
  GPtrArray *items;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "it is broken");

  fixture->failures = lens_failures_new ();
  fixture->items = fixture_items ("/nowhere/a.jpg", "/nowhere/b.jpg", "/nowhere/c.jpg", NULL);
  for (guint i = 0; i < 3; i++)
    {
      lens_failures_expect (fixture->failures, fixture->items->pdata[i]);
      lens_item_fail (fixture->items->pdata[i], error);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->failures);
  g_ptr_array_unref (fixture->items);
}

static char *
name_of (LensItem *item, gpointer prefix)
{
  return g_strconcat (prefix, lens_item_get_name (item), NULL);
}

static void
assert_list (Fixture *fixture, const char *expected)
{
  g_autofree char *list = lens_failures_dup_list (fixture->failures, name_of, (gpointer) "");

  g_assert_cmpstr (list, ==, expected);
}

/* Each image is counted once, however often it is said to have failed. */
static void
test_count (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (lens_failures_get_n (fixture->failures), ==, 0);
  assert_list (fixture, "");
  g_assert_true (lens_failures_add (fixture->failures, fixture->items->pdata[2]));
  g_assert_true (lens_failures_add (fixture->failures, fixture->items->pdata[0]));
  g_assert_true (lens_failures_add (fixture->failures, fixture->items->pdata[2]));
  g_assert_cmpuint (lens_failures_get_n (fixture->failures), ==, 2);
  assert_list (fixture, "c.jpg: it is broken\na.jpg: it is broken");
}

/* Images first, then what is no image at all; the same name twice is two failures. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  lens_failures_refuse (fixture->failures, "empty", "there is no image in this folder");
  lens_failures_add (fixture->failures, fixture->items->pdata[0]);
  lens_failures_refuse (fixture->failures, "empty", "there is no image in this folder");
  g_assert_cmpuint (lens_failures_get_n (fixture->failures), ==, 3);
  assert_list (fixture, "a.jpg: it is broken\n"
                        "empty: there is no image in this folder\n"
                        "empty: there is no image in this folder");
}

/* An image of an earlier opening does not count in this one. */
static void
test_begin (Fixture *fixture, gconstpointer data)
{
  lens_failures_add (fixture->failures, fixture->items->pdata[0]);
  lens_failures_refuse (fixture->failures, "empty", "there is no image in this folder");
  lens_failures_begin (fixture->failures);
  g_assert_cmpuint (lens_failures_get_n (fixture->failures), ==, 0);
  g_assert_false (lens_failures_add (fixture->failures, fixture->items->pdata[0]));
  g_assert_cmpuint (lens_failures_get_n (fixture->failures), ==, 0);
  lens_failures_expect (fixture->failures, fixture->items->pdata[0]);
  g_assert_true (lens_failures_add (fixture->failures, fixture->items->pdata[0]));
  assert_list (fixture, "a.jpg: it is broken");
}

/* An image that was removed is no failure any more, and does not become one. */
static void
test_forget (Fixture *fixture, gconstpointer data)
{
  lens_failures_add (fixture->failures, fixture->items->pdata[0]);
  lens_failures_add (fixture->failures, fixture->items->pdata[1]);
  lens_failures_forget (fixture->failures, fixture->items->pdata[0]);
  lens_failures_forget (fixture->failures, fixture->items->pdata[2]); /* it had not failed yet */
  assert_list (fixture, "b.jpg: it is broken");
  g_assert_false (lens_failures_add (fixture->failures, fixture->items->pdata[0]));
  g_assert_false (lens_failures_add (fixture->failures, fixture->items->pdata[2]));
  g_assert_cmpuint (lens_failures_get_n (fixture->failures), ==, 1);
}

/* The list may be held after an image has left every other place. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  lens_failures_add (fixture->failures, fixture->items->pdata[0]);
  g_ptr_array_set_size (fixture->items, 0);
  assert_list (fixture, "a.jpg: it is broken");
}

/* Names can be hidden. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = lens_failures_format (fixture->items->pdata[0], name_of, (gpointer) "hidden ");
  g_autofree char *all = NULL;

  g_assert_cmpstr (one, ==, "hidden a.jpg: it is broken");
  lens_failures_add (fixture->failures, fixture->items->pdata[1]);
  all = lens_failures_dup_list (fixture->failures, name_of, (gpointer) "hidden ");
  g_assert_cmpstr (all, ==, "hidden b.jpg: it is broken");
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/failures/count", test_count);
  add ("/failures/refused", test_refused);
  add ("/failures/begin", test_begin);
  add ("/failures/forget", test_forget);
  add ("/failures/held", test_held);
  add ("/failures/names", test_names);

  return g_test_run ();
}
