/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "ui-fixture.h"

/* How images and tables of truth come into a window. */

#define N_IMAGES 7

static const char *
top_label (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return derm_prediction_get_label (prediction, derm_prediction_get_top (prediction));
}

static void
test_truth (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "truth.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) items = NULL;
  const char *right = top_label (fixture_listed (fixture->window, 0));
  const char *other = g_str_equal (top_label (fixture_listed (fixture->window, 1)), "df") ? "mel" : "df";
  g_autofree char *table
      = g_strdup_printf ("image_id,dx\nphoto 1,%s\nphoto 2,%s\nelsewhere,nv\nphoto 3,scc\n", right, other);
  g_autoptr (LensCondition) wrong
      = lens_condition_new_value ((LensTopic){ LENS_ABOUT_VERDICT, NULL }, LENS_VERDICT_WRONG);

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  items = fixture_items (path, NULL); /* as it is dropped */
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_item_get_truth (fixture_listed (fixture->window, 0)), ==, right);
  g_assert_false (lens_item_is_wrong (fixture_listed (fixture->window, 0)));
  g_assert_true (lens_item_is_wrong (fixture_listed (fixture->window, 1)));
  g_assert_null (lens_item_get_truth (fixture_listed (fixture->window, 2)));
  g_assert_nonnull (strstr (fixture_notice (fixture->window), "“scc” (1)")); /* the word is named */
  lens_view_add_condition (lens_session_get_view (lens_window_get_session (fixture->window)), wrong);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 1);
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 0)), ==, "photo 2.jpg");

  g_assert_true (g_file_set_contents (path, "no table", -1, NULL));
  fixture_open_truth (fixture->window, file);
  fixture_wait_idle (fixture->window);
  g_assert_true (g_str_has_prefix (fixture_error (fixture->window), "truth.csv: "));
  g_assert_true (lens_item_is_wrong (fixture_listed (fixture->window, 0))); /* the old one stays */
}

/* One image opened: its folder is offered, and comes to the list around it. */
static void
test_offer (FixtureFolder *fixture, gconstpointer data)
{
  LensWindow *first = fixture->window;
  g_autofree char *path = g_build_filename (fixture->folder, "photo 3.jpg", NULL);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  gtk_window_destroy (GTK_WINDOW (first));
  fixture->window = fixture_window ();
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_is_offering (fixture->window));
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 1);
  fixture_run_action (fixture->window, "open-siblings", NULL);
  g_assert_false (fixture_is_offering (fixture->window));
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, N_IMAGES);
  fixture_assert_shown (fixture->window, "photo 3.jpg");
}

/* Folders that are called like classes: it is asked, and the answer is taken. */
static void
test_classes (FixtureFolder *fixture, gconstpointer data)
{
  static const char *const classes[] = { "mel", "Nevus" };
  LensOffers *offers = lens_session_get_offers (lens_window_get_session (fixture->window));
  g_autoptr (GPtrArray) items = fixture_items (fixture->folder, NULL);

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("photo %d.jpg", i + 1);
      g_autofree char *from = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *folder = g_build_filename (fixture->folder, classes[i], NULL);
      g_autofree char *to = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_assert_cmpint (g_rename (from, to), ==, 0);
    }
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_is_offering (fixture->window));
  g_assert_nonnull (strstr (lens_offers_get_text (offers), "Nevus, mel"));
  lens_offers_accept (offers);
  fixture_wait_idle (fixture->window);
  g_assert_false (fixture_is_offering (fixture->window));
  g_assert_nonnull (strstr (fixture_notice (fixture->window), "“Nevus” = nv (1)"));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *folder = g_build_filename (fixture->folder, classes[i], NULL);
      g_autofree char *to = g_strdup_printf ("%s/photo %d.jpg", folder, i + 1);

      g_unlink (to);
      g_rmdir (folder);
    }
}

