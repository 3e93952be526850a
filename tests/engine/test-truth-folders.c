/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "truth-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../remove-tree.h"

/* A folder for each class. */

typedef struct {
  char *path;
  GFile *folder;
} Fixture;

static void
add_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL), *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = g_dir_make_tmp ("folders-XXXXXX", NULL);
  fixture->folder = g_file_new_for_path (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->path);
  g_free (fixture->path);
  g_object_unref (fixture->folder);
}

static void
assert_file (Fixture *fixture, DermTruth *truth, const char *name, int label, const char *split)
{
  g_autoptr (GFile) file = g_file_resolve_relative_path (fixture->folder, name);
  int image = derm_truth_find_file (truth, file);

  g_test_message ("%s", name);
  g_assert_cmpint (image, >=, 0);
  g_assert_cmpint (derm_truth_get_label (truth, (guint) image), ==, label);
  g_assert_cmpstr (derm_truth_get_split (truth, (guint) image), ==, split);
}

/* Two images of one name are two images; parts, codes, words and what is no class. */
static void
test_folders (Fixture *fixture, gconstpointer data)
{
  static const char *const files[]
      = { "train/mel/1.jpg", "train/nevus/1.jpg", "test/mel/1.jpg", "MEL/deep/er/2.png", "Seborrheic keratosis/3.jpg",
          "scc/4.jpg",       "scc/5.jpg",         "6.jpg",          "mel/notes.txt" };
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (GFile) elsewhere = g_file_new_for_path ("/elsewhere/mel/1.jpg");
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    add_file (fixture, files[i]);
  truth = derm_truth_new_from_folders (fixture->folder, truth_labels, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 8);
  assert_file (fixture, truth, "train/mel/1.jpg", MEL, "train");
  assert_file (fixture, truth, "train/nevus/1.jpg", NV, "train");
  assert_file (fixture, truth, "test/mel/1.jpg", MEL, "test");
  assert_file (fixture, truth, "MEL/deep/er/2.png", MEL, NULL);
  assert_file (fixture, truth, "Seborrheic keratosis/3.jpg", BKL, NULL);
  assert_file (fixture, truth, "scc/4.jpg", -1, NULL);
  assert_file (fixture, truth, "6.jpg", -1, NULL);
  g_assert_cmpint (derm_truth_find_file (truth, elsewhere), ==, -1);
  truth_assert_word (truth, "nevus", NV, 1);
  truth_assert_word (truth, "scc", -1, 2);
  g_assert_true (truth_has_remark (truth, "“nevus” = nv (1)"));
  g_assert_true (truth_has_remark (truth, "“scc” (2)"));
  g_assert_true (derm_truth_has_split (truth));
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  const DermTruthHints hints = { .words = words };
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (GError) error = NULL, slip = NULL;

  add_file (fixture, "SCC/1.jpg");
  add_file (fixture, "nv/1.jpg");
  g_hash_table_insert (words, (gpointer) "scc", (gpointer) "akiec");
  g_hash_table_insert (words, (gpointer) "NV", (gpointer) "");
  truth = derm_truth_new_from_folders (fixture->folder, truth_labels, &hints, NULL, &error);
  g_assert_no_error (error);
  assert_file (fixture, truth, "SCC/1.jpg", AKIEC, NULL);
  assert_file (fixture, truth, "nv/1.jpg", -1, NULL);
  g_hash_table_insert (words, (gpointer) "melanom", (gpointer) "mel");
  g_assert_null (derm_truth_new_from_folders (fixture->folder, truth_labels, &hints, NULL, &slip));
  g_assert_nonnull (strstr (slip->message, "melanom"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) missing = g_file_get_child (fixture->folder, "missing");
  g_autoptr (GError) error = NULL, empty = NULL;

  g_assert_null (derm_truth_new_from_folders (missing, truth_labels, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (derm_truth_new_from_folders (fixture->folder, truth_labels, NULL, NULL, &empty));
  g_assert_error (empty, DERM_ERROR, DERM_ERROR_EMPTY);
}

static void
assert_listed (Fixture *fixture, const char *expected)
{
  g_auto (GStrv) names = derm_truth_list_class_folders (fixture->folder, truth_labels, NULL, NULL);
  g_autofree char *list = g_strjoinv (" ", names);

  g_assert_cmpstr (list, ==, expected);
}

/* What is offered: at least two different classes, in the folder or in train and test. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  assert_listed (fixture, "");
  add_file (fixture, "mel/1.jpg");
  add_file (fixture, "Melanoma/1.jpg");
  add_file (fixture, "other/nv/1.jpg");
  add_file (fixture, "nv.jpg");
  assert_listed (fixture, "");
  add_file (fixture, "Train/nv/1.jpg");
  add_file (fixture, "test/nv/1.jpg");
  assert_listed (fixture, "Melanoma mel nv");
  add_file (fixture, "train/test/bcc/1.jpg"); /* not below both */
  add_file (fixture, "test/MEL/1.jpg");
  add_file (fixture, "train/Melanoma/1.jpg");
  assert_listed (fixture, "MEL Melanoma mel nv");
}

/* The first name of all is told once, too. */
static void
test_list_same (Fixture *fixture, gconstpointer data)
{
  add_file (fixture, "train/bcc/1.jpg");
  add_file (fixture, "test/bcc/1.jpg");
  add_file (fixture, "val/bcc/1.jpg");
  assert_listed (fixture, "");
  add_file (fixture, "val/mel/1.jpg");
  assert_listed (fixture, "bcc mel");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/truth-folders/folders", Fixture, NULL, set_up, test_folders, tear_down);
  g_test_add ("/truth-folders/told", Fixture, NULL, set_up, test_told, tear_down);
  g_test_add ("/truth-folders/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/truth-folders/list", Fixture, NULL, set_up, test_list, tear_down);
  g_test_add ("/truth-folders/list/same", Fixture, NULL, set_up, test_list_same, tear_down);
  return g_test_run ();
}
