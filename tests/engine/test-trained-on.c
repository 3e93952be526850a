/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <derm.h>
#include <glib/gstdio.h>

#include "../remove-tree.h"

/* What is known of a model's training images: by the list beside the bundled weights, and by none beside others. */

static void
test_bundled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  g_autoptr (DermTrainedOn) list = derm_trained_on_new_for_model (model, NULL, &error);
  g_autofree char *some = NULL, *none = NULL;

  g_assert_no_error (error);
  g_assert_true (derm_trained_on_is_known (list));
  g_assert_cmpuint (derm_trained_on_get_n_ids (list), ==, 8788);
  g_assert_true (derm_trained_on_contains (list, "ISIC_0024306"));
  g_assert_true (derm_trained_on_contains (list, "/some where/ISIC_0024306.jpg"));
  g_assert_false (derm_trained_on_contains (list, "ISIC_0024306b.jpg"));
  g_assert_false (derm_trained_on_contains (list, "drawn-01.jpg"));
  some = derm_trained_on_describe (list, 10, 3, 3);
  g_assert_cmpstr (some, ==,
                   "The model was trained on, or chosen by, 3 of the 10 images: figures over all of them say little "
                   "about images that it has not seen.");
  none = derm_trained_on_describe (list, 10, 0, 2);
  g_assert_cmpstr (none, ==, "None of the images is one of the 8788 that the model was trained on or chosen by.");
}

static void
test_ham10000 (void)
{
  g_assert_true (derm_trained_on_is_ham10000 ("ISIC_0024306"));
  g_assert_true (derm_trained_on_is_ham10000 ("part 1/ISIC_0034320.jpg"));
  g_assert_false (derm_trained_on_is_ham10000 ("ISIC_0024305"));
  g_assert_false (derm_trained_on_is_ham10000 ("ISIC_0034321.jpg"));
  g_assert_false (derm_trained_on_is_ham10000 ("ISIC_002430.jpg"));
  g_assert_false (derm_trained_on_is_ham10000 ("ISIC_00243067"));
  g_assert_false (derm_trained_on_is_ham10000 ("0024306"));
}

static char *
copy_model (const char *folder)
{
  g_autofree char *from = derm_data_path ("model/skincnn.safetensors"), *contents = NULL;
  char *to = g_build_filename (folder, "copy.safetensors", NULL);
  gsize size;

  g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
  return to;
}

/* Without a list, with one, and with one that cannot be read. */
static void
test_beside (void)
{
  g_autofree char *folder = g_dir_make_tmp ("trained-on-XXXXXX", NULL), *path = copy_model (folder),
                  *table = g_build_filename (folder, "split.csv", NULL), *words = NULL, *unknown = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  g_autoptr (DermTrainedOn) without = derm_trained_on_new_for_model (model, NULL, &error), list = NULL;

  g_assert_no_error (error);
  g_assert_false (derm_trained_on_is_known (without));
  g_assert_cmpuint (derm_trained_on_get_n_ids (without), ==, 0);
  g_assert_false (derm_trained_on_contains (without, "ISIC_0024306"));
  words = derm_trained_on_describe (without, 5, 0, 4);
  g_assert_true (g_str_has_prefix (words, "4 of the 5 images have ids of HAM10000."));
  unknown = derm_trained_on_describe (without, 5, 0, 0);
  g_assert_true (g_str_has_prefix (unknown, "It cannot be told whether"));

  g_assert_true (g_file_set_contents (table, "image_id,part\na,train\nb,test\n", -1, NULL));
  list = derm_trained_on_new_for_model (model, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (derm_trained_on_contains (list, "a.png"));
  g_assert_false (derm_trained_on_contains (list, "b.png"));

  g_assert_cmpint (g_unlink (table), ==, 0);
  g_assert_cmpint (g_mkdir (table, 0700), ==, 0);
  g_assert_null (derm_trained_on_new_for_model (model, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "split.csv"));
  remove_tree (folder);
}

/* Weights that say nothing of themselves may lie beside anybody's table. */
static void
test_others (void)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "fixtures", "torch", "f16.pth", NULL), *contents = NULL;
  g_autofree char *folder = g_dir_make_tmp ("trained-on-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "w.pth", NULL),
                  *table = g_build_filename (folder, "split.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermTrainedOn) list = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (table, "image_id,part\na,train\n", -1, NULL));
  model = derm_model_new_from_file (path, &error);
  g_assert_no_error (error);
  list = derm_trained_on_new_for_model (model, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (derm_trained_on_is_known (list));
  remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trained-on/bundled", test_bundled);
  g_test_add_func ("/trained-on/ham10000", test_ham10000);
  g_test_add_func ("/trained-on/beside", test_beside);
  g_test_add_func ("/trained-on/others", test_others);
  return g_test_run ();
}
