/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* Images that are one, as a filter of the list; and the images that are like one. */

static LensDuplicates *
get_duplicates (FixtureSession *fixture)
{
  return lens_session_get_duplicates (fixture->session);
}

static gboolean
is_idle (gpointer duplicates)
{
  return !lens_duplicates_is_working (duplicates);
}

/* A copy of a file of the folder, opened too. */
static void
add_copy (FixtureSession *fixture, const char *name, const char *copy_name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL), *content = NULL;
  g_autofree char *copy = g_build_filename (fixture->folder, copy_name, NULL);
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
  fixture_open_in (fixture, copy_name);
}

static guint
count_listed (FixtureSession *fixture)
{
  return g_list_model_get_n_items (lens_view_get_model (lens_session_get_view (fixture->session)));
}

static void
test_none (FixtureSession *fixture, gconstpointer data)
{
  LensDuplicates *duplicates = get_duplicates (fixture);

  g_assert_true (lens_duplicates_can_find (duplicates));
  lens_duplicates_find (duplicates);
  g_assert_false (lens_duplicates_can_find (duplicates));
  g_assert_false (lens_session_is_idle (fixture->session));
  fixture_wait (is_idle, duplicates, "the comparison");
  g_assert_cmpuint (lens_duplicates_get_n_groups (duplicates), ==, 0);
  g_assert_false (lens_duplicates_is_shown (duplicates));
  g_assert_nonnull (lens_messages_get_notice (lens_session_get_messages (fixture->session)));
}

/* Two groups: all of their images are listed, then those of one. */
static void
test_groups (FixtureSession *fixture, gconstpointer data)
{
  LensDuplicates *duplicates = get_duplicates (fixture);
  GPtrArray *group;
  DermTwinKind kind;

  add_copy (fixture, "photo 1.jpg", "copy 1.jpg");
  add_copy (fixture, "photo 3.jpg", "copy 3.jpg");
  add_copy (fixture, "photo 3.jpg", "again 3.jpg");
  lens_duplicates_find (duplicates);
  fixture_wait (is_idle, duplicates, "the comparison");
  g_assert_cmpuint (lens_duplicates_get_n_groups (duplicates), ==, 2);
  g_assert_true (lens_duplicates_is_shown (duplicates));
  g_assert_cmpint (lens_duplicates_get_shown (duplicates), ==, -1);
  g_assert_cmpuint (count_listed (fixture), ==, 5);
  lens_duplicates_show (duplicates, 1);
  group = lens_duplicates_get_group (duplicates, 1, &kind);
  g_assert_cmpint (kind, ==, DERM_TWINS_FILE);
  g_assert_cmpuint (group->len, ==, 3);
  g_assert_cmpuint (count_listed (fixture), ==, 3);
  lens_duplicates_hide (duplicates);
  g_assert_false (lens_duplicates_is_shown (duplicates));
  g_assert_cmpuint (count_listed (fixture), ==, 7);
}

/* What is stopped says nothing. */
static void
test_stop (FixtureSession *fixture, gconstpointer data)
{
  LensDuplicates *duplicates = get_duplicates (fixture);

  lens_duplicates_find (duplicates);
  lens_messages_cancel (lens_session_get_messages (fixture->session));
  g_assert_false (lens_duplicates_is_working (duplicates));
  fixture_run_for (300);
  g_assert_null (lens_messages_get_notice (lens_session_get_messages (fixture->session)));
  g_assert_null (lens_messages_get_error (lens_session_get_messages (fixture->session)));
  g_assert_true (lens_duplicates_can_find (duplicates));
}

/* The copy is the nearest; the image itself is listed with it; a search after it takes its place. */
static void
test_similar (FixtureSession *fixture, gconstpointer data)
{
  LensView *view = lens_session_get_view (fixture->session);
  LensCondition *condition;

  add_copy (fixture, "photo 2.jpg", "copy 2.jpg");
  g_assert_true (lens_session_can_find_similar (fixture->session));
  lens_session_find_similar (fixture->session);
  g_assert_false (lens_session_is_idle (fixture->session));
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_filter_get_n_conditions (lens_view_get_filter (view)), ==, 1);
  condition = lens_filter_get_condition (lens_view_get_filter (view), 0);
  g_assert_nonnull (strstr (lens_condition_get_topic (condition).name, "copy 2.jpg"));
  g_assert_cmpuint (lens_condition_get_n_items (condition), ==, 5);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "copy 2.jpg");
  lens_session_step (fixture->session, -1);
  fixture_wait_session (fixture->session);
  lens_session_find_similar (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_filter_get_n_conditions (lens_view_get_filter (view)), ==, 1);
}

/* What is added to the lasso is there beside what was; none is no filter. */
static void
test_lasso (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) other = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (one, g_object_ref (fixture_item_at (fixture->session, 0)));
  g_ptr_array_add (other, g_object_ref (fixture_item_at (fixture->session, 2)));
  g_assert_null (lens_session_get_lasso (fixture->session));
  lens_session_set_lasso (fixture->session, one, FALSE);
  g_assert_cmpuint (count_listed (fixture), ==, 1);
  lens_session_set_lasso (fixture->session, other, TRUE);
  g_assert_cmpuint (count_listed (fixture), ==, 2);
  g_assert_cmpuint (lens_condition_get_n_items (lens_session_get_lasso (fixture->session)), ==, 2);
  lens_session_set_lasso (fixture->session, none, FALSE);
  g_assert_null (lens_session_get_lasso (fixture->session));
  g_assert_cmpuint (count_listed (fixture), ==, 4);
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    void (*test) (FixtureSession *, gconstpointer);
  } tests[] = {
    { "/duplicates/none", test_none },       { "/duplicates/groups", test_groups }, { "/duplicates/stop", test_stop },
    { "/duplicates/similar", test_similar }, { "/duplicates/lasso", test_lasso },
  };

  fixture_init_session (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FixtureSession, GINT_TO_POINTER (4), fixture_set_up_session, tests[i].test,
                fixture_tear_down_session);

  return g_test_run ();
}
