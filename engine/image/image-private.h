/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "derm-recipe.h"

G_BEGIN_DECLS

/* What a decoder hands over: tightly packed 8-bit RGB as it is stored in the file, and how it is to be turned. */
typedef struct {
  guint8 *rgb; /* owned */
  int width, height;
  const char *format;              /* static, like "JPEG" */
  int orientation;                 /* EXIF, 1..8, as the file says */
  int turn;                        /* what is left to do of it: a loader may have turned the pixels in part */
  gboolean has_profile, has_alpha; /* which are not applied */
} DermDecoded;

G_GNUC_INTERNAL gboolean derm_jpeg_is_jpeg (const guint8 *data, gsize size);
G_GNUC_INTERNAL gboolean derm_jpeg_decode (const guint8 *data, gsize size, DermDecoded *decoded, GError **error);

G_GNUC_INTERNAL gboolean derm_pixbuf_decode (const guint8 *data, gsize size, GCancellable *cancellable,
                                             DermDecoded *decoded, GError **error);

/* Whether there is an ICC profile before the scan. */
G_GNUC_INTERNAL gboolean derm_jpeg_has_profile (const guint8 *data, gsize size);

/* Orientation of a file's EXIF data (JPEG's APP1, PNG's eXIf, WebP's EXIF), 1 if there is none. */
G_GNUC_INTERNAL int derm_exif_read_jpeg (const guint8 *data, gsize size);
G_GNUC_INTERNAL int derm_exif_read_png (const guint8 *data, gsize size);
G_GNUC_INTERNAL int derm_exif_read_webp (const guint8 *data, gsize size);
G_GNUC_INTERNAL int derm_exif_read_tiff (const guint8 *data, gsize size);

/* The orientation that takes back what that one does. */
G_GNUC_INTERNAL int derm_orientation_invert (int exif);

/* A box (left, upper, right, lower, as fractions) goes where the pixels go that the EXIF orientation turns. */
G_GNUC_INTERNAL void derm_orientation_turn_box (int exif, double box[4]);

/* The EXIF orientation that this image has had applied where that is wanted: its file's, or 1. */
G_GNUC_INTERNAL int derm_image_find_orientation (DermImage *self, DermOrientation orientation);

/* Of the image that the recipe's crop was told of. */
G_GNUC_INTERNAL DermOrientation derm_recipe_get_crop_orientation (DermRecipe *self);

/* Turns the pixels upright; false if memory is out. */
G_GNUC_INTERNAL gboolean derm_decoded_turn (DermDecoded *decoded, GError **error);

G_END_DECLS
