/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The forward pass: the plan's steps, one after the other. Activations are [image][row][column][channel], channels
 * padded to the step's stride with zeros.
 *
 * Large maps go one image at a time, because an image's activations then stay in the cache. Once maps are small, the
 * weights weigh more than the activations, and a chunk of images goes together, so that a weight that was fetched
 * serves them all. */

#include "plan.h"

#include <string.h>

/* Raw sums start from the bias. */
static void
fill_bias (const Step *step, size_t n_pixels, float *y)
{
  for (size_t p = 0; p < n_pixels; p++)
    memcpy (y + p * (size_t)step->out_stride, step->bias, (size_t)step->out_stride * sizeof *y);
}

/* Channels per round: a group's weights stay in the second-level cache while the rows pass by. */
static int
blocks_per_group (const NnPlan *plan)
{
  return 64 / (2 * plan->kernels->lanes);
}

/* Convolution of one image, row by row, tap by tap. Taps that fall outside of the map are skipped, not multiplied by
 * zero. */
static void
conv_rows (const NnPlan *plan, const Step *step, const float *x, float *y)
{
  const NnKernels *kernels = plan->kernels;
  int group = blocks_per_group (plan), lanes = kernels->lanes;

  fill_bias (step, (size_t)step->raw.h * (size_t)step->raw.w, y);
  for (int b = 0; b < step->n_blocks; b += group)
    for (int row = 0; row < step->raw.h; row++)
      for (int tap = 0; tap < 9; tap++)
        {
          int in_row = row + tap / 3 - 1, shift = tap % 3 - 1;
          int first = shift < 0 ? 1 : 0;
          int end = step->raw.w + shift > step->in.w ? step->in.w - shift : step->raw.w;

          if (in_row < 0 || in_row >= step->in.h || first >= end)
            continue;
          kernels->accumulate (end - first, step->n_blocks - b < group ? step->n_blocks - b : group, step->k,
                               x + (in_row * step->in.w + first + shift) * (ptrdiff_t)step->in_stride, step->in_stride,
                               step->weights + b * (ptrdiff_t)step->block_stride + tap * (ptrdiff_t)step->k * 2 * lanes,
                               step->block_stride,
                               y + (row * step->raw.w + first) * (ptrdiff_t)step->out_stride + b * 2 * lanes,
                               step->out_stride);
        }
}

/* The same for several images at once, position by position: the images are the pixels of a kernel's row. */
static void
conv_positions (const NnPlan *plan, const Step *step, int n, const float *x, ptrdiff_t x_image, float *y,
                ptrdiff_t y_image)
{
  const NnKernels *kernels = plan->kernels;
  int group = blocks_per_group (plan), lanes = kernels->lanes;

  for (int i = 0; i < n; i++)
    fill_bias (step, (size_t)step->raw.h * (size_t)step->raw.w, y + i * y_image);
  for (int b = 0; b < step->n_blocks; b += group)
    for (int tap = 0; tap < 9; tap++)
      for (int row = 0; row < step->raw.h; row++)
        for (int column = 0; column < step->raw.w; column++)
          {
            int in_row = row + tap / 3 - 1, in_column = column + tap % 3 - 1;

            if (in_row < 0 || in_row >= step->in.h || in_column < 0 || in_column >= step->in.w)
              continue;
            kernels->accumulate (
                n, step->n_blocks - b < group ? step->n_blocks - b : group, step->k,
                x + (in_row * step->in.w + in_column) * (ptrdiff_t)step->in_stride, x_image,
                step->weights + b * (ptrdiff_t)step->block_stride + tap * (ptrdiff_t)step->k * 2 * lanes,
                step->block_stride, y + (row * step->raw.w + column) * (ptrdiff_t)step->out_stride + b * 2 * lanes,
                y_image);
          }
}

/* One row of 3×3 patches, [column][ky][kx][channel], zeros outside of the map. */
static void
gather_patches (const Step *step, int row, const float *x, float *patches)
{
  size_t n = (size_t)step->in.c * sizeof *x;

  for (int column = 0; column < step->raw.w; column++)
    for (int tap = 0; tap < 9; tap++, patches += step->in.c)
      {
        int in_row = row + tap / 3 - 1, in_column = column + tap % 3 - 1;

        if (in_row < 0 || in_row >= step->in.h || in_column < 0 || in_column >= step->in.w)
          memset (patches, 0, n);
        else
          memcpy (patches, x + (in_row * step->in.w + in_column) * (ptrdiff_t)step->in_stride, n);
      }
}

static void
conv_patches (const NnPlan *plan, const Step *step, const float *x, float *y, float *patches)
{
  size_t row_size = (size_t)step->raw.w * (size_t)step->out_stride;

  fill_bias (step, (size_t)step->raw.h * (size_t)step->raw.w, y);
  for (int row = 0; row < step->raw.h; row++)
    {
      gather_patches (step, row, x, patches);
      plan->kernels->accumulate (step->raw.w, step->n_blocks, step->k, patches, step->k, step->weights,
                                 step->block_stride, y + (size_t)row * row_size, step->out_stride);
    }
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
        float count = (float)((bottom - top) * (right - left));

        memset (y, 0, (size_t)step->out_stride * sizeof *y);
        for (int r = top; r < bottom; r++)
          for (int s = left; s < right; s++)
            for (int c = 0; c < step->in.c; c++)
              y[c] += x[(r * step->in.w + s) * (ptrdiff_t)step->in_stride + c];
        for (int c = 0; c < step->in.c; c++)
          y[c] /= count;
      }
}

