/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The transforms of Winograd's convolution, part of kernels.c and compiled with it for each CPU level. What they are
 * for and where they come from stands in winograd.c. Every operation is written out, in one order, so that all levels
 * agree. */

#include "kernels.h"
#include "vec.h"

/* The first or the last three of the six rows of Bᵀ d of F(4, 3), `step` apart in y. Each row is the polynomial that is
 * 0 at all points but its own. */
VEC_INLINE void
spread_6 (const bool is_last, const Vec *d, Vec *y, const int step)
{
  const Vec a = vec_splat (NN_POINT_A), a2 = vec_splat (NN_POINT_A * NN_POINT_A);
  const Vec b = vec_splat (NN_POINT_B), b2 = vec_splat (NN_POINT_B * NN_POINT_B);
  const Vec sum = vec_splat (NN_POINT_A * NN_POINT_A + NN_POINT_B * NN_POINT_B);
  const Vec product = vec_splat (NN_POINT_A * NN_POINT_A * NN_POINT_B * NN_POINT_B);
  Vec even = vec_fnma (is_last ? a2 : b2, d[2], d[4]), odd = vec_fnma (is_last ? a2 : b2, d[1], d[3]);

  if (is_last)
    {
      y[0] = vec_fma (b, odd, even);
      y[step] = vec_fnma (b, odd, even);
      y[2 * step] = vec_fma (product, d[1], vec_fnma (sum, d[3], d[5]));
    }
  else
    {
      y[0] = vec_fma (product, d[0], vec_fnma (sum, d[2], d[4]));
      y[step] = vec_fma (a, odd, even);
      y[2 * step] = vec_fnma (a, odd, even);
    }
}

/* The even (0 and 2) or the odd rows (1 and 3) of Aᵀ m of F(4, 3), `step` apart in y: the powers of the points. */
VEC_INLINE void
gather_6 (const bool is_odd, const Vec *m, Vec *y, const int step)
{
  const Vec a = vec_splat (NN_POINT_A), a2 = vec_splat (NN_POINT_A * NN_POINT_A);
  const Vec b = vec_splat (NN_POINT_B), b2 = vec_splat (NN_POINT_B * NN_POINT_B);
  const Vec a3 = vec_splat (NN_POINT_A * NN_POINT_A * NN_POINT_A),
            b3 = vec_splat (NN_POINT_B * NN_POINT_B * NN_POINT_B);

  if (is_odd)
    {
      Vec odd_a = vec_sub (m[1], m[2]), odd_b = vec_sub (m[3], m[4]);

      y[0] = vec_fma (b, odd_b, vec_mul (a, odd_a));
      y[step] = vec_fma (b3, odd_b, vec_fma (a3, odd_a, m[5]));
    }
  else
    {
      Vec even_a = vec_add (m[1], m[2]), even_b = vec_add (m[3], m[4]);

      y[0] = vec_add (vec_add (m[0], even_a), even_b);
      y[step] = vec_fma (b2, even_b, vec_mul (a2, even_a));
    }
}

/* The first or the last two of the four rows of Bᵀ d of F(2, 3). */
VEC_INLINE void
spread_4 (const bool is_last, const Vec *d, Vec *y, const int step)
{
  y[0] = is_last ? vec_sub (d[2], d[1]) : vec_sub (d[0], d[2]);
  y[step] = is_last ? vec_sub (d[1], d[3]) : vec_add (d[1], d[2]);
}

/* The even (0) or the odd row (1) of Aᵀ m of F(2, 3). */
VEC_INLINE void
gather_4 (const bool is_odd, const Vec *m, Vec *y)
{
  y[0] = is_odd ? vec_sub (vec_sub (m[1], m[2]), m[3]) : vec_add (vec_add (m[0], m[1]), m[2]);
}

VEC_INLINE void
spread_half (const int m, const bool is_last, const Vec *d, Vec *y, const int step)
{
  if (m == 4)
    spread_6 (is_last, d, y, step);
  else
    spread_4 (is_last, d, y, step);
}

VEC_INLINE void
gather_half (const int m, const bool is_odd, const Vec *x, Vec *y, const int step)
{
  if (m == 4)
    gather_6 (is_odd, x, y, step);
  else
    gather_4 (is_odd, x, y);
}

