/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* Notes in a session: they reach the images, they are undone with all else, and two sessions share them. */

static LensNotes *
notes (FixtureSession *fixture)
{
  return lens_session_get_notes (fixture->session);
}

static GFile *
key_at (FixtureSession *fixture, guint place)
{
  return lens_item_get_key (fixture_item_at (fixture->session, place));
}

static LensFlag
flag_at (LensSession *session, guint place)
{
  return lens_item_get_flag (fixture_item_at (session, place));
}

static char *
notes_path (FixtureSession *fixture)
{
  return g_build_filename (fixture->folder, "notes.jsonl", NULL);
}

static void
open_folder (FixtureSession *fixture, LensSession *session)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  lens_session_open_folder (session, folder, FALSE);
  fixture_wait_session (session);
}

/* What is noted is seen on the image; what is undone of another image brings that one on screen. */
static void
test_images (FixtureSession *fixture, gconstpointer data)
{
  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_ARTEFACT);
  lens_notes_set_label (notes (fixture), key_at (fixture, 0), "bcc");
  lens_notes_set_text (notes (fixture), key_at (fixture, 1), "hair");
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_ARTEFACT);
  g_assert_cmpstr (lens_item_get_label (fixture_item_at (fixture->session, 0)), ==, "bcc");
  g_assert_cmpstr (lens_item_get_text (fixture_item_at (fixture->session, 1)), ==, "hair");
  lens_session_select (fixture->session, 2);
  fixture_wait_session (fixture->session);
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 2.jpg");
  g_assert_null (lens_item_get_text (fixture_item_at (fixture->session, 1)));
  lens_session_undo (fixture->session);
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 1.jpg");
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_NONE);
  g_assert_false (lens_history_can_undo (lens_session_get_history (fixture->session)));
  lens_session_redo (fixture->session);
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_ARTEFACT);
}

/* One chain with crops, removals and truths, in the order in which they were done. */
static void
test_one_chain (FixtureSession *fixture, gconstpointer data)
{
  LensCrops *crops = lens_session_get_crops (fixture->session);

  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_POOR);
  lens_crops_set_on (crops, TRUE);
  lens_notes_set_label (notes (fixture), key_at (fixture, 0), "mel");
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)), 2, TRUE);
  fixture_wait_session (fixture->session);
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);

  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (lens_collection_get_n_all (lens_session_get_collection (fixture->session)), ==, 3);
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_item_get_label (fixture_item_at (fixture->session, 0)));
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 1.jpg");
  g_assert_nonnull (lens_crops_get_crop (crops));
  lens_session_undo (fixture->session);
  g_assert_null (lens_crops_get_crop (crops));
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_POOR);
  lens_session_undo (fixture->session);
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_NONE);
}

/* A file of notes is opened: the images have what is in it, also those that come later. */
static void
test_open (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path (fixture);
  g_autofree char *line = g_strdup ("{\"file\": \"photo 2.jpg\", \"flag\": \"poor\"}\n"
                                    "{\"file\": \"later.jpg\", \"label\": \"mel\"}\n");
  g_autofree char *later = g_build_filename (fixture->folder, "later.jpg", NULL);
  g_autoptr (GPtrArray) items = fixture_items (later, NULL);

  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_WRONG);
  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  g_assert_true (lens_history_can_undo (lens_session_get_history (fixture->session)));
  g_assert_true (lens_session_open_notes (fixture->session, path));
  g_assert_false (lens_history_can_undo (lens_session_get_history (fixture->session))); /* the flag is of other notes */
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_NONE);
  g_assert_cmpint (flag_at (fixture->session, 1), ==, LENS_FLAG_POOR);
  lens_session_open (fixture->session, items);
  g_assert_cmpstr (lens_item_get_label (items->pdata[0]), ==, "mel");
}

/* A file that cannot be read is named, and what there is stays. */
static void
test_open_refused (FixtureSession *fixture, gconstpointer data)
{
  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_WRONG);
  g_assert_false (lens_session_open_notes (fixture->session, fixture->folder));
  g_assert_true (
      g_str_has_prefix (lens_messages_get_error (lens_session_get_messages (fixture->session)), fixture->folder));
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_WRONG);
}

