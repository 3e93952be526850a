/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_IMAGE (derm_image_get_type ())
G_DECLARE_FINAL_TYPE (DermImage, derm_image, DERM, IMAGE, GObject)

/* The limits, all of them. They are judged by a file's header, before any pixel is allocated; of an animation only the first
 * frame is read, however many there are. The man page derm.1 has the same table. */
#define DERM_IMAGE_MAX_BYTES          ((goffset) 256 << 20) /* of the file */
#define DERM_IMAGE_MAX_PIXELS         ((gint64) 100 * 1000 * 1000)
#define DERM_IMAGE_MAX_SIDE           65535
#define DERM_IMAGE_MAX_SCANNED_PIXELS ((gint64) 2000 * 1000 * 1000) /* of a JPEG: its pixels times its scans */
#define DERM_IMAGE_MAX_EXTRA          ((guint64) 1 << 30)  /* bytes that a decoder may need besides the pixels */

/* Of all images that are being read at the same time, by however many threads: bytes of their files, and of their pixels with
 * what decoders need besides. One more waits until there is room; one that needs more than all of it is read alone. */
#define DERM_IMAGE_MAX_MEMORY_FILES   ((gsize) 256 << 20)
#define DERM_IMAGE_MAX_MEMORY_PIXELS  ((gsize) 768 << 20)

/**
 * DermOrientation:
 * @DERM_ORIENTATION_APPLY: the image is turned upright by its EXIF orientation, as by Pillow's ImageOps.exif_transpose()
 * @DERM_ORIENTATION_IGNORE: the pixels as Image.open() gives them; a TIFF is upright there too, Pillow turns it on loading
 */
typedef enum {
  DERM_ORIENTATION_APPLY,
  DERM_ORIENTATION_IGNORE,
} DermOrientation;

const char *derm_orientation_get_id (DermOrientation orientation); /* "apply", "ignore": for files and options */

/**
 * derm_orientation_from_id:
 * @id: (nullable): "apply", "ignore"
 * @orientation: (out): the orientation of that id
 *
 * Returns: whether there is one
 */
gboolean derm_orientation_from_id (const char *id, DermOrientation *orientation);

/* A decoded image: 8-bit RGB, turned upright by its EXIF orientation, immutable, to be used from any thread.
 * The pixels are Pillow's: JPEG is decoded by libjpeg-turbo (accurate DCT, fancy upsampling), PNG, TIFF and WebP by their own
 * libraries, GIF, BMP and PNM here, HEIF and AVIF by GdkPixbuf; formats.md tells what is done with each kind of image.
 * Alpha is dropped and colour profiles are not applied, as Pillow's convert ("RGB") does; of an animation the first frame. */

/**
 * derm_image_new_from_file:
 * @file: a local file; others are refused, since reading them may use the network
 *
 * Reads and decodes; blocks, so call it from a worker.
 *
 * Returns: (transfer full): the image, or %NULL with @error set (%DERM_ERROR, %G_IO_ERROR)
 */
DermImage *derm_image_new_from_file (GFile *file, GCancellable *cancellable, GError **error);

/**
 * derm_image_new_from_bytes:
 * @encoded: the bytes of an image file
 * @name: what to call it
 *
 * Returns: (transfer full): the image, or %NULL with @error set
 */
DermImage *derm_image_new_from_bytes (GBytes *encoded, const char *name, GCancellable *cancellable, GError **error);

/**
 * derm_image_new_from_pixels:
 * @pixels: tightly packed 8-bit RGB, 3 · @width bytes a row, @height rows
 * @name: what to call it
 *
 * Returns: (transfer full): the image, or %NULL with @error set (a size that is not right)
 */
DermImage *derm_image_new_from_pixels (GBytes *pixels, int width, int height, const char *name, GError **error);

/**
 * derm_image_make_thumbnail:
 * @max_width: at least 1
 * @max_height: at least 1
 *
 * A copy that fits into that box, shrunk by box averaging, never enlarged; at least 1 × 1.
 *
 * Returns: (transfer full): a new image with the same name
 */
DermImage *derm_image_make_thumbnail (DermImage *self, int max_width, int max_height);

/**
 * derm_image_turn_back:
 *
 * Returns: (transfer full): the pixels as they are stored in the file, before its orientation was applied, or %NULL with
 *   %DERM_ERROR_TOO_LARGE
 */
DermImage *derm_image_turn_back (DermImage *self, GError **error);

/**
 * derm_image_orient:
 *
 * Turns an image that was not turned, or one that was back.
 *
 * Returns: (transfer full): the image as that orientation has it, itself if it is that already, or %NULL with
 *   %DERM_ERROR_TOO_LARGE
 */
DermImage *derm_image_orient (DermImage *self, DermOrientation orientation, GError **error);

int         derm_image_get_width (DermImage *self);
int         derm_image_get_height (DermImage *self);

/**
 * derm_image_get_pixels:
 *
 * Returns: (transfer none): 8-bit RGB, 3 · width bytes a row, no gaps
 */
GBytes     *derm_image_get_pixels (DermImage *self);
/* File's display name, or what the caller called it. */
const char *derm_image_get_name (DermImage *self);
/* "JPEG", "PNG", ...; "pixels" when it came from pixels. */
const char *derm_image_get_format (DermImage *self);
/* EXIF orientation that was applied, 1 (none) to 8. */
int         derm_image_get_orientation (DermImage *self);
/* What the file says, applied or not. */
int         derm_image_get_exif_orientation (DermImage *self);
/* Size of the file; 0 when it came from pixels. */
gsize       derm_image_get_n_bytes (DermImage *self);
/* Whether the file has a colour profile or an alpha channel, of which neither is applied. */
gboolean    derm_image_has_profile (DermImage *self);
gboolean    derm_image_has_alpha (DermImage *self);

#pragma GCC visibility pop
G_END_DECLS
