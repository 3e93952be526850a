/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The steps of the pass but Winograd's. Activations are [image][row][column][channel], channels padded to the step's
 * stride with zeros. A step is done in parts that write to different places, so that threads can share it. */

#include "plan.h"

#include <string.h>

/* Blocks of output channels per round: the weights of one tap of a group stay in the first-level cache while the pixels
 * pass by. */
enum { GROUP = 2 };

enum { MAX_PLACES = 24 * NN_SMALL_MAP }; /* pixels of one product that have a place each */

/* Blocks of output channels, from first to end. */
typedef struct {
  int first, end;
} Blocks;

/* The groups of blocks of one part. */
static Blocks
blocks_of_part (const Step *step, int part, int n_parts)
{
  int n_groups = (step->n_blocks + GROUP - 1) / GROUP, end = first_of_part (n_groups, part + 1, n_parts) * GROUP;

  return (Blocks){ first_of_part (n_groups, part, n_parts) * GROUP, end < step->n_blocks ? end : step->n_blocks };
}

/* Raw sums start from the bias. */
static void
fill_bias (const Run *run, Blocks blocks, size_t n_pixels, float *y)
{
  size_t width = 2 * (size_t) run->plan->kernels->lanes, first = (size_t) blocks.first * width;
  size_t size = (size_t) (blocks.end - blocks.first) * width * sizeof *y;

  for (size_t p = 0; p < n_pixels; p++)
    memcpy (y + p * (size_t) run->step->out_stride + first, run->step->bias + first, size);
}

