/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "image-bmp.h"
#include "image-private.h"

/* Windows' and OS/2's bitmaps, by Pillow's rules. */

enum { NONE = 0, RUNS_OF_8_BITS = 1, RUNS_OF_4_BITS = 2, MASKS = 3 };
enum { FILE_HEADER = 14, SHORT_HEADER = 12, LONG_HEADER = 40 };

typedef struct {
  const guint8 *data;
  gsize size, header; /* of the file; of the second header */
  gint64 image[2];
  gboolean is_top_down;
  guint32 bits, compression, n_colors;
  gsize masks, palette, pixels; /* where they are */
  guint64 stride;
  int places[3], max[3]; /* of red, green and blue in a pixel of 16 or 32 bits: lowest bit, largest value */
  guint8 colors[256][3];
} Bmp;

static guint32
get_le (const guint8 *p, int n_bytes)
{
  guint32 value = 0;

  for (int i = 0; i < n_bytes; i++)
    value |= (guint32) p[i] << 8 * i;
  return value;
}

static gboolean
is_header_size (gsize size)
{
  return size == SHORT_HEADER || size == LONG_HEADER || size == 52 || size == 56 || size == 64 || size == 108
         || size == 124;
}

static gboolean
read_header (Bmp *bmp)
{
  const guint8 *at = bmp->data + FILE_HEADER;

  bmp->header = bmp->size >= 18 ? get_le (at, 4) : 0;
  if (!is_header_size (bmp->header) || bmp->size < FILE_HEADER + bmp->header)
    return FALSE;
  bmp->pixels = get_le (bmp->data + 10, 4);
  if (bmp->header == SHORT_HEADER)
    {
      bmp->image[0] = get_le (at + 4, 2);
      bmp->image[1] = get_le (at + 6, 2);
      bmp->bits = get_le (at + 10, 2);
    }
  else
    {
      bmp->is_top_down = at[11] == 0xff; /* a negative height */
      bmp->image[0] = get_le (at + 4, 4);
      bmp->image[1] = bmp->is_top_down ? ((gint64) 1 << 32) - get_le (at + 8, 4) : get_le (at + 8, 4);
      bmp->bits = get_le (at + 14, 2);
      bmp->compression = get_le (at + 16, 4);
      bmp->n_colors = get_le (at + 32, 4);
    }
  if (bmp->n_colors == 0 && bmp->bits <= 8)
    bmp->n_colors = 1u << bmp->bits;
  bmp->masks = FILE_HEADER + LONG_HEADER; /* in a long header or behind a short one */
  bmp->palette = FILE_HEADER + bmp->header;
  bmp->stride = ((guint64) bmp->image[0] * bmp->bits + 31) / 32 * 4;
  return TRUE;
}

/* The pixels' bits for each colour. Only masks that Pillow knows are taken; all zero means Windows' usual ones. */
static gboolean
find_masks (Bmp *bmp)
{
  static const struct {
    guint32 bits, masks[3];
    int places[3], max[3];
  } known[] = {
    { 16, { 0x7c00, 0x3e0, 0x1f }, { 10, 5, 0 }, { 31, 31, 31 } },
    { 16, { 0xf800, 0x7e0, 0x1f }, { 11, 5, 0 }, { 31, 63, 31 } },
    { 24, { 0xff0000, 0xff00, 0xff }, { 16, 8, 0 }, { 255, 255, 255 } },
    { 32, { 0xff0000, 0xff00, 0xff }, { 16, 8, 0 }, { 255, 255, 255 } },
    { 32, { 0xff000000, 0xff0000, 0xff00 }, { 24, 16, 8 }, { 255, 255, 255 } },
    { 32, { 0xff000000, 0xff00, 0xff }, { 24, 8, 0 }, { 255, 255, 255 } },
    { 32, { 0xff, 0xff00, 0xff0000 }, { 0, 8, 16 }, { 255, 255, 255 } },
    { 32, { 0, 0, 0 }, { 16, 8, 0 }, { 255, 255, 255 } },
  };
  guint32 masks[3];

  if (bmp->compression == MASKS && bmp->size < bmp->masks + 12)
    return FALSE;
  for (int c = 0; c < 3; c++)
    masks[c] = bmp->compression == MASKS ? get_le (bmp->data + bmp->masks + 4 * c, 4) : 0;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].bits == bmp->bits && (bmp->compression == NONE || memcmp (known[i].masks, masks, sizeof masks) == 0))
      {
        memcpy (bmp->places, known[i].places, sizeof bmp->places);
        memcpy (bmp->max, known[i].max, sizeof bmp->max);
        return TRUE;
      }
  return FALSE;
}

/* An index without a colour is grey, as Pillow has it. */
static void
read_colors (Bmp *bmp)
{
  gsize entry = bmp->header == SHORT_HEADER ? 3 : 4;

  for (gsize i = 0; i < 256; i++)
    {
      const guint8 *bgr = bmp->data + bmp->palette + entry * i;

      memset (bmp->colors[i], (int) i, 3);
      for (int c = 0; c < 3 && i < bmp->n_colors && bmp->palette + entry * (i + 1) <= bmp->size; c++)
        bmp->colors[i][c] = bgr[2 - c];
    }
}

