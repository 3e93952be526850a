/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "activations-private.h"

/* Where a cell's value comes from: the terms that it is the sum of, and the part of the input that it can depend on. */

/* Those of one cell, as they are listed. */
typedef struct {
  DermActivations *activations;
  const NnLayer *layer;
  NnShape in;
  const DermCell *cell;
  GArray *terms; /* owned, of DermTerm */
} Terms;

static void
add_term (Terms *self, int channel, int row, int column, double weight)
{
  const DermCell from = { self->cell->layer - 1, channel, row, column };
  float value = derm_activations_get_value (self->activations, &from);
  const DermTerm term = { from, FALSE, value, (float) weight, (double) value * weight };

  g_array_append_val (self->terms, term);
}

static void
add_bias (Terms *self, double bias)
{
  const DermTerm term = { *self->cell, TRUE, 1, (float) bias, bias };

  g_array_append_val (self->terms, term);
}

static void
list_conv (Terms *self)
{
  const float *weight = self->layer->weight + (gsize) self->cell->channel * (gsize) self->in.c * 9;

  for (int c = 0; c < self->in.c; c++)
    for (int tap = 0; tap < 9; tap++, weight++)
      {
        int row = self->cell->row + tap / 3 - 1, column = self->cell->column + tap % 3 - 1;

        if (row >= 0 && row < self->in.h && column >= 0 && column < self->in.w)
          add_term (self, c, row, column, (double) *weight);
      }
  add_bias (self, (double) self->layer->bias[self->cell->channel]);
}

static void
list_linear (Terms *self)
{
  const float *weight = self->layer->weight + (gsize) self->cell->channel * (gsize) self->in.c;

  for (int i = 0; i < self->in.c; i++)
    add_term (self, i, 0, 0, (double) weight[i]);
  add_bias (self, (double) self->layer->bias[self->cell->channel]);
}

static void
list_norm (Terms *self)
{
  const NnLayer *norm = self->layer;
  int c = self->cell->channel;
  double scale = (double) norm->weight[c] / sqrt ((double) norm->var[c] + (double) norm->eps);

  add_term (self, c, self->cell->row, self->cell->column, scale);
  add_bias (self, (double) norm->bias[c] - (double) norm->mean[c] * scale);
}

/* Four; the first of the largest is taken. */
static void
list_maxpool (Terms *self)
{
  float value = derm_activations_get_value (self->activations, self->cell);
  gboolean is_taken = FALSE;

  for (int i = 0; i < 4; i++)
    {
      const DermCell from
          = { self->cell->layer - 1, self->cell->channel, 2 * self->cell->row + i / 2, 2 * self->cell->column + i % 2 };
      gboolean is_largest = !is_taken && derm_activations_get_value (self->activations, &from) == value;

      add_term (self, from.channel, from.row, from.column, is_largest ? 1 : 0);
      is_taken = is_taken || is_largest;
    }
}

/* From *first to *end: the cells, of n, that cell i of `out` averages. */
static void
find_window (int i, int n, int out, int *first, int *end)
{
  *first = i * n / out;
  *end = ((i + 1) * n + out - 1) / out;
}

static void
list_avgpool (Terms *self)
{
  int top, bottom, left, right;

  find_window (self->cell->row, self->in.h, self->layer->out, &top, &bottom);
  find_window (self->cell->column, self->in.w, self->layer->out, &left, &right);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      add_term (self, self->cell->channel, row, column, 1.0 / ((bottom - top) * (right - left)));
}

/* ReLU passes on what is positive. */
static void
list_relu (Terms *self)
{
  const DermCell from = { self->cell->layer - 1, self->cell->channel, self->cell->row, self->cell->column };

  add_term (self, from.channel, from.row, from.column,
            derm_activations_get_value (self->activations, &from) > 0 ? 1 : 0);
}

/* The cell that a flattened one is. */
static DermCell
unflatten (const DermCell *cell, NnShape in)
{
  int n = in.h * in.w;

  return (DermCell){ cell->layer - 1, cell->channel / n, cell->channel % n / in.w, cell->channel % in.w };
}

static void
list_terms (Terms *self)
{
  DermCell from;

  switch (self->layer->op)
    {
    case NN_CONV:
      list_conv (self);
      break;
    case NN_LINEAR:
      list_linear (self);
      break;
    case NN_BATCHNORM:
      list_norm (self);
      break;
    case NN_MAXPOOL:
      list_maxpool (self);
      break;
    case NN_AVGPOOL:
      list_avgpool (self);
      break;
    case NN_FLATTEN:
      from = unflatten (self->cell, self->in);
      add_term (self, from.channel, from.row, from.column, 1);
      break;
    case NN_RELU:
    case NN_N_OPS:
    default:
      list_relu (self);
      break;
    }
}

DermTerm *
derm_activations_list_terms (DermActivations *self, const DermCell *cell, int *n_terms)
{
  Terms terms;

  g_return_val_if_fail (n_terms != NULL, NULL);
  *n_terms = 0;
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), NULL);

  if (!derm_activations_has_cell (self, cell) || cell->layer < 0)
    return NULL;
  terms = (Terms){ self, &derm_model_get_net (self->model)->layers[cell->layer],
                   derm_activations_shape (self, cell->layer - 1), cell, NULL };
  terms.terms = g_array_new (FALSE, FALSE, sizeof (DermTerm));
  list_terms (&terms);
  *n_terms = (int) terms.terms->len;
  return (DermTerm *) (gpointer) g_array_free (terms.terms, FALSE);
}

/* ---- receptive field ---- */

/* Columns or rows from *first to *end, of the layer's output, to those of its input, of n. */
static void
widen (const NnLayer *layer, int n, int *first, int *end)
{
  int unused;

  if (layer->op == NN_CONV)
    {
      *first = MAX (*first - 1, 0);
      *end = MIN (*end + 1, n);
    }
  else if (layer->op == NN_MAXPOOL)
    {
      *first *= 2;
      *end *= 2;
    }
  else if (layer->op == NN_AVGPOOL)
    {
      find_window (*end - 1, n, layer->out, &unused, end);
      find_window (*first, n, layer->out, first, &unused);
    }
}

gboolean
derm_activations_find_field (DermActivations *self, const DermCell *cell, int *field)
{
  const NnNet *net;
  int left, right, top, bottom;
  DermCell at;

  g_return_val_if_fail (field != NULL, FALSE);
  field[0] = field[1] = field[2] = field[3] = 0;
  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), FALSE);

  if (!derm_activations_has_cell (self, cell))
    return FALSE;
  net = derm_model_get_net (self->model);
  at = *cell;
  left = at.column;
  right = left + 1;
  top = at.row;
  bottom = top + 1;
  for (int i = cell->layer; i >= 0; i--)
    {
      NnShape in = derm_activations_shape (self, i - 1);

      at.layer = i;
      if (net->layers[i].op == NN_LINEAR) /* all of its inputs */
        at.channel = -1;
      else if (net->layers[i].op == NN_FLATTEN && at.channel >= 0)
        {
          at = unflatten (&at, in);
          left = at.column;
          right = left + 1;
          top = at.row;
          bottom = top + 1;
        }
      else if (net->layers[i].op == NN_FLATTEN)
        {
          left = top = 0;
          right = in.w;
          bottom = in.h;
        }
      widen (&net->layers[i], in.w, &left, &right);
      widen (&net->layers[i], in.h, &top, &bottom);
    }
  field[0] = left;
  field[1] = top;
  field[2] = right - left;
  field[3] = bottom - top;
  return TRUE;
}
