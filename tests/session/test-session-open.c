/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

/* Where every way of opening ends: images, folders, models and tables, together and one after another. */

static const char *
error_of (LensSession *session)
{
  return lens_messages_get_error (lens_session_get_messages (session));
}

static guint
n_items (LensSession *session)
{
  return lens_collection_get_n_all (lens_session_get_collection (session));
}

/* Takes over the items. */
static void
open (LensSession *session, GPtrArray *items)
{
  lens_session_open (session, items);
  g_ptr_array_unref (items);
  fixture_wait_session (session);
}

static void
assert_in (const char *text, const char *part)
{
  if (text == NULL || strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text != NULL ? text : "");
}

static void
test_images (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *a = fixture_sample (1), *b = fixture_sample (2);

  open (fixture->session, fixture_items (a, b, NULL));
  g_assert_cmpuint (n_items (fixture->session), ==, 2);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-01.jpg");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (lens_item_get_state (fixture_item_at (fixture->session, i)), ==, LENS_STATE_DONE);
  open (fixture->session, fixture_items (b, b, NULL)); /* again: there once, and on screen */
  g_assert_cmpuint (n_items (fixture->session), ==, 2);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-02.jpg");
  g_assert_null (error_of (fixture->session));
}

static void
test_nothing (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture->session, "place-changed", told, "place");
  open (fixture->session, g_ptr_array_new ());
  fixture_assert_told (told, "");
  g_assert_cmpuint (n_items (fixture->session), ==, 0);
}

/* The very same bits as the engine's, whatever was shown before. */
static void
test_same_as_engine (FixtureSession *fixture, gconstpointer data)
{
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermRecipe) recipe = derm_model_find_recipe (lens_reading_get_model (reading), "as-trained", &error);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, &error);
  g_autoptr (DermPrediction) expected = derm_classifier_predict (fixture_classifier (), input, &error);
  DermPrediction *shown;

  g_assert_no_error (error);
  open (fixture->session, fixture_items (path, NULL));
  lens_reading_set_recipe (reading, recipe);
  fixture_wait_session (fixture->session);
  shown = lens_shown_get_prediction (lens_session_get_shown (fixture->session));
  g_assert_cmpmem (derm_prediction_get_logits (shown), 7 * sizeof (float), derm_prediction_get_logits (expected),
                   7 * sizeof (float));
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (shown)), ==, derm_input_get_sha256 (input));
}

/* Broken files are named with their reason, and the first that works is shown. */
static void
test_broken (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *good = fixture_sample (3), *text = g_build_filename (fixture->folder, "text.png", NULL);
  g_autofree char *failures = NULL;

  g_object_unref (fixture_write (fixture->folder, "text.png", "no image"));
  open (fixture->session, fixture_items (text, "/nowhere/gone.jpg", good, NULL));
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-03.jpg");
  assert_in (error_of (fixture->session), "2 files");
  g_assert_true (lens_messages_has_more (lens_session_get_messages (fixture->session)));
  failures = lens_session_dup_failures (fixture->session);
  assert_in (failures, "text.png: ");
  assert_in (failures, "gone.jpg: ");
  g_assert_cmpuint (lens_failures_get_n (lens_session_get_failures (fixture->session)), ==, 2);

  open (fixture->session, fixture_items (text, NULL)); /* alone: the good one stays on screen */
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-03.jpg");
  g_assert_true (g_str_has_prefix (error_of (fixture->session), "text.png: "));
  g_assert_false (lens_messages_has_more (lens_session_get_messages (fixture->session)));
}

/* An image whose file went while the window was open: what is said of it goes when the file is back, when another image
 * is chosen, and when the image is taken off the list. */
static void
test_gone_for_a_while (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "photo 2.jpg", NULL);
  g_autofree char *away = g_build_filename (fixture->folder, "away", NULL);
  LensSession *session = fixture->session;

  for (int round = 0; round < 3; round++)
    {
      lens_session_select (session, 0);
      fixture_wait_session (session);
      g_assert_cmpint (g_rename (path, away), ==, 0);
      lens_item_reset (fixture_item_at (session, 1));
      lens_session_select (session, 1);
      fixture_wait_session (session);
      g_assert_true (g_str_has_prefix (error_of (session), "photo 2.jpg: "));
      g_assert_cmpint (g_rename (away, path), ==, 0);
      if (round == 0)
        lens_session_select (session, 2);
      else if (round == 1)
        open (session, fixture_items (path, NULL));
      else
        lens_session_remove_selected (session);
      fixture_wait_session (session);
      g_assert_null (lens_messages_get_error (lens_session_get_messages (session)));
    }
}

