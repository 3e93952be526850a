/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_TMPFILE */
#endif
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "derm-file.h"

/* Names of files that are not complete. Whoever writes one holds a lock on it, which the kernel drops when he is
 * killed. */
#define UNFINISHED ".dermlens-new"

enum { MAX_TRIES = 100 };

typedef struct {
  const char *path, *folder;
  GBytes *const *pieces;
  int mode;
  gboolean has_old; /* a file to be replaced, whose permissions are `mode` */
} Writing;

/* ---- leftovers ---- */

static gboolean
is_abandoned (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_uid == geteuid ()
         && flock (fd, LOCK_EX | LOCK_NB) == 0;
}

static void
sweep (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      int fd;

      if (*name != '.' || !g_str_has_suffix (name, UNFINISHED))
        continue;
      path = g_build_filename (folder, name, NULL);
      fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
      if (fd >= 0 && is_abandoned (fd))
        g_unlink (path);
      if (fd >= 0)
        close (fd);
    }
}

/* ---- content ---- */

static gboolean
write_piece (int fd, GBytes *piece)
{
  gsize size;
  const char *bytes = g_bytes_get_data (piece, &size);

  while (size > 0)
    {
      gssize n = write (fd, bytes, size);

      if (n < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (n, 0);
      size -= (gsize) MAX (n, 0);
    }
  return TRUE;
}

/* To the disk: a rename that is kept while the content is not would leave an empty file after a power cut. */
static gboolean
write_content (const Writing *writing, int fd)
{
  for (GBytes *const *piece = writing->pieces; *piece != NULL; piece++)
    if (!write_piece (fd, *piece))
      return FALSE;
  return (!writing->has_old || fchmod (fd, (mode_t) writing->mode) == 0) && fsync (fd) == 0;
}

/* ---- a file without a name ---- */

static int
link_to (int fd, const char *path)
{
  char link[64];

  /* AT_EMPTY_PATH would want a privilege */
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  return linkat (AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

/* A link cannot replace a file, so that needs a name for a moment. */
static gboolean
link_over (const Writing *writing, int fd)
{
  for (int i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/.%08x" UNFINISHED, writing->folder, g_random_int ());

      if (link_to (fd, name) == 0)
        {
          gboolean is_renamed = g_rename (name, writing->path) == 0;
          int code = errno;

          if (!is_renamed)
            g_unlink (name);
          errno = code;
          return is_renamed;
        }
      if (errno != EEXIST)
        return FALSE;
    }
  return FALSE;
}

/* False with errno where there are no such files, too. */
static gboolean
write_unnamed (const Writing *writing)
{
#ifdef O_TMPFILE
  int fd = g_open (writing->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, writing->mode), code;
  gboolean is_written;

  if (fd < 0)
    return FALSE;
  is_written = flock (fd, LOCK_EX | LOCK_NB) == 0 && write_content (writing, fd)
               && ((!writing->has_old && link_to (fd, writing->path) == 0) || link_over (writing, fd));
  code = errno;
  close (fd);
  errno = code;
  return is_written;
#else
  errno = EOPNOTSUPP;
  return FALSE;
#endif
}

/* ---- a file with one ---- */

/* Made and locked; another one's sweep may have come between the two. */
static int
open_named (const Writing *writing, char **name)
{
  for (int i = 0; i < MAX_TRIES; i++)
    {
      struct stat info;
      int fd;

      *name = g_strconcat (writing->folder, "/.XXXXXX" UNFINISHED, NULL);
      fd = g_mkstemp_full (*name, O_WRONLY | O_CLOEXEC, writing->mode);
      if (fd < 0)
        return fd;
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          if (errno != EWOULDBLOCK)
            return fd; /* a file system without locks has no sweep either */
        }
      else if (fstat (fd, &info) != 0 || info.st_nlink > 0)
        return fd;
      g_unlink (*name); /* another one's sweep holds it, or had it */
      close (fd);
      g_clear_pointer (name, g_free);
    }
  return -1;
}

static gboolean
write_named (const Writing *writing)
{
  g_autofree char *name = NULL;
  int fd = open_named (writing, &name), code;
  gboolean is_written;

  if (fd < 0)
    return FALSE;
  is_written = write_content (writing, fd) && g_rename (name, writing->path) == 0;
  code = errno;
  if (!is_written)
    g_unlink (name);
  close (fd);
  errno = code;
  return is_written;
}

static gboolean
replace (Writing *writing)
{
  struct stat info;

  writing->has_old = stat (writing->path, &info) == 0;
  if (writing->has_old && !S_ISREG (info.st_mode))
    {
      errno = S_ISDIR (info.st_mode) ? EISDIR : EINVAL; /* a device or a pipe would be gone */
      return FALSE;
    }
  if (writing->has_old)
    writing->mode = info.st_mode & 0777;
  sweep (writing->folder);
  return write_unnamed (writing) || write_named (writing);
}

gboolean
derm_file_replace (const char *path, GBytes *const *pieces, int mode, GError **error)
{
  g_autofree char *folder = NULL, *shown = NULL;
  char *target;
  Writing writing = { .pieces = pieces, .mode = mode };
  gboolean is_written;
  int code;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (pieces != NULL, FALSE);

  target = realpath (path, NULL); /* NULL: there is no such file yet */
  writing.path = target != NULL ? target : path;
  writing.folder = folder = g_path_get_dirname (writing.path);
  is_written = replace (&writing);
  code = errno;
  free (target);
  if (is_written)
    return TRUE;
  shown = g_filename_display_name (path);
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s could not be written: %s"), shown,
               g_strerror (code));
  return FALSE;
}

gboolean
derm_file_replace_text (const char *path, const char *text, gssize length, int mode, GError **error)
{
  g_autoptr (GBytes) piece = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  piece = g_bytes_new_static (text, length < 0 ? strlen (text) : (gsize) length);
  return derm_file_replace (path, (GBytes *[]){ piece, NULL }, mode, error);
}
