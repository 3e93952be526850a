/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The inner loops. This one source is compiled for every CPU level, with NN_KERNELS naming the table that it defines.
 *
 * The same bits everywhere: lanes of a vector are different output channels, so a sum never runs across lanes. Each
 * call adds to an output one chain of fused multiply-adds that starts from zero, in the order of the inputs (a chain
 * per tap of a convolution: short chains round less than one long one); how many pixels and channels are in flight at
 * once (the register tile) changes nothing about the chain. The compiler may not contract or reorder
 * (-ffp-contract=off).
 *
 * The register tile: P pixels × V vectors of output channels, all sums in registers. A step of i reads V vectors of
 * weights and P inputs for P·V multiply-adds. P·V is chosen to hide the latency of the multiply-add (8 to 10 in flight)
 * and to fit the register file: 16 vectors on AVX2, 32 on AVX-512 and NEON. Measured on a Zen 5 with AVX-512, the
 * products of SkinCNN run at 95 to 108 G multiply-adds a second in a pass, a bare loop of multiply-adds at 112. */

#include "kernels.h"
#include "vec.h"

enum { MOST_PIXELS = 14, MOST_BLOCKS = 4 }; /* of any tile; a block is 2 vectors */
enum { MAX_PLACED = 12 };                   /* pixels with a pointer each: more do not fit x86's registers */

/* Where the sums of a tile go, and what is added to them first: nothing, a bias, or what is there. */
typedef enum { FROM_ZERO, FROM_BIAS, FROM_Y } Start;

typedef struct {
  float *y;
  const ptrdiff_t *places; /* of the pixels, or NULL: `stride` apart */
  ptrdiff_t stride;
  const float *bias;
} Place;

VEC_INLINE void
store_tile (const int pixels, const int blocks, const Start start, const Place *place, Vec sum[][2 * MOST_BLOCKS])
{
#pragma GCC unroll 16
  for (int p = 0; p < pixels; p++)
    {
      float *y = place->y + (place->places ? place->places[p] : p * place->stride);
      const float *from = start == FROM_Y ? y : place->bias;

#pragma GCC unroll 8
      for (int v = 0; v < 2 * blocks; v++)
        {
          Vec total = vec_add (sum[p][v], vec_splat (0)); /* never -0 */

          vec_store (y + v * LANES, start == FROM_ZERO ? total : vec_add (vec_load (from + v * LANES), total));
        }
    }
}

/* Inputs of a tile, rising. */
typedef struct {
  int n;
  const uint16_t *inputs;
} List;

/* The inputs of a tile: x_stride apart, or with `at` each where it says. */
typedef struct {
  const float *const *at;
  const float *x;
  ptrdiff_t x_stride, w_stride;
} Inputs;

/* Input i of all pixels times its weights. */
VEC_INLINE void
add_input (const int pixels, const int blocks, const Inputs *inputs, ptrdiff_t i, const float *w,
           Vec sum[][2 * MOST_BLOCKS])
{
#pragma GCC unroll 4
  for (int b = 0; b < blocks; b++)
    {
      Vec w0 = vec_load (w + b * inputs->w_stride), w1 = vec_load (w + b * inputs->w_stride + LANES);

#pragma GCC unroll 16
      for (int p = 0; p < pixels; p++)
        {
          Vec value = vec_splat (inputs->at ? inputs->at[p][i] : inputs->x[p * inputs->x_stride + i]);

          sum[p][2 * b] = vec_fma (value, w0, sum[p][2 * b]);
          sum[p][2 * b + 1] = vec_fma (value, w1, sum[p][2 * b + 1]);
        }
    }
}

/* One tile, its counts known to the compiler: pixels from `pixel` on, blocks from `block` on; of the inputs those that
 * are listed, or with NULL all. */
