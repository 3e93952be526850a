/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Which CPU levels there are, and which of them this machine can run. */

#include "nn.h"

#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

static const char *const level_names[NN_N_LEVELS] = { "plain", "avx2", "avx512", "neon" };

const char *
nn_level_name (NnLevel level)
{
  return level_names[level];
}

bool
nn_level_parse (const char *name, NnLevel *level)
{
  for (int i = 0; i < NN_N_LEVELS; i++)
    if (strcmp (name, level_names[i]) == 0)
      {
        *level = (NnLevel) i;
        return true;
      }
  return false;
}

#if defined(__x86_64__)

/* Register state that the operating system saves (XCR0): bits 1-2 for the upper halves of AVX, 5-7 for AVX-512. */
static uint64_t
saved_registers (void)
{
  uint32_t low, high;

  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low | (uint64_t) high << 32;
}

/* CPU features as the Intel SDM, volume 2, CPUID, numbers them. */
static bool
has_x86_level (NnLevel level)
{
  const uint32_t osxsave = 1u << 27, fma = 1u << 12, avx = 1u << 28; /* leaf 1, ecx */
  const uint32_t avx2 = 1u << 5;                                     /* leaf 7, ebx */
  const uint32_t avx512 = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; /* F, DQ, BW, VL */
  uint32_t a, b, c, d, leaf7;
  uint64_t saved;

  if (!__get_cpuid (1, &a, &b, &c, &d) || (c & (osxsave | fma | avx)) != (osxsave | fma | avx))
    return false;
  saved = saved_registers ();
  if ((saved & 0x6) != 0x6 || !__get_cpuid_count (7, 0, &a, &leaf7, &c, &d) || !(leaf7 & avx2))
    return false;
  if (level == NN_LEVEL_AVX2)
    return true;
  return (saved & 0xe6) == 0xe6 && (leaf7 & avx512) == avx512;
}

#endif

bool
nn_level_is_supported (NnLevel level)
{
  switch (level)
    {
    case NN_LEVEL_PLAIN:
      return true;
#if defined(__x86_64__)
    case NN_LEVEL_AVX2:
    case NN_LEVEL_AVX512:
      return has_x86_level (level);
#elif defined(__aarch64__)
    case NN_LEVEL_NEON:
      return true; /* part of every AArch64 CPU */
#endif
    default:
      return false;
    }
}

NnLevel
nn_level_detect (void)
{
  static const NnLevel fastest_first[] = { NN_LEVEL_AVX512, NN_LEVEL_AVX2, NN_LEVEL_NEON };

  for (size_t i = 0; i < sizeof fastest_first / sizeof *fastest_first; i++)
    if (nn_level_is_supported (fastest_first[i]))
      return fastest_first[i];
  return NN_LEVEL_PLAIN;
}
