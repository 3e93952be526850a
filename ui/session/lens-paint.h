/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LENS_PAINT_MAX_SIZE:
 *
 * Pixels of the input that a brush is wide at most.
 */
#define LENS_PAINT_MAX_SIZE 8

/**
 * LENS_PAINT_MAX_ORIGINAL_SIZE:
 *
 * Pixels of the original that a brush is wide at most.
 */
#define LENS_PAINT_MAX_ORIGINAL_SIZE 256

/**
 * LENS_PAINT_LIKENESS:
 *
 * Grey levels by which each channel of a pixel may differ from that of the one where a fill begins.
 */
#define LENS_PAINT_LIKENESS 24

/**
 * LensPaint:
 * @rgb: 3 · width · height bytes, row by row, which are painted on
 * @source: as many, which the brush brings back; or NULL: it paints @colour
 * @size: the brush is a square of so many pixels
 *
 * Pixels, and a brush for them. What lies beside them is left out.
 */
typedef struct {
  guint8 *rgb;
  const guint8 *source;
  int width, height;
  int size;
  guint8 colour[3];
} LensPaint;

/* Where the square of a brush begins whose middle is at that pixel: of an even size the pixel is the one before it. */
int lens_paint_begin_of (int at, int size);
void lens_paint_dab (const LensPaint *self, int x, int y);
/* All pixels from one to the other, without gaps. */
void lens_paint_line (const LensPaint *self, int from_x, int from_y, int to_x, int to_y);
/* The pixel and all that are joined to it by sides and like it: LENS_PAINT_LIKENESS. */
void lens_paint_fill (const LensPaint *self, int x, int y);

/* How many of n pixels are different. */
guint lens_paint_count_different (const guint8 *rgb, const guint8 *other, gsize n);

G_END_DECLS