/* Undo goes on where the notes go on in a new file; it ends, in every window, where they are those of another file. */
static void
test_undo_elsewhere (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path (fixture), *other = g_build_filename (fixture->folder, "other.jsonl", NULL);
  LensSession *second = lens_session_new (fixture_classifier (), NULL);
  LensHistory *history = lens_session_get_history (fixture->session);

  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_WRONG);
  g_assert_true (lens_session_open_notes (fixture->session, path));
  g_assert_true (lens_history_can_undo (history));
  lens_session_undo (fixture->session);
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_NONE);
  lens_session_redo (fixture->session);
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_WRONG);

  lens_session_share_notes (second, fixture->session);
  g_assert_true (g_file_set_contents (other, "{\"file\": \"photo 2.jpg\", \"flag\": \"poor\"}\n", -1, NULL));
  g_assert_true (lens_session_open_notes (second, other));
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_NONE);
  g_assert_false (lens_history_can_undo (history));
  fixture_close_session (second);
}

/* A file that cannot be written is named as soon as that turns out. */
static void
test_save_failed (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, "file", "where a folder is needed");
  g_autofree char *blocked = g_build_filename (fixture->folder, "later", "notes.jsonl", NULL);
  g_autofree char *folder = g_path_get_dirname (blocked);
  LensMessages *messages = lens_session_get_messages (fixture->session);

  g_assert_true (lens_session_open_notes (fixture->session, blocked));
  fixture_wait_session (fixture->session);
  g_assert_true (g_file_set_contents (folder, "a file where a folder is needed", -1, NULL));
  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_WRONG);
  for (int i = 0; i < 400 * fixture_patience () && lens_messages_get_error (messages) == NULL; i++)
    fixture_run_for (5);
  g_assert_true (g_str_has_prefix (lens_messages_get_error (messages), blocked));
  g_assert_null (strstr (lens_messages_get_error (messages) + 1, blocked)); /* once */
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_WRONG);
  g_assert_true (g_file_delete (file, NULL, NULL));
  file = g_file_new_for_path (folder);
  g_assert_true (g_file_delete (file, NULL, NULL)); /* so that they are written at the end */
}

/* Two windows with the same images: what one notes the other shows; each undoes only what it did itself; one that is
 * closed leaves its notes. */
static void
test_shared (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path (fixture);
  LensSession *second = lens_session_new (fixture_classifier (), NULL);
  LensHistory *history = lens_session_get_history (fixture->session);
  GString *told = fixture_told ();

  g_assert_true (lens_session_open_notes (fixture->session, path));
  lens_notes_set_flag (notes (fixture), key_at (fixture, 2), LENS_FLAG_DUPLICATE);
  open_folder (fixture, second);
  fixture_listen (second, "notify::notes", told, "notes");
  lens_session_share_notes (second, fixture->session);
  fixture_assert_told (told, "notes ");
  g_assert_cmpint (flag_at (second, 2), ==, LENS_FLAG_DUPLICATE);

  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_WRONG);
  g_assert_cmpint (flag_at (second, 0), ==, LENS_FLAG_WRONG);
  lens_notes_set_flag (lens_session_get_notes (second), key_at (fixture, 1), LENS_FLAG_POOR);
  g_assert_cmpint (flag_at (fixture->session, 1), ==, LENS_FLAG_POOR);
  lens_session_undo (fixture->session);
  g_assert_cmpint (flag_at (second, 0), ==, LENS_FLAG_NONE);
  g_assert_cmpint (flag_at (second, 1), ==, LENS_FLAG_POOR);
  lens_session_undo (fixture->session);
  g_assert_false (lens_history_can_undo (history));
  lens_session_redo (fixture->session);
  g_assert_cmpint (flag_at (second, 2), ==, LENS_FLAG_DUPLICATE);

  fixture_close_session (second);
  lens_notes_set_flag (notes (fixture), key_at (fixture, 0), LENS_FLAG_ARTEFACT);
  g_assert_true (lens_session_open_notes (fixture->session, path)); /* written, and read anew */
  g_assert_cmpint (flag_at (fixture->session, 0), ==, LENS_FLAG_ARTEFACT);
  g_assert_cmpint (flag_at (fixture->session, 1), ==, LENS_FLAG_POOR);
  g_assert_cmpint (flag_at (fixture->session, 2), ==, LENS_FLAG_DUPLICATE);
}

