/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* From the list of layers to a list of steps with packed weights in one arena. */

#include "plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

static float *
take (Arena *arena, size_t n)
{
  float *piece = arena->base ? arena->base + arena->used : NULL;

  arena->used += (n + NN_CHANNEL_ALIGN - 1) / NN_CHANNEL_ALIGN * NN_CHANNEL_ALIGN;
  return piece;
}

float *
nn_alloc_floats (size_t n)
{
  const size_t huge = (size_t) 2 << 20;
  size_t align = n * sizeof (float) >= huge / 4 ? huge : 64, size = (n * sizeof (float) + align - 1) / align * align;
  float *memory = n > SIZE_MAX / 8 ? NULL : aligned_alloc (align, size > 0 ? size : align);

#ifdef MADV_HUGEPAGE
  if (memory && align == huge) /* a page fault for each 4 KiB would take longer than packing the weights */
    madvise (memory, size, MADV_HUGEPAGE);
#endif
  return memory;
}

const NnKernels *
nn_kernels_of_level (NnLevel level)
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

/* ---- Layers to steps ---- */

/* Whether the layer only changes what the step before it does on storing (relu, then pool, then batch norm). */
static bool
join_step (Step *step, Source *source, const NnLayer *layer, NnShape out)
{
  bool is_joined = false;

  if (layer->op == NN_RELU && !source->norm_after) /* relu of a maximum is the maximum of relus */
    is_joined = step->post.is_relu = true;
  else if (layer->op == NN_MAXPOOL && !source->norm_after && !step->post.is_pool)
    is_joined = step->post.is_pool = true;
  else if (layer->op == NN_BATCHNORM && !source->norm_after)
    {
      source->norm_after = layer;
      is_joined = true;
    }
  if (is_joined)
    step->out = out;
  return is_joined;
}

static StepKind
kind_of_layer (const NnLayer *layer, NnShape in)
{
  switch (layer->op)
    {
    case NN_CONV:
      return in.c <= 8 ? STEP_PATCH : STEP_CONV; /* or Winograd, once it is known what is stored of it */
    case NN_LINEAR:
      return STEP_LINEAR;
    case NN_AVGPOOL:
      return STEP_AVGPOOL;
    case NN_FLATTEN:
      return in.h * in.w == 1 ? STEP_NOTHING : STEP_FLATTEN;
    default:
      return STEP_NOTHING;
    }
}

/* A batch norm right in front of a linear layer becomes part of its weights. */
static void
fold_norm (Step *before, Source *before_source, Source *source)
{
  if (source->work->op != NN_LINEAR || !before_source->norm_after || before->out.h * before->out.w != 1)
    return;
  source->norm_before = before_source->norm_after;
  before_source->norm_after = NULL;
}

static void
make_steps (NnPlan *plan, Source *sources, const NnNet *net, const NnShape *shapes)
{
  for (int i = 0; i < net->n_layers; i++)
    {
      const NnLayer *layer = &net->layers[i];
      StepKind kind = kind_of_layer (layer, shapes[i]);
      Step *step = &plan->steps[plan->n_steps];
      bool is_flat = layer->op == NN_FLATTEN && kind == STEP_NOTHING; /* (c, 1, 1) is a vector already */

      if (is_flat && plan->n_steps > 0)
        continue;
      if (plan->n_steps > 0 && join_step (step - 1, &sources[plan->n_steps - 1], layer, shapes[i + 1]))
        continue;
      *step = (Step){ .kind = kind, .in = shapes[i], .raw = shapes[i + 1], .out = shapes[i + 1] };
      sources[plan->n_steps] = (Source){ .work = kind == STEP_NOTHING ? NULL : layer };
      if (kind == STEP_NOTHING)
        {
          step->raw = shapes[i];
          join_step (step, &sources[plan->n_steps], layer, shapes[i + 1]);
        }
      else if (plan->n_steps > 0)
        fold_norm (step - 1, &sources[plan->n_steps - 1], &sources[plan->n_steps]);
      plan->n_steps++;
    }
}

/* Sizes and strides of all steps; what a pool drops is not computed. */
static void
measure_steps (NnPlan *plan)
{
  int stride = plan->steps[0].kind == STEP_PATCH ? (plan->input.c + 3) / 4 * 4 : align_channels (plan->input.c);

  plan->input_stride = stride;
  for (int i = 0; i < plan->n_steps; i++)
    {
      Step *step = &plan->steps[i];

      if (step->post.is_pool && (step->kind == STEP_CONV || step->kind == STEP_PATCH))
        step->raw = (NnShape){ step->raw.c, step->out.h * 2, step->out.w * 2 };
      if (step->kind == STEP_CONV && (step->m = nn_winograd_choose (step->in, step->raw)) > 0)
        step->kind = STEP_WINOGRAD;
      step->in_stride = stride;
      step->out_stride = stride = align_channels (step->out.c);
    }
}

