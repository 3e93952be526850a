/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-atlas-chart.h"

G_BEGIN_DECLS

/* One class in three files: lens-atlas-chart.c (the object, and what it follows), lens-atlas-chart-draw.c,
 * lens-atlas-chart-input.c (pointer and keys). */

struct _LensAtlasChart {
  GtkWidget parent_instance;

  LensSession *session; /* owned */

  /* Cells without a look of their own: the focus goes from the one to the other, so that a screen reader speaks. */
  GtkWidget *cells[2]; /* owned children */
  int current;

  /* of the points */
  GdkTexture *texture; /* owned; NULL: to be drawn anew */
  GArray *points;      /* owned, of graphene_point_t, one for each image; NaN where it is not seen */
  guint8 *is_listed;   /* owned, by place; NULL: to be asked again */
  DermAtlas *atlas;    /* owned: that they are of */
  int axes[2];

  /* how the map lies */
  double zoom, pan_x, pan_y; /* 1 and 0: all of it is seen, in the middle */
  double drawn_x, drawn_y;   /* the pan that the texture was drawn for: while the map is dragged it is only moved */

  GPtrArray *lassos; /* owned, of GArray of double: x and y of the map; closed */
  GArray *drawn;     /* owned: the line that is being drawn, or NULL */
  gboolean is_adding;

  int hovered; /* place that the pointer is on, or -1 */
  int cursor;  /* of the keys; -1: none */
  guint hover_id;
  double drag_x, drag_y; /* where the pan was when a drag began */
};

/* lens-atlas-chart-draw.c */
void lens_atlas_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
void lens_atlas_chart_invalidate (LensAtlasChart *self);
gboolean lens_atlas_chart_to_map (LensAtlasChart *self, double x, double y, double *map_x, double *map_y);
void lens_atlas_chart_place_points (LensAtlasChart *self);

/* lens-atlas-chart-input.c */
void lens_atlas_chart_add_controllers (LensAtlasChart *self);
void lens_atlas_chart_set_hovered (LensAtlasChart *self, int place);
void lens_atlas_chart_set_cursor (LensAtlasChart *self, int place);

/* lens-atlas-chart.c */
LensPlaces *lens_atlas_chart_get_places (LensAtlasChart *self);
void lens_atlas_chart_select (LensAtlasChart *self, int place);
void lens_atlas_chart_tell_pointed_at (LensAtlasChart *self);

G_END_DECLS
