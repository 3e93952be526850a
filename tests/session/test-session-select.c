/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

/* Which image is selected, and therefore on screen. The session has photo 1.jpg, 2, 3, 4, 10. */

static LensSelection *
selection (FixtureSession *fixture)
{
  return lens_session_get_selection (fixture->session);
}

static void
select_place (FixtureSession *fixture, guint place)
{
  lens_session_select (fixture->session, place);
  fixture_wait_session (fixture->session);
}

static void
step (FixtureSession *fixture, int by)
{
  lens_session_step (fixture->session, by);
  fixture_wait_session (fixture->session);
}

static void
assert_shown (FixtureSession *fixture, const char *name)
{
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, name);
}

static void
filter (FixtureSession *fixture, const char *text)
{
  lens_view_set_text (lens_session_get_view (fixture->session), text);
  fixture_wait_session (fixture->session);
}

static void
on_reveal (LensSession *session, guint place, GString *told)
{
  g_string_append_printf (told, "reveal(%u) ", place);
}

static void
test_step (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  g_signal_connect (fixture->session, "reveal", G_CALLBACK (on_reveal), told);
  assert_shown (fixture, "photo 1.jpg");
  g_assert_false (lens_session_can_step (fixture->session, -1));
  step (fixture, -1);
  assert_shown (fixture, "photo 1.jpg");
  step (fixture, 1);
  assert_shown (fixture, "photo 2.jpg");
  select_place (fixture, 4);
  assert_shown (fixture, "photo 10.jpg");
  g_assert_false (lens_session_can_step (fixture->session, 1));
  step (fixture, 1);
  assert_shown (fixture, "photo 10.jpg");
  step (fixture, -1);
  assert_shown (fixture, "photo 4.jpg");
  fixture_assert_told (told, "reveal(1) reveal(3) ");
  g_signal_handlers_disconnect_by_data (fixture->session, told);
}

/* In the order that the view has, and past what it hides. */
static void
test_step_in_view (FixtureSession *fixture, gconstpointer data)
{
  lens_view_set_order (lens_session_get_view (fixture->session), LENS_ORDER_NAME, TRUE);
  assert_shown (fixture, "photo 1.jpg"); /* it stays, wherever it is now */
  g_assert_cmpuint (lens_selection_get_current (selection (fixture)), ==, 4);
  g_assert_false (lens_session_can_step (fixture->session, 1));
  step (fixture, -1);
  assert_shown (fixture, "photo 2.jpg");
  lens_view_set_order (lens_session_get_view (fixture->session), LENS_ORDER_OPENED, FALSE);
  lens_item_set_note (fixture_item_at (fixture->session, 1), LENS_FLAG_NONE, NULL, "hair");
  lens_item_set_note (fixture_item_at (fixture->session, 3), LENS_FLAG_NONE, NULL, "hair");
  filter (fixture, "hair");
  assert_shown (fixture, "photo 2.jpg");
  step (fixture, 1);
  assert_shown (fixture, "photo 4.jpg");
}

/* What a filter hides stays on screen, and is selected again when it is there again. */
static void
test_hidden (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  LensItem *shown;

  select_place (fixture, 2);
  shown = lens_shown_get_item (lens_session_get_shown (fixture->session));
  fixture_listen (lens_session_get_shown (fixture->session), "changed", told, "changed");
  filter (fixture, "zzzz");
  assert_shown (fixture, "photo 3.jpg");
  g_assert_null (lens_selection_get_current_item (selection (fixture)));
  g_assert_false (lens_session_reveal (fixture->session, shown));
  g_assert_true (lens_session_can_step (fixture->session, 1) == FALSE);
  fixture_assert_told (told, "");
  filter (fixture, "");
  assert_shown (fixture, "photo 3.jpg");
  fixture_assert_told (told, "");
  g_assert_true (lens_session_reveal (fixture->session, shown));
  g_assert_true (lens_selection_get_current_item (selection (fixture)) == shown);
  fixture_wait_session (fixture->session);
  fixture_assert_told (told, ""); /* it is on screen already */
}

/* However far one has come when the next is selected, only the last is ever on screen. */
static void
test_late (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  select_place (fixture, 4);
  fixture_listen (fixture_item_at (fixture->session, 1), "changed", told, "second");
  for (gulong i = 0; i < 10; i++)
    {
      lens_session_select (fixture->session, 1);
      g_usleep (1000 * i); /* some have begun, some are done but not yet told */
      lens_session_select (fixture->session, 3);
      fixture_wait_session (fixture->session);
      assert_shown (fixture, "photo 4.jpg");
    }
  fixture_assert_told (told, "");
}

