/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "image-private.h"

enum { TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };

typedef struct {
  const guint8 *data;
  gsize size;
  gboolean is_big_endian;
} Tiff;

static guint16
get_u16 (const Tiff *tiff, gsize pos)
{
  const guint8 *p = tiff->data + pos;

  return (guint16) (tiff->is_big_endian ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
}

static guint32
get_u32 (const Tiff *tiff, gsize pos)
{
  guint32 a = get_u16 (tiff, pos), b = get_u16 (tiff, pos + 2);

  return tiff->is_big_endian ? a << 16 | b : b << 16 | a;
}

/* The orientation in the first directory of a TIFF structure; anything that is not as it should be counts as 1. */
int
derm_exif_read_tiff (const guint8 *data, gsize size)
{
  Tiff tiff = { data, size, FALSE };
  gsize directory, n_entries;

  if (size < 8 || (memcmp (data, "II*\0", 4) != 0 && memcmp (data, "MM\0*", 4) != 0))
    return 1;
  tiff.is_big_endian = data[0] == 'M';
  directory = get_u32 (&tiff, 4);
  if (directory > size - 2)
    return 1;
  n_entries = MIN (get_u16 (&tiff, directory), (size - directory - 2) / 12);
  for (gsize i = 0; i < n_entries; i++)
    {
      gsize entry = directory + 2 + 12 * i;
      guint16 value = get_u16 (&tiff, entry + 8);

      if (get_u16 (&tiff, entry) == TAG_ORIENTATION && get_u16 (&tiff, entry + 2) == TYPE_SHORT
          && get_u32 (&tiff, entry + 4) == 1)
        return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

static int
read_exif (const guint8 *data, gsize size)
{
  if (size >= 6 && memcmp (data, "Exif\0\0", 6) == 0)
    return derm_exif_read_tiff (data + 6, size - 6);
  return 1;
}

/* The first segment of that marker whose content begins so; NULL if there is none before the scan. */
static const guint8 *
find_segment (const guint8 *data, gsize size, guint8 wanted, const char *start, gsize start_size, gsize *length_out)
{
  gsize pos = 2;

  while (pos < size && size - pos >= 4 && data[pos] == 0xff)
    {
      guint8 marker = data[pos + 1];
      gsize length = (gsize) data[pos + 2] << 8 | data[pos + 3];

      if (marker == 0xff) /* a fill byte */
        {
          pos++;
          continue;
        }
      if (marker == 0xda || length < 2 || length > size - pos - 2) /* the scan starts */
        return NULL;
      if (marker == wanted && length >= 2 + start_size && memcmp (data + pos + 4, start, start_size) == 0)
        {
          *length_out = length - 2;
          return data + pos + 4;
        }
      pos += 2 + length;
    }
  return NULL;
}

int
derm_exif_read_jpeg (const guint8 *data, gsize size)
{
  gsize length;
  const guint8 *exif = find_segment (data, size, 0xe1, "Exif\0\0", 6, &length);

  return exif != NULL ? read_exif (exif, length) : 1;
}

gboolean
derm_jpeg_has_profile (const guint8 *data, gsize size)
{
  gsize length;

  return find_segment (data, size, 0xe2, "ICC_PROFILE", 12, &length) != NULL;
}

int
derm_exif_read_png (const guint8 *data, gsize size)
{
  Tiff file = { data, size, TRUE };
  gsize pos = 8;

  while (pos < size && size - pos >= 12)
    {
      gsize length = get_u32 (&file, pos);

      if (length > size - pos - 12)
        return 1;
      if (memcmp (data + pos + 4, "eXIf", 4) == 0)
        return derm_exif_read_tiff (data + pos + 8, length);
      pos += 12 + length;
    }
  return 1;
}

int
derm_exif_read_webp (const guint8 *data, gsize size)
{
  Tiff file = { data, size, FALSE };
  gsize pos = 12;

  while (pos < size && size - pos >= 8)
    {
      gsize length = get_u32 (&file, pos + 4);

      if (length > size - pos - 8)
        return 1;
      if (memcmp (data + pos, "EXIF", 4) == 0)
        return length >= 6 && data[pos + 8] == 'E' ? read_exif (data + pos + 8, length)
                                                   : derm_exif_read_tiff (data + pos + 8, length);
      pos += 8 + length + length % 2;
    }
  return 1;
}

/* Where the stored pixel (x, y) goes: first + x·step_x + y·step_y, in pixels of the upright image. */
static void
find_steps (const DermDecoded *decoded, gint64 *first, gint64 *step_x, gint64 *step_y)
{
  gint64 w = decoded->width, h = decoded->height;
  gboolean is_turned = decoded->turn >= 5;
  gint64 row = is_turned ? h : w; /* length of an upright row */
  gboolean from_right = decoded->turn == 2 || decoded->turn == 3 || decoded->turn == 6 || decoded->turn == 7;
  gboolean from_bottom = decoded->turn == 3 || decoded->turn == 4 || decoded->turn == 7 || decoded->turn == 8;
  gint64 last_row = (is_turned ? w : h) - 1;
  gint64 along = from_right ? -1 : 1, down = from_bottom ? -row : row;

  *first = (from_right ? row - 1 : 0) + (from_bottom ? last_row * row : 0);
  *step_x = is_turned ? down : along;
  *step_y = is_turned ? along : down;
}

gboolean
derm_decoded_turn (DermDecoded *decoded, GError **error)
{
  gint64 first, step_x, step_y;
  const guint8 *in = decoded->rgb;
  guint8 *turned;

  if (decoded->turn <= 1)
    return TRUE;
  turned = g_try_malloc_n ((gsize) decoded->width * decoded->height, 3);
  if (turned == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("there is not enough memory for the image"));
      return FALSE;
    }
  find_steps (decoded, &first, &step_x, &step_y);
  for (int y = 0; y < decoded->height; y++)
    {
      gint64 to = first + y * step_y;

      for (int x = 0; x < decoded->width; x++, in += 3, to += step_x)
        memcpy (turned + 3 * to, in, 3);
    }
  g_free (decoded->rgb);
  decoded->rgb = turned;
  if (decoded->turn >= 5)
    {
      int width = decoded->width;

      decoded->width = decoded->height;
      decoded->height = width;
    }
  return TRUE;
}

int
derm_orientation_invert (int exif)
{
  return exif == 6 ? 8 : exif == 8 ? 6 : exif; /* a quarter turn is undone by the other one, each of the rest by itself */
}

void
derm_orientation_turn_box (int exif, double box[4])
{
  gboolean from_right = exif == 2 || exif == 3 || exif == 6 || exif == 7;
  gboolean from_bottom = exif == 3 || exif == 4 || exif == 7 || exif == 8;
  int across = exif >= 5 ? 1 : 0; /* what of the stored box lies along the upright row */
  double left = box[across], right = box[across + 2], upper = box[1 - across], lower = box[3 - across];

  box[0] = from_right ? 1 - right : left;
  box[1] = from_bottom ? 1 - lower : upper;
  box[2] = from_right ? 1 - left : right;
  box[3] = from_bottom ? 1 - upper : lower;
}
