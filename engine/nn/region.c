/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* How far a change reaches. Of a convolution done directly that is each pixel's 3×3 neighbours. Winograd's tiles reach
 * further, because all outputs of a tile share their rounding: a changed input changes the positions that it is
 * used at, and those the outputs that are made of them. Rows and columns are transformed alike, one after the other, so
 * each is described by itself. */

#include "region.h"

#include <string.h>

/* The positions at which input k of a tile's six or four is used, as spread_6() and spread_4() have it. */
static const uint8_t uses_6[6] = { 0x01, 0x3e, 0x1f, 0x3e, 0x1f, 0x20 }, uses_4[4] = { 0x1, 0xe, 0x7, 0x8 };

/* The outputs that are made of position k, as gather_6() and gather_4() have it. */
static const uint8_t makes_6[6] = { 0x1, 0xf, 0xf, 0xf, 0xf, 0x8 }, makes_4[4] = { 0x1, 0x3, 0x3, 0x2 };

Region
nn_region_all (NnShape shape)
{
  Region region = { { 0 } };

  for (int row = 0; row < shape.h; row++)
    region.rows[row] = ~(uint64_t) 0 >> (REGION_SIDE - shape.w);
  return region;
}

/* The union of the entries whose bit is set. */
static unsigned
unite (const uint8_t *table, unsigned bits)
{
  unsigned all = 0;

  for (; bits; bits &= bits - 1)
    all |= table[__builtin_ctz (bits)];
  return all;
}

uint64_t
nn_region_positions (const Step *step, const Region *in, int tile_row, int tile_column)
{
  const int m = step->m, n = m + 2;
  const uint8_t *uses = m == 4 ? uses_6 : uses_4;
  const unsigned all = (1u << n) - 1;
  unsigned is_row = tile_row * m + m > step->raw.h ? all >> 1 : all, /* the last is stored nowhere */
      is_column = tile_column * m + m > step->raw.w ? all >> 1 : all;
  uint64_t positions = 0;

  for (int i = 0; i < n; i++)
    {
      int row = tile_row * m + i - 1, shift = tile_column * m - 1;
      uint64_t bits = row >= 0 && row < step->in.h ? in->rows[row] : 0;
      unsigned columns = unite (uses, (unsigned) (shift < 0 ? bits << 1 : bits >> shift) & all) & is_column;

      for (unsigned rows = columns ? uses[i] & is_row : 0; rows; rows &= rows - 1)
        positions |= (uint64_t) columns << (__builtin_ctz (rows) * n);
    }
  return positions;
}

static void
reach_winograd (const Step *step, const Region *in, Region *raw)
{
  const int m = step->m, n = m + 2;
  const uint8_t *makes = m == 4 ? makes_6 : makes_4;

  for (int row = 0; row < step->raw.h; row += m)
    for (int column = 0; column < step->raw.w; column += m)
      {
        uint64_t positions = nn_region_positions (step, in, row / m, column / m);

        for (int i = 0; i < n && positions; i++)
          {
            uint64_t columns = unite (makes, (unsigned) (positions >> (i * n)) & ((1u << n) - 1));

            for (unsigned rows = columns ? makes[i] : 0; rows; rows &= rows - 1)
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
