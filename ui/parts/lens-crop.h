/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rectangle that the network gets of an image, and what dragging a part of it makes of it. Plain arithmetic. */

/**
 * LensCrop:
 *
 * Whole pixels of the image as the recipe orients it, so that numbers can be read, typed and repeated.
 */
typedef struct {
  int x, y, width, height;
} LensCrop;

/**
 * LensCropPart:
 *
 * What is dragged: one edge, two that meet in a corner, or the whole (@LENS_CROP_MOVE).
 */
typedef enum {
  LENS_CROP_NONE = 0,
  LENS_CROP_LEFT = 1 << 0,
  LENS_CROP_RIGHT = 1 << 1,
  LENS_CROP_UPPER = 1 << 2,
  LENS_CROP_LOWER = 1 << 3,
  LENS_CROP_MOVE = 1 << 4,
} LensCropPart;

/* The largest square in the middle of an image of that size. */
LensCrop lens_crop_square_of (int image_width, int image_height);

/**
 * lens_crop_find:
 * @x: a point, in pixels of the image
 * @reach: how far from an edge one still takes hold of it, in pixels of the image
 *
 * Returns: what of the crop is there
 */
LensCropPart lens_crop_find (const LensCrop *crop, double x, double y, double reach);

/**
 * LensCropDrag:
 * @dx: how far a part was dragged to the right, in pixels of the image
 * @dy: how far it was dragged down
 * @is_square: width and height stay the same number
 */
typedef struct {
  double dx, dy;
  gboolean is_square;
} LensCropDrag;

/**
 * lens_crop_drag:
 * @from: the crop when dragging began
 *
 * Returns: the new crop: inside the image, not smaller than a few pixels
 */
LensCrop lens_crop_drag (const LensCrop *from, LensCropPart part, const LensCropDrag *drag, int image_width,
                         int image_height);

/* A square about the same centre, as large as the longer side or as fits into the image. */
LensCrop lens_crop_make_square (const LensCrop *crop, int image_width, int image_height);

/* Left, upper, right, lower as fractions, as recipes have them; and back, to the nearest pixels. */
void lens_crop_to_fractions (const LensCrop *crop, int image_width, int image_height, double fractions[4]);
LensCrop lens_crop_from_fractions (const double fractions[4], int image_width, int image_height);

gboolean lens_crop_equal (const LensCrop *a, const LensCrop *b);

G_END_DECLS
