/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "kernel-check.h"

#include <math.h>
#include <string.h>

/* Winograd's transforms. */

typedef struct {
  int m, h, w, c; /* of the map; the outputs that are wanted are all of it */
  gboolean is_relu, is_pool, is_scaled;
  Fill fill;
} TransformCase;

/* What spread_6() and spread_4() are to do, on six or four numbers `step` apart. */
static void
plain_spread (int m, float *d, int step)
{
  const float a = NN_POINT_A, b = NN_POINT_B, a2 = a * a, b2 = b * b;
  float x[6];

  for (int i = 0; i < m + 2; i++)
    x[i] = d[i * step];
  if (m == 2)
    {
      d[0] = x[0] - x[2];
      d[step] = x[1] + x[2];
      d[2 * step] = x[2] - x[1];
      d[3 * step] = x[1] - x[3];
      return;
    }
  d[0] = fmaf (a2 * b2, x[0], fmaf (-(a2 + b2), x[2], x[4]));
  d[step] = fmaf (a, fmaf (-b2, x[1], x[3]), fmaf (-b2, x[2], x[4]));
  d[2 * step] = fmaf (-a, fmaf (-b2, x[1], x[3]), fmaf (-b2, x[2], x[4]));
  d[3 * step] = fmaf (b, fmaf (-a2, x[1], x[3]), fmaf (-a2, x[2], x[4]));
  d[4 * step] = fmaf (-b, fmaf (-a2, x[1], x[3]), fmaf (-a2, x[2], x[4]));
  d[5 * step] = fmaf (a2 * b2, x[1], fmaf (-(a2 + b2), x[3], x[5]));
}

static void
plain_gather (int m, float *d, int step)
{
  const float a = NN_POINT_A, b = NN_POINT_B;
  float x[6];

  for (int i = 0; i < m + 2; i++)
    x[i] = d[i * step];
  if (m == 2)
    {
      d[0] = x[0] + x[1] + x[2];
      d[step] = x[1] - x[2] - x[3];
      return;
    }
  d[0] = x[0] + (x[1] + x[2]) + (x[3] + x[4]);
  d[step] = fmaf (b, x[3] - x[4], a * (x[1] - x[2]));
  d[2 * step] = fmaf (b * b, x[3] + x[4], a * a * (x[1] + x[2]));
  d[3 * step] = fmaf (b * b * b, x[3] - x[4], fmaf (a * a * a, x[1] - x[2], x[5]));
}

static void
plain_spread_map (int m, const NnMap *map, const float *x, float *v, ptrdiff_t position)
{
  int n = m + 2;

  for (int row = map->first_row; row < map->end_row; row += m)
    for (int column = 0; column < map->out_w; column += m, v += map->c)
      for (int c = 0; c < map->c; c++)
        {
          float d[36];

          for (int i = 0; i < n * n; i++)
            {
              int r = row + i / n - 1, s = column + i % n - 1;

              d[i] = r < 0 || s < 0 || r >= map->h || s >= map->w ? 0 : x[(r * map->w + s) * map->c + c];
            }
          for (int j = 0; j < n; j++)
            plain_spread (m, d + j, n);
          for (int i = 0; i < n; i++)
            plain_spread (m, d + i * n, 1);
          for (int i = 0; i < n * n; i++)
            v[i * position + c] = d[i];
        }
}

/* The raw outputs of a map, with the bias; what is done on storing comes after, by plain_post(). */
static void
plain_gather_map (int m, const NnMap *map, const float *products, ptrdiff_t position, const float *bias, float *y)
{
  int n = m + 2;

  for (int row = map->first_row; row < map->end_row; row += m)
    for (int column = 0; column < map->out_w; column += m, products += map->c)
      for (int c = 0; c < map->c; c++)
        {
          float d[36];

          for (int i = 0; i < n * n; i++)
            d[i] = products[i * position + c];
          for (int j = 0; j < n; j++)
            plain_gather (m, d + j, n);
          for (int i = 0; i < m; i++)
            plain_gather (m, d + i * n, 1);
          for (int i = 0; i < m; i++)
            for (int j = 0; j < m; j++)
              if (row + i < map->h && column + j < map->w)
                y[((row + i) * map->w + column + j) * map->c + c] = d[i * n + j] + bias[c];
        }
}

static gboolean
check_spread_case (const NnKernels *kernels, const TransformCase *t, GRand *random)
{
  const NnMap map = { t->h, t->w, t->c, t->w, 0, t->h };
  NnMap above = map, below = map;
  int rows = (t->h + t->m - 1) / t->m, tiles = rows * ((t->w + t->m - 1) / t->m);
  size_t n = (size_t) (t->h * t->w * t->c), position = (size_t) (tiles * t->c) + 16;
  size_t n_v = position * (size_t) ((t->m + 2) * (t->m + 2)) - 16;
  Guarded x = make_values (random, t->fill, n, TRUE), v = make_values (random, t->fill, n_v, t->h % 2);
  g_autofree float *expected = g_memdup2 (v.data, n_v * sizeof *expected);
  gboolean is_right;

  plain_spread_map (t->m, &map, x.data, expected, (ptrdiff_t) position);
  above.end_row = below.first_row = rows / 2 * t->m; /* in two parts, as threads share it */
  kernels->spread (t->m, &above, x.data, v.data, (ptrdiff_t) position);
  kernels->spread (t->m, &below, x.data, v.data + tiles / rows * (rows / 2) * t->c, (ptrdiff_t) position);
  is_right = is_same (v.data, expected, n_v);
  guarded_free (&x);
  guarded_free (&v);
  return is_right;
}

