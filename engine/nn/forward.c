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
    memcpy (y + p * (size_t) step->out_stride, step->bias, (size_t) step->out_stride * sizeof *y);
}

/* Blocks of output channels per round: the weights of one tap of a group stay in the first-level cache while the pixels
 * pass by. */
enum { GROUP = 2 };

/* The product of one tap with a group of blocks, from `block` on; the caller adds which pixels. */
static NnProduct
tap_product (const NnPlan *plan, const Step *step, int block, int tap)
{
  int left = step->n_blocks - block, width = 2 * plan->kernels->lanes;

  return (NnProduct){
    .blocks = left < GROUP ? left : GROUP,
    .k = step->k,
    .x_stride = step->in_stride,
    .w = step->weights + block * (ptrdiff_t) step->block_stride + tap * (ptrdiff_t) step->k * width,
    .w_stride = step->block_stride,
    .y_stride = step->out_stride,
    .is_added = true,
  };
}

/* Convolution of one image, row by row, tap by tap. Taps that fall outside of the map are skipped, not multiplied by
 * zero. */
static void
conv_rows (const NnPlan *plan, const Step *step, const float *x, float *y)
{
  int width = 2 * plan->kernels->lanes;

  fill_bias (step, (size_t) step->raw.h * (size_t) step->raw.w, y);
  for (int block = 0; block < step->n_blocks; block += GROUP)
    for (int tap = 0; tap < 9; tap++)
      for (int row = 0; row < step->raw.h; row++)
        {
          NnProduct product = tap_product (plan, step, block, tap);
          int in_row = row + tap / 3 - 1, shift = tap % 3 - 1;
          int first = shift < 0 ? 1 : 0;
          int end = step->raw.w + shift > step->in.w ? step->in.w - shift : step->raw.w;

          if (in_row < 0 || in_row >= step->in.h || first >= end)
            continue;
          product.pixels = end - first;
          product.x = x + (in_row * step->in.w + first + shift) * (ptrdiff_t) step->in_stride;
          product.y = y + (row * step->raw.w + first) * (ptrdiff_t) step->out_stride + block * width;
          plan->kernels->multiply (&product);
        }
}

/* The same for several images at once, position by position: the images are the pixels of a kernel's row. */
static void
conv_positions (const NnPlan *plan, const Step *step, int n, const float *x, ptrdiff_t x_image, float *y,
                ptrdiff_t y_image)
{
  int width = 2 * plan->kernels->lanes;

  for (int i = 0; i < n; i++)
    fill_bias (step, (size_t) step->raw.h * (size_t) step->raw.w, y + i * y_image);
  for (int block = 0; block < step->n_blocks; block += GROUP)
    for (int tap = 0; tap < 9; tap++)
      for (int row = 0; row < step->raw.h; row++)
        for (int column = 0; column < step->raw.w; column++)
          {
            NnProduct product = tap_product (plan, step, block, tap);
            int in_row = row + tap / 3 - 1, in_column = column + tap % 3 - 1;

            if (in_row < 0 || in_row >= step->in.h || in_column < 0 || in_column >= step->in.w)
              continue;
            product.pixels = n;
            product.x = x + (in_row * step->in.w + in_column) * (ptrdiff_t) step->in_stride;
            product.x_stride = x_image;
            product.y = y + (row * step->raw.w + column) * (ptrdiff_t) step->out_stride + block * width;
            product.y_stride = y_image;
            plan->kernels->multiply (&product);
          }
}

/* One row of 3×3 patches, [column][ky][kx][channel], zeros outside of the map. */
static void
gather_patches (const Step *step, int row, const float *x, float *patches)
{
  size_t n = (size_t) step->in.c * sizeof *x;

  for (int column = 0; column < step->raw.w; column++)
    for (int tap = 0; tap < 9; tap++, patches += step->in.c)
      {
        int in_row = row + tap / 3 - 1, in_column = column + tap % 3 - 1;

        if (in_row < 0 || in_row >= step->in.h || in_column < 0 || in_column >= step->in.w)
          memset (patches, 0, n);
        else
          memcpy (patches, x + (in_row * step->in.w + in_column) * (ptrdiff_t) step->in_stride, n);
      }
}

/* All pixels of x, each k floats, with all of the weights, to y. */
static void
multiply_all (const NnPlan *plan, const Step *step, int pixels, const float *x, ptrdiff_t x_stride, float *y,
              ptrdiff_t y_stride)
{
  const NnProduct product = {
    .pixels = pixels,
    .blocks = step->n_blocks,
    .k = step->k,
    .x = x,
    .x_stride = x_stride,
    .w = step->weights,
    .w_stride = step->block_stride,
    .y = y,
    .y_stride = y_stride,
    .is_added = true,
  };

  plan->kernels->multiply (&product);
}

