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

enum { MAX_PLACES = 384 }; /* tiles of one product */

static float *
map_of (const NnCopies *self, int slot, int map)
{
  return self->maps + (size_t) slot * self->original->places.size + self->original->places.maps[map];
}

/* ---- Winograd ---- */

/* The transformed tiles and the products of all slots, as in winograd.c, but only of the tiles that are listed. */
typedef struct {
  NnCopies *copies;
  int i;
  const Step *step;
  int n_tiles;
  ptrdiff_t v_position, p_position;
  float *v, *products;
} Space;

/* Tiles of the same place follow each other. Returns how many there are. */
static int
list_tiles (NnCopies *self, const Step *step, int i, int n)
{
  int rows = (step->raw.h + step->m - 1) / step->m, columns = (step->raw.w + step->m - 1) / step->m, n_tiles = 0;

  for (int tile = 0; tile < rows * columns; tile++)
    for (int slot = 0; slot < n; slot++)
      {
        Tile at = { slot, tile / columns, tile % columns, 0 };

        at.positions = nn_region_positions (step, &self->regions[slot][i], at.row, at.column);
        if (at.positions)
          self->tiles[n_tiles++] = at;
      }
  return n_tiles;
}

static NnMap
map_of_tile (const Step *step, NnShape shape, int stride, const Tile *tile)
{
  int row = tile->row * step->m, column = tile->column * step->m;

  return (NnMap){ shape.h, shape.w, stride, column + 1, row, row + 1, column };
}

static void
spread_tiles (const Space *space)
{
  const Step *step = space->step;

  for (int t = 0; t < space->n_tiles; t++)
    {
      const Tile *tile = &space->copies->tiles[t];
      const NnMap map = map_of_tile (step, step->in, step->in_stride, tile);

      space->copies->original->plan->kernels->spread (step->m, &map, map_of (space->copies, tile->slot, space->i),
                                                      space->v + t * (ptrdiff_t) step->in_stride, space->v_position);
    }
}

/* The product of a position with its listed tiles. */
static void
multiply_places (const Space *space, int position, int n, const ptrdiff_t *x_places, const ptrdiff_t *y_places)
{
  const Step *step = space->step;
  const NnProduct product = {
    .pixels = n,
    .blocks = step->n_blocks,
    .k = step->k,
    .runs = 1,
    .x = space->v + position * space->v_position,
    .x_places = x_places,
    .w = step->weights + (size_t) position * (size_t) step->n_blocks * (size_t) step->block_stride,
    .w_stride = step->block_stride,
    .y = space->products + position * space->p_position,
    .y_places = y_places,
    .is_sparse = space->copies->original->is_sparse[space->i],
  };

  if (n > 0)
    space->copies->original->plan->kernels->multiply (&product);
}

static void
multiply_tiles (const Space *space)
{
  const Step *step = space->step;
  ptrdiff_t x_places[MAX_PLACES], y_places[MAX_PLACES];

  for (int position = 0; position < (step->m + 2) * (step->m + 2); position++)
    {
      int n = 0;

      for (int t = 0; t < space->n_tiles; t++)
        {
          if (!(space->copies->tiles[t].positions >> position & 1))
            continue;
          x_places[n] = t * (ptrdiff_t) step->in_stride;
          y_places[n++] = t * (ptrdiff_t) step->out_stride;
          if (n < MAX_PLACES)
            continue;
          multiply_places (space, position, n, x_places, y_places);
          n = 0;
        }
      multiply_places (space, position, n, x_places, y_places);
    }
}

static void
gather_tiles (const Space *space)
{
  const Step *step = space->step;
  const NnOriginal *original = space->copies->original;
  int columns = (step->raw.w + step->m - 1) / step->m;

  for (int t = 0; t < space->n_tiles; t++)
    {
      const Tile *tile = &space->copies->tiles[t];
      const NnMap map = map_of_tile (step, step->raw, step->out_stride, tile);
      const NnGathered gathered = {
        .products = space->products + t * (ptrdiff_t) step->out_stride,
        .position = space->p_position,
        .bias = step->bias,
        .post = &step->post,
        .y = map_of (space->copies, tile->slot, space->i + 1),
        .others = original->products[space->i] + (tile->row * columns + tile->column) * (ptrdiff_t) step->out_stride,
        .others_position = (ptrdiff_t) winograd_position (step, 1, step->out_stride),
        .is_own = tile->positions,
      };

      original->plan->kernels->gather (step->m, &map, &gathered);
    }
}

static void
run_winograd (NnCopies *self, int i, int n)
{
  const Step *step = &self->original->plan->steps[i];
  Space space = {
    .copies = self,
    .i = i,
    .step = step,
    .n_tiles = list_tiles (self, step, i, n),
    .v_position = (ptrdiff_t) winograd_position (step, self->n_slots, step->in_stride),
    .p_position = (ptrdiff_t) winograd_position (step, self->n_slots, step->out_stride),
    .v = self->work,
  };

  space.products = space.v + (step->m + 2) * (step->m + 2) * space.v_position;
  spread_tiles (&space);
  multiply_tiles (&space);
  gather_tiles (&space);
}

/* ---- The pass ---- */

/* Puts the copy into the slot's input, and finds where it differs. */
static void
take_copy (NnCopies *self, int slot, const float *x)
{
  const NnOriginal *original = self->original;
  NnShape in = original->plan->input;
  Region *region = &self->regions[slot][0];
  float *map = map_of (self, slot, 0);

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
    .x = map_of (self, slot, i),
    .y = map_of (self, slot, i + 1),
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

            memcpy (map_of (self, slot, i) + first, original->maps + original->places.maps[i] + first,
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
        run_winograd (self, i, n);
      else
        for (int slot = 0; slot < n; slot++)
          run_step (self, i, slot);
    }
  for (int slot = 0; slot < n; slot++)
    {
      memcpy (y + (size_t) slot * size, map_of (self, slot, n_steps), n_out * sizeof *y);
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
