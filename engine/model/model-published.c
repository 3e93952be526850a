/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "model-published.h"

/* The two ways in which the published model is used: its own program feeds it planes, resized by Pillow's default, of
 * images that it does not turn by EXIF, and counts the classes by the alphabet; it was trained on the rows of a CSV
 * file of Lanczos-resized images, which were taken for planes, with the classes in that file's order. */
static const struct {
  const char *name;
  DermFilter filter;
  DermLayout layout;
  DermOrientation orientation;
  const char *const *(*get_labels) (void);
} known_recipes[] = {
  { "published", DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, DERM_ORIENTATION_IGNORE, derm_labels_published },
  { "as-trained", DERM_FILTER_LANCZOS, DERM_LAYOUT_ROWS, DERM_ORIENTATION_APPLY, derm_labels_csv },
};
G_STATIC_ASSERT (G_N_ELEMENTS (known_recipes) == DERM_N_KNOWN_RECIPES);

const char *
derm_recipe_get_known_name (guint which)
{
  return known_recipes[which].name;
}

DermRecipe *
derm_recipe_new_known (DermRecipe *own, guint which)
{
  const char *name = known_recipes[which].name;
  g_autoptr (DermRecipe) plain
      = derm_recipe_new (name, derm_recipe_get_width (own), derm_recipe_get_height (own), known_recipes[which].filter,
                         known_recipes[which].layout, derm_recipe_get_scale (own));
  g_autoptr (DermRecipe) oriented = derm_recipe_with_orientation (plain, known_recipes[which].orientation);
  g_autoptr (DermRecipe) labelled = derm_recipe_with_labels (oriented, known_recipes[which].get_labels (), NULL);

  return derm_recipe_with_name (labelled, name);
}

gboolean
derm_recipe_is_for_published (gsize size, const char *sha256)
{
  return size == DERM_PUBLISHED_SIZE && g_str_has_prefix (sha256, "c720b1a4");
}

DermRecipe *
derm_recipe_new_assumed (DermRecipe *described, gboolean is_published)
{
  g_autoptr (DermRecipe) oriented = derm_recipe_with_orientation (described, known_recipes[0].orientation);

  return is_published ? derm_recipe_new_known (described, 1) : derm_recipe_with_name (oriented, known_recipes[0].name);
}