/* Addresses of a row of a tile; the last two are for nothing. */
enum { AT_ROW = 8 };
typedef uintptr_t Addresses __attribute__ ((vector_size (AT_ROW * sizeof (uintptr_t))));

/* Where the (m + 2)² values of a tile are; zeros outside of the map. Without branches: they would take as long as the
 * transform of a map with few channels. */
VEC_INLINE void
find_tile (const int m, const NnMap *map, int row, int column, const float *x, Addresses *at)
{
  const Addresses numbers = { 0, 1, 2, 3, 4, 5, 6, 7 }, zeros = (uintptr_t) nn_zeros - (Addresses){ 0 };
  uintptr_t pixel = (uintptr_t) map->c * sizeof *x;
  Addresses columns = numbers + (uintptr_t) (ptrdiff_t) (column - 1); /* those that are negative wrap around */
  Addresses is_column = (Addresses) (columns < (uintptr_t) map->w - (Addresses){ 0 });
  Addresses from_zeros = columns * pixel + (uintptr_t) x - zeros;

#pragma GCC unroll 6
  for (int i = 0; i < m + 2; i++)
    {
      uintptr_t in_row = (uintptr_t) (ptrdiff_t) (row - 1 + i), is_row = -(uintptr_t) (in_row < (uintptr_t) map->h);

      at[i] = zeros + ((from_zeros + in_row * (uintptr_t) map->w * pixel) & is_column & is_row);
    }
}

/* The first or the last half of the rows of positions of a tile, for one vector of channels. All of them at once would
 * not fit the registers. */
VEC_INLINE void
spread_rows (const int m, const bool is_last, const uintptr_t *at, int c, float *v, ptrdiff_t v_position)
{
  const int n = m + 2;
  Vec rows[3 * 6];

#pragma GCC unroll 6
  for (int j = 0; j < n; j++)
    {
      Vec column[6];

      VEC_HIDE (at);
#pragma GCC unroll 6
      for (int i = 0; i < n; i++)
        column[i] = vec_load ((const float *) at[i * AT_ROW + j] + c);
      spread_half (m, is_last, column, rows + j, n);
    }
  v += (is_last ? n / 2 * n * v_position : 0) + c;
#pragma GCC unroll 3
  for (int i = 0; i < n / 2; i++)
    {
      Vec row[6];

      spread_half (m, false, rows + i * n, row, 1);
      spread_half (m, true, rows + i * n, row + n / 2, 1);
#pragma GCC unroll 6
      for (int j = 0; j < n; j++, v += v_position)
        {
          VEC_HIDE (v);
          vec_store (v, row[j]);
        }
    }
}

/* One tile of the map, its values at rows, for all channels: (m + 2)² values each, to v[position][channel]. */
VEC_INLINE void
spread_tile (const int m, const NnMap *map, const Addresses *rows, float *v, ptrdiff_t v_position)
{
  const uintptr_t *at = (const uintptr_t *) rows;

  for (int c = 0; c < map->c; c += LANES)
    {
      spread_rows (m, false, at, c, v, v_position);
      spread_rows (m, true, at, c, v, v_position);
    }
}

/* Where the products of a tile are, where its outputs go, and what is done to them. */
typedef struct {
  const float *products;
  ptrdiff_t position;
  const float *const *places; /* of the products of each position; or NULL: `position` apart */
  int height, width;          /* that are inside of the map */
  float *y;
  ptrdiff_t y_row;
  int c;
  const NnPost *post;
} Target;

/* The even or the odd rows of outputs of a tile, for one vector of channels. With pooling the even ones only leave
 * their maxima of two columns in `most`, and the odd ones take them. */
