/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui-fixture.h"

/* Flags, labels and words on the images of a window. */

#define N_IMAGES 7

static LensSelection *
selection (FixtureFolder *fixture)
{
  return lens_browser_get_selection (lens_window_get_browser (fixture->window));
}

static void
select_place (FixtureFolder *fixture, guint place)
{
  lens_selection_set_current (lens_browser_get_selection (lens_window_get_browser (fixture->window)), place);
  fixture_wait_idle (fixture->window);
}

/* Only images with one of these flags; NULL at the end. */
static void
show_flags (FixtureFolder *fixture, const char *const *flags)
{
  g_autoptr (LensCondition) condition = lens_condition_new ((LensTopic){ LENS_ABOUT_FLAG, "" }, flags);

  lens_view_add_condition (lens_browser_get_view (lens_window_get_browser (fixture->window)), condition);
  fixture_run_for (100);
}

/* Flag, label and note go back and forth, are seen in the list, and are in the file soon. */
static void
test_notes (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.jsonl", NULL);
  g_autofree char *content = NULL;
  LensItem *first = fixture_listed (fixture->window, 0), *second = fixture_listed (fixture->window, 1);
  g_autoptr (GVariant) state = NULL;
  const char *const any[] = { "artefact", "wrong", NULL };

  g_assert_true (fixture_open_notes (fixture->window, path));
  fixture_run_action (fixture->window, "flag", "artefact");
  fixture_run_action (fixture->window, "label", "bcc");
  g_assert_cmpint (lens_item_get_flag (first), ==, LENS_FLAG_ARTEFACT);
  g_assert_cmpstr (lens_item_get_label (first), ==, "bcc");
  state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), "flag");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "artefact");

  fixture_run_action (fixture->window, "next", NULL);
  fixture_run_action (fixture->window, "flag", "wrong");
  show_flags (fixture, any);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 2);
  show_flags (fixture, any + 1);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 1);
  lens_view_clear_filter (lens_browser_get_view (lens_window_get_browser (fixture->window)));
  fixture_run_for (100);

  fixture_run_action (fixture->window, "undo", NULL);
  g_assert_cmpint (lens_item_get_flag (second), ==, LENS_FLAG_NONE);
  fixture_run_action (fixture->window, "undo", NULL); /* of the first image, which is shown */
  fixture_assert_shown (fixture->window, "photo 1.jpg");
  g_assert_null (lens_item_get_label (first));
  fixture_run_action (fixture->window, "redo", NULL);
  g_assert_cmpstr (lens_item_get_label (first), ==, "bcc");

  fixture_run_for (1000);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (
      content, "{\"file\": \"photo 1.jpg\", \"flag\": \"artefact\", \"label\": \"bcc\", \"file_size\": "));
  g_assert_true (strchr (content, '\n') == content + strlen (content) - 1); /* one line */
}

