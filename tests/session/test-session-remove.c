/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* Images taken off the list and back onto it; their files stay. The session has photo 1.jpg to 6 and 10. */

#define N_IMAGES 7

static GtkSelectionModel *
model (FixtureSession *fixture)
{
  return GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session));
}

static void
remove_selected (FixtureSession *fixture)
{
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
}

static void
undo (FixtureSession *fixture)
{
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
}

static void
redo (FixtureSession *fixture)
{
  lens_session_redo (fixture->session);
  fixture_wait_session (fixture->session);
}

/* Numbers of the photos that are in the list. */
static void
assert_listed (FixtureSession *fixture, const char *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model (fixture)));

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%d ",
                            atoi (lens_item_get_name (fixture_item_at (fixture->session, i)) + sizeof "photo"));
  g_assert_cmpstr (text->str, ==, numbers);
}

static void
assert_shown (FixtureSession *fixture, const char *name)
{
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, name);
}

static void
test_several (FixtureSession *fixture, gconstpointer data)
{
  LensMessages *messages = lens_session_get_messages (fixture->session);
  g_autofree char *gone = g_build_filename (fixture->folder, "photo 2.jpg", NULL);

  gtk_selection_model_select_range (model (fixture), 1, 2, TRUE);
  gtk_selection_model_select_item (model (fixture), 4, FALSE);
  remove_selected (fixture);
  assert_listed (fixture, "1 4 6 10 ");
  assert_shown (fixture, "photo 6.jpg"); /* the one behind the one that was there */
  g_assert_true (g_file_test (gone, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (lens_messages_get_notice (messages), ==, "3 images were taken off the list.");
  g_assert_cmpint (lens_messages_get_notice_kind (messages), ==, LENS_NOTICE_UNDOABLE);
  undo (fixture);
  assert_listed (fixture, "1 2 3 4 5 6 10 ");
  assert_shown (fixture, "photo 2.jpg"); /* what came back is seen */
  lens_messages_clear_notice (messages);
  redo (fixture);
  assert_listed (fixture, "1 4 6 10 ");
  g_assert_cmpstr (lens_messages_get_notice (messages), ==, "3 images were taken off the list.");
  undo (fixture);
  assert_listed (fixture, "1 2 3 4 5 6 10 ");
}

/* One after another, to the last; then there is nothing, and all come back one after another. */
static void
test_chain (FixtureSession *fixture, gconstpointer data)
{
  LensHistory *history = lens_session_get_history (fixture->session);

  lens_session_select (fixture->session, N_IMAGES - 1);
  for (int i = 0; i < N_IMAGES; i++)
    remove_selected (fixture);
  assert_listed (fixture, "");
  g_assert_null (fixture_shown_name (fixture->session));
  g_assert_cmpint (lens_shown_get_state (lens_session_get_shown (fixture->session)), ==, LENS_SHOWN_NOTHING);
  remove_selected (fixture); /* nothing is selected: that is no change */
  for (int i = 0; i < N_IMAGES; i++)
    undo (fixture);
  assert_listed (fixture, "1 2 3 4 5 6 10 ");
  g_assert_false (lens_history_can_undo (history));
  while (lens_history_can_redo (history))
    redo (fixture);
  assert_listed (fixture, "");
}

/* The last of the list: the one before it is shown. */
static void
test_last (FixtureSession *fixture, gconstpointer data)
{
  lens_session_select (fixture->session, N_IMAGES - 1);
  fixture_wait_session (fixture->session);
  remove_selected (fixture);
  assert_shown (fixture, "photo 6.jpg");
}

/* One of them is opened again before all come back: it is there once, and stays when the others go again. */
static void
test_reopened (FixtureSession *fixture, gconstpointer data)
{
  gtk_selection_model_select_all (model (fixture));
  remove_selected (fixture);
  assert_listed (fixture, "");
  fixture_open_in (fixture, "photo 3.jpg");
  assert_listed (fixture, "3 ");
  undo (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES);
  redo (fixture);
  assert_listed (fixture, "3 ");
  assert_shown (fixture, "photo 3.jpg");
}

/* Of what a filter shows only what is selected goes, and what comes back goes to where it was among all. */
static void
test_filtered (FixtureSession *fixture, gconstpointer data)
{
  LensView *view = lens_session_get_view (fixture->session);

  lens_view_set_text (view, "\"photo 1\"");
  assert_listed (fixture, "1 10 ");
  gtk_selection_model_select_all (model (fixture));
  remove_selected (fixture);
  assert_listed (fixture, "");
  lens_view_set_text (view, NULL);
  assert_listed (fixture, "2 3 4 5 6 ");
  undo (fixture);
  assert_listed (fixture, "1 2 3 4 5 6 10 ");
}

/* Undone while others still wait for their place in the list. */
static void
test_while_waiting (FixtureSession *fixture, gconstpointer data)
{
  LensCollection *collection = lens_session_get_collection (fixture->session);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/photo %u.jpg", i + 100);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  lens_session_open (fixture->session, items);
  g_assert_cmpuint (lens_collection_get_n_waiting (collection), ==, 60);
  gtk_selection_model_select_all (model (fixture));
  lens_session_remove_selected (fixture->session);
  g_assert_cmpuint (lens_collection_get_n_all (collection), ==, 60);
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_collection_get_n_all (collection), ==, N_IMAGES + 100);
  for (guint i = 0; i < 100; i++)
    {
      guint place;

      g_assert_true (lens_collection_find_place (collection, items->pdata[i], &place));
      g_assert_cmpuint (place, ==, N_IMAGES + i);
    }
}

/* Many that lie apart from each other go at once for whoever listens to the list: a view begins anew at each change. */
static void
test_many (FixtureSession *fixture, gconstpointer data)
{
  GtkSelectionModel *selection = model (fixture);
  g_autoptr (GPtrArray) items = fixture_pasted (500);
  g_autoptr (GtkBitset) some = gtk_bitset_new_empty (), all = gtk_bitset_new_range (0, N_IMAGES + 500);
  GString *told = fixture_told ();

  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
  for (guint i = 0; i < 500; i += 5)
    gtk_bitset_add (some, N_IMAGES + i);
  gtk_selection_model_set_selection (selection, some, all);
  fixture_wait_session (fixture->session);
  fixture_listen (selection, "items-changed", told, "changed");
  remove_selected (fixture);
  fixture_assert_told (told, "changed ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, N_IMAGES + 400);
  for (guint i = 0; i < 400; i++)
    g_assert_true (fixture_item_at (fixture->session, N_IMAGES + i) == items->pdata[i / 4 * 5 + i % 4 + 1]);
  g_assert_cmpuint (lens_selection_get_n_selected (lens_session_get_selection (fixture->session)), ==, 1);
  undo (fixture);
  for (guint i = 0; i < 500; i++)
    g_assert_true (fixture_item_at (fixture->session, N_IMAGES + i) == items->pdata[i]);
}

/* What was not read when it went is read when it is back; and nothing that is off the list is a failure. */
static void
test_unread (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/photo 7.jpg", "/nowhere/photo 8.jpg", NULL);
  LensWork *work = lens_session_get_work (fixture->session);
  LensFailures *failures = lens_session_get_failures (fixture->session);

  lens_work_set_paused (work, TRUE);
  lens_session_open (fixture->session, items);
  gtk_selection_model_select_range (model (fixture), N_IMAGES, 2, TRUE);
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  lens_work_set_paused (work, FALSE);
  fixture_run_for (50);
  g_assert_cmpuint (lens_failures_get_n (failures), ==, 0);
  undo (fixture);
  assert_listed (fixture, "1 2 3 4 5 6 10 7 8 ");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (lens_item_get_state (items->pdata[i]), ==, LENS_STATE_FAILED);
}

/* Notes and truths meet an image again that was away. */
static void
test_note_of_removed (FixtureSession *fixture, gconstpointer data)
{
  LensItem *item = fixture_item_at (fixture->session, 0);
  g_autoptr (LensItem) kept = g_object_ref (item);

  remove_selected (fixture);
  lens_notes_set_flag (lens_session_get_notes (fixture->session), lens_item_get_key (kept), LENS_FLAG_POOR);
  g_assert_cmpint (lens_item_get_flag (kept), ==, LENS_FLAG_NONE);
  undo (fixture); /* the flag; then the removal */
  lens_session_redo (fixture->session);
  undo (fixture);
  undo (fixture);
  g_assert_true (fixture_item_at (fixture->session, 0) == kept);
  redo (fixture);
  lens_notes_set_flag (lens_session_get_notes (fixture->session), lens_item_get_key (kept), LENS_FLAG_POOR);
  fixture_open_in (fixture, "photo 1.jpg");
  g_assert_cmpint (lens_item_get_flag (lens_shown_get_item (lens_session_get_shown (fixture->session))), ==,
                   LENS_FLAG_POOR);
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (N_IMAGES), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-remove/several", test_several);
  add ("/session-remove/chain", test_chain);
  add ("/session-remove/last", test_last);
  add ("/session-remove/reopened", test_reopened);
  add ("/session-remove/filtered", test_filtered);
  add ("/session-remove/while-waiting", test_while_waiting);
  add ("/session-remove/many", test_many);
  add ("/session-remove/unread", test_unread);
  add ("/session-remove/note-of-removed", test_note_of_removed);

  return g_test_run ();
}
