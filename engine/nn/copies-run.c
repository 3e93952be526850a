/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Passes of images that are copies of an original but for some cells.
 *
 * Of a map only what a change reaches is computed; everything else is the original's. A slot holds all maps of one copy
 * on its way. They are the original's until a step overwrites what has changed, and are made so again afterwards. Steps
 * compute what they do compute as in any pass, so that all bits are those of a whole pass. Of Winograd's tiles that is
 * each position by itself: where two thirds of a tile's inputs are old, so are most of its products.
 *
 * Neighbours go together: what differs from the original is much the same in all of them, a weight that was fetched
 * serves all, and where one has an input of 0 behind a ReLU the others often have it too. From the first small
 * map on everything has changed: that part of the pass is run as always, with as many images as a pass takes. */

#include "copies.h"

#include <string.h>

/* Puts the copy into the slot's input, and finds where it differs. */
static void
take_copy (NnCopies *self, int slot, const float *x)
{
  const NnOriginal *original = self->original;
  NnShape in = original->plan->input;
  Region *region = &self->regions[slot][0];
  float *map = nn_copies_map (self, slot, 0);

  *region = (Region){ { 0 } };
  for (int c = 0; c < in.c; c++)
    for (int row = 0; row < in.h; row++)
      {
        const float *here = x + (c * in.h + row) * (ptrdiff_t) in.w, *there = original->x + (here - x);

        if (memcmp (here, there, (size_t) in.w * sizeof *x) == 0)
          continue;
        for (int column = 0; column < in.w; column++)
          if (memcmp (here + column, there + column, sizeof *x) != 0)
            {
              region->rows[row] |= (uint64_t) 1 << column;
              map[(row * in.w + column) * (ptrdiff_t) original->plan->input_stride + c] = here[column];
            }
      }
}

static void
run_step (NnCopies *self, int i, int slot)
{
  const Run run = {
    .plan = self->original->plan,
    .step = &self->original->plan->steps[i],
    .n = 1,
    .x = nn_copies_map (self, slot, i),
    .y = nn_copies_map (self, slot, i + 1),
    .work = self->work,
  };

  if (run.step->kind == STEP_PATCH || run.step->kind == STEP_CONV)
    nn_run_region (&run, &self->regions[slot][i + 1]);
  else
    nn_run_step (&run);
}

/* Makes the slot's maps the original's again. */
static void
restore (NnCopies *self, int slot)
{
  const NnOriginal *original = self->original;
  const NnPlan *plan = original->plan;

  for (int i = 0; i <= original->places.n_steps; i++)
    {
      NnShape shape = i == 0 ? plan->input : plan->steps[i - 1].out;
      size_t stride = (size_t) (i == 0 ? plan->input_stride : plan->steps[i - 1].out_stride);

      for (int row = 0; row < shape.h; row++)
        if (self->regions[slot][i].rows[row] != 0)
          {
            Span span = span_of_row (self->regions[slot][i].rows[row]);
            size_t first = (size_t) (row * shape.w + span.first) * stride;

            memcpy (nn_copies_map (self, slot, i) + first, original->maps + original->places.maps[i] + first,
                    (size_t) (span.end - span.first) * stride * sizeof (float));
          }
    }
}

/* Brings up to n_slots copies to where maps are small; there they are `size` floats apart. */
static void
run_large_maps (NnCopies *self, int n, const float *x, float *y, size_t size)
{
  const NnOriginal *original = self->original;
  const NnPlan *plan = original->plan;
  int n_steps = original->places.n_steps;
  size_t n_in = n_values (plan->input, plan->input.c);
  size_t n_out = n_values (plan->steps[n_steps - 1].out, plan->steps[n_steps - 1].out_stride);

  for (int slot = 0; slot < n; slot++)
    take_copy (self, slot, x + (size_t) slot * n_in);
  for (int i = 0; i < n_steps; i++)
    {
      for (int slot = 0; slot < n; slot++)
        self->regions[slot][i + 1] = nn_region_reach (&plan->steps[i], &self->regions[slot][i]);
      if (plan->steps[i].kind == STEP_WINOGRAD)
        nn_copies_winograd (self, i, n);
      else
        for (int slot = 0; slot < n; slot++)
          run_step (self, i, slot);
    }
  for (int slot = 0; slot < n; slot++)
    {
      memcpy (y + (size_t) slot * size, nn_copies_map (self, slot, n_steps), n_out * sizeof *y);
      restore (self, slot);
    }
}

/* As in any pass, from `values` on, `size` floats apart. Returns where the outputs are. */
static const float *
run_small_maps (const NnCopies *self, NnScratch *scratch, int n)
{
  const NnPlan *plan = self->original->plan;
  float *const *values = scratch->values[NN_PHASES - 1];
  int now = 0;

  for (int i = self->original->places.n_steps; i < plan->n_steps; i++, now = !now)
    {
      const Run run = {
        .plan = plan,
        .step = &plan->steps[i],
        .n = n,
        .x = values[now],
        .y = values[!now],
        .image = (ptrdiff_t) plan->phases[NN_PHASES - 1].size,
        .work = scratch->work,
        .is_sparse = self->original->is_sparse[i],
      };

      nn_run_step (&run);
    }
  return values[now];
}

void
nn_forward_copies (NnCopies *copies, NnScratch *scratch, int n, const float *x, float *y)
{
  const NnPlan *plan = copies->original->plan;
  const Phase *last = &plan->phases[NN_PHASES - 1];
  size_t n_in = n_values (plan->input, plan->input.c), n_out = n_values (plan->output, plan->output.c);

  for (int done = 0; done < n;)
    {
      int end = n - done < last->images ? n : done + last->images;
      const float *results;

      for (int i = done; i < end; i += copies->n_slots)
        run_large_maps (copies, end - i < copies->n_slots ? end - i : copies->n_slots, x + (size_t) i * n_in,
                        scratch->values[NN_PHASES - 1][0] + (size_t) (i - done) * last->size, last->size);
      results = run_small_maps (copies, scratch, end - done);
      for (; done < end; done++, results += last->size)
        nn_gather_channels (plan->output, align_channels (plan->output.c), results, y + (size_t) done * n_out);
    }
}
