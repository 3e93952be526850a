/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-strip.h"

G_BEGIN_DECLS

/* One class in two files: lens-strip.c (rows, and where they stay), lens-strip-tiles.c (how large tiles are, and their
 * pictures). */

struct _LensStrip {
  GtkWidget parent_instance;

  /* template */
  GtkStack *stack;
  GtkListView *list;
  GtkWidget *grid_scroller;
  GtkGridView *grid;
  GtkWidget *size_scale;
  GtkAdjustment *size; /* how wide tiles are at the least, where there is room */

  GtkSelectionModel *model; /* owned */
  LensTiles *tiles;         /* owned, or NULL */
  gboolean is_grid;
  guint place_due; /* to scroll to when the view has heard of its items */

  /* until what was scrolled to is laid out */
  LensItem *scrolled_to;   /* owned; the selected one, or NULL */
  guint scrolled_id;       /* of the tick */
  int n_frames;            /* still to come */
  gboolean is_current_due; /* to be scrolled to again when the view has heard of its items */

  guint sight_id; /* of the tick that says what is in sight */

  /* while another order waits to be laid out */
  GdkFrameClock *clock; /* owned; NULL: none waits */
  gulong layout_id;
  guint tick_id;
  double value; /* how far the list was scrolled */
  double top;   /* of the selected row, on screen; negative: it was not there */
};

/* After the template is there. */
void lens_strip_install_tiles (LensStrip *self);
/* 0: of a list. */
int lens_strip_get_tile_size (LensStrip *self);
guint lens_strip_count_columns (LensStrip *self);
/* Those tiles can be seen: (element-type LensItem), the first at the top. */
void lens_strip_show_tiles (LensStrip *self, GPtrArray *items);

G_END_DECLS
