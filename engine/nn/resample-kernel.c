/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The resampler's inner loops. Sums are modulo 2^32, as Pillow's are in practice, so their order does not matter and
 * every level gives the same bytes. */

#include "resample-kernel.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Eight columns: the compiler cuts these to what the CPU has. */
typedef uint8_t Bytes8 __attribute__ ((vector_size (8)));
typedef uint32_t Sums8 __attribute__ ((vector_size (32)));

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

static void
filter_row_plain (const int16_t *planes, size_t plane, const NnSpan *spans, int n_out, const int16_t *k, size_t blocks,
                  uint8_t *out)
{
  const size_t block = NN_RESAMPLE_BLOCK;

  for (int i = 0; i < n_out; i++, k += 2 * block * blocks)
    {
      size_t used = ((size_t) spans[i].count + block - 1) / block;

      for (size_t c = 0; c < 3; c++)
        {
          const int16_t *p = planes + c * plane + spans[i].start;
          uint32_t low = 0, high = 0;

          for (size_t b = 0; b < used; b++)
            for (size_t t = 0; t < block; t++)
              {
                low += (uint32_t) (p[b * block + t] * k[2 * b * block + t]);
                high += (uint32_t) (p[b * block + t] * k[(2 * b + 1) * block + t]);
              }
          out[3 * i + (int) c] = clip ((high << 16) + low + (1u << (NN_RESAMPLE_BITS - 1)));
        }
    }
}

/* Sixteen columns in registers down all the rows. */
static inline __attribute__ ((always_inline)) void
filter_16_columns (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out)
{
  Sums8 left = { 0 }, right = { 0 };

  left += 1u << (NN_RESAMPLE_BITS - 1);
  right += 1u << (NN_RESAMPLE_BITS - 1);
  for (int t = 0; t < count; t++, rows += stride)
    {
      Bytes8 pixels[2];

      memcpy (pixels, rows, sizeof pixels);
      left += __builtin_convertvector (pixels[0], Sums8) * (uint32_t) k[t];
      right += __builtin_convertvector (pixels[1], Sums8) * (uint32_t) k[t];
    }
  for (int i = 0; i < 8; i++)
    {
      out[i] = clip (left[i]);
      out[8 + i] = clip (right[i]);
    }
}

static inline __attribute__ ((always_inline)) void
filter_columns (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n)
{
  size_t i = 0;

  for (; i + 16 <= n; i += 16)
    filter_16_columns (rows + i, stride, k, count, out + i);
  if (i < n && n >= 16)
    {
      /* the last sixteen once more, some for the second time */
      filter_16_columns (rows + n - 16, stride, k, count, out + n - 16);
      return;
    }
  for (; i < n; i++)
    {
      uint32_t sum = 1u << (NN_RESAMPLE_BITS - 1);

      for (int t = 0; t < count; t++)
        sum += rows[(size_t) t * stride + i] * (uint32_t) k[t];
      out[i] = clip (sum);
    }
}

static void
filter_column_plain (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n)
{
  filter_columns (rows, stride, k, count, out, n);
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
  pixel = _mm_add_epi32 (pixel, _mm_set1_epi32 (1 << (NN_RESAMPLE_BITS - 1)));
  pixel = _mm_srai_epi32 (pixel, NN_RESAMPLE_BITS);
  pixel = _mm_packs_epi32 (pixel, pixel);
  bytes = _mm_cvtsi128_si32 (_mm_packus_epi16 (pixel, pixel));
  memcpy (out, &bytes, 3);
}

static AVX2 void
filter_row_avx2 (const int16_t *planes, size_t plane, const NnSpan *spans, int n_out, const int16_t *k, size_t blocks,
                 uint8_t *out)
{
  for (int i = 0; i < n_out; i++, k += 32 * blocks, out += 3)
    {
      const int16_t *p = planes + spans[i].start;
      size_t used = ((size_t) spans[i].count + 15) / 16;
      __m256i sums[3][2];

      for (size_t c = 0; c < 3; c++)
        sums[c][0] = sums[c][1] = _mm256_setzero_si256 ();
      for (size_t b = 0; b < used; b++, p += 16)
        {
          __m256i low = _mm256_loadu_si256 ((const __m256i *) (k + 32 * b));
          __m256i high = _mm256_loadu_si256 ((const __m256i *) (k + 32 * b + 16));

          add_block (sums[0], p, low, high);
          add_block (sums[1], p + plane, low, high);
          add_block (sums[2], p + 2 * plane, low, high);
        }
      store_pixel (sums, out);
    }
}

static AVX2 void
filter_column_avx2 (const uint8_t *rows, size_t stride, const int32_t *k, int count, uint8_t *out, size_t n)
{
  filter_columns (rows, stride, k, count, out, n);
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
