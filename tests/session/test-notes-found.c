/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"

/* Notes find their images again by what is in them: in a renamed folder, on another computer. */

static char *
notes_path (FixtureSession *fixture)
{
  return g_strconcat (fixture->folder, ".jsonl", NULL);
}

static char *
read_notes (FixtureSession *fixture)
{
  g_autofree char *path = notes_path (fixture);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text != NULL ? text : g_strdup ("");
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p++)
    n++;

  return n;
}

static gboolean
has_hashes (gpointer data)
{
  g_autofree char *text = read_notes (data);

  return count (text, "\"file_sha256\": \"") == 2 && count (text, "\"file_size\": \"") == 2;
}

static void
wait (FixtureSession *fixture)
{
  fixture_wait_session (fixture->session);
}

static void
note_two (FixtureSession *fixture)
{
  g_autofree char *path = notes_path (fixture);
  LensNotes *notes = lens_session_get_notes (fixture->session);

  g_assert_true (lens_session_open_notes (fixture->session, path));
  lens_notes_set_flag (notes, lens_item_get_key (fixture_item_at (fixture->session, 0)), LENS_FLAG_ARTEFACT);
  lens_notes_set_text (notes, lens_item_get_key (fixture_item_at (fixture->session, 1)), "hair");
  fixture_wait (has_hashes, fixture, "what is in the images");
}

/* The folder has another name now, and the session is another one. */
static void
move_folder (FixtureSession *fixture)
{
  g_autofree char *path = notes_path (fixture), *moved = g_strconcat (fixture->folder, "-moved", NULL),
                  *moved_notes = NULL;

  fixture_close_session (fixture->session);
  g_assert_cmpint (g_rename (fixture->folder, moved), ==, 0);
  g_free (fixture->folder);
  fixture->folder = g_steal_pointer (&moved);
  moved_notes = notes_path (fixture);
  g_assert_cmpint (g_rename (path, moved_notes), ==, 0);
  fixture->session = lens_session_new (fixture_classifier (), NULL);
  g_assert_true (lens_session_open_notes (fixture->session, moved_notes));
}

static void
open_folder (FixtureSession *fixture)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  lens_session_open_folder (fixture->session, folder, FALSE);
  wait (fixture);
}

static void
assert_notes (FixtureSession *fixture, LensFlag flag, const char *text)
{
  g_assert_cmpint (lens_item_get_flag (fixture_item_at (fixture->session, 0)), ==, flag);
  g_assert_cmpstr (lens_item_get_text (fixture_item_at (fixture->session, 1)), ==, text);
}

static LensOffers *
offers (FixtureSession *fixture)
{
  return lens_session_get_offers (fixture->session);
}

static void
remove_notes (FixtureSession *fixture)
{
  g_autofree char *path = notes_path (fixture);

  g_unlink (path);
}

/* It is asked once, with the number; what is taken can be undone as one. */
static void
test_renamed (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *undone = NULL;
  g_autoptr (GError) error = NULL;

  note_two (fixture);
  move_folder (fixture);
  open_folder (fixture);
  assert_notes (fixture, LENS_FLAG_NONE, NULL);
  g_assert_nonnull (strstr (lens_offers_get_text (offers (fixture)), "2 notes"));
  lens_offers_accept (offers (fixture));
  assert_notes (fixture, LENS_FLAG_ARTEFACT, "hair");
  g_assert_true (lens_notes_flush (lens_session_get_notes (fixture->session), &error));
  text = read_notes (fixture);
  g_assert_cmpuint (count (text, "-moved/photo"), ==, 2);
  g_assert_cmpuint (count (text, "\n"), ==, 2); /* they have moved */
  g_assert_cmpuint (count (text, "\"file_sha256\": \""), ==, 2);

  open_folder (fixture);
  g_assert_null (lens_offers_get_text (offers (fixture)));
  lens_session_undo (fixture->session);
  wait (fixture);
  assert_notes (fixture, LENS_FLAG_NONE, NULL);
  g_assert_true (lens_notes_flush (lens_session_get_notes (fixture->session), &error));
  undone = read_notes (fixture);
  g_assert_cmpuint (count (undone, "-moved/photo"), ==, 0);
  g_assert_cmpuint (count (undone, "\n"), ==, 2);
  lens_session_redo (fixture->session);
  wait (fixture);
  assert_notes (fixture, LENS_FLAG_ARTEFACT, "hair");
  remove_notes (fixture);
}

static void
test_dismissed (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *after = NULL;

  note_two (fixture);
  move_folder (fixture);
  text = read_notes (fixture);
  open_folder (fixture);
  lens_offers_dismiss (offers (fixture));
  open_folder (fixture);
  g_assert_null (lens_offers_get_text (offers (fixture))); /* once */
  assert_notes (fixture, LENS_FLAG_NONE, NULL);
  after = read_notes (fixture);
  g_assert_cmpstr (after, ==, text);
  remove_notes (fixture);
}

