/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) A file of NumPy's format 1.0: the floats as an array of n_dims (1 to 4) dimensions. */
G_GNUC_INTERNAL GByteArray *derm_npy_new (const int *shape, int n_dims, const float *values);

G_END_DECLS
