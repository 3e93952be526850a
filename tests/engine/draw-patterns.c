/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "patterns.h"

#include <stdlib.h>

/* draw-patterns FOLDER N: writes N pictures of each class, CODE-SEED.ppm, seeds from 1. */
int
main (int argc, char **argv)
{
  if (argc != 3)
    {
      g_printerr ("usage: draw-patterns FOLDER N\n");
      return 1;
    }
  for (int class = 0; class < PATTERN_CLASSES; class ++)
    for (int seed = 1; seed <= atoi (argv[2]); seed++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%d.ppm", pattern_codes[class], seed);
        g_autofree char *path = g_build_filename (argv[1], name, NULL);

        pattern_save (class, (guint32) seed, 1, path);
      }
  return 0;
}
