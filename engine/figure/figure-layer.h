/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The page of a layer, in parts: figure-layer.c (the page), figure-layer-maps.c (its maps, or its values as bars),
 * figure-layer-cell.c (what makes the value of a cell), figure-layer-draw.c (text and bars), figure-layer-words.c. */

#include "derm-activations.h"
#include "figure-private.h"

enum {
  LAYER_PAGE_WIDTH = 1000, /* two pixels of a PNG for each unit, so that cells of half a unit are sharp */
  LAYER_MARGIN = 32,
  LAYER_WIDTH = LAYER_PAGE_WIDTH - 2 * LAYER_MARGIN,
};

typedef struct {
  cairo_t *cr;
  DermActivations *activations;
  int layer;
  const DermCell *cell; /* of the layer, or NULL */
  const DermTheme *theme;
  gboolean is_rtl;
} LayerPage;

typedef enum { LAYER_PLAIN, LAYER_BOLD, LAYER_DIM } LayerStyle;

/* Text in a box that begins at x in the direction of reading. */
typedef struct {
  double pixels, x, y, width;
  LayerStyle style;
  PangoAlignment side; /* LEFT is where reading starts */
  int n_lines;         /* 0 is 1 */
} LayerLine;

G_GNUC_INTERNAL void derm_figure_layer_text (const LayerPage *page, const char *text, const LayerLine *line);
/* Left edge of what begins at x in the direction of reading: the page is mirrored, but no picture on it. */
G_GNUC_INTERNAL double derm_figure_layer_place (const LayerPage *page, double x, double width);
/* The colour of a value: part of the scale, -1 to 1. */
G_GNUC_INTERNAL DermColor derm_figure_layer_color (double part);
/* A bar of that part of the length to its side of the axis, where reading goes for a positive one. x, y: of the axis.
 */
G_GNUC_INTERNAL void derm_figure_layer_bar (const LayerPage *page, double x, double y, double length, double part);

/* ---- maps and bars, from y on ---- */

G_GNUC_INTERNAL double derm_figure_layer_maps_height (DermActivations *activations, int layer);
G_GNUC_INTERNAL void derm_figure_layer_maps (const LayerPage *page, double y);

/* ---- the cell ---- */

G_GNUC_INTERNAL double derm_figure_layer_cell_height (DermActivations *activations, const DermCell *cell);
G_GNUC_INTERNAL void derm_figure_layer_cell (const LayerPage *page, double y);

/* ---- words: all (transfer full) ---- */

/* The layer that the layer's name is of: what follows a convolution, pool or dense layer belongs to it. -1: the input.
 */
G_GNUC_INTERNAL int derm_figure_layer_find_first (DermActivations *activations, int layer);
G_GNUC_INTERNAL char *derm_figure_layer_dup_name (DermActivations *activations, int layer); /* "conv 2" */
/* "2.75", "−0.31"; and with a plus. */
G_GNUC_INTERNAL char *derm_figure_layer_format (const LayerPage *page, double value, gboolean has_plus);
/* The end of a scale, in as few digits as say something. */
G_GNUC_INTERNAL char *derm_figure_layer_format_end (double value);
/* What a term is made of: "map 8", "red", "value 12". */
G_GNUC_INTERNAL char *derm_figure_layer_dup_source (DermActivations *activations, int layer, int channel);
/* One color plane of the input that the network reads. */
G_GNUC_INTERNAL char *derm_figure_layer_dup_plane (DermActivations *activations, int channel);
