/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The whole of an ordinary file of at most 1 GiB. NULL with DERM_ERROR_MODEL or G_FILE_ERROR. */
G_GNUC_INTERNAL GBytes *derm_weights_file_read (const char *path, GError **error);

G_END_DECLS
