/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The way back through the ops without weights. One operation per value, or sums in one order, without fused
 * multiply-adds: whatever vectors the compiler makes of these loops, the bits are the same everywhere. */

#include "trace.h"

#include <string.h>

/* Padding stays zero. The input of the net may lie closer than its derivatives do. */
static void
relu_back (const Slot *in, const float *x, const float *gy, float *gx)
{
  const int stride = align_channels (in->shape.c);

  for (int p = 0; p < in->shape.h * in->shape.w; p++, x += in->stride, gy += stride, gx += stride)
    for (int c = 0; c < in->shape.c; c++)
      gx[c] = x[c] > 0 ? gy[c] : 0;
}

static void
norm_back (const TraceLayer *layer, const Slot *slot, const float *gy, float *gx)
{
  int stride = align_channels (slot->shape.c);

  for (int p = 0; p < slot->shape.h * slot->shape.w; p++)
    for (int c = 0; c < stride; c++)
      *gx++ = *gy++ * layer->scale[c];
}

/* Of the four the first of the largest gets it all. */
static void
maxpool_back (const Slot *in, const Slot *out, const float *x, const float *gy, float *gx)
{
  const ptrdiff_t stride = align_channels (in->shape.c), x_row = in->shape.w * (ptrdiff_t) in->stride,
                  g_row = in->shape.w * stride;

  memset (gx, 0, n_values (in->shape, (int) stride) * sizeof *gx);
  for (int row = 0; row < out->shape.h; row++)
    for (int column = 0; column < out->shape.w; column++, gy += stride)
      {
        const float *corner = x + 2 * row * x_row + 2 * column * in->stride;
        float *to = gx + 2 * row * g_row + 2 * column * stride;

        for (int c = 0; c < in->shape.c; c++)
          {
            float largest = corner[c];
            bool is_second = corner[in->stride + c] > largest, is_third, is_last;

            largest = is_second ? corner[in->stride + c] : largest;
            is_third = corner[x_row + c] > largest;
            largest = is_third ? corner[x_row + c] : largest;
            is_last = corner[x_row + in->stride + c] > largest;
            to[c] = !is_second && !is_third && !is_last ? gy[c] : 0;
            to[stride + c] = is_second && !is_third && !is_last ? gy[c] : 0;
            to[g_row + c] = is_third && !is_last ? gy[c] : 0;
            to[g_row + stride + c] = is_last ? gy[c] : 0;
          }
      }
}

static void
avgpool_back (int size, const Slot *in, const float *gy, float *gx)
{
  const int h = in->shape.h, w = in->shape.w, stride = align_channels (in->shape.c);

  memset (gx, 0, n_values (in->shape, stride) * sizeof *gx);
  for (int row = 0; row < size; row++)
    for (int column = 0; column < size; column++, gy += stride)
      {
        int top = row * h / size, bottom = ((row + 1) * h + size - 1) / size;
        int left = column * w / size, right = ((column + 1) * w + size - 1) / size;
        float count = (float) ((bottom - top) * (right - left));

        for (int r = top; r < bottom; r++)
          for (int s = left; s < right; s++)
            for (int c = 0; c < stride; c++)
              gx[(r * w + s) * (ptrdiff_t) stride + c] += gy[c] / count;
      }
}

/* From PyTorch's order, channels slowest, to pixels. */
static void
flatten_back (const Slot *in, const float *gy, float *gx)
{
  const int n_pixels = in->shape.h * in->shape.w, stride = align_channels (in->shape.c);

  memset (gx, 0, n_values (in->shape, stride) * sizeof *gx);
  for (int p = 0; p < n_pixels; p++)
    for (int c = 0; c < in->shape.c; c++)
      gx[p * (ptrdiff_t) stride + c] = gy[c * n_pixels + p];
}

void
nn_trace_op_back (const NnTracePlan *plan, int layer, const float *values, float *derivatives)
{
  const TraceLayer *at = &plan->layers[layer];
  const Slot *in = &plan->slots[layer], *out = &plan->slots[layer + 1];
  const float *x = values + in->values, *gy = derivatives + out->derivatives;
  float *gx = derivatives + in->derivatives;

  switch (at->op)
    {
    case NN_RELU:
      relu_back (in, x, gy, gx);
      break;
    case NN_MAXPOOL:
      maxpool_back (in, out, x, gy, gx);
      break;
    case NN_BATCHNORM:
      norm_back (at, in, gy, gx);
      break;
    case NN_AVGPOOL:
      avgpool_back (at->out, in, gy, gx);
      break;
    case NN_FLATTEN:
      flatten_back (in, gy, gx);
      break;
    case NN_CONV:
    case NN_LINEAR:
    case NN_N_OPS:
    default:
      break;
    }
}
