/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edited-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-flow.h"
#include "lens-raster.h"

#define SIDE 102      /* widget units of the longer side */
#define DARKEST 69    /* of the grey where nothing has changed, … */
#define BRIGHTEST 235 /* … so that colours stand out on it */

struct _LensEditedView {
  GtkWidget parent_instance;

  /* template */
  GtkPicture *before_picture;
  GtkPicture *now_picture;
  GtkPicture *changed_picture;

  DermInput *before, *now; /* owned; or NULL */
};

G_DEFINE_FINAL_TYPE (LensEditedView, lens_edited_view, GTK_TYPE_WIDGET)

/* Three of them stand side by side, also in a narrow window. */
static void
show (GtkPicture *picture, const guint8 *rgb, int width, int height)
{
  double zoom = (double) SIDE / MAX (width, height);
  const LensRasterImage image = { rgb, width, height, zoom, TRUE };
  const LensRasterPart part = { 0, 0, MAX (1, (int) (zoom * width)), MAX (1, (int) (zoom * height)) };
  g_autoptr (GdkTexture) texture = lens_raster_new_texture (&image, &part);

  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

static void
show_changed (LensEditedView *self, int width, int height)
{
  const guint8 *before = derm_input_get_rgb (self->before), *now = derm_input_get_rgb (self->now);
  gsize n = (gsize) 3 * (gsize) width * (gsize) height;
  g_autofree guint8 *rgb = g_memdup2 (now, n);

  for (gsize i = 0; i < n; i += 3)
    if (memcmp (before + i, now + i, 3) == 0)
      {
        int grey = (299 * now[i] + 587 * now[i + 1] + 114 * now[i + 2]) / 1000;

        memset (rgb + i, DARKEST + grey * (BRIGHTEST - DARKEST) / 255, 3);
      }
  show (self->changed_picture, rgb, width, height);
}

void
lens_edited_view_set (LensEditedView *self, DermInput *untouched, DermInput *now, const char *words)
{
  gboolean is_new_before, is_new_now;
  int width, height;

  g_return_if_fail (LENS_IS_EDITED_VIEW (self));

  is_new_before = g_set_object (&self->before, untouched);
  is_new_now = g_set_object (&self->now, now);
  gtk_picture_set_alternative_text (self->changed_picture, words);
  if (untouched == NULL || now == NULL || (!is_new_before && !is_new_now))
    return;

  width = derm_input_get_width (untouched);
  height = derm_input_get_height (untouched);
  if (is_new_before)
    show (self->before_picture, derm_input_get_rgb (untouched), width, height);
  show (self->now_picture, derm_input_get_rgb (now), width, height);
  show_changed (self, width, height);
}

static void
lens_edited_view_dispose (GObject *object)
{
  LensEditedView *self = LENS_EDITED_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->before);
  g_clear_object (&self->now);

  G_OBJECT_CLASS (lens_edited_view_parent_class)->dispose (object);
}

static void
lens_edited_view_class_init (LensEditedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_edited_view_dispose;
  g_type_ensure (LENS_TYPE_FLOW);
  gtk_widget_class_set_css_name (widget_class, "lens-edited-view");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-edited-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEditedView, before_picture);
  gtk_widget_class_bind_template_child (widget_class, LensEditedView, now_picture);
  gtk_widget_class_bind_template_child (widget_class, LensEditedView, changed_picture);
}

static void
lens_edited_view_init (LensEditedView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_picture_set_alternative_text (self->before_picture, _ ("Untouched"));
  gtk_picture_set_alternative_text (self->now_picture, _ ("Now"));
}
