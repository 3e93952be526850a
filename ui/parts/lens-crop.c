/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-crop.h"

#include <math.h>

#define MIN_SIDE 8 /* less tells nothing, and could not be taken hold of again */

/* One axis of a crop: from begin to end inside 0 … size. */
typedef struct {
  int begin, end;
} Span;

static int
min_side (int image_width, int image_height)
{
  return MIN (MIN_SIDE, MIN (image_width, image_height));
}

LensCrop
lens_crop_square_of (int image_width, int image_height)
{
  int side = MIN (image_width, image_height);

  return (LensCrop){ (image_width - side) / 2, (image_height - side) / 2, side, side };
}

/* Nearer of the two ends, if it is in reach: a small crop keeps all its handles apart. */
static LensCropPart
find_end (double at, int begin, int end, double reach, LensCropPart first, LensCropPart last)
{
  double to_begin = fabs (at - begin), to_end = fabs (at - end);

  if (MIN (to_begin, to_end) > reach)
    return LENS_CROP_NONE;

  return to_begin < to_end ? first : last;
}

LensCropPart
lens_crop_find (const LensCrop *crop, double x, double y, double reach)
{
  int right = crop->x + crop->width, lower = crop->y + crop->height;
  double inner = MIN (reach, MIN (crop->width, crop->height) / 4.0); /* leaves the middle to move by */
  double reach_x = x < crop->x || x > right ? reach : inner;
  double reach_y = y < crop->y || y > lower ? reach : inner;
  LensCropPart across, along;

  if (x < crop->x - reach || x > right + reach || y < crop->y - reach || y > lower + reach)
    return LENS_CROP_NONE;

  across = find_end (x, crop->x, right, reach_x, LENS_CROP_LEFT, LENS_CROP_RIGHT);
  along = find_end (y, crop->y, lower, reach_y, LENS_CROP_UPPER, LENS_CROP_LOWER);
  if (across == LENS_CROP_NONE && along == LENS_CROP_NONE)
    return LENS_CROP_MOVE;

  return across | along;
}

static Span
move_span (int begin, int length, int by, int size)
{
  begin = CLAMP (begin + by, 0, size - length);

  return (Span){ begin, begin + length };
}

static Span
resize_span (Span span, gboolean is_first, gboolean is_last, int by, int least, int size)
{
  least = MIN (least, span.end - span.begin); /* a recipe's crop may be smaller from the start */
  if (is_first)
    span.begin = CLAMP (span.begin + by, 0, span.end - least);
  else if (is_last)
    span.end = CLAMP (span.end + by, span.begin + least, size);

  return span;
}

/* A span of that length: grown from the end that stays, or about its middle. */
static Span
fit_span (int begin, int end, gboolean is_first, gboolean is_last, int length, int size)
{
  if (is_first)
    begin = end - length;
  else if (!is_last)
    begin += (end - begin - length) / 2;
  begin = CLAMP (begin, 0, size - length);

  return (Span){ begin, begin + length };
}

/* How long a span may become if it grows that way. */
static int
room (int begin, int end, gboolean is_first, gboolean is_last, int size)
{
  return is_first ? end : is_last ? size - begin : size;
}

static LensCrop
drag_square (const LensCrop *from, LensCropPart part, int dx, int dy, int image_width, int image_height)
{
  gboolean left = (part & LENS_CROP_LEFT) != 0, right = (part & LENS_CROP_RIGHT) != 0;
  gboolean upper = (part & LENS_CROP_UPPER) != 0, lower = (part & LENS_CROP_LOWER) != 0;
  int end_x = from->x + from->width, end_y = from->y + from->height;
  int width = from->width + (left ? -dx : right ? dx : 0), height = from->height + (upper ? -dy : lower ? dy : 0);
  int side = left || right ? (upper || lower ? MAX (width, height) : width) : height;
  int most = MIN (room (from->x, end_x, left, right, image_width), room (from->y, end_y, upper, lower, image_height));
  Span x, y;

  side = CLAMP (side, MIN (MIN (min_side (image_width, image_height), from->width), most), most);
  x = fit_span (from->x, end_x, left, right, side, image_width);
  y = fit_span (from->y, end_y, upper, lower, side, image_height);

  return (LensCrop){ x.begin, y.begin, side, side };
}

LensCrop
lens_crop_drag (const LensCrop *from, LensCropPart part, const LensCropDrag *drag, int image_width, int image_height)
{
  /* far outside of any image, and still an int */
  int by_x = (int) round (CLAMP (drag->dx, -1e6, 1e6)), by_y = (int) round (CLAMP (drag->dy, -1e6, 1e6));
  int least = min_side (image_width, image_height);
  Span x, y;

  if (part == LENS_CROP_NONE)
    return *from;
  if (part != LENS_CROP_MOVE && drag->is_square)
    return drag_square (from, part, by_x, by_y, image_width, image_height);

  if (part == LENS_CROP_MOVE)
    {
      x = move_span (from->x, from->width, by_x, image_width);
      y = move_span (from->y, from->height, by_y, image_height);
    }
  else
    {
      x = resize_span ((Span){ from->x, from->x + from->width }, (part & LENS_CROP_LEFT) != 0,
                       (part & LENS_CROP_RIGHT) != 0, by_x, least, image_width);
      y = resize_span ((Span){ from->y, from->y + from->height }, (part & LENS_CROP_UPPER) != 0,
                       (part & LENS_CROP_LOWER) != 0, by_y, least, image_height);
    }

  return (LensCrop){ x.begin, y.begin, x.end - x.begin, y.end - y.begin };
}

LensCrop
lens_crop_make_square (const LensCrop *crop, int image_width, int image_height)
{
  int side = MIN (MAX (crop->width, crop->height), MIN (image_width, image_height));
  Span x = fit_span (crop->x, crop->x + crop->width, FALSE, FALSE, side, image_width);
  Span y = fit_span (crop->y, crop->y + crop->height, FALSE, FALSE, side, image_height);

  return (LensCrop){ x.begin, y.begin, side, side };
}

void
lens_crop_to_fractions (const LensCrop *crop, int image_width, int image_height, double fractions[4])
{
  fractions[0] = (double) crop->x / image_width;
  fractions[1] = (double) crop->y / image_height;
  fractions[2] = (double) (crop->x + crop->width) / image_width;
  fractions[3] = (double) (crop->y + crop->height) / image_height;
}

LensCrop
lens_crop_from_fractions (const double fractions[4], int image_width, int image_height)
{
  int x = CLAMP ((int) round (fractions[0] * image_width), 0, image_width - 1);
  int y = CLAMP ((int) round (fractions[1] * image_height), 0, image_height - 1);
  int right = CLAMP ((int) round (fractions[2] * image_width), x + 1, image_width);
  int lower = CLAMP ((int) round (fractions[3] * image_height), y + 1, image_height);

  return (LensCrop){ x, y, right - x, lower - y };
}

gboolean
lens_crop_equal (const LensCrop *a, const LensCrop *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}
