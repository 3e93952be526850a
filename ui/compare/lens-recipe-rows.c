/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-recipe-rows.h"

/* derm_recipe_list_parameters() has them in this order and leaves out what the recipe does not have. */
static gboolean
has_row (DermRecipe *recipe, LensRecipeRow row)
{
  switch (row)
    {
    case LENS_RECIPE_NORMALISATION:
      return derm_recipe_get_mean (recipe) != NULL;
    case LENS_RECIPE_ORIENTATION:
      return derm_recipe_get_orientation (recipe) == DERM_ORIENTATION_IGNORE;
    case LENS_RECIPE_CROP:
      return derm_recipe_get_crop (recipe) != NULL || derm_recipe_get_pixel_crop (recipe) != NULL;
    case LENS_RECIPE_SIZE:
    case LENS_RECIPE_FILTER:
    case LENS_RECIPE_SCALE:
    case LENS_RECIPE_LAYOUT:
    case LENS_RECIPE_VIEWS:
    case LENS_RECIPE_LABELS:
    case LENS_RECIPE_N_ROWS:
    default:
      return TRUE;
    }
}

char **
lens_recipe_list_rows (DermRecipe *recipe)
{
  g_auto (GStrv) parts = derm_recipe_list_parameters (recipe);
  char **rows = g_new0 (char *, LENS_RECIPE_N_ROWS + 1);
  guint n = 0;

  for (int i = 0; i < LENS_RECIPE_N_ROWS; i++)
    rows[i] = g_strdup (has_row (recipe, (LensRecipeRow) i) && parts[n] != NULL ? parts[n++] : "");

  return rows;
}
