/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Which recipe is assumed for weights that name none, and that this is said. Linked with the engine's objects,
 * because the published model's own file is not at hand: its rule is asked directly. */

#include "config.h"

#include <string.h>

#include <derm.h>

#include "model-published.h"

static const char hash[] = "c720b1a4000000000000000000000000000000000000000000000000000000";

static void
test_published_file (void)
{
  g_autoptr (DermRecipe) described = derm_recipe_new ("default", 28, 28, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) recipe = derm_recipe_new_assumed (described, TRUE);

  g_assert_true (derm_recipe_is_for_published (5119928, hash));
  g_assert_false (derm_recipe_is_for_published (5119929, hash));
  g_assert_false (derm_recipe_is_for_published (5119928, "d720b1a4"));
  g_assert_false (derm_recipe_is_for_published (5119928, ""));
  g_assert_cmpstr (derm_recipe_get_name (recipe), ==, "as-trained");
  g_assert_cmpint (derm_recipe_get_filter (recipe), ==, DERM_FILTER_LANCZOS);
  g_assert_cmpint (derm_recipe_get_layout (recipe), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpstr (derm_recipe_get_labels_id (recipe), ==, "csv");
}

static void
test_weights (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "torch", "f16.pth", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  g_autofree char *assumption = NULL;
  DermRecipe *recipe;

  g_assert_no_error (error);
  recipe = derm_model_get_recipe (model);
  assumption = derm_model_get_assumption (model);
  g_assert_cmpstr (derm_recipe_get_name (recipe), ==, "published");
  g_assert_cmpint (derm_recipe_get_filter (recipe), ==, DERM_FILTER_BICUBIC);
  g_assert_cmpint (derm_recipe_get_layout (recipe), ==, DERM_LAYOUT_PLANES);
  g_assert_cmpint (derm_recipe_get_orientation (recipe), ==, DERM_ORIENTATION_IGNORE);
  g_test_message ("%s", assumption);
  g_assert_nonnull (strstr (assumption, "“published”"));
}

static void
test_described (void)
{
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);

  g_assert_null (derm_model_get_assumption (model));
  g_assert_cmpstr (derm_recipe_get_name (derm_model_get_recipe (model)), ==, "dermlens");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assumption/published-file", test_published_file);
  g_test_add_func ("/assumption/weights", test_weights);
  g_test_add_func ("/assumption/described", test_described);
  return g_test_run ();
}
