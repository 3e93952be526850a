/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-picture-private.h"

#include <math.h>

#include "lens-raster.h"
#include "lens-theme.h"

#define MARGIN 32.0 /* around an image that fits, where there is room for it */
#define MAX_ZOOM 64.0
#define CORNER 2.0

static const LensPictureView view_of_all = { TRUE, 1.0, 0.5, 0.5 };

G_DEFINE_FINAL_TYPE (LensPicture, lens_picture, GTK_TYPE_WIDGET)

enum { VIEW_CHANGED, POINTED_AT, N_SIGNALS };

static guint signals[N_SIGNALS];

double
lens_picture_get_scale (LensPicture *self)
{
  return self->zoom / gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static double
get_fit_zoom (LensPicture *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double margin = MIN (MARGIN, MIN (width, height) / 20.0);
  double scale = MIN ((width - 2 * margin) / derm_image_get_width (self->image),
                      (height - 2 * margin) / derm_image_get_height (self->image));

  return CLAMP (scale * gtk_widget_get_scale_factor (GTK_WIDGET (self)), 1e-4, MAX_ZOOM);
}

/* An image that is smaller than the widget stays in its middle; a larger one leaves no gap at an edge. */
static double
clamp_middle (double middle, double image_size, double view_size)
{
  if (image_size <= view_size)
    return image_size / 2.0;

  return CLAMP (middle, view_size / 2.0, image_size - view_size / 2.0);
}

void
lens_picture_point_at (LensPicture *self)
{
  double scale = lens_picture_get_scale (self);
  int x = -1, y = -1;

  if (self->image != NULL && self->pointer_x >= 0.0)
    {
      double u = self->x + (self->pointer_x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0) / scale;
      double v = self->y + (self->pointer_y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0) / scale;

      if (u >= 0.0 && v >= 0.0 && u < derm_image_get_width (self->image) && v < derm_image_get_height (self->image))
        {
          x = (int) u;
          y = (int) v;
        }
    }

  g_signal_emit (self, signals[POINTED_AT], 0, x, y);
}

static void
place_cropper (LensPicture *self)
{
  double scale = lens_picture_get_scale (self);

  lens_cropper_set_view (self->cropper, scale, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - self->x * scale,
                         gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - self->y * scale);
}

static void
update_geometry (LensPicture *self)
{
  double scale;

  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  if (self->image != NULL && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    {
      if (self->is_fit)
        self->zoom = get_fit_zoom (self);
      scale = lens_picture_get_scale (self);
      self->x = clamp_middle (self->x, derm_image_get_width (self->image),
                              gtk_widget_get_width (GTK_WIDGET (self)) / scale);
      self->y = clamp_middle (self->y, derm_image_get_height (self->image),
                              gtk_widget_get_height (GTK_WIDGET (self)) / scale);
      place_cropper (self);
    }
}

static void
announce_view (LensPicture *self)
{
  g_clear_handle_id (&self->announce_id, g_source_remove);
  lens_picture_point_at (self);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static gboolean
on_announce (gpointer user_data)
{
  LensPicture *self = user_data;

  self->announce_id = 0;
  announce_view (self);

  return G_SOURCE_REMOVE;
}

void
lens_picture_update_view (LensPicture *self)
{
  update_geometry (self);
  announce_view (self);
}

void
lens_picture_zoom_about (LensPicture *self, double zoom, double px, double py)
{
  double before, after;

  if (self->image == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;

  before = lens_picture_get_scale (self);
  self->zoom = CLAMP (zoom, MIN (get_fit_zoom (self), 0.05), MAX_ZOOM);
  after = lens_picture_get_scale (self);
  self->is_fit = FALSE;

  px -= gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  py -= gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  self->x += px / before - px / after;
  self->y += py / before - py / after;

  lens_picture_update_view (self);
}

/* Draws the visible part once, in screen pixels; moving the pointer over it then costs nothing. */
static void
make_texture (LensPicture *self)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self)) * factor;
  int height = gtk_widget_get_height (GTK_WIDGET (self)) * factor;
  int left = (int) round (width / 2.0 - self->x * self->zoom);
  int top = (int) round (height / 2.0 - self->y * self->zoom);
  int right = left + MAX (1, (int) round (derm_image_get_width (self->image) * self->zoom));
  int bottom = top + MAX (1, (int) round (derm_image_get_height (self->image) * self->zoom));
  int x0 = MAX (left, 0), y0 = MAX (top, 0), x1 = MIN (right, width), y1 = MIN (bottom, height);

  if (x1 <= x0 || y1 <= y0)
    return;

  self->texture = lens_raster_new_texture (
      &(LensRasterImage){ g_bytes_get_data (derm_image_get_pixels (self->image), NULL),
                          derm_image_get_width (self->image), derm_image_get_height (self->image), self->zoom,
                          !self->is_smooth },
      &(LensRasterPart){ x0 - left, y0 - top, x1 - x0, y1 - y0 });
  graphene_rect_init (&self->texture_at, (float) x0 / factor, (float) y0 / factor, (float) (x1 - x0) / factor,
                      (float) (y1 - y0) / factor);
}

static void
lens_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensPicture *self = LENS_PICTURE (widget);
  float grey = lens_theme_is_dark (widget) ? 0.08f : 0.72f; /* neutral, so that it does not tint what stands on it */
  const GdkRGBA ground = { grey, grey, grey, 1 };
  GskRoundedRect outline;
  graphene_rect_t place;

  gtk_snapshot_append_color (snapshot, &ground,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  if (self->image == NULL)
    return;
  if (self->texture == NULL)
    make_texture (self);
  if (self->texture == NULL)
    return;

  gsk_rounded_rect_init_from_rect (&outline, &self->texture_at, CORNER);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  lens_layer_push_grey (self->layer, snapshot);
  gtk_snapshot_append_texture (snapshot, self->texture, &self->texture_at);
  lens_layer_pop_grey (self->layer, snapshot);
  if (lens_picture_get_place (self, &place))
    lens_layer_snapshot (self->layer, snapshot, &place);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->cropper), snapshot);
}

