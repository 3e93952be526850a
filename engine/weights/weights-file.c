/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "derm-error.h"
#include "weights-file.h"

#define MAX_FILE_SIZE ((goffset) 1 << 30)

/* What cannot be a model is not read to its end: this much is more than enough for a description, and to say what the
 * file is instead. */
enum { MAX_OTHER_SIZE = 16 << 20 };

/* By its first bytes, with room for odd ones: an archive, a pickle, or a length and an object of JSON. */
static gboolean
may_be_model (int fd)
{
  guint8 head[16] = { 0 };

  return pread (fd, head, sizeof head, 0) == sizeof head
         && (memcmp (head, "PK", 2) == 0 || head[0] == 0x80 || head[8] == '{');
}

/* The file in memory, read rather than mapped: a model that is trained anew may be written into the very file that we
 * have open, and neither weights nor hash may change, or vanish with a SIGBUS, under us. In huge pages reading costs no
 * more than the page faults of a mapping. */
static GBytes *
read_all (int fd, GError **error)
{
  const gsize huge = (gsize) 2 << 20;
  struct stat info;
  char *memory;
  gsize size, done = 0;
  gssize n = 1;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, G_FILE_ERROR, S_ISDIR (info.st_mode) ? G_FILE_ERROR_ISDIR : G_FILE_ERROR_INVAL,
                           _ ("this is not an ordinary file"));
      return NULL;
    }
  if (info.st_size > MAX_FILE_SIZE)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the file is too large for a model"));
      return NULL;
    }
  size = (gsize) (may_be_model (fd) ? info.st_size : MIN (info.st_size, MAX_OTHER_SIZE));
  memory = aligned_alloc (huge, (size / huge + 1) * huge);
  if (memory == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("there is not enough memory"));
      return NULL;
    }
#ifdef MADV_HUGEPAGE
  madvise (memory, (size / huge + 1) * huge, MADV_HUGEPAGE);
#endif
  while (done < size && (n = read (fd, memory + done, size - done)) != 0)
    {
      if (n > 0)
        done += (gsize) n;
      else if (errno != EINTR)
        break;
    }
  if (n < 0)
    {
      int saved_errno = errno;

      free (memory);
      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), g_strerror (saved_errno));
      return NULL;
    }
  return g_bytes_new_with_free_func (memory, done, free,
                                     memory); /* shorter if the file was cut meanwhile: then it is refused */
}

GBytes *
derm_weights_file_read (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0); /* not to wait for the writer of a pipe */
  int saved_errno = errno;
  GBytes *bytes;

  if (fd < 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), g_strerror (saved_errno));
      return NULL;
    }
  bytes = read_all (fd, error);
  close (fd);
  return bytes;
}
