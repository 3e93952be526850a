/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "image-private.h"

/* PBM, PGM and PPM, plain (P1 to P3) and raw (P4 to P6), by Pillow's rules. */

enum { MAX_DIGITS = 10, MAX_VALUE = 65535 };

typedef struct {
  const guint8 *data;
  gsize size, pos;
  int kind;    /* of "P1" .. "P6" */
  int maximum; /* of a value */
} Pnm;

static gboolean
is_space (guint8 c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The comment from here, with the end of its line. */
static void
skip_comment (Pnm *pnm)
{
  while (pnm->pos < pnm->size && pnm->data[pnm->pos] != '\n' && pnm->data[pnm->pos] != '\r')
    pnm->pos++;
  pnm->pos += pnm->pos < pnm->size;
}

/* The next number, and past the one character behind it: raw pixels follow at once. -1 if there is none. A comment in
 * the middle of a number does not end it. */
static gint64
read_number (Pnm *pnm)
{
  gint64 number = 0;
  int n_digits = 0;

  while (pnm->pos < pnm->size)
    {
      guint8 c = pnm->data[pnm->pos];

      if (c == '#')
        {
          skip_comment (pnm);
          continue;
        }
      pnm->pos++;
      if (is_space (c) && n_digits > 0)
        break;
      if (is_space (c))
        continue;
      if (!g_ascii_isdigit (c) || ++n_digits > MAX_DIGITS)
        return -1;
      number = 10 * number + (c - '0');
    }
  return n_digits > 0 ? number : -1;
}

/* Of a bitmap in digits, between which there need be no space: 0 or 1, or -1. */
static int
read_bit (Pnm *pnm)
{
  while (pnm->pos < pnm->size)
    {
      guint8 c = pnm->data[pnm->pos];

      if (c == '#')
        skip_comment (pnm);
      else
        pnm->pos++;
      if (c != '#' && !is_space (c))
        return c == '0' || c == '1' ? c - '0' : -1;
    }
  return -1;
}

static gint64
read_value (Pnm *pnm)
{
  gint64 value;

  if (pnm->kind <= 3)
    {
      value = read_number (pnm);
      return value <= pnm->maximum ? value : -1;
    }
  if (pnm->size - pnm->pos < (pnm->maximum > 255 ? 2 : 1))
    return -1;
  value = pnm->data[pnm->pos++];
  if (pnm->maximum > 255)
    value = value << 8 | pnm->data[pnm->pos++];
  return value;
}

/* To 8 bits as Pillow does it, by rounding; but grey of more than 8 bits, which Pillow would clip at 255 and so make
 * white, is brought to 16 bits as Pillow does and then loses its low byte. */
static guint8
scale (const Pnm *pnm, gint64 value)
{
  gboolean is_grey = pnm->kind == 2 || pnm->kind == 5;
  double most = is_grey && pnm->maximum > 255 ? 65535 : 255;
  double scaled = MIN (most, rint ((double) value / pnm->maximum * most));

  return (guint8) (most > 255 ? (int) scaled >> 8 : (int) scaled);
}

static gboolean
read_row (Pnm *pnm, guint8 *rgb, int width)
{
  gboolean is_colour = pnm->kind % 3 == 0;
  int n_values = is_colour ? 3 * width : width;

  for (int i = 0; i < n_values; i++)
    {
      gint64 value = read_value (pnm);

      if (value < 0)
        return FALSE;
      if (is_colour)
        rgb[i] = scale (pnm, value);
      else
        memset (rgb + 3 * i, scale (pnm, value), 3);
    }
  return TRUE;
}

/* 1 is black. A row of a raw bitmap begins with a new byte. */
static gboolean
read_bits (Pnm *pnm, guint8 *rgb, int width)
{
  if (pnm->kind == 4 && pnm->size - pnm->pos < ((gsize) width + 7) / 8)
    return FALSE;
  for (int i = 0; i < width; i++)
    {
      int bit = pnm->kind == 1 ? read_bit (pnm) : pnm->data[pnm->pos + (gsize) i / 8] >> (7 - i % 8) & 1;

      if (bit < 0)
        return FALSE;
      memset (rgb + 3 * i, bit == 0 ? 255 : 0, 3);
    }
  if (pnm->kind == 4)
    pnm->pos += ((gsize) width + 7) / 8;
  return TRUE;
}

/* Whether there can be so many pixels in what is left of the file; before any of them is allocated. */
static gboolean
has_room (const Pnm *pnm, const gint64 size[2])
{
  guint64 n_values = (guint64) size[0] * (guint64) size[1] * (pnm->kind % 3 == 0 ? 3 : 1);
  guint64 rest = pnm->size - pnm->pos;

  switch (pnm->kind)
    {
    case 4:
      return (guint64) (size[0] + 7) / 8 * (guint64) size[1] <= rest;
    case 1:
      return n_values <= rest;
    case 2:
    case 3:
      return 2 * n_values - 1 <= rest;
    default:
      return n_values * (pnm->maximum > 255 ? 2 : 1) <= rest;
    }
}

gboolean
derm_pnm_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  Pnm pnm = { encoded->data, encoded->size, 3, encoded->data[1] - '0', 1 };
  gboolean is_bitmap = pnm.kind == 1 || pnm.kind == 4;
  gint64 size[2] = { read_number (&pnm), 0 }, maximum;

  size[1] = read_number (&pnm);
  maximum = is_bitmap ? 1 : read_number (&pnm);
  if (size[0] < 0 || size[1] < 0 || maximum < 1 || maximum > MAX_VALUE)
    return derm_decoded_set_damaged (error, "PNM", _ ("its header is wrong"));
  pnm.maximum = (int) maximum;
  decoded->orientation = 1;
  if (!derm_image_check_size (size[0], size[1], error))
    return FALSE;
  if (!has_room (&pnm, size))
    return derm_decoded_set_damaged (error, "PNM", _ ("its end is missing"));
  if (!derm_decoded_begin (decoded, size, 0, encoded, error))
    return FALSE;
  for (int y = 0; y < decoded->height; y++)
    {
      guint8 *rgb = decoded->rgb + (gsize) 3 * (gsize) decoded->width * (gsize) y;

      if (g_cancellable_set_error_if_cancelled (encoded->cancellable, error))
        return FALSE;
      if (!(is_bitmap ? read_bits : read_row) (&pnm, rgb, decoded->width))
        return derm_decoded_set_damaged (error, "PNM", _ ("a value is missing or out of range"));
    }
  return TRUE;
}
