/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

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

enum { DERM_N_FILTERS = DERM_FILTER_LANCZOS + 1 };

/**
 * DermLayout:
 * @DERM_LAYOUT_PLANES: channel, row, column: what PyTorch expects
 * @DERM_LAYOUT_ROWS: rows of interleaved RGB taken as if they were planes, the published model's training fault
 */
typedef enum {
  DERM_LAYOUT_PLANES,
  DERM_LAYOUT_ROWS,
} DermLayout;

enum { DERM_N_LAYOUTS = DERM_LAYOUT_ROWS + 1 };

const char *derm_filter_get_id (DermFilter filter); /* "nearest" ... "lanczos": for files and options */
const char *derm_layout_get_id (DermLayout layout); /* "planes", "rows" */

/**
 * derm_filter_from_id:
 * @id: (nullable): "nearest" ... "lanczos"
 * @filter: (out): the filter of that id
 *
 * Returns: whether there is one
 */
gboolean derm_filter_from_id (const char *id, DermFilter *filter);

/**
 * derm_layout_from_id:
 * @id: (nullable): "planes", "rows"
 * @layout: (out): the layout of that id
 *
 * Returns: whether there is one
 */
gboolean derm_layout_from_id (const char *id, DermLayout *layout);

#define DERM_TYPE_RECIPE (derm_recipe_get_type ())
G_DECLARE_FINAL_TYPE (DermRecipe, derm_recipe, DERM, RECIPE, GObject)

/* How an image becomes the network's input, and what its outputs are called: orientation, crop, resize, scale,
 * normalisation, views, layout, labels. Named, immutable, recorded in every result. Without a crop the whole image is
 * squeezed to the input's size, as in training. A recipe that is made of a named one by derm_recipe_with_…() tells by
 * its name in what it differs, like "published+lanczos+8views"; a crop is not part of the name. */

/**
 * DERM_RECIPE_MAX_VIEWS:
 *
 * The eight views of a square: four quarter turns of it and of its mirror image.
 */
#define DERM_RECIPE_MAX_VIEWS 8

/**
 * derm_recipe_new:
 * @name: its name in options and results, like "dermlens"
 * @width: of the network's input
 * @height: of the network's input
 * @scale: bytes are divided by this, 255 as a rule
 *
 * Returns: (transfer full) (nullable): a new recipe, or %NULL where a side is not 1 to 1024, the scale is not above 0 or
 *   not finite, or there is no such filter or layout
 */
DermRecipe *derm_recipe_new (const char *name, int width, int height, DermFilter filter, DermLayout layout, double scale);

/**
 * derm_recipe_with_crop:
 * @crop: (array fixed-size=4) (nullable): left, upper, right, lower, inside 0..1, as fractions of the image as @self
 *   orients it
 *
 * Returns: (transfer full): the same recipe with that crop
 */
DermRecipe *derm_recipe_with_crop (DermRecipe *self, const double *crop);

/**
 * derm_recipe_with_pixel_crop:
 * @x: the left edge, in whole pixels of the image as @self orients it; not negative, as @y
 * @width: at least 1, as @height
 *
 * For images of any size, of which a fraction would be another piece each. derm_input_new() takes the piece and gives the
 * input a recipe that has it as fractions; it refuses an image that does not have all of those pixels.
 *
 * Returns: (transfer full) (nullable): the same recipe with that crop in place of any other, or %NULL where it is no crop
 */
DermRecipe *derm_recipe_with_pixel_crop (DermRecipe *self, int x, int y, int width, int height);

/**
 * derm_recipe_with_crop_of:
 *
 * Returns: (transfer full): the same recipe with the crop of @other, or with none if it has none: the same piece of an image,
 *   also where the two orient it differently
 */
DermRecipe *derm_recipe_with_crop_of (DermRecipe *self, DermRecipe *other);

/**
 * derm_recipe_place_crop:
 * @image: however it was turned
 *
 * Returns: (transfer full): the recipe with its crop as fractions of that image as it orients it, or %NULL with
 *   %DERM_ERROR_RECIPE: the image has not all of the crop's pixels
 */
DermRecipe *derm_recipe_place_crop (DermRecipe *self, DermImage *image, GError **error);

/**
 * derm_recipe_with_orientation:
 *
 * A crop stays the same piece of the image.
 *
 * Returns: (transfer full): the same recipe with another orientation; that of a new one is %DERM_ORIENTATION_APPLY
 */
DermRecipe *derm_recipe_with_orientation (DermRecipe *self, DermOrientation orientation);

/**
 * derm_recipe_with_filter:
 *
 * Returns: (transfer full): the same recipe with another filter
 */
DermRecipe *derm_recipe_with_filter (DermRecipe *self, DermFilter filter);

/**
 * derm_recipe_with_layout:
 *
 * Returns: (transfer full): the same recipe with another layout
 */
DermRecipe *derm_recipe_with_layout (DermRecipe *self, DermLayout layout);

/**
 * derm_recipe_with_normalisation:
 * @mean: (array fixed-size=3) (nullable): of the network's three input planes, red, green and blue as a rule, after the
 *   division by the scale
 * @std: (array fixed-size=3) (nullable): by which the difference is divided, each above 0; %NULL as @mean is
 *
 * As torchvision's transforms.Normalize: (byte / scale - mean) / std, in 32-bit floats. The bytes of an input stay as
 * they are. Means of 0 with deviations of 1 are none.
 *
 * Returns: (transfer full): the same recipe with that normalisation, or none for %NULL; %NULL with %DERM_ERROR_RECIPE:
 *   only one of the two is given, or a number is not finite, too large or a deviation not above 0
 */
