/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-truths-reader.h"
#include "session-fixture.h"

typedef struct {
  char *folder;
  GObject *source;
  GCancellable *cancellable;
  GObject *read; /* owned: what the task has returned */
  GError *error;
  gboolean is_done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_folder (0);
  fixture->source = g_object_new (G_TYPE_OBJECT, NULL);
  fixture->cancellable = g_cancellable_new ();
}

static void
forget (Fixture *fixture)
{
  g_clear_object (&fixture->read);
  g_clear_error (&fixture->error);
  fixture->is_done = FALSE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  forget (fixture);
  g_object_unref (fixture->cancellable);
  g_clear_object (&fixture->source);
  fixture_remove_folder (fixture->folder);
}

static Fixture *current; /* the task has room for the request alone */

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  current->read = g_task_propagate_pointer (G_TASK (result), &current->error);
  current->is_done = TRUE;
}

static gboolean
is_done (gpointer fixture)
{
  return ((Fixture *) fixture)->is_done;
}

/* (transfer full) */
static LensTruthsRequest *
make_request (const char *path)
{
  g_autoptr (LensReading) reading = lens_reading_new (fixture_classifier (), NULL);
  LensTruthsRequest *request = g_new0 (LensTruthsRequest, 1);

  request->file = g_file_new_for_path (path);
  request->labels = lens_reading_dup_labels (reading);
  request->titles = lens_reading_dup_titles (reading);
  request->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (request->names, g_strdup ("one.jpg"));
  g_ptr_array_add (request->names, g_strdup ("two.jpg"));
  g_ptr_array_add (request->names, NULL);

  return request;
}

/* Takes over the request. */
static void
read_request (Fixture *fixture, LensTruthsRequest *request)
{
  forget (fixture);
  current = fixture;
  lens_truths_read_async (fixture->source, request, fixture->cancellable, on_read);
  g_assert_false (fixture->is_done); /* nothing happens on this thread */
  fixture_wait (is_done, fixture, "the table");
  g_assert_true ((fixture->read != NULL) == (fixture->error == NULL));
}

static void
read_table (Fixture *fixture, const char *text, gboolean is_asking)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, "table.csv", text);
  LensTruthsRequest *request = make_request (g_file_peek_path (file));

  request->is_asking = is_asking;
  read_request (fixture, request);
}

/* Codes of classes in a column that is called like one: that is the truth. */
static void
test_sure (Fixture *fixture, gconstpointer data)
{
  read_table (fixture, "image_id,dx\none,mel\ntwo,nv\n", FALSE);
  g_assert_no_error (fixture->error);
  g_assert_true (DERM_IS_TRUTH (fixture->read));
  g_assert_cmpuint (derm_truth_get_n_images (DERM_TRUTH (fixture->read)), ==, 2);
}

/* Any table if somebody wants to say what its columns mean. */
static void
test_asking (Fixture *fixture, gconstpointer data)
{
  read_table (fixture, "image_id,dx\none,mel\ntwo,nv\n", TRUE);
  g_assert_no_error (fixture->error);
  g_assert_true (DERM_IS_TABLE (fixture->read));
  g_assert_cmpuint (derm_table_get_n_rows (DERM_TABLE (fixture->read)), ==, 2);
}

/* What can only be guessed, or not even that, comes back as a table: columns without a name that is known, no word that
 * is a class. */
static void
test_unsure (Fixture *fixture, gconstpointer data)
{
  static const char *const unsure[]
      = { "nr;Bild;Befund\n1;one.jpg;Fleck\n2;two.jpg;Klecks\n", "image_id,dx\none,\ntwo,\n", "a,b,c\nx,1,2\ny,3,4\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (unsure); i++)
    {
      read_table (fixture, unsure[i], FALSE);
      g_assert_no_error (fixture->error);
      g_assert_true (DERM_IS_TABLE (fixture->read));
    }
}

/* What is no table is an error with the line in it; a table without rows is one too. */
static void
test_bad (Fixture *fixture, gconstpointer data)
{
  LensTruthsRequest *gone;
  g_autofree char *path = g_build_filename (fixture->folder, "gone.csv", NULL);

  read_table (fixture, "a,b\n1,\"open\n", FALSE);
  g_assert_nonnull (fixture->error);
  g_assert_true (g_str_has_prefix (fixture->error->message, "line 2: "));
  read_table (fixture, "a,b\n", TRUE);
  g_assert_error (fixture->error, DERM_ERROR, DERM_ERROR_EMPTY);
  gone = make_request (path);
  read_request (fixture, gone);
  g_assert_nonnull (fixture->error);
  g_assert_cmpuint (strlen (fixture->error->message), >, 5);
}

static void
add_below (Fixture *fixture, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, NULL);
  g_autofree char *sample = fixture_sample (1), *copy = g_build_filename (path, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (sample), to = g_file_new_for_path (copy);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
}

static void
remove_below (Fixture *fixture, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, NULL), *copy = g_build_filename (path, name, NULL);

  g_unlink (copy);
  g_rmdir (path);
}

/* Folders that are called like classes: what is in them is known. */
static void
test_folders (Fixture *fixture, gconstpointer data)
{
  LensTruthsRequest *request = make_request (fixture->folder);

  add_below (fixture, "mel", "one.jpg");
  add_below (fixture, "nv", "two.jpg");
  request->is_folder = TRUE;
  read_request (fixture, request);
  g_assert_no_error (fixture->error);
  g_assert_true (DERM_IS_TRUTH (fixture->read));
  g_assert_cmpuint (derm_truth_get_n_images (DERM_TRUTH (fixture->read)), ==, 2);
  g_assert_null (derm_truth_get_id_column (DERM_TRUTH (fixture->read)));
  remove_below (fixture, "mel", "one.jpg");
  remove_below (fixture, "nv", "two.jpg");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  read_table (fixture, "image_id,dx\none,mel\n", FALSE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whoever asked is there until the answer comes, and not longer. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, "table.csv", "image_id,dx\none,mel\n");
  gpointer weak = fixture->source;

  current = fixture;
  lens_truths_read_async (fixture->source, make_request (g_file_peek_path (file)), fixture->cancellable, on_read);
  g_object_add_weak_pointer (fixture->source, &weak);
  g_clear_object (&fixture->source);
  g_assert_nonnull (weak);
  fixture_wait (is_done, fixture, "the table");
  fixture_run_for (10);
  g_assert_null (weak);
  g_assert_true (DERM_IS_TRUTH (fixture->read));
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/truths-reader/sure", test_sure);
  add ("/truths-reader/asking", test_asking);
  add ("/truths-reader/unsure", test_unsure);
  add ("/truths-reader/bad", test_bad);
  add ("/truths-reader/folders", test_folders);
  add ("/truths-reader/cancelled", test_cancelled);
  add ("/truths-reader/held", test_held);

  return g_test_run ();
}
