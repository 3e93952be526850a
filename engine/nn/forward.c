/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The forward pass: the plan's steps, one after the other.
 *
 * Large maps go one image at a time, because an image's activations then stay in the cache. Once maps are small, the
 * weights weigh more than the activations, and several images go together, so that a weight that was fetched serves
 * them all. */

#include "plan.h"

#include <string.h>

static inline void
interleave (size_t n_pixels, size_t n_channels, size_t stride, const float *x, float *y)
{
  for (size_t p = 0; p < n_pixels; p++)
    for (size_t c = 0; c < n_channels; c++)
      y[p * stride + c] = x[c * n_pixels + p];
}

void
nn_spread_channels (NnShape shape, int stride, const float *x, float *y)
{
  size_t n_pixels = (size_t) shape.h * (size_t) shape.w;

  if (stride != shape.c)
    memset (y, 0, n_values (shape, stride) * sizeof *y);
  if (shape.c == 3 && stride == 3)
    interleave (n_pixels, 3, 3, x, y); /* known to the compiler: colours are a hundredth of a pass otherwise */
  else
    interleave (n_pixels, (size_t) shape.c, (size_t) stride, x, y);
}

void
nn_gather_channels (NnShape shape, int stride, const float *x, float *y)
{
  size_t n_pixels = (size_t) shape.h * (size_t) shape.w;

  for (size_t p = 0; p < n_pixels; p++)
    for (size_t c = 0; c < (size_t) shape.c; c++)
      y[c * n_pixels + p] = x[p * (size_t) stride + c];
}

/* The part of a pass that all steps have in common. */
typedef struct {
  const NnPlan *plan;
  NnScratch *scratch;
  const NnParallel *parallel;
  float *features; /* of the images that are on their way, or NULL */
} Pass;

/* What the tapped step is about to read. */
static void
give_features (const Pass *pass, int n, const float *x, size_t image)
{
  size_t size = (size_t) nn_plan_n_features (pass->plan);

  for (size_t i = 0; i < (size_t) n; i++)
    memcpy (pass->features + i * size, x + i * image, size * sizeof *x);
}

/* Brings n images through phase p and those before it. Returns where their activations are, phases[p].size floats
 * apart. */
static const float *
run_phase (const Pass *pass, int p, int n, const float *x)
{
  const Phase *phase = &pass->plan->phases[p], *before = p > 0 ? phase - 1 : NULL;
  float *const *values = pass->scratch->values[p];
  size_t n_in = n_values (pass->plan->input, pass->plan->input.c);
  int n_parts = before ? (n + before->images - 1) / before->images : 0, now = 0;

  if (!before)
    nn_spread_channels (pass->plan->input, pass->plan->input_stride, x, values[0]);
  for (int part = 0, done = 0; part < n_parts; part++) /* as even as can be */
    {
      int end = first_of_part (n, part + 1, n_parts);
      const float *results = run_phase (pass, p - 1, end - done, x + (size_t) done * n_in);

      for (; done < end; done++, results += before->size)
        memcpy (values[0] + (size_t) done * phase->size, results, phase->in_size * sizeof *x);
    }
  for (int i = before ? before->end : 0; i < phase->end; i++, now = !now)
    {
      const Run run
          = { pass->plan,          &pass->plan->steps[i], n, values[now], values[!now], (ptrdiff_t) phase->size,
              pass->scratch->work, pass->parallel, false };

      if (i == pass->plan->tap && pass->features)
        give_features (pass, n, values[now], phase->size);
      nn_run_step (&run);
    }
  return values[now];
}

static void
forward (Pass *pass, int batch, const float *x, float *y)
{
  const NnPlan *plan = pass->plan;
  size_t n_in = n_values (plan->input, plan->input.c), n_out = n_values (plan->output, plan->output.c);
  const Phase *last = &plan->phases[NN_PHASES - 1];
  int n_parts = (batch + last->images - 1) / last->images;

  for (int part = 0, done = 0; part < n_parts; part++)
    {
      int end = first_of_part (batch, part + 1, n_parts);
      const float *results = run_phase (pass, NN_PHASES - 1, end - done, x + (size_t) done * n_in);

      if (pass->features)
        pass->features += (size_t) (end - done) * (size_t) nn_plan_n_features (plan);
      for (; done < end; done++, results += last->size)
        nn_gather_channels (plan->output, align_channels (plan->output.c), results, y + (size_t) done * n_out);
    }
}

void
nn_forward (const NnPlan *plan, NnScratch *scratch, int batch, const float *x, float *y)
{
  Pass pass = { plan, scratch, NULL, NULL };

  forward (&pass, batch, x, y);
}

void
nn_forward_shared (const NnPlan *plan, NnScratch *scratch, const NnParallel *parallel, const float *x, float *y)
{
  Pass pass = { plan, scratch, parallel, NULL };

  forward (&pass, 1, x, y);
}

void
nn_forward_features (const NnPlan *plan, NnScratch *scratch, const NnParallel *parallel, const NnBatch *batch)
{
  Pass pass = { plan, scratch, parallel, batch->features };

  forward (&pass, batch->n, batch->x, batch->y);
}
