/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) The pixels as a JPEG file of that quality, 1 to 100, as libjpeg makes it: colours at half size,
 * accurate transform. NULL with the reason. */
G_GNUC_INTERNAL GBytes *derm_jpeg_encode (const guint8 *rgb, int width, int height, int quality, GError **error);

G_END_DECLS