DermRecipe *derm_recipe_with_normalisation (DermRecipe *self, const double *mean, const double *std, GError **error);

/**
 * derm_normalisation_from_id:
 * @id: "ham10000" or "imagenet"
 * @mean: (out caller-allocates) (array fixed-size=3): mean of red, green and blue
 * @std: (out caller-allocates) (array fixed-size=3): their standard deviation
 *
 * The usual ones: of HAM10000's images as they are (data/training/normalisation.py), and torchvision's for ImageNet.
 *
 * Returns: whether there is one of that id
 */
gboolean derm_normalisation_from_id (const char *id, double *mean, double *std);

/**
 * derm_normalisation_format:
 * @values: (array fixed-size=3): a mean or a standard deviation
 *
 * Returns: (transfer full): the three numbers with @separator between them, each the shortest that reads back as the
 * same
 */
char *derm_normalisation_format (const double *values, const char *separator);

/**
 * derm_recipe_with_views:
 * @views: 1, or 8 for all turned and mirrored views of the input, whose logits are averaged
 *
 * Returns: (transfer full): the same recipe with so many views, or %NULL with %DERM_ERROR_RECIPE: another number, or eight
 *   of an input that is not square
 */
DermRecipe *derm_recipe_with_views (DermRecipe *self, int views, GError **error);

/**
 * derm_recipe_with_labels:
 * @labels: (array zero-terminated=1) (nullable): what the network's outputs stand for, class codes in the order of the
 *   outputs; %NULL leaves it to the model
 *
 * Whether there are as many as the model has outputs is for derm_model_check_recipe() to say.
 *
 * Returns: (transfer full): the same recipe with those labels, or %NULL with %DERM_ERROR_RECIPE: a code is empty, too long,
 *   not text, or given twice
 */
DermRecipe *derm_recipe_with_labels (DermRecipe *self, const char *const *labels, GError **error);

/**
 * derm_recipe_with_name:
 *
 * Returns: (transfer full): the same recipe under a name of its own
 */
DermRecipe *derm_recipe_with_name (DermRecipe *self, const char *name);

const char   *derm_recipe_get_name (DermRecipe *self);
int           derm_recipe_get_width (DermRecipe *self);
int           derm_recipe_get_height (DermRecipe *self);
DermFilter    derm_recipe_get_filter (DermRecipe *self);
DermLayout    derm_recipe_get_layout (DermRecipe *self);
double        derm_recipe_get_scale (DermRecipe *self);
DermOrientation derm_recipe_get_orientation (DermRecipe *self);
int           derm_recipe_get_views (DermRecipe *self); /* 1 or 8 */

/**
 * derm_recipe_get_mean: (skip)
 *
 * Returns: (nullable): what is subtracted from each plane, or %NULL: nothing is
 *   normalised
 */
const double *derm_recipe_get_mean (DermRecipe *self);

/**
 * derm_recipe_get_std: (skip)
 *
 * Returns: (nullable): what each plane is divided by then, or %NULL
 */
const double *derm_recipe_get_std (DermRecipe *self);

/* What those are: "none", "ham10000", "imagenet" or "own". */
const char *derm_recipe_get_normalisation_id (DermRecipe *self);

/**
 * derm_recipe_get_crop: (skip)
 *
 * Returns: (nullable): four fractions, or %NULL: the whole image
 */
const double *derm_recipe_get_crop (DermRecipe *self);

/**
 * derm_recipe_get_pixel_crop: (skip)
 *
 * Returns: (nullable): x, y, width, height, or %NULL: no crop in pixels
 */
const int *derm_recipe_get_pixel_crop (DermRecipe *self);

/**
 * derm_recipe_get_labels:
 *
 * Returns: (array zero-terminated=1) (nullable) (transfer none): class codes by output, or %NULL: the model's own
 */
const char *const *derm_recipe_get_labels (DermRecipe *self);

/* What those are: "model" (its own), "csv" or "published" (the two numberings of HAM10000 that are around), "own". */
const char *derm_recipe_get_labels_id (DermRecipe *self);

/**
 * derm_recipe_list_parameters:
 *
 * Returns: (transfer full) (array zero-terminated=1): what derm_recipe_describe() joins, for places that show it otherwise
 */
char **derm_recipe_list_parameters (DermRecipe *self);

/**
 * derm_recipe_describe:
 *
 * Returns: (transfer full): every parameter in one line, like "28 × 28, bicubic, ÷ 255, planes, 8 views, labels: csv"
 */
char *derm_recipe_describe (DermRecipe *self);

/* ---- numberings of the classes ---- */

/**
 * derm_labels_published:
 *
 * Returns: (array zero-terminated=1) (transfer none): the published model's labels.json: akiec bcc bkl df mel nv vasc
 */
const char *const *derm_labels_published (void);

/**
 * derm_labels_csv:
 *
 * Returns: (array zero-terminated=1) (transfer none): the numbering of HAM10000's hmnist_28_28_RGB.csv, which the published
 *   model was trained on: akiec bcc bkl df nv vasc mel
 */
const char *const *derm_labels_csv (void);

#pragma GCC visibility pop
G_END_DECLS
