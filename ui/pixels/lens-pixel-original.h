/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The original on screen, in tiles: of a stroke only those are drawn anew that it comes to. */
typedef struct _LensPixelOriginal LensPixelOriginal;

LensPixelOriginal *lens_pixel_original_new (void);
void lens_pixel_original_free (LensPixelOriginal *self);

/**
 * lens_pixel_original_invalidate:
 * @part: (nullable): pixels of the original that are others; %NULL for all
 */
void lens_pixel_original_invalidate (LensPixelOriginal *self, const GdkRectangle *part);

/**
 * lens_pixel_original_snapshot:
 * @rgb: of the original, as large as it is now
 * @place: where it is drawn; its origin in whole widget units
 * @factor: of the widget's scale
 */
void lens_pixel_original_snapshot (LensPixelOriginal *self, GtkSnapshot *snapshot, const guint8 *rgb,
                                   const GdkRectangle *size, const graphene_rect_t *place, int factor);

G_END_DECLS
