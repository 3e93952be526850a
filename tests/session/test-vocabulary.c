/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* What folders and classes are called. */

static void
test_folders (void)
{
  g_autoptr (GPtrArray) items = fixture_items ("/study/train/one/1.jpg", "/study/test/2.jpg", "/studies/3.jpg", NULL);
  g_autoptr (GListStore) list = g_list_store_new (LENS_TYPE_ITEM);
  g_autoptr (LensVocabulary) vocabulary = lens_vocabulary_new (G_LIST_MODEL (list));
  g_autofree char *below = NULL, *root = NULL, *apart = NULL;

  g_assert_null (lens_vocabulary_get_root (vocabulary));
  g_list_store_append (list, items->pdata[0]);
  g_list_store_append (list, items->pdata[1]);
  lens_vocabulary_update (vocabulary);
  g_assert_cmpstr (lens_vocabulary_get_root (vocabulary), ==, "/study");
  below = lens_vocabulary_dup_folder (vocabulary, "/study/train/one");
  g_assert_cmpstr (below, ==, "train/one");
  root = lens_vocabulary_dup_folder (vocabulary, "/study");
  g_assert_cmpstr (root, ==, "study");
  g_assert_false (lens_vocabulary_has_folder (vocabulary, "/study/test", "study"));
  g_list_store_append (list, items->pdata[2]);
  lens_vocabulary_update (vocabulary);
  g_assert_cmpstr (lens_vocabulary_get_root (vocabulary), ==, "");
  apart = lens_vocabulary_dup_folder (vocabulary, "/studies");
  g_assert_cmpstr (apart, ==, "studies");
  g_assert_true (lens_vocabulary_has_folder (vocabulary, "/study/test", "study"));
}

static void
test_classes (void)
{
  static const char *const labels[] = { "mel", "nv", NULL }, *const titles[] = { "Melanoma", "Melanocytic nevi", NULL };
  g_autoptr (GListStore) list = g_list_store_new (LENS_TYPE_ITEM);
  g_autoptr (LensVocabulary) vocabulary = lens_vocabulary_new (G_LIST_MODEL (list));

  lens_vocabulary_set_classes (vocabulary, labels, titles);
  g_assert_cmpstr (lens_vocabulary_get_title (vocabulary, "MEL"), ==, "Melanoma");
  g_assert_null (lens_vocabulary_get_title (vocabulary, "scc"));
  g_assert_true (lens_vocabulary_has_class (vocabulary, "mel", "mel"));
  g_assert_false (lens_vocabulary_has_class (vocabulary, "nv", "mel"));
  g_assert_true (lens_vocabulary_has_class (vocabulary, "nv", "mela"));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/vocabulary/folders", test_folders);
  g_test_add_func ("/vocabulary/classes", test_classes);

  return g_test_run ();
}
