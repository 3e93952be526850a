/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-picture.h"

G_BEGIN_DECLS

/* Shared by lens-picture.c (what is seen) and lens-picture-gestures.c (how it is moved by hand). */

struct _LensPicture {
  GtkWidget parent_instance;

  DermImage *image;     /* owned */
  LensCropper *cropper; /* borrowed child, as large as the picture */
  LensLayer *layer;     /* owned; or NULL */
  LensCrop part;        /* that the network gets, in pixels */

  double zoom; /* screen pixels per image pixel */
  double x, y; /* the image's point in the middle of the widget */
  gboolean is_fit;
  LensPictureView view; /* of the image before, while there is none */
  gboolean is_smooth;   /* also where a pixel is large enough to be a square */

  GdkTexture *texture; /* owned: what is on screen of the image, or NULL if that has changed */
  graphene_rect_t texture_at;

  double pointer_x, pointer_y; /* -1 while it is elsewhere */
  double drag_x, drag_y;       /* x and y when the drag began */
  double pinch_zoom;
  guint announce_id;
};

/* Image pixels to widget units: 100 % is one image pixel on one screen pixel. */
double lens_picture_get_scale (LensPicture *self);
/* The point of the image at px, py of the widget stays there. */
void lens_picture_zoom_about (LensPicture *self, double zoom, double px, double py);
/* To be called when zoom, x or y have been changed, which it puts right first. */
void lens_picture_update_view (LensPicture *self);
/* To be called when the pointer is elsewhere. */
void lens_picture_point_at (LensPicture *self);

void lens_picture_add_gestures (LensPicture *self);

G_END_DECLS
