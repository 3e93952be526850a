/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-account.h"

#include <math.h>

#define SIDE 3 /* of a kernel */

static LensAccountKind
kind_of (const char *op)
{
  if (g_str_equal (op, "conv"))
    return LENS_ACCOUNT_CONV;
  if (g_str_equal (op, "linear"))
    return LENS_ACCOUNT_DENSE;
  if (g_str_equal (op, "maxpool"))
    return LENS_ACCOUNT_LARGEST;
  if (g_str_equal (op, "avgpool"))
    return LENS_ACCOUNT_MEAN;

  return LENS_ACCOUNT_NORM;
}

/* ---- what is done to the sum ---- */

/* From the shown value back to the cell of the step's first layer; the changes are listed in the order of the pass. */
static DermCell
list_changes (LensAccount *self, DermActivations *activations, int first)
{
  DermCell at = self->cell;

  while (at.layer > first)
    {
      int n = 0;
      g_autofree DermTerm *terms = derm_activations_list_terms (activations, &at, &n);
      LensAccountChange change = { .is_relu = g_str_equal (derm_activations_get_op (activations, at.layer), "relu"),
                                   .result = (double) derm_activations_get_value (activations, &at) };

      g_assert (n > 0);
      change.scale = (double) terms[0].weight;
      change.shift = n > 1 ? terms[1].product : 0;
      g_array_prepend_val (self->changes, change);
      at = terms[0].cell;
    }

  return at;
}

/* ---- the parts ---- */

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const LensAccountPart *first = a, *second = b;

  if (fabs (first->sum) != fabs (second->sum))
    return fabs (first->sum) > fabs (second->sum) ? -1 : 1;

  return first->from.channel - second->from.channel;
}

static LensAccountPart
make_part (const DermTerm *term, double value)
{
  LensAccountPart part = { .from = term->cell, .value = (double) term->value, .weight = (double) term->weight };

  part.sum = term->product;
  for (int i = 0; i < LENS_ACCOUNT_TAPS; i++)
    part.values[i] = part.weights[i] = value;

  return part;
}

static int
find_tap (const DermCell *cell, const DermTerm *term)
{
  return (term->cell.row - cell->row + 1) * SIDE + term->cell.column - cell->column + 1;
}

/* Weights that meet nothing at this cell, since it is at the border, from a cell of the same map where they do. */
static void
fill_weights (LensAccount *self, DermActivations *activations, const DermCell *cell, int tap)
{
  int shape[3], row = cell->row, column = cell->column, n;
  const int down = tap / SIDE - 1, right = tap % SIDE - 1;
  DermCell other = *cell;
  g_autofree DermTerm *terms = NULL;
  gsize n_values;

  derm_activations_get_values (activations, cell->layer, shape, &n_values);
  other.row = CLAMP (row, MAX (0, -down), shape[1] - 1 - MAX (0, down));
  other.column = CLAMP (column, MAX (0, -right), shape[2] - 1 - MAX (0, right));
  if (other.row < 0 || other.column < 0 || other.row + down < 0 || other.column + right < 0)
    return; /* the map is too small for the kernel */
  terms = derm_activations_list_terms (activations, &other, &n);
  for (int i = 0; i < n; i++)
    if (!terms[i].is_bias && find_tap (&other, &terms[i]) == tap)
      g_array_index (self->parts, LensAccountPart, terms[i].cell.channel).weights[tap] = (double) terms[i].weight;
}

/* The terms of one map stand one after the other. */
static void
add_conv (LensAccount *self, DermActivations *activations, const DermCell *cell, const DermTerm *terms, int n)
{
  for (int i = 0; i < n; i++)
    {
      LensAccountPart *part, next = make_part (&terms[i], NAN);
      int tap = find_tap (cell, &terms[i]);

      if (terms[i].is_bias)
        continue;
      if (terms[i].cell.channel == (int) self->parts->len)
        {
          next.from.row = cell->row;
          next.from.column = cell->column;
          next.sum = 0;
          g_array_append_val (self->parts, next);
        }
      part = &g_array_index (self->parts, LensAccountPart, self->parts->len - 1);
      part->values[tap] = (double) terms[i].value;
      part->weights[tap] = (double) terms[i].weight;
      part->sum += terms[i].product;
    }
  for (int tap = 0; tap < LENS_ACCOUNT_TAPS; tap++)
    if (isnan (g_array_index (self->parts, LensAccountPart, 0).weights[tap]))
      fill_weights (self, activations, cell, tap);
}

static void
add_parts (LensAccount *self, const DermTerm *terms, int n)
{
  for (int i = 0; i < n; i++)
    {
      LensAccountPart part = make_part (&terms[i], NAN);

      if (terms[i].is_bias)
        continue;
      part.is_taken = self->kind == LENS_ACCOUNT_LARGEST && part.weight > 0;
      if (terms[i].cell.row == terms[0].cell.row)
        self->n_columns++;
      g_array_append_val (self->parts, part);
    }
}

static void
find_bias (LensAccount *self, const DermTerm *terms, int n)
{
  for (int i = 0; i < n; i++)
    if (terms[i].is_bias)
      {
        self->has_bias = TRUE;
        self->bias = terms[i].product;
      }
}

/* ---- public ---- */

LensAccount *
lens_account_new (DermActivations *activations, const LensNetStep *step, const DermCell *cell)
{
  LensAccount *self = g_new0 (LensAccount, 1);
  g_autofree DermTerm *terms = NULL;
  DermCell at;
  int n;

  self->cell = *cell;
  self->value = self->sum = (double) derm_activations_get_value (activations, cell);
  self->parts = g_array_new (FALSE, FALSE, sizeof (LensAccountPart));
  self->changes = g_array_new (FALSE, FALSE, sizeof (LensAccountChange));
  if (step->kind == LENS_NET_INPUT)
    return self;

  at = list_changes (self, activations, step->first);
  self->sum = (double) derm_activations_get_value (activations, &at);
  self->kind = kind_of (derm_activations_get_op (activations, step->first));
  terms = derm_activations_list_terms (activations, &at, &n);
  if (self->kind == LENS_ACCOUNT_CONV)
    add_conv (self, activations, &at, terms, n);
  else
    add_parts (self, terms, n);
  find_bias (self, terms, n);
  if (self->kind == LENS_ACCOUNT_CONV || self->kind == LENS_ACCOUNT_DENSE)
    g_array_sort (self->parts, compare_parts);

  return self;
}

void
lens_account_free (LensAccount *self)
{
  g_array_unref (self->parts);
  g_array_unref (self->changes);
  g_free (self);
}

const LensAccountPart *
lens_account_get_part (const LensAccount *self, guint i)
{
  g_return_val_if_fail (i < self->parts->len, NULL);

  return &g_array_index (self->parts, LensAccountPart, i);
}

int
lens_account_find (const LensAccount *self, int channel)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (lens_account_get_part (self, i)->from.channel == channel)
      return (int) i;

  return -1;
}

double
lens_account_add_up (const LensAccount *self, guint first)
{
  double sum = 0;

  for (guint i = first; i < self->parts->len; i++)
    sum += lens_account_get_part (self, i)->sum;

  return sum;
}
