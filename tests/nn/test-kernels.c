/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Every kernel of every level that this CPU has, against plain loops: the same bits on random and extreme data, all
 * tile shapes, between guard pages. Kernels that are wrong on purpose must be caught by the very same checks. */

#include "guarded.h"
#include "kernels.h"

#include <glib.h>
#include <math.h>
#include <string.h>

typedef enum { FILL_RANDOM, FILL_EXTREME, FILL_SPARSE, N_FILLS } Fill;

static float
make_value (GRand *random, Fill fill)
{
  static const float extremes[] = { 0.0f, -0.0f, 1e-40f, -1e-40f, 3e38f, -3e38f, 1e-20f, 1.0f, -1.0f, 16777217.0f };

  if (fill == FILL_EXTREME && g_rand_int_range (random, 0, 3) == 0)
    return extremes[g_rand_int_range (random, 0, G_N_ELEMENTS (extremes))];
  if (fill == FILL_SPARSE && g_rand_int_range (random, 0, 2) == 0)
    return 0;
  return (float)g_rand_double_range (random, -1, 1);
}

static Guarded
make_values (GRand *random, Fill fill, size_t n, gboolean is_at_end)
{
  Guarded guarded = guarded_new (n, is_at_end);

  for (size_t i = 0; i < n; i++)
    guarded.data[i] = make_value (random, fill);
  return guarded;
}

/* The same bits; of NaN it is enough that both are. */
static gboolean
is_same (const float *a, const float *b, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (memcmp (&a[i], &b[i], sizeof *a) != 0 && !(isnan (a[i]) && isnan (b[i])))
      return FALSE;
  return TRUE;
}

/* ---- accumulate ---- */

typedef struct {
  int pixels, blocks, k, x_gap, y_gap;
  Fill fill;
  gboolean is_at_end;
} AccumulateCase;

static void
plain_accumulate (int lanes, const AccumulateCase *c, const float *x, ptrdiff_t x_stride, const float *w,
                  ptrdiff_t w_stride, float *y, ptrdiff_t y_stride)
{
  for (int p = 0; p < c->pixels; p++)
    for (int o = 0; o < c->blocks * 2 * lanes; o++)
      {
        const float *weights = w + o / (2 * lanes) * w_stride + o % (2 * lanes);
        float sum = 0;

        for (int i = 0; i < c->k; i++)
          sum = fmaf (x[p * x_stride + i], weights[i * 2 * lanes], sum);
        y[p * y_stride + o] += sum;
      }
}

static gboolean
check_accumulate_case (const NnKernels *kernels, const AccumulateCase *c, GRand *random)
{
  int width = 2 * kernels->lanes;
  ptrdiff_t x_stride = c->k + c->x_gap, y_stride = c->blocks * width + c->y_gap * width, w_stride = c->k * width;
  size_t n_y = (size_t)((c->pixels - 1) * y_stride + c->blocks * width);
  Guarded x = make_values (random, c->fill, (size_t)((c->pixels - 1) * x_stride + c->k), c->is_at_end);
  Guarded w = make_values (random, c->fill, (size_t)(c->blocks * w_stride), c->is_at_end);
  Guarded y = make_values (random, c->fill, n_y, c->is_at_end);
  g_autofree float *expected = g_memdup2 (y.data, n_y * sizeof *expected);
  gboolean is_right;

  plain_accumulate (kernels->lanes, c, x.data, x_stride, w.data, w_stride, expected, y_stride);
  kernels->accumulate (c->pixels, c->blocks, c->k, x.data, x_stride, w.data, w_stride, y.data, y_stride);
  is_right = is_same (y.data, expected, n_y);
  if (!is_right)
    g_test_message ("accumulate: lanes %d pixels %d blocks %d k %d gaps %d %d fill %d", kernels->lanes, c->pixels,
                    c->blocks, c->k, c->x_gap, c->y_gap, c->fill);
  guarded_free (&x);
  guarded_free (&w);
  guarded_free (&y);
  return is_right;
}

static gboolean
check_accumulate (const NnKernels *kernels)
{
  static const int block_counts[] = { 1, 2, 3, 4, 5, 8 }, depths[] = { 0, 1, 2, 3, 7, 27, 64 };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  gboolean is_right = TRUE;

  for (int pixels = 1; pixels <= 33; pixels++)
    for (gsize b = 0; b < G_N_ELEMENTS (block_counts); b++)
      for (gsize d = 0; d < G_N_ELEMENTS (depths); d++)
        {
          AccumulateCase c = { pixels,
                               block_counts[b],
                               depths[d],
                               pixels % 3,
                               (int)d % 2,
                               (Fill)((gsize)pixels + b + d) % N_FILLS,
                               (pixels + (int)d) % 2 };

          is_right = check_accumulate_case (kernels, &c, random) && is_right;
        }
  return is_right;
}

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
  size_t n = (size_t)(c->h * c->w * c->c), n_out = c->is_pool ? (size_t)(c->h / 2 * (c->w / 2) * c->c) : n;
  Guarded x = make_values (random, c->fill, n, TRUE), scale = make_values (random, c->fill, (size_t)c->c, FALSE);
  Guarded shift = make_values (random, c->fill, (size_t)c->c, TRUE);
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
                = { sides[h], sides[w], NN_CHANNEL_ALIGN * (1 + what % 3), what & 1, what & 2, what & 4, (Fill)fill };

            is_right = check_post_case (kernels, &c, random) && is_right;
          }
  return is_right;
}

