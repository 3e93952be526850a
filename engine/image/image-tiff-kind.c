/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "image-tiff.h"

/* Those of Pillow's whose decoders keep to the memory that the image's size tells. */
static gboolean
is_compression_read (int compression)
{
  static const int known[]
      = { COMPRESSION_NONE,    COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,
          COMPRESSION_LZW,     COMPRESSION_JPEG,     COMPRESSION_PACKBITS,  COMPRESSION_ADOBE_DEFLATE,
          COMPRESSION_DEFLATE, COMPRESSION_ZSTD,     COMPRESSION_WEBP };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i] == compression)
      return TRUE;
  return FALSE;
}

static int
get_u16 (TIFF *tiff, guint32 tag, int missing)
{
  guint16 value;

  return TIFFGetFieldDefaulted (tiff, tag, &value) != 0 ? value : missing;
}

/* Grey levels, or the palette's colours, of which Pillow takes the high bytes. */
static gboolean
read_palette (TIFF *tiff, TiffKind *kind)
{
  int n = 1 << MIN (kind->bits, 8);
  guint16 *colors[3];

  if (kind->photometric == PHOTOMETRIC_PALETTE
      && (kind->bits > 8 || TIFFGetField (tiff, TIFFTAG_COLORMAP, &colors[0], &colors[1], &colors[2]) == 0))
    return FALSE;
  for (int i = 0; i < n; i++)
    for (int c = 0; c < 3; c++)
      {
        int grey = i * 255 / (n - 1);

        kind->palette[i][c] = (guint8) (kind->photometric == PHOTOMETRIC_PALETTE ? colors[c][i] >> 8
                                        : kind->is_inverted                      ? 255 - grey
                                                                                 : grey);
      }
  return TRUE;
}

static void
read_alpha (TIFF *tiff, TiffKind *kind)
{
  guint16 n_extra = 0, *extra = NULL;

  TIFFGetFieldDefaulted (tiff, TIFFTAG_EXTRASAMPLES, &n_extra, &extra);
  kind->is_premultiplied = kind->n_colors == 3 && n_extra > 0 && extra[0] == EXTRASAMPLE_ASSOCALPHA;
}

/* Why such pixels are not read, or NULL. */
static const char *
find_fault (const TiffKind *kind)
{
  gboolean has_whole_bytes = kind->bits == 8 || kind->bits == 16;

  if (kind->n_colors == 0)
    return kind->photometric == PHOTOMETRIC_CIELAB ? _ ("its colours are CIE L*a*b*")
                                                   : _ ("its colour space is not supported");
  if (!is_compression_read (kind->compression))
    return _ ("its compression is not supported");
  if (kind->format == SAMPLEFORMAT_IEEEFP)
    return _ ("its values are floating-point numbers");
  if (kind->format != SAMPLEFORMAT_UINT && kind->format != SAMPLEFORMAT_VOID)
    return _ ("its values are not unsigned integers");
  if (!has_whole_bytes && !(kind->n_colors == 1 && (kind->bits == 1 || kind->bits == 2 || kind->bits == 4)))
    return _ ("its values have neither 8 nor 16 bits");
  if (kind->n_samples < kind->n_colors + (kind->is_premultiplied ? 1 : 0) || (kind->n_samples > 1 && !has_whole_bytes))
    return _ ("its channels do not match its colour space");
  if (kind->planar == PLANARCONFIG_SEPARATE && (kind->n_colors == 4 || kind->is_premultiplied || kind->is_subsampled))
    return _ ("its channels are stored separately");
  return NULL;
}

gboolean
derm_tiff_read_kind (const TiffFile *file, TiffKind *kind, GError **error)
{
  TIFF *tiff = file->tiff;
  guint32 width = 0, height = 0;
  const char *fault;

  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &height);
  kind->size[0] = width;
  kind->size[1] = height;
  kind->photometric = get_u16 (tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  kind->compression = get_u16 (tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  kind->planar = get_u16 (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  kind->format = get_u16 (tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  kind->bits = get_u16 (tiff, TIFFTAG_BITSPERSAMPLE, 1);
  kind->n_samples = get_u16 (tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  kind->is_tiled = TIFFIsTiled (tiff);
  kind->is_inverted = kind->photometric == PHOTOMETRIC_MINISWHITE;
  kind->n_colors = kind->photometric == PHOTOMETRIC_RGB || kind->photometric == PHOTOMETRIC_YCBCR ? 3
                   : kind->photometric == PHOTOMETRIC_SEPARATED                                   ? 4
                   : kind->photometric <= PHOTOMETRIC_PALETTE                                     ? 1
                                                                                                  : 0;
  if (kind->photometric == PHOTOMETRIC_YCBCR && kind->compression == COMPRESSION_JPEG
      && kind->planar == PLANARCONFIG_CONTIG)
    TIFFSetField (tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  else
    kind->is_subsampled = kind->photometric == PHOTOMETRIC_YCBCR;
  read_alpha (tiff, kind);
  fault = find_fault (kind);
  if (fault != NULL)
    return derm_decoded_set_unread (error, "TIFF", fault);
  if (kind->n_colors == 1 && !read_palette (tiff, kind))
    return derm_decoded_set_damaged (error, "TIFF", _ ("its palette is missing"));
  return TRUE;
}

/* ---- pixels ---- */

/* In 8 bits, of 16 the high byte; smaller ones are indices of the palette. */
static guint8
get_sample (const TiffKind *kind, const guint8 *in, gsize i)
{
  guint16 value;

  switch (kind->bits)
    {
    case 8:
      return in[i];
    case 16:
      memcpy (&value, in + 2 * i, 2);
      return (guint8) (value >> 8);
      default: {
        gsize bit = i * (gsize) kind->bits;

        return (guint8) (in[bit / 8] >> (8 - (gsize) kind->bits - bit % 8) & ((1 << kind->bits) - 1));
      }
    }
}

/* As Pillow takes back that the colours were multiplied by alpha. */
static guint8
divide (int color, int alpha)
{
  return (guint8) (alpha == 0 ? 0 : MIN (255, color * 255 / alpha));
}

static void
convert_cmyk (const TiffKind *kind, const guint8 *in, gsize n, guint8 *rgb)
{
  for (gsize i = 0; i < n; i++, rgb += 3)
    {
      guint8 pixel[4];

      for (gsize c = 0; c < 4; c++)
        pixel[c] = get_sample (kind, in, i * (gsize) kind->n_samples + c);
      derm_cmyk_to_rgb (pixel, 1, FALSE);
      memcpy (rgb, pixel, 3);
    }
}

void
derm_tiff_convert (const TiffKind *kind, const guint8 *in, gsize n, int plane, guint8 *rgb)
{
  gsize step = plane < 0 ? (gsize) kind->n_samples : 1;

  if (kind->n_colors == 4)
    {
      convert_cmyk (kind, in, n, rgb);
      return;
    }
  for (gsize i = 0; i < n; i++, rgb += 3)
    if (kind->n_colors == 1)
      memcpy (rgb, kind->palette[get_sample (kind, in, i * step)], 3);
    else if (plane >= 0)
      rgb[plane] = get_sample (kind, in, i);
    else
      for (gsize c = 0; c < 3; c++)
        {
          guint8 color = get_sample (kind, in, i * step + c);

          rgb[c] = kind->is_premultiplied ? divide (color, get_sample (kind, in, i * step + 3)) : color;
        }
}
