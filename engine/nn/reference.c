/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The network's arithmetic as plain loops: the text to read, and what every kernel is tested against.
 *
 * One image at a time, in PyTorch's layout: x[c][h][w], y[out][h][w]. Sums are kept in double, so that this is also the
 * more accurate of the two ways through the network. */

#include "nn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* y[o][r][s] = bias[o] + Σ_c Σ_ky Σ_kx weight[o][c][ky][kx] · x[c][r + ky - 1][s + kx - 1], outside of the map 0 */
static void
reference_conv (const NnLayer *layer, NnShape in, const float *x, float *y)
{
  for (int o = 0; o < layer->out; o++)
    for (int r = 0; r < in.h; r++)
      for (int s = 0; s < in.w; s++)
        {
          double sum = (double) layer->bias[o];

          for (int c = 0; c < in.c; c++)
            for (int ky = 0; ky < 3; ky++)
              for (int kx = 0; kx < 3; kx++)
                {
                  int row = r + ky - 1, column = s + kx - 1;

                  if (row >= 0 && row < in.h && column >= 0 && column < in.w)
                    sum += (double) layer
                               ->weight[(((size_t) o * (size_t) in.c + (size_t) c) * 3 + (size_t) ky) * 3 + (size_t) kx]
                           * (double) x[((size_t) c * (size_t) in.h + (size_t) row) * (size_t) in.w + (size_t) column];
                }
          *y++ = (float) sum;
        }
}

/* y[c][r][s] = max of x[c][2r..2r+1][2s..2s+1]; an odd last row or column is dropped */
static void
reference_maxpool (NnShape in, const float *x, float *y)
{
  for (int c = 0; c < in.c; c++, x += (size_t) in.h * (size_t) in.w)
    for (int r = 0; r < in.h / 2; r++)
      for (int s = 0; s < in.w / 2; s++)
        {
          const float *corner = x + (size_t) (2 * r) * (size_t) in.w + 2 * s;

          *y++ = fmaxf (fmaxf (corner[0], corner[1]), fmaxf (corner[in.w], corner[in.w + 1]));
        }
}

/* y = (x - mean[c]) / sqrt (var[c] + eps) · weight[c] + bias[c] */
static void
reference_batchnorm (const NnLayer *layer, NnShape in, const float *x, float *y)
{
  for (int c = 0; c < in.c; c++)
    {
      double scale = (double) layer->weight[c] / sqrt ((double) layer->var[c] + (double) layer->eps);

      for (int i = 0; i < in.h * in.w; i++)
        *y++ = (float) (((double) *x++ - (double) layer->mean[c]) * scale + (double) layer->bias[c]);
    }
}

/* Adaptive: output row r is the mean of input rows floor (r·h / out) to ceil ((r + 1)·h / out), columns likewise. */
static void
reference_avgpool (const NnLayer *layer, NnShape in, const float *x, float *y)
{
  int out = layer->out;

  for (int c = 0; c < in.c; c++, x += (size_t) in.h * (size_t) in.w)
    for (int r = 0; r < out; r++)
      for (int s = 0; s < out; s++)
        {
          int top = r * in.h / out, bottom = ((r + 1) * in.h + out - 1) / out;
          int left = s * in.w / out, right = ((s + 1) * in.w + out - 1) / out;
          double sum = 0;

          for (int row = top; row < bottom; row++)
            for (int column = left; column < right; column++)
              sum += (double) x[(size_t) row * (size_t) in.w + (size_t) column];
          *y++ = (float) (sum / ((bottom - top) * (right - left)));
        }
}

/* y[o] = bias[o] + Σ_i weight[o][i] · x[i] */
static void
reference_linear (const NnLayer *layer, NnShape in, const float *x, float *y)
{
  for (int o = 0; o < layer->out; o++)
    {
      const float *weight = layer->weight + (size_t) o * (size_t) in.c;
      double sum = (double) layer->bias[o];

      for (int i = 0; i < in.c; i++)
        sum += (double) weight[i] * (double) x[i];
      y[o] = (float) sum;
    }
}

void
nn_reference_layer (const NnLayer *layer, NnShape in, const float *x, float *y)
{
  size_t n = (size_t) in.c * (size_t) in.h * (size_t) in.w;

  switch (layer->op)
    {
    case NN_CONV:
      reference_conv (layer, in, x, y);
      break;
    case NN_RELU:
      for (size_t i = 0; i < n; i++)
        y[i] = x[i] < 0 ? 0 : x[i];
      break;
    case NN_MAXPOOL:
      reference_maxpool (in, x, y);
      break;
    case NN_BATCHNORM:
      reference_batchnorm (layer, in, x, y);
      break;
    case NN_AVGPOOL:
      reference_avgpool (layer, in, x, y);
      break;
    case NN_FLATTEN: /* already in order */
      memcpy (y, x, n * sizeof *x);
      break;
    case NN_LINEAR:
      reference_linear (layer, in, x, y);
      break;
    case NN_N_OPS:
    default:
      break;
    }
}

bool
nn_reference_forward (const NnNet *net, const float *x, float *y)
{
  NnShape shapes[NN_MAX_LAYERS + 1];
  size_t most = 0;
  float *now, *next;
  bool is_done = false;

  if (!nn_net_check (net, shapes, NULL, 0))
    return false;
  for (int i = 0; i <= net->n_layers; i++)
    {
      size_t n = (size_t) shapes[i].c * (size_t) shapes[i].h * (size_t) shapes[i].w;

      most = n > most ? n : most;
    }
  now = malloc (most * sizeof *now);
  next = malloc (most * sizeof *next);
  if (now && next)
    {
      NnShape last = shapes[net->n_layers];

      memcpy (now, x, (size_t) shapes[0].c * (size_t) shapes[0].h * (size_t) shapes[0].w * sizeof *x);
      for (int i = 0; i < net->n_layers; i++)
        {
          float *swap = now;

          nn_reference_layer (&net->layers[i], shapes[i], now, next);
          now = next;
          next = swap;
        }
      memcpy (y, now, (size_t) last.c * (size_t) last.h * (size_t) last.w * sizeof *y);
      is_done = true;
    }
  free (now);
  free (next);
  return is_done;
}

