/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Gives a target every file of its corpus, named by the folder. Whatever was once found stays found. */

#include <time.h>

#include <glib.h>

#include "fuzz.h"

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = g_dir_open (argc > 1 ? argv[1] : "", 0, NULL);
  const char *name;
  int n = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL), *content = NULL;
      gsize size;
      clock_t begin;
      double seconds; /* of the processor: the computer may be busy */

      if (!g_file_get_contents (path, &content, &size, NULL))
        continue;
      begin = clock ();
      LLVMFuzzerTestOneInput ((const uint8_t *) content, size);
      seconds = (double) (clock () - begin) / CLOCKS_PER_SEC;
      g_print ("%s %d - %s in %.3f s\n", seconds < 1 ? "ok" : "not ok", ++n, name, seconds);
    }
  g_print ("1..%d\n", n);
  return n > 0 ? 0 : 1;
}