static void
conv_patches (const NnPlan *plan, const Step *step, const float *x, float *y, float *patches)
{
  size_t row_size = (size_t) step->raw.w * (size_t) step->out_stride;

  fill_bias (step, (size_t) step->raw.h * (size_t) step->raw.w, y);
  for (int row = 0; row < step->raw.h; row++, y += row_size)
    {
      gather_patches (step, row, x, patches);
      multiply_all (plan, step, step->raw.w, patches, step->k, y, step->out_stride);
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

/* The work of a step that takes its images one by one. */
static void
run_image (const NnPlan *plan, const Step *step, const float *x, float *y, float *work)
{
  switch (step->kind)
    {
    case STEP_CONV:
      conv_rows (plan, step, x, y);
      break;
    case STEP_PATCH:
      conv_patches (plan, step, x, y, work);
      break;
    case STEP_AVGPOOL:
      average_pool (step, x, y);
      break;
    case STEP_FLATTEN:
      flatten (step, x, y);
      break;
    case STEP_NOTHING:
      memcpy (y, x, n_values (step->in, step->in_stride) * sizeof *x);
      break;
    case STEP_WINOGRAD:
    case STEP_LINEAR:
    default:
      break;
    }
}

/* One step on n images that are `image` floats apart, in x and in y. */
static void
run_step (const NnPlan *plan, const Step *step, int n, const float *x, float *y, ptrdiff_t image, float *work)
{
  bool is_stored_apart = step->post.is_relu || step->post.is_pool || step->post.scale;

  if (step->kind == STEP_WINOGRAD)
    {
      nn_winograd_step (plan, step, n, x, image, y, image, work);
      return;
    }
  if (step->kind == STEP_LINEAR)
    {
      for (int i = 0; i < n; i++)
        fill_bias (step, 1, y + i * image);
      multiply_all (plan, step, n, x, image, y, image);
    }
  else if (step->kind == STEP_CONV && n >= 4 && step->raw.h * step->raw.w <= 16)
    conv_positions (plan, step, n, x, image, y, image);
  else
    for (int i = 0; i < n; i++)
      run_image (plan, step, x + i * image, y + i * image, work);
  for (int i = 0; i < n && is_stored_apart; i++, y += image)
    plan->kernels->post (&step->post, step->raw.h, step->raw.w, step->out_stride, y,
                         step->raw.w * (ptrdiff_t) step->out_stride, y);
}

/* From [c][h][w] to [h][w][c]. */
static void
take_input (const NnPlan *plan, const float *x, float *y)
{
  size_t n_pixels = (size_t) plan->input.h * (size_t) plan->input.w;

  if (plan->input_stride != plan->input.c)
    memset (y, 0, n_pixels * (size_t) plan->input_stride * sizeof *y);
  for (size_t p = 0; p < n_pixels; p++)
    for (size_t c = 0; c < (size_t) plan->input.c; c++)
      y[p * (size_t) plan->input_stride + c] = x[c * n_pixels + p];
}

/* From [h][w][c] to [c][h][w]. */
static void
give_output (const NnPlan *plan, const float *x, float *y)
{
  size_t n_pixels = (size_t) plan->output.h * (size_t) plan->output.w,
         stride = (size_t) align_channels (plan->output.c);

  for (size_t p = 0; p < n_pixels; p++)
    for (size_t c = 0; c < (size_t) plan->output.c; c++)
      y[c * n_pixels + p] = x[p * stride + c];
}

/* Brings n images through phase p and those before it. Returns where their activations are, phases[p].size floats
 * apart. */
static const float *
run_phase (const NnPlan *plan, NnScratch *scratch, int p, int n, const float *x)
{
  const Phase *phase = &plan->phases[p], *before = p > 0 ? phase - 1 : NULL;
  float *const *values = scratch->values[p];
  size_t n_in = n_values (plan->input, plan->input.c);
  int n_parts = before ? (n + before->images - 1) / before->images : 0, now = 0;

  if (!before)
    take_input (plan, x, values[0]);
  for (int part = 0, done = 0; part < n_parts; part++) /* as even as can be */
    {
      int end = n * (part + 1) / n_parts;
      const float *results = run_phase (plan, scratch, p - 1, end - done, x + (size_t) done * n_in);

      for (; done < end; done++, results += before->size)
        memcpy (values[0] + (size_t) done * phase->size, results,
                (before->size < phase->size ? before->size : phase->size) * sizeof *x);
    }
  for (int i = before ? before->end : 0; i < phase->end; i++, now = !now)
    run_step (plan, &plan->steps[i], n, values[now], values[!now], (ptrdiff_t) phase->size, scratch->work);
  return values[now];
}

void
nn_forward (const NnPlan *plan, NnScratch *scratch, int batch, const float *x, float *y)
{
  size_t n_in = n_values (plan->input, plan->input.c), n_out = n_values (plan->output, plan->output.c);
  const Phase *last = &plan->phases[NN_PHASES - 1];
  int n_parts = (batch + last->images - 1) / last->images;

  for (int part = 0, done = 0; part < n_parts; part++)
    {
      int end = (int) ((long long) batch * (part + 1) / n_parts);
      const float *results = run_phase (plan, scratch, NN_PHASES - 1, end - done, x + (size_t) done * n_in);

      for (; done < end; done++, results += last->size)
        give_output (plan, results, y + (size_t) done * n_out);
    }
}
