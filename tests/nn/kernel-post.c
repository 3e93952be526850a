/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "kernel-check.h"

#include <math.h>

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

void
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
  kernels->post (&post, &(NnStored){ c->h, c->w, c->c, x.data, c->w * c->c, x.data }); /* in place, as the pass does */
  is_right = is_same (x.data, expected, n_out);
  if (!is_right)
    g_test_message ("post: lanes %d map %d×%d×%d relu %d pool %d scale %d fill %d", kernels->lanes, c->h, c->w, c->c,
                    c->is_relu, c->is_pool, c->is_scaled, c->fill);
  guarded_free (&x);
  guarded_free (&scale);
  guarded_free (&shift);
  return is_right;
}

gboolean
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
