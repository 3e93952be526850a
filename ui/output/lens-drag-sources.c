/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-drag-sources.h"

#include "lens-drag.h"

typedef struct {
  LensDragFunc prepare;
  LensSession *session; /* owned */
} Source;

static void
source_free (gpointer data, GClosure *closure)
{
  Source *source = data;

  g_object_unref (source->session);
  g_free (source);
}

static GdkContentProvider *
on_prepare (GtkDragSource *controller, double x, double y, Source *source)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  g_autoptr (GdkPaintable) icon = NULL;
  GdkContentProvider *content = source->prepare (widget, x, y, source->session, &icon);

  if (content != NULL && icon != NULL)
    gtk_drag_source_set_icon (controller, icon, 0, 0);

  return content;
}

void
lens_drag_source_add (GtkWidget *widget, LensDragFunc prepare, LensSession *session)
{
  GtkDragSource *controller = gtk_drag_source_new ();
  Source *source = g_new (Source, 1);

  *source = (Source){ prepare, g_object_ref (session) };
  g_signal_connect_data (controller, "prepare", G_CALLBACK (on_prepare), source, source_free, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (controller));
}

static GdkPaintable *
dup_thumbnail (LensItem *item)
{
  GdkPaintable *thumbnail = lens_item_get_thumbnail (item);

  return thumbnail != NULL ? g_object_ref (thumbnail) : NULL;
}

GdkContentProvider *
lens_drag_shown_image (GtkWidget *widget, double x, double y, LensSession *session, GdkPaintable **icon)
{
  LensShown *shown = lens_session_get_shown (session);

  if (lens_shown_get_image (shown) == NULL)
    return NULL;
  *icon = dup_thumbnail (lens_shown_get_item (shown));

  return lens_drag_image (lens_shown_get_item (shown), lens_shown_get_image (shown));
}

GdkContentProvider *
lens_drag_shown_input (GtkWidget *widget, double x, double y, LensSession *session, GdkPaintable **icon)
{
  DermInput *input = lens_shown_get_input (lens_session_get_shown (session));

  if (input == NULL)
    return NULL;
  *icon = gtk_widget_paintable_new (widget);

  return lens_drag_input (input);
}

GdkContentProvider *
lens_drag_shown_chart (GtkWidget *widget, double x, double y, LensSession *session, GdkPaintable **icon)
{
  LensShown *shown = lens_session_get_shown (session);

  if (lens_shown_get_prediction (shown) == NULL
      || lens_session_is_covered (session, lens_shown_get_prediction (shown)))
    return NULL;
  *icon = gtk_widget_paintable_new (widget);

  return lens_drag_chart (lens_shown_get_prediction (shown), lens_shown_get_truth_of_prediction (shown));
}

GdkContentProvider *
lens_drag_row (LensItem *item, LensSession *session, GdkPaintable **icon)
{
  g_autoptr (GPtrArray) items = lens_selection_list (lens_session_get_selection (session));

  if (!g_ptr_array_find (items, item, NULL))
    {
      g_ptr_array_set_size (items, 0);
      g_ptr_array_add (items, g_object_ref (item));
    }
  *icon = dup_thumbnail (item);

  return lens_drag_rows (items);
}
