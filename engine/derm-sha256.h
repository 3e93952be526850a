/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * derm_sha256: (skip)
 * @data: (array length=size): bytes
 *
 * Hashes bytes by the CPU's own instructions where it has some, and by #GChecksum elsewhere, which takes ten times as
 * long: 50 ms for a model of 5 MB, more than everything else that `derm predict` does with one image.
 *
 * Returns: (transfer full): their SHA-256 in 64 hexadecimal digits
 */
char *derm_sha256 (const guint8 *data, gsize size);

#pragma GCC visibility pop
G_END_DECLS
