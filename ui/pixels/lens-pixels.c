/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixels.h"

struct _LensPixels {
  GtkWidget parent_instance;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensPixels, lens_pixels, GTK_TYPE_WIDGET)

static void
lens_pixels_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_PIXELS (object)->session);

  G_OBJECT_CLASS (lens_pixels_parent_class)->dispose (object);
}

static void
lens_pixels_class_init (LensPixelsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_pixels_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-pixels");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lens_pixels_init (LensPixels *self)
{
}

void
lens_pixels_set_session (LensPixels *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_PIXELS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

GtkWidget *
lens_pixels_get_controls (LensPixels *self)
{
  g_return_val_if_fail (LENS_IS_PIXELS (self), NULL);

  return NULL;
}

void
lens_pixels_set_narrow (LensPixels *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_PIXELS (self));
}
