/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LensSignedColours:
 * @positive: of the largest value: purple, what speaks for a class
 * @negative: of the smallest: green, what speaks against it
 * @zero: of 0
 *
 * Colours of numbers that have a sign: maps, kernels, sums. Purple and green, because orange, gold and blue mean
 * malignant, pre-malignant and benign. Colour is never alone: outlines, numbers or words say the sign too.
 */
typedef struct {
  GdkRGBA positive, negative, zero;
} LensSignedColours;

const LensSignedColours *lens_signed_colours_get (gboolean is_dark, gboolean is_high_contrast);
/* Those for the style that the widget is drawn in. */
const LensSignedColours *lens_signed_colours_for_widget (GtkWidget *widget);

/**
 * lens_signed_colours_mix:
 * @part: of the scale, -1 to 1; beyond them as they, what is no number as 0
 *
 * Returns: an opaque colour between 0's and that of the sign's end, mixed in OKLab, linear in @part
 */
GdkRGBA lens_signed_colours_mix (const LensSignedColours *colours, double part);

/**
 * lens_signed_colours_over:
 * @part: as in lens_signed_colours_mix()
 * @opacity: of the strongest, 0 to 1
 *
 * Returns: what is laid over a grey image, the same in every style: transparent at 0
 */
GdkRGBA lens_signed_colours_over (double part, double opacity);

/**
 * lens_signed_colours_text:
 * @ground: opaque
 *
 * Returns: black or white, whichever stands out more on @ground
 */
GdkRGBA lens_signed_colours_text (const GdkRGBA *ground);

G_END_DECLS
