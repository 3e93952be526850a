/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

/* What is opened and turns out to be the truth: tables whatever they are called, and folders called like classes. */

static void
open (FixtureSession *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
}

/* Codes of the images, by name, "-" for none. */
static void
assert_truths (FixtureSession *fixture, const char *expected)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (lens_session_get_collection (fixture->session));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const char *truth = lens_item_get_truth (items->pdata[i]);

      g_string_append_printf (text, "%s ", truth != NULL ? truth : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static const char *
notice (FixtureSession *fixture)
{
  const char *text = lens_messages_get_notice (lens_session_get_messages (fixture->session));

  return text != NULL ? text : "";
}

static void
test_tables (FixtureSession *fixture, gconstpointer data)
{
  static const char *const names[] = { "HAM10000_metadata.tab", "truth.txt", "truth", "table.data" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf ("sep=\t\r\n\"image_id\"\t\"dx\"\r\n\"photo 1\"\t\"%s\"\r\nx\t\"nv\"\r\n",
                                               i % 2 ? "mel" : "bkl");

      g_object_unref (fixture_write (fixture->folder, names[i], text));
      open (fixture, names[i]);
      assert_truths (fixture, i % 2 ? "mel - " : "bkl - ");
      g_assert_nonnull (strstr (notice (fixture), names[i]));
      g_assert_null (lens_messages_get_error (lens_session_get_messages (fixture->session)));
    }
}

/* What is no table is opened as an image, and is none. */
static void
test_no_table (FixtureSession *fixture, gconstpointer data)
{
  g_object_unref (fixture_write (fixture->folder, "letter", "Dear all,\nthis is no table, and no image, is it?\n"));
  open (fixture, "letter");
  assert_truths (fixture, "- - - ");
  g_assert_nonnull (lens_messages_get_error (lens_session_get_messages (fixture->session)));
}

/* What was guessed of columns is said where the table is. */
static void
test_told (FixtureSession *fixture, gconstpointer data)
{
  g_object_unref (
      fixture_write (fixture->folder, "isic.csv", "image,MEL,NV,AK,SCC\nphoto 1,0,0,1,0\nphoto 2,0,0,0,1\n"));
  open (fixture, "isic.csv");
  assert_truths (fixture, "akiec - ");
  g_assert_nonnull (strstr (notice (fixture), "“AK” = akiec (1)"));
  g_assert_nonnull (strstr (notice (fixture), "“SCC” (1)"));
}

/* A table that was opened before its images says how many of them it knows when they are there. */
static void
test_before_images (FixtureSession *fixture, gconstpointer data)
{
  LensCollection *collection = lens_session_get_collection (fixture->session);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  g_object_unref (fixture_write (fixture->folder, "early.csv", "image_id,dx\nphoto 1,mel\nx,nv\n"));
  for (int round = 0; round < 2; round++)
    {
      gtk_selection_model_select_all (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)));
      lens_session_remove_selected (fixture->session);
      fixture_wait_session (fixture->session);
      g_assert_cmpuint (lens_collection_get_n_all (collection), ==, 0);
      open (fixture, "early.csv");
      g_assert_nonnull (strstr (notice (fixture), "no image is open"));
      if (round == 0)
        open (fixture, "photo 1.jpg");
      else
        lens_session_open_folder (fixture->session, folder, FALSE);
      fixture_wait_session (fixture->session);
      g_assert_nonnull (strstr (notice (fixture), round == 0 ? "Truth for 1 of 1 image from early.csv"
                                                             : "Truth for 1 of 2 images from early.csv"));
    }
  lens_messages_clear_notice (lens_session_get_messages (fixture->session));
  open (fixture, "photo 2.jpg"); /* that is told once */
  g_assert_cmpstr (notice (fixture), ==, "");
}

static void
on_asked (LensTruths *truths, DermTable *table, GFile *file, guint *n)
{
  ++*n;
}

