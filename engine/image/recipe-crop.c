/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-recipe.h"
#include "image-private.h"

/* Where a recipe's crop is in an image that it may orient otherwise than whoever told the crop. */

/* The pixels as fractions of an image of that size; false if it does not have all of them. */
static gboolean
find_fractions (const int pixels[4], int width, int height, double crop[4], GError **error)
{
  const int sides[2] = { width, height };

  for (int i = 0; i < 2; i++)
    {
      if (pixels[i + 2] > sides[i] || pixels[i] > sides[i] - pixels[i + 2])
        {
          /* Translators: left edge, upper edge, width and height of the crop, then of the image */
          g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("the crop %d,%d,%d,%d does not lie in its %d × %d pixels"),
                       pixels[0], pixels[1], pixels[2], pixels[3], width, height);
          return FALSE;
        }
      crop[i] = (double) pixels[i] / sides[i];
      crop[i + 2] = (double) (pixels[i] + pixels[i + 2]) / sides[i];
    }
  return TRUE;
}

DermRecipe *
derm_recipe_place_crop (DermRecipe *self, DermImage *image, GError **error)
{
  const double *fractions;
  const int *pixels;
  int told, taken, width, height;
  double crop[4];

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (DERM_IS_IMAGE (image), NULL);

  fractions = derm_recipe_get_crop (self);
  pixels = derm_recipe_get_pixel_crop (self);
  told = derm_image_find_orientation (image, derm_recipe_get_crop_orientation (self));
  taken = derm_image_find_orientation (image, derm_recipe_get_orientation (self));
  if (pixels == NULL && (fractions == NULL || told == taken))
    return g_object_ref (self);
  width = derm_image_get_width (image);
  height = derm_image_get_height (image);
  if ((told >= 5) != (derm_image_get_orientation (image) >= 5))
    {
      width = derm_image_get_height (image);
      height = derm_image_get_width (image);
    }
  for (int i = 0; i < 4 && fractions != NULL; i++)
    crop[i] = fractions[i];
  if (pixels != NULL && !find_fractions (pixels, width, height, crop, error))
    return NULL;
  if (told != taken)
    derm_orientation_turn_box (told == 1 ? taken : derm_orientation_invert (told), crop);
  return derm_recipe_with_crop (self, crop);
}
