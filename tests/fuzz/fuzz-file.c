/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memfd_create() */

#include "fuzz-file.h"

#include <sys/mman.h>
#include <unistd.h>

GFile *
fuzz_file (const uint8_t *data, size_t size)
{
  static GFile *file;
  static int descriptor;

  if (file == NULL)
    {
      g_autofree char *path = NULL;

      descriptor = memfd_create ("fuzz", MFD_CLOEXEC);
      g_assert (descriptor >= 0);
      path = g_strdup_printf ("/proc/self/fd/%d", descriptor);
      file = g_file_new_for_path (path);
    }
  g_assert (ftruncate (descriptor, 0) == 0);
  for (size_t n = 0; n < size;)
    {
      ssize_t written = pwrite (descriptor, data + n, size - n, (off_t) n);

      g_assert (written > 0);
      n += (size_t) written;
    }
  return file;
}
