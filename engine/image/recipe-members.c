/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "image-private.h"
#include "recipe-private.h"

const char *
derm_recipe_get_name (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->name;
}

int
derm_recipe_get_width (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 0);
  return self->width;
}

int
derm_recipe_get_height (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 0);
  return self->height;
}

DermFilter
derm_recipe_get_filter (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), DERM_FILTER_NEAREST);
  return self->filter;
}

DermLayout
derm_recipe_get_layout (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), DERM_LAYOUT_PLANES);
  return self->layout;
}

DermOrientation
derm_recipe_get_orientation (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), DERM_ORIENTATION_APPLY);
  return self->orientation;
}

double
derm_recipe_get_scale (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 0);
  return self->scale;
}

const double *
derm_recipe_get_mean (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->is_normalised ? self->mean : NULL;
}

const double *
derm_recipe_get_std (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->is_normalised ? self->std : NULL;
}

const double *
derm_recipe_get_crop (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->has_crop ? self->crop : NULL;
}

const int *
derm_recipe_get_pixel_crop (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->pixel_crop[2] > 0 ? self->pixel_crop : NULL;
}

DermOrientation
derm_recipe_get_crop_orientation (DermRecipe *self)
{
  return self->crop_orientation;
}

int
derm_recipe_get_views (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 1);
  return self->views;
}

const char *const *
derm_recipe_get_labels (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return (const char *const *) self->labels;
}

const char *
derm_recipe_get_labels_id (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  if (self->labels == NULL)
    return "model";
  if (g_strv_equal ((const char *const *) self->labels, derm_labels_csv ()))
    return "csv";
  return g_strv_equal ((const char *const *) self->labels, derm_labels_published ()) ? "published" : "own";
}

const char *
derm_recipe_get_normalisation_id (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->is_normalised ? derm_normalisation_find_id (self->mean, self->std) : "none";
}