/* A folder among what is dropped or given is opened like one; so is a grid of it. */
static void
test_mixed (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *sample = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (sample, fixture->folder, NULL);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = fixture_window ();
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, N_IMAGES + 1);
  fixture_assert_shown (fixture->window, "drawn-01.jpg");
  fixture_change_list (fixture->window, "grid", g_variant_new_boolean (TRUE));
  fixture_run_for (200);
  g_assert_true (
      GTK_IS_GRID_VIEW (lens_strip_get_view (lens_browser_get_strip (lens_window_get_browser (fixture->window)))));
  fixture_run_action (fixture->window, "next", NULL);
  fixture_assert_shown (fixture->window, "photo 1.jpg");
  g_assert_true (lens_item_is_viewed (fixture_listed (fixture->window, 1)));
}

static const char *
truth_of (FixtureFolder *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (fixture_items_of (fixture->window), place);

  return lens_item_get_truth (item);
}

static void
open_named (FixtureFolder *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  fixture_open_truth (fixture->window, file);
  fixture_wait_idle (fixture->window);
}

static void
assert_notice (FixtureFolder *fixture, const char *text)
{
  g_assert_cmpstr (fixture_notice (fixture->window), ==, text);
}

/* What came of a table is said; a second one takes the first one's place not silently, and not for good. */
static void
test_replace (FixtureFolder *fixture, gconstpointer data)
{
  open_named (fixture, "one.csv", "image_id,dx\nphoto 1,mel\nphoto 2,nv\nphoto 3,\nelsewhere,nv\n");
  assert_notice (fixture, "Truth for 2 of 3 images from one.csv. 1 row names no image of the list.");
  open_named (fixture, "two.csv", "image_id,dx\nphoto 1,bkl\n");
  assert_notice (fixture, "Truth for 1 of 3 images from two.csv. It replaces one.csv.");
  g_assert_cmpstr (truth_of (fixture, 0), ==, "bkl");
  g_assert_null (truth_of (fixture, 1));

  fixture_activate (fixture->window, "undo", NULL);
  assert_notice (fixture, "The truth from two.csv was taken away. That of one.csv is used again.");
  g_assert_cmpstr (truth_of (fixture, 0), ==, "mel");
  g_assert_cmpstr (truth_of (fixture, 1), ==, "nv");
  fixture_activate (fixture->window, "undo", NULL);
  g_assert_null (truth_of (fixture, 0));
  g_assert_false (fixture_is_enabled (fixture->window, "undo"));
  g_assert_false (fixture_is_enabled (fixture->window, "truth-columns"));
  fixture_activate (fixture->window, "redo", NULL);
  fixture_activate (fixture->window, "redo", NULL);
  g_assert_cmpstr (truth_of (fixture, 0), ==, "bkl");
  open_named (fixture, "two.csv", "image_id,dx\nphoto 1,nv\n");
  assert_notice (fixture, "Truth for 1 of 3 images from two.csv. It was read again.");
}

static gboolean
has_words (gpointer text)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (text)), "some words");
}

/* What is written is pasted where one writes, and not taken for an image. */
static void
test_paste_text (FixtureFolder *fixture, gconstpointer data)
{
  GtkWidget *text;

  fixture_activate (fixture->window, "edit-note", NULL);
  text = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (GTK_IS_TEXT (text));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (text), "some words");
  fixture_activate (fixture->window, "paste", NULL);
  fixture_wait (has_words, text, "the pasted words");
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/open-actions/truth", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_truth,
              fixture_tear_down_folder);
  g_test_add ("/open-actions/offer", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_offer,
              fixture_tear_down_folder);
  g_test_add ("/open-actions/classes", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_classes,
              fixture_tear_down_folder);
  g_test_add ("/open-actions/mixed", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_mixed,
              fixture_tear_down_folder);
  g_test_add ("/open-actions/replace-truth", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_replace,
              fixture_tear_down_folder);
  g_test_add ("/open-actions/paste-text", FixtureFolder, GINT_TO_POINTER (2), fixture_set_up_folder, test_paste_text,
              fixture_tear_down_folder);

  return g_test_run ();
}
