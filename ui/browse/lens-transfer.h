/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* What a drop or the clipboard holds, as items: files first, then a picture, then text that names files. */

/* (transfer full) What is understood, by type and by MIME type. */
GdkContentFormats *lens_transfer_dup_formats (void);

/**
 * lens_transfer_read_async:
 * @source: a GdkDrop or a GdkClipboard
 *
 * Reads it in the best form that it offers and that can be read.
 */
void lens_transfer_read_async (GObject *source, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
/* (transfer full) At least one LensItem, or NULL with the reason. */
GPtrArray *lens_transfer_read_finish (GObject *source, GAsyncResult *result, GError **error);

/* (transfer full) The files that lines of text name: addresses or absolute paths; may be empty. */
GPtrArray *lens_transfer_parse_text (const char *text);
/* (transfer full) NULL with the reason if it is too large. Takes a second for a large picture; from any thread. */
DermImage *lens_transfer_image_from_texture (GdkTexture *texture, const char *name, GError **error);

G_END_DECLS