static void
test_only_broken (FixtureSession *fixture, gconstpointer data)
{
  open (fixture->session, fixture_items ("/nowhere/at-all.png", NULL));
  g_assert_cmpint (lens_shown_get_state (lens_session_get_shown (fixture->session)), ==, LENS_SHOWN_FAILED);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "at-all.png");
  g_assert_true (g_str_has_prefix (error_of (fixture->session), "at-all.png: "));
}

/* All that was refused is counted, whatever it is and whenever that is found. */
static void
test_refused (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *good = fixture_sample (3), *text = g_build_filename (fixture->folder, "text.png", NULL);
  g_autofree char *words = g_build_filename (fixture->folder, "words.txt", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty", NULL), *failures = NULL;

  g_object_unref (fixture_write (fixture->folder, "text.png", "no image"));
  g_object_unref (fixture_write (fixture->folder, "words.txt", "no image either"));
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  open (fixture->session, fixture_items (text, words, "/nowhere/one.jpg", empty, good, NULL));
  assert_in (error_of (fixture->session), "4 files");
  failures = lens_session_dup_failures (fixture->session);
  assert_in (failures, "text.png: ");
  assert_in (failures, "words.txt: ");
  assert_in (failures, "one.jpg: ");
  assert_in (failures, "empty: there is no image in this folder");
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "drawn-03.jpg");
}

/* A folder of images, in the order in which people count; its first image is on screen. */
static void
test_folder (FixtureSession *fixture, gconstpointer data)
{
  static const char *const names[] = { "photo 1.jpg", "photo 2.jpg", "photo 10.jpg" };

  g_assert_cmpuint (n_items (fixture->session), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      LensItem *item = fixture_item_at (fixture->session, i);

      g_assert_cmpstr (lens_item_get_name (item), ==, names[i]);
      g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);
      g_assert_cmpint (lens_item_get_date (item), >, 0);
    }
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 1.jpg");
  g_assert_null (lens_session_get_offered_folder (fixture->session));
}

/* Given together with an image, that image is on screen; alone among files, the first of the folder. */
static void
test_folder_among_files (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *sample = fixture_sample (1);
  LensSession *session = lens_session_new (fixture_classifier (), NULL);

  open (session, fixture_items (fixture->folder, sample, NULL));
  g_assert_cmpuint (n_items (session), ==, 4);
  g_assert_cmpstr (fixture_shown_name (session), ==, "drawn-01.jpg");
  fixture_close_session (session);
  session = lens_session_new (fixture_classifier (), NULL);
  open (session, fixture_items (fixture->folder, NULL));
  g_assert_cmpuint (n_items (session), ==, 3);
  g_assert_cmpstr (fixture_shown_name (session), ==, "photo 1.jpg");
  fixture_close_session (session);
}

/* Folders below it only if that is wanted. */
static void
test_recursive (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->folder, "below", NULL), *copy = NULL,
                  *sample = fixture_sample (4);
  g_autoptr (GFile) from = g_file_new_for_path (sample);
  g_autoptr (GFile) to = NULL;
  LensSession *session = lens_session_new (fixture_classifier (), NULL);

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  copy = g_build_filename (below, "deep.jpg", NULL);
  to = g_file_new_for_path (copy);
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  open (session, fixture_items (fixture->folder, NULL));
  g_assert_cmpuint (n_items (session), ==, 3);
  lens_session_set_recursive (session, TRUE);
  open (session, fixture_items (fixture->folder, NULL));
  g_assert_cmpuint (n_items (session), ==, 4);
  g_assert_cmpstr (lens_item_get_name (fixture_item_at (session, 3)), ==, "deep.jpg");
  fixture_close_session (session);
  g_unlink (copy);
}

static const char *
offered (LensSession *session)
{
  GFile *folder = lens_session_get_offered_folder (session);

  return folder != NULL ? g_file_peek_path (folder) : NULL;
}

/* One image is opened: its folder is offered, and comes to the list around it. */
static void
test_siblings (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "photo 2.jpg", NULL);
  LensSession *session = lens_session_new (fixture_classifier (), NULL);
  GString *told = fixture_told ();

  fixture_listen (session, "notify::offered-folder", told, "offered");
  g_assert_false (lens_session_can_open_siblings (session));
  open (session, fixture_items (path, NULL));
  g_assert_cmpstr (offered (session), ==, fixture->folder);
  g_assert_true (lens_session_can_open_siblings (session));
  fixture_assert_told (told, "offered ");
  lens_session_open_siblings (session);
  g_assert_null (offered (session));
  fixture_wait_session (session);
  g_assert_cmpuint (n_items (session), ==, 3);
  g_assert_cmpstr (fixture_shown_name (session), ==, "photo 2.jpg"); /* it stays on screen */
  fixture_assert_told (told, "offered ");
  fixture_close_session (session);
}

