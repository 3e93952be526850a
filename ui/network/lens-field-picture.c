/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-field-picture.h"

#include <math.h>

#include "lens-raster.h"

#define HEIGHT 112
#define MAX_ASPECT 1.6 /* of wider images the width is kept */

struct _LensFieldPicture {
  GtkWidget parent_instance;

  DermImage *image;    /* owned, or NULL */
  GdkTexture *texture; /* owned; of its size here */
  LensLayer *layer;    /* owned, or NULL */
  double crop[4];
  int height;
};

G_DEFINE_FINAL_TYPE (LensFieldPicture, lens_field_picture, GTK_TYPE_WIDGET)

static void
get_size (LensFieldPicture *self, int *width, int *height)
{
  double aspect = 1;

  if (self->image != NULL)
    aspect = (double) derm_image_get_width (self->image) / derm_image_get_height (self->image);
  *height = aspect > MAX_ASPECT ? MAX (1, (int) (self->height * MAX_ASPECT / aspect)) : self->height;
  *width = MAX (1, (int) round (*height * aspect));
}

static GdkTexture *
make_texture (LensFieldPicture *self, int width, int height)
{
  const int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const int wide = width * factor, high = height * factor;
  const LensRasterImage image
      = { g_bytes_get_data (derm_image_get_pixels (self->image), NULL), derm_image_get_width (self->image),
          derm_image_get_height (self->image), (double) wide / derm_image_get_width (self->image), FALSE };

  return lens_raster_new_texture (&image, &(LensRasterPart){ 0, 0, wide, high });
}

static void
lens_field_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensFieldPicture *self = LENS_FIELD_PICTURE (widget);
  int width, height;

  if (self->image == NULL)
    return;
  get_size (self, &width, &height);
  if (self->texture == NULL || gdk_texture_get_width (self->texture) != width * gtk_widget_get_scale_factor (widget))
    {
      g_clear_object (&self->texture);
      self->texture = make_texture (self, width, height);
    }
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  lens_layer_snapshot (self->layer, snapshot,
                       &GRAPHENE_RECT_INIT ((float) (width * self->crop[0]), (float) (height * self->crop[1]),
                                            (float) (width * (self->crop[2] - self->crop[0])),
                                            (float) (height * (self->crop[3] - self->crop[1]))));
  gtk_snapshot_pop (snapshot);
}

static void
lens_field_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  int width, height;

  get_size (LENS_FIELD_PICTURE (widget), &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height;
}

static void
lens_field_picture_dispose (GObject *object)
{
  LensFieldPicture *self = LENS_FIELD_PICTURE (object);

  lens_layer_put (&self->layer, NULL, GTK_WIDGET (self));
  g_clear_object (&self->texture);
  g_clear_object (&self->image);

  G_OBJECT_CLASS (lens_field_picture_parent_class)->dispose (object);
}

static void
lens_field_picture_class_init (LensFieldPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_field_picture_dispose;
  widget_class->snapshot = lens_field_picture_snapshot;
  widget_class->measure = lens_field_picture_measure;
  gtk_widget_class_set_css_name (widget_class, "lens-field-picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lens_field_picture_init (LensFieldPicture *self)
{
  self->height = HEIGHT;
  self->crop[2] = self->crop[3] = 1;
}

void
lens_field_picture_set_layer (LensFieldPicture *self, LensLayer *layer)
{
  g_return_if_fail (LENS_IS_FIELD_PICTURE (self));

  lens_layer_put (&self->layer, layer, GTK_WIDGET (self));
}

void
lens_field_picture_set_image (LensFieldPicture *self, DermImage *image, const double *crop)
{
  g_return_if_fail (LENS_IS_FIELD_PICTURE (self));

  if (g_set_object (&self->image, image))
    g_clear_object (&self->texture);
  for (int i = 0; i < 4; i++)
    self->crop[i] = crop != NULL ? crop[i] : i < 2 ? 0 : 1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lens_field_picture_set_height (LensFieldPicture *self, int height)
{
  g_return_if_fail (LENS_IS_FIELD_PICTURE (self));

  if (height == self->height)
    return;
  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
