/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "explain-private.h"

/* Random numbers, and networks made of them. */

/* SplitMix64's output number `place` of that seed. */
static guint64
random_bits (guint64 seed, guint64 place)
{
  guint64 z
      = (seed + 1) * G_GUINT64_CONSTANT (0xd1342543de82ef95) + (place + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

double
derm_random_uniform (guint64 seed, guint64 place)
{
  return (double) (random_bits (seed, place) >> 11) / 0x1p53;
}

/* Only sums, which have the same bits everywhere; a logarithm has not. */
double
derm_random_normal (guint64 seed, guint64 place)
{
  double sum = -6;

  for (guint64 i = 0; i < 12; i++)
    sum += derm_random_uniform (seed, 12 * place + i);
  return sum;
}

/* ---- a network ---- */

static gsize
n_inputs (const NnLayer *layer, NnShape in)
{
  return layer->op == NN_CONV ? (gsize) in.c * 9 : (gsize) in.c;
}

/* Floats of a layer's weights. */
static gsize
measure_layer (const NnLayer *layer, NnShape in)
{
  switch (layer->op)
    {
    case NN_CONV:
    case NN_LINEAR:
      return n_inputs (layer, in) * (gsize) layer->out + (gsize) layer->out;
    case NN_BATCHNORM:
      return 4 * (gsize) in.c;
    default:
      return 0;
    }
}

/* Uniform in ±1/√inputs, weights and biases: torch.nn's Conv2d and Linear, reset_parameters(). */
static void
draw_layer (NnLayer *layer, NnShape in, guint64 seed, float *values)
{
  gsize n = measure_layer (layer, in);
  double range = 1 / sqrt ((double) n_inputs (layer, in));

  for (gsize i = 0; i < n; i++)
    values[i] = (float) (range * (2 * derm_random_uniform (seed, i) - 1));
  layer->weight = values;
  layer->bias = values + n - layer->out;
}

/* torch.nn's BatchNorm2d before training: it changes nothing but for eps. */
static void
reset_norm (NnLayer *layer, NnShape in, float *values)
{
  gsize c = (gsize) in.c;

  for (gsize i = 0; i < 4 * c; i++)
    values[i] = i / c == 0 || i / c == 3 ? 1 : 0;
  layer->weight = values;
  layer->bias = values + c;
  layer->mean = values + 2 * c;
  layer->var = values + 3 * c;
}

RandomNet *
derm_random_net_new (const NnNet *net, const NnShape *shapes, guint seed)
{
  RandomNet *self = g_new0 (RandomNet, 1);
  gsize n = 0;
  float *at;

  for (int i = 0; i < net->n_layers; i++)
    n += measure_layer (&net->layers[i], shapes[i]);
  self->layers = g_memdup2 (net->layers, sizeof *net->layers * (gsize) net->n_layers);
  self->weights = at = g_new (float, MAX (n, 1));
  self->net = (NnNet){ net->input, net->n_layers, self->layers, TRUE };
  for (int i = 0; i < net->n_layers; i++)
    {
      NnLayer *layer = &self->layers[i];

      if (layer->op == NN_CONV || layer->op == NN_LINEAR)
        draw_layer (layer, shapes[i], ((guint64) seed << 16) + (guint64) i, at);
      else if (layer->op == NN_BATCHNORM)
        reset_norm (layer, shapes[i], at);
      at += measure_layer (layer, shapes[i]);
    }
  return self;
}

void
derm_random_net_free (RandomNet *self)
{
  if (self == NULL)
    return;
  g_free (self->layers);
  g_free (self->weights);
  g_free (self);
}
