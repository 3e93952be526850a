/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Heights in pixels. */
typedef struct {
  int pane;
  int body;      /* what can scroll, without the cells of the input, the legend and the certainty */
  int legend;    /* with the room above it, like … */
  int certainty; /* … this */
  int sentence;  /* what is always seen, for the longest one */
  int spare;     /* of that, what nearly all sentences leave: one line */
  int side;      /* cells of the input */
  int best_cell;
  int least_cell; /* the views beside the input need no less; may be above best_cell */
} LensResultRoom;

typedef struct {
  int cell_size;
  gboolean has_legend;
  gboolean certainty_scrolls; /* with the body, at its end */
  gboolean sentence_yields;   /* its spare room: the rare longest one scrolls with the certainty */
  int certainty_gap;          /* above it then: it is scrolled to, and not cut in two */
  gboolean is_compact;        /* few lines of text fit: the views are a drop-down, the steps one line */
} LensResultFit;

/* What yields where the pane is too low, for the bars to be seen: first the input gets smaller, then the room for
 * the longest sentence, then the certainty leaves the answer and scrolls with the rest; the legend goes where it would
 * be cut in two. */
LensResultFit lens_result_fit (const LensResultRoom *room);

G_END_DECLS
