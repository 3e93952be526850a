/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <zlib.h>

#include "image-png.h"
#include "image-private.h"

/* More than any EXIF or XMP takes, even as hexadecimal digits. */
enum { MAX_TEXT = 1 << 20 };

typedef struct {
  const guint8 *name; /* four letters */
  const guint8 *data;
  gsize length;
  gboolean is_whole; /* all of `length` is in the file */
  gboolean has_sum;  /* and so is the checksum */
} Chunk;

static gboolean
is_name (const guint8 *name)
{
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isalnum (name[i]) && name[i] != '_')
      return FALSE;
  return TRUE;
}

/* The chunk there; moves on to the next one. False behind the last. */
static gboolean
next_chunk (const guint8 *data, gsize size, gsize *pos, Chunk *chunk)
{
  gsize rest;

  if (*pos > size || size - *pos < 8 || !is_name (data + *pos + 4))
    return FALSE;
  rest = size - *pos - 8;
  *chunk = (Chunk){ data + *pos + 4, data + *pos + 8, derm_get_u32 (data + *pos), FALSE, FALSE };
  chunk->is_whole = chunk->length <= rest;
  chunk->has_sum = chunk->is_whole && rest - chunk->length >= 4;
  *pos += chunk->is_whole ? 12 + chunk->length : size;
  return TRUE;
}

static gboolean
is (const Chunk *chunk, const char *name)
{
  return memcmp (chunk->name, name, 4) == 0;
}

gboolean
derm_png_check_chunks (const guint8 *data, gsize size, GError **error)
{
  gboolean is_before_pixels = TRUE;
  gsize pos = 8;
  Chunk chunk;

  while (next_chunk (data, size, &pos, &chunk))
    {
      if (!chunk.is_whole)
        return derm_decoded_set_damaged (error, "PNG", _ ("its end is missing"));
      if (is (&chunk, "IEND"))
        return TRUE;
      is_before_pixels = is_before_pixels && !is (&chunk, "IDAT");
      if (is_before_pixels
          && (!chunk.has_sum
              || derm_get_u32 (chunk.data + chunk.length) != crc32 (0, chunk.name, (uInt) (4 + chunk.length))))
        return derm_decoded_set_damaged (error, "PNG", _ ("a checksum is wrong"));
    }
  return TRUE;
}

/* ---- orientation ---- */

static char *
inflate_text (const guint8 *data, gsize size)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autofree char *text = g_malloc (MAX_TEXT + 1);
  gsize n_read, n_written;

  if (size == 0
      || g_converter_convert (G_CONVERTER (zlib), data, size, text, MAX_TEXT, G_CONVERTER_INPUT_AT_END, &n_read,
                              &n_written, NULL)
             == G_CONVERTER_ERROR)
    return NULL;
  text[n_written] = '\0';
  return g_realloc (g_steal_pointer (&text), n_written + 1);
}

/* The text of a chunk that has this keyword: plain (tEXt), compressed (zTXt) or international (iTXt). */
static char *
dup_text (const Chunk *chunk, const char *keyword)
{
  const guint8 *at = chunk->data, *end = chunk->data + chunk->length;
  gboolean is_compressed = is (chunk, "zTXt");

  if (!is (chunk, "tEXt") && !is_compressed && !is (chunk, "iTXt"))
    return NULL;
  if (chunk->length <= strlen (keyword) || memcmp (at, keyword, strlen (keyword) + 1) != 0)
    return NULL;
  at += strlen (keyword) + 1;
  if (is (chunk, "iTXt"))
    {
      if (end - at < 2)
        return NULL;
      is_compressed = at[0] != 0;
      at += 2;
      for (int i = 0; i < 2 && at != NULL; i++) /* behind its language and the keyword in that language */
        {
          at = memchr (at, 0, (gsize) (end - at));
          at = at != NULL ? at + 1 : NULL;
        }
    }
  else if (is_compressed)
    at = end - at < 1 ? NULL : at + 1;
  if (at == NULL)
    return NULL;
  return is_compressed ? inflate_text (at, (gsize) (end - at))
                       : g_strndup ((const char *) at, MIN (MAX_TEXT, (gsize) (end - at)));
}

static int
find_in_xmp (const char *xmp)
{
  g_autoptr (GRegex) regex = g_regex_new ("tiff:Orientation(?:=\"|>)([0-9])", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digit = NULL;

  if (!g_regex_match (regex, xmp, 0, &match))
    return 0;
  digit = g_match_info_fetch (match, 1);
  return digit[0] >= '1' && digit[0] <= '8' ? digit[0] - '0' : 1;
}

/* In Pillow's order. */
int
derm_png_read_orientation (const guint8 *data, gsize size)
{
  gboolean has_exif = FALSE, has_text = FALSE;
  int in_exif = 0, in_text = 0, in_xmp = 0;
  gsize pos = 8;
  Chunk chunk;

  while (next_chunk (data, size, &pos, &chunk) && chunk.is_whole && !is (&chunk, "IEND"))
    {
      g_autofree char *exif = has_text ? NULL : dup_text (&chunk, "Raw profile type exif");
      g_autofree char *app1 = has_text || exif != NULL ? NULL : dup_text (&chunk, "Raw profile type APP1");
      g_autofree char *xmp = in_xmp != 0 ? NULL : dup_text (&chunk, "XML:com.adobe.xmp");

      if (is (&chunk, "eXIf"))
        {
          has_exif = TRUE;
          in_exif = derm_exif_find (chunk.data, chunk.length);
        }
      if (exif != NULL || app1 != NULL)
        {
          in_text = derm_exif_find_hex (exif != NULL ? exif : app1);
          has_text = in_text != 0;
        }
      if (xmp != NULL)
        in_xmp = find_in_xmp (xmp);
    }
  if (!has_exif)
    in_exif = in_text;
  return MAX (1, in_exif != 0 ? in_exif : in_xmp);
}
