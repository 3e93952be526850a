/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermImageFormat:
 * @name: like "JPEG"
 * @mime_type: like "image/jpeg"
 * @endings: (array zero-terminated=1): of file names, the usual one first: ".jpg", ".jpeg" ...
 *
 * A format of image files. There is one table of them, which all parts of Dermlens ask: what counts as an image in a
 * folder and in a table of truth, what is decoded, which ending stays when a name is hidden.
 */
typedef struct {
  const char *name;
  const char *mime_type;
  const char *const *endings;
} DermImageFormat;

/**
 * derm_image_format_list: (skip)
 * @n_formats: (out): how many there are
 *
 * Returns: the table
 */
const DermImageFormat *derm_image_format_list (gsize *n_formats);

/**
 * derm_image_format_find: (skip)
 * @name: a file's name or path; no file is looked at
 *
 * Returns: (nullable): the format by the name's ending, whatever its case, or %NULL: the name is not an image's
 */
const DermImageFormat *derm_image_format_find (const char *name);

/**
 * derm_image_format_find_ending:
 * @name: (type filename): a file's name or path
 *
 * Returns: (nullable) (transfer none): the part of @name from the dot on if it is an ending of an image's name; any other text after a
 * dot may be a person's name or a date
 */
const char *derm_image_format_find_ending (const char *name);

/**
 * derm_image_format_is_readable: (skip)
 *
 * Returns: whether images of that format can be decoded on this computer: HEIF
 * and AVIF if GdkPixbuf has a loader
 */
gboolean derm_image_format_is_readable (const DermImageFormat *format);

#pragma GCC visibility pop
G_END_DECLS