/* ---- The way back ---- */

/* gx[c][r][s] = Σ_o Σ_ky Σ_kx weight[o][c][ky][kx] · gy[o][r + 1 - ky][s + 1 - kx], outside of the map 0 */
static void
reference_conv_back (const NnLayer *layer, NnShape in, const float *gy, float *gx)
{
  for (int c = 0; c < in.c; c++)
    for (int r = 0; r < in.h; r++)
      for (int s = 0; s < in.w; s++)
        {
          double sum = 0;

          for (int o = 0; o < layer->out; o++)
            for (int ky = 0; ky < 3; ky++)
              for (int kx = 0; kx < 3; kx++)
                {
                  int row = r + 1 - ky, column = s + 1 - kx;

                  if (row >= 0 && row < in.h && column >= 0 && column < in.w)
                    sum += (double) layer
                               ->weight[(((size_t) o * (size_t) in.c + (size_t) c) * 3 + (size_t) ky) * 3 + (size_t) kx]
                           * (double) gy[((size_t) o * (size_t) in.h + (size_t) row) * (size_t) in.w + (size_t) column];
                }
          *gx++ = (float) sum;
        }
}

/* all of gy[c][r][s] goes to the largest of x[c][2r..2r+1][2s..2s+1], the first of equals; nothing to the others */
static void
reference_maxpool_back (NnShape in, const float *x, const float *gy, float *gx)
{
  memset (gx, 0, (size_t) in.c * (size_t) in.h * (size_t) in.w * sizeof *gx);
  for (int c = 0; c < in.c; c++, x += (size_t) in.h * (size_t) in.w, gx += (size_t) in.h * (size_t) in.w)
    for (int r = 0; r < in.h / 2; r++)
      for (int s = 0; s < in.w / 2; s++)
        {
          size_t corner = (size_t) (2 * r) * (size_t) in.w + 2 * (size_t) s, largest = corner;
          const size_t others[] = { corner + 1, corner + (size_t) in.w, corner + (size_t) in.w + 1 };

          for (int i = 0; i < 3; i++)
            largest = x[others[i]] > x[largest] ? others[i] : largest;
          gx[largest] = *gy++;
        }
}

/* gx = gy · weight[c] / sqrt (var[c] + eps) */
static void
reference_batchnorm_back (const NnLayer *layer, NnShape in, const float *gy, float *gx)
{
  for (int c = 0; c < in.c; c++)
    for (int i = 0; i < in.h * in.w; i++)
      *gx++
          = (float) ((double) *gy++ * (double) layer->weight[c] / sqrt ((double) layer->var[c] + (double) layer->eps));
}

/* gx[c][row][column] = Σ of gy[c][r][s] / pixels of its window, over the windows that hold the pixel: they may overlap
 */
static void
reference_avgpool_back (const NnLayer *layer, NnShape in, const float *gy, float *gx)
{
  int out = layer->out;

  for (int c = 0; c < in.c; c++, gy += (size_t) out * (size_t) out)
    for (int row = 0; row < in.h; row++)
      for (int column = 0; column < in.w; column++)
        {
          double sum = 0;

          for (int r = 0; r < out; r++)
            for (int s = 0; s < out; s++)
              {
                int top = r * in.h / out, bottom = ((r + 1) * in.h + out - 1) / out;
                int left = s * in.w / out, right = ((s + 1) * in.w + out - 1) / out;

                if (row >= top && row < bottom && column >= left && column < right)
                  sum += (double) gy[(size_t) r * (size_t) out + (size_t) s] / ((bottom - top) * (right - left));
              }
          *gx++ = (float) sum;
        }
}

/* gx[i] = Σ_o weight[o][i] · gy[o] */
static void
reference_linear_back (const NnLayer *layer, NnShape in, const float *gy, float *gx)
{
  for (int i = 0; i < in.c; i++)
    {
      double sum = 0;

      for (int o = 0; o < layer->out; o++)
        sum += (double) layer->weight[(size_t) o * (size_t) in.c + (size_t) i] * (double) gy[o];
      gx[i] = (float) sum;
    }
}

void
nn_reference_layer_back (const NnLayer *layer, NnShape in, const float *x, const float *gy, float *gx)
{
  size_t n = (size_t) in.c * (size_t) in.h * (size_t) in.w;

  switch (layer->op)
    {
    case NN_CONV:
      reference_conv_back (layer, in, gy, gx);
      break;
    case NN_RELU:
      for (size_t i = 0; i < n; i++)
        gx[i] = x[i] > 0 ? gy[i] : 0;
      break;
    case NN_MAXPOOL:
      reference_maxpool_back (in, x, gy, gx);
      break;
    case NN_BATCHNORM:
      reference_batchnorm_back (layer, in, gy, gx);
      break;
    case NN_AVGPOOL:
      reference_avgpool_back (layer, in, gy, gx);
      break;
    case NN_FLATTEN:
      memcpy (gx, gy, n * sizeof *gx);
      break;
    case NN_LINEAR:
      reference_linear_back (layer, in, gy, gx);
      break;
    case NN_N_OPS:
    default:
      break;
    }
}
