/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "image-private.h"

enum { TAG_ORIENTATION = 0x0112 };

/* The integer types of TIFF: unsigned and signed ones of 8, 16, 32 bits. */
enum { BYTE = 1, SHORT = 3, LONG = 4, SIGNED_BYTE = 6, SIGNED_SHORT = 8, SIGNED_LONG = 9 };

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

/* The value of an entry with one integer in it, whatever its type: phones and programs write all of them; -1 if it is
 * something else. */
static gint64
read_integer (const Tiff *tiff, gsize entry)
{
  if (get_u32 (tiff, entry + 4) != 1)
    return -1;
  switch (get_u16 (tiff, entry + 2))
    {
    case BYTE:
    case SIGNED_BYTE:
      return tiff->data[entry + 8];
    case SHORT:
    case SIGNED_SHORT:
      return get_u16 (tiff, entry + 8);
    case LONG:
    case SIGNED_LONG:
      return get_u32 (tiff, entry + 8);
    default:
      return -1;
    }
}

/* The orientation in the first directory of a TIFF structure: 0 if it has none; 1 for one that does not exist. */
static int
find_in_tiff (const guint8 *data, gsize size)
{
  Tiff tiff = { data, size, FALSE };
  gsize directory, n_entries;

  if (size < 8 || (memcmp (data, "II*\0", 4) != 0 && memcmp (data, "MM\0*", 4) != 0))
    return 0;
  tiff.is_big_endian = data[0] == 'M';
  directory = get_u32 (&tiff, 4);
  if (directory > size - 2)
    return 0;
  n_entries = MIN (get_u16 (&tiff, directory), (size - directory - 2) / 12);
  for (gsize i = 0; i < n_entries; i++)
    {
      gsize entry = directory + 2 + 12 * i;

      if (get_u16 (&tiff, entry) == TAG_ORIENTATION)
        {
          gint64 value = read_integer (&tiff, entry);

          return value >= 1 && value <= 8 ? (int) value : 1;
        }
    }
  return 0;
}

int
derm_exif_find (const guint8 *data, gsize size)
{
  while (size >= 6 && memcmp (data, "Exif\0\0", 6) == 0)
    {
      data += 6;
      size -= 6;
    }
  return find_in_tiff (data, size);
}

int
derm_exif_find_hex (const char *text)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int high = -1;

  for (int line = 0; line < 3 && text != NULL; line++)
    {
      text = strchr (text, '\n');
      text = text != NULL ? text + 1 : NULL;
    }
  for (; text != NULL && *text != '\0'; text++)
    if (g_ascii_isxdigit (*text))
      {
        guint8 byte = (guint8) (MAX (high, 0) << 4 | g_ascii_xdigit_value (*text));

        if (high >= 0)
          g_byte_array_append (bytes, &byte, 1);
        high = high >= 0 ? -1 : g_ascii_xdigit_value (*text);
      }
  return derm_exif_find (bytes->data, bytes->len);
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

  return exif != NULL ? MAX (1, derm_exif_find (exif, length)) : 1;
}

gboolean
derm_jpeg_has_profile (const guint8 *data, gsize size)
{
  gsize length;

  return find_segment (data, size, 0xe2, "ICC_PROFILE", 12, &length) != NULL;
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
        return MAX (1, derm_exif_find (data + pos + 8, length));
      pos += 8 + length + length % 2;
    }
  return 1;
}
