/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <turbojpeg.h>

#include "derm-error.h"
#include "image-format.h"
#include "image-private.h"

#ifndef TJFLAG_LIMITSCANS
#define TJFLAG_LIMITSCANS 0
#endif

typedef void TjHandle;

static void
tj_handle_free (TjHandle *handle)
{
  tjDestroy (handle);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TjHandle, tj_handle_free)

gboolean
derm_jpeg_is_jpeg (const guint8 *data, gsize size)
{
  return size >= 3 && data[0] == 0xff && data[1] == 0xd8 && data[2] == 0xff;
}

/* Whether the end marker is there. libjpeg fills what is missing with grey and only warns; Pillow refuses, and so do
 * we: a score of an image that is half grey says nothing. */
static gboolean
has_end (const guint8 *data, gsize size)
{
  const guint8 *at = data + 2, *end = data + size;

  while ((at = memchr (at, 0xff, (gsize) (end - at))) != NULL && end - at >= 2)
    {
      guint8 marker = at[1];

      if (marker == 0xd9)
        return TRUE;
      if (marker == 0xff)
        at++;
      else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) /* stuffed byte, restart */
        at += 2;
      else if (end - at < 4)
        return FALSE;
      else
        at += 2 + MIN (end - at - 2, MAX (2, at[2] << 8 | at[3]));
    }
  return FALSE;
}

/* Pillow takes every CMYK JPEG as Adobe's, inverted, and makes RGB of it by (255 - c)·(255 - k) / 255, rounded. */
static void
cmyk_to_rgb (guint8 *pixels, gsize n_pixels)
{
  const guint8 *in = pixels;
  guint8 *out = pixels; /* never overtakes `in` */

  for (gsize i = 0; i < n_pixels; i++, in += 4, out += 3)
    {
      int k = in[3];

      for (int c = 0; c < 3; c++)
        {
          int product = (255 - in[c]) * k + 128;

          out[c] = (guint8) MAX (0, k - (((product >> 8) + product) >> 8));
        }
    }
}

static gboolean
set_damaged (GError **error, const char *reason)
{
  g_set_error (error, DERM_ERROR, DERM_ERROR_BROKEN, _ ("the JPEG image is damaged: %s"), reason);
  return FALSE;
}

/* Warnings are damage: missing data, codes that do not exist, lost restart markers. Only bytes between two segments
 * that belong to neither are let pass, as Pillow does: many programs leave some there. TurboJPEG tells of the first
 * warning only, so one that comes after such bytes is not seen. */
static gboolean
is_fatal (TjHandle *handle)
{
  return tjGetErrorCode (handle) != TJERR_WARNING || strstr (tjGetErrorStr2 (handle), "extraneous bytes") == NULL;
}

gboolean
derm_jpeg_decode (const guint8 *data, gsize size, DermDecoded *decoded, GError **error)
{
  g_autoptr (TjHandle) handle = tjInitDecompress ();
  g_autofree guint8 *pixels = NULL;
  int width = -1, height = -1, subsampling = -1, colorspace = -1;
  gboolean is_cmyk;
  gsize n_pixels;

  /* an odd subsampling is an error of this call only: decoding needs no name for it */
  if (tjDecompressHeader3 (handle, data, size, &width, &height, &subsampling, &colorspace) != 0
      && (width < 1 || height < 1 || colorspace < 0))
    return set_damaged (error, tjGetErrorStr2 (handle));
  if (!derm_image_check_size (width, height, error))
    return FALSE;
  if (!has_end (data, size))
    return set_damaged (error, _ ("its end is missing"));

  is_cmyk = colorspace == TJCS_CMYK || colorspace == TJCS_YCCK;
  n_pixels = (gsize) width * height;
  pixels = g_try_malloc (n_pixels * (is_cmyk ? 4 : 3));
  if (pixels == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
      return FALSE;
    }
  if (tjDecompress2 (handle, data, size, pixels, width, 0, height, is_cmyk ? TJPF_CMYK : TJPF_RGB,
                     TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
          != 0
      && is_fatal (handle))
    return set_damaged (error, tjGetErrorStr2 (handle));
  if (is_cmyk)
    cmyk_to_rgb (pixels, n_pixels);

  decoded->rgb = g_steal_pointer (&pixels);
  decoded->width = width;
  decoded->height = height;
  decoded->format = "JPEG";
  decoded->has_profile = derm_jpeg_has_profile (data, size);
  decoded->orientation = decoded->turn = derm_exif_read_jpeg (data, size);
  return TRUE;
}
