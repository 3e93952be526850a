/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Images made small and grey, and how much is in them. All in whole numbers, so that it is the same everywhere. */

#include "nn.h"

#include <stdlib.h>
#include <string.h>

enum {
  MAX_SAMPLES = 8, /* along a side of what becomes one pixel; of more, every second, third … is taken */
  MAX_TAKEN = 2 * MAX_SAMPLES - 1, /* so many are left then */
  INVERSE_BITS = 24,
};

/* n pixels from the first on, step by step, that one pixel of the small image is the mean of. */
typedef struct {
  int first, step, n;
} Span;

/* Cuts n pixels into n_parts, and takes part number i. */
static Span
cut (int n, int n_parts, int i)
{
  int first = (int) ((int64_t) n * i / n_parts), end = (int) ((int64_t) n * (i + 1) / n_parts);
  int step = (end - first) / MAX_SAMPLES > 1 ? (end - first) / MAX_SAMPLES : 1;

  return (Span){ first, step, (end - first + step - 1) / step };
}

/* The sums of n bytes over the rows of the span; rows is the first of all. One row after the other: memory likes that
 * better than one column after the other. */
static void
add_rows (const uint8_t *rows, size_t stride, const Span *span, size_t n, uint16_t *restrict sums)
{
  rows += (size_t) span->first * stride;
  for (size_t i = 0; i < n; i++)
    sums[i] = rows[i];
  for (int k = 1; k < span->n; k++)
    {
      rows += (size_t) span->step * stride;
      for (size_t i = 0; i < n; i++)
        sums[i] = (uint16_t) (sums[i] + rows[i]);
    }
}

/* inverses[n]: 2^INVERSE_BITS / n, a bit more. What is divided has 16 bits, so that x · inverses[n] >> INVERSE_BITS is
 * x / n exactly as long as n is below 256. */
static void
fill_inverses (uint32_t inverses[MAX_TAKEN * MAX_TAKEN + 1])
{
  for (uint32_t n = 1; n <= MAX_TAKEN * MAX_TAKEN; n++)
    inverses[n] = (1u << INVERSE_BITS) / n + 1;
}

/* sums: of the whole row */
static uint8_t
find_luma (const uint16_t *sums, const Span *span, uint32_t inverse)
{
  uint32_t r = 0, g = 0, b = 0;

  sums += 3 * (size_t) span->first;
  for (int k = 0; k < span->n; k++, sums += 3 * span->step)
    {
      r += sums[0];
      g += sums[1];
      b += sums[2];
    }
  return (uint8_t) ((uint64_t) ((77 * r + 150 * g + 29 * b) >> 8) * inverse >> INVERSE_BITS);
}

/* Rows are added up first, which is most of the work and goes over contiguous bytes. */
bool
nn_shrink_luma (const NnImage *src, uint8_t *luma, int w, int h)
{
  size_t n = 3 * (size_t) src->w;
  uint16_t *sums = malloc (n * sizeof *sums);
  Span *spans = malloc ((size_t) w * sizeof *spans);
  uint32_t inverses[MAX_TAKEN * MAX_TAKEN + 1];
  bool ok = sums != NULL && spans != NULL;

  fill_inverses (inverses);
  for (int j = 0; ok && j < w; j++)
    spans[j] = cut (src->w, w, j);
  for (int i = 0; ok && i < h; i++)
    {
      Span rows = cut (src->h, h, i);

      add_rows (src->pixels, src->stride, &rows, n, sums);
      for (int j = 0; j < w; j++)
        *luma++ = find_luma (sums, &spans[j], inverses[rows.n * spans[j].n]);
    }
  free (sums);
  free (spans);
  return ok;
}

NnMoments
nn_luma_moments (const uint8_t *luma, int w, int h)
{
  NnMoments moments = { (int64_t) w * h, 0, 0 };

  for (int y = 0; y < h; y++, luma += w)
    {
      uint32_t sum = 0, squares = 0;

      for (int x = 0; x < w; x++)
        {
          sum += luma[x];
          squares += (uint32_t) luma[x] * luma[x];
        }
      moments.sum += sum;
      moments.squares += squares;
    }
  return moments;
}

NnMoments
nn_luma_laplacian (const uint8_t *luma, int w, int h)
{
  NnMoments moments = { w > 2 && h > 2 ? (int64_t) (w - 2) * (h - 2) : 0, 0, 0 };

  for (int y = 1; y < h - 1; y++)
    {
      const uint8_t *row = luma + (size_t) y * (size_t) w, *above = row - w, *below = row + w;
      int32_t sum = 0, squares = 0;

      for (int x = 1; x < w - 1; x++)
        {
          int32_t laplacian = 4 * row[x] - row[x - 1] - row[x + 1] - above[x] - below[x];

          sum += laplacian;
          squares += laplacian * laplacian;
        }
      moments.sum += sum;
      moments.squares += squares;
    }
  return moments;
}
