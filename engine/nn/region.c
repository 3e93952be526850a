/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* How far a change reaches. Of a convolution done directly that is each pixel's 3×3 neighbours. Winograd's tiles reach
 * further, because all outputs of a tile share their rounding: a changed input changes the positions that it is
 * used at, and those the outputs that are made of them. Rows and columns are transformed alike, one after the other, so
 * each is described by itself. */

#include "region.h"

#include <string.h>

/* The positions that inputs of a tile are used at, by the bit, as spread_6() and spread_4() have it: the first is made
 * of inputs 0, 2 (and 4), the last of 1, 3 (and 5), those between of all but the two at the ends. */
static unsigned
positions_of_inputs (int m, unsigned inputs)
{
  const unsigned all = (4u << m) - 1, between = all >> 1 & ~1u;

  return ((inputs & 0x15 & all >> 1) != 0) | (inputs & between ? between : 0)
         | (unsigned) ((inputs & 0x2a & all) != 0) << (m + 1);
}

/* The outputs that are made of positions, as gather_6() and gather_4() have it: of the first one the first output, of
 * the last one the last, of those between all. */
static unsigned
outputs_of_positions (int m, unsigned positions)
{
  const unsigned all = (4u << m) - 1, between = all >> 1 & ~1u;

  return positions & between ? all >> 2 : (positions & 1) | (positions >> (m + 1)) << (m - 1);
}

Region
nn_region_all (NnShape shape)
{
  Region region = { { 0 } };

  for (int row = 0; row < shape.h; row++)
    region.rows[row] = ~(uint64_t) 0 >> (REGION_SIDE - shape.w);
  return region;
}

uint64_t
nn_region_positions (const Step *step, const Region *in, int tile_row, int tile_column)
{
  const int m = step->m, n = m + 2;
  const unsigned all = (1u << n) - 1;
  unsigned is_row = tile_row * m + m > step->raw.h ? all >> 1 : all, /* the last is stored nowhere */
      is_column = tile_column * m + m > step->raw.w ? all >> 1 : all;
  uint64_t positions = 0;

  for (int i = 0; i < n; i++)
    {
      int row = tile_row * m + i - 1, shift = tile_column * m - 1;
      uint64_t bits = row >= 0 && row < step->in.h ? in->rows[row] : 0;
      unsigned columns = positions_of_inputs (m, (unsigned) (shift < 0 ? bits << 1 : bits >> shift) & all) & is_column;

      for (unsigned rows = columns ? positions_of_inputs (m, 1u << i) & is_row : 0; rows; rows &= rows - 1)
        positions |= (uint64_t) columns << (__builtin_ctz (rows) * n);
    }
  return positions;
}

static void
reach_winograd (const Step *step, const Region *in, Region *raw)
{
  const int m = step->m, n = m + 2;

  for (int row = 0; row < step->raw.h; row += m)
    for (int column = 0; column < step->raw.w; column += m)
      {
        uint64_t positions = nn_region_positions (step, in, row / m, column / m);

        for (int i = 0; i < n && positions; i++)
          {
            uint64_t columns = outputs_of_positions (m, (unsigned) (positions >> (i * n)) & ((1u << n) - 1));

            for (unsigned rows = columns ? outputs_of_positions (m, 1u << i) : 0; rows; rows &= rows - 1)
              if (row + __builtin_ctz (rows) < step->raw.h)
                raw->rows[row + __builtin_ctz (rows)] |= columns << column;
          }
      }
}

static void
reach_neighbours (const Step *step, const Region *in, Region *raw)
{
  for (int row = 0; row < step->raw.h; row++)
    {
      uint64_t bits = in->rows[row];

      if (row > 0)
        bits |= in->rows[row - 1];
      if (row + 1 < step->in.h)
        bits |= in->rows[row + 1];
      raw->rows[row] = bits | bits << 1 | bits >> 1;
    }
}

/* A bit for each two. */
static uint64_t
pool_row (uint64_t upper, uint64_t lower)
{
  static const uint64_t masks[]
      = { 0x3333333333333333, 0x0f0f0f0f0f0f0f0f, 0x00ff00ff00ff00ff, 0x0000ffff0000ffff, 0x00000000ffffffff };
  uint64_t bits = upper | lower;

  bits = (bits | bits >> 1) & 0x5555555555555555;
  for (int i = 0; i < 5; i++)
    bits = (bits | bits >> (1 << i)) & masks[i];
  return bits;
}

Region
nn_region_reach (const Step *step, const Region *in)
{
  const Region all = nn_region_all (step->out);
  Region raw = { { 0 } }, out = { { 0 } };

  if (step->kind == STEP_WINOGRAD)
    reach_winograd (step, in, &raw);
  else if (step->kind == STEP_CONV || step->kind == STEP_PATCH)
    reach_neighbours (step, in, &raw);
  else
    return all;
  for (int row = 0; row < step->out.h; row++)
    out.rows[row]
        = (step->post.is_pool ? pool_row (raw.rows[2 * row], raw.rows[2 * row + 1]) : raw.rows[row]) & all.rows[row];
  return out;
}