static gboolean
is_kind_known (Bmp *bmp)
{
  gboolean has_palette = bmp->bits == 1 || bmp->bits == 4 || bmp->bits == 8;

  if (has_palette && bmp->n_colors > 256)
    return FALSE;
  switch (bmp->compression)
    {
    case NONE:
      return has_palette || find_masks (bmp);
    case RUNS_OF_8_BITS:
    case RUNS_OF_4_BITS:
      return has_palette;
    case MASKS:
      return !has_palette && find_masks (bmp);
    default:
      return FALSE;
    }
}

static guint8 *
find_row (const Bmp *bmp, DermDecoded *decoded, gsize row)
{
  gsize y = bmp->is_top_down ? row : (gsize) decoded->height - 1 - row;

  return decoded->rgb + 3 * (gsize) decoded->width * y;
}

static void
read_row (const Bmp *bmp, const guint8 *in, guint8 *rgb, gsize width)
{
  for (gsize x = 0; x < width; x++, rgb += 3)
    if (bmp->bits <= 8)
      {
        guint32 per_byte = 8 / bmp->bits;
        guint32 shift = 8 - bmp->bits * (1 + (guint32) x % per_byte);

        memcpy (rgb, bmp->colors[in[x / per_byte] >> shift & ((1u << bmp->bits) - 1)], 3);
      }
    else
      {
        guint32 pixel = get_le (in + x * (bmp->bits / 8), (int) bmp->bits / 8);

        for (int c = 0; c < 3; c++)
          rgb[c] = (guint8) ((pixel >> bmp->places[c] & (guint32) bmp->max[c]) * 255 / (guint32) bmp->max[c]);
      }
}

typedef struct {
  const Bmp *bmp;
  DermDecoded *decoded;
} Target;

static void
on_run (gsize pixel, guint8 index, gsize n, gpointer user_data)
{
  const Target *target = user_data;
  gsize width = (gsize) target->decoded->width;

  for (; n > 0; n--, pixel++)
    memcpy (find_row (target->bmp, target->decoded, pixel / width) + 3 * (pixel % width), target->bmp->colors[index],
            3);
}

static gboolean
is_run_length (const Bmp *bmp)
{
  return bmp->compression == RUNS_OF_8_BITS || bmp->compression == RUNS_OF_4_BITS;
}

static BmpRuns
describe_runs (const Bmp *bmp)
{
  return (BmpRuns){ bmp->data,
                    bmp->size,
                    MIN (bmp->pixels, bmp->size),
                    (gsize) bmp->image[0],
                    (gsize) bmp->image[0] * (gsize) bmp->image[1],
                    bmp->compression == RUNS_OF_4_BITS };
}

/* Before any pixel is allocated. */
static gboolean
has_all_pixels (const Bmp *bmp)
{
  guint64 last = ((guint64) bmp->image[0] * bmp->bits + 7) / 8; /* the last row need not be filled up */
  BmpRuns runs = describe_runs (bmp);

  if (is_run_length (bmp))
    return derm_bmp_read_runs (&runs, NULL, NULL);
  return bmp->pixels + bmp->stride * (guint64) (bmp->image[1] - 1) + last <= bmp->size;
}

static gboolean
read_pixels (const Bmp *bmp, const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  Target target = { bmp, decoded };
  BmpRuns runs = describe_runs (bmp);

  if (is_run_length (bmp))
    return derm_bmp_read_runs (&runs, on_run, &target);
  for (gsize row = 0; row < (gsize) decoded->height; row++)
    {
      if (g_cancellable_set_error_if_cancelled (encoded->cancellable, error))
        return FALSE;
      read_row (bmp, bmp->data + bmp->pixels + bmp->stride * row, find_row (bmp, decoded, row), (gsize) decoded->width);
    }
  return TRUE;
}

gboolean
derm_bmp_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  Bmp bmp = { .data = encoded->data, .size = encoded->size };

  if (!read_header (&bmp))
    return derm_decoded_set_damaged (error, "BMP", _ ("its header is wrong"));
  if (!derm_image_check_size (bmp.image[0], bmp.image[1], error))
    return FALSE;
  if (!is_kind_known (&bmp))
    return derm_decoded_set_unread (error, "BMP", _ ("its coding or bit order is not supported"));
  read_colors (&bmp);
  /* a header that says that the pixels follow at once forgets the palette */
  if (bmp.bits <= 8 && bmp.pixels == FILE_HEADER + bmp.header)
    bmp.pixels += 4 * (gsize) bmp.n_colors;
  if (!has_all_pixels (&bmp))
    return derm_decoded_set_damaged (error, "BMP", _ ("its end is missing"));
  decoded->orientation = 1;
  return derm_decoded_begin (decoded, bmp.image, 0, encoded, error) && read_pixels (&bmp, encoded, decoded, error);
}
