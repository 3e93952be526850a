/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <png.h>

#include "derm-error.h"
#include "image-png.h"
#include "image-private.h"

/* How many rows are decoded between two looks at the cancellable; the coded pixels' chunk. */
enum { ROWS = 64, IDAT = 0x49444154 };

/* What must survive libpng's jump out of an error. */
typedef struct {
  png_structp png;
  png_infop info;
  const DermEncoded *encoded;
  DermDecoded *decoded;
  gsize pos;      /* of the next byte to be read */
  guint8 **rows;  /* owned, pointers into the pixels, for interlaced images */
  gboolean is_in; /* all rows are there */
  GError *error;
} Reader;

static void
on_read (png_structp png, png_bytep data, size_t n_bytes)
{
  Reader *reader = png_get_io_ptr (png);

  if (n_bytes > reader->encoded->size - reader->pos)
    png_error (png, _ ("its end is missing"));
  memcpy (data, reader->encoded->data + reader->pos, n_bytes);
  reader->pos += n_bytes;
}

/* Once all rows are there, only that the coded data does not agree with its checksum is damage. As Pillow does, what is
 * behind it is not judged, for instance that the mark of the end is missing. */
static gboolean
is_harmless (const Reader *reader, const char *reason)
{
  return reader->is_in
         && (png_get_io_chunk_type (reader->png) != IDAT
             || (png_get_io_state (reader->png) & PNG_IO_MASK_LOC) == PNG_IO_CHUNK_HDR
             || strstr (reason, "Extra compressed data") != NULL || strstr (reason, "Too much image data") != NULL);
}

static void
on_error (png_structp png, const char *reason)
{
  Reader *reader = png_get_error_ptr (png);

  if (reader->error == NULL && !is_harmless (reader, reason))
    derm_decoded_set_damaged (&reader->error, "PNG", reason);
  png_longjmp (png, 1);
}

static void
on_warning (png_structp png, const char *text)
{
}

/* An index that the palette has no colour for is grey, as Pillow has it. */
static void
fill_palette (Reader *reader)
{
  png_color full[256];
  png_colorp palette;
  int n_colors = 0, n_full = 1 << png_get_bit_depth (reader->png, reader->info);

  if (png_get_PLTE (reader->png, reader->info, &palette, &n_colors) == 0)
    return;
  for (int i = 0; i < n_full; i++)
    full[i] = i < n_colors ? palette[i] : (png_color){ (png_byte) i, (png_byte) i, (png_byte) i };
  png_set_PLTE (reader->png, reader->info, full, n_full);
}

/* To 8-bit RGB: of 16 bits the high byte, alpha dropped. */
static void
set_transforms (Reader *reader)
{
  int color = png_get_color_type (reader->png, reader->info);

  if (color == PNG_COLOR_TYPE_PALETTE)
    {
      fill_palette (reader);
      png_set_palette_to_rgb (reader->png);
    }
  else if (png_get_bit_depth (reader->png, reader->info) < 8)
    png_set_expand_gray_1_2_4_to_8 (reader->png);
  png_set_strip_16 (reader->png);
  png_set_strip_alpha (reader->png);
  if (color == PNG_COLOR_TYPE_GRAY || color == PNG_COLOR_TYPE_GRAY_ALPHA)
    png_set_gray_to_rgb (reader->png);
  reader->decoded->has_alpha
      = (color & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid (reader->png, reader->info, PNG_INFO_tRNS) != 0;
  reader->decoded->has_profile = png_get_valid (reader->png, reader->info, PNG_INFO_iCCP) != 0;
}

static void
read_rows (Reader *reader, int n_passes)
{
  gsize width = (gsize) reader->decoded->width, height = (gsize) reader->decoded->height;

  g_assert (png_get_rowbytes (reader->png, reader->info) == 3 * width);
  for (int pass = 0; pass < n_passes; pass++)
    for (gsize y = 0; y < height; y += ROWS)
      {
        if (g_cancellable_set_error_if_cancelled (reader->encoded->cancellable, &reader->error))
          png_longjmp (reader->png, 1);
        png_read_rows (reader->png, reader->rows + y, NULL, (png_uint_32) MIN (ROWS, height - y));
      }
}

static gboolean
begin (Reader *reader)
{
  gint64 size[2]
      = { png_get_image_width (reader->png, reader->info), png_get_image_height (reader->png, reader->info) };
  guint64 extra = (guint64) size[1] * sizeof *reader->rows;

  if (!derm_decoded_begin (reader->decoded, size, extra, reader->encoded, &reader->error))
    return FALSE;
  reader->rows = g_new (guint8 *, (gsize) size[1]);
  for (gint64 y = 0; y < size[1]; y++)
    reader->rows[y] = reader->decoded->rgb + 3 * size[0] * y;
  return TRUE;
}

/* Pillow does not look at the checksums of the coded pixels, which have one of their own. */
static gboolean
read_image (Reader *reader)
{
  int n_passes;

  if (setjmp (png_jmpbuf (reader->png)) != 0)
    return reader->is_in && reader->error == NULL;
  png_set_read_fn (reader->png, reader, on_read);
  png_set_crc_action (reader->png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
  png_set_user_limits (reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_benign_errors (reader->png, 1);
  png_read_info (reader->png, reader->info);
  if (!begin (reader))
    return FALSE;
  set_transforms (reader);
  n_passes = png_set_interlace_handling (reader->png);
  png_read_update_info (reader->png, reader->info);
  read_rows (reader, n_passes);
  reader->is_in = TRUE;
  png_set_benign_errors (reader->png, 0); /* that the coded pixels have no end is no warning */
  png_read_end (reader->png, NULL);
  return TRUE;
}

gboolean
derm_png_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  g_autofree Reader *reader = g_new0 (Reader, 1);
  gboolean is_read;

  if (!derm_png_check_chunks (encoded->data, encoded->size, error))
    return FALSE;
  reader->encoded = encoded;
  reader->decoded = decoded;
  decoded->orientation = derm_png_read_orientation (encoded->data, encoded->size);
  reader->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  reader->info = reader->png != NULL ? png_create_info_struct (reader->png) : NULL;
  if (reader->info == NULL)
    {
      png_destroy_read_struct (&reader->png, NULL, NULL);
      return derm_decoded_set_no_memory (error);
    }
  is_read = read_image (reader);
  png_destroy_read_struct (&reader->png, &reader->info, NULL);
  g_free (reader->rows);
  if (!is_read)
    g_propagate_error (error, reader->error);
  return is_read;
}
