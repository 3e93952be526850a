/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-sha256.h"

#ifdef __x86_64__

#include <cpuid.h>
#include <immintrin.h>
#include <string.h>

enum { BLOCK_SIZE = 64 };

/* FIPS 180-4, 4.2.2 */
static const guint32 round_constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* The SHA extensions, and SSSE3 for the byte order; they use no more than SSE's registers, which every system saves. */
static gboolean
find_sha_instructions (void)
{
  unsigned int a, b, c, d;

  if (!__get_cpuid (1, &a, &b, &c, &d) || !(c & bit_SSSE3))
    return FALSE;
  return __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Asked once: in a virtual machine CPUID takes far longer than hashing an input. */
static gboolean
has_sha_instructions (void)
{
  static gsize found; /* 1 + the answer */

  if (g_once_init_enter (&found))
    g_once_init_leave (&found, 1 + (gsize) find_sha_instructions ());
  return found == 2;
}

/* state: a b e f and c d g h, highest lane first, as the instructions want them. */
__attribute__ ((target ("sha,ssse3"))) static void
add_blocks (__m128i state[2], const guint8 *data, gsize n_blocks)
{
  const __m128i byte_order = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef = state[0], cdgh = state[1], w[4];

  for (; n_blocks > 0; n_blocks--, data += BLOCK_SIZE)
    {
      __m128i old_abef = abef, old_cdgh = cdgh;

#pragma GCC unroll 16
      for (int i = 0; i < 16; i++)
        {
          __m128i kw;

          if (i < 4)
            w[i] = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) (gconstpointer) (data + 16 * i)), byte_order);
          else
            {
              __m128i sum = _mm_sha256msg1_epu32 (w[i % 4], w[(i + 1) % 4]);

              sum = _mm_add_epi32 (sum, _mm_alignr_epi8 (w[(i + 3) % 4], w[(i + 2) % 4], 4));
              w[i % 4] = _mm_sha256msg2_epu32 (sum, w[(i + 3) % 4]);
            }
          kw = _mm_add_epi32 (w[i % 4], _mm_loadu_si128 ((const __m128i *) (gconstpointer) (round_constants + 4 * i)));
          cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, kw);
          abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (kw, 0x0e));
        }
      abef = _mm_add_epi32 (abef, old_abef);
      cdgh = _mm_add_epi32 (cdgh, old_cdgh);
    }
  state[0] = abef;
  state[1] = cdgh;
}

/* The last block or two: what is left, a one bit, zeros, the length in bits. */
static void
add_end (__m128i state[2], const guint8 *rest, gsize n_rest, guint64 size)
{
  guint8 end[2 * BLOCK_SIZE] = { 0 };
  gsize n_blocks = n_rest + 9 <= BLOCK_SIZE ? 1 : 2;
  guint64 n_bits = GUINT64_TO_BE (size * 8);

  if (n_rest > 0)
    memcpy (end, rest, n_rest);
  end[n_rest] = 0x80;
  memcpy (end + n_blocks * BLOCK_SIZE - 8, &n_bits, 8);
  add_blocks (state, end, n_blocks);
}

static char *
hash (const guint8 *data, gsize size)
{
  __m128i state[2] = { _mm_set_epi32 (0x6a09e667, (int) 0xbb67ae85, 0x510e527f, (int) 0x9b05688c),
                       _mm_set_epi32 (0x3c6ef372, (int) 0xa54ff53a, 0x1f83d9ab, 0x5be0cd19) };
  gsize n_whole = size / BLOCK_SIZE;
  guint32 h[8]; /* f e b a, h g d c */

  add_blocks (state, data, n_whole);
  add_end (state, data + n_whole * BLOCK_SIZE, size % BLOCK_SIZE, size);
  memcpy (h, state, sizeof h);
  return g_strdup_printf ("%08x%08x%08x%08x%08x%08x%08x%08x", h[3], h[2], h[7], h[6], h[1], h[0], h[5], h[4]);
}

#endif

char *
derm_sha256 (const guint8 *data, gsize size)
{
#ifdef __x86_64__
  if (has_sha_instructions ())
    return hash (data, size);
#endif
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);
}