VEC_INLINE void
tile (const int pixels, const int blocks, const bool has_places, const List *list, const NnProduct *product, int pixel,
      int block)
{
  const float *w = product->w + block * product->w_stride, *at[MOST_PIXELS];
  const Inputs inputs = { has_places ? at : NULL, product->x + (has_places ? 0 : pixel * product->x_stride),
                          product->x_stride, product->w_stride };
  const Place place = { product->y + (has_places ? 0 : pixel * product->y_stride) + block * 2 * LANES,
                        has_places ? product->y_places + pixel : NULL, product->y_stride,
                        product->bias ? product->bias + block * 2 * LANES : NULL };
  Vec sum[MOST_PIXELS][2 * MOST_BLOCKS];

  if (pixels > (int) MAX_PIXELS || (has_places && pixels > (int) MAX_PLACED)) /* not on this level: no code for it */
    return;
#pragma GCC unroll 16
  for (int p = 0; p < pixels; p++)
    {
      at[p] = has_places ? product->x + product->x_places[pixel + p] : NULL;
#pragma GCC unroll 8
      for (int v = 0; v < 2 * blocks; v++)
        sum[p][v] = vec_splat (0);
    }
  for (int j = 0; list && j < list->n; j++)
    {
      const ptrdiff_t i = list->inputs[j], ahead = list->inputs[j + NN_LIST_PADDING];
      Inputs listed = { NULL, inputs.x + i, inputs.x_stride, inputs.w_stride };

      VEC_HIDE (listed.x);                        /* the distances between pixels stay in registers */
      __builtin_prefetch (w + ahead * 2 * LANES); /* the hardware does so by itself where none is left out */
      if (LANES == 16)
        __builtin_prefetch (w + ahead * 2 * LANES + LANES);
      add_input (pixels, blocks, &listed, 0, w + i * 2 * LANES, sum);
    }
  for (int run = 0; run < product->runs && !list; run++)
    {
      const ptrdiff_t first = run * product->x_run;

      for (ptrdiff_t i = first; i < first + product->k; i++, w += 2 * LANES)
        add_input (pixels, blocks, &inputs, i, w, sum);
    }
  if (product->is_added)
    store_tile (pixels, blocks, FROM_Y, &place, sum);
  else if (product->bias)
    store_tile (pixels, blocks, FROM_BIAS, &place, sum);
  else
    store_tile (pixels, blocks, FROM_ZERO, &place, sum);
}

/* The tile of that many pixels and one block of channels. */
VEC_INLINE void
tile_of_pixels (int pixels, const bool has_places, const List *list, const NnProduct *product, int pixel, int block)
{
  switch (pixels)
    {
    case 14:
      tile (14, 1, has_places, list, product, pixel, block);
      break;
    case 13:
      tile (13, 1, has_places, list, product, pixel, block);
      break;
    case 12:
      tile (12, 1, has_places, list, product, pixel, block);
      break;
    case 11:
      tile (11, 1, has_places, list, product, pixel, block);
      break;
    case 10:
      tile (10, 1, has_places, list, product, pixel, block);
      break;
    case 9:
      tile (9, 1, has_places, list, product, pixel, block);
      break;
    case 8:
      tile (8, 1, has_places, list, product, pixel, block);
      break;
    case 7:
      tile (7, 1, has_places, list, product, pixel, block);
      break;
    case 6:
      tile (6, 1, has_places, list, product, pixel, block);
      break;
    case 5:
      tile (5, 1, has_places, list, product, pixel, block);
      break;
    case 4:
      tile (4, 1, has_places, list, product, pixel, block);
      break;
    case 3:
      tile (3, 1, has_places, list, product, pixel, block);
      break;
    case 2:
      tile (2, 1, has_places, list, product, pixel, block);
      break;
    default:
      tile (1, 1, has_places, list, product, pixel, block);
      break;
    }
}

/* All blocks of 1 to 3 pixels: two or four blocks at a time, or too few sums would be in flight. */
VEC_INLINE void
multiply_few (const bool has_places, const NnProduct *product)
{
  int block = 0;

  for (; product->pixels == 1 && block + 4 <= product->blocks; block += 4)
    tile (1, 4, has_places, NULL, product, 0, block);
  for (; block + 2 <= product->blocks; block += 2)
    if (product->pixels == 3)
      tile (3, 2, has_places, NULL, product, 0, block);
    else if (product->pixels == 2)
      tile (2, 2, has_places, NULL, product, 0, block);
    else
      tile (1, 2, has_places, NULL, product, 0, block);
  if (block < product->blocks)
    tile_of_pixels (product->pixels, has_places, NULL, product, 0, block);
}

