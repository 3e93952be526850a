/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Every kernel of every level that this CPU has, against plain loops: the same bits on random and extreme data, all
 * tile shapes, between guard pages. Kernels that are wrong on purpose must be caught by the very same checks. */

#include "kernel-check.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* ---- post ---- */

typedef struct {
  int h, w, c;
  gboolean is_relu, is_pool, is_scaled;
  Fill fill;
} PostCase;

static float
larger (float a, float b)
{
  return a > b ? a : b;
}

static float
plain_finish (const NnPost *post, int channel, float value)
{
  if (post->is_relu)
    value = 0 > value ? 0 : value;
  if (post->scale)
    value = fmaf (value, post->scale[channel], post->shift[channel]);
  return value;
}

static void
plain_post (const NnPost *post, const PostCase *c, const float *x, float *y)
{
  int step = post->is_pool ? 2 : 1;

  for (int row = 0; row + step <= c->h; row += step)
    for (int column = 0; column + step <= c->w; column += step)
      for (int i = 0; i < c->c; i++)
        {
          const float *at = x + (row * c->w + column) * c->c + i;
          float value = *at;

          if (post->is_pool)
            value = larger (larger (at[0], at[c->c]), larger (at[c->w * c->c], at[c->w * c->c + c->c]));
          *y++ = plain_finish (post, i, value);
        }
}

static gboolean
check_post_case (const NnKernels *kernels, const PostCase *c, GRand *random)
{
  size_t n = (size_t) (c->h * c->w * c->c), n_out = c->is_pool ? (size_t) (c->h / 2 * (c->w / 2) * c->c) : n;
  Guarded x = make_values (random, c->fill, n, TRUE), scale = make_values (random, c->fill, (size_t) c->c, FALSE);
  Guarded shift = make_values (random, c->fill, (size_t) c->c, TRUE);
  NnPost post = { c->is_relu, c->is_pool, c->is_scaled ? scale.data : NULL, c->is_scaled ? shift.data : NULL };
  g_autofree float *expected = g_new (float, n + 1);
  gboolean is_right;

  plain_post (&post, c, x.data, expected);
  kernels->post (&post, c->h, c->w, c->c, x.data, c->w * c->c, x.data); /* in place, as the pass does */
  is_right = is_same (x.data, expected, n_out);
  if (!is_right)
    g_test_message ("post: lanes %d map %d×%d×%d relu %d pool %d scale %d fill %d", kernels->lanes, c->h, c->w, c->c,
                    c->is_relu, c->is_pool, c->is_scaled, c->fill);
  guarded_free (&x);
  guarded_free (&scale);
  guarded_free (&shift);
  return is_right;
}

static gboolean
check_post (const NnKernels *kernels)
{
  static const int sides[] = { 1, 2, 3, 7, 14 };
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  gboolean is_right = TRUE;

  for (gsize h = 0; h < G_N_ELEMENTS (sides); h++)
    for (gsize w = 0; w < G_N_ELEMENTS (sides); w++)
      for (int what = 0; what < 8; what++)
        for (int fill = 0; fill < N_FILLS; fill++)
          {
            PostCase c
                = { sides[h], sides[w], NN_CHANNEL_ALIGN * (1 + what % 3), what & 1, what & 2, what & 4, (Fill) fill };

            is_right = check_post_case (kernels, &c, random) && is_right;
          }
  return is_right;
}

/* ---- Winograd's transforms ---- */

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
  gboolean is_right;

  plain_gather_map (t->m, &map, products.data, (ptrdiff_t) position, bias.data, raw);
  plain_post (&post, &post_case, raw, expected);
  above.end_row = below.first_row = rows / 2 * t->m;
  kernels->gather (t->m, &above, products.data, (ptrdiff_t) position, bias.data, &post, y.data);
  kernels->gather (t->m, &below, products.data + tiles / rows * (rows / 2) * t->c, (ptrdiff_t) position, bias.data,
                   &post, y.data);
  is_right = is_same (y.data, expected, n_out);
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

static gboolean
check_spread (const NnKernels *kernels)
{
  return check_transforms (kernels, TRUE);
}

static gboolean
check_gather (const NnKernels *kernels)
{
  return check_transforms (kernels, FALSE);
}

/* ---- The levels ---- */

static gboolean
check_all (const NnKernels *kernels)
{
  gboolean is_right = check_multiply (kernels);

  is_right = check_post (kernels) && is_right;
  is_right = check_spread (kernels) && is_right;
  return check_gather (kernels) && is_right;
}

static void
test_level (gconstpointer data)
{
  NnLevel level = (NnLevel) GPOINTER_TO_INT (data);

  if (!nn_level_is_supported (level))
    {
      g_test_skip ("this CPU does not have the level");
      return;
    }
  g_assert_true (check_all (nn_kernels_of_level (level)));
}

#if defined(__x86_64__)
/* The 16-lane source built for a CPU without AVX-512: its packing and tiles can be checked everywhere. */
extern const NnKernels nn_kernels_wide;

static void
test_wide (void)
{
  g_assert_cmpint (nn_kernels_wide.lanes, ==, 16);
  g_assert_true (check_all (&nn_kernels_wide));
}
#endif

/* ---- Kernels that are wrong on purpose ---- */

