/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>

#include "settings-fixture.h"

/* Where a file is saved that has no place yet; and of that place, as of all that was opened, no trace unless it is
 * wanted. */

static char *documents; /* of the user */

static void
assert_folder (LensChooser *chooser, const char *path)
{
  g_autoptr (GFile) folder = lens_chooser_dup_save_folder (chooser);
  g_autofree char *found = folder != NULL ? g_file_get_path (folder) : NULL;

  g_assert_cmpstr (found, ==, path);
}

static void
keep (LensChooser *chooser, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  lens_chooser_keep_save_folder (chooser, folder);
}

static void
test_last_place (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  LensChooser *chooser = lens_chooser_new (window), *other = lens_chooser_new (window);

  assert_folder (chooser, documents);
  keep (chooser, "/nowhere/figures");
  assert_folder (chooser, "/nowhere/figures");
  assert_folder (other, documents); /* of another window */
  g_object_unref (chooser);
  g_object_unref (other);
  gtk_window_destroy (window);
}

static LensChooser *
chooser_new (GtkWindow *window, GSettings *settings)
{
  LensChooser *chooser = lens_chooser_new (window);

  lens_chooser_set_settings (chooser, settings);

  return chooser;
}

static void
test_remembered (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  LensChooser *first = chooser_new (window, settings), *next = chooser_new (window, settings);

  keep (first, "/nowhere/patients");
  g_assert_null (g_settings_get_user_value (settings, "save-folder")); /* off: for this window alone */
  assert_folder (next, documents);

  g_settings_set_boolean (settings, "remember-recent", TRUE);
  assert_folder (next, documents); /* nor of what came before */
  keep (first, "/nowhere/figures");
  assert_folder (next, "/nowhere/figures");
  g_settings_set_boolean (settings, "remember-recent", FALSE);
  assert_folder (next, documents);
  assert_folder (first, "/nowhere/figures"); /* while it is open */
  g_settings_reset (settings, "save-folder");
  assert_folder (first, documents);
  g_object_unref (first);
  g_object_unref (next);
  gtk_window_destroy (window);
}

/* By the actions: what is forgotten is the place too. */
static void
test_forgotten (void)
{
  static const char *const actions[] = { "forget-recent", "remember-recent" };
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);

  fixture_run_action (window, "remember-recent", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_assert_false (fixture_is_enabled (window, "forget-recent"));
      g_settings_set_string (settings, "save-folder", "file:///nowhere/patients");
      g_assert_true (fixture_is_enabled (window, "forget-recent"));
      fixture_run_action (window, actions[i], NULL);
      g_assert_null (g_settings_get_user_value (settings, "save-folder"));
    }
  fixture_close_window (window);
}

/* GLib reads it once: before anything asks. */
static void
make_documents (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("XDG_CONFIG_HOME"), "user-dirs.dirs", NULL);
  g_autofree char *text = NULL;

  documents = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  text = g_strdup_printf ("XDG_DOCUMENTS_DIR=\"%s\"\n", documents);
  g_mkdir_with_parents (g_getenv ("XDG_CONFIG_HOME"), 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

int
main (int argc, char *argv[])
{
  int status;

  make_documents ();
  fixture_init (&argc, &argv);
  g_test_add_func ("/chooser/last-place", test_last_place);
  g_test_add_func ("/chooser/remembered", test_remembered);
  g_test_add_func ("/chooser/forgotten", test_forgotten);
  status = g_test_run ();
  g_rmdir (documents);
  g_free (documents);

  return status;
}
