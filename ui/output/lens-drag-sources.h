/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

/**
 * LensDragFunc:
 * @icon: (out) (transfer full): what is seen under the pointer; may be left %NULL
 *
 * Returns: (transfer full) (nullable): what is dragged; %NULL: nothing is there
 */
typedef GdkContentProvider *(*LensDragFunc) (GtkWidget *widget, double x, double y, LensSession *session,
                                             GdkPaintable **icon);

/* What can be dragged out of a widget. */
void lens_drag_source_add (GtkWidget *widget, LensDragFunc prepare, LensSession *session);

/* The network's input and the chart of what is on screen, by a picture of the widget. */
GdkContentProvider *lens_drag_shown_input (GtkWidget *widget, double x, double y, LensSession *session,
                                           GdkPaintable **icon);
GdkContentProvider *lens_drag_shown_chart (GtkWidget *widget, double x, double y, LensSession *session,
                                           GdkPaintable **icon);
/* The image on screen, by its thumbnail. */
GdkContentProvider *lens_drag_shown_image (GtkWidget *widget, double x, double y, LensSession *session,
                                           GdkPaintable **icon);
/* (transfer full) Of a row: all of the selection if it belongs to it. */
GdkContentProvider *lens_drag_row (LensItem *item, LensSession *session, GdkPaintable **icon);

G_END_DECLS
