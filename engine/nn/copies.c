/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What is kept of an image's pass for those of its changed copies, and the room that they need. */

#include "copies.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_SIZE = 1 << 19 }; /* floats that the maps of all slots should stay below */

static size_t
larger (size_t a, size_t b)
{
  return a > b ? a : b;
}

/* ---- The original ---- */

static bool
fits_region (NnShape shape)
{
  return shape.h <= REGION_SIDE && shape.w <= REGION_SIDE;
}

bool
nn_plan_has_copies (const NnPlan *plan)
{
  int n_steps = plan->phases[1].end;
  bool has_conv = false;

  for (int i = 0; i < n_steps; i++)
    {
      const Step *step = &plan->steps[i];

      if (!fits_region (step->in) || !fits_region (step->raw) || !fits_region (step->out))
        return false;
      has_conv = has_conv || step->kind == STEP_CONV || step->kind == STEP_PATCH || step->kind == STEP_WINOGRAD;
    }
  return has_conv;
}

static MapPlaces
place_maps (const NnPlan *plan)
{
  MapPlaces places = { plan->phases[1].end, { 0 }, align_floats (n_values (plan->input, plan->input_stride)) };

  for (int i = 0; i < places.n_steps; i++)
    {
      const Step *step = &plan->steps[i];
      size_t raw = n_values (step->raw, step->out_stride), out = n_values (step->out, step->out_stride);
      bool keeps_raw = step->kind != STEP_PATCH && step->kind != STEP_WINOGRAD; /* in the map itself */

      places.maps[i + 1] = places.size;
      places.size += align_floats (keeps_raw ? larger (raw, out) : out);
    }
  return places;
}

/* Of spread filters; 0 times infinity would be no number, and could not be left out. */
static bool
are_finite (const Step *step)
{
  size_t n = (size_t) ((step->m + 2) * (step->m + 2)) * (size_t) step->n_blocks * (size_t) step->block_stride;
  float most = 0;

  for (size_t i = 0; i < n; i++)
    most = fabsf (step->weights[i]) > most ? fabsf (step->weights[i]) : most;
  return isfinite (most);
}

static size_t
measure_original (const NnPlan *plan, const MapPlaces *places)
{
  size_t n = places->size + align_floats (n_values (plan->input, plan->input.c));

  for (int i = 0; i < places->n_steps; i++)
    n += plan->steps[i].kind == STEP_WINOGRAD ? align_floats (products_size (&plan->steps[i])) : 0;
  return n;
}

static void
run_original (NnOriginal *self, NnScratch *scratch, const NnParallel *parallel, float *products)
{
  const NnPlan *plan = self->plan;

  nn_spread_channels (plan->input, plan->input_stride, self->x, self->maps);
  for (int i = 0; i < self->places.n_steps; i++)
    {
      const Step *step = &plan->steps[i];
      const Run run = { .plan = plan,
                        .step = step,
                        .n = 1,
                        .x = self->maps + self->places.maps[i],
                        .y = self->maps + self->places.maps[i + 1],
                        .work = scratch->work,
                        .parallel = parallel };

      nn_run_step (&run);
      if (step->kind != STEP_WINOGRAD)
        continue;
      nn_winograd_products (&run, products);
      self->products[i] = products;
      products += align_floats (products_size (step));
    }
}

NnOriginal *
nn_original_new (const NnPlan *plan, NnScratch *scratch, const NnParallel *parallel, const float *x)
{
  NnOriginal *self = calloc (1, sizeof *self);
  size_t n;

  if (!self || !nn_plan_has_copies (plan))
    goto fail;
  self->plan = plan;
  self->places = place_maps (plan);
  n = measure_original (plan, &self->places);
  self->memory = nn_alloc_floats (n);
  if (!self->memory)
    goto fail;
  memset (self->memory, 0, n * sizeof *self->memory);
  self->maps = self->memory;
  self->x = self->maps + self->places.size;
  memcpy (self->x, x, n_values (plan->input, plan->input.c) * sizeof *x);
  run_original (self, scratch, parallel, self->x + align_floats (n_values (plan->input, plan->input.c)));
  for (int i = 1; i < plan->n_steps; i++)
    self->is_sparse[i]
        = plan->steps[i - 1].post.is_relu && !plan->steps[i - 1].post.scale
          && (plan->steps[i].kind == STEP_CONV
              || (plan->steps[i].kind == STEP_WINOGRAD && plan->steps[i].m == 2 && are_finite (&plan->steps[i])));
  return self;

fail:
  nn_original_free (self);
  return NULL;
}

void
nn_original_free (NnOriginal *self)
{
  if (!self)
    return;
  free (self->memory);
  free (self);
}

/* ---- Room for copies ---- */

static int
count_slots (const MapPlaces *places)
{
  size_t n = SLOTS_SIZE / places->size;

  return n < 1 ? 1 : n > MAX_SLOTS ? (int) MAX_SLOTS : (int) n;
}

static size_t
measure_work (const NnPlan *plan, const MapPlaces *places)
{
  size_t n = 0;

  for (int i = 0; i < places->n_steps; i++)
    {
      const Step *step = &plan->steps[i];

      n = larger (n, step->kind == STEP_CONV       ? n_values (step->raw, step->out_stride)
                     : step->kind == STEP_WINOGRAD ? tiles_work (step)
                                                   : nn_step_work (step, 1));
    }
  return align_floats (n);
}

static size_t
count_tiles (const NnPlan *plan, const MapPlaces *places, int n_slots)
{
  int n = 1;

  for (int i = 0; i < places->n_steps; i++)
    if (plan->steps[i].kind == STEP_WINOGRAD && n_tiles (&plan->steps[i]) > n)
      n = n_tiles (&plan->steps[i]);
  return (size_t) n * (size_t) n_slots;
}

size_t
nn_copies_size (const NnPlan *plan)
{
  MapPlaces places = place_maps (plan);
  int n_slots = count_slots (&places);
  size_t floats = measure_work (plan, &places) + places.size * (size_t) n_slots;

  return (floats + measure_original (plan, &places)) * sizeof (float)
         + count_tiles (plan, &places, n_slots) * sizeof (Tile)
         + (size_t) n_slots * (NN_MAX_LAYERS + 1) * sizeof (Region);
}

NnCopies *
nn_copies_new (const NnOriginal *original)
{
  const NnPlan *plan = original->plan;
  const MapPlaces *places = &original->places;
  NnCopies *self = calloc (1, sizeof *self);
  size_t n_slots, work;

  if (!self)
    return NULL;
  self->original = original;
  self->n_slots = count_slots (places);
  n_slots = (size_t) self->n_slots;
  work = measure_work (plan, places);
  self->regions = calloc (n_slots, sizeof *self->regions);
  self->tiles = calloc (count_tiles (plan, places, self->n_slots), sizeof *self->tiles);
  self->memory = nn_alloc_floats (work + n_slots * places->size);
  if (!self->regions || !self->tiles || !self->memory)
    {
      nn_copies_free (self);
      return NULL;
    }
  self->work = self->memory;
  memset (self->work, 0, work * sizeof *self->work);
  self->maps = self->work + work;
  for (size_t slot = 0; slot < n_slots; slot++)
    memcpy (self->maps + slot * places->size, original->maps, places->size * sizeof *self->maps);
  return self;
}

void
nn_copies_free (NnCopies *self)
{
  if (!self)
    return;
  free (self->memory);
  free (self->tiles);
  free (self->regions);
  free (self);
}