/* One image after the other is judged, in the order of the list and through its filter. */
static void
test_go_on (FixtureFolder *fixture, gconstpointer data)
{
  const char *const wrong[] = { "wrong", NULL };

  fixture_run_action (fixture->window, "flag", "poor");
  fixture_assert_shown (fixture->window, "photo 1.jpg"); /* not unless that is wanted */
  fixture_run_action (fixture->window, "go-on", NULL);
  fixture_run_action (fixture->window, "flag", ""); /* taken back: to be judged again */
  fixture_assert_shown (fixture->window, "photo 1.jpg");
  fixture_run_action (fixture->window, "flag", "artefact");
  fixture_assert_shown (fixture->window, "photo 2.jpg");
  fixture_run_action (fixture->window, "label", "bcc");
  fixture_assert_shown (fixture->window, "photo 3.jpg");
  g_assert_cmpstr (lens_item_get_label (fixture_listed (fixture->window, 1)), ==, "bcc");
  g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, 0)), ==, LENS_FLAG_ARTEFACT);
  fixture_run_action (fixture->window, "undo", NULL);
  fixture_assert_shown (fixture->window, "photo 2.jpg");
  g_assert_null (lens_item_get_label (fixture_listed (fixture->window, 1)));
  fixture_run_action (fixture->window, "redo", NULL);
  fixture_assert_shown (fixture->window, "photo 2.jpg");

  fixture_change_list (fixture->window, "order", g_variant_new_string ("name"));
  fixture_change_list (fixture->window, "reverse", g_variant_new_boolean (TRUE));
  fixture_run_action (fixture->window, "flag", "wrong");
  fixture_assert_shown (fixture->window, "photo 1.jpg");
  fixture_run_action (fixture->window, "flag", "wrong");
  fixture_assert_shown (fixture->window, "photo 1.jpg"); /* the last one */
  fixture_change_list (fixture->window, "reverse", g_variant_new_boolean (FALSE));
  fixture_change_list (fixture->window, "order", g_variant_new_string ("flagged"));
  select_place (fixture, 3);
  fixture_assert_shown (fixture->window, "photo 4.jpg");
  fixture_run_action (fixture->window, "flag", "wrong");
  fixture_assert_shown (fixture->window, "photo 5.jpg"); /* the one below it before the list is sorted anew */
  fixture_run_for (600);
  fixture_assert_shown (fixture->window, "photo 5.jpg");
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 2)), ==, "photo 4.jpg");

  fixture_change_list (fixture->window, "order", g_variant_new_string ("opened"));
  show_flags (fixture, wrong);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 3);
  select_place (fixture, 1);
  fixture_assert_shown (fixture->window, "photo 2.jpg");
  fixture_run_action (fixture->window, "label", "mel");
  fixture_assert_shown (fixture->window, "photo 4.jpg");
}

/* Several are judged together: there is none to go on from. Nor is a text a judgement. */
static void
test_go_on_not (FixtureFolder *fixture, gconstpointer data)
{
  LensSelection *selected = selection (fixture);

  fixture_run_action (fixture->window, "go-on", NULL);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selected), 0, 2, TRUE);
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (lens_selection_get_n_selected (selected), ==, 2);
  fixture_run_action (fixture->window, "flag", "duplicate");
  g_assert_cmpuint (lens_selection_get_n_selected (selected), ==, 2);
  fixture_assert_shown (fixture->window, "photo 2.jpg");
  g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, 0)), ==, LENS_FLAG_DUPLICATE);

  select_place (fixture, 2);
  fixture_run_action (fixture->window, "edit-note", NULL);
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (fixture->window))), "two hairs");
  fixture_run_for (100);
  g_assert_cmpstr (lens_item_get_text (fixture_listed (fixture->window, 2)), ==, "two hairs");
  fixture_assert_shown (fixture->window, "photo 3.jpg"); /* and the window is closed with the focus there */
}

/* A flag on three images is one act. */
static void
test_several (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.jsonl", NULL);

  g_assert_true (fixture_open_notes (fixture->window, path));
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection (fixture)), 0, 3, TRUE);
  fixture_wait_idle (fixture->window);
  fixture_assert_shown (fixture->window, "photo 3.jpg"); /* chosen last */
  fixture_run_action (fixture->window, "flag", "poor");
  fixture_run_action (fixture->window, "label", "df");
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, i)), ==,
                       i < 3 ? LENS_FLAG_POOR : LENS_FLAG_NONE);
      g_assert_cmpstr (lens_item_get_label (fixture_listed (fixture->window, i)), ==, i < 3 ? "df" : NULL);
    }
  fixture_run_action (fixture->window, "undo", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (lens_item_get_label (fixture_listed (fixture->window, i)));
      g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, i)), ==, LENS_FLAG_POOR);
    }
  fixture_assert_shown (fixture->window, "photo 3.jpg");
  fixture_run_action (fixture->window, "undo", NULL);
  g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, 0)), ==, LENS_FLAG_NONE);
  g_assert_false (fixture_is_enabled (fixture->window, "undo"));
  fixture_run_action (fixture->window, "redo", NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (lens_item_get_flag (fixture_listed (fixture->window, i)), ==, LENS_FLAG_POOR);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/note-actions/notes", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_notes,
              fixture_tear_down_folder);
  g_test_add ("/note-actions/several", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_several,
              fixture_tear_down_folder);
  g_test_add ("/note-actions/go-on", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_go_on,
              fixture_tear_down_folder);
  g_test_add ("/note-actions/go-on-not", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_go_on_not, fixture_tear_down_folder);

  return g_test_run ();
}
