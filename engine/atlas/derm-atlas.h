/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_ATLAS (derm_atlas_get_type ())
G_DECLARE_FINAL_TYPE (DermAtlas, derm_atlas, DERM, ATLAS, GObject)

/* Images beside each other as a network sees them, by their features: the directions in which they differ most, and
 * which images are nearest to which. Immutable, to be used from any thread.
 *
 * The directions are the principal components of the features, centred, not scaled. Their signs are fixed: of each
 * direction the coefficient of the largest absolute value, the first of equals, is positive. So the same images give
 * the same picture every time, and in another order the same but for rounding. Nearest is always by all features, as
 * they are, and exact: what lies together in two components need not. An image with a feature that is no finite number
 * has no place and no neighbours. */

/**
 * derm_atlas_new:
 * @features: floats, a row for each image, as derm_prediction_get_features() has them
 * @n_features: floats in a row, at least 1 and at most %DERM_MAX_FEATURES
 * @n_threads: that share the work, at most 256; 0 for as many as there are processors. The result has the same bits
 * with any number
 *
 * Blocks: about a quarter of a second for 10,000 images of 256 features. The bytes are kept, not copied.
 *
 * Returns: (transfer full): the atlas, or %NULL with @error set: %DERM_ERROR_OPTION if the bytes are no whole number of
 * rows, %G_IO_ERROR_CANCELLED
 */
DermAtlas *derm_atlas_new (GBytes *features, int n_features, int n_threads, GCancellable *cancellable, GError **error);

guint derm_atlas_get_n_images (DermAtlas *self);
int derm_atlas_get_n_features (DermAtlas *self);
gboolean derm_atlas_has_place (DermAtlas *self, guint image); /* whether all of its features are numbers */
guint derm_atlas_get_n_placed (DermAtlas *self);              /* images of which that is so */

/* ---- components ---- */

/* Directions in which the images differ: at most one fewer than images with a place. 0 if all of these are the same. */
int derm_atlas_get_n_components (DermAtlas *self);
/* Of the variation of all features, 0..1; 0 for no such component. */
double derm_atlas_get_share (DermAtlas *self, int component);

/**
 * derm_atlas_list_coordinates:
 * @component: from 0, the one with the largest share, on
 * @n: (out): number of images
 *
 * Returns: (array length=n) (transfer full) (nullable): where each image lies along the component, with 0 in the middle
 *   of all; NaN for an image without a place; %NULL for no such component
 */
double *derm_atlas_list_coordinates (DermAtlas *self, int component, guint *n);

/**
 * derm_atlas_list_direction:
 * @n: (out): number of features
 *
 * Returns: (array length=n) (transfer full) (nullable): what each feature has in the component, the squares of it add
 * up to 1; %NULL for no such component
 */
double *derm_atlas_list_direction (DermAtlas *self, int component, guint *n);

/* ---- neighbours ---- */

/* The Euclidean distance by all features; NaN if one has no place or there is no such image. */
double derm_atlas_get_distance (DermAtlas *self, guint image, guint other);

/**
 * derm_atlas_list_nearest:
 * @k: how many at most
 * @n: (out): how many
 *
 * Returns: (array length=n) (transfer full) (nullable): the images nearest to that one, without itself, the nearest
 *   first, of equals the one before; %NULL for none
 */
guint *derm_atlas_list_nearest (DermAtlas *self, guint image, guint k, guint *n);

/**
 * derm_atlas_measure:
 * @features: (array length=n_features): of an image that need not be in the atlas
 * @n_features: as many as the atlas has
 *
 * Returns: its distance from @image; NaN if one has no place
 */
double derm_atlas_measure (DermAtlas *self, const float *features, int n_features, guint image);

/**
 * derm_atlas_list_nearest_to:
 * @features: (array length=n_features): of an image that need not be in the atlas
 * @n_features: as many as the atlas has
 * @k: how many at most
 * @n: (out): how many
 *
 * Returns: (array length=n) (transfer full) (nullable): like derm_atlas_list_nearest()
 */
guint *derm_atlas_list_nearest_to (DermAtlas *self, const float *features, int n_features, guint k, guint *n);

#pragma GCC visibility pop
G_END_DECLS
