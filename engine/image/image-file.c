/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image.h"
#include "image-file.h"
#include "image-format.h"
#include "image-memory.h"

enum { CHUNK_SIZE = 1 << 18 };

static gboolean
set_too_large (GError **error)
{
  g_autofree char *limit = g_format_size_full ((guint64) DERM_IMAGE_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the file is larger than %s"), limit);
  return FALSE;
}

/* Looks at the file before it is opened: opening a pipe would wait for its writer for ever. */
static gboolean
check_info (GFileInfo *info, GError **error)
{
  switch (g_file_info_get_file_type (info))
    {
    case G_FILE_TYPE_DIRECTORY:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("this is a folder, not a file"));
      return FALSE;
    case G_FILE_TYPE_SPECIAL:
    case G_FILE_TYPE_SHORTCUT:
    case G_FILE_TYPE_MOUNTABLE:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("this is not an ordinary file"));
      return FALSE;
    case G_FILE_TYPE_SYMBOLIC_LINK: /* one whose target is gone */
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("this link leads nowhere"));
      return FALSE;
    case G_FILE_TYPE_REGULAR:
    case G_FILE_TYPE_UNKNOWN:
    default:
      break;
    }
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_SIZE)
      && g_file_info_get_size (info) > DERM_IMAGE_MAX_BYTES)
    return set_too_large (error);
  return TRUE;
}

/* What is read, and what it says of it. */
typedef struct {
  GInputStream *stream;
  goffset hint; /* the announced size, which may change while the file is read */
  gboolean is_image;
  gsize charge; /* taken of DERM_MEMORY_FILES */
  GCancellable *cancellable;
} Reading;

/* Appends what comes next; 0 at the end, -1 with error set. */
static gssize
read_chunk (const Reading *reading, GByteArray *content, GError **error)
{
  guint length = content->len;
  gssize n_read;

  g_byte_array_set_size (content, length + CHUNK_SIZE);
  n_read = g_input_stream_read (reading->stream, content->data + length, CHUNK_SIZE, reading->cancellable, error);
  g_byte_array_set_size (content, length + (guint) MAX (n_read, 0));
  if (n_read >= 0 && content->len > DERM_IMAGE_MAX_BYTES)
    return set_too_large (error) ? 0 : -1;
  return n_read;
}

/* Before the rest is read. */
static gboolean
judge_head (Reading *reading, const GByteArray *head, GError **error)
{
  gsize size = (gsize) MAX (reading->hint, head->len);

  if (derm_image_format_find_content (head->data, head->len) == NULL)
    return derm_image_format_set_unknown (head->data, head->len, error);
  if (!derm_memory_take (DERM_MEMORY_FILES, size, reading->cancellable, error))
    return FALSE;
  reading->charge = size;
  return TRUE;
}

static GBytes *
read_all (Reading *reading, GError **error)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();
  g_autoptr (GByteArray) content = NULL;
  gssize n_read = 1;

  while (n_read > 0 && head->len < DERM_IMAGE_HEAD)
    n_read = read_chunk (reading, head, error);
  if (n_read < 0 || (reading->is_image && head->len > 0 && !judge_head (reading, head, error)))
    return NULL;
  content = g_byte_array_sized_new ((guint) CLAMP (reading->hint + 1, 0, DERM_IMAGE_MAX_BYTES) + CHUNK_SIZE);
  g_byte_array_append (content, head->data, head->len);
  while (n_read > 0)
    n_read = read_chunk (reading, content, error);
  return n_read == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}

/* GIO's own words for the common cases hold the file's name, which ours shall not. */
static void
reword (GError **error)
{
  if (error == NULL || *error == NULL)
    return;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY)) /* one of its folders is a file */
    {
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("there is no such file"));
    }
  else if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    {
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _ ("the file may not be read"));
    }
}

static gboolean
check_place (GFile *file, GError **error)
{
  g_autofree char *uri = g_file_get_uri (file);

  if (uri[0] == '\0')
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, _ ("the file's name is empty"));
  else if (!g_file_is_native (file))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("this is not a file on this computer, and Dermlens never uses the network"));
  else
    return TRUE;
  return FALSE;
}

static GBytes *
read_file (GFile *file, char **name, Reading *reading, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GBytes) content = NULL;

  if (!check_place (file, error))
    return NULL;
  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                           "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                            G_FILE_QUERY_INFO_NONE, reading->cancellable, error);
  if (info == NULL)
    reword (error);
  if (info == NULL || !check_info (info, error))
    return NULL;
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_SIZE))
    reading->hint = g_file_info_get_size (info);
  stream = g_file_read (file, reading->cancellable, error);
  if (stream == NULL)
    {
      reword (error);
      return NULL;
    }
  reading->stream = G_INPUT_STREAM (stream);
  content = read_all (reading, error);
  if (content == NULL)
    return NULL;
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME))
    *name = g_strdup (g_file_info_get_display_name (info));
  else
    *name = g_file_get_parse_name (file);
  return g_steal_pointer (&content);
}

GBytes *
derm_file_read (GFile *file, char **name, GCancellable *cancellable, GError **error)
{
  Reading reading = { .cancellable = cancellable };

  return read_file (file, name, &reading, error);
}

GBytes *
derm_file_read_image (GFile *file, char **name, gsize *charge, GCancellable *cancellable, GError **error)
{
  Reading reading = { .cancellable = cancellable, .is_image = TRUE };
  GBytes *content = read_file (file, name, &reading, error);

  if (content == NULL && reading.charge > 0)
    derm_memory_give (DERM_MEMORY_FILES, reading.charge);
  *charge = content != NULL ? reading.charge : 0;
  return content;
}
