/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensHistory *history;
  LensCrops *crops;
  LensWork *work;
  char *folder;
  GString *told;    /* signals */
  GString *refused; /* "name: reason" */
} Fixture;

/* What the session does of it: what is found belongs to the collection, and what is wanted is read. */
static void
on_found (LensWork *work, GPtrArray *items, Fixture *fixture)
{
  lens_collection_add (fixture->collection, items, FALSE);
}

static void
on_wanted (LensCollection *collection, LensItem *item, Fixture *fixture)
{
  lens_work_add (fixture->work, item);
}

static void
on_refused (LensWork *work, const char *name, const char *reason, Fixture *fixture)
{
  g_string_append_printf (fixture->refused, "%s: %s", name, reason);
}

static void
set_up_with (Fixture *fixture, DermClassifier *classifier)
{
  static const char *const signals[] = { "found", "scanned", "failed", "finished" };

  fixture->collection = lens_collection_new ();
  fixture->reading = lens_reading_new (classifier, NULL);
  fixture->history = lens_history_new ();
  fixture->crops = lens_crops_new (fixture->reading, fixture->history);
  fixture->work = lens_work_new (fixture->collection, fixture->reading, fixture->crops);
  fixture->folder = fixture_folder (3);
  fixture->told = fixture_told ();
  fixture->refused = g_string_new (NULL);
  g_signal_connect (fixture->work, "found", G_CALLBACK (on_found), fixture);
  g_signal_connect (fixture->work, "refused", G_CALLBACK (on_refused), fixture);
  g_signal_connect (fixture->collection, "wanted", G_CALLBACK (on_wanted), fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    fixture_listen (fixture->work, signals[i], fixture->told, signals[i]);
  lens_work_restart (fixture->work);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, fixture_classifier ());
}

static void
set_up_without (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_work_close (fixture->work);
  g_object_unref (fixture->work);
  g_object_unref (fixture->crops);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
  g_object_unref (fixture->collection);
  fixture_remove_folder (fixture->folder);
  g_string_free (fixture->refused, TRUE);
}

static gboolean
is_idle (gpointer work)
{
  return lens_work_is_idle (work);
}

static void
wait (Fixture *fixture)
{
  fixture_wait (is_idle, fixture->work, "the work");
}

static void
scan (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_work_scan (fixture->work, file, FALSE);
}

static void
add_pasted (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) items = fixture_pasted (n);

  lens_collection_add (fixture->collection, items, FALSE);
}

static LensItem *
item_at (Fixture *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->collection), place);

  return item;
}

static gboolean
get_boolean (Fixture *fixture, const char *property)
{
  gboolean value;

  g_object_get (fixture->work, property, &value, NULL);

  return value;
}

