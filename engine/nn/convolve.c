/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Convolutions that are done directly: tap by tap, or a patch at a time. */

#include "steps.h"

#include <string.h>

enum { MAX_PLACES = 24 * NN_SMALL_MAP }; /* pixels of one product that have a place each */

/* Of a map the rows from top to bottom, the columns from left to right. */
typedef struct {
  int top, bottom, left, right;
} Pixels;

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

/* Convolution of one image's pixels, row by row, tap by tap. Taps that fall outside of the map are skipped, not
 * multiplied by zero. */
static void
conv_rows (const Run *run, Blocks blocks, const Pixels *pixels, const float *x, float *y)
{
  const Step *step = run->step;
  int width = 2 * run->plan->kernels->lanes;

  for (int block = blocks.first; block < blocks.end; block += GROUP)
    for (int tap = 0; tap < 9; tap++)
      for (int row = pixels->top; row < pixels->bottom; row++)
        {
          NnProduct product = tap_product (run, blocks, block, tap);
          int in_row = row + tap / 3 - 1, shift = tap % 3 - 1;
          int first = shift < 0 && pixels->left == 0 ? 1 : pixels->left;
          int end = pixels->right + shift > step->in.w ? step->in.w - shift : pixels->right;

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

/* Images whose inputs are looked at together for those that are 0 in all of them: a multiple of all levels' tiles. */
enum { LISTED_TOGETHER = 12, MAX_LISTED = 16384 };

/* Of each pixel of the input, and of each few images, the inputs that are not 0 in all of them. */
typedef struct {
  int n_groups;
  int counts[2 * NN_SMALL_MAP]; /* [pixel][group] */
  uint16_t inputs[MAX_LISTED];  /* [pixel][group][k and padding] */
} Lists;

static bool
fits_lists (const Run *run)
{
  int n_pixels = run->step->in.h * run->step->in.w;

  return n_pixels <= NN_SMALL_MAP && run->n <= 2 * LISTED_TOGETHER
         && 2 * n_pixels * (run->step->k + NN_LIST_PADDING) <= MAX_LISTED;
}

static void
make_lists (const Run *run, Lists *lists)
{
  const Step *step = run->step;

  lists->n_groups = (run->n + LISTED_TOGETHER - 1) / LISTED_TOGETHER;
  for (int i = 0; i < step->in.h * step->in.w * lists->n_groups; i++)
    {
      int first = first_of_part (run->n, i % lists->n_groups, lists->n_groups);
      const NnProduct pixels = {
        .pixels = first_of_part (run->n, i % lists->n_groups + 1, lists->n_groups) - first,
        .k = step->k,
        .x = run->x + first * run->image + i / lists->n_groups * (ptrdiff_t) step->in_stride,
        .x_stride = run->image,
      };

      lists->counts[i] = run->plan->kernels->list_inputs (&pixels, lists->inputs + i * (step->k + NN_LIST_PADDING));
    }
}

/* One tap of one pixel, of all images. */
static void
multiply_listed (const Run *run, const Lists *lists, NnProduct *product, int x_pixel, int y_pixel)
{
  const float *x = run->x + x_pixel * (ptrdiff_t) run->step->in_stride;
  float *y = product->y + y_pixel * (ptrdiff_t) run->step->out_stride;
  NnProduct one = *product;

  for (int group = 0; group < lists->n_groups; group++)
    {
      int first = first_of_part (run->n, group, lists->n_groups), i = x_pixel * lists->n_groups + group;

      one.pixels = first_of_part (run->n, group + 1, lists->n_groups) - first;
      one.x = x + first * run->image;
      one.y = y + first * run->image;
      one.inputs = lists->inputs + i * (run->step->k + NN_LIST_PADDING);
      one.n_inputs = lists->counts[i];
      run->plan->kernels->multiply (&one);
    }
}

/* Small maps of many images that are often 0 in the same places: each pixel of all images by itself, without the inputs
 * that are 0 in all of them. */
static void
conv_listed (const Run *run, Blocks blocks)
{
  const Step *step = run->step;
  Lists lists;

  make_lists (run, &lists);
  for (int block = blocks.first; block < blocks.end; block += GROUP)
    for (int tap = 0; tap < 9; tap++)
      {
        NnProduct product = tap_product (run, blocks, block, tap);

        product.x_stride = product.y_stride = run->image;
        product.y = run->y + block * 2 * run->plan->kernels->lanes;
        for (int pixel = 0; pixel < step->raw.h * step->raw.w; pixel++)
          {
            int row = pixel / step->raw.w + tap / 3 - 1, column = pixel % step->raw.w + tap % 3 - 1;

            if (row >= 0 && row < step->in.h && column >= 0 && column < step->in.w)
              multiply_listed (run, &lists, &product, row * step->in.w + column, pixel);
          }
      }
}

void
nn_conv_part (const Run *run, int part, int n_parts)
{
  const Step *step = run->step;
  Blocks blocks = blocks_of_part (step, part, n_parts);
  int n_pixels = step->raw.h * step->raw.w;

  for (int i = 0; i < run->n; i++)
    fill_bias (run, blocks, (size_t) n_pixels, run->y + i * run->image);
  if (run->is_sparse && fits_lists (run))
    conv_listed (run, blocks);
  else if (n_pixels <= NN_SMALL_MAP && run->n * n_pixels <= MAX_PLACES)
    conv_places (run, blocks);
  else
    for (int i = 0; i < run->n; i++)
      conv_rows (run, blocks, &(Pixels){ 0, step->raw.h, 0, step->raw.w }, run->x + i * run->image,
                 run->y + i * run->image);
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

size_t
nn_patch_work (const Step *step)
{
  size_t rows = (size_t) rows_at_a_time (step);
  size_t n = (rows + 2) * ((size_t) step->in.w + 2) * (size_t) step->in.c
             + rows * (size_t) step->raw.w * (size_t) step->out_stride;

  return align_floats (n);
}

/* Where rows of patches are computed: raw sums, and rows of the map with a border of zeros. There a pixel's 3×3 patch
 * is three runs of memory, wherever it lies. */
typedef struct {
  float *raw, *rows;
  ptrdiff_t raw_row, map_row;
} PatchSpace;

static PatchSpace
make_patch_space (const Run *run, int part)
{
  const Step *step = run->step;
  PatchSpace space = {
    .raw = run->work + (size_t) part * nn_patch_work (step),
    .raw_row = step->raw.w * (ptrdiff_t) step->out_stride,
    .map_row = (step->in.w + 2) * (ptrdiff_t) step->in.c,
  };

  space.rows = space.raw + rows_at_a_time (step) * space.raw_row;
  return space;
}

/* The rows of the map that a round of rows reads; of the last round n_kept are there. */
static void
fill_patch_space (const Run *run, const PatchSpace *space, int image, int round, int n_kept)
{
  int n_rows = rows_at_a_time (run->step);

  memmove (space->rows, space->rows + n_rows * space->map_row, (size_t) (n_kept * space->map_row) * sizeof (float));
  for (int row = n_kept - 1; row <= n_rows; row++)
    copy_row (run->step, round * n_rows + row, run->x + image * run->image, space->rows + (row + 1) * space->map_row);
}

/* A round: these columns of a row that is stored. */
static void
patch_round (const Run *run, const PatchSpace *space, int image, int round, Span columns)
{
  const Step *step = run->step;
  int n_rows = rows_at_a_time (step), first = columns.first * n_rows; /* two columns as well, if they are pooled */
  NnProduct product = {
    .pixels = (columns.end - columns.first) * n_rows,
    .blocks = step->n_blocks,
    .k = step->k,
    .runs = 3,
    .x_stride = step->in.c,
    .x_run = space->map_row,
    .w = step->weights,
    .w_stride = step->block_stride,
    .y_stride = step->out_stride,
    .bias = step->bias,
  };
  const NnStored stored = {
    .h = n_rows,
    .w = product.pixels,
    .c = step->out_stride,
    .x = space->raw,
    .x_row = space->raw_row,
    .y = run->y + image * run->image + (round * step->out.w + columns.first) * (ptrdiff_t) step->out_stride,
  };

  for (int row = 0; row < n_rows; row++)
    {
      product.x = space->rows + row * space->map_row + first * (ptrdiff_t) step->in.c;
      product.y = space->raw + row * space->raw_row;
      run->plan->kernels->multiply (&product);
    }
  run->plan->kernels->post (&step->post, &stored);
}

void
nn_patch_part (const Run *run, int part, int n_parts)
{
  const PatchSpace space = make_patch_space (run, part);
  int n_rounds = run->step->raw.h / rows_at_a_time (run->step);
  int first = first_of_part (n_rounds, part, n_parts), end = first_of_part (n_rounds, part + 1, n_parts);

  for (int i = 0; i < run->n; i++)
    for (int round = first; round < end; round++)
      {
        fill_patch_space (run, &space, i, round, round > first ? 2 : 0);
        patch_round (run, &space, i, round, (Span){ 0, run->step->out.w });
      }
}

/* ---- One image's regions ---- */

/* A row of the output by the taps, its raw sums in the work space. */
static void
conv_round (const Run *run, int row, Span columns)
{
  const Step *step = run->step;
  const Blocks all = { 0, step->n_blocks };
  int n = rows_at_a_time (step);
  const Pixels pixels = { row * n, row * n + n, columns.first * n, columns.end * n };
  ptrdiff_t raw_row = step->raw.w * (ptrdiff_t) step->out_stride;
  float *corner = run->work + pixels.top * raw_row + pixels.left * (ptrdiff_t) step->out_stride;
  const NnStored stored = {
    .h = n,
    .w = pixels.right - pixels.left,
    .c = step->out_stride,
    .x = corner,
    .x_row = raw_row,
    .y = run->y + (row * step->out.w + columns.first) * (ptrdiff_t) step->out_stride,
  };

  for (int i = 0; i < n; i++)
    fill_bias (run, all, (size_t) stored.w, corner + i * raw_row);
  conv_rows (run, all, &pixels, run->x, run->work);
  run->plan->kernels->post (&step->post, &stored);
}

void
nn_run_region (const Run *run, const Region *out)
{
  const Step *step = run->step;
  const PatchSpace space = make_patch_space (run, 0);

  for (int row = 0; row < step->out.h; row++)
    if (out->rows[row] != 0 && step->kind == STEP_CONV)
      conv_round (run, row, span_of_row (out->rows[row]));
    else if (out->rows[row] != 0)
      {
        fill_patch_space (run, &space, 0, row, row > 0 && out->rows[row - 1] != 0 ? 2 : 0);
        patch_round (run, &space, 0, row, span_of_row (out->rows[row]));
      }
}
