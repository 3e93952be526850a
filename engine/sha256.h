/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256 in 64 hexadecimal digits. GChecksum takes 50 ms for a model of 5 MB, longer than everything else that `derm
 * predict` does; this one uses the CPU's own instructions where there are some, and GChecksum elsewhere. */
G_GNUC_INTERNAL char *derm_sha256 (const guint8 *data, gsize size);

G_END_DECLS
