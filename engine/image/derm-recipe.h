/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DermFilter:
 *
 * Pillow's resampling filters, in the order of nn's NnFilter.
 */
typedef enum {
  DERM_FILTER_NEAREST,
  DERM_FILTER_BOX,
  DERM_FILTER_BILINEAR,
  DERM_FILTER_HAMMING,
  DERM_FILTER_BICUBIC,
  DERM_FILTER_LANCZOS,
} DermFilter;

/**
 * DermLayout:
 * @DERM_LAYOUT_PLANES: channel, row, column: what PyTorch expects
 * @DERM_LAYOUT_ROWS: rows of interleaved RGB taken as if they were planes, the published model's training fault
 */
typedef enum {
  DERM_LAYOUT_PLANES,
  DERM_LAYOUT_ROWS,
} DermLayout;

const char *derm_filter_get_id (DermFilter filter); /* "nearest" ... "lanczos": for files and options */
gboolean    derm_filter_from_id (const char *id, DermFilter *filter);
const char *derm_layout_get_id (DermLayout layout); /* "planes", "rows" */
gboolean    derm_layout_from_id (const char *id, DermLayout *layout);

#define DERM_TYPE_RECIPE (derm_recipe_get_type ())
G_DECLARE_FINAL_TYPE (DermRecipe, derm_recipe, DERM, RECIPE, GObject)

/* How an image becomes the network's input: crop, resize, scale, layout. Named, immutable, recorded in every result.
 * Without a crop the whole image is squeezed to the input's size, as in training. */

/**
 * derm_recipe_new:
 * @name: its name in options and results, like "dermlens"
 * @width: of the network's input
 * @height: of the network's input
 * @scale: bytes are divided by this, 255 as a rule
 *
 * Returns: (transfer full): a new recipe
 */
DermRecipe *derm_recipe_new (const char *name, int width, int height, DermFilter filter, DermLayout layout, double scale);

/**
 * derm_recipe_with_crop:
 * @crop: (array fixed-size=4) (nullable): left, upper, right, lower as fractions of the upright image, inside 0..1
 *
 * Returns: (transfer full): the same recipe with that crop
 */
DermRecipe *derm_recipe_with_crop (DermRecipe *self, const double *crop);

const char   *derm_recipe_get_name (DermRecipe *self);
int           derm_recipe_get_width (DermRecipe *self);
int           derm_recipe_get_height (DermRecipe *self);
DermFilter    derm_recipe_get_filter (DermRecipe *self);
DermLayout    derm_recipe_get_layout (DermRecipe *self);
double        derm_recipe_get_scale (DermRecipe *self);
const double *derm_recipe_get_crop (DermRecipe *self); /* four fractions, or NULL */

G_END_DECLS
