/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-recipe.h"

/* A recipe as people read it. */

static void
add_part (GStrvBuilder *parts, char *part)
{
  g_strv_builder_add (parts, part);
  g_free (part);
}

static void
add_normalisation (GStrvBuilder *parts, DermRecipe *self)
{
  g_autofree char *mean = NULL, *std = NULL;

  if (derm_recipe_get_mean (self) == NULL)
    return;
  mean = derm_normalisation_format (derm_recipe_get_mean (self), " ");
  std = derm_normalisation_format (derm_recipe_get_std (self), " ");
  /* Translators: three numbers each */
  add_part (parts, g_strdup_printf (_ ("normalised: mean %s, std %s"), mean, std));
}

char **
derm_recipe_list_parameters (DermRecipe *self)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const double *crop;
  const int *pixels;
  int views;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  crop = derm_recipe_get_crop (self);
  pixels = derm_recipe_get_pixel_crop (self);
  views = derm_recipe_get_views (self);
  add_part (parts, g_strdup_printf ("%d × %d", derm_recipe_get_width (self), derm_recipe_get_height (self)));
  g_strv_builder_add (parts, derm_filter_get_id (derm_recipe_get_filter (self)));
  add_part (parts, g_strdup_printf ("÷ %g", derm_recipe_get_scale (self)));
  add_normalisation (parts, self);
  g_strv_builder_add (parts, derm_layout_get_id (derm_recipe_get_layout (self)));
  add_part (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d view", "%d views", (gulong) views), views));
  /* Translators: %s is a word of an option: model, csv, published, own */
  add_part (parts, g_strdup_printf (_ ("labels: %s"), derm_recipe_get_labels_id (self)));
  if (derm_recipe_get_orientation (self) == DERM_ORIENTATION_IGNORE)
    g_strv_builder_add (parts, _ ("EXIF orientation ignored"));
  if (crop != NULL)
    add_part (parts, g_strdup_printf (_ ("crop: %g %g %g %g"), crop[0], crop[1], crop[2], crop[3]));
  if (pixels != NULL)
    /* Translators: left edge, upper edge, width, height */
    add_part (parts, g_strdup_printf (_ ("crop: %d,%d,%d,%d pixels"), pixels[0], pixels[1], pixels[2], pixels[3]));

  return g_strv_builder_end (parts);
}

char *
derm_recipe_describe (DermRecipe *self)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  parts = derm_recipe_list_parameters (self);
  /* Translators: between the parameters of a recipe */
  return g_strjoinv (_ (", "), parts);
}
