/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The plan of a traced pass. Forward it uses the plan's own steps and weights, each without what it would do on
 * storing, so that nothing is skipped and every value has the bits that it has in the pass. Back, a convolution is a
 * convolution again, its filters turned by 180° and its input and output channels exchanged, and a linear layer is one
 * with its matrix transposed: they are packed as the plan's are and run by the same kernels. */

#include "pack.h"
#include "trace.h"

#include <stdlib.h>
#include <string.h>

/* ---- Forward ---- */

static void
make_slots (NnTracePlan *self, const NnShape *shapes)
{
  for (int i = 0; i <= self->n_layers; i++)
    {
      Slot *slot = &self->slots[i];

      slot->shape = shapes[i];
      slot->stride = i == 0 ? self->plan->input_stride : align_channels (shapes[i].c);
      slot->values = self->value_size;
      slot->derivatives = self->derivative_size;
      self->value_size += align_floats (n_values (shapes[i], slot->stride));
      self->derivative_size += n_values (shapes[i], align_channels (shapes[i].c));
    }
}

/* The plan's step of a layer as it is traced: all of its output is wanted, also what a pool would drop, and nothing is
 * done on storing. */
static void
take_steps (NnTracePlan *self)
{
  for (int i = 0; i < self->plan->n_steps; i++)
    {
      const Step *step = &self->plan->steps[i];
      TraceLayer *layer = &self->layers[step->layer];

      if (step->kind == STEP_NOTHING)
        continue;
      layer->has_step = true;
      layer->reads = step->reads;
      layer->step = *step;
      layer->step.raw = layer->step.out = self->slots[step->layer + 1].shape;
      layer->step.out_stride = self->slots[step->layer + 1].stride;
      layer->step.post = (NnPost){ 0 };
    }
}

static bool
pack_norms (NnTracePlan *self, const NnNet *net)
{
  size_t n = 0;
  float *at;

  for (int i = 0; i < self->n_layers; i++)
    n += net->layers[i].op == NN_BATCHNORM ? 2 * (size_t) align_channels (self->slots[i].shape.c) : 0;
  at = self->norms = nn_alloc_floats (n);
  for (int i = 0; i < self->n_layers && at; i++)
    {
      int c = self->slots[i].shape.c, stride = align_channels (c);

      if (net->layers[i].op != NN_BATCHNORM)
        continue;
      nn_pack_norm (&net->layers[i], c, stride, at, at + stride);
      self->layers[i].scale = at;
      self->layers[i].shift = at + stride;
      at += 2 * stride;
    }
  return self->norms;
}

/* ---- Back ---- */

/* weight[o][i][tap] to turned[i][o][taps - 1 - tap]. */
static float *
turn_weights (const NnLayer *layer, size_t n_in)
{
  size_t n_out = (size_t) layer->out, n_taps = layer->op == NN_CONV ? 9 : 1;
  float *turned = malloc (n_in * n_out * n_taps * sizeof *turned);

  for (size_t o = 0; o < n_out && turned; o++)
    for (size_t i = 0; i < n_in; i++)
      for (size_t tap = 0; tap < n_taps; tap++)
        turned[(i * n_out + o) * n_taps + n_taps - 1 - tap] = layer->weight[(o * n_in + i) * n_taps + tap];
  return turned;
}

static Step
make_back_step (const NnLayer *layer, const Slot *from, const Slot *to)
{
  Step step = {
    .kind = layer->op == NN_LINEAR ? STEP_LINEAR
            : layer->out <= 8      ? STEP_PATCH
                                   : STEP_CONV,
    .in = from->shape,
    .raw = to->shape,
    .out = to->shape,
    .in_stride = align_channels (from->shape.c),
    .out_stride = align_channels (to->shape.c),
  };

  if (step.kind == STEP_CONV && (step.m = nn_winograd_choose (step.in, step.raw)) > 0)
    step.kind = STEP_WINOGRAD;
  return step;
}

/* What the way back is packed from, while the plan is built. */
typedef struct {
  NnLayer layers[NN_MAX_LAYERS];
  Source sources[NN_MAX_LAYERS];
  float *weights[NN_MAX_LAYERS]; /* owned */
  float *zeros;                  /* owned: there is no bias on the way back */
} Turned;

