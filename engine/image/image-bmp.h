/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a BMP says that its pixels are run-length coded; where indices go. */
typedef struct {
  const guint8 *data; /* the whole file */
  gsize size, pos;    /* and where the codes start */
  gsize width, n_pixels;
  gboolean is_of_4_bits;
} BmpRuns;

/* Called for each run of pixels, in the file's order from the first row on. */
typedef void (*BmpRunFunc) (gsize pixel, guint8 index, gsize n, gpointer user_data);

/* Whether every pixel was coded; func may be NULL to only find that out. */
G_GNUC_INTERNAL gboolean derm_bmp_read_runs (const BmpRuns *runs, BmpRunFunc func, gpointer user_data);

G_END_DECLS
