/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image.h"

G_BEGIN_DECLS

/* Reads a whole file with the limits of derm-image.h; special files are refused, not waited for. */
G_GNUC_INTERNAL GBytes *derm_file_read (GFile *file, char **name, GCancellable *cancellable, GError **error);

/* The same for an image: nothing more is read of a file whose first bytes are not an image's, and all of it is taken of
 * DERM_MEMORY_FILES; `charge` is to be given back. */
G_GNUC_INTERNAL GBytes *derm_file_read_image (GFile *file, char **name, gsize *charge, GCancellable *cancellable,
                                              GError **error);

/* derm_image_new_from_file() for workers: the memory of the image, and of its file if `content` is wanted, counts
 * until the image is gone or derm_image_settle() was called; other workers may wait for it. So do the one or the other
 * before opening another image. */
G_GNUC_INTERNAL DermImage *derm_image_open (GFile *file, GBytes **content, GCancellable *cancellable, GError **error);

/* For an image that somebody keeps. */
G_GNUC_INTERNAL void derm_image_settle (DermImage *self);

G_END_DECLS