/* One that cannot be shown is passed over where the session chose it, forwards first. */
static void
test_failed_is_passed (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *good = g_build_filename (fixture->folder, "photo 4.jpg", NULL);
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/a.jpg", "/nowhere/b.jpg", good, NULL);

  select_place (fixture, 1);
  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
  /* a.jpg and b.jpg are the last of the list: the one that was on screen before it all comes back */
  assert_shown (fixture, "photo 2.jpg");
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  assert_shown (fixture, "photo 3.jpg");
}

/* One that the user has chosen is shown with what is wrong with it. */
static void
test_failed_is_chosen (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/a.jpg", NULL);
  LensShown *shown = lens_session_get_shown (fixture->session);

  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
  assert_shown (fixture, "photo 1.jpg");
  lens_messages_clear_error (lens_session_get_messages (fixture->session));
  select_place (fixture, 5);
  assert_shown (fixture, "a.jpg");
  g_assert_cmpint (lens_shown_get_state (shown), ==, LENS_SHOWN_FAILED);
  g_assert_null (lens_messages_get_error (lens_session_get_messages (fixture->session))); /* that is no news */
  step (fixture, -1);
  assert_shown (fixture, "photo 10.jpg");
  g_assert_cmpint (lens_shown_get_state (shown), ==, LENS_SHOWN_IMAGE);
}

/* The file of an image that was shown before is gone: when it is opened again by itself the others are there. */
static void
test_gone_meanwhile (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "photo 2.jpg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  select_place (fixture, 1);
  g_assert_true (g_file_delete (file, NULL, NULL));
  lens_session_show_selected (fixture->session);
  fixture_wait_session (fixture->session);
  assert_shown (fixture, "photo 2.jpg");
  g_assert_cmpint (lens_shown_get_state (lens_session_get_shown (fixture->session)), ==, LENS_SHOWN_FAILED);
  g_assert_true (
      g_str_has_prefix (lens_messages_get_error (lens_session_get_messages (fixture->session)), "photo 2.jpg: "));
}

/* The place among the images is told once for each selection, and when their number changes. */
static void
test_place (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  g_autoptr (GPtrArray) items = fixture_pasted (1);

  fixture_listen (fixture->session, "place-changed", told, "place");
  filter (fixture, "photo 1");
  g_assert_cmpuint (told->len, >, 0);
  g_string_truncate (told, 0);
  filter (fixture, "zzzz");
  g_assert_cmpuint (told->len, >, 0);
  g_string_truncate (told, 0);
  filter (fixture, "");
  g_assert_cmpuint (told->len, >, 0);
  g_string_truncate (told, 0);
  lens_session_open (fixture->session, items);
  g_assert_cmpuint (told->len, >, 0);
}

/* Several are selected; the one that was chosen last is on screen. */
static void
test_several (FixtureSession *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection (fixture));

  gtk_selection_model_select_item (model, 1, TRUE);
  gtk_selection_model_select_range (model, 1, 3, TRUE);
  fixture_wait_session (fixture->session);
  assert_shown (fixture, "photo 4.jpg");
  gtk_selection_model_unselect_item (model, 3);
  fixture_wait_session (fixture->session);
  assert_shown (fixture, "photo 3.jpg");
  step (fixture, 1);
  g_assert_cmpuint (lens_selection_get_n_selected (selection (fixture)), ==, 1);
}

/* A file that goes after it was read: the page says so, the row keeps its score, and going on works. */
static void
test_file_gone (FixtureSession *fixture, gconstpointer data)
{
  LensShown *shown = lens_session_get_shown (fixture->session);
  LensItem *item = fixture_item_at (fixture->session, 1);
  DermPrediction *prediction = lens_item_get_prediction (item);

  g_assert_cmpint (g_unlink (g_file_peek_path (lens_item_get_file (item))), ==, 0);
  select_place (fixture, 1);
  assert_shown (fixture, "photo 2.jpg");
  g_assert_cmpint (lens_shown_get_state (shown), ==, LENS_SHOWN_FAILED);
  g_assert_true (lens_item_is_gone (item));
  g_assert_true (lens_item_get_prediction (item) == prediction);
  g_assert_nonnull (strstr (lens_messages_get_error (lens_session_get_messages (fixture->session)), "photo 2.jpg: "));
  step (fixture, 1);
  assert_shown (fixture, "photo 3.jpg");
  g_assert_cmpint (lens_shown_get_state (shown), ==, LENS_SHOWN_IMAGE);
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (5), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-select/step", test_step);
  add ("/session-select/step-in-view", test_step_in_view);
  add ("/session-select/hidden", test_hidden);
  add ("/session-select/late", test_late);
  add ("/session-select/failed-is-passed", test_failed_is_passed);
  add ("/session-select/failed-is-chosen", test_failed_is_chosen);
  add ("/session-select/gone-meanwhile", test_gone_meanwhile);
  add ("/session-select/file-gone", test_file_gone);
  add ("/session-select/place", test_place);
  add ("/session-select/several", test_several);

  return g_test_run ();
}