VEC_INLINE void
gather_rows (const int m, const bool is_odd, const Target *target, int c, Vec offset, Vec *most)
{
  const int n = m + 2;
  const ptrdiff_t position = target->position;
  const float *upper = target->products + c, *lower = upper + 3 * n * position;
  Vec rows[2 * 6];

#pragma GCC unroll 6
  for (int j = 0; j < n; j++, upper += position, lower += position)
    {
      Vec column[6];

      VEC_HIDE (upper);
      VEC_HIDE (lower);
#pragma GCC unroll 6
      for (int i = 0; i < n; i++)
        column[i] = vec_load (target->places ? target->places[i * n + j] + c
                              : i < 3        ? upper + i * n * position
                                             : lower + (i - 3) * n * position);
      gather_half (m, is_odd, column, rows + j, n);
    }
#pragma GCC unroll 2
  for (int k = 0; k < m / 2; k++)
    {
      int i = 2 * k + is_odd;
      Vec even[2], odd[2];

      gather_half (m, false, rows + k * n, even, 1);
      gather_half (m, true, rows + k * n, odd, 1);
#pragma GCC unroll 2
      for (int j = 0; j < m / 2; j++)
        if (target->post->is_pool)
          {
            Vec pair = vec_max (even[j], odd[j]);

            if (!is_odd)
              most[k * 2 + j] = pair;
            else if (i < target->height && 2 * j + 1 < target->width)
              vec_store (target->y + k * target->y_row + j * target->c + c,
                         finish (target->post, c, vec_add (vec_max (most[k * 2 + j], pair), offset)));
          }
        else
          {
            float *y = target->y + i * target->y_row + 2 * j * target->c + c;

            if (i < target->height && 2 * j < target->width)
              vec_store (y, finish (target->post, c, vec_add (even[j], offset)));
            if (i < target->height && 2 * j + 1 < target->width)
              vec_store (y + target->c, finish (target->post, c, vec_add (odd[j], offset)));
          }
    }
}

/* One tile of products back to m × m outputs, with what is done on storing. Of map only what is inside is stored. */
VEC_INLINE void
gather_tile (const int m, const bool has_places, const NnMap *map, int row, int column, const NnGathered *gathered)
{
  const NnPost *step = gathered->post;
  float *y = gathered->y;
  ptrdiff_t y_row = (step->is_pool ? map->w / 2 : map->w) * (ptrdiff_t) map->c;
  const float *places[36];
  const Target target = {
    .products = gathered->products,
    .position = gathered->position,
    .places = has_places ? places : NULL,
    .height = map->h - row < m ? map->h - row : m,
    .width = map->w - column < m ? map->w - column : m,
    .y = y + (step->is_pool ? row / 2 * y_row + column / 2 * map->c : row * y_row + column * map->c),
    .y_row = y_row,
    .c = map->c,
    .post = step,
  };

  for (int i = 0; i < (m + 2) * (m + 2) && has_places; i++)
    places[i] = gathered->is_own >> i & 1 ? gathered->products + i * gathered->position
                                          : gathered->others + i * gathered->others_position;
  for (int c = 0; c < map->c; c += LANES)
    {
      Vec offset = vec_load (gathered->bias + c), most[4] = { 0 };

      gather_rows (m, false, &target, c, offset, most);
      gather_rows (m, true, &target, c, offset, most);
    }
}

static void
spread (int m, const NnMap *map, const float *x, float *v, ptrdiff_t v_position)
{
  for (int row = map->first_row; row < map->end_row; row += m)
    for (int column = map->first_column; column < map->out_w; column += m, v += map->c)
      {
        Addresses rows[6];

        if (m == 4)
          {
            find_tile (4, map, row, column, x, rows);
            spread_tile (4, map, rows, v, v_position);
          }
        else
          {
            find_tile (2, map, row, column, x, rows);
            spread_tile (2, map, rows, v, v_position);
          }
      }
}

static void
gather (int m, const NnMap *map, const NnGathered *gathered)
{
  NnGathered at = *gathered;

  for (int row = map->first_row; row < map->end_row; row += m)
    for (int column = map->first_column; column < map->out_w;
         column += m, at.products += map->c, at.others += at.others ? map->c : 0)
      if (m == 4 && at.others)
        gather_tile (4, true, map, row, column, &at);
      else if (m == 4)
        gather_tile (4, false, map, row, column, &at);
      else if (at.others)
        gather_tile (2, true, map, row, column, &at);
      else
        gather_tile (2, false, map, row, column, &at);
}
