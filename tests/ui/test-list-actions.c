/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

/* Through the list of a window, off it, and work on it held up. */

#define N_IMAGES 7

static void
test_step (void)
{
  LensWindow *window = fixture_window_with_samples ();

  fixture_assert_shown (window, "drawn-01.jpg");
  g_assert_false (fixture_is_enabled (window, "previous"));
  fixture_activate (window, "next", NULL);
  fixture_wait_idle (window);
  fixture_assert_shown (window, "drawn-02.jpg");
  g_assert_false (fixture_is_enabled (window, "next"));
  fixture_activate (window, "next", NULL); /* beyond the end */
  fixture_activate (window, "previous", NULL);
  fixture_wait_idle (window);
  fixture_assert_shown (window, "drawn-01.jpg");
  fixture_close_window (window);
}

static LensSelection *
selection (FixtureFolder *fixture)
{
  return lens_browser_get_selection (lens_window_get_browser (fixture->window));
}

static GtkSelectionModel *
model (FixtureFolder *fixture)
{
  return GTK_SELECTION_MODEL (selection (fixture));
}

/* Off the list and back, where they were; the files stay. */
static void
test_remove (FixtureFolder *fixture, gconstpointer data)
{
  static const char *const names[] = { "photo 1.jpg", "photo 4.jpg", "photo 6.jpg", "photo 10.jpg" };
  g_autofree char *gone = g_build_filename (fixture->folder, "photo 2.jpg", NULL);

  gtk_selection_model_select_range (model (fixture), 1, 2, TRUE);
  gtk_selection_model_select_item (model (fixture), 4, FALSE);
  fixture_run_action (fixture->window, "remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES - 3);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, i)), ==, names[i]);
  fixture_assert_shown (fixture->window, "photo 6.jpg");
  g_assert_true (g_file_test (gone, G_FILE_TEST_EXISTS));

  fixture_run_action (fixture->window, "undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES);
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 1)), ==, "photo 2.jpg");
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 2)), ==, "photo 3.jpg");
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 4)), ==, "photo 5.jpg");
  fixture_assert_shown (fixture->window, "photo 2.jpg");
  fixture_run_action (fixture->window, "redo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES - 3);
}

/* One of them is opened again before all come back: it is there once. */
static void
test_remove_all (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "photo 3.jpg", NULL);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  gtk_selection_model_select_all (model (fixture));
  fixture_run_action (fixture->window, "remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (fixture->window)), ==, 0);
  g_assert_null (fixture_shown (fixture->window));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "empty");
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  fixture_run_action (fixture->window, "undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (fixture->window)), ==, N_IMAGES);
  fixture_run_action (fixture->window, "redo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (fixture->window)), ==, 1);
  fixture_assert_shown (fixture->window, "photo 3.jpg");
}

/* Nothing begins, but for what somebody looks at; and then it goes on. */
static void
test_pause (FixtureFolder *fixture, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (fixture->window);
  g_autofree char *a = fixture_sample (4), *b = fixture_sample (5), *c = fixture_sample (6);
  g_autoptr (GPtrArray) items = fixture_items (a, b, c, NULL);

  g_action_group_change_action_state (actions, "pause", g_variant_new_boolean (TRUE));
  fixture_open (fixture->window, items);
  fixture_run_for (1000);
  g_assert_true (fixture_is_enabled (fixture->window, "pause"));
  g_assert_cmpint (lens_item_get_state (fixture_listed (fixture->window, 3)), ==, LENS_STATE_DONE); /* shown */
  g_assert_cmpint (lens_item_get_state (fixture_listed (fixture->window, 4)), ==, LENS_STATE_WAITING);
  g_assert_cmpint (lens_item_get_state (fixture_listed (fixture->window, 5)), ==, LENS_STATE_WAITING);

  g_action_group_change_action_state (actions, "pause", g_variant_new_boolean (FALSE));
  fixture_wait_idle (fixture->window);
  fixture_run_for (200);
  g_assert_cmpint (lens_item_get_state (fixture_listed (fixture->window, 4)), ==, LENS_STATE_DONE);
  g_assert_cmpint (lens_item_get_state (fixture_listed (fixture->window, 5)), ==, LENS_STATE_DONE);
  g_assert_false (fixture_is_enabled (fixture->window, "pause"));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/list-actions/step", test_step);
  g_test_add ("/list-actions/remove", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_remove,
              fixture_tear_down_folder);
  g_test_add ("/list-actions/remove-all", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_remove_all, fixture_tear_down_folder);
  g_test_add ("/list-actions/pause", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_pause,
              fixture_tear_down_folder);

  return g_test_run ();
}
