/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* The parameters of a recipe, each kind at a place of its own, so that several recipes can stand beside each other. */

typedef enum {
  LENS_RECIPE_SIZE,
  LENS_RECIPE_FILTER,
  LENS_RECIPE_SCALE,
  LENS_RECIPE_NORMALISATION,
  LENS_RECIPE_LAYOUT,
  LENS_RECIPE_VIEWS,
  LENS_RECIPE_LABELS,
  LENS_RECIPE_ORIENTATION,
  LENS_RECIPE_CROP,
  LENS_RECIPE_N_ROWS,
} LensRecipeRow;

/* Words for each, and "" for what the recipe does not have. (transfer full) (array length=LENS_RECIPE_N_ROWS) */
char **lens_recipe_list_rows (DermRecipe *recipe);

G_END_DECLS
