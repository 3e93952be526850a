/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Nets from recipes, with libc only and the same bits on every machine: for programs that are compiled for other CPUs.
 * The tests of the nets themselves use GLib's nets.h. */

#include "engine/nn/nn.h"

enum { RECIPE_LAYERS = 40, RECIPE_TENSORS = 4 * RECIPE_LAYERS };

typedef struct {
  NnNet net;
  NnLayer layers[RECIPE_LAYERS];
  NnShape output;
  int n_tensors;
  float *tensors[RECIPE_TENSORS]; /* owned: what the layers point to */
} Recipe;

/* SkinCNN's layers; its input is 3 × 28 × 28. */
extern const char *const recipe_skin_cnn;

/* The next of a fixed sequence of 32-bit numbers. */
uint32_t recipe_random (uint64_t *state);

/* Fills `values` from low to high, evenly. */
void recipe_fill (uint64_t *state, float low, float high, size_t n, float *values);

/* calloc() that ends the program where there is no memory. */
void *recipe_alloc (size_t n, size_t size);

/* `text` as in nets.h: c32 conv, r relu, p maxpool, b batch norm, a2 average pool, f flatten, l10 linear. Ends the
 * program where the text is not a net. */
Recipe *recipe_new (const char *text, NnShape input, uint64_t seed);
void recipe_free (Recipe *self);

/* Values of one image. */
size_t recipe_size (NnShape shape);
