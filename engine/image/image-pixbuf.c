/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "image-private.h"

enum { CHUNK_SIZE = 1 << 16 };

/* The raster formats that are handed to GdkPixbuf. The list is closed, so that no loader of drawings, icons or scripts
 * ever sees a byte of an unknown file, and so that the same files open on every machine. */
typedef struct {
  const char *format;
  const char *mime_type;
  gsize offset;
  const char *magic;
  gsize magic_size;
} Format;

static const Format formats[] = {
  { "PNG", "image/png", 0, "\x89PNG\r\n\x1a\n", 8 },
  { "GIF", "image/gif", 0, "GIF8", 4 },
  { "BMP", "image/bmp", 0, "BM", 2 },
  { "TIFF", "image/tiff", 0, "II*\0", 4 },
  { "TIFF", "image/tiff", 0, "MM\0*", 4 },
  { "WebP", "image/webp", 8, "WEBPVP8", 7 },
  { "AVIF", "image/avif", 4, "ftypavif", 8 },
  { "HEIF", "image/heif", 4, "ftypheic", 8 },
  { "HEIF", "image/heif", 4, "ftypmif1", 8 },
  { "PNM", "image/x-portable-anymap", 0, "P2", 2 },
  { "PNM", "image/x-portable-anymap", 0, "P3", 2 },
  { "PNM", "image/x-portable-anymap", 0, "P5", 2 },
  { "PNM", "image/x-portable-anymap", 0, "P6", 2 },
};

static const Format *
find_format (const guint8 *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const Format *format = &formats[i];

      if (size >= format->offset + format->magic_size
          && memcmp (data + format->offset, format->magic, format->magic_size) == 0)
        return format;
    }
  return NULL;
}

/* libpng hands over what it has when the file ends early. Pillow refuses such a file, and so do we. */
static gboolean
png_has_end (const guint8 *data, gsize size)
{
  gsize pos = 8;

  while (pos < size && size - pos >= 12)
    {
      gsize length = (gsize)data[pos] << 24 | (gsize)data[pos + 1] << 16 | (gsize)data[pos + 2] << 8 | data[pos + 3];

      if (memcmp (data + pos + 4, "IEND", 4) == 0)
        return TRUE;
      if (length > size - pos - 12)
        return FALSE;
      pos += 12 + length;
    }
  return FALSE;
}

/* Called when the header is read and before pixels are allocated. A size of 0 makes every loader stop. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  GError **error = user_data;

  if (*error == NULL && !derm_image_check_size (width, height, error))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Puts a loader's error, or the better one that on_size_prepared() left, into ours. */
static void
set_loader_error (GError **error, GError **size_error, const GError *loader_error, const Format *format)
{
  if (*size_error != NULL)
    g_propagate_error (error, g_steal_pointer (size_error));
  else if (g_error_matches (loader_error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
  else
    g_set_error (error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("the %s image is damaged: %s"), format->format,
                 loader_error != NULL ? loader_error->message : _ ("it holds no pixels"));
}

static gboolean
feed (GdkPixbufLoader *loader, const guint8 *data, gsize size, GError **size_error, GCancellable *cancellable,
      GError **error)
{
  for (gsize pos = 0; pos < size && *size_error == NULL; pos += CHUNK_SIZE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !gdk_pixbuf_loader_write (loader, data + pos, MIN (CHUNK_SIZE, size - pos), error))
        {
          gdk_pixbuf_loader_close (loader, NULL);
          return FALSE;
        }
    }
  return gdk_pixbuf_loader_close (loader, error);
}

/* RGB of a pixbuf's pixels; an alpha channel is dropped without compositing. */
static guint8 *
copy_rgb (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  guint8 *rgb = g_try_malloc_n ((gsize)width * height, 3);
  guint8 *out = rgb;

  for (int y = 0; rgb != NULL && y < height; y++)
    {
      const guint8 *in = pixels + (gsize)y * stride;

      for (int x = 0; x < width; x++, in += n_channels, out += 3)
        memcpy (out, in, 3);
    }
  return rgb;
}

static int
find_orientation (const Format *format, GdkPixbuf *pixbuf, const guint8 *data, gsize size)
{
  const char *option = gdk_pixbuf_get_option (pixbuf, "orientation");
  int orientation = option != NULL ? atoi (option) : 1;

  if (g_str_equal (format->format, "PNG"))
    orientation = derm_exif_read_png (data, size);
  else if (g_str_equal (format->format, "WebP"))
    orientation = derm_exif_read_webp (data, size);
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

static GdkPixbufLoader *
make_loader (const Format *format, GError **error)
{
  GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type (format->mime_type, NULL);

  if (loader == NULL)
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT,
                 _ ("%s images need a GdkPixbuf loader that is not installed here"), format->format);
  return loader;
}

gboolean
derm_pixbuf_decode (const guint8 *data, gsize size, GCancellable *cancellable, DermDecoded *decoded, GError **error)
{
  const Format *format = find_format (data, size);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError) size_error = NULL;
  g_autoptr (GError) loader_error = NULL;
  GdkPixbuf *pixbuf; /* borrowed from the loader */
  gboolean is_fed;

  if (format == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT,
                           _ ("this is not an image of a format that is read here"));
      return FALSE;
    }
  if ((loader = make_loader (format, error)) == NULL)
    return FALSE;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &size_error);
  is_fed = feed (loader, data, size, &size_error, cancellable, &loader_error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!is_fed || size_error != NULL || pixbuf == NULL
      || (g_str_equal (format->format, "PNG") && !png_has_end (data, size)))
    {
      if (is_fed && pixbuf != NULL && size_error == NULL)
        g_set_error_literal (&loader_error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("its end is missing"));
      set_loader_error (error, &size_error, loader_error, format);
      return FALSE;
    }
  /* not every loader announces the size */
  if (!derm_image_check_size (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf), error))
    return FALSE;
  decoded->rgb = copy_rgb (pixbuf);
  decoded->width = gdk_pixbuf_get_width (pixbuf);
  decoded->height = gdk_pixbuf_get_height (pixbuf);
  decoded->format = format->format;
  decoded->orientation = find_orientation (format, pixbuf, data, size);
  if (decoded->rgb == NULL)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
  return decoded->rgb != NULL;
}
