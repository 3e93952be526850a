/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image-format.h"
#include "image-private.h"

G_BEGIN_DECLS

/* The format of a file by its first bytes, DERM_IMAGE_HEAD of which are enough, or NULL: not one that is read here. */
#define DERM_IMAGE_HEAD 16
G_GNUC_INTERNAL const DermImageFormat *derm_image_format_find_content (const guint8 *data, gsize size);

/* By the decoder of its format; an error if there is none. */
G_GNUC_INTERNAL gboolean derm_image_format_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error);

/* DERM_ERROR_FORMAT: these first bytes are of no image. Returns false. */
G_GNUC_INTERNAL gboolean derm_image_format_set_unknown (const guint8 *data, gsize size, GError **error);

G_END_DECLS
