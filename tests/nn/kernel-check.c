/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "kernel-check.h"

#include <math.h>
#include <string.h>

static float
make_value (GRand *random, Fill fill)
{
  static const float extremes[] = { 0.0f, -0.0f, 1e-40f, -1e-40f, 3e38f, -3e38f, 1e-20f, 1.0f, -1.0f, 16777217.0f };

  if (fill == FILL_EXTREME && g_rand_int_range (random, 0, 3) == 0)
    return extremes[g_rand_int_range (random, 0, G_N_ELEMENTS (extremes))];
  if (fill == FILL_SPARSE && g_rand_int_range (random, 0, 2) == 0)
    return 0;
  return (float) g_rand_double_range (random, -1, 1);
}

Guarded
make_values (GRand *random, Fill fill, size_t n, gboolean is_at_end)
{
  Guarded guarded = guarded_new (n, is_at_end);

  for (size_t i = 0; i < n; i++)
    guarded.data[i] = make_value (random, fill);
  return guarded;
}

gboolean
is_same (const float *a, const float *b, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (memcmp (&a[i], &b[i], sizeof *a) != 0 && !(isnan (a[i]) && isnan (b[i])))
      return FALSE;
  return TRUE;
}

typedef struct {
  int pixels, blocks, runs, k, x_gap, y_gap;
  Fill fill;
  gboolean is_at_end, is_added, has_bias, has_places;
} ProductCase;

enum { MOST_PIXELS = 33 };

static float
plain_sum (int lanes, const NnProduct *product, const float *x, const float *weights)
{
  float sum = 0;

  for (int run = 0; run < product->runs; run++)
    for (int i = 0; i < product->k; i++, weights += 2 * lanes)
      sum = fmaf (x[run * product->x_run + i], *weights, sum);
  return sum + 0.0f; /* never -0 */
}

static void
plain_multiply (int lanes, const NnProduct *product)
{
  for (int p = 0; p < product->pixels; p++)
    for (int o = 0; o < product->blocks * 2 * lanes; o++)
      {
        const float *weights = product->w + o / (2 * lanes) * product->w_stride + o % (2 * lanes);
        const float *x = product->x + (product->x_places ? product->x_places[p] : p * product->x_stride);
        float *y = product->y + (product->y_places ? product->y_places[p] : p * product->y_stride) + o;
        float sum = plain_sum (lanes, product, x, weights);

        *y = product->is_added ? *y + sum : product->bias ? product->bias[o] + sum : sum;
      }
}

/* The pixels in another order than the strides have, as those of several images and rows are. */
static void
shuffle_places (GRand *random, int n, ptrdiff_t x_stride, ptrdiff_t y_stride, ptrdiff_t *x_places, ptrdiff_t *y_places)
{
  int order[MOST_PIXELS];

  for (int p = 0; p < n; p++)
    {
      int q = g_rand_int_range (random, 0, p + 1);

      order[p] = order[q];
      order[q] = p;
    }
  for (int p = 0; p < n; p++)
    {
      x_places[p] = order[p] * x_stride;
      y_places[p] = order[(p + 1) % n] * y_stride;
    }
}

static gboolean
check_product_case (const NnKernels *kernels, const ProductCase *c, GRand *random)
{
  int width = 2 * kernels->lanes;
  ptrdiff_t x_run = c->k + 5, n_x = (c->runs - 1) * x_run + c->k, x_stride = n_x + c->x_gap;
  ptrdiff_t y_stride = c->blocks * width + c->y_gap * width, w_stride = c->runs * c->k * width;
  ptrdiff_t x_places[MOST_PIXELS], y_places[MOST_PIXELS];
  size_t n_y = (size_t) ((c->pixels - 1) * y_stride + c->blocks * width);
  Guarded x = make_values (random, c->fill, (size_t) ((c->pixels - 1) * x_stride + n_x), c->is_at_end);
  Guarded w = make_values (random, c->fill, (size_t) (c->blocks * w_stride), c->is_at_end);
  Guarded y = make_values (random, c->fill, n_y, c->is_at_end);
  Guarded bias = make_values (random, c->fill, (size_t) (c->blocks * width), c->is_at_end);
  g_autofree float *expected = g_memdup2 (y.data, n_y * sizeof *expected);
  NnProduct product = { c->pixels, c->blocks, c->k,     x.data,   x_stride,
                        w.data,    w_stride,  expected, y_stride, c->is_added,
                        c->runs,   x_run,     NULL,     NULL,     c->has_bias ? bias.data : NULL };
  gboolean is_right;

  if (c->has_places)
    {
      shuffle_places (random, c->pixels, x_stride, y_stride, x_places, y_places);
      product.x_places = x_places;
      product.y_places = y_places;
    }
  plain_multiply (kernels->lanes, &product);
  product.y = y.data;
  kernels->multiply (&product);
  is_right = is_same (y.data, expected, n_y);
  if (!is_right)
    g_test_message ("multiply: lanes %d pixels %d blocks %d runs %d k %d gaps %d %d fill %d added %d bias %d "
                    "places %d",
                    kernels->lanes, c->pixels, c->blocks, c->runs, c->k, c->x_gap, c->y_gap, c->fill, c->is_added,
                    c->has_bias, c->has_places);
  guarded_free (&x);
  guarded_free (&w);
  guarded_free (&y);
  guarded_free (&bias);
  return is_right;
}

