/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "figure-private.h"

/* A line of text at a point. */
typedef struct {
  const char *text;
  const PangoFontDescription *font;
  const DermColor *color;
  double x, y;         /* of the box; its middle is at y */
  double width;        /* of the box; longer text is cut. 0: as wide as the text, which starts at x */
  PangoAlignment side; /* where in the box, whatever way the text is read */
  gboolean is_bold;
} FigureLabel;

G_GNUC_INTERNAL void derm_figure_label (cairo_t *cr, const FigureLabel *label);
G_GNUC_INTERNAL double derm_figure_label_width (cairo_t *cr, const PangoFontDescription *font, gboolean is_bold,
                                                const char *text);
/* The font's size in the drawing's units: what is around text grows with it. */
G_GNUC_INTERNAL double derm_figure_font_size (const PangoFontDescription *font);
/* Diagonal lines in the box. */
G_GNUC_INTERNAL void derm_figure_hatch (cairo_t *cr, const cairo_rectangle_t *box, const DermColor *color);
/* Whether text is light on a dark ground. */
G_GNUC_INTERNAL gboolean derm_figure_is_dark (const DermTheme *theme);