/* The same with every other position taken from elsewhere: gathered->products has what is wanted, but of the last rows
 * of tiles. */
static gboolean
check_others (const NnKernels *kernels, const TransformCase *t, const NnGathered *last, const float *expected,
              size_t n_out)
{
  const NnMap map = { t->h, t->w, t->c, t->w, 0, t->h };
  int rows = (t->h + t->m - 1) / t->m, tiles = rows * ((t->w + t->m - 1) / t->m), n = (t->m + 2) * (t->m + 2);
  const float *products = last->products - tiles / rows * (rows / 2) * t->c;
  size_t n_p = (size_t) last->position * (size_t) n - 16, n_o = (size_t) (tiles * t->c + 64) * (size_t) n;
  Guarded own = guarded_new (n_p, TRUE), others = guarded_new (n_o, TRUE);
  NnGathered gathered = *last;
  gboolean is_right;

  memset (own.data, 0xff, n_p * sizeof (float)); /* NaN */
  memset (others.data, 0xff, n_o * sizeof (float));
  gathered.is_own = 0x5a3c96f0f5;
  gathered.products = own.data;
  gathered.others = others.data;
  gathered.others_position = tiles * t->c + 64;
  for (int i = 0; i < n; i++)
    memcpy (gathered.is_own >> i & 1 ? own.data + i * last->position : others.data + i * gathered.others_position,
            products + i * last->position, (size_t) (tiles * t->c) * sizeof (float));
  memset (last->y, 0, n_out * sizeof (float));
  kernels->gather (t->m, &map, &gathered);
  is_right = is_same (last->y, expected, n_out);
  guarded_free (&own);
  guarded_free (&others);
  return is_right;
}

static gboolean
check_gather_case (const NnKernels *kernels, const TransformCase *t, GRand *random)
{
  const NnMap map = { t->h, t->w, t->c, t->w, 0, t->h };
  const PostCase post_case = { t->h, t->w, t->c, t->is_relu, t->is_pool, t->is_scaled, t->fill };
  NnMap above = map, below = map;
  int rows = (t->h + t->m - 1) / t->m, tiles = rows * ((t->w + t->m - 1) / t->m);
  size_t n = (size_t) (t->h * t->w * t->c), n_out = t->is_pool ? (size_t) (t->h / 2 * (t->w / 2) * t->c) : n;
  size_t position = (size_t) (tiles * t->c) + 16, n_p = position * (size_t) ((t->m + 2) * (t->m + 2)) - 16;
  Guarded products = make_values (random, t->fill, n_p, TRUE),
          y = make_values (random, t->fill, MAX (n_out, 16), FALSE);
  Guarded bias = make_values (random, t->fill, (size_t) t->c, TRUE),
          scale = make_values (random, t->fill, (size_t) t->c, TRUE);
  Guarded shift = make_values (random, t->fill, (size_t) t->c, FALSE);
  const NnPost post = { t->is_relu, t->is_pool, t->is_scaled ? scale.data : NULL, t->is_scaled ? shift.data : NULL };
  g_autofree float *raw = g_new (float, n), *expected = g_new (float, n);
  NnGathered gathered;
  gboolean is_right;

  plain_gather_map (t->m, &map, products.data, (ptrdiff_t) position, bias.data, raw);
  plain_post (&post, &post_case, raw, expected);
  above.end_row = below.first_row = rows / 2 * t->m;
  gathered = (NnGathered){ products.data, (ptrdiff_t) position, bias.data, &post, y.data };
  kernels->gather (t->m, &above, &gathered);
  gathered.products += tiles / rows * (rows / 2) * t->c;
  kernels->gather (t->m, &below, &gathered);
  is_right = is_same (y.data, expected, n_out) && check_others (kernels, t, &gathered, expected, n_out);
  guarded_free (&products);
  guarded_free (&y);
  guarded_free (&bias);
  guarded_free (&scale);
  guarded_free (&shift);
  return is_right;
}

/* Pools only come with maps of even sides: what a pool would drop is not asked for. */
static gboolean
check_transforms (const NnKernels *kernels, gboolean is_spread)
{
  static const int sides[] = { 1, 2, 3, 4, 6, 7, 14 };
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  gboolean is_right = TRUE;

  for (gsize h = 0; h < G_N_ELEMENTS (sides); h++)
    for (gsize w = 0; w < G_N_ELEMENTS (sides); w++)
      for (int what = 0; what < (is_spread ? 2 : 16); what++)
        {
          gboolean is_even = sides[h] % 2 == 0 && sides[w] % 2 == 0;
          TransformCase t = { what & 1 ? 4 : 2, sides[h],
                              sides[w],         NN_CHANNEL_ALIGN * (1 + (int) w % 2),
                              what & 2,         what & 4 && is_even,
                              what & 8,         (Fill) ((h + w + (gsize) what) % N_FILLS) };
          gboolean is_case_right
              = is_spread ? check_spread_case (kernels, &t, random) : check_gather_case (kernels, &t, random);

          if (!is_case_right)
            g_test_message ("%s: lanes %d m %d map %d×%d×%d relu %d pool %d scale %d fill %d",
                            is_spread ? "spread" : "gather", kernels->lanes, t.m, t.h, t.w, t.c, t.is_relu, t.is_pool,
                            t.is_scaled, t.fill);
          is_right = is_case_right && is_right;
        }
  return is_right;
}

gboolean
check_spread (const NnKernels *kernels)
{
  return check_transforms (kernels, TRUE);
}

gboolean
check_gather (const NnKernels *kernels)
{
  return check_transforms (kernels, FALSE);
}
