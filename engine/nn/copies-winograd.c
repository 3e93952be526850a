/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Winograd's steps of changed copies: the positions of tiles that differ from the original's, of several copies
 * together. */

#include "copies.h"

enum { MAX_PLACES = 384 }; /* tiles of one product that have a place each */
enum { LEAST_RUN = 8 };    /* tiles that need none */
enum { MAX_LISTS = 16 };   /* of zeros in common */
enum { TOGETHER = 12 };    /* tiles that are looked at for zeros in common */

typedef struct {
  ptrdiff_t x[MAX_PLACES], y[MAX_PLACES];
} Listed;

/* The transformed tiles and the products of all slots, as in winograd.c, but only of the tiles that are listed. */
typedef struct {
  NnCopies *copies;
  int i;
  const Step *step;
  const Tile *tiles;
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
      const Tile *tile = &space->tiles[t];
      const NnMap map = map_of_tile (step, step->in, step->in_stride, tile);

      space->copies->original->plan->kernels->spread (step->m, &map,
                                                      nn_copies_map (space->copies, tile->slot, space->i),
                                                      space->v + t * (ptrdiff_t) step->in_stride, space->v_position);
    }
}

static NnProduct
part_of_product (const NnProduct *product, int part, int n_parts)
{
  int first = first_of_part (product->pixels, part, n_parts);
  NnProduct some = *product;

  some.pixels = first_of_part (product->pixels, part + 1, n_parts) - first;
  some.x += first * product->x_stride;
  some.y += first * product->y_stride;
  return some;
}

/* A few tiles at a time, without the inputs that are 0 in all of them; as many as there is room for lists, so that a
 * block of weights stays in the first-level cache for all. */
static void
multiply_sparse (const NnKernels *kernels, const NnProduct *product)
{
  uint16_t inputs[2 * NN_MAX_CHANNELS];
  int counts[MAX_LISTS], size = product->k + NN_LIST_PADDING, most = (int) (sizeof inputs / sizeof *inputs) / size;
  int n_parts = (product->pixels + TOGETHER - 1) / TOGETHER;

  most = most < MAX_LISTS ? most : MAX_LISTS;
  for (int first = 0; first < n_parts; first += most)
    {
      int end = first + most < n_parts ? first + most : n_parts;

      for (int part = first; part < end; part++)
        {
          NnProduct some = part_of_product (product, part, n_parts);

          counts[part - first] = kernels->list_inputs (&some, inputs + (part - first) * size);
        }
      for (int block = 0; block < product->blocks; block++)
        for (int part = first; part < end; part++)
          {
            NnProduct some = part_of_product (product, part, n_parts);

            some.blocks = 1;
            some.w += block * product->w_stride;
            some.y += block * 2 * kernels->lanes;
            some.inputs = inputs + (part - first) * size;
            some.n_inputs = counts[part - first];
            kernels->multiply (&some);
          }
    }
}

/* The product of a position with tiles that follow each other, or with n that are listed. */
static void
multiply_run (const Space *space, int position, int first, int n, const Listed *listed)
{
  const Step *step = space->step;
  const NnProduct product = {
    .pixels = n,
    .blocks = step->n_blocks,
    .k = step->k,
    .runs = 1,
    .x = space->v + position * space->v_position + first * (ptrdiff_t) step->in_stride,
    .x_stride = step->in_stride,
    .x_places = listed ? listed->x : NULL,
    .w = step->weights + (size_t) position * (size_t) step->n_blocks * (size_t) step->block_stride,
    .w_stride = step->block_stride,
    .y = space->products + position * space->p_position + first * (ptrdiff_t) step->out_stride,
    .y_stride = step->out_stride,
    .y_places = listed ? listed->y : NULL,
  };

  if (n > 0 && !listed && space->copies->original->is_sparse[space->i])
    multiply_sparse (space->copies->original->plan->kernels, &product);
  else if (n > 0)
    space->copies->original->plan->kernels->multiply (&product);
}

/* Products of many tiles that follow each other; the others are listed, and go together. */
static void
multiply_position (const Space *space, int position)
{
  const Tile *tiles = space->tiles;
  const Step *step = space->step;
  Listed listed;
  int n = 0;

  for (int t = 0, end; t < space->n_tiles; t = end)
    {
      end = t + 1;
      if (!(tiles[t].positions >> position & 1))
        continue;
      while (end < space->n_tiles && tiles[end].positions >> position & 1)
        end++;
      if (end - t >= LEAST_RUN)
        multiply_run (space, position, t, end - t, NULL);
      else
        for (int i = t; i < end; i++)
          {
            listed.x[n] = i * (ptrdiff_t) step->in_stride;
            listed.y[n++] = i * (ptrdiff_t) step->out_stride;
            if (n == MAX_PLACES)
              {
                multiply_run (space, position, 0, n, &listed);
                n = 0;
              }
          }
    }
  multiply_run (space, position, 0, n, &listed);
}

static void
multiply_tiles (const Space *space)
{
  for (int position = 0; position < (space->step->m + 2) * (space->step->m + 2); position++)
    multiply_position (space, position);
}

static void
gather_tiles (const Space *space)
{
  const Step *step = space->step;
  const NnOriginal *original = space->copies->original;
  int columns = (step->raw.w + step->m - 1) / step->m;

  for (int t = 0; t < space->n_tiles; t++)
    {
      const Tile *tile = &space->tiles[t];
      const NnMap map = map_of_tile (step, step->raw, step->out_stride, tile);
      const NnGathered gathered = {
        .products = space->products + t * (ptrdiff_t) step->out_stride,
        .position = space->p_position,
        .bias = step->bias,
        .post = &step->post,
        .y = nn_copies_map (space->copies, tile->slot, space->i + 1),
        .others = original->products[space->i] + (tile->row * columns + tile->column) * (ptrdiff_t) step->out_stride,
        .others_position = (ptrdiff_t) winograd_position (step, 1, step->out_stride),
        .is_own = tile->positions,
      };

      original->plan->kernels->gather (step->m, &map, &gathered);
    }
}

/* Some tiles at a time: what they are spread to and their products should stay in the second-level cache. */
void
nn_copies_winograd (NnCopies *self, int i, int n)
{
  const Step *step = &self->original->plan->steps[i];
  size_t positions = (size_t) ((step->m + 2) * (step->m + 2));
  int n_tiles = list_tiles (self, step, i, n);
  int most = tiles_together (step);
  Space space = {
    .copies = self,
    .i = i,
    .step = step,
    .v_position = (ptrdiff_t) tiles_position (most, step->in_stride),
    .p_position = (ptrdiff_t) tiles_position (most, step->out_stride),
    .v = self->work,
  };

  space.products = space.v + positions * (size_t) space.v_position;
  for (int first = 0; first < n_tiles; first += most)
    {
      space.tiles = self->tiles + first;
      space.n_tiles = n_tiles - first < most ? n_tiles - first : most;
      spread_tiles (&space);
      multiply_tiles (&space);
      gather_tiles (&space);
    }
}
