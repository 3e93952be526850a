/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The images of an audit: files that are of no use, none at all, progress and cancelling. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "audit-fixture.h"
#include "patterns.h"

/* Bad files are named and counted; the others are judged all the same. */
static void
test_bad_files (AuditSet *set, gconstpointer data)
{
  g_autofree char *empty = g_build_filename (set->folder, "empty.jpg", NULL);
  g_autofree char *text = g_build_filename (set->folder, "text.png", NULL);
  g_autofree char *other = g_build_filename (set->folder, "other.png", NULL);
  g_autofree char *twice = g_build_filename (set->folder, "a.tif", NULL);
  g_autofree char *table = g_build_filename (set->folder, "table.xlsx", NULL);
  g_autofree char *link = g_build_filename (set->folder, "z", NULL);
  g_autofree char *elsewhere = g_dir_make_tmp ("derm-audit-XXXXXX", NULL);
  g_autoptr (DermAudit) audit = NULL;
  const char *path;

  audit_add_image (set, "a", 4, UNSEEN, 1, NULL);
  g_string_append (set->truth, "empty,,nv\ntext,,nv\ngone,,nv\n");
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_true (g_file_set_contents (text, "no image", -1, NULL));
  g_assert_true (g_file_set_contents (other, "nobody knows its label", -1, NULL));
  g_assert_true (g_file_set_contents (twice, "the second of that id", -1, NULL));
  g_assert_true (g_file_set_contents (table, "x", -1, NULL));
  g_assert_cmpint (symlink (elsewhere, link), ==, 0);
  audit = audit_run (set, "audit-clean.safetensors", FALSE);
  g_assert_cmpuint (derm_audit_get_n_images (audit), ==, 1);
  g_assert_cmpuint (derm_audit_get_n_failures (audit), ==, 3);
  g_assert_nonnull (derm_audit_get_failure (audit, 0, &path));
  g_assert_cmpstr (path, ==, "z"); /* a folder elsewhere */
  g_assert_nonnull (derm_audit_get_failure (audit, 1, &path));
  g_assert_cmpstr (path, ==, "empty.jpg");
  g_assert_cmpstr (derm_audit_get_left_out (audit), ==, "2 .csv, 1 .xlsx");
  g_assert_cmpuint (derm_audit_get_n_unlabelled (audit), ==, 1);
  g_assert_cmpuint (derm_audit_get_n_missing (audit), ==, 1);
  g_assert_cmpuint (derm_audit_get_n_same_id (audit), ==, 1);
  g_rmdir (elsewhere);
}

static void
assert_empty (AuditSet *set, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (audit_run_full (set, "audit-clean.safetensors", NULL, (AuditWatch){ NULL, NULL, NULL }, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_EMPTY);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_nothing (AuditSet *set, gconstpointer data)
{
  g_autofree char *path = g_build_filename (set->folder, "bad.jpg", NULL);

  g_string_append (set->truth, "x,,nv\n");
  assert_empty (set, "none of the 0 images");
  g_assert_true (g_file_set_contents (path, "bad", -1, NULL));
  assert_empty (set, "none of the 1 images");
  g_string_append (set->truth, "bad,,unheard-of\n");
  assert_empty (set, "none of the 1 images");
  g_string_append (set->truth, "bad2,,nv\n");
  g_free (path);
  path = g_build_filename (set->folder, "bad2.jpg", NULL);
  g_assert_true (g_file_set_contents (path, "bad", -1, NULL));
  assert_empty (set, "could be used; bad2.jpg: ");
}

static void
cancel_at_once (guint n_done, guint n_images, gpointer cancellable)
{
  g_assert_cmpuint (n_done, <, n_images);
  g_cancellable_cancel (cancellable);
}

static void
count_progress (guint n_done, guint n_images, gpointer last)
{
  g_assert_cmpuint (n_images, ==, 35);
  g_assert_cmpuint (n_done, >=, *(guint *) last);
  *(guint *) last = n_done;
}

static void
test_progress (AuditSet *set, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL, cancelled = NULL;
  g_autoptr (DermAudit) audit = NULL;
  guint last = 0;

  audit_add_images (set, 5, UNSEEN, 0, PATTERN_CLASSES);
  audit = audit_run_full (set, "audit-clean.safetensors", NULL, (AuditWatch){ count_progress, &last, NULL }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (last, ==, 35);
  g_assert_null (audit_run_full (set, "audit-clean.safetensors", NULL,
                                 (AuditWatch){ cancel_at_once, cancellable, cancellable }, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  audit_add_test ("/audit-images/bad-files", test_bad_files);
  audit_add_test ("/audit-images/nothing", test_nothing);
  audit_add_test ("/audit-images/progress", test_progress);
  return g_test_run ();
}
