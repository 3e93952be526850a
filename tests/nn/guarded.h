/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Memory between two pages that must not be touched: a read or write beyond it ends the test program at once. */

#include <stddef.h>

typedef struct {
  char *map;
  size_t map_size;
  float *data; /* aligned to 64 bytes if its size is a multiple of that */
} Guarded;

/* n floats that end where the page behind begins (is_at_end), or begin where the page before ends. */
Guarded guarded_new (size_t n, int is_at_end);
void guarded_free (Guarded *guarded);
