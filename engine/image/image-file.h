/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads a whole file with the limits of derm-image.h; special files are refused, not waited for. */
G_GNUC_INTERNAL GBytes *derm_file_read (GFile *file, char **name, GCancellable *cancellable, GError **error);

G_END_DECLS
