/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-file-hash.h"

#include <derm.h>

#define CHUNK 65536

goffset
lens_file_hash_get_size (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = NULL;

  if (!g_file_is_native (file))
    return -1;
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
      || g_file_info_get_size (info) > DERM_IMAGE_MAX_BYTES)
    return -1;

  return g_file_info_get_size (info);
}

char *
lens_file_hash_get_sha256 (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize n;

  if (lens_file_hash_get_size (file, cancellable) < 0)
    return NULL; /* a pipe would wait for its writer */
  stream = g_file_read (file, cancellable, NULL);
  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK, cancellable, NULL)) > 0)
    g_checksum_update (checksum, chunk, n);

  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
