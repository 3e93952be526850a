/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* What folders and classes are called. */

static void
test_folders (void)
{
  g_autoptr (GPtrArray) items = fixture_items ("/study/train/one/1.jpg", "/study/test/2.jpg", "/studies/3.jpg", NULL);
  g_autoptr (GListStore) list = g_list_store_new (LENS_TYPE_ITEM);
  g_autoptr (LensNames) names = lens_names_new (G_LIST_MODEL (list));
  g_autofree char *below = NULL, *root = NULL, *apart = NULL;

  g_assert_null (lens_names_get_root (names));
  g_list_store_append (list, items->pdata[0]);
  g_list_store_append (list, items->pdata[1]);
  lens_names_update (names);
  g_assert_cmpstr (lens_names_get_root (names), ==, "/study");
  below = lens_names_dup_folder (names, "/study/train/one");
  g_assert_cmpstr (below, ==, "train/one");
  root = lens_names_dup_folder (names, "/study");
  g_assert_cmpstr (root, ==, "study");
  g_assert_false (lens_names_has_folder (names, "/study/test", "study"));
  g_list_store_append (list, items->pdata[2]);
  lens_names_update (names);
  g_assert_cmpstr (lens_names_get_root (names), ==, "");
  apart = lens_names_dup_folder (names, "/studies");
  g_assert_cmpstr (apart, ==, "studies");
  g_assert_true (lens_names_has_folder (names, "/study/test", "study"));
}

static void
test_classes (void)
{
  static const char *const labels[] = { "mel", "nv", NULL }, *const titles[] = { "Melanoma", "Melanocytic nevi", NULL };
  g_autoptr (GListStore) list = g_list_store_new (LENS_TYPE_ITEM);
  g_autoptr (LensNames) names = lens_names_new (G_LIST_MODEL (list));

  lens_names_set_classes (names, labels, titles);
  g_assert_cmpstr (lens_names_get_title (names, "MEL"), ==, "Melanoma");
  g_assert_null (lens_names_get_title (names, "scc"));
  g_assert_true (lens_names_has_class (names, "mel", "mel"));
  g_assert_false (lens_names_has_class (names, "nv", "mel"));
  g_assert_true (lens_names_has_class (names, "nv", "mela"));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/names/folders", test_folders);
  g_test_add_func ("/names/classes", test_classes);

  return g_test_run ();
}
