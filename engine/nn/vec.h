/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One vector of floats and the ten operations that the kernels need, for the CPU level that this file is compiled
 * for. On every level each lane gets the same bits: `max` and `relu` are defined by a comparison, ties and NaN
 * included. */

#include <math.h>
#include <stdint.h>

#define VEC_INLINE static inline __attribute__ ((always_inline))

/* Makes the compiler take a pointer as it is. Where many addresses are a stride apart it would otherwise compute all of
 * them before a loop, more than there are registers, and wait for them in memory. */
#define VEC_HIDE(pointer) __asm__("" : "+r"(pointer))

#if defined(__AVX512F__) && !defined(NN_PLAIN)

#include <immintrin.h>

typedef __m512 Vec;
enum { LANES = 16, MAX_PIXELS = 14 };

VEC_INLINE Vec
vec_load (const float *p)
{
  return _mm512_load_ps (p);
}

VEC_INLINE void
vec_store (float *p, Vec v)
{
  _mm512_store_ps (p, v);
}

VEC_INLINE Vec
vec_splat (float x)
{
  return _mm512_set1_ps (x);
}

VEC_INLINE Vec /* a · b + c, rounded once */
vec_fma (Vec a, Vec b, Vec c)
{
  return _mm512_fmadd_ps (a, b, c);
}

VEC_INLINE Vec /* c - a · b, rounded once */
vec_fnma (Vec a, Vec b, Vec c)
{
  return _mm512_fnmadd_ps (a, b, c);
}

VEC_INLINE Vec
vec_add (Vec a, Vec b)
{
  return _mm512_add_ps (a, b);
}

VEC_INLINE Vec
vec_sub (Vec a, Vec b)
{
  return _mm512_sub_ps (a, b);
}

VEC_INLINE Vec
vec_mul (Vec a, Vec b)
{
  return _mm512_mul_ps (a, b);
}

VEC_INLINE Vec /* a > b ? a : b */
vec_max (Vec a, Vec b)
{
  return _mm512_max_ps (a, b);
}

VEC_INLINE Vec /* of the bits: zero only if both are */
vec_or (Vec a, Vec b)
{
  return _mm512_or_ps (a, b);
}

VEC_INLINE uint32_t /* a bit for each lane that is not zero */
vec_nonzero (Vec v)
{
  return _mm512_cmp_ps_mask (v, _mm512_setzero_ps (), _CMP_NEQ_UQ);
}

#elif defined(__AVX2__) && !defined(NN_PLAIN)

#include <immintrin.h>

typedef __m256 Vec;
enum { LANES = 8, MAX_PIXELS = 6 };

VEC_INLINE Vec
vec_load (const float *p)
{
  return _mm256_load_ps (p);
}

VEC_INLINE void
vec_store (float *p, Vec v)
{
  _mm256_store_ps (p, v);
}

VEC_INLINE Vec
vec_splat (float x)
{
  return _mm256_set1_ps (x);
}

VEC_INLINE Vec
vec_fma (Vec a, Vec b, Vec c)
{
  return _mm256_fmadd_ps (a, b, c);
}

VEC_INLINE Vec
vec_fnma (Vec a, Vec b, Vec c)
{
  return _mm256_fnmadd_ps (a, b, c);
}

VEC_INLINE Vec
vec_add (Vec a, Vec b)
{
  return _mm256_add_ps (a, b);
}

VEC_INLINE Vec
vec_sub (Vec a, Vec b)
{
  return _mm256_sub_ps (a, b);
}

VEC_INLINE Vec
vec_mul (Vec a, Vec b)
{
  return _mm256_mul_ps (a, b);
}

VEC_INLINE Vec
vec_max (Vec a, Vec b)
{
  return _mm256_max_ps (a, b);
}

VEC_INLINE Vec
vec_or (Vec a, Vec b)
{
  return _mm256_or_ps (a, b);
}

VEC_INLINE uint32_t
vec_nonzero (Vec v)
{
  return (uint32_t) _mm256_movemask_ps (_mm256_cmp_ps (v, _mm256_setzero_ps (), _CMP_NEQ_UQ));
}

#else

#if defined(__ARM_NEON) && !defined(NN_PLAIN)
#include <arm_neon.h>
typedef float32x4_t Vec;
enum { LANES = 4, MAX_PIXELS = 12 };
#else
#ifndef NN_LANES /* tests build this with other widths, to check those packings on any CPU */
#define NN_LANES 4
#define NN_MAX_PIXELS 4
#endif
enum { LANES = NN_LANES, MAX_PIXELS = NN_MAX_PIXELS };
typedef float Vec __attribute__ ((vector_size (NN_LANES * sizeof (float))));
#endif

VEC_INLINE Vec
vec_load (const float *p)
{
  return *(const Vec *) (const void *) p;
}

VEC_INLINE void
vec_store (float *p, Vec v)
{
  *(Vec *) (void *) p = v;
}

VEC_INLINE Vec
vec_splat (float x)
{
  return x - (Vec){ 0 };
}

VEC_INLINE Vec
vec_fma (Vec a, Vec b, Vec c)
{
#if defined(__ARM_NEON) && !defined(NN_PLAIN)
  return vfmaq_f32 (c, a, b);
#else
  for (int i = 0; i < LANES; i++)
    c[i] = fmaf (a[i], b[i], c[i]);
  return c;
#endif
}

VEC_INLINE Vec
vec_add (Vec a, Vec b)
{
  return a + b;
}

VEC_INLINE Vec
vec_sub (Vec a, Vec b)
{
  return a - b;
}

VEC_INLINE Vec
vec_mul (Vec a, Vec b)
{
  return a * b;
}

VEC_INLINE Vec
vec_fnma (Vec a, Vec b, Vec c)
{
  return vec_fma (-a, b, c);
}

typedef int32_t Mask __attribute__ ((vector_size (sizeof (Vec))));

VEC_INLINE Vec
vec_or (Vec a, Vec b)
{
  return (Vec) ((Mask) a | (Mask) b);
}

VEC_INLINE uint32_t
vec_nonzero (Vec v)
{
  uint32_t bits = 0;

  for (int i = 0; i < LANES; i++)
    bits |= (uint32_t) !(v[i] == 0) << i;
  return bits;
}

VEC_INLINE Vec
vec_max (Vec a, Vec b)
{
  Mask is_greater = (Mask) (a > b);

  return (Vec) ((is_greater & (Mask) a) | (~is_greater & (Mask) b));
}

#endif

VEC_INLINE Vec /* 0 > v ? 0 : v; a NaN stays one */
vec_relu (Vec v)
{
  return vec_max (vec_splat (0), v);
}
