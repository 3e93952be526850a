/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include "slow-files.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
  TEMPORARY = 020000000
}; /* O_TMPFILE without O_DIRECTORY, the same on x86 and ARM; <fcntl.h> declares open() otherwise */

static gboolean is_refused;
static gulong wait;
static int most = -1;

void
slow_files_refuse_unnamed (gboolean refused)
{
  is_refused = refused;
}

void
slow_files_wait (gulong microseconds)
{
  wait = microseconds;
}

void
slow_files_fill_after (int n_bytes)
{
  most = n_bytes;
}

static int
do_open (const char *path, int flags, unsigned mode)
{
  if (is_refused && (flags & TEMPORARY) != 0)
    {
      errno = EOPNOTSUPP;
      return -1;
    }
  return (int) syscall (SYS_openat, -100, path, flags, mode); /* AT_FDCWD */
}

#pragma GCC visibility push(default)

int open (const char *path, int flags, ...);
int open64 (const char *path, int flags, ...);

int
open (const char *path, int flags, ...)
{
  va_list arguments;
  unsigned mode;

  va_start (arguments, flags);
  mode = va_arg (arguments, unsigned);
  va_end (arguments);
  return do_open (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list arguments;
  unsigned mode;

  va_start (arguments, flags);
  mode = va_arg (arguments, unsigned);
  va_end (arguments);
  return do_open (path, flags, mode);
}

ssize_t
write (int fd, const void *bytes, size_t size)
{
  if (most >= 0 && size > (size_t) most && fd > 2)
    {
      errno = ENOSPC;
      return -1;
    }
  if (wait > 0 && size > 100)
    g_usleep (wait);
  return syscall (SYS_write, fd, bytes, size);
}
