/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The steps of the pass but convolutions. Activations are [image][row][column][channel], channels padded to the step's
 * stride with zeros. A step is done in parts that write to different places, so that threads can share it. */

#include "steps.h"

#include <string.h>

static void
linear_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  Blocks blocks = blocks_of_part (step, part, n_parts);
  ptrdiff_t first = blocks.first * 2 * run->plan->kernels->lanes;
  const NnProduct product = {
    .pixels = run->n,
    .blocks = blocks.end - blocks.first,
    .k = step->k,
    .runs = 1,
    .x = run->x,
    .x_stride = run->image,
    .w = step->weights + blocks.first * (ptrdiff_t) step->block_stride,
    .w_stride = step->block_stride,
    .y = run->y + first,
    .y_stride = run->image,
    .bias = step->bias + first,
  };

  run->plan->kernels->multiply (&product);
}

static void
average_pool (const Step *step, const float *x, float *y)
{
  int size = step->raw.h;

  for (int row = 0; row < size; row++)
    for (int column = 0; column < size; column++, y += step->out_stride)
      {
        int top = row * step->in.h / size, bottom = ((row + 1) * step->in.h + size - 1) / size;
        int left = column * step->in.w / size, right = ((column + 1) * step->in.w + size - 1) / size;
        float count = (float) ((bottom - top) * (right - left));

        memset (y, 0, (size_t) step->out_stride * sizeof *y);
        for (int r = top; r < bottom; r++)
          for (int s = left; s < right; s++)
            for (int c = 0; c < step->in.c; c++)
              y[c] += x[(r * step->in.w + s) * (ptrdiff_t) step->in_stride + c];
        for (int c = 0; c < step->in.c; c++)
          y[c] /= count;
      }
}

static void
flatten (const Step *step, const float *x, float *y)
{
  int n_pixels = step->in.h * step->in.w;

  memset (y, 0, (size_t) step->out_stride * sizeof *y);
  for (int p = 0; p < n_pixels; p++)
    for (int c = 0; c < step->in.c; c++)
      y[c * n_pixels + p] = x[p * (ptrdiff_t) step->in_stride + c];
}

/* Steps that are hardly any work. */
static void
run_small_step (const Run *run)
{
  const Step *step = run->step;

  for (int i = 0; i < run->n; i++)
    {
      const float *x = run->x + i * run->image;
      float *y = run->y + i * run->image;

      if (step->kind == STEP_AVGPOOL)
        average_pool (step, x, y);
      else if (step->kind == STEP_FLATTEN)
        flatten (step, x, y);
      else
        memcpy (y, x, n_values (step->in, step->in_stride) * sizeof *x);
    }
}

/* What is done on storing, in place. */
static void
run_post (const Run *run)
{
  const Step *step = run->step;

  if (!step->post.is_relu && !step->post.is_pool && !step->post.scale)
    return;
  for (int i = 0; i < run->n; i++)
    {
      float *y = run->y + i * run->image;
      const NnStored stored
          = { step->raw.h, step->raw.w, step->out_stride, y, step->raw.w * (ptrdiff_t) step->out_stride, y };

      run->plan->kernels->post (&step->post, &stored);
    }
}

void
nn_run_step (const Run *run)
{
  const Step *step = run->step;

  switch (step->kind)
    {
    case STEP_WINOGRAD:
      nn_winograd_step (run);
      return;
    case STEP_PATCH:
      nn_share (run, step->raw.h / rows_at_a_time (step), nn_patch_part);
      return;
    case STEP_CONV:
      nn_share (run, (step->n_blocks + GROUP - 1) / GROUP, nn_conv_part);
      break;
    case STEP_LINEAR:
      if (step->block_stride * step->n_blocks >= 1 << 15)
        nn_share (run, (step->n_blocks + GROUP - 1) / GROUP, linear_part);
      else
        linear_part (run, 0, 1);
      break;
    case STEP_NOTHING:
    case STEP_AVGPOOL:
    case STEP_FLATTEN:
    default:
      run_small_step (run);
      break;
    }
  run_post (run);
}
