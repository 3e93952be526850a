/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "settings-fixture.h"

/* The menu of what was opened last, of which there is no trace unless that is wanted. */

static void
assert_recent (GSettings *settings, const char *const *paths)
{
  g_auto (GStrv) uris = g_settings_get_strv (settings, "recent-files");

  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *uri = g_filename_to_uri (paths[i], NULL, NULL);

      g_assert_cmpstr (uris[i], ==, uri);
    }
  g_assert_cmpuint (g_strv_length (uris), ==, g_strv_length ((char **) paths));
}

#define assert_recent_are(settings, ...) assert_recent (settings, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_recent (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *a = fixture_copy_sample (folder, 1);
  g_autofree char *b = fixture_copy_sample (folder, 2);
  g_autofree char *sample = fixture_sample (3);
  g_autofree char *gone = NULL;
  g_autoptr (GFile) folder_file = g_file_new_for_path (folder);

  fixture_open_path (window, a); /* off: no trace */
  assert_recent_are (settings, NULL);
  g_assert_false (fixture_is_enabled (window, "forget-recent"));

  fixture_run_action (window, "remember-recent", NULL);
  assert_recent_are (settings, NULL); /* nor of what came before */
  fixture_open_path (window, a);
  fixture_open_path (window, sample); /* nobody's image */
  fixture_open_path (window, b);
  fixture_open_folder (window, folder_file, FALSE);
  fixture_wait_idle (window);
  assert_recent_are (settings, folder, b, a);
  gone = g_filename_to_uri (a, NULL, NULL);
  fixture_run_action (window, "open-recent", gone);
  assert_recent_are (settings, a, folder, b);
  g_assert_cmpstr (lens_item_get_name (fixture_shown (window)), ==, "a_patient 1.jpg");

  g_unlink (a);
  fixture_run_action (window, "open-recent", gone);
  fixture_run_for (200);
  g_assert_nonnull (strstr (fixture_error (window), "a_patient 1.jpg"));
  g_assert_nonnull (strstr (fixture_error (window), "no longer there"));
  assert_recent_are (settings, folder, b);

  fixture_run_action (window, "forget-recent", NULL);
  assert_recent_are (settings, NULL);
  g_assert_true (fixture_is_on (window, "remember-recent"));
  fixture_open_path (window, b);
  assert_recent_are (settings, b);
  fixture_run_action (window, "remember-recent", NULL); /* off: forgotten too */
  assert_recent_are (settings, NULL);
  fixture_close_window (window);

  g_unlink (b);
  g_rmdir (folder);
}

/* No longer than the menu, and the newest first. */
static void
test_recent_many (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) uris = NULL;

  fixture_run_action (window, "remember-recent", NULL);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%d.jpg", i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  fixture_open (window, items);
  fixture_wait_idle (window);
  uris = g_settings_get_strv (settings, "recent-files");
  g_assert_cmpuint (g_strv_length (uris), ==, 10);
  g_assert_cmpstr (uris[0], ==, "file:///nowhere/0.jpg");
  g_assert_cmpstr (uris[9], ==, "file:///nowhere/9.jpg");
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/recent-actions/recent", test_recent);
  g_test_add_func ("/recent-actions/many", test_recent_many);

  return g_test_run ();
}
