/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "image-private.h"

/* HEIF and AVIF, by GdkPixbuf, if it has a loader for them. Turned as the container says, which overrules EXIF there.
 */

enum { CHUNK_SIZE = 1 << 16, MAX_DEPTH = 8 };

/* The largest size that the boxes announce ("ispe"): of the image, or of one of its tiles or thumbnails. A grid's whole
 * size is announced there too. */
static void
find_size (const guint8 *data, gsize size, int depth, gint64 largest[2])
{
  for (gsize pos = 0, length; size - pos >= 8; pos += length)
    {
      const guint8 *name = data + pos + 4;
      gsize head = memcmp (name, "meta", 4) == 0 ? 12 : 8;

      length = derm_get_u32 (data + pos);
      if (length < head || length > size - pos)
        length = size - pos; /* up to the end, or of 64 bits: such a box holds pixels */
      if (length < head)
        return;
      if (memcmp (name, "ispe", 4) == 0 && length >= 20)
        {
          gint64 width = MIN (derm_get_u32 (data + pos + 12), G_MAXINT32);
          gint64 height = MIN (derm_get_u32 (data + pos + 16), G_MAXINT32);

          if (width * height > largest[0] * largest[1])
            {
              largest[0] = width;
              largest[1] = height;
            }
        }
      else if (depth < MAX_DEPTH
               && (memcmp (name, "meta", 4) == 0 || memcmp (name, "iprp", 4) == 0 || memcmp (name, "ipco", 4) == 0))
        find_size (data + pos + head, length - head, depth + 1, largest);
    }
}

/* What the loader's signals told. */
typedef struct {
  GError *error; /* owned */
} Progress;

/* Called when the header is read and before pixels are allocated. A size of 0 makes every loader stop. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Progress *progress = user_data;

  if (progress->error == NULL && !derm_image_check_size (width, height, &progress->error))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static gboolean
feed (GdkPixbufLoader *loader, const DermEncoded *encoded, const Progress *progress, GError **error)
{
  for (gsize pos = 0; pos < encoded->size && progress->error == NULL; pos += CHUNK_SIZE)
    {
      if (g_cancellable_set_error_if_cancelled (encoded->cancellable, error)
          || !gdk_pixbuf_loader_write (loader, encoded->data + pos, MIN (CHUNK_SIZE, encoded->size - pos), error))
        {
          gdk_pixbuf_loader_close (loader, NULL);
          return FALSE;
        }
    }
  return gdk_pixbuf_loader_close (loader, error);
}

/* RGB of a pixbuf's pixels; an alpha channel is dropped without compositing. */
static void
copy_rgb (GdkPixbuf *pixbuf, guint8 *rgb)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);

  for (int y = 0; y < height; y++)
    {
      const guint8 *in = pixels + (gsize) y * stride;

      for (int x = 0; x < width; x++, in += n_channels, rgb += 3)
        memcpy (rgb, in, 3);
    }
}

/* Feeds the loader and judges what came; NULL with error set. The pixbuf is the loader's. */
static GdkPixbuf *
load (GdkPixbufLoader *loader, const char *format, const DermEncoded *encoded, GError **error)
{
  Progress progress = { NULL };
  g_autoptr (GError) reason = NULL;
  gboolean is_fed;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &progress);
  is_fed = feed (loader, encoded, &progress, &reason);
  g_signal_handlers_disconnect_by_data (loader, &progress);
  pixbuf = is_fed ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (progress.error != NULL)
    g_propagate_error (error, progress.error);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (g_error_matches (reason, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    derm_decoded_set_no_memory (error);
  else if (pixbuf == NULL)
    derm_decoded_set_damaged (error, format, reason != NULL ? reason->message : _ ("it holds no pixels"));
  else
    return pixbuf;
  return NULL;
}

gboolean
derm_heif_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  gboolean is_avif = g_str_equal (decoded->format, "AVIF");
  g_autoptr (GdkPixbufLoader) loader
      = gdk_pixbuf_loader_new_with_mime_type (is_avif ? "image/avif" : "image/heif", NULL);
  gint64 size[2] = { 0, 0 };
  GdkPixbuf *pixbuf;

  if (loader == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT,
                   _ ("%s images need a GdkPixbuf loader that is not installed here"), decoded->format);
      return FALSE;
    }
  find_size (encoded->data, encoded->size, 0, size);
  decoded->orientation = 1;
  /* the loader has a picture of its own, with alpha, besides its decoder's */
  if (!derm_decoded_begin (decoded, size, 8 * (guint64) (size[0] * size[1]), encoded, error))
    return FALSE;
  pixbuf = load (loader, decoded->format, encoded, error);
  if (pixbuf == NULL)
    return FALSE;
  if ((gint64) gdk_pixbuf_get_width (pixbuf) * gdk_pixbuf_get_height (pixbuf) > size[0] * size[1])
    return derm_decoded_set_damaged (error, decoded->format, _ ("its header is wrong"));
  decoded->width = gdk_pixbuf_get_width (pixbuf);
  decoded->height = gdk_pixbuf_get_height (pixbuf);
  copy_rgb (pixbuf, decoded->rgb);
  decoded->has_alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  decoded->has_profile = gdk_pixbuf_get_option (pixbuf, "icc-profile") != NULL;
  return TRUE;
}
