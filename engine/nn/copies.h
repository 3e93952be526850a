/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The insides of passes of changed copies: what copies.c keeps and copies-run.c uses. Map 0 is the input as the first
 * step reads it, map i + 1 what step i stores. */

#include "region.h"

enum { MAX_SLOTS = 12 };
enum { TILES_SIZE = 256 * 1024 }; /* floats of the work space that tiles take */

/* Where the maps of one image are: all those up to the first step whose maps are small. */
typedef struct {
  int n_steps;
  size_t maps[NN_MAX_LAYERS + 1]; /* in floats from the first */
  size_t size;                    /* of all of them */
} MapPlaces;

struct NnOriginal {
  const NnPlan *plan; /* borrowed */
  MapPlaces places;
  float *x;                             /* [c][h][w] */
  float *maps;                          /* as `places` says */
  const float *products[NN_MAX_LAYERS]; /* of Winograd's steps: [position][tile][channel] */
  bool is_sparse[NN_MAX_LAYERS];        /* steps that may leave out inputs of 0 */
  float *memory;                        /* what the pointers above point into */
};

/* A Winograd tile of a copy, and the positions of it that differ from the original's. */
typedef struct {
  int slot, row, column;
  uint64_t positions;
} Tile;

/* The maps of a slot are those of the original but while a copy goes through it. */
struct NnCopies {
  const NnOriginal *original; /* borrowed */
  int n_slots;
  float *maps;                          /* [slot] as the original's */
  Region (*regions)[NN_MAX_LAYERS + 1]; /* [slot][map]: where it differs from the original's */
  Tile *tiles;
  float *work;
  float *memory; /* what the pointers to floats point into */
};

/* Floats of the products of a Winograd step for one image. */
static inline size_t
products_size (const Step *step)
{
  return (size_t) ((step->m + 2) * (step->m + 2)) * winograd_position (step, 1, step->out_stride);
}

/* Winograd tiles whose inputs and products are in the work space together. */
static inline int
tiles_together (const Step *step)
{
  int n = TILES_SIZE / ((step->m + 2) * (step->m + 2) * (step->in_stride + step->out_stride));

  return n < MAX_SLOTS ? n < 1 ? 1 : n : n / MAX_SLOTS * MAX_SLOTS;
}

/* Floats from one position of that many tiles to the next: a cache line more, as in winograd_position(). */
static inline size_t
tiles_position (int n, int stride)
{
  return (size_t) n * (size_t) stride + 16;
}

/* Floats that they take. */
static inline size_t
tiles_work (const Step *step)
{
  return (size_t) ((step->m + 2) * (step->m + 2))
         * (tiles_position (tiles_together (step), step->in_stride)
            + tiles_position (tiles_together (step), step->out_stride));
}

static inline float *
nn_copies_map (const NnCopies *self, int slot, int map)
{
  return self->maps + (size_t) slot * self->original->places.size + self->original->places.maps[map];
}

/* Step i, a Winograd step, of n copies. */
void nn_copies_winograd (NnCopies *self, int i, int n);
