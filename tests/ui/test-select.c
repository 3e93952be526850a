/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "ui-fixture.h"

/* Several images selected: what is done to them, and how it is undone in one go. */

#define N_IMAGES 7

static LensSelection *
selection (FixtureFolder *fixture)
{
  return lens_browser_get_selection (lens_window_get_browser (fixture->window));
}

static GtkSelectionModel *
model (FixtureFolder *fixture)
{
  return GTK_SELECTION_MODEL (selection (fixture));
}

static LensItem *
item_at (FixtureFolder *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (model (fixture)), place);

  return item; /* the list holds it */
}

static void
activate (FixtureFolder *fixture, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, parameter);
  fixture_wait_idle (fixture->window);
}

static void
assert_shown (FixtureFolder *fixture, const char *name)
{
  g_assert_cmpstr (lens_item_get_name (fixture_shown (fixture->window)), ==, name);
}

/* A flag on three images is one act. */
static void
test_notes (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.jsonl", NULL);

  g_assert_true (fixture_open_notes (fixture->window, path));
  gtk_selection_model_select_range (model (fixture), 0, 3, TRUE);
  fixture_wait_idle (fixture->window);
  assert_shown (fixture, "photo 3.jpg"); /* chosen last */
  activate (fixture, "flag", g_variant_new_string ("poor"));
  activate (fixture, "label", g_variant_new_string ("df"));
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (lens_item_get_flag (item_at (fixture, i)), ==, i < 3 ? LENS_FLAG_POOR : LENS_FLAG_NONE);
      g_assert_cmpstr (lens_item_get_label (item_at (fixture, i)), ==, i < 3 ? "df" : NULL);
    }
  activate (fixture, "undo", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (lens_item_get_label (item_at (fixture, i)));
      g_assert_cmpint (lens_item_get_flag (item_at (fixture, i)), ==, LENS_FLAG_POOR);
    }
  assert_shown (fixture, "photo 3.jpg");
  activate (fixture, "undo", NULL);
  g_assert_cmpint (lens_item_get_flag (item_at (fixture, 0)), ==, LENS_FLAG_NONE);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "undo"));
  activate (fixture, "redo", NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (lens_item_get_flag (item_at (fixture, i)), ==, LENS_FLAG_POOR);
}

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);

  return g_strv_length (lines);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_export (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *some = g_build_filename (fixture->folder, "some.csv", NULL);
  g_autofree char *all = g_build_filename (fixture->folder, "all.csv", NULL);
  g_autofree char *text = NULL;

  gtk_selection_model_select_item (model (fixture), 1, TRUE);
  gtk_selection_model_select_item (model (fixture), 4, FALSE);
  fixture_export (fixture->window, FALSE, some);
  fixture_wait (is_there, some, "the export of the selection");
  g_assert_cmpuint (count_lines (some), ==, 3);
  g_assert_true (g_file_get_contents (some, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "photo 2.jpg"));
  g_assert_nonnull (strstr (text, "photo 5.jpg"));
  fixture_wait_idle (fixture->window);
  fixture_export (fixture->window, TRUE, all);
  fixture_wait (is_there, all, "the export of all");
  g_assert_cmpuint (count_lines (all), ==, N_IMAGES + 1);
}

/* Off the list and back, where they were; the files stay. */
static void
test_remove (FixtureFolder *fixture, gconstpointer data)
{
  static const char *const names[] = { "photo 1.jpg", "photo 4.jpg", "photo 6.jpg", "photo 10.jpg" };
  g_autofree char *gone = g_build_filename (fixture->folder, "photo 2.jpg", NULL);

  gtk_selection_model_select_range (model (fixture), 1, 2, TRUE);
  gtk_selection_model_select_item (model (fixture), 4, FALSE);
  activate (fixture, "remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES - 3);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (lens_item_get_name (item_at (fixture, i)), ==, names[i]);
  assert_shown (fixture, "photo 6.jpg");
  g_assert_true (g_file_test (gone, G_FILE_TEST_EXISTS));

  activate (fixture, "undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES);
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 1)), ==, "photo 2.jpg");
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 2)), ==, "photo 3.jpg");
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 4)), ==, "photo 5.jpg");
  assert_shown (fixture, "photo 2.jpg");
  activate (fixture, "redo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model (fixture))), ==, N_IMAGES - 3);
}

/* One of them is opened again before all come back: it is there once. */
static void
test_remove_all (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "photo 3.jpg", NULL);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  gtk_selection_model_select_all (model (fixture));
  activate (fixture, "remove", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (fixture->window)), ==, 0);
  g_assert_null (fixture_shown (fixture->window));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "empty");
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  activate (fixture, "undo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (fixture->window)), ==, N_IMAGES);
  activate (fixture, "redo", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (fixture->window)), ==, 1);
  assert_shown (fixture, "photo 3.jpg");
}

/* A picture without a file is known by its pixels: its note is there again when it is pasted another day. */
static void
test_pasted (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.jsonl", NULL);
  g_autoptr (DermImage) image = fixture_image (40, 30, 3);
  g_autoptr (DermImage) other = fixture_image (30, 40, 3);
  g_autofree char *text = NULL;

  g_assert_true (fixture_open_notes (fixture->window, path));
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (items, lens_item_new_for_image (image));
      g_ptr_array_add (items, lens_item_new_for_image (other));
      g_assert_cmpint (lens_item_get_flag (items->pdata[0]), ==, LENS_FLAG_NONE);
      fixture_open (fixture->window, items);
      fixture_wait_idle (fixture->window);
      if (round == 0)
        activate (fixture, "flag", g_variant_new_string ("artefact"));
      g_assert_cmpint (lens_item_get_flag (fixture_shown (fixture->window)), ==, LENS_FLAG_ARTEFACT);
      g_assert_cmpint (lens_item_get_flag (item_at (fixture, N_IMAGES + 1)), ==, LENS_FLAG_NONE);
      gtk_selection_model_select_range (model (fixture), N_IMAGES, 2, TRUE);
      activate (fixture, "remove", NULL);
    }
  fixture_run_for (1000);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "{\"sha256\": \""));
  g_assert_nonnull (strstr (text, "\", \"flag\": \"artefact\"}\n"));
  g_assert_true (fixture_open_notes (fixture->window, path)); /* and read again */
  activate (fixture, "next", NULL);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/select/notes", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_notes,
              fixture_tear_down_folder);
  g_test_add ("/select/export", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_export,
              fixture_tear_down_folder);
  g_test_add ("/select/remove", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_remove,
              fixture_tear_down_folder);
  g_test_add ("/select/remove-all", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_remove_all,
              fixture_tear_down_folder);
  g_test_add ("/select/pasted", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_pasted,
              fixture_tear_down_folder);

  return g_test_run ();
}
