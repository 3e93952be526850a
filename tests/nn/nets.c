/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

#include "nets.h"

#include <math.h>
#include <string.h>

#define SKIN_CNN "c32 r p b c64 r c64 r p b c128 r c128 r p b c256 r c256 r p f l256 r b l128 r b l64 r b l32 r b l7"

const char *const skin_cnn_recipe = SKIN_CNN;

const NetCase net_cases[N_NET_CASES] = {
  { SKIN_CNN, { 3, 28, 28 } },
  { "c5 r p b c12 r c20 r p b a2 f l9 r b l7", { 3, 64, 64 } },
  { "c33 p r c17 b r c40 r p f l31 r l3", { 4, 13, 17 } },
  { "c8 b c8 r b p", { 9, 6, 5 } },
  { "r b p c3 r a3", { 2, 9, 9 } },
  { "f l65 b r b l1", { 3, 2, 2 } },
  { "f b l130 r b l129", { 200, 1, 1 } },
  { "a1 f l7", { 70, 5, 4 } },
  { "c16", { 1, 1, 1 } },
  { "c64 r c70 p b b", { 40, 4, 4 } },
  { "c20 a3 r p c4", { 12, 3, 3 } },
  { "p p r r b b c40 a5", { 33, 15, 14 } },
};

static const float *
add_tensor (RandomNet *self, GRand *random, gsize n, double low, double high)
{
  float *values = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (random, low, high);
  g_ptr_array_add (self->tensors, values);
  return values;
}

static void
add_weights (RandomNet *self, NnLayer *layer, GRand *random, gsize n_in, gsize n_out)
{
  double range = sqrt (6.0 / (double) n_in);

  layer->weight = add_tensor (self, random, n_in * n_out, -range, range);
  layer->bias = add_tensor (self, random, n_out, -0.2, 0.2);
}

static void
add_norm (RandomNet *self, NnLayer *layer, GRand *random, gsize n)
{
  layer->eps = 1e-5f;
  layer->weight = add_tensor (self, random, n, -0.4, 1.4);
  layer->bias = add_tensor (self, random, n, -0.3, 0.3);
  layer->mean = add_tensor (self, random, n, -0.3, 0.7);
  layer->var = add_tensor (self, random, n, 0.3, 2);
}

RandomNet *
random_net_new (const char *recipe, NnShape input, guint32 seed)
{
  static const char letters[] = "crpbafl";
  RandomNet *self = g_new0 (RandomNet, 1);
  g_auto (GStrv) words = g_strsplit (recipe, " ", -1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  NnShape shapes[G_N_ELEMENTS (self->layers) + 1];

  self->tensors = g_ptr_array_new_with_free_func (g_free);
  self->net = (NnNet){ input, 0, self->layers };
  shapes[0] = input;
  for (int i = 0; words[i]; i++)
    {
      NnLayer *layer = &self->layers[self->net.n_layers++];
      NnShape in = shapes[i];

      layer->op = (NnOp) (strchr (letters, words[i][0]) - letters);
      layer->out = (int) g_ascii_strtoll (words[i] + 1, NULL, 10);
      if (layer->op == NN_CONV)
        add_weights (self, layer, random, (gsize) in.c * 9, (gsize) layer->out);
      else if (layer->op == NN_LINEAR)
        add_weights (self, layer, random, (gsize) in.c, (gsize) layer->out);
      else if (layer->op == NN_BATCHNORM)
        add_norm (self, layer, random, (gsize) in.c);
      if (!nn_net_check (&self->net, shapes, NULL, 0))
        g_error ("the random net '%s' is not a net at '%s'", recipe, words[i]);
    }
  return self;
}

void
random_net_free (RandomNet *self)
{
  g_ptr_array_unref (self->tensors);
  g_free (self);
}

float *
random_input (gsize n, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  float *x = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    x[i] = (float) g_rand_int_range (random, 0, 256) / 255.0f;
  return x;
}
