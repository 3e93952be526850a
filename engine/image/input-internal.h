/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-input.h"

G_BEGIN_DECLS

/* How to walk through the cells of a grid, row by row, to see it turned as a view is: where to start, and how far it is to
 * the next row and to the next column of the view. */
typedef struct {
  gssize start, down, right;
} DermWalk;

G_GNUC_INTERNAL DermWalk derm_input_walk (int view, int width, int height);

/* Where derm_input_fill() puts each byte of the input in that view: places[3 · (y · width + x) + channel]. It is how what is
 * known of the network's values, a gradient say, comes back to the image, whatever the view and the layout. */
G_GNUC_INTERNAL void derm_input_list_places (DermInput *self, int view, guint32 *places);

G_END_DECLS