/* ---- Packing ---- */

/* The weights of one input channel for the outputs of one block, as [tap][lane]; zeros beyond the last output. Going
 * through this small table, memory is read and written in runs: the packed rows are a power of two apart and would fall
 * into one set. */
typedef float Taps[9][NN_CHANNEL_ALIGN];

static void
take_taps (const Step *step, const Source *source, size_t first, size_t width, size_t i, size_t n_taps, Taps taps)
{
  size_t n_in = (size_t) step->in.c, n_out = (size_t) source->work->out;
  double scale = source->norm_before ? norm_scale (source->norm_before, i) : 1;

  for (size_t lane = 0; lane < width; lane++)
    for (size_t tap = 0; tap < n_taps; tap++)
      taps[tap][lane]
          = first + lane < n_out
                ? (float) ((double) source->work->weight[((first + lane) * n_in + i) * n_taps + tap] * scale)
                : 0;
}

/* Weights as [block][tap][k][2 · lanes]. */
static void
pack_weights (const Step *step, const Source *source, size_t width, float *packed)
{
  size_t n_taps = source->work->op == NN_CONV ? 9 : 1, n_in = (size_t) step->in.c;
  Taps taps;

  for (size_t block = 0; block < (size_t) step->n_blocks; block++, packed += step->block_stride)
    for (size_t i = 0; i < n_in; i++)
      {
        take_taps (step, source, block * width, width, i, n_taps, taps);
        for (size_t tap = 0; tap < n_taps; tap++)
          memcpy (packed + (tap * n_in + i) * width, taps[tap], width * sizeof *packed);
      }
}

