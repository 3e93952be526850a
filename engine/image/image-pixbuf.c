/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "image-format.h"
#include "image-private.h"

enum { CHUNK_SIZE = 1 << 16 };

/* What the loader's signals told. */
typedef struct {
  GError *size_error; /* owned */
  int n_rows;         /* that pixels came for */
} Progress;

/* Called when the header is read and before pixels are allocated. A size of 0 makes every loader stop. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Progress *progress = user_data;

  if (progress->size_error == NULL && !derm_image_check_size (width, height, &progress->size_error))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static void
on_area_updated (GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer user_data)
{
  Progress *progress = user_data;

  progress->n_rows = MAX (progress->n_rows, y + height);
}

/* Puts a loader's error, or the better one that on_size_prepared() left, into ours. */
static void
set_loader_error (GError **error, const GError *size_error, const GError *loader_error, const DermImageFormat *format)
{
  if (size_error != NULL)
    g_propagate_error (error, g_error_copy (size_error));
  else if (g_error_matches (loader_error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
  else
    g_set_error (error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("the %s image is damaged: %s"), format->name,
                 loader_error != NULL ? loader_error->message : _ ("it holds no pixels"));
}

static gboolean
feed (GdkPixbufLoader *loader, const guint8 *data, gsize size, Progress *progress, GCancellable *cancellable,
      GError **error)
{
  for (gsize pos = 0; pos < size && progress->size_error == NULL; pos += CHUNK_SIZE)
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
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  guint8 *rgb = g_try_malloc_n ((gsize) width * height, 3);
  guint8 *out = rgb;

  for (int y = 0; rgb != NULL && y < height; y++)
    {
      const guint8 *in = pixels + (gsize) y * stride;

      for (int x = 0; x < width; x++, in += n_channels, out += 3)
        memcpy (out, in, 3);
    }
  return rgb;
}

/* GdkPixbuf tells the orientation of TIFF only, and there it has mirrored the pixels already where that was enough: its
 * option is what is left to do. */
static void
find_orientation (const DermImageFormat *format, GdkPixbuf *pixbuf, const guint8 *data, gsize size,
                  DermDecoded *decoded)
{
  decoded->orientation = 1;
  if (g_str_equal (format->name, "PNG"))
    decoded->orientation = derm_exif_read_png (data, size);
  else if (g_str_equal (format->name, "WebP"))
    decoded->orientation = derm_exif_read_webp (data, size);
  decoded->turn = decoded->orientation;
  if (g_str_equal (format->name, "TIFF"))
    {
      const char *option = gdk_pixbuf_get_option (pixbuf, "orientation");

      decoded->orientation = derm_exif_read_tiff (data, size);
      decoded->turn = option != NULL ? CLAMP (atoi (option), 1, 8) : 1;
    }
}

static GdkPixbufLoader *
make_loader (const DermImageFormat *format, GError **error)
{
  GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type (format->mime_type, NULL);

  if (loader == NULL)
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT,
                 _ ("%s images need a GdkPixbuf loader that is not installed here"), format->name);
  return loader;
}

/* Feeds the loader and judges what came; NULL with error set. The pixbuf is the loader's. */
static GdkPixbuf *
load (GdkPixbufLoader *loader, const DermImageFormat *format, const guint8 *data, gsize size, GCancellable *cancellable,
      GError **error)
{
  Progress progress = { 0 };
  g_autoptr (GError) loader_error = NULL;
  g_autoptr (GError) size_error = NULL;
  GdkPixbuf *pixbuf;
  gboolean is_fed;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &progress);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area_updated), &progress);
  is_fed = feed (loader, data, size, &progress, cancellable, &loader_error);
  g_signal_handlers_disconnect_by_data (loader, &progress);
  size_error = progress.size_error;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (is_fed && size_error == NULL && pixbuf != NULL
      && !derm_image_format_has_end (format, data, size, gdk_pixbuf_get_height (pixbuf), progress.n_rows))
    {
      g_set_error_literal (&loader_error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("its end is missing"));
      is_fed = FALSE;
    }
  if (is_fed && size_error == NULL && pixbuf != NULL)
    return pixbuf;
  set_loader_error (error, size_error, loader_error, format);
  return NULL;
}

gboolean
derm_pixbuf_decode (const guint8 *data, gsize size, GCancellable *cancellable, DermDecoded *decoded, GError **error)
{
  const DermImageFormat *format = derm_image_format_find_content (data, size);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *pixbuf;

  if (format == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT,
                           _ ("this is not an image of a format that is read here"));
      return FALSE;
    }
  if (!derm_image_format_check_size (format, data, size, error))
    return FALSE;
  loader = make_loader (format, error);
  pixbuf = loader != NULL ? load (loader, format, data, size, cancellable, error) : NULL;
  /* checked again: not every loader announces the size */
  if (pixbuf == NULL || !derm_image_check_size (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf), error))
    return FALSE;
  decoded->rgb = copy_rgb (pixbuf);
  decoded->width = gdk_pixbuf_get_width (pixbuf);
  decoded->height = gdk_pixbuf_get_height (pixbuf);
  decoded->format = format->name;
  decoded->has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  decoded->has_profile = gdk_pixbuf_get_option (pixbuf, "icc-profile") != NULL;
  find_orientation (format, pixbuf, data, size, decoded);
  if (decoded->rgb == NULL)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
  return decoded->rgb != NULL;
}
