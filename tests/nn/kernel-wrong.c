/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "kernel-check.h"

#include <math.h>

/* Kernels that are wrong on purpose. */

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
scale_before_relu (const NnPost *post, const NnStored *map)
{
  NnPost relu = { .is_relu = TRUE }, other = *post;
  int h = post->is_pool ? map->h / 2 : map->h, w = post->is_pool ? map->w / 2 : map->w;

  other.is_relu = FALSE;
  nn_kernels_plain.post (&other, map);
  if (post->is_relu)
    nn_kernels_plain.post (&relu, &(NnStored){ h, w, map->c, map->y, w * map->c, map->y });
}

static void
forget_odd_width (const NnPost *post, const NnStored *map)
{
  NnStored other = *map;

  if (post->is_pool)
    other.x_row = map->w / 2 * 2 * map->c;
  nn_kernels_plain.post (post, &other);
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
gather_without_bias (int m, const NnMap *map, const NnGathered *gathered)
{
  g_autofree float *zeros = g_malloc0_n ((gsize) map->c + 16, sizeof *zeros);
  NnGathered other = *gathered;

  other.bias = (float *) (((guintptr) zeros + 63) / 64 * 64);
  nn_kernels_plain.gather (m, map, &other);
}

/* Takes no input to be 0 everywhere, or one too many. */
static int
list_all (const NnProduct *product, guint16 *inputs)
{
  for (int i = 0; i < product->k + NN_LIST_PADDING; i++)
    inputs[i] = (guint16) MIN (i, product->k - 1);
  return product->k;
}

static int
list_too_few (const NnProduct *product, guint16 *inputs)
{
  NnProduct other = *product;

  other.pixels = MAX (other.pixels - 1, 1);
  return nn_kernels_plain.list_inputs (&other, inputs);
}

static void
forget_last_listed (const NnProduct *product)
{
  NnProduct other = *product;

  other.n_inputs = MAX (other.n_inputs - 1, 0);
  nn_kernels_plain.multiply (&other);
}

/* Of a tile that is partly the original's, all from itself. */
static void
gather_without_others (int m, const NnMap *map, const NnGathered *gathered)
{
  NnGathered other = *gathered;

  other.others = NULL;
  nn_kernels_plain.gather (m, map, &other);
}

typedef struct {
  NnKernels kernels;
  gboolean (*check) (const NnKernels *);
} Wrong;

void
test_wrong_kernels (void)
{
  const int lanes = nn_kernels_plain.lanes;
  const Wrong wrong[] = {
    { { lanes, drop_last_input, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, drop_last_pixel, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_block_stride, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_runs, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_places, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, forget_bias, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, always_add, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, round_twice, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, add_backwards, NULL, NULL, NULL, NULL }, check_multiply },
    { { lanes, NULL, scale_before_relu, NULL, NULL, NULL }, check_post },
    { { lanes, NULL, forget_odd_width, NULL, NULL, NULL }, check_post },
    { { lanes, NULL, NULL, spread_without_border, NULL, NULL }, check_spread },
    { { lanes, NULL, NULL, NULL, gather_without_bias, NULL }, check_gather },
    { { lanes, NULL, NULL, NULL, gather_without_others, NULL }, check_gather },
    { { lanes, forget_last_listed, NULL, NULL, NULL, NULL }, check_listed },
    { { lanes, NULL, NULL, NULL, NULL, list_all }, check_listed },
    { { lanes, NULL, NULL, NULL, NULL, list_too_few }, check_listed },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (wrong[i].check (&wrong[i].kernels));
}
