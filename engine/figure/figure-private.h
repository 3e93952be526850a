/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Shapes and text that the figures have in common. Only engine/figure includes this. */

#include <pango/pangocairo.h>

#include "derm-figure.h"

#define FIGURE_IMAGE_MAX_SIDE 1600 /* of an original inside a figure */

G_GNUC_INTERNAL void derm_figure_set_color (cairo_t *cr, const DermColor *color, double strength);
G_GNUC_INTERNAL void derm_figure_path_rounded (cairo_t *cr, const cairo_rectangle_t *box, double radius);

/* A group's sign as a shape in its colour, `size` high around (x, y); nothing for DERM_GROUP_UNKNOWN. */
G_GNUC_INTERNAL void derm_figure_sign (cairo_t *cr, DermGroup group, double x, double y, double size,
                                       const DermTheme *theme);

/* One line of text unless pango_layout_set_width() says otherwise; digits all of one width. */
G_GNUC_INTERNAL PangoLayout *derm_figure_text (cairo_t *cr, const PangoFontDescription *font, gboolean is_bold,
                                               const char *text);

/* 8-bit RGB, no gaps, as a surface of its own; each pixel repeated `times` × `times`. */
G_GNUC_INTERNAL cairo_surface_t *derm_figure_surface (const guint8 *rgb, int width, int height, int times);

/* Fills the box with crisp pixels. */
G_GNUC_INTERNAL void derm_figure_pixels (cairo_t *cr, const guint8 *rgb, int width, int height,
                                         const cairo_rectangle_t *box);

/* (transfer full) The figures' font at that size. */
G_GNUC_INTERNAL PangoFontDescription *derm_figure_font_new (double pixels);

/* (transfer container) The calibrated scores as bars, by output, that of the truth (nullable) marked; their values are
 * left to the caller, who ends the builder and points to its strings. */
G_GNUC_INTERNAL DermBar *derm_figure_bars_new (DermPrediction *prediction, const char *truth, GStrvBuilder *values);

/* (transfer full) What a figure of numbers was made with: program, model, recipe and hashes. */
G_GNUC_INTERNAL char *derm_figure_dup_origin (DermModel *model, DermInput *input);

/* Whether there is a font to draw with: Pango ends the program when there is none at all, as on a bare server. */
G_GNUC_INTERNAL gboolean derm_figure_check_fonts (GError **error);

/* What is drawn into a page of that width. */
typedef struct {
  void (*draw) (cairo_t *cr, double width, gpointer data);
  gpointer data;
  double height;
} FigurePage;

/* Writes the page into a file of the format that its name says; at FIGURE_SAVED_WIDTH. */
#define FIGURE_SAVED_WIDTH 1000.0
G_GNUC_INTERNAL gboolean derm_figure_write (const FigurePage *page, const char *path, GError **error);

/* What speaks for a class and what against it, over a grey image. */
G_GNUC_INTERNAL extern const DermColor derm_figure_for, derm_figure_against;