/* Of a copy the note stays where it was, too; of two copies one has it. */
static void
test_copied (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *from = g_build_filename (fixture->folder, "photo 1.jpg", NULL);
  g_autofree char *to = g_build_filename (fixture->folder, "renamed.jpg", NULL), *path = notes_path (fixture);
  g_autofree char *second = g_build_filename (fixture->folder, "second.jpg", NULL);
  g_autofree char *bytes = NULL, *text = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  note_two (fixture);
  fixture_close_session (fixture->session);
  fixture->session = lens_session_new (fixture_classifier (), NULL);
  g_assert_true (lens_session_open_notes (fixture->session, path));
  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (second, bytes, (gssize) length, NULL));
  items = fixture_items (to, second, NULL);
  lens_session_open (fixture->session, items);
  wait (fixture);
  g_assert_nonnull (strstr (lens_offers_get_text (offers (fixture)), "1 note "));
  lens_offers_accept (offers (fixture));
  g_assert_cmpint (lens_item_get_flag (fixture_item_at (fixture->session, 0)), ==, LENS_FLAG_ARTEFACT);
  g_assert_cmpint (lens_item_get_flag (fixture_item_at (fixture->session, 1)), ==, LENS_FLAG_NONE);
  g_assert_true (lens_notes_flush (lens_session_get_notes (fixture->session), &error));
  text = read_notes (fixture);
  g_assert_cmpuint (count (text, "\n"), ==, 3);
  g_assert_cmpuint (count (text, "photo 1.jpg"), ==, 1);
  remove_notes (fixture);
}

/* Another picture of the same name is another image; so is one that has a note of its own. */
static void
test_other (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GFile) own = NULL;

  note_two (fixture);
  move_folder (fixture);
  g_object_unref (fixture_write (fixture->folder, "photo 1.jpg", "another picture, or none"));
  own = g_file_new_build_filename (fixture->folder, "photo 2.jpg", NULL);
  lens_notes_set_text (lens_session_get_notes (fixture->session), own, "its own");
  open_folder (fixture);
  g_assert_null (lens_offers_get_text (offers (fixture)));
  remove_notes (fixture);
}

/* Of two notes on the same bytes each goes to the file of its name. */
static void
test_same_bytes (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *from = g_build_filename (fixture->folder, "photo 1.jpg", NULL);
  g_autofree char *to = g_build_filename (fixture->folder, "photo 2.jpg", NULL), *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
  note_two (fixture);
  move_folder (fixture);
  open_folder (fixture);
  lens_offers_accept (offers (fixture));
  assert_notes (fixture, LENS_FLAG_ARTEFACT, "hair");
  g_assert_cmpint (lens_item_get_flag (fixture_item_at (fixture->session, 1)), ==, LENS_FLAG_NONE);
  remove_notes (fixture);
}

/* Notes from before are found by path, and known again from then on, once something is noted. */
static void
test_before (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path (fixture), *name = g_path_get_basename (fixture->folder), *text = NULL,
                  *same = NULL;
  LensNotes *notes;

  text = g_strdup_printf ("{\"file\": \"%s/photo 1.jpg\", \"flag\": \"artefact\"}\n", name);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (lens_session_open_notes (fixture->session, path));
  notes = lens_session_get_notes (fixture->session);
  assert_notes (fixture, LENS_FLAG_ARTEFACT, NULL);
  fixture_run_for (600);
  same = read_notes (fixture);
  g_assert_cmpstr (same, ==, text); /* to look at images writes nothing */
  lens_notes_set_text (notes, lens_item_get_key (fixture_item_at (fixture->session, 1)), "hair");
  fixture_wait (has_hashes, fixture, "what is in the images");
  remove_notes (fixture);
}

/* Lines that are no text are told of. */
static void
test_damaged (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = notes_path (fixture);
  const char *error;

  g_assert_true (g_file_set_contents (path, "{\"file\": \"a.jpg\", \"flag\": \"poor\"}\n\0\0\n\xff\n", 39, NULL));
  g_assert_true (lens_session_open_notes (fixture->session, path));
  error = lens_messages_get_error (lens_session_get_messages (fixture->session));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error, path));
  g_assert_nonnull (strstr (error, "2 lines"));
  remove_notes (fixture);
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (3), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/notes-found/renamed", test_renamed);
  add ("/notes-found/dismissed", test_dismissed);
  add ("/notes-found/copied", test_copied);
  add ("/notes-found/other", test_other);
  add ("/notes-found/same-bytes", test_same_bytes);
  add ("/notes-found/before", test_before);
  add ("/notes-found/damaged", test_damaged);

  return g_test_run ();
}
