/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* The session as a whole: when it is idle, and how it ends. */

typedef struct {
  LensSession *session;
  gboolean is_idle; /* as it was told last */
  guint n_told;
} Watch;

static void
on_idle (LensSession *session, GParamSpec *pspec, Watch *watch)
{
  gboolean is_idle;

  g_object_get (session, "is-idle", &is_idle, NULL);
  g_assert_true (is_idle != watch->is_idle); /* told only when it is another */
  g_assert_true (is_idle == lens_session_is_idle (session));
  watch->is_idle = is_idle;
  watch->n_told++;
}

static void
set_up (Watch *watch, gconstpointer data)
{
  watch->session = lens_session_new (fixture_classifier (), NULL);
  watch->is_idle = TRUE;
  g_signal_connect (watch->session, "notify::is-idle", G_CALLBACK (on_idle), watch);
}

static void
tear_down (Watch *watch, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (watch->session, watch);
  fixture_close_session (watch->session);
}

static gboolean
has_told_idle (gpointer data)
{
  const Watch *watch = data;

  return watch->n_told > 0 && watch->is_idle;
}

/* Work of that kind has begun: that was told at once; and its end is told. */
static void
assert_busy_until_idle (Watch *watch)
{
  g_assert_false (lens_session_is_idle (watch->session));
  g_assert_false (watch->is_idle);
  fixture_wait (has_told_idle, watch, "the session to say that it is idle");
  g_assert_true (lens_session_is_idle (watch->session));
  fixture_run_for (150); /* and it stays so */
  g_assert_true (watch->is_idle);
  watch->n_told = 0;
}

/* Whatever is going on. */
static void
test_idle (Watch *watch, gconstpointer data)
{
  g_autofree char *model = fixture_model_path ("recipe.safetensors"), *samples = derm_data_path ("samples");
  g_autofree char *table = g_build_filename (g_get_tmp_dir (), "no such table.csv", NULL);
  g_autoptr (GFile) model_file = g_file_new_for_path (model), folder = g_file_new_for_path (samples);
  g_autoptr (GFile) table_file = g_file_new_for_path (table);
  g_autoptr (GPtrArray) items = fixture_pasted (3);

  lens_session_open (watch->session, items);
  assert_busy_until_idle (watch);
  lens_session_open_folder (watch->session, folder, FALSE);
  assert_busy_until_idle (watch);
  lens_session_open_model (watch->session, model_file);
  assert_busy_until_idle (watch);
  lens_truths_open (lens_session_get_truths (watch->session), table_file, FALSE);
  assert_busy_until_idle (watch);
  lens_crops_set_on (lens_session_get_crops (watch->session), TRUE);
  assert_busy_until_idle (watch);
  lens_session_select (watch->session, 0); /* no neighbour of what is shown: it was not read ahead */
  assert_busy_until_idle (watch);
}

/* Images that wait for their place count, also before any of them is read. */
static void
test_idle_many (Watch *watch, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_pasted (130);

  lens_session_open (watch->session, items);
  assert_busy_until_idle (watch);
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpint (lens_item_get_state (items->pdata[i]), ==, LENS_STATE_DONE);
}

/* Rooms have work of their own. */
static void
test_hold (Watch *watch, gconstpointer data)
{
  lens_session_hold (watch->session);
  g_assert_false (lens_session_is_idle (watch->session));
  lens_session_hold (watch->session);
  lens_session_release (watch->session);
  g_assert_false (watch->is_idle);
  g_assert_cmpuint (watch->n_told, ==, 1);
  lens_session_release (watch->session);
  g_assert_true (watch->is_idle);
  g_assert_cmpuint (watch->n_told, ==, 2);
}

/* The user stops it. */
static void
test_idle_stopped (Watch *watch, gconstpointer data)
{
  g_autofree char *samples = derm_data_path ("samples");
  g_autoptr (GFile) folder = g_file_new_for_path (samples);

  lens_session_open_folder (watch->session, folder, FALSE);
  lens_work_stop (lens_session_get_work (watch->session));
  g_assert_true (lens_session_is_idle (watch->session));
  g_assert_true (watch->is_idle);
  fixture_run_for (100);
  g_assert_cmpuint (lens_collection_get_n_all (lens_session_get_collection (watch->session)), ==, 0);
}

/* ---- its end ---- */

typedef void (*Begin) (LensSession *session);

static void
begin_images (LensSession *session)
{
  g_autoptr (GPtrArray) items = fixture_pasted (130);

  lens_session_open (session, items);
}

static void
begin_folder (LensSession *session)
{
  g_autofree char *samples = derm_data_path ("samples");
  g_autoptr (GFile) folder = g_file_new_for_path (samples);

  lens_session_open_folder (session, folder, TRUE);
}

static void
begin_model (LensSession *session)
{
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_session_open_model (session, file);
}

static void
begin_crop (LensSession *session)
{
  g_autoptr (GPtrArray) items = fixture_pasted (1);

  lens_session_open (session, items);
  fixture_wait_session (session);
  lens_crops_set_on (lens_session_get_crops (session), TRUE);
  g_assert_true (lens_crops_is_running (lens_session_get_crops (session)));
}

