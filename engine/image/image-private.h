/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "derm-recipe.h"

G_BEGIN_DECLS

/* Big-endian. */
static inline guint32
derm_get_u32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

/* A file's bytes, for a decoder. */
typedef struct {
  const guint8 *data;
  gsize size;
  GCancellable *cancellable;
} DermEncoded;

/* What a decoder hands over: tightly packed 8-bit RGB as it is stored in the file, and how it is to be turned. */
typedef struct {
  guint8 *rgb; /* owned */
  int width, height;
  const char *format;              /* static, like "JPEG" */
  int orientation;                 /* EXIF, 1..8, as the file says */
  gboolean has_profile, has_alpha; /* which are not applied */
  gboolean writes_all;             /* set by the decoder before it begins: it writes every pixel or fails */
  gsize charge;                    /* taken of DERM_MEMORY_PIXELS */
} DermDecoded;

/* A decoder: all of an image, as Pillow's convert ("RGB") has it, or an error. It calls derm_decoded_begin() before it
 * allocates anything that grows with the image. */
typedef gboolean (*DermDecode) (const DermEncoded *encoded, DermDecoded *decoded, GError **error);

G_GNUC_INTERNAL gboolean derm_jpeg_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_png_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_gif_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_bmp_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_tiff_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_webp_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_pnm_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);
G_GNUC_INTERNAL gboolean derm_heif_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);

/* ---- what decoders share (image-decoded.c) ---- */

/* Whether an image of that size may be decoded; DERM_ERROR_TOO_LARGE or DERM_ERROR_BROKEN otherwise. */
G_GNUC_INTERNAL gboolean derm_image_check_size (gint64 width, gint64 height, GError **error);

/* Once the header is read: judges the size, waits for memory and allocates the pixels, which are black unless the decoder
 * says that it writes them all. The file's orientation must have been set. `extra`: bytes that the decoder needs besides them. */
G_GNUC_INTERNAL gboolean derm_decoded_begin (DermDecoded *decoded, gint64 size[2], guint64 extra,
                                             const DermEncoded *encoded, GError **error);

/* Gives back what was taken besides the pixels. */
G_GNUC_INTERNAL void derm_decoded_settle (DermDecoded *decoded);

/* Frees all. */
G_GNUC_INTERNAL void derm_decoded_clear (DermDecoded *decoded);

/* Each returns false. `reason` is translated. */
G_GNUC_INTERNAL gboolean derm_decoded_set_damaged (GError **error, const char *format, const char *reason);
G_GNUC_INTERNAL gboolean derm_decoded_set_unread (GError **error, const char *format, const char *reason);
G_GNUC_INTERNAL gboolean derm_decoded_set_no_memory (GError **error);

/* The pixels upright, in memory of their own; NULL if that is out. (transfer full) */
G_GNUC_INTERNAL guint8 *derm_decoded_dup_turned (const DermDecoded *decoded);
/* Turns the pixels upright; false if memory is out. */
G_GNUC_INTERNAL gboolean derm_decoded_turn (DermDecoded *decoded, GError **error);

/* RGB of CMYK in place, four bytes a pixel, by Pillow's arithmetic: (255 - c)·(255 - k) / 255, rounded. `c` and `k` are
 * given as 255 minus their value where `is_inverted`. */
G_GNUC_INTERNAL void derm_cmyk_to_rgb (guint8 *pixels, gsize n_pixels, gboolean is_inverted);

/* ---- orientation (image-exif.c) ---- */

/* Orientation of a file's EXIF data (JPEG's APP1, WebP's EXIF), 1 if there is none. */
G_GNUC_INTERNAL int derm_exif_read_jpeg (const guint8 *data, gsize size);
G_GNUC_INTERNAL int derm_exif_read_webp (const guint8 *data, gsize size);

/* Of EXIF data alone, with or without "Exif\0\0" before the TIFF structure; 0 if it has no orientation. */
G_GNUC_INTERNAL int derm_exif_find (const guint8 *data, gsize size);

/* Of the same, written as hexadecimal digits behind a heading of three lines, as ImageMagick keeps it in PNG's text. */
G_GNUC_INTERNAL int derm_exif_find_hex (const char *text);

/* Whether there is an ICC profile before the scan. */
G_GNUC_INTERNAL gboolean derm_jpeg_has_profile (const guint8 *data, gsize size);

/* ---- orientation of images and boxes (image-turn.c) ---- */

/* The orientation that takes back what that one does. */
G_GNUC_INTERNAL int derm_orientation_invert (int exif);

/* A box (left, upper, right, lower, as fractions) goes where the pixels go that the EXIF orientation turns. */
G_GNUC_INTERNAL void derm_orientation_turn_box (int exif, double box[4]);

/* The EXIF orientation that this image has had applied where that is wanted: its file's, or 1. */
G_GNUC_INTERNAL int derm_image_find_orientation (DermImage *self, DermOrientation orientation);

/* Of the image that the recipe's crop was told of. */
G_GNUC_INTERNAL DermOrientation derm_recipe_get_crop_orientation (DermRecipe *self);

/* The id of those numbers: "own" if they are no known ones. */
G_GNUC_INTERNAL const char *derm_normalisation_find_id (const double *mean, const double *std);

/* DERM_ERROR_RECIPE if the two arrays of three numbers are no normalisation; both may be NULL. */
G_GNUC_INTERNAL gboolean derm_normalisation_check (const double *mean, const double *std, GError **error);

G_END_DECLS
