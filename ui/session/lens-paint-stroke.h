/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gdk/gdk.h>

#include "lens-edit.h"

G_BEGIN_DECLS

/**
 * LensPaintStroke:
 * @kind: %LENS_EDIT_BRUSH, %LENS_EDIT_RESTORE or %LENS_EDIT_FILL
 * @size: of the square brush, in pixels of the original
 * @is_line: from its first point to its last, which may still be another
 *
 * A stroke on the original: how it is painted, not what, since an original may have a hundred million pixels. Counted
 * references, from any thread; once it is in a step it never changes.
 */
typedef struct {
  LensEditKind kind;
  guint8 colour[3];
  int size;
  gboolean is_line;
  GArray *points; /* owned, of int x, y */
} LensPaintStroke;

LensPaintStroke *lens_paint_stroke_new (LensEditKind kind, const guint8 *colour, int size);
LensPaintStroke *lens_paint_stroke_copy (const LensPaintStroke *self);
LensPaintStroke *lens_paint_stroke_ref (LensPaintStroke *self);
void lens_paint_stroke_unref (LensPaintStroke *self);

/* Goes on to that pixel, which may lie outside. */
void lens_paint_stroke_add (LensPaintStroke *self, int x, int y);
/* Becomes the straight line from where it began to that pixel. */
void lens_paint_stroke_end_at (LensPaintStroke *self, int x, int y);

/**
 * lens_paint_stroke_paint:
 * @first: the point from which on it is painted; 0 for all of it
 * @original: what a restoring stroke brings back
 * @rgb: pixels of @original's size
 */
void lens_paint_stroke_paint (const LensPaintStroke *self, guint first, DermImage *original, guint8 *rgb);

/* What of the original that paints; empty if nothing. */
void lens_paint_stroke_get_bounds (const LensPaintStroke *self, guint first, DermImage *original, GdkRectangle *bounds);

/**
 * LensPaintOriginal:
 * @image: the original, turned as the recipe turns it
 * @input: what the recipe makes of it
 * @strokes: (element-type LensPaintStroke): on the original, the last of them the new one
 * @rgb: pixels of the input before that
 * @made: of them, those that the recipe made of the original with the strokes before it
 */
typedef struct {
  DermImage *image;
  DermInput *input;
  GPtrArray *strokes;
  GBytes *rgb;
  GBytes *made;
} LensPaintOriginal;

/**
 * lens_paint_original_make:
 * @made: (out): what the recipe makes of the original with all strokes
 *
 * What a stroke on the original makes of the input: the recipe's answer to the painted original. Pixels that were
 * painted on the input itself are mixed with the brush's colour, or with their untouched one, by as much as the recipe
 * makes of the place under the brush. Takes as long as reading the image; call it from a worker.
 *
 * Returns: (transfer full): pixels of the input, or %NULL with @error set
 */
GBytes *lens_paint_original_make (const LensPaintOriginal *self, GBytes **made, GError **error);

G_END_DECLS
