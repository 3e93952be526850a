/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image-format.h"
#include "file-kind.h"
#include "image-format.h"

enum { JPEG, PNG, GIF, BMP, TIFF, WEBP, AVIF, HEIF, PNM, JPEG_2000, JPEG_XL };

static const char *const jpeg_endings[] = { ".jpg", ".jpeg", ".jpe", ".jfif", NULL };
static const char *const png_endings[] = { ".png", NULL };
static const char *const gif_endings[] = { ".gif", NULL };
static const char *const bmp_endings[] = { ".bmp", ".dib", NULL };
static const char *const tiff_endings[] = { ".tif", ".tiff", NULL };
static const char *const webp_endings[] = { ".webp", NULL };
static const char *const avif_endings[] = { ".avif", NULL };
static const char *const heif_endings[] = { ".heic", ".heif", NULL };
static const char *const pnm_endings[] = { ".ppm", ".pgm", ".pbm", ".pnm", NULL };
static const char *const jp2_endings[] = { ".jp2", NULL };
static const char *const jxl_endings[] = { ".jxl", NULL };

/* Those without first bytes below are known by their names only, so that a folder does not pass over them in silence.
 */
static const DermImageFormat formats[] = {
  [JPEG] = { "JPEG", "image/jpeg", jpeg_endings },
  [PNG] = { "PNG", "image/png", png_endings },
  [GIF] = { "GIF", "image/gif", gif_endings },
  [BMP] = { "BMP", "image/bmp", bmp_endings },
  [TIFF] = { "TIFF", "image/tiff", tiff_endings },
  [WEBP] = { "WebP", "image/webp", webp_endings },
  [AVIF] = { "AVIF", "image/avif", avif_endings },
  [HEIF] = { "HEIF", "image/heif", heif_endings },
  [PNM] = { "PNM", "image/x-portable-anymap", pnm_endings },
  [JPEG_2000] = { "JPEG 2000", "image/jp2", jp2_endings },
  [JPEG_XL] = { "JPEG XL", "image/jxl", jxl_endings },
};

/* The formats that are decoded, by their first bytes. The list is closed, so that no decoder of drawings, icons or
 * scripts ever sees a byte of an unknown file, and so that the same files open on every machine. */
static const struct {
  int format;
  DermDecode decode;
  gsize offset; /* of the magic bytes */
  const char *magic;
  gsize size;
} magics[] = {
  { JPEG, derm_jpeg_decode, 0, "\xff\xd8\xff", 3 },
  { PNG, derm_png_decode, 0, "\x89PNG\r\n\x1a\n", 8 },
  { GIF, derm_gif_decode, 0, "GIF87a", 6 },
  { GIF, derm_gif_decode, 0, "GIF89a", 6 },
  { BMP, derm_bmp_decode, 0, "BM", 2 },
  { TIFF, derm_tiff_decode, 0, "II*\0", 4 },
  { TIFF, derm_tiff_decode, 0, "MM\0*", 4 },
  { TIFF, derm_tiff_decode, 0, "II+\0", 4 }, /* BigTIFF */
  { TIFF, derm_tiff_decode, 0, "MM\0+", 4 },
  { WEBP, derm_webp_decode, 8, "WEBPVP8", 7 },
  { AVIF, derm_heif_decode, 4, "ftypavif", 8 },
  { HEIF, derm_heif_decode, 4, "ftypheic", 8 },
  { HEIF, derm_heif_decode, 4, "ftypheix", 8 },
  { HEIF, derm_heif_decode, 4, "ftypmif1", 8 },
};

const DermImageFormat *
derm_image_format_list (gsize *n_formats)
{
  g_return_val_if_fail (n_formats != NULL, NULL);
  *n_formats = G_N_ELEMENTS (formats);
  return formats;
}

static gboolean
has_ending (const DermImageFormat *format, const char *dot)
{
  for (const char *const *ending = format->endings; *ending != NULL; ending++)
    if (g_ascii_strcasecmp (dot, *ending) == 0)
      return TRUE;
  return FALSE;
}

const DermImageFormat *
derm_image_format_find (const char *name)
{
  const char *dot;

  g_return_val_if_fail (name != NULL, NULL);

  dot = strrchr (name, '.');
  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS (formats); i++)
    if (has_ending (&formats[i], dot))
      return &formats[i];
  return NULL;
}

const char *
derm_image_format_find_ending (const char *name)
{
  return derm_image_format_find (name) != NULL ? strrchr (name, '.') : NULL;
}

/* The index in `magics`, G_N_ELEMENTS (magics) for PNM, which has a space of any kind behind "P1" to "P6", or -1. */
static int
find_magic (const guint8 *data, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (size >= magics[i].offset + magics[i].size
        && memcmp (data + magics[i].offset, magics[i].magic, magics[i].size) == 0)
      return (int) i;
  return size >= 3 && data[0] == 'P' && data[1] >= '1' && data[1] <= '6'
                 && (g_ascii_isspace (data[2]) || data[2] == '\v')
             ? (int) G_N_ELEMENTS (magics)
             : -1;
}

const DermImageFormat *
derm_image_format_find_content (const guint8 *data, gsize size)
{
  int magic = find_magic (data, size);

  return magic < 0 ? NULL : magic < (int) G_N_ELEMENTS (magics) ? &formats[magics[magic].format] : &formats[PNM];
}

/* A file that is no image is called what it is, if that is known. */
gboolean
derm_image_format_set_unknown (const guint8 *data, gsize size, GError **error)
{
  DermFileKind kind = derm_file_kind_find (data, size);
  const char *reason = derm_file_kind_get_reason (kind);

  if (kind != DERM_FILE_UNKNOWN && reason == NULL)
    reason = _ ("this is a model, not an image");
  if (reason == NULL)
    reason = _ ("this is not an image of a format that is read here");
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, reason);
  return FALSE;
}

gboolean
derm_image_format_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  int magic = find_magic (encoded->data, encoded->size);

  if (magic < 0)
    return derm_image_format_set_unknown (encoded->data, encoded->size, error);
  decoded->format = derm_image_format_find_content (encoded->data, encoded->size)->name;
  return (magic < (int) G_N_ELEMENTS (magics) ? magics[magic].decode : derm_pnm_decode) (encoded, decoded, error);
}

/* Whether GdkPixbuf has a loader for it. */
static gboolean
has_loader (const DermImageFormat *format)
{
  g_autoptr (GSList) loaders = gdk_pixbuf_get_formats ();

  for (GSList *l = loaders; l != NULL; l = l->next)
    {
      g_auto (GStrv) mime_types = gdk_pixbuf_format_get_mime_types (l->data);

      if (!gdk_pixbuf_format_is_disabled (l->data)
          && g_strv_contains ((const char *const *) mime_types, format->mime_type))
        return TRUE;
    }
  return FALSE;
}

gboolean
derm_image_format_is_readable (const DermImageFormat *format)
{
  g_return_val_if_fail (format != NULL, FALSE);

  if (format == &formats[HEIF] || format == &formats[AVIF])
    return has_loader (format);
  return format != &formats[JPEG_2000] && format != &formats[JPEG_XL];
}