/* Words that were guessed are looked at by somebody first. */
static void
test_words (FixtureSession *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (lens_session_get_truths (fixture->session), "asked", G_CALLBACK (on_asked), &n);
  g_object_unref (fixture_write (fixture->folder, "archive.csv",
                                 "isic_id,diagnosis_3\nphoto 1,\"Melanoma, NOS\"\nphoto 2,Nevus\n"));
  open (fixture, "archive.csv");
  g_assert_cmpuint (n, ==, 1);
  assert_truths (fixture, "- - ");
}

/* ---- folders ---- */

static void
move_into (FixtureSession *fixture, const char *name, const char *folder)
{
  g_autofree char *from = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *to = g_build_filename (fixture->folder, folder, name, NULL), *parent = g_path_get_dirname (to);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (g_rename (from, to), ==, 0);
}

static void
remove_folder (FixtureSession *fixture, const char *name)
{
  fixture_remove_folder (g_build_filename (fixture->folder, name, NULL));
}

static void
open_folder (FixtureSession *fixture, gboolean is_recursive)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  lens_session_open_folder (fixture->session, folder, is_recursive);
  fixture_wait_session (fixture->session);
}

static void
test_folders (FixtureSession *fixture, gconstpointer data)
{
  LensOffers *offers = lens_session_get_offers (fixture->session);
  LensTruths *truths = lens_session_get_truths (fixture->session);

  move_into (fixture, "photo 1.jpg", "Melanoma");
  move_into (fixture, "photo 2.jpg", "nevus");
  open_folder (fixture, FALSE); /* of three images one is in no class */
  g_assert_nonnull (strstr (lens_offers_get_text (offers), "Melanoma, nevus"));
  g_assert_false (lens_truths_has_truth (truths)); /* it was only asked */
  lens_offers_accept (offers);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_truths_has_truth (truths));
  g_assert_null (lens_truths_get_file (truths));
  assert_truths (fixture, "- - - mel nv "); /* the two that were moved are listed where they were, too */
  g_assert_nonnull (strstr (notice (fixture), "“nevus” = nv (1)"));
  g_assert_null (lens_offers_get_text (offers)); /* not asked again */
  lens_history_undo (lens_session_get_history (fixture->session));
  assert_truths (fixture, "- - - - - ");
  remove_folder (fixture, "Melanoma");
  remove_folder (fixture, "nevus");
}

static void
test_dismissed (FixtureSession *fixture, gconstpointer data)
{
  LensOffers *offers = lens_session_get_offers (fixture->session);

  move_into (fixture, "photo 1.jpg", "train/mel");
  move_into (fixture, "photo 2.jpg", "train/nv");
  open_folder (fixture, TRUE);
  g_assert_nonnull (lens_offers_get_text (offers));
  lens_offers_dismiss (offers);
  g_assert_null (lens_offers_get_text (offers));
  fixture_wait_session (fixture->session);
  g_assert_false (lens_truths_has_truth (lens_session_get_truths (fixture->session)));
  remove_folder (fixture, "train/mel");
  remove_folder (fixture, "train/nv");
  remove_folder (fixture, "train");
}

/* One class alone, or a folder of images, is nothing to ask for. */
static void
test_no_folders (FixtureSession *fixture, gconstpointer data)
{
  move_into (fixture, "photo 1.jpg", "mel");
  move_into (fixture, "photo 2.jpg", "others");
  open_folder (fixture, TRUE);
  g_assert_null (lens_offers_get_text (lens_session_get_offers (fixture->session)));
  remove_folder (fixture, "mel");
  remove_folder (fixture, "others");
}

static void
add (const char *path, guint n, void (*test) (FixtureSession *, gconstpointer))
{
  g_test_add (path, FixtureSession, GUINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session);
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-truth/tables", 2, test_tables);
  add ("/session-truth/no-table", 2, test_no_table);
  add ("/session-truth/told", 2, test_told);
  add ("/session-truth/before-images", 2, test_before_images);
  add ("/session-truth/words", 2, test_words);
  add ("/session-truth/folders", 3, test_folders);
  add ("/session-truth/dismissed", 3, test_dismissed);
  add ("/session-truth/no-folders", 3, test_no_folders);
  return g_test_run ();
}
