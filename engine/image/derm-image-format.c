/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "derm-image-format.h"
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

/* JPEG has a decoder of its own; those with magic bytes below are handed to GdkPixbuf; the others are known by their
 * names only, so that a folder does not pass over them in silence. */
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

/* The raster formats that are handed to GdkPixbuf, by their first bytes. The list is closed, so that no loader of
 * drawings, icons or scripts ever sees a byte of an unknown file, and so that the same files open on every machine. */
static const struct {
  int format;
  gsize offset; /* of the magic bytes */
  const char *magic;
  gsize size;
} magics[] = {
  { PNG, 0, "\x89PNG\r\n\x1a\n", 8 },
  { GIF, 0, "GIF8", 4 },
  { BMP, 0, "BM", 2 },
  { TIFF, 0, "II*\0", 4 },
  { TIFF, 0, "MM\0*", 4 },
  { WEBP, 8, "WEBPVP8", 7 },
  { AVIF, 4, "ftypavif", 8 },
  { HEIF, 4, "ftypheic", 8 },
  { HEIF, 4, "ftypmif1", 8 },
  { PNM, 0, "P2", 2 },
  { PNM, 0, "P3", 2 },
  { PNM, 0, "P5", 2 },
  { PNM, 0, "P6", 2 },
};

const DermImageFormat *
derm_image_format_list (gsize *n_formats)
{
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

const DermImageFormat *
derm_image_format_find_content (const guint8 *data, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (size >= magics[i].offset + magics[i].size
        && memcmp (data + magics[i].offset, magics[i].magic, magics[i].size) == 0)
      return &formats[magics[i].format];
  return NULL;
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
  gboolean has_magic = FALSE;

  g_return_val_if_fail (format != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    has_magic |= &formats[magics[i].format] == format;
  return format == &formats[JPEG] || (has_magic && has_loader (format));
}
