/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-cropper.h"
#include "lens-layer.h"

G_BEGIN_DECLS

#define LENS_TYPE_PICTURE (lens_picture_get_type ())
G_DECLARE_FINAL_TYPE (LensPicture, lens_picture, LENS, PICTURE, GtkWidget)

/* The original on its neutral ground: fits, zooms about a point, is dragged. Emits "view-changed" when the zoom is
 * another, and "pointed-at" (int x, int y) with the image pixel under the pointer, -1 when there is none. */

/* The same part of it is seen as of the image before, as large: what fits goes on to fit. */
void lens_picture_set_image (LensPicture *self, DermImage *image, const double *crop);
DermImage *lens_picture_get_image (LensPicture *self);
LensCropper *lens_picture_get_cropper (LensPicture *self);
/* Whether pixels are squares from 200 % on; smooth otherwise. */
void lens_picture_set_crisp (LensPicture *self, gboolean is_crisp);

/* What is drawn over the part of the image that the network gets; or NULL. */
void lens_picture_set_layer (LensPicture *self, LensLayer *layer);
/* Where that part lies in the widget; FALSE without an image. */
gboolean lens_picture_get_place (LensPicture *self, graphene_rect_t *place);

/* Screen pixels per image pixel. */
double lens_picture_get_zoom (LensPicture *self);
gboolean lens_picture_is_fit (LensPicture *self);
void lens_picture_fit (LensPicture *self);
void lens_picture_zoom_to (LensPicture *self, double zoom);
void lens_picture_zoom_by (LensPicture *self, double factor);
void lens_picture_pan (LensPicture *self, double dx, double dy);

/**
 * LensPictureView:
 * @zoom: 1 for the zoom at which the image fits
 * @x: what stands in the middle, as a fraction of the image's width
 * @y: likewise of its height
 *
 * Which part of the image is seen, so that a picture of another size can show the same.
 */
typedef struct {
  gboolean is_fit;
  double zoom, x, y;
} LensPictureView;

void lens_picture_get_view (LensPicture *self, LensPictureView *view);
void lens_picture_set_view (LensPicture *self, const LensPictureView *view);

G_END_DECLS
