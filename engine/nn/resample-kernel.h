/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The inner loops of the resampler, and the way for tests and benchmarks to run them one by one. Private to nn. */

#include "nn.h"

/* Coefficients have 22 fraction bits, Pillow's number: 32 bits less 8 for the pixel and 2 for overshoot and sign. */
enum { NN_RESAMPLE_BITS = 22 };

/* Rows are filtered NN_RESAMPLE_BLOCK taps at a time, the last block filled up with zero coefficients. */
enum { NN_RESAMPLE_BLOCK = 16 };

/* The source pixels start … start + count - 1 that make one output pixel. */
typedef struct {
  int start, count;
} NnSpan;

typedef struct {
  /* n RGB pixels -> three planes, `plane` values apart. Reads 3 · n bytes exactly. */
  void (*unpack_row) (const uint8_t *rgb, size_t n, int16_t *planes, size_t plane);

  /* Horizontal pass over one row: out[i] = clip (round (sum of planes[span + t] · k[t])) for the three planes.
   * k: for each output the low halves of n_taps coefficients, then their high halves (k = high · 65536 + low).
   * planes must be readable up to NN_RESAMPLE_BLOCK - 1 values past the end of each span. */
  void (*filter_row) (const int16_t *planes, size_t plane, const NnSpan *spans, int n_out, const int16_t *k,
                      size_t n_taps, uint8_t *out);

  /* Vertical pass over one row of n bytes: out[i] = clip (round (sum of rows[t · stride + i] · k[t])). */
  void (*filter_column) (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n);
} NnResampleKernels;

/* The kernels of that level, or of the nearest one below it; NULL if this CPU cannot run the level. All give the same
 * bytes. Costs no CPUID. */
const NnResampleKernels *nn_resample_kernels (NnLevel level);

/* nn_resample_rgb8() with the given kernels. */
bool nn_resample_rgb8_with (const NnResampleKernels *kernels, const uint8_t *src, int w, int h, size_t stride,
                            const double box[4], uint8_t *dst, int out_w, int out_h, NnFilter filter);
