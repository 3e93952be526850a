/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <graphene.h>

#include "lens-session.h"

G_BEGIN_DECLS

/**
 * LensPixelPlace:
 * @picture: all that is drawn: the input alone, or the original
 * @input: where the input lies, or the part of the original that it is made of
 * @cell_width: of a pixel of the input
 * @unit_width: of a pixel of what is painted on, which begins where @picture does
 *
 * Where things are in a widget that shows what is painted on, in its units.
 */
typedef struct {
  graphene_rect_t picture, input;
  double cell_width, cell_height;
  double unit_width, unit_height;
} LensPixelPlace;

/* original: turned as the recipe turns it; NULL if the input is shown by itself. FALSE if there is nothing to paint on.
 */
gboolean lens_pixel_place_find (LensSession *session, DermImage *original, int width, int height,
                                LensPixelPlace *place);
/* Which pixel of what is painted on is there; it may lie outside. */
void lens_pixel_place_find_pixel (const LensPixelPlace *place, double px, double py, int *x, int *y);
/* Where size × size of them from that one on lie. */
void lens_pixel_place_get_mark (const LensPixelPlace *place, int x, int y, int size, graphene_rect_t *box);
/* The same of pixels of the input. */
void lens_pixel_place_get_box (const LensPixelPlace *place, int x, int y, int size, graphene_rect_t *box);

G_END_DECLS
