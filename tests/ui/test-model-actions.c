/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "ui-fixture.h"

/* Models in the window: opened, refused, with their cards. */

static void
open_model (LensWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  fixture_open_model (window, file);
  fixture_wait_idle (window);
}

static void
test_open (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *bundled = fixture_model (window);
  g_autofree char *path = fixture_model_path ("torch/f16.pth");

  fixture_assert_read (window, bundled, "dermlens");
  g_assert_false (fixture_is_enabled (window, "bundled-model"));
  g_assert_null (lens_model_bar_get_text (lens_window_get_model_bar (window)));

  open_model (window, path);
  g_assert_null (fixture_error (window));
  g_assert_true (fixture_model (window) != bundled);
  g_assert_cmpstr (derm_model_get_path (fixture_model (window)), ==, path);
  fixture_assert_read (window, fixture_model (window), "published");
  g_assert_nonnull (strstr (fixture_provenance (window), "f16.pth · recipe published"));
  g_assert_nonnull (strstr (lens_model_bar_get_text (lens_window_get_model_bar (window)), "“published”"));

  fixture_run_action (window, "bundled-model", NULL);
  g_assert_true (fixture_model (window) == bundled);
  fixture_assert_read (window, bundled, "dermlens");
  g_assert_null (lens_model_bar_get_text (lens_window_get_model_bar (window)));
  g_assert_nonnull (strstr (fixture_provenance (window), "SkinCNN"));
  fixture_close_window (window);
}

/* Dropped together: the model is taken, the images too, and no model is an image. */
static void
test_open_together (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *image = fixture_sample (1);
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GPtrArray) items = fixture_items (path, image, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, 1);
  fixture_assert_read (window, fixture_model (window), "published");
  fixture_close_window (window);
}

static void
test_error (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *bundled = fixture_model (window);
  g_autofree char *path = fixture_model_path ("torch/hostile-system.pth");
  g_autofree char *good = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) bad_file = g_file_new_for_path (path);

  open_model (window, path);
  g_assert_true (g_str_has_prefix (fixture_error (window), "hostile-system.pth: "));
  g_assert_true (fixture_model (window) == bundled);
  fixture_assert_read (window, bundled, "dermlens");

  open_model (window, "/nowhere/gone.pth");
  g_assert_true (g_str_has_prefix (fixture_error (window), "gone.pth: "));
  g_assert_nonnull (strstr (fixture_error (window), "The answers are still those of "));

  fixture_open_model (window, bad_file); /* the second of two that follow at once counts */
  open_model (window, good);
  g_assert_null (fixture_error (window));
  g_assert_cmpstr (derm_model_get_path (fixture_model (window)), ==, good);
  fixture_close_window (window);
}

/* The bundled model is not there: another one makes the window work. */
static void
test_no_model (void)
{
  LensWindow *window = lens_window_new (NULL, NULL, "the file is not there");
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autofree char *image = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, image, NULL);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpstr (lens_window_get_page (window), ==, "no-model");
  g_assert_true (fixture_is_enabled (window, "open-model"));
  g_assert_false (fixture_is_enabled (window, "recipe"));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  g_assert_true (fixture_is_enabled (window, "open"));
  g_assert_false (fixture_is_enabled (window, "bundled-model"));
  fixture_close_window (window);
}

