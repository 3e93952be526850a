/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes a file of NumPy's format 1.0: the floats as an array of n_dims (1 to 4) dimensions; and beside it, as
 * PATH.json, what they are, if `about` is not NULL. */
G_GNUC_INTERNAL gboolean derm_npy_save (const char *path, const int *shape, int n_dims, const float *values,
                                        const char *about, GError **error);

G_END_DECLS