/* The images of a folder come, and all of them are read. */
static void
test_scan (Fixture *fixture, gconstpointer data)
{
  g_assert_true (lens_work_is_idle (fixture->work));
  scan (fixture, "");
  g_assert_true (lens_work_is_scanning (fixture->work));
  g_assert_true (get_boolean (fixture, "is-scanning"));
  g_assert_true (get_boolean (fixture, "is-working"));
  g_assert_false (get_boolean (fixture, "is-idle"));
  wait (fixture);
  fixture_assert_told (fixture->told, "found scanned ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->collection)), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (lens_item_get_state (item_at (fixture, i)), ==, LENS_STATE_DONE);
  lens_work_update (fixture->work);
  g_assert_false (get_boolean (fixture, "is-working"));
  g_assert_true (get_boolean (fixture, "is-idle"));
  g_assert_cmpstr (fixture->refused->str, ==, "");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "empty", NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  scan (fixture, "empty");
  wait (fixture);
  fixture_assert_told (fixture->told, "scanned ");
  g_assert_true (g_str_has_prefix (fixture->refused->str, "empty: there is no image"));
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture_write (fixture->folder, "text.png", "no image"));
  scan (fixture, "");
  wait (fixture);
  fixture_assert_told (fixture->told, "found scanned failed ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->collection)), ==, 4);
}

static void
on_n_left (LensWork *work, GParamSpec *pspec, GArray *numbers)
{
  guint n = lens_work_get_n_left (work);

  g_array_append_val (numbers, n);
}

/* The number of images that are left is told now and then, goes down, and ends at none; idleness is told with it. */
static void
test_n_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *told = fixture_told ();

  g_signal_connect (fixture->work, "notify::n-left", G_CALLBACK (on_n_left), numbers);
  fixture_listen (fixture->work, "notify::is-idle", told, "idle");
  fixture_listen (fixture->work, "notify::is-working", told, "working");
  add_pasted (fixture, 120);
  lens_work_update (fixture->work);
  g_assert_cmpuint (lens_work_get_n_left (fixture->work), ==, 120);
  wait (fixture);
  fixture_run_for (150);
  g_assert_cmpuint (numbers->len, >=, 2);
  for (guint i = 1; i < numbers->len; i++)
    g_assert_cmpuint (g_array_index (numbers, guint, i), <, g_array_index (numbers, guint, i - 1));
  g_assert_cmpuint (g_array_index (numbers, guint, numbers->len - 1), ==, 0);
  g_assert_true (g_str_equal (told->str, "idle working idle working ")
                 || g_str_equal (told->str, "working idle working idle "));
  fixture_assert_told (fixture->told, ""); /* it was not long */
  g_signal_handlers_disconnect_by_data (fixture->work, numbers);
}

/* A new reading: nothing of the one before comes in late, and images that failed are not read again. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (lens_reading_get_recipe (fixture->reading), DERM_FILTER_BOX);
  g_autoptr (GPtrArray) gone = fixture_items ("/nowhere/a.png", NULL);

  lens_collection_add (fixture->collection, gone, FALSE);
  wait (fixture);
  fixture_assert_told (fixture->told, "failed ");
  add_pasted (fixture, 30);
  fixture_run_for (5); /* some of them are read, some run */
  lens_reading_set_recipe (fixture->reading, box);
  lens_work_restart (fixture->work);
  wait (fixture);
  fixture_run_for (50);
  for (guint i = 1; i <= 30; i++)
    {
      DermPrediction *prediction = lens_item_get_prediction (item_at (fixture, i));

      g_assert_cmpint (derm_recipe_get_filter (derm_input_get_recipe (derm_prediction_get_input (prediction))), ==,
                       DERM_FILTER_BOX);
    }
  fixture_assert_told (fixture->told, "");
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 0)), ==, LENS_STATE_FAILED);
}

/* The user stops it: nothing more is found or read, and that is not told as its end; what waits is read later. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture->work, "stopped", told, "stopped");
  add_pasted (fixture, 30);
  scan (fixture, "");
  lens_work_stop (fixture->work);
  fixture_assert_told (told, "stopped ");
  g_assert_true (lens_work_is_paused (fixture->work));
  g_assert_false (lens_work_is_scanning (fixture->work));
  fixture_run_for (300);
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 29)), ==, LENS_STATE_WAITING);
  g_assert_cmpuint (lens_work_get_n_left (fixture->work), >, 0);
  g_assert_false (lens_work_is_idle (fixture->work));
  fixture_assert_told (fixture->told, "");
  lens_work_set_paused (fixture->work, FALSE);
  wait (fixture);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpint (lens_item_get_state (item_at (fixture, i)), ==, LENS_STATE_DONE);
  g_assert_false (lens_work_is_paused (fixture->work));
  fixture_run_for (150);
  fixture_assert_told (fixture->told, "");
  lens_work_stop (fixture->work); /* nothing is left: what comes next does not wait */
  g_assert_false (lens_work_is_paused (fixture->work));
  scan (fixture, "");
  wait (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->collection)), ==, 33);
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 32)), ==, LENS_STATE_DONE);
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture->work, "notify::is-paused", told, "paused");
  g_object_set (fixture->work, "is-paused", TRUE, NULL);
  lens_work_set_paused (fixture->work, TRUE);
  fixture_assert_told (told, "paused ");
  add_pasted (fixture, 5);
  fixture_run_for (50);
  g_assert_false (lens_work_is_idle (fixture->work));
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 0)), ==, LENS_STATE_WAITING);
  lens_work_set_paused (fixture->work, FALSE);
  wait (fixture);
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 4)), ==, LENS_STATE_DONE);
  fixture_assert_told (told, "paused ");
}