static void
test_card (void)
{
  LensWindow *window = fixture_window ();
  LensModelPage *page = lens_window_get_model_page (window);
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autofree char *bundled = lens_model_page_dup_text (page);
  g_autofree char *bare = NULL;
  DermModel *model = fixture_model (window);
  const char *const keys[] = { "intended_use", "trained_on", "figures", "limits", "licence", "citation" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_nonnull (strstr (bundled, derm_model_get_card (model, keys[i])));
  g_assert_true (g_str_has_prefix (strchr (bundled, '\n'), "\nLimits\n")); /* before any figure */
  g_assert_nonnull (strstr (bundled, "Melanoma\nmalignant\n1043\n11.9 %\n88\n0.48\n0.38–0.58\n0.61\n0.51–0.71\n"));
  g_assert_nonnull (strstr (bundled, derm_model_get_sha256 (model)));
  g_assert_nonnull (strstr (bundled, "\ndermlens\n28 × 28"));

  fixture_run_action (window, "model-card", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "model");
  open_model (window, path);
  g_assert_cmpstr (lens_window_get_page (window), ==, "model");
  bare = lens_model_page_dup_text (page);
  g_assert_true (g_str_has_prefix (bare, "f16.pth\n"));
  g_assert_nonnull (strstr (bare, "no card"));
  g_assert_nonnull (strstr (bare, derm_model_get_sha256 (fixture_model (window))));
  fixture_run_action (window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  fixture_close_window (window);
}

/* What is assumed is said beside the images, and on the card's page. */
static void
test_remarks (void)
{
  LensWindow *window = fixture_window ();
  LensModelPage *page = lens_window_get_model_page (window);
  LensModelBar *bar = lens_window_get_model_bar (window);
  g_autofree char *misfit = fixture_model_path ("checkpoints/misfit.pth");
  g_autofree char *named = fixture_model_path ("checkpoints/class-to-idx.pth");
  g_autofree char *text = NULL, *other = NULL;

  open_model (window, misfit);
  text = lens_model_page_dup_text (page);
  g_assert_nonnull (strstr (lens_model_bar_get_text (bar), "The labels are assumed"));
  g_assert_nonnull (strstr (lens_model_bar_get_text (bar), "“class_to_idx” in the file is not used"));
  g_assert_nonnull (strstr (lens_model_bar_get_text (bar), "No normalisation is assumed"));
  g_assert_nonnull (strstr (text, "The labels are assumed"));
  open_model (window, named);
  other = lens_model_page_dup_text (page);
  g_assert_null (strstr (lens_model_bar_get_text (bar), "The labels are assumed"));
  g_assert_nonnull (strstr (other, "“class_to_idx” in the file"));
  fixture_close_window (window);
}

/* Of two networks in a file one answers; the other is chosen on the card's page. */
static void
test_weights (void)
{
  LensWindow *window = fixture_window_with_samples ();
  g_autofree char *path = fixture_model_path ("checkpoints/ema-member.pth");
  g_autofree char *text = NULL;
  g_autoptr (GVariant) state = NULL;

  open_model (window, path);
  g_assert_cmpstr (derm_model_get_weights_key (fixture_model (window)), ==, "state_dict");
  g_assert_nonnull (strstr (lens_model_bar_get_text (lens_window_get_model_bar (window)), "“state_dict” answers"));
  text = lens_model_page_dup_text (lens_window_get_model_page (window));
  g_assert_nonnull (strstr (text, "\nstate_dict\nstate_dict_ema\n"));
  fixture_run_action (window, "weights", "state_dict_ema");
  g_assert_cmpstr (derm_model_get_weights_key (fixture_model (window)), ==, "state_dict_ema");
  g_assert_null (fixture_error (window));
  fixture_assert_read (window, fixture_model (window), "published");
  state = g_action_group_get_action_state (G_ACTION_GROUP (window), "weights");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "state_dict_ema");
  fixture_close_window (window);
}

/* By what is in them, whatever they are called; a pointer that Git LFS left is called that. */
static void
test_by_content (void)
{
  static const char pointer[] = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n";
  LensWindow *window = fixture_window_with_samples ();
  g_autofree char *tar = fixture_model_path ("checkpoints/case-19.pth.tar");
  g_autofree char *ckpt = fixture_model_path ("checkpoints/lightning.ckpt");
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *lfs = g_build_filename (folder, "pytorch_model.bin", NULL);
  const char *const paths[] = { tar, ckpt };
  guint n = g_list_model_get_n_items (fixture_items_of (window));
  g_autoptr (GPtrArray) pointers = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GPtrArray) items = fixture_items (paths[i], NULL);

      fixture_open (window, items);
      fixture_wait_idle (window);
      g_assert_null (fixture_error (window));
      g_assert_cmpstr (derm_model_get_path (fixture_model (window)), ==, paths[i]);
    }
  g_assert_true (g_file_set_contents (lfs, pointer, -1, NULL));
  pointers = fixture_items (lfs, NULL);
  fixture_open (window, pointers);
  fixture_wait_idle (window);
  g_assert_nonnull (strstr (fixture_error (window), "Git LFS pointer"));
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, n);
  g_remove (lfs);
  g_rmdir (folder);
  fixture_close_window (window);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
test_close_during_load (void)
{
  for (guint ms = 0; ms < 40; ms += 10)
    {
      LensWindow *window = fixture_window_with_samples ();
      g_autofree char *path = fixture_model_path ("torch/f16.pth");
      g_autoptr (GFile) file = g_file_new_for_path (path);
      gpointer weak = window;

      g_object_add_weak_pointer (G_OBJECT (window), &weak);
      g_action_group_activate_action (G_ACTION_GROUP (window), "compare-recipes", NULL);
      fixture_open_model (window, file);
      if (ms > 0)
        fixture_run_for (ms);
      fixture_close_window (window);
      fixture_wait (is_gone, &weak, "the window to go");
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/model-actions/open", test_open);
  g_test_add_func ("/model-actions/open-together", test_open_together);
  g_test_add_func ("/model-actions/error", test_error);
  g_test_add_func ("/model-actions/no-model", test_no_model);
  g_test_add_func ("/model-actions/close-during-load", test_close_during_load);
  g_test_add_func ("/model-actions/remarks", test_remarks);
  g_test_add_func ("/model-actions/weights", test_weights);
  g_test_add_func ("/model-actions/by-content", test_by_content);
  g_test_add_func ("/model-page/card", test_card);

  return g_test_run ();
}
