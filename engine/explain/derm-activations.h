/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_ACTIVATIONS (derm_activations_get_type ())
G_DECLARE_FINAL_TYPE (DermActivations, derm_activations, DERM, ACTIVATIONS, GObject)

/* Every number of one pass: what each layer made of one view of an input, with the bits that it has in the pass. A cell is
 * named by its layer (-1 is the input as the network reads it), channel, row and column. Immutable. */

/**
 * derm_activations_new:
 * @view: of the recipe's, from 0
 *
 * Runs the pass, here and now.
 *
 * Returns: (transfer full): the activations, or %NULL with @error set: %DERM_ERROR_OPTION for no such view, %DERM_ERROR_RECIPE
 *   for an input that does not fit the model, %DERM_ERROR_MODEL for numbers that are not finite or a network too large
 */
DermActivations *derm_activations_new (DermClassifier *classifier, DermInput *input, int view, GError **error);

/**
 * derm_activations_new_async:
 * @view: of the recipe's, from 0
 *
 * As derm_activations_new(), on a thread of its own; @callback comes in the caller's main context. What comes after it was
 * cancelled is dropped.
 */
void derm_activations_new_async (DermClassifier *classifier, DermInput *input, int view, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

/**
 * derm_activations_new_finish:
 *
 * Returns: (transfer full): as derm_activations_new(), or %NULL with %G_IO_ERROR_CANCELLED
 */
DermActivations *derm_activations_new_finish (GAsyncResult *result, GError **error);

/**
 * derm_activations_get_model:
 *
 * Returns: (transfer none): whose layers they are; derm_model_describe_layer() has words for each
 */
DermModel *derm_activations_get_model (DermActivations *self);

/**
 * derm_activations_get_input:
 *
 * Returns: (transfer none): what went in
 */
DermInput  *derm_activations_get_input (DermActivations *self);
int         derm_activations_get_view (DermActivations *self);
int         derm_activations_get_n_layers (DermActivations *self);

/* "conv", "relu", "maxpool", "batchnorm", "avgpool", "flatten", "linear"; "input" for -1. */
const char *derm_activations_get_op (DermActivations *self, int layer);

/**
 * derm_activations_get_values:
 * @shape: (out caller-allocates) (array fixed-size=3) (optional): channels, rows, columns
 * @n_values: (out): their product
 *
 * Returns: (array length=n_values) (transfer none): the layer's output, channel by channel, row by row
 */
const float *derm_activations_get_values (DermActivations *self, int layer, int *shape, gsize *n_values);

/* The largest of the layer's values, without its sign: one scale for all of its maps. */
float       derm_activations_get_scale (DermActivations *self, int layer);

/**
 * DermCell:
 * @layer: -1 for the input
 *
 * A cell of a pass.
 */
typedef struct {
  int layer, channel, row, column;
} DermCell;

/**
 * derm_activations_get_value:
 *
 * Returns: the cell's value; NaN if there is no such cell
 */
float derm_activations_get_value (DermActivations *self, const DermCell *cell);

/**
 * DermTerm:
 * @cell: what is multiplied, in the layer before; of the bias, or of what a batch norm adds, the cell itself
 * @is_bias: whether it is that
 * @value: the cell's; 1 for a bias
 * @weight: what it is multiplied by; of a pool 1 for the cell that is taken and 0 for the others
 * @product: of the two
 *
 * One of the numbers that a cell's value is the sum of.
 */
typedef struct {
  DermCell cell;
  gboolean is_bias;
  float value, weight;
  double product;
} DermTerm;

/**
 * derm_activations_list_terms:
 * @n_terms: (out): how many
 *
 * What makes the cell's value: of a convolution nine products for each channel (fewer at the border) and the bias, of a
 * linear layer one for each input and the bias, of a batch norm one and a constant, of the others what they take. The
 * products' sum is the value but for rounding in its last digits: a pass multiplies in another order, and a batch norm in
 * front of a linear layer is part of its weights there.
 *
 * Returns: (transfer full) (array length=n_terms) (nullable): the terms, the bias last; %NULL for the input and for no such cell
 */
DermTerm *derm_activations_list_terms (DermActivations *self, const DermCell *cell, int *n_terms);

/**
 * derm_activations_find_field:
 * @field: (out caller-allocates) (array fixed-size=4): left column, upper row, width, height
 *
 * The receptive field: the part of the planes that the network reads which the cell can depend on at all. With rows taken for
 * planes (%DERM_LAYOUT_ROWS) a plane's columns and rows are not those of the image; derm_activations_list_field() tells those.
 *
 * Returns: whether there is such a cell
 */
gboolean derm_activations_find_field (DermActivations *self, const DermCell *cell, int *field);

/**
 * derm_activations_list_field:
 * @n_pixels: (out): width · height of the input
 *
 * The receptive field in the image, whatever the view and the layout.
 *
 * Returns: (transfer full) (array length=n_pixels) (nullable): row by row 1 for a pixel of which a value is in the field, else
 *   0; %NULL for no such cell
 */
guint8 *derm_activations_list_field (DermActivations *self, const DermCell *cell, gsize *n_pixels);

/**
 * derm_activations_save:
 * @path: (type filename): ending in .npy (float32, channels × rows × columns), .csv (channel, x, y and value of each) or
 *   .json; each with the layer, the view and the hashes of model and input, for .npy and .csv in a file of the same name and
 *   .json behind it
 *
 * Writes atomically.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending, %DERM_ERROR_OPTION for no such layer
 */
gboolean derm_activations_save (DermActivations *self, int layer, const char *path, GError **error);

#pragma GCC visibility pop
G_END_DECLS
