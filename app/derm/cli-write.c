/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli-write.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <unistd.h>

gboolean
cli_write_error (GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

gboolean
cli_write_all (int fd, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return cli_write_error (error);
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

gboolean
cli_read_at (int fd, char *data, gsize length, guint64 offset, GError **error)
{
  while (length > 0)
    {
      gssize n = pread (fd, data, length, (off_t) offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return cli_write_error (error);
      if (n == 0)
        {
          g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_IO, _ ("the file is shorter than its journal says"));
          return FALSE;
        }
      data += n;
      offset += (guint64) n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Not every file system can; what cannot is as safe as it gets. */
gboolean
cli_sync (int fd, GError **error)
{
  return fdatasync (fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == EROFS || cli_write_error (error);
}

FILE *
cli_open_to_read (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  return fd >= 0 ? fdopen (fd, "rb") : NULL;
}

gboolean
cli_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_synced;

  if (fd < 0) /* one that may be written to but not read */
    return TRUE;
  is_synced = fsync (fd) == 0 || errno == EINVAL || errno == ENOSYS || cli_write_error (error);
  close (fd);
  return is_synced;
}
