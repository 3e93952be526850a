/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "image-tiff.h"

/* libtiff on a file that lies in memory, with its messages kept and not printed. */

enum { MAX_ALLOCATION = 256 << 20 };

static tmsize_t
on_read (thandle_t handle, void *buffer, tmsize_t n_bytes)
{
  TiffFile *file = handle;
  gint64 rest = (gint64) file->encoded->size - file->pos;
  gint64 n = CLAMP (rest, 0, n_bytes);

  if (n > 0)
    memcpy (buffer, file->encoded->data + file->pos, (gsize) n);
  file->pos += n;
  return n;
}

static tmsize_t
on_write (thandle_t handle, void *buffer, tmsize_t n_bytes)
{
  return -1;
}

static toff_t
on_seek (thandle_t handle, toff_t offset, int whence)
{
  TiffFile *file = handle;
  gint64 from = whence == SEEK_CUR ? file->pos : whence == SEEK_END ? (gint64) file->encoded->size : 0;

  if (offset > (toff_t) G_MAXINT64 / 2)
    return (toff_t) -1;
  file->pos = from + (gint64) offset;
  return (toff_t) file->pos;
}

static int
on_close (thandle_t handle)
{
  return 0;
}

static toff_t
on_size (thandle_t handle)
{
  return ((TiffFile *) handle)->encoded->size;
}

static int
on_map (thandle_t handle, void **base, toff_t *size)
{
  TiffFile *file = handle;

  *base = (void *) file->encoded->data; /* libtiff does not write there: it is opened for reading */
  *size = file->encoded->size;
  return 1;
}

static void
on_unmap (thandle_t handle, void *base, toff_t size)
{
}

static void keep (TiffFile *file, const char *format, va_list values) G_GNUC_PRINTF (2, 0);

static void
keep (TiffFile *file, const char *format, va_list values)
{
  if (file->damage != NULL)
    return;
  file->damage = g_strchomp (g_strdup_vprintf (format, values));
  if (g_str_has_suffix (file->damage, ":")) /* and then nothing */
    file->damage[strlen (file->damage) - 1] = '\0';
}

static int on_error (TIFF *tiff, void *user_data, const char *module, const char *format, va_list values)
    G_GNUC_PRINTF (4, 0);
static int on_warning (TIFF *tiff, void *user_data, const char *module, const char *format, va_list values)
    G_GNUC_PRINTF (4, 0);

static int
on_error (TIFF *tiff, void *user_data, const char *module, const char *format, va_list values)
{
  keep (user_data, format, values);
  return 1;
}

/* Most warnings are about tags. But libjpeg inside of libtiff only warns where coded pixels are missing. */
static int
on_warning (TIFF *tiff, void *user_data, const char *module, const char *format, va_list values)
{
  TiffFile *file = user_data;
  g_autofree char *text = NULL;
  va_list again;

  va_copy (again, values);
  text = g_strdup_vprintf (format, again);
  va_end (again);
  if (g_strcmp0 (module, "JPEGLib") == 0
      && (strstr (text, "remature end") != NULL || strstr (text, "bad Huffman") != NULL))
    {
      file->is_damaged = TRUE;
      if (file->damage == NULL)
        file->damage = g_steal_pointer (&text);
    }
  return 1;
}

gboolean
derm_tiff_open (TiffFile *file, const DermEncoded *encoded, GError **error)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();

  file->encoded = encoded;
  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MAX_ALLOCATION);
  TIFFOpenOptionsSetErrorHandlerExtR (options, on_error, file);
  TIFFOpenOptionsSetWarningHandlerExtR (options, on_warning, file);
  file->tiff = TIFFClientOpenExt ("image", "r", file, on_read, on_write, on_seek, on_close, on_size, on_map, on_unmap,
                                  options);
  TIFFOpenOptionsFree (options);
  return file->tiff != NULL || derm_tiff_fail (file, error);
}

void
derm_tiff_close (TiffFile *file)
{
  g_clear_pointer (&file->tiff, TIFFClose);
  g_clear_pointer (&file->damage, g_free);
}

gboolean
derm_tiff_fail (const TiffFile *file, GError **error)
{
  return derm_decoded_set_damaged (error, "TIFF", file->damage != NULL ? file->damage : _ ("it holds no pixels"));
}
