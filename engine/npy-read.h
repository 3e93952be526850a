/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum { DERM_NPY_MAX_DIMS = 4 };

/* An array as NumPy saves it: formats 1.0 to 3.0, whole numbers of 1 to 8 bytes, little endian, in C order. */
typedef struct {
  int n_dims;
  gsize shape[DERM_NPY_MAX_DIMS];
  gsize n; /* values */
  int item_size;
  gboolean is_signed;
  const guint8 *data; /* n · item_size bytes, borrowed */
} DermNpy;

/* Reads the header and checks that the values are there, all of them and nothing more. FALSE with DERM_ERROR_FORMAT or
 * DERM_ERROR_BROKEN: in particular an array of Python objects is refused, for reading one can run what is in it. */
G_GNUC_INTERNAL gboolean derm_npy_read (const guint8 *bytes, gsize size, DermNpy *array, GError **error);

/* The value at that place, in C order; what is beyond G_MAXINT64 comes as that. */
G_GNUC_INTERNAL gint64 derm_npy_get (const DermNpy *array, gsize i);

G_END_DECLS