/* The product of one tap with a group of blocks, from `block` on; the caller adds which pixels. */
static NnProduct
tap_product (const Run *run, Blocks blocks, int block, int tap)
{
  const Step *step = run->step;
  int left = blocks.end - block, width = 2 * run->plan->kernels->lanes;

  return (NnProduct){
    .blocks = left < GROUP ? left : GROUP,
    .k = step->k,
    .runs = 1,
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
conv_rows (const Run *run, Blocks blocks, const float *x, float *y)
{
  const Step *step = run->step;
  int width = 2 * run->plan->kernels->lanes;

  for (int block = blocks.first; block < blocks.end; block += GROUP)
    for (int tap = 0; tap < 9; tap++)
      for (int row = 0; row < step->raw.h; row++)
        {
          NnProduct product = tap_product (run, blocks, block, tap);
          int in_row = row + tap / 3 - 1, shift = tap % 3 - 1;
          int first = shift < 0 ? 1 : 0;
          int end = step->raw.w + shift > step->in.w ? step->in.w - shift : step->raw.w;

          if (in_row < 0 || in_row >= step->in.h || first >= end)
            continue;
          product.pixels = end - first;
          product.x = x + (in_row * step->in.w + first + shift) * (ptrdiff_t) step->in_stride;
          product.y = y + (row * step->raw.w + first) * (ptrdiff_t) step->out_stride + block * width;
          run->plan->kernels->multiply (&product);
        }
}

/* Small maps have too few pixels in a row: all pixels of a tap, of all images, go together, so that a weight that was
 * fetched serves them all. Returns how many there are. */
static int
list_places (const Run *run, int tap, ptrdiff_t *x_places, ptrdiff_t *y_places)
{
  const Step *step = run->step;
  int down = tap / 3 - 1, right = tap % 3 - 1, n = 0;
  int end_row = step->raw.h < step->in.h - down ? step->raw.h : step->in.h - down;
  int end_column = step->raw.w < step->in.w - right ? step->raw.w : step->in.w - right;

  for (int i = 0; i < run->n; i++)
    for (int row = down < 0; row < end_row; row++)
      for (int column = right < 0; column < end_column; column++)
        {
          x_places[n] = i * run->image + ((row + down) * step->in.w + column + right) * (ptrdiff_t) step->in_stride;
          y_places[n++] = i * run->image + (row * step->raw.w + column) * (ptrdiff_t) step->out_stride;
        }
  return n;
}

static void
conv_places (const Run *run, Blocks blocks)
{
  ptrdiff_t x_places[MAX_PLACES], y_places[MAX_PLACES];
  int width = 2 * run->plan->kernels->lanes;

  for (int block = blocks.first; block < blocks.end; block += GROUP)
    for (int tap = 0; tap < 9; tap++)
      {
        NnProduct product = tap_product (run, blocks, block, tap);

        product.pixels = list_places (run, tap, x_places, y_places);
        product.x = run->x;
        product.x_places = x_places;
        product.y = run->y + block * width;
        product.y_places = y_places;
        if (product.pixels > 0)
          run->plan->kernels->multiply (&product);
      }
}

static void
conv_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  Blocks blocks = blocks_of_part (step, part, n_parts);
  int n_pixels = step->raw.h * step->raw.w;

  for (int i = 0; i < run->n; i++)
    fill_bias (run, blocks, (size_t) n_pixels, run->y + i * run->image);
  if (n_pixels <= NN_SMALL_MAP && run->n * n_pixels <= MAX_PLACES)
    conv_places (run, blocks);
  else
    for (int i = 0; i < run->n; i++)
      conv_rows (run, blocks, run->x + i * run->image, run->y + i * run->image);
}

/* One row of the map without the padding of its channels, a pixel of zeros on both sides; zeros alone for a row that
 * the map does not have. */
static void
copy_row (const Step *step, int row, const float *x, float *y)
{
  size_t c = (size_t) step->in.c, w = (size_t) step->in.w, stride = (size_t) step->in_stride;

  memset (y, 0, (row < 0 || row >= step->in.h ? w + 2 : 1) * c * sizeof *y);
  if (row < 0 || row >= step->in.h)
    return;
  x += (size_t) row * w * stride;
  if (stride == c)
    memcpy (y + c, x, w * c * sizeof *y);
  else
    for (size_t column = 0; column < w; column++)
      memcpy (y + (column + 1) * c, x + column * stride, c * sizeof *y);
  memset (y + (w + 1) * c, 0, c * sizeof *y);
}

/* Rows of a convolution that are stored at a time: two if they are pooled, so that the raw sums never leave the cache.
 */
static int
rows_at_a_time (const Step *step)
{
  return step->post.is_pool ? 2 : 1;
}

size_t
nn_patch_work (const Step *step)
{
  size_t rows = (size_t) rows_at_a_time (step);
  size_t n = (rows + 2) * ((size_t) step->in.w + 2) * (size_t) step->in.c
             + rows * (size_t) step->raw.w * (size_t) step->out_stride;

  return (n + NN_CHANNEL_ALIGN - 1) / NN_CHANNEL_ALIGN * NN_CHANNEL_ALIGN;
}

/* The rows of one part. In the part's own work space are the raw sums, and rows of the map with a border of zeros:
 * there a pixel's 3×3 patch is three runs of memory, wherever it lies. */
static void
patch_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  int n_rows = rows_at_a_time (step), n_rounds = step->raw.h / n_rows;
  ptrdiff_t raw_row = step->raw.w * (ptrdiff_t) step->out_stride, y_row = step->out.w * (ptrdiff_t) step->out_stride;
  ptrdiff_t map_row = (step->in.w + 2) * (ptrdiff_t) step->in.c;
  float *raw = run->work + (size_t) part * nn_patch_work (step), *rows = raw + n_rows * raw_row;
  NnProduct product = {
    .pixels = step->raw.w,
    .blocks = step->n_blocks,
    .k = step->k,
    .runs = 3,
    .x_stride = step->in.c,
    .x_run = map_row,
    .w = step->weights,
    .w_stride = step->block_stride,
    .y_stride = step->out_stride,
    .bias = step->bias,
  };
  NnStored stored = { n_rows, step->raw.w, step->out_stride, raw, raw_row, NULL };
  int first = first_of_part (n_rounds, part, n_parts), end = first_of_part (n_rounds, part + 1, n_parts);

  for (int i = 0; i < run->n; i++)
    for (int round = first; round < end; round++)
      {
        int n_kept = round > first ? 2 : 0; /* rows of the last round */

        memmove (rows, rows + n_rows * map_row, (size_t) (n_kept * map_row) * sizeof *rows);
        for (int row = n_kept - 1; row <= n_rows; row++)
          copy_row (step, round * n_rows + row, run->x + i * run->image, rows + (row + 1) * map_row);
        for (int row = 0; row < n_rows; row++)
          {
            product.x = rows + row * map_row;
            product.y = raw + row * raw_row;
            run->plan->kernels->multiply (&product);
          }
        stored.y = run->y + i * run->image + round * y_row;
        run->plan->kernels->post (&step->post, &stored);
      }
}

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
      nn_share (run, step->raw.h / rows_at_a_time (step), patch_part);
      return;
    case STEP_CONV:
      nn_share (run, (step->n_blocks + GROUP - 1) / GROUP, conv_part);
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
