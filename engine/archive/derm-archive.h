/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* Zip archives through libarchive: a library of its own, because libarchive brings a dozen others and only a PyTorch
 * file needs it. It is loaded by weights/zip-archive.c. */

typedef enum {
  DERM_ARCHIVE_SKIP, /* this entry */
  DERM_ARCHIVE_READ, /* this entry, into the memory that was named */
  DERM_ARCHIVE_STOP, /* no more */
} DermArchiveChoice;

typedef struct {
  /* Asked for each entry, in the order of their places. To read it, *memory is set to room for `size` bytes. */
  DermArchiveChoice (*enter) (const char *name, gsize size, guint8 **memory, gpointer data);
  /* All `size` bytes are there and their checksum is right. False: no more. */
  gboolean (*leave) (const char *name, guint8 *memory, gsize size, gpointer data);
} DermArchiveVisitor;

/* Shows all entries of the archive in these bytes to the visitor. NULL when the visitor has seen all or wanted no more,
 * otherwise what is wrong with the archive (transfer full). Nothing is written anywhere. */
typedef char *DermArchiveWalk (const void *bytes, gsize size, const DermArchiveVisitor *visitor, gpointer data);

DermArchiveWalk derm_archive_walk;

#pragma GCC visibility pop
G_END_DECLS
