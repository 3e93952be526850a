/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is in a file, by which it is known again under another name: its size and the SHA-256 of its bytes. Blocks. */

/* Bytes of an ordinary local file of at most 256 MiB; -1 if it is none. */
goffset lens_file_hash_get_size (GFile *file, GCancellable *cancellable);
/* (transfer full) 64 hexadecimal digits, or NULL if it cannot be read. */
char *lens_file_hash_get_sha256 (GFile *file, GCancellable *cancellable);

G_END_DECLS
