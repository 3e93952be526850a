/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Packing: weights in the order and width in which the kernels read them, all in one arena; batch norms as scale and
 * shift, or folded into the linear layer behind them, in double. */

#include "pack.h"

#include <math.h>
#include <string.h>

static float *
take (Arena *arena, size_t n)
{
  float *piece = arena->base ? arena->base + arena->used : NULL;

  arena->used += align_floats (n);
  return piece;
}

/* y = x · scale[c] + shift[c] is what the batch norm does, in double. */
static double
norm_scale (const NnLayer *norm, size_t c)
{
  return (double) norm->weight[c] / sqrt ((double) norm->var[c] + (double) norm->eps);
}

static double
norm_shift (const NnLayer *norm, size_t c)
{
  return (double) norm->bias[c] - (double) norm->mean[c] * norm_scale (norm, c);
}

/* One step's weights on their way into the arena. */
typedef struct {
  const Step *step;
  const Source *source;
  size_t width; /* of a block: 2 · lanes */
  float *packed;
  int n_parts;
} Packing;

/* The weights of one input channel for the outputs of one block, as [tap][lane]; zeros beyond the last output. Going
 * through this small table, memory is read and written in runs: the packed rows are a power of two apart and would fall
 * into one set. */
typedef float Taps[9][NN_CHANNEL_ALIGN];

static void
take_taps (const Packing *packing, size_t block, size_t i, size_t n_taps, Taps taps)
{
  const Step *step = packing->step;
  const Source *source = packing->source;
  size_t width = packing->width, first = block * width;
  size_t n_in = (size_t) step->in.c, n_out = (size_t) source->work->out;
  double scale = source->norm_before ? norm_scale (source->norm_before, i) : 1;

  for (size_t lane = 0; lane < width; lane++)
    for (size_t tap = 0; tap < n_taps; tap++)
      taps[tap][lane]
          = first + lane < n_out
                ? (float) ((double) source->work->weight[((first + lane) * n_in + i) * n_taps + tap] * scale)
                : 0;
}

/* A block's weights as [tap][k][2 · lanes]. */
static void
pack_block (const Packing *packing, size_t block)
{
  size_t width = packing->width, n_taps = packing->source->work->op == NN_CONV ? 9 : 1,
         n_in = (size_t) packing->step->in.c;
  float *packed = packing->packed + block * (size_t) packing->step->block_stride;
  Taps taps;

  for (size_t i = 0; i < n_in; i++)
    {
      take_taps (packing, block, i, n_taps, taps);
      for (size_t tap = 0; tap < n_taps; tap++)
        memcpy (packed + (tap * n_in + i) * width, taps[tap], width * sizeof *packed);
    }
}

/* A block's weights as [position][k][2 · lanes], positions apart by all blocks. */
static void
pack_winograd_block (const Packing *packing, size_t block)
{
  const Step *step = packing->step;
  size_t width = packing->width, positions = (size_t) ((step->m + 2) * (step->m + 2));
  size_t position_size = (size_t) step->n_blocks * (size_t) step->block_stride;
  float *packed = packing->packed + block * (size_t) step->block_stride;
  float u[36][NN_CHANNEL_ALIGN];
  Taps taps;

  for (size_t i = 0; i < (size_t) step->in.c; i++, packed += width)
    {
      take_taps (packing, block, i, 9, taps);
      nn_winograd_filters (step->m, (int) width, taps, u);
      for (size_t position = 0; position < positions; position++)
        memcpy (packed + position * position_size, u[position], width * sizeof *packed);
    }
}

static void
pack_part (int part, void *data)
{
  const Packing *packing = data;
  int n = packing->step->n_blocks, end = first_of_part (n, part + 1, packing->n_parts);

  for (int block = first_of_part (n, part, packing->n_parts); block < end; block++)
    if (packing->step->kind == STEP_WINOGRAD)
      pack_winograd_block (packing, (size_t) block);
    else
      pack_block (packing, (size_t) block);
}

static void
pack_shared (Packing *packing, const NnParallel *parallel)
{
  int most = parallel ? 2 * parallel->n_threads : 1;

  packing->n_parts = packing->step->n_blocks < most ? packing->step->n_blocks : most;
  if (packing->n_parts > 1)
    parallel->run (parallel->context, packing->n_parts, pack_part, packing);
  else
    pack_part (0, packing);
}

static void
pack_bias (const Step *step, const Source *source, float *bias)
{
  const NnLayer *layer = source->work;

  for (size_t o = 0; o < (size_t) step->out_stride; o++)
    {
      double value = o < (size_t) layer->out ? (double) layer->bias[o] : 0;

      if (source->norm_before && o < (size_t) layer->out)
        for (size_t i = 0; i < (size_t) step->in.c; i++)
          value += (double) layer->weight[o * (size_t) step->in.c + i] * norm_shift (source->norm_before, i);
      bias[o] = (float) value;
    }
}

void
nn_pack_norm (const NnLayer *norm, int c, int stride, float *scale, float *shift)
{
  for (size_t i = 0; i < (size_t) stride; i++)
    {
      scale[i] = i < (size_t) c ? (float) norm_scale (norm, i) : 0;
      shift[i] = i < (size_t) c ? (float) norm_shift (norm, i) : 0;
    }
}

/* Takes the step's weights and bias from the arena and, when there is one, fills them. */
static void
pack_work (Step *step, const Source *source, int lanes, Arena *arena, const NnParallel *parallel)
{
  int n_taps = step->kind == STEP_CONV || step->kind == STEP_PATCH ? 9 : 1; /* that lie inside of a block */
  size_t positions = step->kind == STEP_WINOGRAD ? (size_t) ((step->m + 2) * (step->m + 2)) : 1;
  float *weights, *bias;

  step->k = step->kind == STEP_PATCH ? 3 * step->in.c : step->in.c;
  step->n_blocks = step->out_stride / (2 * lanes);
  step->block_stride = n_taps * step->in.c * 2 * lanes;
  weights = take (arena, positions * (size_t) step->n_blocks * (size_t) step->block_stride);
  bias = take (arena, (size_t) step->out_stride);
  step->weights = weights;
  step->bias = bias;
  if (!arena->base)
    return;
  pack_bias (step, source, bias);
  pack_shared (&(Packing){ step, source, 2 * (size_t) lanes, weights, 1 }, parallel);
}

void
nn_pack_steps (NnPlan *plan, const Source *sources, Arena *arena, const NnParallel *parallel)
{
  for (int i = 0; i < plan->n_steps; i++)
    {
      Step *step = &plan->steps[i];
      const Source *source = &sources[i];
      float *scale, *shift;

      if (source->work && source->work->weight)
        pack_work (step, source, plan->kernels->lanes, arena, parallel);
      if (!source->norm_after)
        continue;
      step->post.scale = scale = take (arena, (size_t) step->out_stride);
      step->post.shift = shift = take (arena, (size_t) step->out_stride);
      if (arena->base)
        nn_pack_norm (source->norm_after, step->out.c, step->out_stride, scale, shift);
    }
}
