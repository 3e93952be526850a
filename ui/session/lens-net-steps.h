/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* The layers of a network as a person counts them: a convolution with its ReLU is one, a pool with the norm behind it is one.
 */

typedef enum {
  LENS_NET_INPUT,
  LENS_NET_NORM, /* before anything else */
  LENS_NET_CONV,
  LENS_NET_POOL,
  LENS_NET_DENSE,
  LENS_NET_LOGITS,
} LensNetKind;

/**
 * LensNetStep:
 * @number: among those of its kind, from 1
 * @block: convolutions of one size of map and the pool behind them, from 1; 0 for a step that is in none
 * @first: the engine's layer that it begins with; -1 for the input
 * @shown: the engine's layer whose values are shown: after ReLU of a convolution and a dense layer, after the norm of a pool
 * @last: the engine's layer that it ends with
 * @channels: of the values that are shown, as @rows and @columns
 */
typedef struct {
  LensNetKind kind;
  int number, block;
  int first, shown, last;
  int channels, rows, columns;
} LensNetStep;

/* (transfer full) (element-type LensNetStep) From the input to the logits. */
GArray *lens_net_steps_new (DermActivations *activations);
/* A row of numbers, not maps. */
gboolean lens_net_step_is_vector (const LensNetStep *step);
/* The step that has that layer of the engine. */
int lens_net_steps_find (GArray *steps, int layer);
/* The cell of a step's shown values that the cell of any layer of that step is, or is made of. */
DermCell lens_net_steps_resolve (GArray *steps, DermActivations *activations, const DermCell *cell);

/**
 * lens_net_step_list_maps:
 * @is_by_strength: else by number
 *
 * Returns: (transfer full) (array length=channels): its channels, those with the largest values, taken without their signs,
 *   on average first
 */
int *lens_net_step_list_maps (const LensNetStep *step, DermActivations *activations, gboolean is_by_strength);

/* Its largest value. */
DermCell lens_net_step_find_largest (const LensNetStep *step, DermActivations *activations, int channel);

G_END_DECLS