/* ---- The levels ---- */

static const NnKernels *
find_kernels (NnLevel level)
{
  switch (level)
    {
#if defined(__x86_64__)
    case NN_LEVEL_AVX2:
      return &nn_kernels_avx2;
    case NN_LEVEL_AVX512:
      return &nn_kernels_avx512;
#elif defined(__aarch64__)
    case NN_LEVEL_NEON:
      return &nn_kernels_neon;
#endif
    default:
      return &nn_kernels_plain;
    }
}

static void
test_level (gconstpointer data)
{
  NnLevel level = (NnLevel)GPOINTER_TO_INT (data);

  if (!nn_level_is_supported (level))
    {
      g_test_skip ("this CPU does not have the level");
      return;
    }
  g_assert_true (check_accumulate (find_kernels (level)));
  g_assert_true (check_post (find_kernels (level)));
}

#if defined(__x86_64__)
/* The 16-lane source built for a CPU without AVX-512: its packing and tiles can be checked everywhere. */
extern const NnKernels nn_kernels_wide;

static void
test_wide (void)
{
  g_assert_cmpint (nn_kernels_wide.lanes, ==, 16);
  g_assert_true (check_accumulate (&nn_kernels_wide));
  g_assert_true (check_post (&nn_kernels_wide));
}
#endif

/* ---- Kernels that are wrong on purpose ---- */

static void
drop_last_input (int pixels, int blocks, int k, const float *x, ptrdiff_t x_stride, const float *w, ptrdiff_t w_stride,
                 float *y, ptrdiff_t y_stride)
{
  nn_kernels_plain.accumulate (pixels, blocks, k > 0 ? k - 1 : 0, x, x_stride, w, w_stride, y, y_stride);
}

static void
drop_last_pixel (int pixels, int blocks, int k, const float *x, ptrdiff_t x_stride, const float *w, ptrdiff_t w_stride,
                 float *y, ptrdiff_t y_stride)
{
  nn_kernels_plain.accumulate (pixels == 29 ? 28 : pixels, blocks, k, x, x_stride, w, w_stride, y, y_stride);
}

static void
forget_block_stride (int pixels, int blocks, int k, const float *x, ptrdiff_t x_stride, const float *w,
                     ptrdiff_t w_stride, float *y, ptrdiff_t y_stride)
{
  nn_kernels_plain.accumulate (pixels, blocks, k, x, x_stride, w, 0, y, y_stride);
}

/* Right but for rounding: the product is rounded before it is added, or the sum runs the other way. */
static void
accumulate_loosely (gboolean is_fused, int pixels, int blocks, int k, const float *x, ptrdiff_t x_stride,
                    const float *w, ptrdiff_t w_stride, float *y, ptrdiff_t y_stride)
{
  int width = 2 * nn_kernels_plain.lanes;

  for (int p = 0; p < pixels; p++)
    for (int o = 0; o < blocks * width; o++)
      {
        const float *weights = w + o / width * w_stride + o % width;
        volatile float sum = 0;

        for (int i = 0; i < k; i++)
          if (is_fused)
            sum = fmaf (x[p * x_stride + k - 1 - i], weights[(k - 1 - i) * width], sum);
          else
            {
              volatile float product = x[p * x_stride + i] * weights[i * width];

              sum = sum + product;
            }
        y[p * y_stride + o] += sum;
      }
}

static void
round_twice (int pixels, int blocks, int k, const float *x, ptrdiff_t x_stride, const float *w, ptrdiff_t w_stride,
             float *y, ptrdiff_t y_stride)
{
  accumulate_loosely (FALSE, pixels, blocks, k, x, x_stride, w, w_stride, y, y_stride);
}

static void
add_backwards (int pixels, int blocks, int k, const float *x, ptrdiff_t x_stride, const float *w, ptrdiff_t w_stride,
               float *y, ptrdiff_t y_stride)
{
  accumulate_loosely (TRUE, pixels, blocks, k, x, x_stride, w, w_stride, y, y_stride);
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

static void
test_wrong (void)
{
  int lanes = nn_kernels_plain.lanes;
  const NnKernels wrong[] = {
    { lanes, drop_last_input, NULL },  { lanes, drop_last_pixel, NULL }, { lanes, forget_block_stride, NULL },
    { lanes, round_twice, NULL },      { lanes, add_backwards, NULL },   { lanes, NULL, scale_before_relu },
    { lanes, NULL, forget_odd_width },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    if (wrong[i].accumulate)
      g_assert_false (check_accumulate (&wrong[i]));
    else
      g_assert_false (check_post (&wrong[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < NN_N_LEVELS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/kernels/%s", nn_level_name ((NnLevel)i));

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_level);
    }
#if defined(__x86_64__)
  g_test_add_func ("/kernels/wide", test_wide);
#endif
  g_test_add_func ("/kernels/wrong", test_wrong);
  return g_test_run ();
}
