/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* From the list of layers to a list of steps, and the memory for a pass. */

#include "pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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
      *step
          = (Step){ .kind = kind, .layer = i, .reads = i, .in = shapes[i], .raw = shapes[i + 1], .out = shapes[i + 1] };
      sources[plan->n_steps] = (Source){ .work = kind == STEP_NOTHING ? NULL : layer };
      if (kind == STEP_NOTHING)
        {
          step->raw = shapes[i];
          join_step (step, &sources[plan->n_steps], layer, shapes[i + 1]);
        }
      else if (plan->n_steps > 0)
        fold_norm (step - 1, &sources[plan->n_steps - 1], &sources[plan->n_steps]);
      if (sources[plan->n_steps].norm_before)
        step->reads = (int) (sources[plan->n_steps].norm_before - net->layers);
      plan->n_steps++;
    }
  while (plan->tap < plan->n_steps && plan->steps[plan->tap].kind != STEP_LINEAR)
    plan->tap++;
}

/* Sizes and strides of all steps; what a pool drops is not computed. */
static void
measure_steps (NnPlan *plan)
{
  int stride = plan->steps[0].kind == STEP_PATCH ? plan->input.c : align_channels (plan->input.c);

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

/* ---- Memory for a pass ---- */

static size_t
larger (size_t a, size_t b)
{
  return a > b ? a : b;
}

size_t
nn_step_work (const Step *step, int n)
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
  plan->phases[1] = (Phase){ 2, find_small_maps (plan, NN_SMALL_MAP), 0, 0 };
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
          plan->work_size = larger (plan->work_size, nn_step_work (step, phase->images));
          n = n_values (step->out, step->out_stride);
        }
    }
}

NnPlan *
nn_plan_new_shared (const NnNet *net, NnLevel level, const NnParallel *parallel, char *why, size_t why_size)
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
  nn_pack_steps (plan, sources, &arena, NULL); /* with no memory yet: measures */
  measure_phases (plan);
  plan->arena = arena.base = nn_alloc_floats (arena.used);
  arena.used = 0;
  if (plan->arena)
    {
      nn_pack_steps (plan, sources, &arena, parallel);
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

NnPlan *
nn_plan_new (const NnNet *net, NnLevel level, char *why, size_t why_size)
{
  return nn_plan_new_shared (net, level, NULL, why, why_size);
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

int
nn_plan_n_features (const NnPlan *plan)
{
  return plan->tap < plan->n_steps ? plan->steps[plan->tap].in.c : 0;
}

/* Floats of a scratch, and of the activations of each phase. */
static size_t
measure_scratch (const NnPlan *plan, size_t sizes[NN_PHASES])
{
  size_t n = plan->work_size;

  for (int p = 0; p < NN_PHASES; p++)
    {
      sizes[p] = (size_t) plan->phases[p].images * plan->phases[p].size;
      sizes[p] = align_floats (sizes[p]);
      n += 2 * sizes[p];
    }
  return n;
}

size_t
nn_scratch_size (const NnPlan *plan)
{
  size_t sizes[NN_PHASES];

  return measure_scratch (plan, sizes) * sizeof (float);
}

NnScratch *
nn_scratch_new (const NnPlan *plan)
{
  NnScratch *scratch = calloc (1, sizeof *scratch);
  size_t sizes[NN_PHASES], n = measure_scratch (plan, sizes);
  float *at;

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
