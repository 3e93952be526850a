/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include <tiffio.h>

#include "image-private.h"

G_BEGIN_DECLS

/* What the tags of a TIFF say of its pixels. */
typedef struct {
  gint64 size[2];
  int photometric, compression, planar, format;
  int bits;             /* of a sample */
  int n_samples;        /* of a pixel */
  int n_colors;         /* of these that make its colour: 1, 3 or 4 */
  gboolean is_inverted; /* 0 is white */
  gboolean is_premultiplied;
  gboolean is_tiled;
  gboolean is_subsampled; /* YCbCr that libtiff makes RGB of */
  guint8 palette[256][3]; /* of a palette or of grey */
} TiffKind;

/* An open file, with what libtiff had to say of it. */
typedef struct {
  TIFF *tiff; /* owned */
  const DermEncoded *encoded;
  gint64 pos;
  char *damage;        /* owned; the first error */
  gboolean is_damaged; /* though libtiff goes on */
} TiffFile;

/* image-tiff-file.c: false with error set. */
G_GNUC_INTERNAL gboolean derm_tiff_open (TiffFile *file, const DermEncoded *encoded, GError **error);
G_GNUC_INTERNAL void derm_tiff_close (TiffFile *file);

/* Sets the error of damage. Returns false. */
G_GNUC_INTERNAL gboolean derm_tiff_fail (const TiffFile *file, GError **error);

/* image-tiff-kind.c: reads the tags; false for images that are not read, with the reason. */
G_GNUC_INTERNAL gboolean derm_tiff_read_kind (const TiffFile *file, TiffKind *kind, GError **error);

/* RGB of n pixels as libtiff hands them over. `plane`: the one colour that they are of, or -1 for all. */
G_GNUC_INTERNAL void derm_tiff_convert (const TiffKind *kind, const guint8 *in, gsize n, int plane, guint8 *rgb);

G_END_DECLS
