/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_NUMBER_GRID (lens_number_grid_get_type ())
G_DECLARE_FINAL_TYPE (LensNumberGrid, lens_number_grid, LENS, NUMBER_GRID, GtkWidget)

/* A few numbers in coloured cells, under a caption; the largest of them has the full colour. To a screen reader a picture
 * that says them row by row. Emits "cell-pressed" (int) with the place of a cell that was clicked. */

/**
 * lens_number_grid_set:
 * @caption: markup
 * @values: NaN for a place where there is none, as beyond the border of a map
 * @ringed: place of a number that is ringed; -1 for none
 */
void lens_number_grid_set (LensNumberGrid *self, const char *caption, const double *values, int n, int n_columns,
                           int ringed);

G_END_DECLS