static void
drop_last_input (const NnProduct *product)
{
  NnProduct other = *product;

  other.k = MAX (other.k - 1, 0);
  nn_kernels_plain.multiply (&other);
}

static void
drop_last_pixel (const NnProduct *product)
{
  NnProduct other = *product;

  other.pixels = other.pixels == 29 ? 28 : other.pixels;
  nn_kernels_plain.multiply (&other);
}

static void
forget_block_stride (const NnProduct *product)
{
  NnProduct other = *product;

  other.w_stride = 0;
  nn_kernels_plain.multiply (&other);
}

static void
forget_runs (const NnProduct *product)
{
  NnProduct other = *product;

  other.x_run = other.k;
  nn_kernels_plain.multiply (&other);
}

static void
forget_places (const NnProduct *product)
{
  NnProduct other = *product;

  other.x_places = other.y_places = NULL;
  nn_kernels_plain.multiply (&other);
}

static void
forget_bias (const NnProduct *product)
{
  NnProduct other = *product;

  other.bias = NULL;
  nn_kernels_plain.multiply (&other);
}

static void
always_add (const NnProduct *product)
{
  NnProduct other = *product;

  other.is_added = TRUE;
  nn_kernels_plain.multiply (&other);
}

/* Right but for rounding: the product is rounded before it is added, or the sum runs the other way. */
static void
multiply_loosely (const NnProduct *product, gboolean is_fused)
{
  int width = 2 * nn_kernels_plain.lanes, n = product->runs * product->k;

  for (int p = 0; p < product->pixels; p++)
    for (int o = 0; o < product->blocks * width; o++)
      {
        const float *x = product->x + (product->x_places ? product->x_places[p] : p * product->x_stride),
                    *weights = product->w + o / width * product->w_stride + o % width;
        float *y = product->y + (product->y_places ? product->y_places[p] : p * product->y_stride) + o;
        volatile float sum = 0, rounded;

        for (int i = 0; i < n; i++)
          {
            int at = is_fused ? n - 1 - i : i;
            float value = x[at / product->k * product->x_run + at % product->k], weight = weights[at * width];

            rounded = value * weight;
            sum = is_fused ? fmaf (value, weight, sum) : sum + rounded;
          }
        *y = product->is_added ? *y + sum : product->bias ? product->bias[o] + sum : sum;
      }
}

static void
round_twice (const NnProduct *product)
{
  multiply_loosely (product, FALSE);
}

static void
add_backwards (const NnProduct *product)
{
  multiply_loosely (product, TRUE);
}

static void
scale_before_relu (const NnPost *post, int h, int w, int c, const float *x, ptrdiff_t x_row, float *y)
{
  NnPost relu = { .is_relu = TRUE }, other = *post;

  other.is_relu = FALSE;
  nn_kernels_plain.post (&other, h, w, c, x, x_row, y);
  if (post->is_relu)
    nn_kernels_plain.post (&relu, post->is_pool ? h / 2 : h, post->is_pool ? w / 2 : w, c, y,
                           (post->is_pool ? w / 2 : w) * c, y);
}

static void
forget_odd_width (const NnPost *post, int h, int w, int c, const float *x, ptrdiff_t x_row, float *y)
{
  nn_kernels_plain.post (post, h, w, c, x, post->is_pool ? w / 2 * 2 * c : x_row, y);
}

/* The first row of tiles without its border of zeros. */
static void
spread_without_border (int m, const NnMap *map, const float *x, float *v, ptrdiff_t position)
{
  NnMap other = *map;

  other.h = MAX (other.h - 1, 1);
  nn_kernels_plain.spread (m, &other, x, v, position);
}

static void
gather_without_bias (int m, const NnMap *map, const float *products, ptrdiff_t position, const float *bias,
                     const NnPost *post, float *y)
{
  g_autofree float *zeros = g_malloc0_n ((gsize) map->c + 16, sizeof *zeros);

  nn_kernels_plain.gather (m, map, products, position, (float *) (((guintptr) zeros + 63) / 64 * 64), post, y);
}

typedef struct {
  NnKernels kernels;
  gboolean (*check) (const NnKernels *);
} Wrong;

static void
test_wrong (void)
{
  const int lanes = nn_kernels_plain.lanes;
  const Wrong wrong[] = {
    { { lanes, drop_last_input, NULL, NULL, NULL }, check_multiply },
    { { lanes, drop_last_pixel, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_block_stride, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_runs, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_places, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_bias, NULL, NULL, NULL }, check_multiply },
    { { lanes, always_add, NULL, NULL, NULL }, check_multiply },
    { { lanes, round_twice, NULL, NULL, NULL }, check_multiply },
    { { lanes, add_backwards, NULL, NULL, NULL }, check_multiply },
    { { lanes, NULL, scale_before_relu, NULL, NULL }, check_post },
    { { lanes, NULL, forget_odd_width, NULL, NULL }, check_post },
    { { lanes, NULL, NULL, spread_without_border, NULL }, check_spread },
    { { lanes, NULL, NULL, NULL, gather_without_bias }, check_gather },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (wrong[i].check (&wrong[i].kernels));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < NN_N_LEVELS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/kernels/%s", nn_level_name ((NnLevel) i));

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_level);
    }
#if defined(__x86_64__)
  g_test_add_func ("/kernels/wide", test_wide);
#endif
  g_test_add_func ("/kernels/wrong", test_wrong);
  return g_test_run ();
}
