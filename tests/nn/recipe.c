/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

#include "recipe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const recipe_skin_cnn = "c32 r p b c64 r c64 r p b c128 r c128 r p b c256 r c256 r p f "
                                    "l256 r b l128 r b l64 r b l32 r b l7";

/* SplitMix64, the upper half (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014). */
uint32_t
recipe_random (uint64_t *state)
{
  uint64_t z = *state += 0x9e3779b97f4a7c15u;

  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return (uint32_t) ((z ^ z >> 31) >> 32);
}

void
recipe_fill (uint64_t *state, float low, float high, size_t n, float *values)
{
  for (size_t i = 0; i < n; i++)
    values[i] = low + (high - low) * ((float) (recipe_random (state) >> 8) * 0x1p-24f);
}

void *
recipe_alloc (size_t n, size_t size)
{
  void *memory = calloc (n > 0 ? n : 1, size);

  if (!memory)
    {
      fputs ("no memory\n", stderr);
      exit (2);
    }
  return memory;
}

size_t
recipe_size (NnShape shape)
{
  return (size_t) shape.c * (size_t) shape.h * (size_t) shape.w;
}

static const float *
add_tensor (Recipe *self, uint64_t *state, size_t n, float low, float high)
{
  float *values = recipe_alloc (n, sizeof *values);

  recipe_fill (state, low, high, n, values);
  return self->tensors[self->n_tensors++] = values;
}

/* Weights that keep activations near 1; batch norms have scales of both signs. */
static void
add_tensors (Recipe *self, NnLayer *layer, NnShape in, uint64_t *state)
{
  size_t n_in = (size_t) in.c * (layer->op == NN_CONV ? 9 : 1), n = (size_t) layer->out;
  float range = sqrtf (6.0f / (float) n_in);

  if (layer->op == NN_CONV || layer->op == NN_LINEAR)
    {
      layer->weight = add_tensor (self, state, n_in * n, -range, range);
      layer->bias = add_tensor (self, state, n, -0.2f, 0.2f);
    }
  else if (layer->op == NN_BATCHNORM)
    {
      n = (size_t) in.c;
      layer->eps = 1e-5f;
      layer->weight = add_tensor (self, state, n, -0.4f, 1.4f);
      layer->bias = add_tensor (self, state, n, -0.3f, 0.3f);
      layer->mean = add_tensor (self, state, n, -0.3f, 0.7f);
      layer->var = add_tensor (self, state, n, 0.3f, 2);
    }
}

Recipe *
recipe_new (const char *text, NnShape input, uint64_t seed)
{
  static const char letters[] = "crpbafl"; /* in the order of NnOp */
  Recipe *self = recipe_alloc (1, sizeof *self);
  NnShape shapes[RECIPE_LAYERS + 1] = { input };
  char why[160] = "too many layers";

  self->net = (NnNet){ .input = input, .layers = self->layers };
  for (const char *at = text; *at; at += strspn (at, " "))
    {
      const char *letter = strchr (letters, *at);
      int i = self->net.n_layers++;

      if (i < RECIPE_LAYERS && letter)
        {
          char *end;

          self->layers[i].op = (NnOp) (letter - letters);
          self->layers[i].out = (int) strtol (at + 1, &end, 10);
          at = end;
          add_tensors (self, &self->layers[i], shapes[i], &seed);
        }
      if (i >= RECIPE_LAYERS || !letter || !nn_net_check (&self->net, shapes, why, sizeof why))
        {
          fprintf (stderr, "\"%s\" is not a net at \"%s\": %s\n", text, at, why);
          exit (2);
        }
    }
  self->output = shapes[self->net.n_layers];
  return self;
}

void
recipe_free (Recipe *self)
{
  for (int i = 0; i < self->n_tensors; i++)
    free (self->tensors[i]);
  free (self);
}
