/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* A traced pass: forward layer by layer, every output kept; then back. */

#include "trace.h"

#include <string.h>

/* ---- Forward ---- */

/* ReLU, maximum pool and batch norm, as the kernels do them on storing. */
static void
run_post_layer (const NnTracePlan *plan, int i, const float *x, float *y)
{
  const TraceLayer *layer = &plan->layers[i];
  const Slot *in = &plan->slots[i], *out = &plan->slots[i + 1];
  const NnPost post = { layer->op == NN_RELU, layer->op == NN_MAXPOOL, layer->scale, layer->shift };
  const NnStored stored = { in->shape.h, in->shape.w, out->stride, x, in->shape.w * (ptrdiff_t) out->stride, y };

  plan->plan->kernels->post (&post, &stored);
}

static void
run_layer (const NnTracePlan *plan, NnTrace *trace, int i)
{
  const TraceLayer *layer = &plan->layers[i];
  const Slot *in = &plan->slots[i], *out = &plan->slots[i + 1];
  ptrdiff_t image = (ptrdiff_t) plan->value_size;

  if (layer->has_step)
    {
      const Run run = { plan->plan,
                        &layer->step,
                        trace->n,
                        trace->values + plan->slots[layer->reads].values,
                        trace->values + out->values,
                        image,
                        trace->work,
                        NULL,
                        false };

      nn_run_step (&run);
      return;
    }
  for (int n = 0; n < trace->n; n++)
    {
      float *values = trace->values + n * image;

      if (layer->op == NN_FLATTEN) /* of single pixels */
        memcpy (values + out->values, values + in->values, n_values (in->shape, in->stride) * sizeof *values);
      else
        run_post_layer (plan, i, values + in->values, values + out->values);
    }
}

void
nn_trace_forward (const NnTracePlan *plan, NnTrace *trace, int n, const float *x)
{
  const Slot *input = &plan->slots[0];

  trace->n = n;
  for (int i = 0; i < n; i++)
    nn_spread_channels (input->shape, input->stride, x + (size_t) i * n_values (input->shape, input->shape.c),
                        trace->values + (size_t) i * plan->value_size);
  for (int i = 0; i < plan->n_layers; i++)
    run_layer (plan, trace, i);
}

void
nn_trace_values (const NnTracePlan *plan, const NnTrace *trace, int image, int layer, float *y)
{
  const Slot *slot = &plan->slots[layer + 1];

  nn_gather_channels (slot->shape, slot->stride, trace->values + (size_t) image * plan->value_size + slot->values, y);
}

/* ---- Back ---- */

static void
run_layer_back (const NnTracePlan *plan, NnTrace *trace, int i)
{
  const TraceLayer *layer = &plan->layers[i];

  if (layer->op == NN_CONV || layer->op == NN_LINEAR)
    {
      const Run run = { &plan->back,
                        &layer->back,
                        trace->n,
                        trace->derivatives + plan->slots[i + 1].derivatives,
                        trace->derivatives + plan->slots[i].derivatives,
                        (ptrdiff_t) plan->derivative_size,
                        trace->work,
                        NULL,
                        false };

      nn_run_step (&run);
      return;
    }
  for (int n = 0; n < trace->n; n++)
    nn_trace_op_back (plan, i, trace->values + (size_t) n * plan->value_size,
                      trace->derivatives + (size_t) n * plan->derivative_size);
}

void
nn_trace_backward (const NnTracePlan *plan, NnTrace *trace, int from, const float *gy, int to)
{
  const Slot *slot = &plan->slots[from + 1];

  for (int n = 0; n < trace->n; n++)
    nn_spread_channels (slot->shape, align_channels (slot->shape.c),
                        gy + (size_t) n * n_values (slot->shape, slot->shape.c),
                        trace->derivatives + (size_t) n * plan->derivative_size + slot->derivatives);
  for (int i = from; i > to; i--)
    run_layer_back (plan, trace, i);
}

void
nn_trace_gradient (const NnTracePlan *plan, const NnTrace *trace, int image, int layer, float *gx)
{
  const Slot *slot = &plan->slots[layer + 1];

  nn_gather_channels (slot->shape, align_channels (slot->shape.c),
                      trace->derivatives + (size_t) image * plan->derivative_size + slot->derivatives, gx);
}
