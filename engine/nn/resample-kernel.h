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

/* One direction of a resize: which source pixels make which output pixel, and with what coefficients. */
typedef struct {
  int n_out;
  int first, end;   /* all source pixels used: first … end - 1 */
  size_t n_taps;    /* coefficients kept for one output; a multiple of NN_RESAMPLE_BLOCK */
  NnSpan *spans;    /* [n_out] */
  int32_t *weights; /* [n_out][n_taps], zero behind the span */
  int16_t *halves;  /* [n_out][2][n_taps]: weight = high · 65536 + low, low first; horizontal axis only */
} NnAxis;

typedef struct {
  /* Horizontal pass over one row of RGB pixels: out[3 i + c] = clip (round (sum of rgb[3 (start + t) + c] ·
   * weights[t])). Reads the pixels first … end - 1 only. planes: scratch for 3 · (end - first + NN_RESAMPLE_BLOCK)
   * values. */
  void (*filter_row) (const uint8_t *rgb, const NnAxis *axis, int16_t *planes, uint8_t *out);

  /* Vertical pass over one row of n bytes: out[i] = clip (round (sum of rows[t · stride + i] · k[t])). */
  void (*filter_column) (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n);
} NnResampleKernels;

/* The kernels of that level, or of the nearest one below it; NULL if this CPU cannot run the level. All give the same
 * bytes. Costs no CPUID. */
const NnResampleKernels *nn_resample_kernels (NnLevel level);

/* nn_resample_rgb8() with the given kernels. */
bool nn_resample_rgb8_with (const NnResampleKernels *kernels, const NnImage *src, const double box[4], NnFilter filter,
                            const NnImageOut *dst);
