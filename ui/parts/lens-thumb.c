/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-thumb.h"

#include "lens-cover.h"

#define CORNER 4 /* as in style.css */

struct _LensThumb {
  GtkWidget parent_instance;

  GdkPaintable *paintable; /* owned */
  GdkTexture *cover;       /* owned */
};

G_DEFINE_FINAL_TYPE (LensThumb, lens_thumb, GTK_TYPE_WIDGET)

static void
lens_thumb_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensThumb *self = LENS_THUMB (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->paintable != NULL)
    lens_cover_snapshot (&self->cover, self->paintable, widget, snapshot,
                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), CORNER);
}

static void
lens_thumb_dispose (GObject *object)
{
  g_clear_object (&LENS_THUMB (object)->cover);
  g_clear_object (&LENS_THUMB (object)->paintable);

  G_OBJECT_CLASS (lens_thumb_parent_class)->dispose (object);
}

static void
lens_thumb_class_init (LensThumbClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_thumb_dispose;
  widget_class->snapshot = lens_thumb_snapshot;

  /* The name beside it says all there is to say. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "lens-thumb");
}

static void
lens_thumb_init (LensThumb *self)
{
}

GtkWidget *
lens_thumb_new (int width, int height)
{
  return g_object_new (LENS_TYPE_THUMB, "width-request", width, "height-request", height, NULL);
}

void
lens_thumb_set_paintable (LensThumb *self, GdkPaintable *paintable)
{
  g_return_if_fail (LENS_IS_THUMB (self));

  if (!g_set_object (&self->paintable, paintable))
    return;

  g_clear_object (&self->cover);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