static void
flatten (const Step *step, const float *x, float *y)
{
  int n_pixels = step->in.h * step->in.w;

  memset (y, 0, (size_t)step->out_stride * sizeof *y);
  for (int p = 0; p < n_pixels; p++)
    for (int c = 0; c < step->in.c; c++)
      y[c * n_pixels + p] = x[p * (ptrdiff_t)step->in_stride + c];
}

/* One step on n images that are x_image and y_image floats apart. */
static void
run_step (const NnPlan *plan, const Step *step, int n, const float *x, ptrdiff_t x_image, float *y, ptrdiff_t y_image,
          float *patches)
{
  bool is_together = step->kind == STEP_LINEAR || (step->kind == STEP_CONV && n >= 4);

  if (step->kind == STEP_LINEAR)
    {
      for (int i = 0; i < n; i++)
        fill_bias (step, 1, y + i * y_image);
      plan->kernels->accumulate (n, step->n_blocks, step->k, x, x_image, step->weights, step->block_stride, y, y_image);
    }
  else if (is_together)
    conv_positions (plan, step, n, x, x_image, y, y_image);
  for (int i = 0; i < n; i++, x += x_image, y += y_image)
    {
      if (step->kind == STEP_CONV && !is_together)
        conv_rows (plan, step, x, y);
      else if (step->kind == STEP_PATCH)
        conv_patches (plan, step, x, y, patches);
      else if (step->kind == STEP_AVGPOOL)
        average_pool (step, x, y);
      else if (step->kind == STEP_FLATTEN)
        flatten (step, x, y);
      else if (step->kind == STEP_NOTHING)
        memcpy (y, x, n_values (step->in, step->in_stride) * sizeof *x);
      if (step->post.is_relu || step->post.is_pool || step->post.scale)
        plan->kernels->post (&step->post, step->raw.h, step->raw.w, step->out_stride, y,
                             step->raw.w * (ptrdiff_t)step->out_stride, y);
    }
}

/* From [c][h][w] to [h][w][c]. */
static void
take_input (const NnPlan *plan, const float *x, float *y)
{
  size_t n_pixels = (size_t)plan->input.h * (size_t)plan->input.w;

  if (plan->input_stride != plan->input.c)
    memset (y, 0, n_pixels * (size_t)plan->input_stride * sizeof *y);
  for (size_t p = 0; p < n_pixels; p++)
    for (size_t c = 0; c < (size_t)plan->input.c; c++)
      y[p * (size_t)plan->input_stride + c] = x[c * n_pixels + p];
}

/* From [h][w][c] to [c][h][w]. */
static void
give_output (const NnPlan *plan, const float *x, float *y)
{
  size_t n_pixels = (size_t)plan->output.h * (size_t)plan->output.w, stride = (size_t)align_channels (plan->output.c);

  for (size_t p = 0; p < n_pixels; p++)
    for (size_t c = 0; c < (size_t)plan->output.c; c++)
      y[c * n_pixels + p] = x[p * stride + c];
}

/* The first part of the steps, for one image; what comes out is where the return value points. */
static const float *
run_alone (const NnPlan *plan, NnScratch *scratch, const float *x)
{
  int now = 0;

  take_input (plan, x, scratch->alone[now]);
  for (int i = 0; i < plan->n_alone; i++, now = !now)
    run_step (plan, &plan->steps[i], 1, scratch->alone[now], 0, scratch->alone[!now], 0, scratch->patches);
  return scratch->alone[now];
}

/* The second part, for n images in together[0]. */
static const float *
run_together (const NnPlan *plan, NnScratch *scratch, int n)
{
  ptrdiff_t image = (ptrdiff_t)plan->together_size;
  int now = 0;

  for (int i = plan->n_alone; i < plan->n_steps; i++, now = !now)
    run_step (plan, &plan->steps[i], n, scratch->together[now], image, scratch->together[!now], image,
              scratch->patches);
  return scratch->together[now];
}

void
nn_forward (const NnPlan *plan, NnScratch *scratch, int batch, const float *x, float *y)
{
  size_t n_in = n_values (plan->input, plan->input.c), n_out = n_values (plan->output, plan->output.c);
  const Step *last_alone = plan->n_alone > 0 ? &plan->steps[plan->n_alone - 1] : NULL;
  size_t n_between
      = last_alone ? n_values (last_alone->out, last_alone->out_stride) : n_values (plan->input, plan->input_stride);

  for (int done = 0; done < batch;)
    {
      int n = batch - done < NN_CHUNK ? batch - done : NN_CHUNK;
      const float *results;

      for (int i = 0; i < n; i++, x += n_in)
        memcpy (scratch->together[0] + (size_t)i * plan->together_size, run_alone (plan, scratch, x),
                n_between * sizeof *x);
      results = run_together (plan, scratch, n);
      for (int i = 0; i < n; i++, y += n_out)
        give_output (plan, results + (size_t)i * plan->together_size, y);
      done += n;
    }
}