static bool
make_back_steps (NnTracePlan *self, const NnNet *net, Turned *turned)
{
  size_t most = 0;

  for (int i = 0; i < self->n_layers; i++)
    {
      const NnLayer *layer = &net->layers[i];
      int n = self->back.n_steps;
      size_t c = (size_t) self->slots[i].shape.c;

      if (layer->op != NN_CONV && layer->op != NN_LINEAR)
        continue;
      self->back.steps[n] = make_back_step (layer, &self->slots[i + 1], &self->slots[i]);
      self->back.steps[n].layer = i;
      turned->weights[n] = turn_weights (layer, c);
      if (!turned->weights[n])
        return false;
      turned->layers[n] = (NnLayer){ .op = layer->op, .out = (int) c, .weight = turned->weights[n] };
      turned->sources[n] = (Source){ .work = &turned->layers[n] };
      most = c > most ? c : most;
      self->back.n_steps++;
    }
  turned->zeros = calloc (most + 1, sizeof *turned->zeros);
  for (int n = 0; n < self->back.n_steps; n++)
    turned->layers[n].bias = turned->zeros;
  return turned->zeros;
}

static bool
pack_back (NnTracePlan *self, const NnNet *net, const NnParallel *parallel)
{
  Turned *turned = calloc (1, sizeof *turned);
  Arena arena = { NULL, 0 };
  bool is_packed = false;

  if (!turned || !make_back_steps (self, net, turned))
    goto out;
  nn_pack_steps (&self->back, turned->sources, &arena, NULL); /* with no memory yet: measures */
  self->back.arena = arena.base = nn_alloc_floats (arena.used);
  arena.used = 0;
  if (!arena.base)
    goto out;
  nn_pack_steps (&self->back, turned->sources, &arena, parallel);
  for (int n = 0; n < self->back.n_steps; n++)
    self->layers[self->back.steps[n].layer].back = self->back.steps[n];
  is_packed = true;

out:
  for (int n = 0; turned && n < NN_MAX_LAYERS; n++)
    free (turned->weights[n]);
  if (turned)
    free (turned->zeros);
  free (turned);
  return is_packed;
}

NnTracePlan *
nn_trace_plan_new (const NnPlan *plan, const NnNet *net, const NnParallel *parallel)
{
  NnTracePlan *self = calloc (1, sizeof *self);
  NnShape *shapes = calloc (NN_MAX_LAYERS + 1, sizeof *shapes);
  bool is_built = false;

  if (!self || !shapes || !nn_net_check (net, shapes, NULL, 0))
    goto out;
  self->plan = plan;
  self->n_layers = net->n_layers;
  self->layers = calloc ((size_t) net->n_layers, sizeof *self->layers);
  self->slots = calloc ((size_t) net->n_layers + 1, sizeof *self->slots);
  if (!self->layers || !self->slots)
    goto out;
  for (int i = 0; i < net->n_layers; i++)
    {
      self->layers[i].op = net->layers[i].op;
      self->layers[i].out = net->layers[i].out;
    }
  self->back.level = plan->level;
  self->back.kernels = plan->kernels;
  make_slots (self, shapes);
  take_steps (self);
  is_built = pack_norms (self, net) && pack_back (self, net, parallel);

out:
  free (shapes);
  if (is_built)
    return self;
  nn_trace_plan_free (self);
  return NULL;
}

void
nn_trace_plan_free (NnTracePlan *self)
{
  if (!self)
    return;
  free (self->back.arena);
  free (self->norms);
  free (self->layers);
  free (self->slots);
  free (self);
}

/* ---- Memory for a pass ---- */

static size_t
measure_work (const NnTracePlan *self, int n)
{
  size_t most = 0;

  for (int i = 0; i < self->n_layers; i++)
    {
      const TraceLayer *layer = &self->layers[i];
      size_t forward = layer->has_step ? nn_step_work (&layer->step, n) : 0;
      size_t back = layer->op == NN_CONV ? nn_step_work (&layer->back, n) : 0;

      most = forward > most ? forward : most;
      most = back > most ? back : most;
    }
  return align_floats (most);
}

size_t
nn_trace_size (const NnTracePlan *self, int n_images)
{
  return ((self->value_size + self->derivative_size) * (size_t) n_images + measure_work (self, n_images))
         * sizeof (float);
}

NnTrace *
nn_trace_new (const NnTracePlan *self, int n_images)
{
  NnTrace *trace = calloc (1, sizeof *trace);
  size_t size = nn_trace_size (self, n_images);

  if (!trace || !(trace->memory = nn_alloc_floats (size / sizeof (float))))
    {
      free (trace);
      return NULL;
    }
  memset (trace->memory, 0, size);
  trace->values = trace->memory;
  trace->derivatives = trace->values + self->value_size * (size_t) n_images;
  trace->work = trace->derivatives + self->derivative_size * (size_t) n_images;
  return trace;
}

void
nn_trace_free (NnTrace *trace)
{
  if (!trace)
    return;
  free (trace->memory);
  free (trace);
}
