/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-steps.h"

#include <math.h>

static LensNetKind
kind_of (const char *op, gboolean is_first)
{
  if (g_str_equal (op, "conv"))
    return LENS_NET_CONV;
  if (g_str_equal (op, "linear"))
    return LENS_NET_DENSE;
  if (g_str_equal (op, "maxpool") || g_str_equal (op, "avgpool"))
    return LENS_NET_POOL;
  if (is_first && !g_str_equal (op, "flatten"))
    return LENS_NET_NORM;

  return LENS_NET_INPUT; /* part of the step before */
}

/* What the next step reads of a pool, but not flattened; of the others what ReLU makes. */
static void
choose_shown (LensNetStep *step, DermActivations *activations)
{
  int shape[3];
  gsize n;

  step->shown = step->first;
  for (int layer = step->first + 1; layer <= step->last; layer++)
    {
      const char *op = derm_activations_get_op (activations, layer);

      if (g_str_equal (op, "flatten"))
        break;
      if (step->kind == LENS_NET_INPUT)
        break;
      step->shown = layer;
      if (step->kind != LENS_NET_POOL && g_str_equal (op, "relu"))
        break;
    }
  derm_activations_get_values (activations, step->shown, shape, &n);
  step->channels = shape[0];
  step->rows = shape[1];
  step->columns = shape[2];
}

/* A convolution that reads maps of another size than the one before begins a block; dense layers are in none. */
static void
number_steps (GArray *steps, DermActivations *activations)
{
  int counts[LENS_NET_LOGITS + 1] = { 0 }, block = 0, rows = 0, columns = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      LensNetStep *step = &g_array_index (steps, LensNetStep, i);
      int shape[3];
      gsize n;

      step->number = ++counts[step->kind];
      if (step->kind == LENS_NET_CONV)
        {
          derm_activations_get_values (activations, step->first - 1, shape, &n);
          if (block == 0 || shape[1] != rows || shape[2] != columns)
            block++;
          rows = shape[1];
          columns = shape[2];
        }
      step->block = step->kind == LENS_NET_CONV || step->kind == LENS_NET_POOL ? block : 0;
    }
}

GArray *
lens_net_steps_new (DermActivations *activations)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (LensNetStep));
  LensNetStep next = { .kind = LENS_NET_INPUT, .first = -1, .last = -1 };
  int n_layers;

  g_return_val_if_fail (DERM_IS_ACTIVATIONS (activations), steps);

  n_layers = derm_activations_get_n_layers (activations);
  g_array_append_val (steps, next);
  for (int layer = 0; layer < n_layers; layer++)
    {
      LensNetKind kind = kind_of (derm_activations_get_op (activations, layer), steps->len == 1);

      next = (LensNetStep){ .kind = kind, .first = layer, .last = layer };
      if (kind == LENS_NET_INPUT)
        g_array_index (steps, LensNetStep, steps->len - 1).last = layer;
      else
        g_array_append_val (steps, next);
    }
  if (steps->len > 1 && g_array_index (steps, LensNetStep, steps->len - 1).kind == LENS_NET_DENSE)
    g_array_index (steps, LensNetStep, steps->len - 1).kind = LENS_NET_LOGITS;
  for (guint i = 0; i < steps->len; i++)
    choose_shown (&g_array_index (steps, LensNetStep, i), activations);
  number_steps (steps, activations);

  return steps;
}

gboolean
lens_net_step_is_vector (const LensNetStep *step)
{
  return step->rows == 1 && step->columns == 1;
}

int
lens_net_steps_find (GArray *steps, int layer)
{
  for (guint i = 0; i < steps->len; i++)
    if (layer <= g_array_index (steps, LensNetStep, i).last)
      return (int) i;

  return (int) steps->len - 1;
}

DermCell
lens_net_steps_resolve (GArray *steps, DermActivations *activations, const DermCell *cell)
{
  const LensNetStep *step = &g_array_index (steps, LensNetStep, lens_net_steps_find (steps, cell->layer));
  DermCell at = *cell;

  while (at.layer > step->shown) /* a norm, ReLU or flattening: each has one cell in front of it */
    {
      int n = 0;
      g_autofree DermTerm *terms = derm_activations_list_terms (activations, &at, &n);

      if (n == 0)
        break;
      at = terms[0].cell;
    }

  return at;
}

typedef struct {
  int channel;
  double strength;
} Map;

static int
compare_maps (gconstpointer a, gconstpointer b)
{
  const Map *first = a, *second = b;

  if (first->strength != second->strength)
    return first->strength > second->strength ? -1 : 1;

  return first->channel - second->channel;
}

int *
lens_net_step_list_maps (const LensNetStep *step, DermActivations *activations, gboolean is_by_strength)
{
  int *channels = g_new (int, step->channels), n_cells = step->rows * step->columns;
  g_autofree Map *maps = g_new0 (Map, step->channels);
  gsize n;
  const float *values = derm_activations_get_values (activations, step->shown, NULL, &n);

  for (int c = 0; c < step->channels; c++)
    {
      maps[c].channel = c;
      for (int i = 0; i < n_cells; i++)
        maps[c].strength += fabs ((double) values[c * n_cells + i]);
    }
  if (is_by_strength)
    qsort (maps, (size_t) step->channels, sizeof (Map), compare_maps);
  for (int c = 0; c < step->channels; c++)
    channels[c] = maps[c].channel;

  return channels;
}

DermCell
lens_net_step_find_largest (const LensNetStep *step, DermActivations *activations, int channel)
{
  int n_cells = step->rows * step->columns, largest = 0;
  gsize n;
  const float *values = derm_activations_get_values (activations, step->shown, NULL, &n) + (gsize) channel * n_cells;

  for (int i = 1; i < n_cells; i++)
    if (values[i] > values[largest])
      largest = i;

  return (DermCell){ step->shown, channel, largest / step->columns, largest % step->columns };
}
