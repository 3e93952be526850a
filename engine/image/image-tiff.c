/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "image-tiff.h"

/* The first image of a TIFF, by rows or by tiles. */

typedef struct {
  TiffFile file;
  TiffKind kind;
  DermDecoded *decoded;
  guint8 *buffer; /* owned; a row, a tile, or rows of RGBA */
  guint64 room;   /* its size */
  guint32 tile[2];
  guint32 n_rows; /* that RGBA is made of at once */
} Reader;

static guint8 *
find_pixel (const Reader *reader, gsize x, gsize y)
{
  return reader->decoded->rgb + 3 * ((gsize) reader->decoded->width * y + x);
}

static gboolean
is_cancelled (const Reader *reader, GError **error)
{
  return g_cancellable_set_error_if_cancelled (reader->file.encoded->cancellable, error);
}

/* A plane after the other: their rows come in turns only to who reads all of a strip again and again. */
static gboolean
read_rows (Reader *reader, int plane, GError **error)
{
  for (guint32 y = 0; y < (guint32) reader->decoded->height; y++)
    {
      if (is_cancelled (reader, error))
        return FALSE;
      if (TIFFReadScanline (reader->file.tiff, reader->buffer, y, (guint16) MAX (plane, 0)) < 0)
        return derm_tiff_fail (&reader->file, error);
      derm_tiff_convert (&reader->kind, reader->buffer, (gsize) reader->decoded->width, plane,
                         find_pixel (reader, 0, y));
    }
  return TRUE;
}

static gboolean
read_tile (Reader *reader, int plane, guint32 left, guint32 top, GError **error)
{
  guint32 width = MIN (reader->tile[0], (guint32) reader->decoded->width - left);
  guint32 height = MIN (reader->tile[1], (guint32) reader->decoded->height - top);
  gsize stride = (gsize) TIFFTileRowSize (reader->file.tiff);

  if (TIFFReadTile (reader->file.tiff, reader->buffer, left, top, 0, (guint16) MAX (plane, 0)) < 0)
    return derm_tiff_fail (&reader->file, error);
  for (guint32 y = 0; y < height; y++)
    derm_tiff_convert (&reader->kind, reader->buffer + y * stride, width, plane, find_pixel (reader, left, top + y));
  return TRUE;
}

static gboolean
read_tiles (Reader *reader, int plane, GError **error)
{
  for (guint32 top = 0; top < (guint32) reader->decoded->height; top += reader->tile[1])
    for (guint32 left = 0; left < (guint32) reader->decoded->width; left += reader->tile[0])
      if (is_cancelled (reader, error) || !read_tile (reader, plane, left, top, error))
        return FALSE;
  return TRUE;
}

/* YCbCr of other compressions than JPEG, which Pillow too lets libtiff make RGB of. */
static gboolean
read_rgba (Reader *reader, GError **error)
{
  char reason[1024] = "";
  TIFFRGBAImage image;
  gboolean is_read = TRUE;

  if (TIFFRGBAImageBegin (&image, reader->file.tiff, 1, reason) == 0)
    return derm_decoded_set_damaged (error, "TIFF", reason);
  image.req_orientation = image.orientation; /* so that it turns nothing */
  for (guint32 top = 0; is_read && top < (guint32) reader->decoded->height; top += reader->n_rows)
    {
      guint32 width = (guint32) reader->decoded->width, n = MIN (reader->n_rows, image.height - top);
      guint32 *raster = (guint32 *) (gpointer) reader->buffer;
      guint8 *rgb = find_pixel (reader, 0, top);

      image.row_offset = (int) top;
      is_read = !is_cancelled (reader, error);
      if (is_read && TIFFRGBAImageGet (&image, raster, width, n) == 0)
        is_read = derm_tiff_fail (&reader->file, error);
      for (gsize i = 0; is_read && i < (gsize) width * n; i++, rgb += 3)
        {
          rgb[0] = (guint8) TIFFGetR (raster[i]);
          rgb[1] = (guint8) TIFFGetG (raster[i]);
          rgb[2] = (guint8) TIFFGetB (raster[i]);
        }
    }
  TIFFRGBAImageEnd (&image);
  return is_read;
}

/* What is read at once. */
static void
measure (Reader *reader)
{
  TIFF *tiff = reader->file.tiff;

  if (reader->kind.is_tiled)
    {
      TIFFGetField (tiff, TIFFTAG_TILEWIDTH, &reader->tile[0]);
      TIFFGetField (tiff, TIFFTAG_TILELENGTH, &reader->tile[1]);
    }
  reader->n_rows = reader->tile[1];
  if (!reader->kind.is_tiled)
    TIFFGetFieldDefaulted (tiff, TIFFTAG_ROWSPERSTRIP, &reader->n_rows);
  reader->n_rows = CLAMP (reader->n_rows, 1, (guint32) reader->kind.size[1]);
  if (reader->kind.is_subsampled)
    reader->room = (guint64) reader->kind.size[0] * reader->n_rows * 4;
  else
    reader->room = reader->kind.is_tiled ? TIFFTileSize64 (tiff) : TIFFScanlineSize64 (tiff);
}

static gboolean
read_pixels (Reader *reader, GError **error)
{
  gboolean is_apart = reader->kind.planar == PLANARCONFIG_SEPARATE && reader->kind.n_samples > 1;

  if (reader->kind.is_subsampled)
    return read_rgba (reader, error);
  for (int plane = is_apart ? 0 : -1; plane < (is_apart ? reader->kind.n_colors : 0); plane++)
    if (!(reader->kind.is_tiled ? read_tiles : read_rows) (reader, plane, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_image (Reader *reader, GError **error)
{
  guint16 orientation = 1;
  gconstpointer profile;
  guint32 profile_size;

  if (!derm_tiff_read_kind (&reader->file, &reader->kind, error)
      || !derm_image_check_size (reader->kind.size[0], reader->kind.size[1], error))
    return FALSE;
  measure (reader);
  if (reader->room == 0 || (reader->kind.is_tiled && (reader->tile[0] == 0 || reader->tile[1] == 0)))
    return derm_tiff_fail (&reader->file, error);
  TIFFGetFieldDefaulted (reader->file.tiff, TIFFTAG_ORIENTATION, &orientation);
  reader->decoded->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  reader->decoded->has_alpha = reader->kind.n_samples > reader->kind.n_colors;
  reader->decoded->has_profile = TIFFGetField (reader->file.tiff, TIFFTAG_ICCPROFILE, &profile_size, &profile) != 0;
  /* libtiff may need the room once more, for what it expands */
  if (!derm_decoded_begin (reader->decoded, reader->kind.size, 2 * reader->room, reader->file.encoded, error))
    return FALSE;
  reader->buffer = g_try_malloc0 (reader->room);
  if (reader->buffer == NULL)
    return derm_decoded_set_no_memory (error);
  if (!read_pixels (reader, error))
    return FALSE;
  return !reader->file.is_damaged || derm_tiff_fail (&reader->file, error);
}

gboolean
derm_tiff_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  g_autofree Reader *reader = g_new0 (Reader, 1);
  gboolean is_read;

  reader->decoded = decoded;
  is_read = derm_tiff_open (&reader->file, encoded, error) && read_image (reader, error);
  derm_tiff_close (&reader->file);
  g_free (reader->buffer);
  return is_read;
}
