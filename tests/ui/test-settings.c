/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "../remove-tree.h"
#include "lens-settings.h"
#include "settings-fixture.h"

/* What is remembered, and what is not; the same without a schema. */

static void
assert_state (GActionGroup *group, const char *action, GVariant *expected)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (expected);
  g_autoptr (GVariant) state = g_action_group_get_action_state (group, action);

  g_assert_cmpvariant (state, sunk);
}

static void
test_keys (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *style = g_settings_get_string (settings, "style");
  g_auto (GStrv) recent = g_settings_get_strv (settings, "recent-files");
  g_auto (GStrv) keys = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (style, ==, "system");
  g_assert_false (g_settings_get_boolean (settings, "remember-recent"));
  g_assert_cmpuint (g_strv_length (recent), ==, 0);

  /* What is compiled has no words. */
  path = derm_data_path ("io.github.dermlens.Dermlens.gschema.xml");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (int i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *start = g_strdup_printf ("<key name=\"%s\"", keys[i]);
      const char *key = strstr (text, start);
      g_autofree char *words = NULL;

      g_assert_nonnull (key);
      words = g_strndup (key, (gsize) (strstr (key, "</key>") - key));
      g_assert_nonnull (strstr (words, "<summary>"));
      g_assert_nonnull (strstr (words, "<description>"));
    }
}

static gboolean
is_size_kept (gpointer data)
{
  return g_settings_get_int (data, "window-height") == 640 && g_settings_get_int (data, "window-width") == 900;
}

static gboolean
has_no_list (gpointer data)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (data, "toggle-sidebar");

  return !g_variant_get_boolean (state);
}

/* A window begins where the one before it ended. */
static void
test_two_windows (void)
{
  static const struct {
    const char *action, *state;
    gboolean is_of_list;
  } changes[] = {
    { "recursive", "true", FALSE },      { "crop-square", "false", FALSE }, { "crisp", "false", FALSE },
    { "input-grid", "true", FALSE },     { "sort-bars", "true", FALSE },    { "scores", "'logits'", FALSE },
    { "decision", "'balanced'", FALSE }, { "grid", "true", TRUE },          { "order", "'score'", TRUE },
    { "reverse", "true", TRUE },         { "hide-names", "true", FALSE },   { "go-on", "true", FALSE },
  };
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  int width, height;

  for (int round = 0; round < 2; round++)
    {
      LensWindow *window = fixture_window_that_remembers (settings);

      for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
        {
          GActionGroup *group = changes[i].is_of_list ? lens_browser_get_actions (lens_window_get_browser (window))
                                                      : G_ACTION_GROUP (window);
          GVariant *state = g_variant_new_parsed (changes[i].state);

          if (round == 0)
            g_action_group_change_action_state (group, changes[i].action, state);
          else
            assert_state (group, changes[i].action, state);
        }
      if (round == 0)
        {
          gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
          fixture_wait (is_size_kept, settings, "the size to be kept");
        }
      gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
      g_assert_cmpint (width, ==, 900);
      g_assert_cmpint (height, ==, 640);
      fixture_close_window (window);
    }
}

/* The list is hidden in the next window too, if the user has hidden it: not if there was no room for it. */
static void
test_list (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);

  for (int round = 0; round < 3; round++)
    {
      LensWindow *window = fixture_window_that_remembers (settings);
      g_autoptr (GPtrArray) items = fixture_items (a, b, NULL);

      fixture_open (window, items);
      fixture_wait_idle (window);
      assert_state (G_ACTION_GROUP (window), "toggle-sidebar", g_variant_new_boolean (round != 2));
      if (round == 0)
        {
          gtk_window_set_default_size (GTK_WINDOW (window), 400, 640);
          fixture_wait (has_no_list, window, "the list to go");
          g_assert_true (g_settings_get_boolean (settings, "show-list"));
          g_settings_reset (settings, "window-width");
        }
      else if (round == 1)
        fixture_run_action (window, "toggle-sidebar", NULL);
      fixture_close_window (window);
    }
}

static void
test_notes_file (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (folder, "own.jsonl", NULL);
  g_autofree char *chosen = g_build_filename (folder, "chosen.jsonl", NULL);
  g_autofree char *gone = g_build_filename (folder, "gone", "notes.jsonl", NULL);
  g_autofree char *image = fixture_copy_sample (folder, 1);

  for (int round = 0; round < 2; round++)
    {
      g_autofree char *uri = g_filename_to_uri (round == 0 ? chosen : gone, NULL, NULL);
      LensWindow *window = fixture_window_that_remembers (settings);

      g_settings_set_string (settings, "notes-file", uri);
      lens_window_open_own_notes (window, own);
      g_assert_cmpint (fixture_error (window) != NULL, ==, round == 1); /* its folder is gone */
      fixture_open_path (window, image);
      g_action_group_change_action_state (G_ACTION_GROUP (window), "flag", g_variant_new_string ("poor"));
      fixture_close_window (window);
      g_assert_true (g_file_test (round == 0 ? chosen : own, G_FILE_TEST_EXISTS));
      g_assert_cmpint (g_file_test (own, G_FILE_TEST_EXISTS), ==, round == 1);
    }

  g_unlink (own);
  g_unlink (chosen);
  g_unlink (image);
  g_rmdir (folder);
}