/* Weights as [position][block][k][2 · lanes]. */
static void
pack_winograd (const Step *step, const Source *source, size_t width, float *packed)
{
  size_t n_in = (size_t) step->in.c, positions = (size_t) ((step->m + 2) * (step->m + 2));
  size_t position_size = (size_t) step->n_blocks * (size_t) step->block_stride;
  float u[36][NN_CHANNEL_ALIGN];
  Taps taps;

  for (size_t block = 0; block < (size_t) step->n_blocks; block++)
    for (size_t i = 0; i < n_in; i++, packed += width)
      {
        take_taps (step, source, block * width, width, i, 9, taps);
        nn_winograd_filters (step->m, (int) width, taps, u);
        for (size_t position = 0; position < positions; position++)
          memcpy (packed + position * position_size, u[position], width * sizeof *packed);
      }
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

static void
pack_norm (const NnLayer *norm, int c, int stride, float *scale, float *shift)
{
  for (size_t i = 0; i < (size_t) stride; i++)
    {
      scale[i] = i < (size_t) c ? (float) norm_scale (norm, i) : 0;
      shift[i] = i < (size_t) c ? (float) norm_shift (norm, i) : 0;
    }
}

/* Takes the step's weights and bias from the arena and, when there is one, fills them. */
static void
pack_work (Step *step, const Source *source, int lanes, Arena *arena)
{
  int n_taps = step->kind == STEP_CONV || step->kind == STEP_PATCH ? 9 : 1; /* that lie inside of a block */
  size_t positions = step->kind == STEP_WINOGRAD ? (size_t) ((step->m + 2) * (step->m + 2)) : 1;
  float *weights, *bias;

  step->k = step->kind == STEP_PATCH ? 9 * step->in.c : step->in.c;
  step->n_blocks = step->out_stride / (2 * lanes);
  step->block_stride = n_taps * step->in.c * 2 * lanes;
  weights = take (arena, positions * (size_t) step->n_blocks * (size_t) step->block_stride);
  bias = take (arena, (size_t) step->out_stride);
  step->weights = weights;
  step->bias = bias;
  if (!arena->base)
    return;
  pack_bias (step, source, bias);
  if (step->kind == STEP_WINOGRAD)
    pack_winograd (step, source, 2 * (size_t) lanes, weights);
  else
    pack_weights (step, source, 2 * (size_t) lanes, weights);
}

static void
pack_steps (NnPlan *plan, const Source *sources, Arena *arena)
{
  for (int i = 0; i < plan->n_steps; i++)
    {
      Step *step = &plan->steps[i];
      const Source *source = &sources[i];
      float *scale, *shift;

      if (source->work && source->work->weight)
        pack_work (step, source, plan->kernels->lanes, arena);
      if (!source->norm_after)
        continue;
      step->post.scale = scale = take (arena, (size_t) step->out_stride);
      step->post.shift = shift = take (arena, (size_t) step->out_stride);
      if (arena->base)
        pack_norm (source->norm_after, step->out.c, step->out_stride, scale, shift);
    }
}

/* ---- Memory for a pass ---- */

static size_t
larger (size_t a, size_t b)
{
  return a > b ? a : b;
}

/* Floats that the step needs beside its activations, for n images. */
static size_t
work_of_step (const Step *step, int n)
{
  if (step->kind == STEP_PATCH)
    return NN_MAX_PARTS * nn_patch_work (step);
  if (step->kind == STEP_WINOGRAD)
    return (size_t) ((step->m + 2) * (step->m + 2))
           * (winograd_position (step, n, step->in_stride) + winograd_position (step, n, step->out_stride));
  return 0;
}

/* The first step from which on all maps have at most that many pixels. */
static int
find_small_maps (const NnPlan *plan, int n_pixels)
{
  int i = plan->n_steps;

  while (i > 0 && plan->steps[i - 1].in.h * plan->steps[i - 1].in.w <= n_pixels)
    i--;
  return i;
}

/* Which steps are in which phase, and the largest activations in each. */
static void
measure_phases (NnPlan *plan)
{
  size_t n = n_values (plan->input, plan->input_stride);

  plan->phases[0] = (Phase){ 1, find_small_maps (plan, 64), 0, 0 };
  plan->phases[1] = (Phase){ 2, find_small_maps (plan, 16), 0, 0 };
  plan->phases[2] = (Phase){ 24, plan->n_steps, 0, 0 };
  for (int p = 0, i = 0; p < NN_PHASES; p++)
    {
      Phase *phase = &plan->phases[p];

      phase->in_size = phase->size = n; /* even if the phase has no step */
      for (; i < phase->end; i++)
        {
          const Step *step = &plan->steps[i];

          /* these two keep their raw sums elsewhere */
          if (step->kind == STEP_PATCH || step->kind == STEP_WINOGRAD)
            phase->size = larger (phase->size, n_values (step->out, step->out_stride));
          else
            phase->size = larger (phase->size, n_values (step->raw, step->out_stride));
          plan->work_size = larger (plan->work_size, work_of_step (step, phase->images));
          n = n_values (step->out, step->out_stride);
        }
    }
}

NnPlan *
nn_plan_new (const NnNet *net, NnLevel level, char *why, size_t why_size)
{
  NnPlan *plan = calloc (1, sizeof *plan);
  Source *sources = calloc (NN_MAX_LAYERS, sizeof *sources);
  NnShape *shapes = calloc (NN_MAX_LAYERS + 1, sizeof *shapes);
  Arena arena = { NULL, 0 };
  bool is_built = false;

  if (why_size > 0)
    snprintf (why, why_size, "no memory");
  if (!plan || !sources || !shapes || !nn_net_check (net, shapes, why, why_size))
    goto out;
  if (!nn_level_is_supported (level))
    {
      if (why_size > 0)
        snprintf (why, why_size, "this CPU has no %s", nn_level_name (level));
      goto out;
    }
  plan->level = level;
  plan->kernels = nn_kernels_of_level (level);
  plan->input = net->input;
  plan->output = shapes[net->n_layers];
  make_steps (plan, sources, net, shapes);
  measure_steps (plan);
  pack_steps (plan, sources, &arena); /* with no memory yet: measures */
  measure_phases (plan);
  plan->arena = arena.base = nn_alloc_floats (arena.used);
  arena.used = 0;
  if (plan->arena)
    {
      pack_steps (plan, sources, &arena);
      is_built = true;
    }

out:
  free (sources);
  free (shapes);
  if (!is_built)
    {
      free (plan);
      plan = NULL;
    }
  return plan;
}

void
nn_plan_free (NnPlan *plan)
{
  if (!plan)
    return;
  free (plan->arena);
  free (plan);
}

NnLevel
nn_plan_level (const NnPlan *plan)
{
  return plan->level;
}

NnShape
nn_plan_input (const NnPlan *plan)
{
  return plan->input;
}

NnShape
nn_plan_output (const NnPlan *plan)
{
  return plan->output;
}

NnScratch *
nn_scratch_new (const NnPlan *plan)
{
  NnScratch *scratch = calloc (1, sizeof *scratch);
  size_t sizes[NN_PHASES], n = plan->work_size;
  float *at;

  for (int p = 0; p < NN_PHASES; p++)
    {
      sizes[p] = (size_t) plan->phases[p].images * plan->phases[p].size;
      sizes[p] = (sizes[p] + NN_CHANNEL_ALIGN - 1) / NN_CHANNEL_ALIGN * NN_CHANNEL_ALIGN;
      n += 2 * sizes[p];
    }
  if (!scratch || !(at = scratch->memory = nn_alloc_floats (n)))
    {
      free (scratch);
      return NULL;
    }
  memset (scratch->memory, 0, n * sizeof (float));
  for (int p = 0; p < NN_PHASES; p++)
    for (int i = 0; i < 2; i++, at += sizes[p])
      scratch->values[p][i] = at;
  scratch->work = at;
  return scratch;
}

void
nn_scratch_free (NnScratch *scratch)
{
  if (!scratch)
    return;
  free (scratch->memory);
  free (scratch);
}
