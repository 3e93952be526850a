/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_CHART (lens_chart_get_type ())
G_DECLARE_FINAL_TYPE (LensChart, lens_chart, LENS, CHART, GtkWidget)

/* A square chart that grows with the text; to a screen reader a picture with what it shows as its label. */

typedef void (*LensChartDraw) (cairo_t *cr, double width, double height, const DermChartStyle *style, gpointer data);

/* data: borrowed; it outlives the chart. */
void lens_chart_set_draw (LensChart *self, LensChartDraw draw, gpointer data);
/* What it shows has changed; words: all of it. */
void lens_chart_update (LensChart *self, const char *words);

G_END_DECLS
