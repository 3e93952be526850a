/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Prints the resampler's time per call: bench-resample [w h out_w out_h]. The best of many, on one core. */

#include "resample-kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double
seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* The best of the calls that fit into half a second, in ns; negative on failure. */
static double
best_call (const NnResampleKernels *kernels, const uint8_t *src, uint8_t *dst, const int size[4], NnFilter filter)
{
  double best = 1e9, end = seconds () + 0.5;

  do
    {
      double start = seconds (), took;

      if (!nn_resample_rgb8_with (kernels, &(NnImage){ src, size[0], size[1], 3 * (size_t) size[0] }, NULL, filter,
                                  &(NnImageOut){ dst, size[2], size[3] }))
        return -1.0;
      took = seconds () - start;
      best = took < best ? took : best;
  } while (seconds () < end);
  return 1e9 * best;
}

static bool
read_sizes (int argc, char *argv[], int size[4])
{
  if (argc != 1 && argc != 5)
    return false;
  for (int i = 0; i < 4 && argc == 5; i++)
    {
      size[i] = atoi (argv[1 + i]);
      if (size[i] < 1 || size[i] > 20000)
        return false;
    }
  return true;
}

int
main (int argc, char *argv[])
{
  int size[4] = { 600, 450, 28, 28 };
  uint8_t *src, *dst;
  size_t n;

  if (!read_sizes (argc, argv, size))
    {
      fprintf (stderr, "usage: bench-resample [w h out_w out_h]\n");
      return 1;
    }
  n = 3 * (size_t) size[0] * (size_t) size[1];
  src = malloc (n);
  dst = malloc (3 * (size_t) size[2] * (size_t) size[3]);
  for (size_t i = 0; src != NULL && i < n; i++)
    src[i] = (uint8_t) ((i * 2654435761u) >> 13);

  for (int filter = 0; src != NULL && dst != NULL && filter < NN_N_FILTERS; filter++)
    for (int level = 0; level < NN_N_LEVELS; level++)
      {
        const NnResampleKernels *kernels = nn_resample_kernels ((NnLevel) level);

        if (kernels != NULL)
          printf ("%dx%d -> %dx%d %-8s %-6s %12.0f ns\n", size[0], size[1], size[2], size[3], nn_filter_name (filter),
                  nn_level_name ((NnLevel) level), best_call (kernels, src, dst, size, (NnFilter) filter));
      }
  free (src);
  free (dst);
  return 0;
}
