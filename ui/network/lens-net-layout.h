/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-pass.h"

G_BEGIN_DECLS

/* Where every map of a network is drawn: a column for each layer, the open one with all of its maps, the others with the ten
 * strongest. Reckoned from left to right; lens_net_layout_new() mirrors the places for the other direction, never the maps. */

#define LENS_NET_ROWS 10

/**
 * LensNetSizes:
 * @map: that a map is wide and high, about: whole multiples of its grid are taken
 * @line: height of a line of text
 * @heads: (element-type int): how wide the words above each column are
 * @open_head: of those of the open one
 * @logits: how wide a row of the logits is, with its words
 */
typedef struct {
  int map, line;
  GArray *heads;
  int open_head, logits;
  gboolean is_rtl;
} LensNetSizes;

/**
 * LensNetColumn:
 * @x: where its maps begin, as @y
 * @width: of its maps or bars
 * @words: how wide what stands above them is
 * @cell: that a cell of a map is wide and high; of a row of numbers the width of its bars
 * @n_maps: that are drawn; one more for the input, in colour
 * @per_row: maps side by side
 * @n_hidden: maps that are not drawn
 */
typedef struct {
  const LensNetStep *step;
  int x, y, width, height, words;
  int cell, map_width, map_height;
  int n_maps, per_row, n_hidden;
  gboolean is_open, is_vector, is_logits;
} LensNetColumn;

typedef struct {
  GArray *columns; /* of LensNetColumn */
  int width, height;
  int line, name_top, map_top; /* a line's height; where the names of layers begin, and their maps */
  gboolean is_rtl;
} LensNetLayout;

LensNetLayout *lens_net_layout_new (LensPass *pass, const LensNetSizes *sizes);
void lens_net_layout_free (LensNetLayout *self);
const LensNetColumn *lens_net_layout_get (const LensNetLayout *self, int step);
/* Of the map at that place of the column; of a row of numbers its bar. */
void lens_net_layout_get_box (const LensNetLayout *self, const LensNetColumn *column, int place, GdkRectangle *box);
/* The frame around the open column and its words. */
void lens_net_layout_get_frame (const LensNetLayout *self, const LensNetColumn *column, GdkRectangle *box);

/**
 * LensNetSpot:
 * @place: of the map in its column, -1 for what is above or below
 * @column: of the map, as @row
 */
typedef struct {
  int step, place, column, row;
} LensNetSpot;

/* FALSE between columns. */
gboolean lens_net_layout_find (const LensNetLayout *self, int x, int y, LensNetSpot *spot);
/**
 * lens_net_layout_move:
 * @dx: cells to the right
 * @dy: cells down
 *
 * From cell to cell, and over the edge of a map into the next one.
 *
 * Returns: whether there is such a cell
 */
gboolean lens_net_layout_move (const LensNetLayout *self, LensNetSpot *spot, int dx, int dy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensNetLayout, lens_net_layout_free)

G_END_DECLS