/* One that was removed is not read; the one on screen is the first of those that wait. */
static void
test_remove_and_prefer (Fixture *fixture, gconstpointer data)
{
  lens_work_set_paused (fixture->work, TRUE);
  add_pasted (fixture, 4);
  lens_work_remove (fixture->work, item_at (fixture, 1));
  lens_work_prefer (fixture->work, item_at (fixture, 3));
  lens_work_set_paused (fixture->work, FALSE);
  wait (fixture);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (lens_item_get_state (item_at (fixture, i)), ==, i == 1 ? LENS_STATE_WAITING : LENS_STATE_DONE);
}

/* Samples on the empty page count for idleness, not for what is told of progress. */
static void
test_samples (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_pasted (3);
  LensQueue *samples = lens_work_get_samples (fixture->work);

  for (guint i = 0; i < 3; i++)
    lens_queue_add (samples, items->pdata[i]);
  g_assert_false (lens_work_is_idle (fixture->work));
  lens_work_update (fixture->work);
  g_assert_false (get_boolean (fixture, "is-idle"));
  g_assert_false (get_boolean (fixture, "is-working"));
  g_assert_cmpuint (lens_work_get_n_left (fixture->work), ==, 0);
  lens_work_restart (fixture->work); /* they need no other model than the first */
  g_assert_true (lens_work_get_samples (fixture->work) == samples);
  wait (fixture);
  g_assert_cmpint (lens_item_get_state (items->pdata[2]), ==, LENS_STATE_DONE);
  fixture_run_for (150);
  g_assert_true (get_boolean (fixture, "is-idle"));
}

/* Closed at any moment, nothing is told any more, and nothing that is asked for is done. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  add_pasted (fixture, 10);
  scan (fixture, "");
  lens_work_close (fixture->work);
  fixture_run_for (150);
  fixture_assert_told (fixture->told, "");
  scan (fixture, "");
  lens_work_add (fixture->work, item_at (fixture, 0));
  lens_work_prefer (fixture->work, item_at (fixture, 0));
  lens_work_remove (fixture->work, item_at (fixture, 0));
  lens_work_stop (fixture->work);
  lens_work_update (fixture->work);
  g_assert_true (lens_work_is_idle (fixture->work));
  g_assert_null (lens_work_get_samples (fixture->work));
  fixture_run_for (50);
  fixture_assert_told (fixture->told, "");
}

/* Without a model folders are still searched, and nothing is read. */
static void
test_no_model (Fixture *fixture, gconstpointer data)
{
  g_assert_null (lens_work_get_samples (fixture->work));
  scan (fixture, "");
  wait (fixture);
  fixture_assert_told (fixture->told, "found scanned ");
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 0)), ==, LENS_STATE_WAITING);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/work/scan", test_scan);
  add ("/work/refused", test_refused);
  add ("/work/failed", test_failed);
  add ("/work/n-left", test_n_left);
  add ("/work/restart", test_restart);
  add ("/work/stop", test_stop);
  add ("/work/pause", test_pause);
  add ("/work/remove-and-prefer", test_remove_and_prefer);
  add ("/work/samples", test_samples);
  add ("/work/close", test_close);
  g_test_add ("/work/no-model", Fixture, NULL, set_up_without, test_no_model, tear_down);

  return g_test_run ();
}
