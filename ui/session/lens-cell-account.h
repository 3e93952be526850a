/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-net-steps.h"

G_BEGIN_DECLS

/* Where the value of a cell comes from, in the portions in which a person reads it. */

/**
 * LensAccountKind:
 * @LENS_ACCOUNT_INPUT: it is a number of the input: nothing is behind it
 * @LENS_ACCOUNT_NORM: a norm alone
 * @LENS_ACCOUNT_CONV: sums of nine products, one for each map of the step before, and a bias
 * @LENS_ACCOUNT_LARGEST: the largest of four values
 * @LENS_ACCOUNT_MEAN: the mean of some values
 * @LENS_ACCOUNT_DENSE: products, one for each value of the step before, and a bias
 */
typedef enum {
  LENS_ACCOUNT_INPUT,
  LENS_ACCOUNT_NORM,
  LENS_ACCOUNT_CONV,
  LENS_ACCOUNT_LARGEST,
  LENS_ACCOUNT_MEAN,
  LENS_ACCOUNT_DENSE,
} LensAccountKind;

#define LENS_ACCOUNT_TAPS 9

/**
 * LensAccountPart:
 * @from: its cell in the layer before: of a convolution the one in the middle
 * @sum: of its products; of a pool its product
 * @values: of a convolution, row by row; NaN for a place beyond the border
 * @weights: of a convolution, NaN where no cell of the map shows it
 * @value: of all others
 * @is_taken: whether it is the largest of a pool
 */
typedef struct {
  DermCell from;
  double sum;
  double values[LENS_ACCOUNT_TAPS], weights[LENS_ACCOUNT_TAPS];
  double value, weight;
  gboolean is_taken;
} LensAccountPart;

/**
 * LensAccountChange:
 * @is_relu: else a norm, which multiplies by @scale and adds @shift
 * @result: the value after it
 *
 * What is done to the sum before it is shown.
 */
typedef struct {
  gboolean is_relu;
  double scale, shift;
  double result;
} LensAccountChange;

/**
 * LensAccount:
 * @value: that is shown
 * @sum: what the parts and the bias make
 * @bias: 0 if there is none
 * @parts: (element-type LensAccountPart): the largest first, without their signs; of a pool in their places, row by row
 * @n_columns: of a pool: how many of its parts stand in a row
 * @changes: (element-type LensAccountChange): what makes the value of the sum
 */
typedef struct {
  DermCell cell;
  LensAccountKind kind;
  double value, sum, bias;
  gboolean has_bias;
  GArray *parts;
  int n_columns;
  GArray *changes;
} LensAccount;

/* (transfer full) Of a cell of a step's shown values. */
LensAccount *lens_account_new (DermActivations *activations, const LensNetStep *step, const DermCell *cell);
void lens_account_free (LensAccount *self);
const LensAccountPart *lens_account_get_part (const LensAccount *self, guint i);
/* Place of the part that comes from that channel of the layer before; -1 if there is none. */
int lens_account_find (const LensAccount *self, int channel);
/* Sum of all parts from that place on. */
double lens_account_add_up (const LensAccount *self, guint first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensAccount, lens_account_free)

G_END_DECLS
