/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The transforms of Winograd's convolution, part of kernels.c and compiled with it for each CPU level. What they are
 * for and where they come from stands in winograd.c. Every operation is written out, in one order, so that all levels
 * agree. */

#include "kernels.h"
#include "vec.h"

/* Bᵀ d of F(4, 3) on six vectors that are `step` apart, in place. Each row is the polynomial that is 0 at all points
 * but its own. */
VEC_INLINE void
spread_6 (Vec *d, const int step)
{
  const Vec a = vec_splat (NN_POINT_A), a2 = vec_splat (NN_POINT_A * NN_POINT_A);
  const Vec b = vec_splat (NN_POINT_B), b2 = vec_splat (NN_POINT_B * NN_POINT_B);
  const Vec sum = vec_splat (NN_POINT_A * NN_POINT_A + NN_POINT_B * NN_POINT_B);
  const Vec product = vec_splat (NN_POINT_A * NN_POINT_A * NN_POINT_B * NN_POINT_B);
  Vec d0 = d[0], d1 = d[step], d2 = d[2 * step], d3 = d[3 * step], d4 = d[4 * step], d5 = d[5 * step];
  Vec even_a = vec_fnma (b2, d2, d4), odd_a = vec_fnma (b2, d1, d3);
  Vec even_b = vec_fnma (a2, d2, d4), odd_b = vec_fnma (a2, d1, d3);

  d[0] = vec_fma (product, d0, vec_fnma (sum, d2, d4));
  d[step] = vec_fma (a, odd_a, even_a);
  d[2 * step] = vec_fnma (a, odd_a, even_a);
  d[3 * step] = vec_fma (b, odd_b, even_b);
  d[4 * step] = vec_fnma (b, odd_b, even_b);
  d[5 * step] = vec_fma (product, d1, vec_fnma (sum, d3, d5));
}

/* Aᵀ m of F(4, 3): six vectors that are `step` apart to the first four of them: the powers of the points. */
VEC_INLINE void
gather_6 (Vec *m, const int step)
{
  const Vec a = vec_splat (NN_POINT_A), a2 = vec_splat (NN_POINT_A * NN_POINT_A);
  const Vec b = vec_splat (NN_POINT_B), b2 = vec_splat (NN_POINT_B * NN_POINT_B);
  const Vec a3 = vec_splat (NN_POINT_A * NN_POINT_A * NN_POINT_A),
            b3 = vec_splat (NN_POINT_B * NN_POINT_B * NN_POINT_B);
  Vec m0 = m[0], m1 = m[step], m2 = m[2 * step], m3 = m[3 * step], m4 = m[4 * step], m5 = m[5 * step];
  Vec even_a = vec_add (m1, m2), odd_a = vec_sub (m1, m2), even_b = vec_add (m3, m4), odd_b = vec_sub (m3, m4);

  m[0] = vec_add (vec_add (m0, even_a), even_b);
  m[step] = vec_fma (b, odd_b, vec_mul (a, odd_a));
  m[2 * step] = vec_fma (b2, even_b, vec_mul (a2, even_a));
  m[3 * step] = vec_fma (b3, odd_b, vec_fma (a3, odd_a, m5));
}

/* Bᵀ d of F(2, 3) on four vectors. */
VEC_INLINE void
spread_4 (Vec *d, const int step)
{
  Vec d0 = d[0], d1 = d[step], d2 = d[2 * step], d3 = d[3 * step];

  d[0] = vec_sub (d0, d2);
  d[step] = vec_add (d1, d2);
  d[2 * step] = vec_sub (d2, d1);
  d[3 * step] = vec_sub (d1, d3);
}

/* Aᵀ m of F(2, 3): four vectors to two. */
VEC_INLINE void
gather_4 (Vec *m, const int step)
{
  Vec m0 = m[0], m1 = m[step], m2 = m[2 * step], m3 = m[3 * step];

  m[0] = vec_add (vec_add (m0, m1), m2);
  m[step] = vec_sub (vec_sub (m1, m2), m3);
}

