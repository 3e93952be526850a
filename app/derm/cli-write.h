/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Files by their numbers: writing whole, or saying why not. Each gboolean is FALSE with G_FILE_ERROR set, which names
 * no file. */

#include <glib.h>
#include <stdio.h>

gboolean cli_write_all (int fd, const char *data, gsize length, GError **error);
gboolean cli_read_at (int fd, char *data, gsize length, guint64 offset, GError **error);
gboolean cli_sync (int fd, GError **error);

/* A file to be read; NULL with errno set. */
FILE *cli_open_to_read (const char *path);

/* The name of a file that was made, in its folder. */
gboolean cli_sync_folder (const char *path, GError **error);

/* Sets what errno says. Always FALSE. */
gboolean cli_write_error (GError **error);
