/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Packing: from PyTorch's weights to those that the kernels read. Between plan.c and pack.c only. */

#include "plan.h"

/* The layers behind one step, while the plan is built; each may be NULL. */
typedef struct {
  const NnLayer *work;        /* conv, linear, avgpool or flatten */
  const NnLayer *norm_before; /* batch norm in front of a linear layer, to be folded into it */
  const NnLayer *norm_after;  /* batch norm on storing */
} Source;

/* Hands out pieces of the arena; with no base it only measures. */
typedef struct {
  float *base;
  size_t used;
} Arena;

/* Gives every step its pieces of the arena and, when there is one, fills them; threads of `parallel` (or NULL) share
 * the work. */
void nn_pack_steps (NnPlan *plan, const Source *sources, Arena *arena, const NnParallel *parallel);

/* The batch norm as scale and shift of c channels, then zeros up to `stride`. */
void nn_pack_norm (const NnLayer *norm, int c, int stride, float *scale, float *shift);