/* One tile of the map, for all channels: (m + 2)² values each, outside of the map zeros, to v[position][channel]. */
VEC_INLINE void
spread_tile (const int m, const NnMap *map, int row, int column, const float *x, float *v, ptrdiff_t v_position)
{
  const int n = m + 2;
  const float *corner = x + ((row - 1) * (ptrdiff_t) map->w + column - 1) * map->c;
  int top = row == 0, left = column == 0;
  int bottom = map->h - row + 1 < n ? map->h - row + 1 : n, right = map->w - column + 1 < n ? map->w - column + 1 : n;
  bool is_inside = !top && !left && bottom == n && right == n;

  for (int c = 0; c < map->c; c += LANES)
    {
      Vec d[36];

#pragma GCC unroll 6
      for (int i = 0; i < n; i++)
#pragma GCC unroll 6
        for (int j = 0; j < n; j++)
          d[i * n + j] = is_inside || (i >= top && i < bottom && j >= left && j < right)
                             ? vec_load (corner + (i * (ptrdiff_t) map->w + j) * map->c + c)
                             : vec_splat (0);
#pragma GCC unroll 6
      for (int j = 0; j < n; j++)
        if (m == 4)
          spread_6 (d + j, 6);
        else
          spread_4 (d + j, 4);
#pragma GCC unroll 6
      for (int i = 0; i < n; i++)
        if (m == 4)
          spread_6 (d + i * 6, 1);
        else
          spread_4 (d + i * 4, 1);
#pragma GCC unroll 36
      for (int i = 0; i < n * n; i++)
        vec_store (v + i * v_position + c, d[i]);
    }
}

/* One tile of products back to m × m outputs, with what is done on storing. Of map only what is inside is stored. */
VEC_INLINE void
gather_tile (const int m, const NnMap *map, int row, int column, const float *products, ptrdiff_t position,
             const float *bias, const NnPost *step, float *y)
{
  const int n = m + 2;
  int height = map->h - row < m ? map->h - row : m, width = map->w - column < m ? map->w - column : m;
  ptrdiff_t y_row = (step->is_pool ? map->w / 2 : map->w) * (ptrdiff_t) map->c;

  y += step->is_pool ? row / 2 * y_row + column / 2 * map->c : row * y_row + column * map->c;
  for (int c = 0; c < map->c; c += LANES)
    {
      Vec p[36], offset = vec_load (bias + c);

#pragma GCC unroll 36
      for (int i = 0; i < n * n; i++)
        p[i] = vec_load (products + i * position + c);
#pragma GCC unroll 6
      for (int j = 0; j < n; j++)
        if (m == 4)
          gather_6 (p + j, 6);
        else
          gather_4 (p + j, 4);
#pragma GCC unroll 4
      for (int i = 0; i < m; i++)
        if (m == 4)
          gather_6 (p + i * 6, 1);
        else
          gather_4 (p + i * 4, 1);
      if (step->is_pool)
        {
#pragma GCC unroll 2
          for (int i = 0; i < m / 2; i++)
#pragma GCC unroll 2
            for (int j = 0; j < m / 2; j++)
              if (2 * i < height && 2 * j < width)
                {
                  const Vec *q = p + 2 * i * n + 2 * j;
                  Vec most = vec_max (vec_max (q[0], q[1]), vec_max (q[n], q[n + 1]));

                  vec_store (y + i * y_row + j * map->c + c, finish (step, c, vec_add (most, offset)));
                }
        }
      else
        {
#pragma GCC unroll 4
          for (int i = 0; i < m; i++)
#pragma GCC unroll 4
            for (int j = 0; j < m; j++)
              if (i < height && j < width)
                vec_store (y + i * y_row + j * map->c + c, finish (step, c, vec_add (p[i * n + j], offset)));
        }
    }
}

static void
spread (int m, const NnMap *map, const float *x, float *v, ptrdiff_t v_position)
{
  for (int row = map->first_row; row < map->end_row; row += m)
    for (int column = 0; column < map->out_w; column += m, v += map->c)
      if (m == 4)
        spread_tile (4, map, row, column, x, v, v_position);
      else
        spread_tile (2, map, row, column, x, v, v_position);
}

static void
gather (int m, const NnMap *map, const float *products, ptrdiff_t position, const float *bias, const NnPost *step,
        float *y)
{
  for (int row = map->first_row; row < map->end_row; row += m)
    for (int column = 0; column < map->out_w; column += m, products += map->c)
      if (m == 4)
        gather_tile (4, map, row, column, products, position, bias, step, y);
      else
        gather_tile (2, map, row, column, products, position, bias, step, y);
}
