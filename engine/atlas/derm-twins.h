/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-atlas.h"
#include "derm-classifier.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_TWINS (derm_twins_get_type ())
G_DECLARE_FINAL_TYPE (DermTwins, derm_twins, DERM, TWINS, GObject)

/* Images of a list that are one, as groups to be looked at: by the files, by the pictures, by what the network makes of
 * them. The same as those of a DermAudit, and found by the same measures. Immutable. */

/**
 * DermTwinKind:
 * @DERM_TWINS_FILE: the files are the same, byte for byte
 * @DERM_TWINS_PICTURE: the pictures are, saved anew, resized, turned, lighter or darker
 * @DERM_TWINS_FEATURES: they are neither, but the network has nearly the same features for them, see %DERM_TWINS_LIMIT
 */
typedef enum {
  DERM_TWINS_FILE,
  DERM_TWINS_PICTURE,
  DERM_TWINS_FEATURES,
} DermTwinKind;

/**
 * DERM_TWINS_LIMIT:
 *
 * Features are nearly the same below this share of the root mean square distance of all images from their mean. With
 * the bundled model and HAM10000 that is 1.96: none of 38,606,955 pairs of images of different lesions is so near, and
 * 52 of 3,123 pairs of one lesion; of images saved anew as JPEG of quality 75, 97 % are, of quality 95 or resized to
 * half or to one and a half, all, of quality 60 one of four. Few images, or images that are all alike, are held for
 * less near.
 */
#define DERM_TWINS_LIMIT (1.0 / 16)

/**
 * DermTwinsProgress:
 *
 * Called on the thread of derm_twins_new_with_progress(), after every few images.
 */
typedef void (*DermTwinsProgress) (guint n_done, guint n_images, gpointer user_data);

/**
 * DermTwinsSubject:
 * @classifier: whose threads are used
 * @files: (element-type GFile): the images; one that is %NULL, or cannot be read, is compared by its features alone
 * @atlas: (nullable): of the same images in the same order
 *
 * What is searched.
 */
typedef struct {
  DermClassifier *classifier;
  GPtrArray *files;
  DermAtlas *atlas;
} DermTwinsSubject;

/**
 * derm_twins_new:
 * @files: (element-type GFile): see #DermTwinsSubject for this and the others
 * @atlas: (nullable): of the same images in the same order
 *
 * Reads and decodes all files, and compares each with each. Blocks: about 20 seconds for 10,000 photographs of 600 ×
 * 450 on two processors.
 *
 * Returns: (transfer full): the groups, or %NULL with @error set: %DERM_ERROR_OPTION if @atlas is of another number of
 * images, %G_IO_ERROR_CANCELLED
 */
DermTwins *derm_twins_new (DermClassifier *classifier, GPtrArray *files, DermAtlas *atlas, GCancellable *cancellable,
                           GError **error);

/**
 * derm_twins_new_with_progress: (skip)
 * @progress: (nullable): told how far it is
 *
 * Like derm_twins_new().
 *
 * Returns: (transfer full): the groups, or %NULL with @error set
 */
DermTwins *derm_twins_new_with_progress (const DermTwinsSubject *subject, DermTwinsProgress progress,
                                         gpointer user_data, GCancellable *cancellable, GError **error);

guint derm_twins_get_n_groups (DermTwins *self);
guint derm_twins_get_n_failures (DermTwins *self); /* files that could not be read */

/**
 * derm_twins_get_group:
 * @kind: (out): by what they are one
 * @n_images: (out): at least 2
 *
 * Returns: (array length=n_images) (transfer none) (nullable): the images' places in the list, in its order; %NULL if
 * there is no such group
 */
const guint *derm_twins_get_group (DermTwins *self, guint index, DermTwinKind *kind, guint *n_images);

#pragma GCC visibility pop
G_END_DECLS
