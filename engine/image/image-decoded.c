/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image.h"
#include "image-memory.h"
#include "image-private.h"

gboolean
derm_image_check_size (gint64 width, gint64 height, GError **error)
{
  if (width < 1 || height < 1)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("the image has no pixels"));
      return FALSE;
    }
  if (width > DERM_IMAGE_MAX_SIDE || height > DERM_IMAGE_MAX_SIDE || width * height > DERM_IMAGE_MAX_PIXELS)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE,
                   _ ("the image has %lld × %lld pixels; at most %d million are read"), (long long) width,
                   (long long) height, (int) (DERM_IMAGE_MAX_PIXELS / 1000000));
      return FALSE;
    }
  return TRUE;
}

gboolean
derm_decoded_begin (DermDecoded *decoded, gint64 size[2], guint64 extra, const DermEncoded *encoded, GError **error)
{
  gsize n_bytes;

  if (!derm_image_check_size (size[0], size[1], error))
    return FALSE;
  n_bytes = (gsize) size[0] * (gsize) size[1] * 3;
  if (decoded->orientation > 1)
    extra += n_bytes; /* for turning */
  if (extra > DERM_IMAGE_MAX_EXTRA)
    return derm_decoded_set_no_memory (error);
  if (!derm_memory_take (DERM_MEMORY_PIXELS, n_bytes + extra, encoded->cancellable, error))
    return FALSE;
  decoded->charge = n_bytes + extra;
  decoded->width = (int) size[0];
  decoded->height = (int) size[1];
  decoded->rgb = decoded->writes_all ? g_try_malloc (n_bytes) : g_try_malloc0 (n_bytes);
  return decoded->rgb != NULL || derm_decoded_set_no_memory (error);
}

void
derm_decoded_settle (DermDecoded *decoded)
{
  gsize n_bytes = (gsize) decoded->width * (gsize) decoded->height * 3;

  g_assert (n_bytes <= decoded->charge);
  derm_memory_give (DERM_MEMORY_PIXELS, decoded->charge - n_bytes);
  decoded->charge = n_bytes;
}

void
derm_decoded_clear (DermDecoded *decoded)
{
  g_clear_pointer (&decoded->rgb, g_free);
  if (decoded->charge > 0)
    derm_memory_give (DERM_MEMORY_PIXELS, decoded->charge);
  decoded->charge = 0;
}

gboolean
derm_decoded_set_damaged (GError **error, const char *format, const char *reason)
{
  g_set_error (error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("the %s image is damaged: %s"), format, reason);
  return FALSE;
}

gboolean
derm_decoded_set_unread (GError **error, const char *format, const char *reason)
{
  /* Translators: a format like TIFF, and what is odd about this image */
  g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("%s images of this kind are not read: %s"), format, reason);
  return FALSE;
}

gboolean
derm_decoded_set_no_memory (GError **error)
{
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
  return FALSE;
}

void
derm_cmyk_to_rgb (guint8 *pixels, gsize n_pixels, gboolean is_inverted)
{
  const guint8 *in = pixels;
  const int flip = is_inverted ? 0 : 255;
  guint8 *out = pixels; /* never overtakes `in` */

  for (gsize i = 0; i < n_pixels; i++, in += 4, out += 3)
    {
      int k = in[3] ^ flip;

      for (int c = 0; c < 3; c++)
        {
          int product = (255 - (in[c] ^ flip)) * k + 128;

          out[c] = (guint8) MAX (0, k - (((product >> 8) + product) >> 8));
        }
    }
}