/* In a process of its own, with GSETTINGS_SCHEMA_DIR elsewhere: all works, and nothing is kept. */
static void
test_no_schema (void)
{
  g_autofree char *path = fixture_sample (1);
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *notes = g_build_filename (folder, "notes.jsonl", NULL);
  LensWindow *window;

  if (lens_settings_new () != NULL)
    {
      g_test_skip ("the program is installed on this computer, with its schema");
      return;
    }
  window = fixture_window_that_remembers (NULL);
  lens_window_open_own_notes (window, notes);
  fixture_open_path (window, path);
  g_assert_cmpstr (lens_item_get_name (fixture_shown (window)), ==, "drawn-01.jpg");
  fixture_run_action (window, "sort-bars", NULL);
  assert_state (G_ACTION_GROUP (window), "sort-bars", g_variant_new_boolean (TRUE));
  g_assert_false (fixture_is_enabled (window, "remember-recent"));
  g_assert_null (fixture_error (window));
  fixture_close_window (window);
  g_unlink (notes);
  g_rmdir (folder);
}

/* Likewise without the system's folders: the schema lies beside the data, wherever an installation was moved to. */
static void
test_moved (void)
{
  g_autofree char *prefix = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (prefix, "share", "dermlens", NULL);
  g_autofree char *schemas = g_build_filename (prefix, "share", "glib-2.0", "schemas", NULL);
  g_autofree char *from = g_test_build_filename (G_TEST_BUILT, "..", "data", "gschemas.compiled", NULL);
  g_autofree char *to = g_build_filename (schemas, "gschemas.compiled", NULL), *content = NULL;
  g_autofree char *before = g_strdup (g_getenv ("DERMLENS_DATA"));
  g_autoptr (GSettings) settings = NULL;
  gsize size;

  g_mkdir_with_parents (data, 0700);
  g_mkdir_with_parents (schemas, 0700);
  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
  g_setenv ("DERMLENS_DATA", data, TRUE);
  settings = lens_settings_new ();
  g_setenv ("DERMLENS_DATA", before, TRUE);
  g_assert_nonnull (settings);
  g_assert_true (g_settings_set_boolean (settings, "scores-sorted", TRUE));
  g_assert_true (g_settings_get_boolean (settings, "scores-sorted"));
  remove_tree (prefix);
}

/* Set elsewhere, the window follows; all reset, it is as at first, and as it was when that is undone. */
static void
test_reset (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);
  GActionGroup *actions = G_ACTION_GROUP (window);
  GActionGroup *of_list = lens_browser_get_actions (lens_window_get_browser (window));
  const char *const recent[] = { "file:///nowhere/one.jpg", NULL };
  g_auto (GStrv) known = NULL;

  g_settings_set_boolean (settings, "crisp-pixels", FALSE);
  assert_state (actions, "crisp", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (of_list, "order", g_variant_new_string ("score"));
  g_settings_set_int (settings, "result-width", 500);
  g_settings_set_string (settings, "notes-file", "file:///nowhere/notes.jsonl");
  g_settings_set_boolean (settings, "remember-recent", TRUE);
  g_settings_set_strv (settings, "recent-files", recent);
  assert_state (actions, "remember-recent", g_variant_new_boolean (TRUE));

  for (int round = 0; round < 2; round++)
    {
      g_autofree char *file = NULL;

      g_action_group_activate_action (actions, round == 0 ? "reset-settings" : "redo", NULL);
      file = g_settings_get_string (settings, "notes-file");
      assert_state (actions, "crisp", g_variant_new_boolean (TRUE));
      assert_state (of_list, "order", g_variant_new_string ("opened"));
      assert_state (actions, "remember-recent", g_variant_new_boolean (FALSE));
      g_assert_cmpint (g_settings_get_int (settings, "result-width"), ==, 372);
      g_assert_cmpstr (file, ==, "file:///nowhere/notes.jsonl");
      g_assert_null (g_settings_get_user_value (settings, "recent-files"));

      g_action_group_activate_action (actions, "undo", NULL);
      assert_state (actions, "crisp", g_variant_new_boolean (FALSE));
      assert_state (of_list, "order", g_variant_new_string ("score"));
      assert_state (actions, "remember-recent", g_variant_new_boolean (TRUE));
      g_assert_cmpint (g_settings_get_int (settings, "result-width"), ==, 500);
      g_strfreev (known);
      known = g_settings_get_strv (settings, "recent-files");
      g_assert_cmpstrv (known, recent);
    }
  fixture_close_window (window);
  g_settings_set_boolean (settings, "crisp-pixels", TRUE); /* nobody listens any more */
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  if (g_strcmp0 (g_getenv ("GSETTINGS_SCHEMA_DIR"), "/none") == 0)
    {
      g_test_add_func ("/settings/no-schema", test_no_schema);
      g_test_add_func ("/settings/moved", test_moved);
      return g_test_run ();
    }

  g_test_add_func ("/settings/keys", test_keys);
  g_test_add_func ("/settings/two-windows", test_two_windows);
  g_test_add_func ("/settings/list", test_list);
  g_test_add_func ("/settings/notes-file", test_notes_file);
  g_test_add_func ("/settings/reset", test_reset);

  return g_test_run ();
}
