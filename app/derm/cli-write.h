/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Writing whole, or saying why not. Each is FALSE with G_FILE_ERROR set, which names no file. */

#include <glib.h>

gboolean cli_write_all (int fd, const char *data, gsize length, GError **error);
gboolean cli_read_at (int fd, char *data, gsize length, guint64 offset, GError **error);
gboolean cli_sync (int fd, GError **error);

/* The name of a file that was made, in its folder. */
gboolean cli_sync_folder (const char *path, GError **error);

/* Sets what errno says. Always FALSE. */
gboolean cli_write_error (GError **error);