static void
lens_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 320;
}

static void
lens_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensPicture *self = LENS_PICTURE (widget);

  update_geometry (self);
  gtk_widget_measure (GTK_WIDGET (self->cropper), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->cropper), &(GtkAllocation){ 0, 0, width, height }, -1);
  /* Who listens may change labels: not in the middle of a layout. */
  if (self->announce_id == 0)
    self->announce_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_announce, self, NULL);
}

static void
lens_picture_dispose (GObject *object)
{
  LensPicture *self = LENS_PICTURE (object);

  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_object (&self->texture);
  g_clear_object (&self->image);
  lens_layer_put (&self->layer, NULL, GTK_WIDGET (self));
  if (self->cropper != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->cropper));
  self->cropper = NULL;

  G_OBJECT_CLASS (lens_picture_parent_class)->dispose (object);
}

static void
lens_picture_class_init (LensPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_picture_dispose;
  widget_class->snapshot = lens_picture_snapshot;
  widget_class->measure = lens_picture_measure;
  widget_class->size_allocate = lens_picture_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "lens-picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
  signals[POINTED_AT] = g_signal_new ("pointed-at", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
lens_picture_init (LensPicture *self)
{
  self->zoom = 1.0;
  self->is_fit = TRUE;
  self->view = view_of_all;
  self->pointer_x = self->pointer_y = -1.0;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->cropper = g_object_new (LENS_TYPE_CROPPER, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->cropper), GTK_WIDGET (self));
  lens_picture_add_gestures (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (lens_picture_update_view), NULL);
}

void
lens_picture_set_image (LensPicture *self, DermImage *image, const double *crop)
{
  int width = image != NULL ? derm_image_get_width (image) : 0;
  int height = image != NULL ? derm_image_get_height (image) : 0;
  LensCrop pixels;

  g_return_if_fail (LENS_IS_PICTURE (self));

  if (image != NULL && crop != NULL)
    pixels = lens_crop_from_fractions (crop, width, height);
  self->part = image != NULL && crop != NULL ? pixels : (LensCrop){ 0, 0, width, height };
  if (self->image != NULL)
    lens_picture_get_view (self, &self->view);
  lens_cropper_set (self->cropper, width, height, image != NULL && crop != NULL ? &pixels : NULL);
  g_set_object (&self->image, image);
  lens_picture_set_view (self, &self->view);
}

void
lens_picture_set_layer (LensPicture *self, LensLayer *layer)
{
  g_return_if_fail (LENS_IS_PICTURE (self));

  lens_layer_put (&self->layer, layer, GTK_WIDGET (self));
}

gboolean
lens_picture_get_place (LensPicture *self, graphene_rect_t *place)
{
  double scale = lens_picture_get_scale (self);

  g_return_val_if_fail (LENS_IS_PICTURE (self), FALSE);

  graphene_rect_init (place,
                      (float) (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 + (self->part.x - self->x) * scale),
                      (float) (gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 + (self->part.y - self->y) * scale),
                      (float) (self->part.width * scale), (float) (self->part.height * scale));

  return self->image != NULL;
}

LensCropper *
lens_picture_get_cropper (LensPicture *self)
{
  return self->cropper;
}

void
lens_picture_set_crisp (LensPicture *self, gboolean is_crisp)
{
  g_return_if_fail (LENS_IS_PICTURE (self));

  self->is_smooth = !is_crisp;
  lens_picture_update_view (self);
}

DermImage *
lens_picture_get_image (LensPicture *self)
{
  return self->image;
}

double
lens_picture_get_zoom (LensPicture *self)
{
  return self->zoom;
}

gboolean
lens_picture_is_fit (LensPicture *self)
{
  return self->is_fit;
}

void
lens_picture_fit (LensPicture *self)
{
  self->view = view_of_all;
  lens_picture_set_view (self, &view_of_all);
}

void
lens_picture_zoom_to (LensPicture *self, double zoom)
{
  lens_picture_zoom_about (self, zoom, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                           gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
lens_picture_zoom_by (LensPicture *self, double factor)
{
  lens_picture_zoom_to (self, self->zoom * factor);
}

void
lens_picture_pan (LensPicture *self, double dx, double dy)
{
  if (self->image == NULL)
    return;

  self->x += dx / lens_picture_get_scale (self);
  self->y += dy / lens_picture_get_scale (self);
  lens_picture_update_view (self);
}

void
lens_picture_get_view (LensPicture *self, LensPictureView *view)
{
  g_return_if_fail (LENS_IS_PICTURE (self));
  g_return_if_fail (view != NULL);

  *view = view_of_all;
  if (self->image == NULL || self->is_fit || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;

  view->is_fit = FALSE;
  view->zoom = self->zoom / get_fit_zoom (self);
  view->x = self->x / derm_image_get_width (self->image);
  view->y = self->y / derm_image_get_height (self->image);
}

void
lens_picture_set_view (LensPicture *self, const LensPictureView *view)
{
  g_return_if_fail (LENS_IS_PICTURE (self));
  g_return_if_fail (view != NULL);

  self->is_fit = view->is_fit;
  if (self->image != NULL && !self->is_fit && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    {
      self->zoom = MIN (view->zoom * get_fit_zoom (self), MAX_ZOOM);
      self->x = view->x * derm_image_get_width (self->image);
      self->y = view->y * derm_image_get_height (self->image);
    }
  lens_picture_update_view (self);
}
