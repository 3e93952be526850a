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
unpack_row_plain (const uint8_t *rgb, size_t n, int16_t *planes, size_t plane)
{
  for (size_t i = 0; i < n; i++)
    {
      planes[i] = rgb[3 * i];
      planes[plane + i] = rgb[3 * i + 1];
      planes[2 * plane + i] = rgb[3 * i + 2];
    }
}

/* The sum of p[t] · k[t]. Cut where it still fits: 256 · 255 · 32768 < 2^31. */
static uint32_t
dot (const int16_t *p, const int16_t *k, size_t n)
{
  uint32_t sum = 0;

  for (size_t from = 0; from < n; from += 256)
    {
      size_t to = n - from > 256 ? from + 256 : n;
      int32_t part = 0;

      for (size_t t = from; t < to; t++)
        part += p[t] * k[t];
      sum += (uint32_t) part;
    }
  return sum;
}

static void
filter_row_plain (const int16_t *planes, size_t plane, const NnSpan *spans, int n_out, const int16_t *k, size_t n_taps,
                  uint8_t *out)
{
  for (int i = 0; i < n_out; i++, k += 2 * n_taps)
    for (size_t c = 0; c < 3; c++)
      {
        const int16_t *p = planes + c * plane + spans[i].start;
        uint32_t low = dot (p, k, (size_t) spans[i].count);
        uint32_t high = dot (p, k + n_taps, (size_t) spans[i].count);

        *out++ = clip ((high << 16) + low + HALF);
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

static const NnResampleKernels kernels_plain = { unpack_row_plain, filter_row_plain, filter_column_plain };

#if defined(__x86_64__)

#define AVX2 __attribute__ ((target ("avx2")))

/* One channel of sixteen pixels: picks its bytes from each third of the 48 and widens them. */
static inline AVX2 __m256i
pick_channel (const __m128i rgb[3], const uint8_t pick[3][16])
{
  __m128i a = _mm_shuffle_epi8 (rgb[0], _mm_loadu_si128 ((const __m128i *) pick[0]));
  __m128i b = _mm_shuffle_epi8 (rgb[1], _mm_loadu_si128 ((const __m128i *) pick[1]));
  __m128i c = _mm_shuffle_epi8 (rgb[2], _mm_loadu_si128 ((const __m128i *) pick[2]));

  return _mm256_cvtepu8_epi16 (_mm_or_si128 (_mm_or_si128 (a, b), c));
}

static AVX2 void
unpack_row_avx2 (const uint8_t *rgb, size_t n, int16_t *planes, size_t plane)
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
        rgb48[third] = _mm_loadu_si128 ((const __m128i *) (rgb + 3 * i + 16 * third));
      for (size_t c = 0; c < 3; c++)
        _mm256_storeu_si256 ((__m256i *) (planes + c * plane + i), pick_channel (rgb48, pick[c]));
    }
  unpack_row_plain (rgb + 3 * i, n - i, planes + i, plane);
}

/* Adds sixteen taps of one plane: vpmaddwd multiplies 16 by 16 bits and adds neighbours, which a 22-bit coefficient
 * takes in two halves. */
static inline AVX2 void
add_block (__m256i sums[2], const int16_t *p, __m256i low, __m256i high)
{
  __m256i pixels = _mm256_loadu_si256 ((const __m256i *) p);

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
filter_row_avx2 (const int16_t *planes, size_t plane, const NnSpan *spans, int n_out, const int16_t *k, size_t n_taps,
                 uint8_t *out)
{
  for (int i = 0; i < n_out; i++, k += 2 * n_taps, out += 3)
    {
      const int16_t *p = planes + spans[i].start;
      __m256i sums[3][2];

      for (size_t c = 0; c < 3; c++)
        sums[c][0] = sums[c][1] = _mm256_setzero_si256 ();
      for (int t = 0; t < spans[i].count; t += 16, p += 16)
        {
          __m256i low = _mm256_loadu_si256 ((const __m256i *) (k + t));
          __m256i high = _mm256_loadu_si256 ((const __m256i *) (k + n_taps + t));

          add_block (sums[0], p, low, high);
          add_block (sums[1], p + plane, low, high);
          add_block (sums[2], p + 2 * plane, low, high);
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
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) rows);
      __m256i weight = _mm256_set1_epi32 (k[t]);

      left = _mm256_add_epi32 (left, _mm256_mullo_epi32 (_mm256_cvtepu8_epi32 (bytes), weight));
      bytes = _mm_unpackhi_epi64 (bytes, bytes);
      right = _mm256_add_epi32 (right, _mm256_mullo_epi32 (_mm256_cvtepu8_epi32 (bytes), weight));
    }
  left = _mm256_srai_epi32 (left, NN_RESAMPLE_BITS);
  right = _mm256_srai_epi32 (right, NN_RESAMPLE_BITS);
  words = _mm256_permute4x64_epi64 (_mm256_packs_epi32 (left, right), _MM_SHUFFLE (3, 1, 2, 0));
  _mm_storeu_si128 ((__m128i *) out,
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

static const NnResampleKernels kernels_avx2 = { unpack_row_avx2, filter_row_avx2, filter_column_avx2 };

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
