/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The inner loops, once per CPU level. kernels.c is compiled with other flags for each; every object exports one of
 * these const tables. Channels come last in memory (NHWC) and are padded with zeros to NN_CHANNEL_ALIGN. */

#include "nn.h"

enum { NN_CHANNEL_ALIGN = 32 }; /* a block of the widest level */
enum { NN_LIST_PADDING = 16 };  /* listed inputs from where weights are fetched to where they are used */

/* What is done to a layer's raw sums when they are stored, in this order; each part may be absent. */
typedef struct {
  bool is_relu;
  bool is_pool;       /* 2×2 maxima */
  const float *scale; /* per channel, NULL for none: y = fma (x, scale, shift) */
  const float *shift;
} NnPost;

/* Points of Winograd's F(4, 3) beside 0 and ∞: ±A and ±B. All their powers and products that are used are exact floats.
 */
#define NN_POINT_A 0.625f
#define NN_POINT_B 1.5f

/* A map for the Winograd transforms: rows, columns and channels (padded) of what is read or written; which outputs to
 * do: columns from first_column to out_w, rows from first_row to end_row, the firsts multiples of m. */
typedef struct {
  int h, w, c;
  int out_w, first_row, end_row, first_column;
} NnMap;

/* Pixels times blocks of packed weights. A pixel's inputs are `runs` runs of k floats, x_run apart. Pixels are x_stride
 * and y_stride floats apart or, with places, each where they say; blocks of weights are w_stride floats apart, blocks
 * of y follow each other. Vectors of w and y are aligned to their size. */
typedef struct {
  int pixels, blocks, k;
  const float *x;
  ptrdiff_t x_stride;
  const float *w;
  ptrdiff_t w_stride;
  float *y;
  ptrdiff_t y_stride;
  bool is_added; /* y += rather than y = */
  int runs;
  ptrdiff_t x_run;
  const ptrdiff_t *x_places, *y_places; /* floats from x and from y to each pixel, or NULL */
  const float *bias;      /* of the blocks' output channels, added to the sums when not is_added; or NULL */
  const uint16_t *inputs; /* NULL for all, or n_inputs, rising: the others are 0 in all pixels, and their weights
                             finite. Only with one run and without places */
  int n_inputs;
} NnProduct;

/* A map of h × w pixels of c channels (a multiple of NN_CHANNEL_ALIGN) that is stored: rows of x are x_row floats
 * apart, pixels c. With pooling y is h/2 × w/2. y is dense, and may be x if x is. */
typedef struct {
  int h, w, c;
  const float *x;
  ptrdiff_t x_row;
  float *y;
} NnStored;

/* Products on their way back to outputs: products[position][tile][channel], positions `position` floats apart; with the
 * bias and `post` to the map's y. With `others`, positions whose bit of `is_own` is not set are read from there. */
typedef struct {
  const float *products;
  ptrdiff_t position;
  const float *bias;
  const NnPost *post;
  float *y;
  const float *others; /* NULL for none */
  ptrdiff_t others_position;
  uint64_t is_own;
} NnGathered;

typedef struct {
  int lanes; /* of a vector; weights are packed in blocks of 2 · lanes output channels */

  /* y[p][b][l] =, = bias[b][l] + or += Σ_ri x[p][r][i] · w[b][r][i][l], the sum one fused multiply-add after the other
   * from 0 with r, then i rising: p < pixels, b < blocks, l < 2 · lanes, r < runs, i < k. A sum that is zero is +0, so
   * that inputs of 0 may be left out. */
  void (*multiply) (const NnProduct *product);

  /* y = post (x) for all pixels of the map. */
  void (*post) (const NnPost *post, const NnStored *map);

  /* Winograd F(m×m, 3×3), m 2 or 4. Tiles of m × m outputs go from left to right, from top to bottom; v and
   * products start with the first tile of first_row.
   * spread: v[position][tile][channel] of one image, positions v_position floats apart, (m + 2)² of them; gather: as
   * many positions of products to the stored outputs. */
  void (*spread) (int m, const NnMap *map, const float *x, float *v, ptrdiff_t v_position);
  void (*gather) (int m, const NnMap *map, const NnGathered *gathered);

  /* The inputs that are not 0 in all pixels, rising, then the last one NN_LIST_PADDING times again: there is room for
   * k + NN_LIST_PADDING. Of the product only pixels, k (rounded up to a
   * vector, with zeros behind), x and x_stride count. Returns how many there are. */
  int (*list_inputs) (const NnProduct *product, uint16_t *inputs);
} NnKernels;

/* What the transforms read outside of a map. */
extern const float nn_zeros[NN_MAX_CHANNELS];

extern const NnKernels nn_kernels_plain, nn_kernels_avx2, nn_kernels_avx512, nn_kernels_neon;

/* Those of a level that this build has; the plain ones for any other. */
const NnKernels *nn_kernels_of_level (NnLevel level);
