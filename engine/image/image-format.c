/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image.h"
#include "image-format.h"

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

static guint32
get_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

/* libpng hands over what it has when the file ends early. Pillow refuses such a file, and so do we. */
static gboolean
png_has_end (const guint8 *data, gsize size)
{
  gsize pos = 8;

  while (pos < size && size - pos >= 12)
    {
      gsize length = get_be32 (data + pos);

      if (memcmp (data + pos + 4, "IEND", 4) == 0)
        return TRUE;
      if (length > size - pos - 12)
        return FALSE;
      pos += 12 + length;
    }
  return FALSE;
}

static guint32
get_le (const guint8 *p, int n_bytes)
{
  guint32 value = 0;

  for (int i = 0; i < n_bytes; i++)
    value |= (guint32) p[i] << 8 * i;
  return value;
}

typedef struct {
  gint64 width, height;
  guint64 depth;       /* bits a pixel */
  guint32 compression; /* 0: none */
} BmpHeader;

static gboolean
read_bmp_header (const guint8 *data, gsize size, BmpHeader *header)
{
  if (size < 34)
    return FALSE;
  if (get_le (data + 14, 4) == 12) /* OS/2's short one */
    *header = (BmpHeader){ get_le (data + 18, 2), get_le (data + 20, 2), get_le (data + 24, 2), 0 };
  else
    *header = (BmpHeader){ get_le (data + 18, 4), ABS ((gint64) (gint32) get_le (data + 22, 4)), get_le (data + 28, 2),
                           get_le (data + 30, 4) };
  return TRUE;
}

/* Likewise for BMP, whose loader does not miss rows either. Run-length coded ones have an end of their own. */
static gboolean
bmp_has_end (const guint8 *data, gsize size)
{
  BmpHeader header;

  if (!read_bmp_header (data, size, &header))
    return FALSE;
  if (header.compression != 0 && header.compression != 3)
    return TRUE;
  /* each below 2^32 or 2^16: checked against what the loader made of it, so that nothing overflows */
  return header.width <= DERM_IMAGE_MAX_SIDE && header.height <= DERM_IMAGE_MAX_SIDE
         && get_le (data + 10, 4) + ((guint64) header.width * header.depth + 31) / 32 * 4 * (guint64) header.height
                <= size;
}

/* The next number of a PNM header: after blanks and comments. Saturates. */
static gint64
read_pnm_number (const guint8 *data, gsize size, gsize *pos)
{
  gint64 number = 0;

  while (*pos < size && (g_ascii_isspace (data[*pos]) || data[*pos] == '#'))
    {
      if (data[*pos] == '#')
        while (*pos < size && data[*pos] != '\n')
          (*pos)++;
      else
        (*pos)++;
    }
  for (; *pos < size && g_ascii_isdigit (data[*pos]); (*pos)++)
    number = MIN (10 * number + data[*pos] - '0', G_MAXINT32);
  return number;
}

gboolean
derm_image_format_check_size (const DermImageFormat *format, const guint8 *data, gsize size, GError **error)
{
  BmpHeader bmp;

  if (g_str_equal (format->name, "PNG") && size >= 24 && memcmp (data + 12, "IHDR", 4) == 0)
    return derm_image_check_size (get_be32 (data + 16), get_be32 (data + 20), error);
  if (g_str_equal (format->name, "GIF") && size >= 10) /* 0: as large as its first frame */
    return derm_image_check_size (MAX (1, get_le (data + 6, 2)), MAX (1, get_le (data + 8, 2)), error);
  if (g_str_equal (format->name, "BMP") && read_bmp_header (data, size, &bmp))
    return derm_image_check_size (bmp.width, bmp.height, error);
  if (g_str_equal (format->name, "PNM"))
    {
      gsize pos = 2;
      gint64 width = read_pnm_number (data, size, &pos);

      return derm_image_check_size (width, read_pnm_number (data, size, &pos), error);
    }
  return TRUE;
}

gboolean
derm_image_format_has_end (const DermImageFormat *format, const guint8 *data, gsize size, int height, int n_rows)
{
  if (g_str_equal (format->name, "PNG"))
    return png_has_end (data, size);
  if (g_str_equal (format->name, "BMP"))
    return bmp_has_end (data, size);
  if (g_str_equal (format->name, "PNM"))
    return n_rows >= height;
  return TRUE;
}