/* Inputs that are 0 in all pixels are not listed, and those that are listed give the sums of all. */
static gboolean
check_listed_case (const NnKernels *kernels, int pixels, int k, GRand *random)
{
  enum { BLOCKS = 2 };
  int width = 2 * kernels->lanes;
  Guarded x = make_values (random, FILL_SPARSE, (size_t) (pixels * k), TRUE);
  Guarded w = make_values (random, FILL_EXTREME, (size_t) (BLOCKS * k * width), TRUE);
  Guarded y = make_values (random, FILL_EXTREME, (size_t) (pixels * BLOCKS * width), TRUE);
  g_autofree float *expected = g_memdup2 (y.data, (size_t) (pixels * BLOCKS * width) * sizeof (float));
  g_autofree guint16 *inputs = g_new0 (guint16, k + NN_LIST_PADDING);
  NnProduct product = { .pixels = pixels,
                        .blocks = BLOCKS,
                        .k = k,
                        .runs = 1,
                        .x = x.data,
                        .x_stride = k,
                        .w = w.data,
                        .w_stride = k * width,
                        .y = expected,
                        .y_stride = BLOCKS * width,
                        .is_added = pixels % 2 == 0 };
  int n = 0;
  gboolean is_right = TRUE;

  for (int i = 0; i < k; i++)
    {
      gboolean is_zero = TRUE;

      for (int p = 0; p < pixels; p++)
        {
          float *value = &x.data[p * k + i];

          *value = i % 3 == 1 ? i % 2 ? 0.0f : -0.0f : *value; /* many in all pixels, by both zeros */
          is_zero = is_zero && !(*value < 0 || *value > 0);
        }
      inputs[n] = (guint16) i;
      n += !is_zero;
    }
  plain_multiply (kernels->lanes, &product);
  product.y = y.data;
  if (kernels->list_inputs)
    {
      g_autofree guint16 *found = g_new0 (guint16, k + NN_LIST_PADDING);

      is_right = kernels->list_inputs (&product, found) == n && memcmp (found, inputs, (size_t) n * sizeof *found) == 0;
      for (int i = 0; i < NN_LIST_PADDING && is_right; i++)
        is_right = found[n + i] < k;
    }
  for (int i = n; i < n + NN_LIST_PADDING; i++)
    inputs[i] = 0;
  product.inputs = inputs;
  product.n_inputs = n;
  if (kernels->multiply)
    {
      kernels->multiply (&product);
      is_right = is_right && is_same (y.data, expected, (size_t) (pixels * BLOCKS * width));
    }
  guarded_free (&x);
  guarded_free (&w);
  guarded_free (&y);
  if (!is_right)
    g_test_message ("listed: lanes %d pixels %d k %d", kernels->lanes, pixels, k);
  return is_right;
}

gboolean
check_listed (const NnKernels *kernels)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  gboolean is_right = TRUE;

  for (int pixels = 1; pixels <= MOST_PIXELS; pixels++)
    for (int k = NN_CHANNEL_ALIGN; k <= 3 * NN_CHANNEL_ALIGN; k += NN_CHANNEL_ALIGN)
      is_right = check_listed_case (kernels, pixels, k, random) && is_right;
  return is_right;
}

gboolean
check_multiply (const NnKernels *kernels)
{
  static const int block_counts[] = { 1, 2, 3, 4, 5, 8 }, depths[] = { 0, 1, 2, 3, 7, 27, 64 };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gboolean is_right = TRUE;

  for (int pixels = 1; pixels <= MOST_PIXELS; pixels++)
    for (gsize b = 0; b < G_N_ELEMENTS (block_counts); b++)
      for (gsize d = 0; d < G_N_ELEMENTS (depths); d++)
        for (int places = 0; places < 2; places++)
          {
            ProductCase c = { .pixels = pixels,
                              .blocks = block_counts[b],
                              .runs = depths[d] == 64 ? 1 : 1 + (pixels + (int) b) % 3,
                              .k = depths[d],
                              .x_gap = pixels % 3,
                              .y_gap = (int) d % 2,
                              .fill = (Fill) (((gsize) pixels + b + d) % N_FILLS),
                              .is_at_end = (pixels + (int) d) % 2,
                              .is_added = (pixels + 2 * (int) b + (int) d) % 3 == 0,
                              .has_bias = (pixels + 2 * (int) b + (int) d) % 3 == 1,
                              .has_places = places };

            is_right = check_product_case (kernels, &c, random) && is_right;
          }
  return is_right;
}
