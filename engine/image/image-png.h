/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What Pillow asks of the chunks: right checksums before the coded pixels, and that no chunk is cut off. */
G_GNUC_INTERNAL gboolean derm_png_check_chunks (const guint8 *data, gsize size, GError **error);

/* Of the eXIf chunk, of EXIF in a text, or of XMP; 1 if there is none. */
G_GNUC_INTERNAL int derm_png_read_orientation (const guint8 *data, gsize size);

G_END_DECLS
