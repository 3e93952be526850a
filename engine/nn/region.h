/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Regions: which pixels of a map differ from those of another image's. Maps of at most REGION_SIDE rows and columns. */

#include "plan.h"

enum { REGION_SIDE = 64 };

/* Of each row the columns, a bit each. */
typedef struct {
  uint64_t rows[REGION_SIDE];
} Region;

/* Columns from first to end. */
typedef struct {
  int first, end;
} Span;

/* The least span with all columns of a row that is not empty. */
static inline Span
span_of_row (uint64_t row)
{
  return (Span){ __builtin_ctzll (row), 64 - __builtin_clzll (row) };
}

/* All of a map. */
Region nn_region_all (NnShape shape);

/* The pixels of the step's output that those of its input can change. */
Region nn_region_reach (const Step *step, const Region *in);

/* The positions of a Winograd tile that the pixels can change and that are computed at all: bit (m + 2) · row + column.
 */
uint64_t nn_region_positions (const Step *step, const Region *in, int tile_row, int tile_column);

/* A step of the kinds conv and patch on one image, whose run->y is computed anew in the region. */
void nn_run_region (const Run *run, const Region *out);
