/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The resampler's inner loops. Sums are modulo 2^32, as Pillow's are in practice, so their order does not matter and
 * every level gives the same bytes. */

#include "resample-kernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* what rounds a sum */
#define HALF (1u << (NN_RESAMPLE_BITS - 1))

static inline uint8_t
clip (uint32_t sum)
{
  int32_t v = (int32_t)sum >> NN_RESAMPLE_BITS;

  return (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
}

static void
filter_row_plain (const uint8_t *rgb, const NnAxis *axis, int16_t *planes, uint8_t *out)
{
  for (int i = 0; i < axis->n_out; i++, out += 3)
    {
      const uint8_t *p = rgb + 3 * (size_t)axis->spans[i].start;
      const int32_t *k = axis->weights + (size_t)i * axis->n_taps;
      uint32_t r = HALF, g = HALF, b = HALF;

      for (int t = 0; t < axis->spans[i].count; t++, p += 3)
        {
          r += p[0] * (uint32_t)k[t];
          g += p[1] * (uint32_t)k[t];
          b += p[2] * (uint32_t)k[t];
        }
      out[0] = clip (r);
      out[1] = clip (g);
      out[2] = clip (b);
    }
}

static void
filter_column_plain (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n)
{
  enum { WIDTH = 64 }; /* columns at a time, their sums on the stack */

  for (size_t from = 0; from < n; from += WIDTH)
    {
      size_t width = n - from < WIDTH ? n - from : WIDTH;
      uint32_t sums[WIDTH];

      for (size_t i = 0; i < width; i++)
        sums[i] = HALF;
      for (int t = 0; t < count; t++)
        {
          const uint8_t *row = rows + (size_t)t * stride + from;

          for (size_t i = 0; i < width; i++)
            sums[i] += row[i] * (uint32_t)k[t];
        }
      for (size_t i = 0; i < width; i++)
        out[from + i] = clip (sums[i]);
    }
}

static const NnResampleKernels kernels_plain = { filter_row_plain, filter_column_plain };

#if defined(__x86_64__)

#define AVX2 __attribute__ ((target ("avx2")))

/* One channel of sixteen pixels: picks its bytes from each third of the 48 and widens them. */
static inline AVX2 __m256i
pick_channel (const __m128i rgb[3], const uint8_t pick[3][16])
{
  __m128i a = _mm_shuffle_epi8 (rgb[0], _mm_loadu_si128 ((const __m128i *)pick[0]));
  __m128i b = _mm_shuffle_epi8 (rgb[1], _mm_loadu_si128 ((const __m128i *)pick[1]));
  __m128i c = _mm_shuffle_epi8 (rgb[2], _mm_loadu_si128 ((const __m128i *)pick[2]));

  return _mm256_cvtepu8_epi16 (_mm_or_si128 (_mm_or_si128 (a, b), c));
}

/* n RGB pixels -> three planes, `plane` values apart. */
static inline AVX2 void
unpack_row (const uint8_t *rgb, size_t n, int16_t *planes, size_t plane)
{
  /* [channel][third]: where each of the sixteen bytes comes from; 0x80 gives zero */
  static const uint8_t pick[3][3][16] = {
    { { 0, 3, 6, 9, 12, 15, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128 },
      { 128, 128, 128, 128, 128, 128, 2, 5, 8, 11, 14, 128, 128, 128, 128, 128 },
      { 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 1, 4, 7, 10, 13 } },
    { { 1, 4, 7, 10, 13, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128 },
      { 128, 128, 128, 128, 128, 0, 3, 6, 9, 12, 15, 128, 128, 128, 128, 128 },
      { 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 2, 5, 8, 11, 14 } },
    { { 2, 5, 8, 11, 14, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128 },
      { 128, 128, 128, 128, 128, 1, 4, 7, 10, 13, 128, 128, 128, 128, 128, 128 },
      { 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 0, 3, 6, 9, 12, 15 } },
  };
  size_t i = 0;

  for (; i + 16 <= n; i += 16)
    {
      __m128i rgb48[3];

      for (size_t third = 0; third < 3; third++)
        rgb48[third] = _mm_loadu_si128 ((const __m128i *)(rgb + 3 * i + 16 * third));
      for (size_t c = 0; c < 3; c++)
        _mm256_storeu_si256 ((__m256i *)(planes + c * plane + i), pick_channel (rgb48, pick[c]));
    }
  for (; i < n; i++)
    for (size_t c = 0; c < 3; c++)
      planes[c * plane + i] = rgb[3 * i + c];
}

/* Adds sixteen taps of one plane: vpmaddwd multiplies 16 by 16 bits and adds neighbours, which a 22-bit coefficient
 * takes in two halves. */
static inline AVX2 void
add_block (__m256i sums[2], const int16_t *p, __m256i low, __m256i high)
{
  __m256i pixels = _mm256_loadu_si256 ((const __m256i *)p);

  sums[0] = _mm256_add_epi32 (sums[0], _mm256_madd_epi16 (pixels, low));
  sums[1] = _mm256_add_epi32 (sums[1], _mm256_madd_epi16 (pixels, high));
}

/* Joins the halves, adds up the lanes of the three channels and stores one pixel. */
static inline AVX2 void
store_pixel (__m256i sums[3][2], uint8_t *out)
{
  __m256i v[3], rg, bb, rgbb;
  __m128i pixel;
  int32_t bytes;

  for (size_t c = 0; c < 3; c++)
    v[c] = _mm256_add_epi32 (sums[c][0], _mm256_slli_epi32 (sums[c][1], 16));
  rg = _mm256_hadd_epi32 (v[0], v[1]);
  bb = _mm256_hadd_epi32 (v[2], v[2]);
  rgbb = _mm256_hadd_epi32 (rg, bb);
  pixel = _mm_add_epi32 (_mm256_castsi256_si128 (rgbb), _mm256_extracti128_si256 (rgbb, 1));
  pixel = _mm_add_epi32 (pixel, _mm_set1_epi32 (HALF));
  pixel = _mm_srai_epi32 (pixel, NN_RESAMPLE_BITS);
  pixel = _mm_packs_epi32 (pixel, pixel);
  bytes = _mm_cvtsi128_si32 (_mm_packus_epi16 (pixel, pixel));
  memcpy (out, &bytes, 3);
}

static AVX2 void
filter_row_avx2 (const uint8_t *rgb, const NnAxis *axis, int16_t *planes, uint8_t *out)
{
  size_t n = (size_t)(axis->end - axis->first), plane = n + NN_RESAMPLE_BLOCK;
  const int16_t *low = axis->halves, *high = axis->halves + axis->n_taps;

  unpack_row (rgb + 3 * (size_t)axis->first, n, planes, plane);
  for (int i = 0; i < axis->n_out; i++, low += 2 * axis->n_taps, high += 2 * axis->n_taps, out += 3)
    {
      const int16_t *p = planes + (axis->spans[i].start - axis->first);
      __m256i sums[3][2];

      for (size_t c = 0; c < 3; c++)
        sums[c][0] = sums[c][1] = _mm256_setzero_si256 ();
      for (int t = 0; t < axis->spans[i].count; t += NN_RESAMPLE_BLOCK)
        {
          __m256i lows = _mm256_loadu_si256 ((const __m256i *)(low + t));
          __m256i highs = _mm256_loadu_si256 ((const __m256i *)(high + t));

          for (size_t c = 0; c < 3; c++)
            add_block (sums[c], p + c * plane + t, lows, highs);
        }
      store_pixel (sums, out);
    }
}

/* Sixteen columns in registers down all the rows. */
static inline AVX2 void
filter_16_columns (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out)
{
  __m256i left = _mm256_set1_epi32 (HALF), right = left, words;

  for (int t = 0; t < count; t++, rows += stride)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *)rows);
      __m256i weight = _mm256_set1_epi32 (k[t]);

      left = _mm256_add_epi32 (left, _mm256_mullo_epi32 (_mm256_cvtepu8_epi32 (bytes), weight));
      bytes = _mm_unpackhi_epi64 (bytes, bytes);
      right = _mm256_add_epi32 (right, _mm256_mullo_epi32 (_mm256_cvtepu8_epi32 (bytes), weight));
    }
  left = _mm256_srai_epi32 (left, NN_RESAMPLE_BITS);
  right = _mm256_srai_epi32 (right, NN_RESAMPLE_BITS);
  words = _mm256_permute4x64_epi64 (_mm256_packs_epi32 (left, right), _MM_SHUFFLE (3, 1, 2, 0));
  _mm_storeu_si128 ((__m128i *)out,
                    _mm_packus_epi16 (_mm256_castsi256_si128 (words), _mm256_extracti128_si256 (words, 1)));
}

static AVX2 void
filter_column_avx2 (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n)
{
  if (n < 16)
    {
      filter_column_plain (rows, stride, k, count, out, n);
      return;
    }
  for (size_t i = 0; i + 16 <= n; i += 16)
    filter_16_columns (rows + i, stride, k, count, out + i);
  /* the last sixteen once more, where some of them are left */
  if (n % 16 != 0)
    filter_16_columns (rows + n - 16, stride, k, count, out + n - 16);
}

static const NnResampleKernels kernels_avx2 = { filter_row_avx2, filter_column_avx2 };

#endif

const NnResampleKernels *
nn_resample_kernels (NnLevel level)
{
  switch (level)
    {
    case NN_LEVEL_PLAIN:
      return &kernels_plain;
#if defined(__x86_64__)
    case NN_LEVEL_AVX2:
    case NN_LEVEL_AVX512:
      /* what the compiler's start-up code found, the operating system's consent included */
      return __builtin_cpu_supports ("avx2") ? &kernels_avx2 : NULL;
#endif
#if defined(__aarch64__)
    case NN_LEVEL_NEON:
      return &kernels_plain;
#endif
    default:
      return NULL;
    }
}
