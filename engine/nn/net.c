/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The list of layers, checked: each against the shape that reaches it. */

#include "nn.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const op_names[NN_N_OPS]
    = { "conv", "relu", "maxpool", "batchnorm", "avgpool", "flatten", "linear" };

const char *
nn_op_name (NnOp op)
{
  return (unsigned) op < NN_N_OPS ? op_names[op] : "?";
}

bool
nn_op_parse (const char *name, NnOp *op)
{
  for (int i = 0; i < NN_N_OPS; i++)
    if (strcmp (op_names[i], name) == 0)
      {
        *op = (NnOp) i;
        return true;
      }
  return false;
}

__attribute__ ((format (printf, 3, 4))) static bool
refuse (char *why, size_t why_size, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (why_size > 0)
    vsnprintf (why, why_size, format, args);
  va_end (args);
  return false;
}

/* Without a way out of the loop, so that the compiler can use vectors: a model has millions of weights. */
static bool
are_finite (const float *values, size_t n)
{
  const int32_t infinity = 0x7f800000;
  int32_t most = 0;

  for (size_t i = 0; i < n; i++)
    {
      int32_t magnitude;

      memcpy (&magnitude, values + i, sizeof magnitude);
      magnitude &= 0x7fffffff;
      most = magnitude > most ? magnitude : most;
    }
  return most < infinity;
}

static bool
is_shape_allowed (NnShape shape)
{
  return shape.c >= 1 && shape.h >= 1 && shape.w >= 1 && shape.h <= NN_MAX_SIDE && shape.w <= NN_MAX_SIDE
         && (size_t) shape.c * (size_t) shape.h * (size_t) shape.w <= NN_MAX_VALUES;
}

static size_t
n_weights (const NnLayer *layer, NnShape in)
{
  switch (layer->op)
    {
    case NN_CONV:
      return (size_t) layer->out * (size_t) in.c * 9;
    case NN_LINEAR:
      return (size_t) layer->out * (size_t) in.c;
    case NN_BATCHNORM:
      return (size_t) in.c;
    default:
      return 0;
    }
}

/* Whether the layer has the tensors that its op needs, of finite values. */
static bool
check_weights (const NnLayer *layer, NnShape in, char *why, size_t why_size)
{
  size_t n = n_weights (layer, in), n_out = layer->op == NN_BATCHNORM ? (size_t) in.c : (size_t) layer->out;

  if (n == 0)
    return true;
  if (!layer->weight || !layer->bias || (layer->op == NN_BATCHNORM && (!layer->mean || !layer->var)))
    return refuse (why, why_size, "a tensor is missing");
  if (!are_finite (layer->weight, n) || !are_finite (layer->bias, n_out))
    return refuse (why, why_size, "a weight is not a finite number");
  if (layer->op != NN_BATCHNORM)
    return true;
  if (!are_finite (layer->mean, n) || !are_finite (layer->var, n))
    return refuse (why, why_size, "a running mean or variance is not a finite number");
  for (size_t i = 0; i < n; i++)
    if (layer->var[i] < 0 || !((double) layer->var[i] + (double) layer->eps > 0))
      return refuse (why, why_size, "a running variance is not positive");
  return true;
}

bool
nn_layer_output (const NnLayer *layer, NnShape in, NnShape *out)
{
  *out = in;
  switch (layer->op)
    {
    case NN_CONV:
    case NN_LINEAR:
      out->c = layer->out;
      break;
    case NN_MAXPOOL:
      out->h = in.h / 2;
      out->w = in.w / 2;
      break;
    case NN_AVGPOOL:
      out->h = out->w = layer->out;
      break;
    case NN_FLATTEN:
      *out = (NnShape){ in.c * in.h * in.w, 1, 1 };
      break;
    case NN_RELU:
    case NN_BATCHNORM:
    case NN_N_OPS:
    default:
      break;
    }
  return is_shape_allowed (*out);
}

/* The output's shape of one layer; false with the reason if it cannot follow `in`. */
static bool
check_layer (const NnLayer *layer, bool is_checked, NnShape in, NnShape *out, char *why, size_t why_size)
{
  bool is_linear = layer->op == NN_LINEAR;

  if ((unsigned) layer->op >= NN_N_OPS)
    return refuse (why, why_size, "unknown kind");
  if (layer->op == NN_CONV && (layer->out < 1 || layer->out > NN_MAX_CHANNELS || in.c > NN_MAX_CHANNELS))
    return refuse (why, why_size, "%d -> %d channels; 1 to %d can be held", in.c, layer->out, NN_MAX_CHANNELS);
  if (is_linear && (in.h != 1 || in.w != 1))
    return refuse (why, why_size, "it wants a vector, not maps of %d×%d: a flatten layer is missing", in.h, in.w);
  if (is_linear && (layer->out < 1 || layer->out > NN_MAX_CHANNELS))
    return refuse (why, why_size, "%d outputs; 1 to %d can be held", layer->out, NN_MAX_CHANNELS);
  if (layer->op == NN_BATCHNORM && (!(layer->eps >= 0) || !isfinite (layer->eps)))
    return refuse (why, why_size, "eps is not a number from 0");
  if (!nn_layer_output (layer, in, out) || n_weights (layer, in) > NN_MAX_VALUES)
    return refuse (why, why_size, "%d×%d×%d -> %d×%d×%d is more, or less, than can be held", in.c, in.h, in.w, out->c,
                   out->h, out->w);
  return is_checked || check_weights (layer, in, why, why_size);
}

bool
nn_net_check (const NnNet *net, NnShape *shapes, char *why, size_t why_size)
{
  NnShape in = net->input, out;

  if (net->n_layers < 1 || net->n_layers > NN_MAX_LAYERS)
    return refuse (why, why_size, "%d layers; 1 to %d can be held", net->n_layers, NN_MAX_LAYERS);
  if (!is_shape_allowed (in))
    return refuse (why, why_size, "an input of %d×%d×%d cannot be held", in.c, in.h, in.w);
  if (shapes)
    shapes[0] = in;
  for (int i = 0; i < net->n_layers; i++, in = out)
    {
      const NnLayer *layer = &net->layers[i];
      char reason[160];

      if (!check_layer (layer, net->is_checked, in, &out, reason, sizeof reason))
        return refuse (why, why_size, "layer %d (%s): %s", i, nn_op_name (layer->op), reason);
      if (shapes)
        shapes[i + 1] = out;
    }
  return true;
}

size_t
nn_layer_n_parameters (const NnLayer *layer, NnShape in)
{
  size_t n = n_weights (layer, in);

  return n == 0 ? 0 : n + (layer->op == NN_BATCHNORM ? (size_t) in.c : (size_t) layer->out);
}

size_t
nn_layer_n_macs (const NnLayer *layer, NnShape in)
{
  return layer->op == NN_CONV     ? n_weights (layer, in) * (size_t) in.h * (size_t) in.w
         : layer->op == NN_LINEAR ? n_weights (layer, in)
                                  : 0;
}
