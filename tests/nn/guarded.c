/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

#include "guarded.h"

#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

Guarded
guarded_new (size_t n, int is_at_end)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE), size = n * sizeof (float);
  size_t inside = (size + page - 1) / page * page;
  Guarded guarded = { NULL, inside + 2 * page, NULL };

  guarded.map = mmap (NULL, guarded.map_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true (guarded.map != MAP_FAILED);
  if (inside > 0) /* qemu-user refuses to protect no bytes */
    g_assert_cmpint (mprotect (guarded.map + page, inside, PROT_READ | PROT_WRITE), ==, 0);
  guarded.data = (float *) (void *) (guarded.map + page + (is_at_end ? inside - size : 0));
  return guarded;
}

void
guarded_free (Guarded *guarded)
{
  munmap (guarded->map, guarded->map_size);
}
