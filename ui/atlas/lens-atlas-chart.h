/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_CHART (lens_atlas_chart_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasChart, lens_atlas_chart, LENS, ATLAS_CHART, GtkWidget)

/* The images as points, each with the mark of its class: filled where the list shows the image, else hollow. A click
 * selects the image; what is drawn around images becomes a filter of the list; with the other tool the map is moved.
 * The wheel enlarges it.
 *
 * Signal "pointed-at" (int): the pointer rests on the image of that place, or on none (-1). */

/* Once. */
void lens_atlas_chart_set_session (LensAtlasChart *self, LensSession *session);
/* Where the image of that place lies in the widget; FALSE if it is not seen. */
gboolean lens_atlas_chart_find_point (LensAtlasChart *self, int place, graphene_point_t *point);
/* The image that is drawn at that point or near it; -1: none. */
int lens_atlas_chart_find_at (LensAtlasChart *self, double x, double y);
/* Where the line around the chosen images ends at the top; FALSE if there is no line. */
gboolean lens_atlas_chart_find_lasso (LensAtlasChart *self, graphene_rect_t *place);
/* Points in that part of the widget. */
guint lens_atlas_chart_count_points (LensAtlasChart *self, const graphene_rect_t *part);
/* By that much; 0: all of it is seen. */
void lens_atlas_chart_zoom (LensAtlasChart *self, double factor);
/* The cursor of the keys goes to the nearest image that way; -1 up. */
void lens_atlas_chart_move_cursor (LensAtlasChart *self, int dx, int dy);
/* (transfer none) What gets the focus. */
GtkWidget *lens_atlas_chart_get_cell (LensAtlasChart *self);

G_END_DECLS
