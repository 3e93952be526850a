/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-internal.h"

int
derm_model_get_n_features (DermModel *self)
{
  const NnNet *net;

  g_return_val_if_fail (DERM_IS_MODEL (self), 0);

  net = derm_model_get_net (self);
  for (int i = 0; i < net->n_layers; i++)
    if (net->layers[i].op == NN_LINEAR)
      return derm_model_get_shapes (self)[i].c;
  return 0;
}

gboolean
derm_model_check_features (DermModel *self, GError **error)
{
  int n;

  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);

  n = derm_model_get_n_features (self);
  if (n == 0)
    g_set_error_literal (
        error, DERM_ERROR, DERM_ERROR_MODEL,
        _ ("the network has no linear layer, whose inputs are the features that images are compared by"));
  else if (n > DERM_MAX_FEATURES)
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                 _ ("the network has %d features, more than the %d that are kept of an image"), n, DERM_MAX_FEATURES);
  return n > 0 && n <= DERM_MAX_FEATURES;
}

int
derm_model_get_n_layers (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return derm_model_get_net (self)->n_layers;
}

static char *
describe_layer (const NnLayer *layer, NnShape in)
{
  switch (layer->op)
    {
    case NN_CONV:
      return g_strdup_printf ("conv 3×3, %d -> %d", in.c, layer->out);
    case NN_LINEAR:
      return g_strdup_printf ("linear, %d -> %d", in.c, layer->out);
    case NN_MAXPOOL:
      return g_strdup ("max pool 2×2");
    case NN_AVGPOOL:
      return g_strdup_printf ("average pool to %d×%d", layer->out, layer->out);
    case NN_BATCHNORM:
      return g_strdup ("batch norm");
    case NN_FLATTEN:
      return g_strdup ("flatten");
    case NN_RELU:
    case NN_N_OPS:
    default:
      return g_strdup ("ReLU");
    }
}

char *
derm_model_describe_layer (DermModel *self, int layer, int shape[3], guint64 *n_parameters, guint64 *n_macs)
{
  const NnLayer *description;
  NnShape in, out;

  for (int i = 0; i < 3 && shape != NULL; i++)
    shape[i] = 0;
  if (n_parameters != NULL)
    *n_parameters = 0;
  if (n_macs != NULL)
    *n_macs = 0;
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (layer >= 0 && layer < derm_model_get_n_layers (self), NULL);

  description = &derm_model_get_net (self)->layers[layer];
  in = derm_model_get_shapes (self)[layer];
  out = derm_model_get_shapes (self)[layer + 1];
  if (shape != NULL)
    {
      shape[0] = out.c;
      shape[1] = out.h;
      shape[2] = out.w;
    }
  if (n_parameters != NULL)
    *n_parameters = nn_layer_n_parameters (description, in);
  if (n_macs != NULL)
    *n_macs = nn_layer_n_macs (description, in);
  return describe_layer (description, in);
}

/* The sum over all layers. */
static guint64
add_up (DermModel *self, size_t (*count) (const NnLayer *layer, NnShape in))
{
  const NnNet *net = derm_model_get_net (self);
  guint64 n = 0;

  for (int i = 0; i < net->n_layers; i++)
    n += count (&net->layers[i], derm_model_get_shapes (self)[i]);
  return n;
}

guint64
derm_model_get_n_parameters (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return add_up (self, nn_layer_n_parameters);
}

guint64
derm_model_get_n_macs (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return add_up (self, nn_layer_n_macs);
}
