/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Random nets for tests and benchmarks. */

#include "engine/nn/nn.h"

#include <glib.h>

typedef struct {
  NnNet net;
  NnLayer layers[64];
  GPtrArray *tensors; /* owned: what the layers point to */
} RandomNet;

/* `recipe` names the layers, separated by spaces: c32 conv, r relu, p maxpool, b batch norm, a2 average pool to 2×2, f
 * flatten, l10 linear. Weights are scaled so that activations stay near 1; batch norms have scales of both signs. */
RandomNet *random_net_new (const char *recipe, NnShape input, guint32 seed);
void random_net_free (RandomNet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomNet, random_net_free)

/* SkinCNN's layers. */
extern const char *const skin_cnn_recipe;

/* Nets of all kinds: shapes that go each way through the kernels, ops in unusual places. */
typedef struct {
  const char *recipe;
  NnShape input;
} NetCase;

enum { N_NET_CASES = 12 };
extern const NetCase net_cases[N_NET_CASES];

static inline gsize
net_size_of (NnShape shape)
{
  return (gsize) shape.c * (gsize) shape.h * (gsize) shape.w;
}

/* n values of 0..255 over 255. */
float *random_input (gsize n, guint32 seed);
