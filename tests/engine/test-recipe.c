/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <derm.h>
#include <math.h>

static void
test_ids (void)
{
  for (int i = DERM_FILTER_NEAREST; i <= DERM_FILTER_LANCZOS; i++)
    {
      DermFilter filter;

      g_assert_true (derm_filter_from_id (derm_filter_get_id ((DermFilter) i), &filter));
      g_assert_cmpint (filter, ==, i);
    }
  for (int i = DERM_LAYOUT_PLANES; i <= DERM_LAYOUT_ROWS; i++)
    {
      DermLayout layout;

      g_assert_true (derm_layout_from_id (derm_layout_get_id ((DermLayout) i), &layout));
      g_assert_cmpint (layout, ==, i);
    }
}

static void
test_unknown_ids (void)
{
  DermFilter filter;
  DermLayout layout;

  g_assert_false (derm_filter_from_id ("Bicubic", &filter));
  g_assert_false (derm_filter_from_id ("", &filter));
  g_assert_false (derm_filter_from_id (NULL, &filter));
  g_assert_false (derm_layout_from_id ("hwc", &layout));
  g_assert_false (derm_layout_from_id (NULL, &layout));
}

static void
test_fields (void)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("r", 28, 30, DERM_FILTER_LANCZOS, DERM_LAYOUT_ROWS, 127.5);

  g_assert_cmpstr (derm_recipe_get_name (recipe), ==, "r");
  g_assert_cmpint (derm_recipe_get_width (recipe), ==, 28);
  g_assert_cmpint (derm_recipe_get_height (recipe), ==, 30);
  g_assert_cmpint (derm_recipe_get_filter (recipe), ==, DERM_FILTER_LANCZOS);
  g_assert_cmpint (derm_recipe_get_layout (recipe), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpfloat (derm_recipe_get_scale (recipe), ==, 127.5);
  g_assert_null (derm_recipe_get_crop (recipe));
}

static void
test_crop (void)
{
  const double crop[4] = { -0.5, 0.25, 0.75, 7 };
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("r", 28, 28, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) cropped = derm_recipe_with_crop (recipe, crop);
  g_autoptr (DermRecipe) whole = derm_recipe_with_crop (cropped, NULL);
  const double *got = derm_recipe_get_crop (cropped);

  g_assert_null (derm_recipe_get_crop (recipe)); /* it is immutable */
  g_assert_cmpfloat (got[0], ==, 0);
  g_assert_cmpfloat (got[1], ==, 0.25);
  g_assert_cmpfloat (got[2], ==, 0.75);
  g_assert_cmpfloat (got[3], ==, 1);
  g_assert_cmpstr (derm_recipe_get_name (cropped), ==, "r");
  g_assert_cmpint (derm_recipe_get_filter (cropped), ==, DERM_FILTER_BOX);
  g_assert_null (derm_recipe_get_crop (whole));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/ids", test_ids);
  g_test_add_func ("/recipe/unknown-ids", test_unknown_ids);
  g_test_add_func ("/recipe/fields", test_fields);
  g_test_add_func ("/recipe/crop", test_crop);
  return g_test_run ();
}
