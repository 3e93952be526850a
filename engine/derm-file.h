/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * derm_file_replace: (skip)
 * @path: the file; where it is a link, what that leads to
 * @pieces: (array zero-terminated=1): what it shall hold, one after the other
 * @mode: permissions of a new file, less the umask; one that is there keeps its own
 *
 * Writes a file whole and to the disk, or not at all: what was there stays until the new content is complete. All that
 * Dermlens writes for people goes through here. A program that is killed meanwhile leaves nothing: the new content has
 * no name until it is complete, or, where the file system has no unnamed files, a name that the next call in that
 * folder removes.
 *
 * Returns: whether it was written; %G_FILE_ERROR with the path and the reason otherwise
 */
gboolean derm_file_replace (const char *path, GBytes *const *pieces, int mode, GError **error);

/**
 * derm_file_replace_text: (skip)
 * @length: of @text in bytes, or -1 if it ends with a NUL
 *
 * derm_file_replace() with one piece.
 *
 * Returns: whether it was written
 */
gboolean derm_file_replace_text (const char *path, const char *text, gssize length, int mode, GError **error);

#pragma GCC visibility pop
G_END_DECLS