/* Closed after any time of any work, nothing of it comes and nothing stays. */
static void
test_close_while_busy (void)
{
  static const Begin begins[] = { begin_images, begin_folder, begin_model, begin_crop };

  for (gsize i = 0; i < G_N_ELEMENTS (begins); i++)
    for (guint ms = 0; ms < 25; ms += 6)
      {
        LensSession *session = lens_session_new (fixture_classifier (), NULL);

        begins[i](session);
        g_assert_false (lens_session_is_idle (session));
        if (ms > 0)
          fixture_run_for (ms);
        fixture_close_session (session);
      }
}

/* What is asked of a session that is closed is not done. */
static void
test_closed (void)
{
  g_autoptr (LensSession) session = lens_session_new (fixture_classifier (), NULL);
  g_autoptr (GPtrArray) items = fixture_pasted (60);
  GString *told = fixture_told ();

  lens_session_open (session, items);
  g_assert_false (g_cancellable_is_cancelled (lens_session_get_cancellable (session)));
  lens_session_close (session);
  g_assert_true (lens_session_is_closed (session));
  g_assert_true (g_cancellable_is_cancelled (lens_session_get_cancellable (session)));
  fixture_listen (lens_session_get_shown (session), "changed", told, "changed");
  fixture_listen (lens_session_get_collection (session), "items-changed", told, "items");
  fixture_listen (lens_session_get_work (session), "progressed", told, "progressed");
  fixture_run_for (200);
  fixture_assert_told (told, "");
  g_assert_false (lens_history_can_undo (lens_session_get_history (session)));
  lens_session_close (session); /* once */
}

/* Notes are written when the window is closed, without waiting for the time at which they would be. */
static void
test_close_writes_notes (void)
{
  g_autofree char *folder = fixture_folder (0), *path = g_build_filename (folder, "notes.jsonl", NULL), *text = NULL;
  LensSession *session = lens_session_new (fixture_classifier (), NULL);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/a.jpg");

  g_assert_true (lens_session_open_notes (session, path));
  lens_notes_set_flag (lens_session_get_notes (session), file, LENS_FLAG_POOR);
  fixture_close_session (session);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"file\": \"/nowhere/a.jpg\", \"flag\": \"poor\"}\n");
  fixture_remove_folder (g_steal_pointer (&folder));
}

/* A window without a model: images are not opened, until there is another model. */
static void
test_no_model (void)
{
  LensSession *session = lens_session_new (NULL, "the file is not there");
  g_autofree char *model = fixture_model_path ("torch/f16.pth"), *samples = derm_data_path ("samples");
  g_autoptr (GFile) model_file = g_file_new_for_path (model), folder = g_file_new_for_path (samples);
  g_autoptr (GPtrArray) items = fixture_pasted (2);

  g_assert_cmpint (lens_shown_get_state (lens_session_get_shown (session)), ==, LENS_SHOWN_NO_MODEL);
  lens_session_open (session, items);
  lens_session_open_folder (session, folder, FALSE);
  g_assert_true (lens_session_is_idle (session));
  g_assert_cmpuint (lens_collection_get_n_all (lens_session_get_collection (session)), ==, 0);
  lens_session_open_model (session, model_file);
  fixture_wait_session (session);
  g_assert_cmpint (lens_shown_get_state (lens_session_get_shown (session)), ==, LENS_SHOWN_NOTHING);
  lens_session_open (session, items);
  fixture_wait_session (session);
  g_assert_cmpstr (fixture_shown_name (session), ==, "image 1");
  fixture_close_session (session);
}

/* Another reading: the image on screen and all others are read by it, whatever was under way. */
static void
test_new_reading (Watch *watch, gconstpointer data)
{
  LensReading *reading = lens_session_get_reading (watch->session);
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (lens_reading_get_recipe (reading), DERM_FILTER_BOX);
  g_autoptr (DermRecipe) rows = derm_recipe_with_layout (box, DERM_LAYOUT_ROWS);
  g_autoptr (GPtrArray) items = fixture_pasted (12);

  lens_session_open (watch->session, items);
  fixture_run_for (5);
  lens_reading_set_recipe (reading, box);
  fixture_run_for (5);
  lens_reading_set_recipe (reading, rows);
  fixture_wait_session (watch->session);
  fixture_run_for (50);
  for (guint i = 0; i < items->len; i++)
    {
      DermInput *input = derm_prediction_get_input (lens_item_get_prediction (items->pdata[i]));

      g_assert_cmpstr (derm_recipe_get_name (derm_input_get_recipe (input)), ==, derm_recipe_get_name (rows));
    }
  g_assert_cmpstr (
      derm_recipe_get_name (derm_input_get_recipe (lens_shown_get_input (lens_session_get_shown (watch->session)))), ==,
      derm_recipe_get_name (rows));
}

#define add(path, test) g_test_add (path, Watch, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session/idle", test_idle);
  add ("/session/idle-many", test_idle_many);
  add ("/session/idle-stopped", test_idle_stopped);
  add ("/session/hold", test_hold);
  add ("/session/new-reading", test_new_reading);
  g_test_add_func ("/session/close-while-busy", test_close_while_busy);
  g_test_add_func ("/session/closed", test_closed);
  g_test_add_func ("/session/close-writes-notes", test_close_writes_notes);
  g_test_add_func ("/session/no-model", test_no_model);

  return g_test_run ();
}
