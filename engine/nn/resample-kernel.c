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
  int32_t v = (int32_t) sum >> NN_RESAMPLE_BITS;

  return (uint8_t) (v < 0 ? 0 : v > 255 ? 255 : v);
}

static void
filter_row_plain (const uint8_t *rgb, const NnAxis *axis, int16_t *planes, uint8_t *out)
{
  for (int i = 0; i < axis->n_out; i++, out += 3)
    {
      const uint8_t *p = rgb + 3 * (size_t) axis->spans[i].start;
      const int32_t *k = axis->weights + (size_t) i * axis->n_taps;
      uint32_t r = HALF, g = HALF, b = HALF;

      for (int t = 0; t < axis->spans[i].count; t++, p += 3)
        {
          r += p[0] * (uint32_t) k[t];
          g += p[1] * (uint32_t) k[t];
          b += p[2] * (uint32_t) k[t];
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
          const uint8_t *row = rows + (size_t) t * stride + from;

          for (size_t i = 0; i < width; i++)
            sums[i] += row[i] * (uint32_t) k[t];
        }
      for (size_t i = 0; i < width; i++)
        out[from + i] = clip (sums[i]);
    }
}

static const NnResampleKernels kernels_plain = { filter_row_plain, filter_column_plain };

#if defined(__x86_64__)

#define AVX2 __attribute__ ((target ("avx2")))

static inline AVX2 __m256i
load (const int16_t *v)
{
  return _mm256_loadu_si256 ((const void *) v);
}

/* One channel of sixteen pixels: picks its bytes from each third of the 48 and widens them. */
static inline AVX2 __m256i
pick_channel (const __m128i rgb[3], const uint8_t pick[3][16])
{
  __m128i a = _mm_shuffle_epi8 (rgb[0], _mm_loadu_si128 ((const void *) pick[0]));
  __m128i b = _mm_shuffle_epi8 (rgb[1], _mm_loadu_si128 ((const void *) pick[1]));
  __m128i c = _mm_shuffle_epi8 (rgb[2], _mm_loadu_si128 ((const void *) pick[2]));

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
        rgb48[third] = _mm_loadu_si128 ((const void *) (rgb + 3 * i + 16 * third));
      for (size_t c = 0; c < 3; c++)
        _mm256_storeu_si256 ((void *) (planes + c * plane + i), pick_channel (rgb48, pick[c]));
    }
  for (; i < n; i++)
    for (size_t c = 0; c < 3; c++)
      planes[c * plane + i] = rgb[3 * i + c];
}

/* The three sums of one output pixel, each spread over eight lanes. vpmaddwd multiplies sixteen 16-bit numbers and adds
 * neighbours; a coefficient of 22 bits and more takes it two of them. */
static inline AVX2 void
filter_pixel (const int16_t *p, size_t plane, const int16_t *low, const int16_t *high, int count, __m256i spread[3])
{
  __m256i sums[3][2];

  /* even an empty span has one block, of zeros */
  for (size_t c = 0; c < 3; c++)
    {
      sums[c][0] = _mm256_madd_epi16 (load (p + c * plane), load (low));
      sums[c][1] = _mm256_madd_epi16 (load (p + c * plane), load (high));
    }
  for (int t = NN_RESAMPLE_BLOCK; t < count; t += NN_RESAMPLE_BLOCK)
    {
      __m256i lows = load (low + t), highs = load (high + t);

      for (size_t c = 0; c < 3; c++)
        {
          __m256i pixels = load (p + c * plane + t);
          /* loads are the scarce resource: keeps GCC from one load for each of the two products */
          __asm__("" : "+x"(pixels));

          sums[c][0] = _mm256_add_epi32 (sums[c][0], _mm256_madd_epi16 (pixels, lows));
          sums[c][1] = _mm256_add_epi32 (sums[c][1], _mm256_madd_epi16 (pixels, highs));
        }
    }
  for (size_t c = 0; c < 3; c++)
    spread[c] = _mm256_add_epi32 (sums[c][0], _mm256_slli_epi32 (sums[c][1], 16));
}

/* Adds up the lanes of eight sums, rounds and clips them to eight bytes. */
static inline AVX2 void
store_8_sums (const __m256i spread[8], uint8_t *out)
{
  __m256i low = _mm256_hadd_epi32 (_mm256_hadd_epi32 (spread[0], spread[1]), _mm256_hadd_epi32 (spread[2], spread[3]));
  __m256i high = _mm256_hadd_epi32 (_mm256_hadd_epi32 (spread[4], spread[5]), _mm256_hadd_epi32 (spread[6], spread[7]));
  __m256i sums
      = _mm256_add_epi32 (_mm256_permute2x128_si256 (low, high, 0x20), _mm256_permute2x128_si256 (low, high, 0x31));
  __m128i words;

  sums = _mm256_srai_epi32 (_mm256_add_epi32 (sums, _mm256_set1_epi32 (HALF)), NN_RESAMPLE_BITS);
  words = _mm_packs_epi32 (_mm256_castsi256_si128 (sums), _mm256_extracti128_si256 (sums, 1));
  _mm_storel_epi64 ((void *) out, _mm_packus_epi16 (words, words));
}

static AVX2 void
filter_row_avx2 (const uint8_t *rgb, const NnAxis *axis, int16_t *planes, uint8_t *out)
{
  enum { GROUP = 8 }; /* output pixels whose lanes are added up together: that is half the work */
  size_t n = (size_t) (axis->end - axis->first), plane = n + NN_RESAMPLE_BLOCK;
  const int16_t *halves = axis->halves;
  __m256i spread[3 * GROUP];
  uint8_t bytes[3 * GROUP];

  unpack_row (rgb + 3 * (size_t) axis->first, n, planes, plane);
  for (int i = 0; i < axis->n_out; i += GROUP)
    {
      int n_pixels = axis->n_out - i < GROUP ? axis->n_out - i : GROUP;

      for (int j = 0; j < n_pixels; j++, halves += 2 * axis->n_taps)
        filter_pixel (planes + (axis->spans[i + j].start - axis->first), plane, halves, halves + axis->n_taps,
                      axis->spans[i + j].count, spread + 3 * j);
      for (int j = 3 * n_pixels; j < 3 * GROUP; j++)
        spread[j] = _mm256_setzero_si256 ();
      for (int j = 0; j < 3 * GROUP; j += 8)
        store_8_sums (spread + j, bytes + j);
      memcpy (out + 3 * i, bytes, 3 * (size_t) n_pixels);
    }
}

/* Sixteen columns in registers down all the rows. */
static inline AVX2 void
filter_16_columns (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out)
{
  __m256i left = _mm256_set1_epi32 (HALF), right = left, words;

  for (int t = 0; t < count; t++, rows += stride)
    {
      __m128i bytes = _mm_loadu_si128 ((const void *) rows);
      __m256i weight = _mm256_set1_epi32 (k[t]);

      left = _mm256_add_epi32 (left, _mm256_mullo_epi32 (_mm256_cvtepu8_epi32 (bytes), weight));
      bytes = _mm_unpackhi_epi64 (bytes, bytes);
      right = _mm256_add_epi32 (right, _mm256_mullo_epi32 (_mm256_cvtepu8_epi32 (bytes), weight));
    }
  left = _mm256_srai_epi32 (left, NN_RESAMPLE_BITS);
  right = _mm256_srai_epi32 (right, NN_RESAMPLE_BITS);
  words = _mm256_permute4x64_epi64 (_mm256_packs_epi32 (left, right), _MM_SHUFFLE (3, 1, 2, 0));
  _mm_storeu_si128 ((void *) out,
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
