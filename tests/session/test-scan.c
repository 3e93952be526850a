/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <unistd.h>

#include "lens-scan.h"
#include "session-fixture.h"

typedef struct {
  char *folder;
  LensScan *scan;
  GString *found;  /* names, in order; a "|" after each batch */
  GString *failed; /* "name: reason" */
  GString *rest;   /* "name: what was left out" */
} Fixture;

static void
on_found (LensScan *scan, GPtrArray *items, Fixture *fixture)
{
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (fixture->found, "%s ", lens_item_get_name (g_ptr_array_index (items, i)));
  g_string_append_c (fixture->found, '|');
}

static void
on_failed (LensScan *scan, const char *name, const char *reason, Fixture *fixture)
{
  g_string_append_printf (fixture->failed, "%s: %s", name, reason);
}

static void
on_left_out (LensScan *scan, const char *name, const char *left_out, Fixture *fixture)
{
  g_string_append_printf (fixture->rest, "%s;", left_out);
}

static void
add (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  if (g_str_has_suffix (name, "/"))
    g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  else
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "b/",         "a10/",        "a9/",       "image10.jpg", "image9.JPG",   "notes.txt",
          "Image1.png", ".hidden.jpg", "b/one.jpg", "a9/nine.tif", "a10/ten.webp", "empty/" };
  g_autofree char *link = NULL;

  fixture->folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    add (fixture, names[i]);
  link = g_build_filename (fixture->folder, "b", "loop", NULL);
  g_assert_cmpint (symlink (fixture->folder, link), ==, 0);
  fixture->found = g_string_new (NULL);
  fixture->failed = g_string_new (NULL);
  fixture->rest = g_string_new (NULL);
  fixture->scan = lens_scan_new ();
  g_signal_connect (fixture->scan, "left-out", G_CALLBACK (on_left_out), fixture);
  g_signal_connect (fixture->scan, "found", G_CALLBACK (on_found), fixture);
  g_signal_connect (fixture->scan, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->scan);
  fixture_remove_folder (fixture->folder);
  g_string_free (fixture->found, TRUE);
  g_string_free (fixture->failed, TRUE);
  g_string_free (fixture->rest, TRUE);
}

static void
scan (Fixture *fixture, const char *name, gboolean is_recursive)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_scan_add (fixture->scan, file, is_recursive);
  g_assert_cmpstr (fixture->found->str, ==, ""); /* nothing happens on this thread */
  while (!lens_scan_is_idle (fixture->scan))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  scan (fixture, "", FALSE);
  g_assert_cmpstr (fixture->found->str, ==, "Image1.png image9.JPG image10.jpg |");
  g_assert_cmpstr (fixture->failed->str, ==, "");
  g_assert_cmpstr (fixture->rest->str, ==, "1 .txt;");
}

/* Folder by folder, in the order in which people count; the link back to the top is not followed. */
static void
test_recursive (Fixture *fixture, gconstpointer data)
{
  scan (fixture, "", TRUE);
  g_assert_cmpstr (fixture->found->str, ==, "Image1.png image9.JPG image10.jpg |nine.tif |ten.webp |one.jpg |");
  g_assert_cmpstr (fixture->failed->str, ==, "");
}

/* A link to a folder that is not searched otherwise is named. */
static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "more", NULL);

  g_assert_cmpint (symlink (elsewhere, link), ==, 0);
  scan (fixture, "", FALSE); /* which leaves all folders alone */
  g_assert_cmpstr (fixture->failed->str, ==, "");
  g_string_truncate (fixture->found, 0);
  scan (fixture, "", TRUE);
  g_assert_true (g_str_has_prefix (fixture->failed->str, "more: this is a link"));
  g_rmdir (elsewhere);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  scan (fixture, "empty", FALSE);
  g_assert_cmpstr (fixture->found->str, ==, "");
  g_assert_true (g_str_has_prefix (fixture->failed->str, "empty: there is no image"));
}

/* What is no folder is found itself: whoever opens it says what is wrong. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  scan (fixture, "notes.txt", TRUE);
  g_assert_cmpstr (fixture->found->str, ==, "notes.txt |");
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  lens_scan_add (fixture->scan, folder, TRUE);
  lens_scan_stop (fixture->scan);
  g_assert_true (lens_scan_is_idle (fixture->scan));
  for (int i = 0; i < 20; i++)
    {
      g_usleep (2000);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpstr (fixture->found->str, ==, "");
  scan (fixture, "b", FALSE); /* it goes on with what comes next */
  g_assert_cmpstr (fixture->found->str, ==, "one.jpg |");
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add ("/scan/folder", Fixture, NULL, set_up, test_folder, tear_down);
  g_test_add ("/scan/recursive", Fixture, NULL, set_up, test_recursive, tear_down);
  g_test_add ("/scan/link", Fixture, NULL, set_up, test_link, tear_down);
  g_test_add ("/scan/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/scan/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/scan/stop", Fixture, NULL, set_up, test_stop, tear_down);

  return g_test_run ();
}