/* Not of several, of a sample, of what has no folder; and not after it was declined, or something else was opened. */
static void
test_no_offer (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *a = g_build_filename (fixture->folder, "photo 1.jpg", NULL);
  g_autofree char *b = g_build_filename (fixture->folder, "photo 2.jpg", NULL), *sample = fixture_sample (1);

  open (fixture->session, fixture_items (a, b, NULL));
  g_assert_null (offered (fixture->session));
  open (fixture->session, fixture_items (a, NULL));
  g_assert_nonnull (offered (fixture->session));
  lens_session_dismiss_offer (fixture->session);
  g_assert_null (offered (fixture->session));
  open (fixture->session, fixture_items (a, NULL));
  g_assert_nonnull (offered (fixture->session));
  open (fixture->session, fixture_items (sample, NULL));
  g_assert_null (offered (fixture->session));
  g_assert_false (lens_session_can_open_siblings (fixture->session));
  open (fixture->session, fixture_pasted (1));
  g_assert_null (offered (fixture->session));
  g_assert_false (lens_session_can_open_siblings (fixture->session));
}

/* Dropped together: the model is taken, the table is the truth, and neither is an image. */
static void
test_all_kinds (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *image = fixture_sample (1), *model = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) table = fixture_write (fixture->folder, "truth.csv", "image_id,dx\ndrawn-01,bcc\n");

  open (fixture->session, fixture_items (model, g_file_peek_path (table), image, NULL));
  g_assert_cmpuint (n_items (fixture->session), ==, 1);
  g_assert_cmpstr (lens_item_get_truth (fixture_item_at (fixture->session, 0)), ==, "bcc");
  g_assert_true (lens_reading_can_go_back (lens_session_get_reading (fixture->session)));
  g_assert_true (derm_prediction_get_model (lens_shown_get_prediction (lens_session_get_shown (fixture->session)))
                 == lens_reading_get_model (lens_session_get_reading (fixture->session)));
  g_assert_null (error_of (fixture->session));
}

static void
on_remember (LensSession *session, GFile *file, GString *names)
{
  g_autofree char *name = g_file_get_basename (file);

  g_string_append_printf (names, "%s ", name);
}

/* The last first, so that the first of them is the newest; no samples, and not more than a menu has room for. */
static void
test_remember (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *sample = fixture_sample (1);
  g_autoptr (GFile) folder = g_file_new_for_path ("/nowhere/folder");

  g_signal_connect (fixture->session, "remember", G_CALLBACK (on_remember), names);
  open (fixture->session, fixture_items ("/nowhere/a.jpg", sample, "/nowhere/b.jpg", NULL));
  fixture_assert_told (names, "b.jpg a.jpg ");
  lens_session_open_folder (fixture->session, folder, FALSE);
  fixture_assert_told (names, "folder ");
  for (int i = 0; i < 15; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%d.jpg", i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (many, lens_item_new_for_file (file));
    }
  open (fixture->session, g_ptr_array_ref (many));
  fixture_assert_told (names, "9.jpg 8.jpg 7.jpg 6.jpg 5.jpg 4.jpg 3.jpg 2.jpg 1.jpg 0.jpg ");
  g_signal_handlers_disconnect_by_data (fixture->session, names);
}

/* What is opened is to be seen: a filter that might hide it goes. A table of truth is no reason. */
static void
test_unfilter (FixtureSession *fixture, gconstpointer data)
{
  LensView *view = lens_session_get_view (fixture->session);
  g_autofree char *folder = fixture_folder (1);
  g_autofree char *path = g_build_filename (folder, "truth.csv", NULL);

  g_object_unref (fixture_write (folder, "truth.csv", "image_id,dx\nphoto 1,nv\n"));
  open (fixture->session, fixture_pasted (1));
  lens_view_set_text (view, "zzzz");
  open (fixture->session, fixture_items (path, NULL));
  g_assert_false (lens_view_is_unfiltered (view));
  open (fixture->session, fixture_pasted (2));
  g_assert_true (lens_view_is_unfiltered (view));
  fixture_remove_folder (g_steal_pointer (&folder));
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-open/images", 0, test_images);
  add ("/session-open/nothing", 0, test_nothing);
  add ("/session-open/same-as-engine", 0, test_same_as_engine);
  add ("/session-open/broken", 0, test_broken);
  add ("/session-open/only-broken", 0, test_only_broken);
  add ("/session-open/gone-for-a-while", 3, test_gone_for_a_while);
  add ("/session-open/refused", 0, test_refused);
  add ("/session-open/folder", 3, test_folder);
  add ("/session-open/folder-among-files", 3, test_folder_among_files);
  add ("/session-open/recursive", 3, test_recursive);
  add ("/session-open/siblings", 3, test_siblings);
  add ("/session-open/no-offer", 3, test_no_offer);
  add ("/session-open/all-kinds", 0, test_all_kinds);
  add ("/session-open/remember", 0, test_remember);
  add ("/session-open/unfilter", 0, test_unfilter);

  return g_test_run ();
}
