/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "image-private.h"

/* Whether the stored first pixel of a row, or the first row, is at the other end of the upright image. */
static gboolean
is_from_right (int exif)
{
  return exif == 2 || exif == 3 || exif == 6 || exif == 7;
}

static gboolean
is_from_bottom (int exif)
{
  return exif == 3 || exif == 4 || exif == 7 || exif == 8;
}

/* Where the stored pixel (x, y) goes: first + x·step_x + y·step_y, in pixels of the upright image. */
static void
find_steps (const DermDecoded *decoded, gint64 *first, gint64 *step_x, gint64 *step_y)
{
  gint64 w = decoded->width, h = decoded->height;
  gboolean is_turned = decoded->orientation >= 5;
  gint64 row = is_turned ? h : w; /* length of an upright row */
  gboolean from_right = is_from_right (decoded->orientation), from_bottom = is_from_bottom (decoded->orientation);
  gint64 last_row = (is_turned ? w : h) - 1;
  gint64 along = from_right ? -1 : 1, down = from_bottom ? -row : row;

  *first = (from_right ? row - 1 : 0) + (from_bottom ? last_row * row : 0);
  *step_x = is_turned ? down : along;
  *step_y = is_turned ? along : down;
}

guint8 *
derm_decoded_dup_turned (const DermDecoded *decoded)
{
  gint64 first, step_x, step_y;
  const guint8 *in = decoded->rgb;
  guint8 *turned = g_try_malloc_n ((gsize) decoded->width * decoded->height, 3);

  if (turned == NULL)
    return NULL;
  find_steps (decoded, &first, &step_x, &step_y);
  for (int y = 0; y < decoded->height; y++)
    {
      gint64 to = first + y * step_y;

      for (int x = 0; x < decoded->width; x++, in += 3, to += step_x)
        memcpy (turned + 3 * to, in, 3);
    }
  return turned;
}

gboolean
derm_decoded_turn (DermDecoded *decoded, GError **error)
{
  guint8 *turned;

  if (decoded->orientation <= 1)
    return TRUE;
  turned = derm_decoded_dup_turned (decoded);
  if (turned == NULL)
    return derm_decoded_set_no_memory (error);
  g_free (decoded->rgb);
  decoded->rgb = turned;
  if (decoded->orientation >= 5)
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
  return exif == 6   ? 8
         : exif == 8 ? 6
                     : exif; /* a quarter turn is undone by the other one, each of the rest by itself */
}

void
derm_orientation_turn_box (int exif, double box[4])
{
  gboolean from_right = is_from_right (exif), from_bottom = is_from_bottom (exif);
  int across = exif >= 5 ? 1 : 0; /* what of the stored box lies along the upright row */
  double left = box[across], right = box[across + 2], upper = box[1 - across], lower = box[3 - across];

  box[0] = from_right ? 1 - right : left;
  box[1] = from_bottom ? 1 - lower : upper;
  box[2] = from_right ? 1 - left : right;
  box[3] = from_bottom ? 1 - upper : lower;
}