/* A picture without a file is known by its pixels: its note is there again when it is pasted another day. */
static void
test_pasted (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path (fixture), *text = NULL;

  g_assert_true (lens_session_open_notes (fixture->session, path));
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) items = fixture_pasted (2);

      lens_session_open (fixture->session, items);
      fixture_wait_session (fixture->session);
      if (round == 0)
        lens_notes_set_flag (notes (fixture), lens_item_get_key (items->pdata[0]), LENS_FLAG_ARTEFACT);
      g_assert_cmpint (lens_item_get_flag (items->pdata[0]), ==, LENS_FLAG_ARTEFACT);
      g_assert_cmpint (lens_item_get_flag (items->pdata[1]), ==, LENS_FLAG_NONE);
      gtk_selection_model_select_range (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)), 3, 2,
                                        TRUE);
      lens_session_remove_selected (fixture->session);
      fixture_wait_session (fixture->session);
    }
  g_assert_true (lens_notes_flush (notes (fixture), NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "{\"sha256\": \""));
  g_assert_nonnull (strstr (text, "\", \"flag\": \"artefact\"}\n"));
  g_assert_true (lens_session_open_notes (fixture->session, path)); /* and read again */
}

/* What is noted is noted of all that are selected, last of the one on screen; also of that one when it is hidden. */
static void
test_list_noted (FixtureSession *fixture, gconstpointer data)
{
  LensItem *shown = lens_shown_get_item (lens_session_get_shown (fixture->session));
  g_autoptr (GPtrArray) one = lens_session_list_noted (fixture->session), several = NULL, hidden = NULL;

  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (one->pdata[0] == shown);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)), 0, 2, TRUE);
  fixture_wait_session (fixture->session);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)), 0, FALSE);
  fixture_wait_session (fixture->session);
  several = lens_session_list_noted (fixture->session);
  g_assert_cmpuint (several->len, ==, 2);
  g_assert_true (several->pdata[1] == shown);
  lens_view_set_text (lens_session_get_view (fixture->session), "zzzz");
  hidden = lens_session_list_noted (fixture->session);
  g_assert_cmpuint (hidden->len, ==, 1);
  g_assert_true (hidden->pdata[0] == shown);
}

/* Many at once are told of, one is not, nor what changes nothing; and it is one change. */
static void
test_told (FixtureSession *fixture, gconstpointer data)
{
  LensMessages *messages = lens_session_get_messages (fixture->session);
  g_autoptr (GPtrArray) one = lens_session_list_noted (fixture->session), all = NULL;

  lens_session_note_label (fixture->session, one, "akiec");
  g_assert_cmpstr (lens_item_get_label (one->pdata[0]), ==, "akiec");
  g_assert_null (lens_messages_get_notice (messages));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (lens_session_get_selection (fixture->session)));
  all = lens_session_list_noted (fixture->session);
  g_assert_cmpuint (all->len, ==, 3);
  lens_session_note_label (fixture->session, all, "akiec");
  g_assert_cmpstr (lens_messages_get_notice (messages), ==, "3 images have the label akiec now.");
  g_assert_cmpint (lens_messages_get_notice_kind (messages), ==, LENS_NOTICE_UNDOABLE);
  lens_messages_clear_notice (messages);
  lens_session_note_label (fixture->session, all, "akiec");
  g_assert_null (lens_messages_get_notice (messages));
  lens_session_undo (fixture->session);
  g_assert_null (lens_item_get_label (all->pdata[0]));
  g_assert_cmpstr (lens_item_get_label (one->pdata[0]), ==, "akiec");

  lens_session_note_flag (fixture->session, all, LENS_FLAG_POOR);
  g_assert_cmpstr (lens_messages_get_notice (messages), ==, "3 images have the flag “Poor image” now.");
  lens_session_note_flag (fixture->session, all, LENS_FLAG_NONE);
  g_assert_cmpstr (lens_messages_get_notice (messages), ==, "3 images have no flag now.");
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (3), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/session-notes/images", test_images);
  add ("/session-notes/one-chain", test_one_chain);
  add ("/session-notes/open", test_open);
  add ("/session-notes/open-refused", test_open_refused);
  add ("/session-notes/undo-elsewhere", test_undo_elsewhere);
  add ("/session-notes/save-failed", test_save_failed);
  add ("/session-notes/shared", test_shared);
  add ("/session-notes/pasted", test_pasted);
  add ("/session-notes/list-noted", test_list_noted);
  add ("/session-notes/told", test_told);

  return g_test_run ();
}
