/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

/* Cells of a view of the input: one for each pixel, or for each number of the three planes, which stand side by side.
 */

int lens_input_cells_get_n_columns (DermInput *input, DermInputView view);
int lens_input_cells_get_n_rows (DermInput *input, DermInputView view);

/**
 * lens_input_cells_dup_text:
 *
 * Returns: (transfer full): place and value of a cell in words, like "x 3, y 4: R 203, G 150, B 128", and for the
 * planes also of which pixel and colour the number is, which differs from its place when rows are taken for planes
 */
char *lens_input_cells_dup_text (DermInput *input, DermInputView view, int column, int row);

/* (transfer full) How much a pixel differs from that of base: "x 3, y 4: R +3, G +1, B −2". */
char *lens_input_cells_dup_difference_text (DermInput *input, DermInput *base, int column, int row);

/* A view of an input that is drawn in width × height. */
typedef struct {
  DermInput *input;
  DermInputView view;
  double width, height;
} LensInputDrawing;

/* Where a cell of it is, and back: FALSE if there is none at x, y. */
void lens_input_cells_get_box (const LensInputDrawing *drawing, int column, int row, cairo_rectangle_t *box);
gboolean lens_input_cells_find (const LensInputDrawing *drawing, double x, double y, int *column, int *row);
/* Between all cells of a view that is drawn in width × height. */
void lens_input_cells_draw_lines (cairo_t *cr, DermInput *input, DermInputView view, double width, double height);
/* Around that cell, seen on any colour. */
void lens_input_cells_draw_cursor (cairo_t *cr, const cairo_rectangle_t *box);
/* (transfer full) The view, enlarged so that no viewer needs to smooth it. */
GdkTexture *lens_input_cells_make_texture (DermInput *input, DermInputView view, gboolean has_lines);

G_END_DECLS
