/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* Tables of truth in a session with three images: photo 1.jpg, photo 2.jpg, photo 10.jpg. */

static LensTruths *
truths (FixtureSession *fixture)
{
  return lens_session_get_truths (fixture->session);
}

static LensMessages *
messages (FixtureSession *fixture)
{
  return lens_session_get_messages (fixture->session);
}

static LensHistory *
history (FixtureSession *fixture)
{
  return lens_session_get_history (fixture->session);
}

static void
open_table (FixtureSession *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, name, text);

  lens_truths_open (truths (fixture), file, FALSE);
  fixture_wait_session (fixture->session);
}

/* Codes of the three images, "-" for none. */
static void
assert_truths (FixtureSession *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    {
      const char *truth = lens_item_get_truth (fixture_item_at (fixture->session, i));

      g_string_append_printf (text, "%s ", truth != NULL ? truth : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_notice (FixtureSession *fixture, const char *expected)
{
  g_assert_cmpstr (lens_messages_get_notice (messages (fixture)), ==, expected);
}

static void
assert_file (FixtureSession *fixture, const char *expected)
{
  GFile *file = lens_truths_get_file (truths (fixture));
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  g_assert_cmpstr (name, ==, expected);
}

/* What was asked of somebody. */
typedef struct {
  DermTable *table; /* owned */
  GFile *file;      /* owned */
  guint n;
} Asked;

static void
on_asked (LensTruths *truths, DermTable *table, GFile *file, Asked *asked)
{
  g_set_object (&asked->table, table);
  g_set_object (&asked->file, file);
  asked->n++;
}

static void
asked_clear (Asked *asked)
{
  g_clear_object (&asked->table);
  g_clear_object (&asked->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static void
test_take (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  gboolean has_truth;

  fixture_listen (truths (fixture), "notify::is-reading", told, "reading");
  fixture_listen (truths (fixture), "changed", told, "changed");
  g_assert_false (lens_truths_has_truth (truths (fixture)));
  assert_file (fixture, NULL);
  open_table (fixture, "one.csv", "image_id,dx\nphoto 1,mel\nphoto 2,nv\nelsewhere,nv\n");
  fixture_assert_told (told, "reading reading changed ");
  assert_truths (fixture, "mel nv - ");
  assert_notice (fixture, "Truth for 2 of 3 images from one.csv. 1 row names no image of the list.");
  g_assert_cmpint (lens_messages_get_notice_kind (messages (fixture)), ==, LENS_NOTICE_UNDOABLE);
  g_assert_null (lens_messages_get_error (messages (fixture)));
  assert_file (fixture, "one.csv");
  g_object_get (truths (fixture), "has-truth", &has_truth, NULL);
  g_assert_true (has_truth);
}

/* A second table takes the first one's place not silently, and not for good. */
static void
test_replace (FixtureSession *fixture, gconstpointer data)
{
  open_table (fixture, "one.csv", "image_id,dx\nphoto 1,mel\nphoto 2,nv\n");
  open_table (fixture, "two.csv", "image_id,dx\nphoto 1,bkl\n");
  assert_notice (fixture, "Truth for 1 of 3 images from two.csv. It replaces one.csv.");
  assert_truths (fixture, "bkl - - ");
  lens_history_undo (history (fixture));
  assert_truths (fixture, "mel nv - ");
  assert_file (fixture, "one.csv");
  assert_notice (fixture, "The truth from two.csv was taken away. That of one.csv is used again.");
  lens_history_undo (history (fixture));
  assert_truths (fixture, "- - - ");
  assert_notice (fixture, "The truth from one.csv was taken away: no class is known.");
  g_assert_cmpint (lens_messages_get_notice_kind (messages (fixture)), ==, LENS_NOTICE_REDOABLE);
  assert_file (fixture, NULL);
  g_assert_false (lens_truths_has_truth (truths (fixture)));
  g_assert_false (lens_history_can_undo (history (fixture)));
  lens_history_redo (history (fixture));
  assert_notice (fixture, "Truth for 2 of 3 images from one.csv.");
  g_assert_cmpint (lens_messages_get_notice_kind (messages (fixture)), ==, LENS_NOTICE_UNDOABLE);
  lens_history_redo (history (fixture));
  assert_truths (fixture, "bkl - - ");
  open_table (fixture, "two.csv", "image_id,dx\nphoto 1,nv\n");
  assert_notice (fixture, "Truth for 1 of 3 images from two.csv. It was read again.");
  lens_history_undo (history (fixture));
  assert_notice (fixture, "The truth is that of two.csv again, as it was read before.");
  assert_truths (fixture, "bkl - - "); /* as it was then, not as the file is now */
}

/* An image that comes later is known at once. */
static void
test_later_image (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/later.jpg", NULL);

  open_table (fixture, "one.csv", "image_id,dx\nphoto 1,mel\nlater,df\n");
  lens_session_open (fixture->session, items);
  g_assert_cmpstr (lens_item_get_truth (items->pdata[0]), ==, "df");
  fixture_wait_session (fixture->session);
  lens_history_undo (history (fixture));
  g_assert_null (lens_item_get_truth (items->pdata[0]));
}

/* Columns that nobody can guess are asked for; until somebody answers nothing changes. */
static void
test_asked (FixtureSession *fixture, gconstpointer data)
{
  g_auto (Asked) asked = { NULL };
  g_auto (GStrv) labels = lens_reading_dup_labels (lens_session_get_reading (fixture->session));
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  const DermTruthHints hints = { .words = words };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = NULL;

  g_signal_connect (truths (fixture), "asked", G_CALLBACK (on_asked), &asked);
  open_table (fixture, "clinic.csv", "nr;Foto;Befund\n7;photo 1.jpg;mel\n8;photo 2.jpg;nv\n");
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpuint (derm_table_get_n_columns (asked.table), ==, 3);
  assert_truths (fixture, "- - - ");
  g_assert_false (lens_truths_has_truth (truths (fixture)));
  assert_file (fixture, "clinic.csv"); /* so that it can be asked for again */
  assert_notice (fixture, NULL);

  truth = derm_truth_new_from_table (asked.table, (const char *const *) labels, 1, 2, &hints, &error);
  g_assert_no_error (error);
  lens_truths_take (truths (fixture), truth, asked.file);
  assert_truths (fixture, "mel nv - ");
  lens_history_undo (history (fixture));
  assert_truths (fixture, "- - - ");
  g_signal_handlers_disconnect_by_data (truths (fixture), &asked);
}

/* A table that names its columns, but the images in another one, is asked about too; and any on request. */
static void
test_asked_of_known (FixtureSession *fixture, gconstpointer data)
{
  g_auto (Asked) asked = { NULL };
  g_autoptr (GFile) file = NULL;

  g_signal_connect (truths (fixture), "asked", G_CALLBACK (on_asked), &asked);
  open_table (fixture, "numbers.csv", "image_id,Foto,dx\n1,photo 1.jpg,mel\n2,photo 2.jpg,nv\n");
  g_assert_cmpuint (asked.n, ==, 1);
  assert_truths (fixture, "- - - ");
  open_table (fixture, "one.csv", "image_id,dx\nphoto 1,mel\n");
  g_assert_cmpuint (asked.n, ==, 1);
  file = g_object_ref (lens_truths_get_file (truths (fixture)));
  lens_truths_open (truths (fixture), file, TRUE);
  fixture_wait_session (fixture->session);
  g_assert_cmpuint (asked.n, ==, 2);
  assert_truths (fixture, "mel - - ");                                     /* what was known stays */
  open_table (fixture, "two.csv", "image_id,file,dx\n1,photo 1.jpg,nv\n"); /* of two usual names the one that fits */
  g_assert_cmpuint (asked.n, ==, 2);
  assert_truths (fixture, "nv - - ");
  g_signal_handlers_disconnect_by_data (truths (fixture), &asked);
}

/* What is no table is refused with file and line; what was known stays. */
static void
test_refused (FixtureSession *fixture, gconstpointer data)
{
  static const char *const bad[] = { "a,b\n1,\"open\n", "a,b\n", "", "no table" };
  g_autofree char *path = g_build_filename (fixture->folder, "gone.csv", NULL);
  g_autoptr (GFile) gone = g_file_new_for_path (path);

  open_table (fixture, "one.csv", "image_id,dx\nphoto 1,mel\n");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      lens_messages_clear_error (messages (fixture));
      open_table (fixture, "bad.csv", bad[i]);
      g_assert_true (g_str_has_prefix (lens_messages_get_error (messages (fixture)), "bad.csv: "));
      assert_truths (fixture, "mel - - ");
    }
  lens_truths_open (truths (fixture), gone, FALSE);
  fixture_wait_session (fixture->session);
  g_assert_true (g_str_has_prefix (lens_messages_get_error (messages (fixture)), "gone.csv: "));
  assert_truths (fixture, "mel - - ");
  lens_history_undo (history (fixture)); /* none of them was a change */
  assert_truths (fixture, "- - - ");
}

/* Rows that cannot be used are named, and the others count. */
static void
test_problems (FixtureSession *fixture, gconstpointer data)
{
  open_table (fixture, "one.csv", "image_id,dx\nphoto 1,mel\nphoto 2,scc\nphoto 10,\n");
  assert_truths (fixture, "mel - - ");
  g_assert_true (g_str_has_prefix (lens_messages_get_error (messages (fixture)), "one.csv: "));
  g_assert_nonnull (strstr (lens_messages_get_error (messages (fixture)), "line 4: "));
  g_assert_nonnull (strstr (lens_messages_get_notice (messages (fixture)), "“scc” (1)"));
}

/* Taken while a folder is being searched: whether it names the images is known only when all are there. */
static void
test_early (FixtureSession *fixture, gconstpointer data)
{
  g_auto (Asked) asked = { NULL };
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) good
      = fixture_write (fixture->folder, "good.csv", "image_id,dx\nphoto 1,mel\nphoto 2,nv\nphoto 10,df\n");
  g_autoptr (GFile) numbers = fixture_write (fixture->folder, "numbers.csv", "image_id,Foto,dx\n1,photo 1.jpg,mel\n");
  LensSession *session = lens_session_new (fixture_classifier (), NULL);

  g_signal_connect (lens_session_get_truths (session), "asked", G_CALLBACK (on_asked), &asked);
  lens_session_open_folder (session, folder, FALSE);
  lens_truths_open (lens_session_get_truths (session), good, FALSE);
  fixture_wait_session (session);
  g_assert_cmpstr (lens_item_get_truth (fixture_item_at (session, 2)), ==, "df");
  g_assert_cmpstr (lens_messages_get_notice (lens_session_get_messages (session)), ==,
                   "Truth for 3 of 3 images from good.csv.");
  g_assert_cmpuint (asked.n, ==, 0);
  fixture_close_session (session);

  session = lens_session_new (fixture_classifier (), NULL);
  g_signal_connect (lens_session_get_truths (session), "asked", G_CALLBACK (on_asked), &asked);
  lens_session_open_folder (session, folder, FALSE);
  lens_truths_open (lens_session_get_truths (session), numbers, FALSE);
  fixture_wait_session (session);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_null (lens_item_get_truth (fixture_item_at (session, 0)));
  fixture_close_session (session);
}

/* Closed while it is read: nothing comes, nobody is asked. */
static void
test_close (FixtureSession *fixture, gconstpointer data)
{
  g_auto (Asked) asked = { NULL };
  g_autoptr (GFile) file = fixture_write (fixture->folder, "clinic.csv", "nr;Foto;Befund\n7;photo 1.jpg;mel\n");
  g_autoptr (GFile) good = fixture_write (fixture->folder, "good.csv", "image_id,dx\nphoto 1,mel\n");
  LensSession *session = lens_session_new (fixture_classifier (), NULL);
  g_autoptr (LensMessages) told = g_object_ref (lens_session_get_messages (session));

  g_signal_connect (lens_session_get_truths (session), "asked", G_CALLBACK (on_asked), &asked);
  lens_truths_open (lens_session_get_truths (session), file, FALSE);
  lens_truths_open (lens_session_get_truths (session), good, FALSE);
  g_assert_true (lens_truths_is_reading (lens_session_get_truths (session)));
  fixture_close_session (session);
  fixture_run_for (50);
  g_assert_cmpuint (asked.n, ==, 0);
  g_assert_null (lens_messages_get_notice (told));
  g_assert_null (lens_messages_get_error (told));
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (3), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/truths/take", test_take);
  add ("/truths/replace", test_replace);
  add ("/truths/later-image", test_later_image);
  add ("/truths/asked", test_asked);
  add ("/truths/asked-of-known", test_asked_of_known);
  add ("/truths/refused", test_refused);
  add ("/truths/problems", test_problems);
  add ("/truths/early", test_early);
  add ("/truths/close", test_close);

  return g_test_run ();
}
