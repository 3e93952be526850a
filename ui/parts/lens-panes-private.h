/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-panes.h"

G_BEGIN_DECLS

/* One class in two files: lens-panes.c (what stands where), lens-panes-edges.c (how wide it is, by whose hand). */

struct _LensPanes {
  GtkWidget parent_instance;

  /* template */
  GtkOverlay *overlay;
  GtkPaned *list_paned;
  GtkBox *sidebar;
  GtkWidget *list_edge;
  GtkScrolledWindow *scroller;
  GtkPaned *result_paned;
  GtkBox *content;
  GtkBox *centre;
  GtkOverlay *middle;
  GtkBox *messages;
  GtkWidget *separator;

  GtkWidget *list, *lesson, *note, *result; /* borrowed: they are children */
  guint layout_id;
  int width, height;                        /* for which all have their sizes */
  int list_width, grid_width, result_width; /* that the user wants; a grid of tiles is wider than a list */
  int list_before, result_before;           /* when an edge began to move */
  double scale;
  gboolean has_list, has_result;
  gboolean is_list_wanted, is_result_wanted;
  gboolean is_list_open;   /* over a narrow window */
  gboolean is_list_folded; /* in a wide one, whatever is wanted */
  gboolean is_learning;
  gboolean is_sidebar_over; /* the content, not beside it */
  gboolean is_grid;
  gboolean is_narrow;
  gboolean is_moving; /* an edge of a pane */
};

void lens_panes_install_edges (LensPanes *self);
/* More for larger text. */
int lens_panes_get_lesson_width (LensPanes *self);
void lens_panes_place_edges (LensPanes *self);
void lens_panes_end_move (LensPanes *self);
void lens_panes_tell_width (LensPanes *self, const char *property);

G_END_DECLS
