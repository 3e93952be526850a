/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include "lens-drag.h"

/* What is dragged out of the window: the image while all of it is seen (else a drag moves it), the network's input, the
 * chart, rows of the list. */

static LensPicture *
picture (LensWindow *self)
{
  return lens_canvas_get_picture (self->canvas);
}

static void
set_icon (GtkDragSource *source, GdkPaintable *paintable)
{
  if (paintable != NULL)
    gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static GdkContentProvider *
on_drag_image (GtkDragSource *source, double x, double y, LensWindow *self)
{
  DermImage *image = lens_picture_get_image (picture (self));

  if (image == NULL || self->shown == NULL || !lens_picture_is_fit (picture (self)))
    return NULL;
  set_icon (source, lens_item_get_thumbnail (self->shown));

  return lens_drag_image (self->shown, image);
}

static GdkContentProvider *
on_drag_input (GtkDragSource *source, double x, double y, LensWindow *self)
{
  LensInputView *view = lens_result_get_input_view (self->result);
  g_autoptr (GdkPaintable) icon = NULL;

  if (lens_input_view_get_input (view) == NULL)
    return NULL;
  icon = gtk_widget_paintable_new (GTK_WIDGET (lens_input_view_get_grid (view)));
  set_icon (source, icon);

  return lens_drag_input (lens_input_view_get_input (view));
}

static GdkContentProvider *
on_drag_chart (GtkDragSource *source, double x, double y, LensWindow *self)
{
  LensBars *bars = lens_result_get_bars (self->result);
  g_autoptr (GdkPaintable) icon = NULL;

  if (lens_bars_get_prediction (bars) == NULL)
    return NULL;
  icon = gtk_widget_paintable_new (GTK_WIDGET (bars));
  set_icon (source, icon);

  return lens_drag_chart (lens_bars_get_prediction (bars),
                          self->shown != NULL ? lens_item_get_truth (self->shown) : NULL);
}

/* A row of the selection takes all of it along. */
static GdkContentProvider *
on_drag_row (GtkDragSource *source, double x, double y, LensWindow *self)
{
  LensItem *item = lens_strip_find_at (lens_browser_get_strip (self->browser), x, y);
  g_autoptr (GPtrArray) items = NULL;

  if (item == NULL)
    return NULL;
  items = lens_selection_list (self->selection);
  if (!g_ptr_array_find (items, item, NULL))
    {
      g_ptr_array_set_size (items, 0);
      g_ptr_array_add (items, g_object_ref (item));
    }
  set_icon (source, lens_item_get_thumbnail (item));

  return lens_drag_rows (items);
}

static void
add_source (LensWindow *self, GtkWidget *widget, GCallback on_prepare)
{
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect_object (source, "prepare", on_prepare, self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}

void
lens_window_install_drag (LensWindow *self)
{
  add_source (self, GTK_WIDGET (picture (self)), G_CALLBACK (on_drag_image));
  add_source (self, GTK_WIDGET (lens_input_view_get_grid (lens_result_get_input_view (self->result))),
              G_CALLBACK (on_drag_input));
  add_source (self, GTK_WIDGET (lens_result_get_bars (self->result)), G_CALLBACK (on_drag_chart));
  add_source (self, GTK_WIDGET (lens_browser_get_strip (self->browser)), G_CALLBACK (on_drag_row));
}