VEC_INLINE void
multiply_pixels (const bool has_places, const int max_pixels, const NnProduct *product)
{
  int n_tiles = (product->pixels + max_pixels - 1) / max_pixels;

  if (product->pixels <= 3)
    {
      multiply_few (has_places, product);
      return;
    }
  for (int block = 0; block < product->blocks; block++)
    for (int t = 0, pixel = 0; t < n_tiles; t++) /* tiles as even as can be: 14 pixels are 4 + 5 + 5, not 6 + 6 + 2 */
      {
        int end = product->pixels * (t + 1) / n_tiles;

        tile_of_pixels (end - pixel, has_places, NULL, product, pixel, block);
        pixel = end;
      }
}

static int
list_inputs (const NnProduct *product, uint16_t *inputs)
{
  int n = 0;

  for (int i = 0; i < product->k; i += LANES)
    {
      const float *x = product->x + i;
      Vec any = vec_load (x);

      for (int p = 1; p < product->pixels; p++)
        {
          x += product->x_stride;
          any = vec_or (any, vec_load (x));
        }
      for (uint32_t bits = vec_nonzero (any); bits; bits &= bits - 1)
        inputs[n++] = (uint16_t) (i + __builtin_ctz (bits));
    }
  for (int i = n; i < n + NN_LIST_PADDING; i++)
    inputs[i] = n > 0 ? inputs[n - 1] : 0;
  return n;
}

/* All blocks of the inputs that are listed. */
static void
multiply_listed (const NnProduct *product)
{
  const List list = { product->n_inputs, product->inputs };
  int n_tiles = (product->pixels + MAX_PIXELS - 1) / MAX_PIXELS;

  for (int block = 0; block < product->blocks; block++)
    for (int t = 0; t < n_tiles; t++)
      {
        int pixel = product->pixels * t / n_tiles, end = product->pixels * (t + 1) / n_tiles;

        tile_of_pixels (end - pixel, false, &list, product, pixel, block);
      }
}

static void
multiply (const NnProduct *product)
{
  if (product->inputs)
    multiply_listed (product);
  else if (product->x_places)
    multiply_pixels (true, (int) MAX_PIXELS < (int) MAX_PLACED ? (int) MAX_PIXELS : (int) MAX_PLACED, product);
  else
    multiply_pixels (false, MAX_PIXELS, product);
}

VEC_INLINE Vec
finish (const NnPost *step, int c, Vec v)
{
  if (step->is_relu)
    v = vec_relu (v);
  if (step->scale)
    v = vec_fma (v, vec_load (step->scale + c), vec_load (step->shift + c));
  return v;
}

static void
post (const NnPost *step, const NnStored *map)
{
  const int h = map->h, w = map->w, c = map->c;
  const ptrdiff_t x_row = map->x_row;
  const float *x = map->x;
  float *y = map->y;

  if (!step->is_pool)
    {
      for (int row = 0; row < h; row++, x += x_row)
        for (int column = 0; column < w; column++, y += c)
          for (int i = 0; i < c; i += LANES)
            vec_store (y + i, finish (step, i, vec_load (x + column * c + i)));
      return;
    }
  for (int row = 0; row < h / 2; row++, x += 2 * x_row)
    for (int column = 0; column < w / 2; column++, y += c)
      for (int i = 0; i < c; i += LANES)
        {
          const float *corner = x + 2 * column * c + i;
          Vec above = vec_max (vec_load (corner), vec_load (corner + c));
          Vec below = vec_max (vec_load (corner + x_row), vec_load (corner + x_row + c));

          vec_store (y + i, finish (step, i, vec_max (above, below)));
        }
}

#include "winograd.h"

const NnKernels NN_KERNELS = { LANES, multiply, post, spread, gather, list_inputs };
