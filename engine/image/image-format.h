/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image-format.h"

G_BEGIN_DECLS

/* The format that GdkPixbuf is to read a file as, by its first bytes, or NULL. */
G_GNUC_INTERNAL const DermImageFormat *derm_image_format_find_content (const guint8 *data, gsize size);

/* Whether an image of that size may be decoded; DERM_ERROR_TOO_LARGE or DERM_ERROR_BROKEN otherwise. */
G_GNUC_INTERNAL gboolean derm_image_check_size (gint64 width, gint64 height, GError **error);

/* The size in the header, where a loader would not tell it in time or would take it for damage. */
G_GNUC_INTERNAL gboolean derm_image_format_check_size (const DermImageFormat *format, const guint8 *data, gsize size,
                                                       GError **error);

/* Whether a file that was decoded without complaint is whole; n_rows: rows that the loader made pixels for. The loaders
 * of the formats that are not looked at refuse a file that is cut off. */
G_GNUC_INTERNAL gboolean derm_image_format_has_end (const DermImageFormat *format, const guint8 *data, gsize size,
                                                    int height, int n_rows);

G_END_DECLS
