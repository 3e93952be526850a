/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-place.h"

#include <math.h>

/* At a whole multiple of its size, so that all pixels are squares of one size. */
static void
place_input (LensEdits *edits, int width, int height, LensPixelPlace *place)
{
  int columns = lens_edits_get_width (edits), rows = lens_edits_get_height (edits);
  int size = MAX (1, MIN (width / columns, height / rows));

  graphene_rect_init (&place->input, (float) ((width - size * columns) / 2), (float) ((height - size * rows) / 2),
                      (float) (size * columns), (float) (size * rows));
  place->picture = place->input;
}

/* The original as large as fits; the input is made of its crop, or of all of it. */
static void
place_original (DermImage *image, DermRecipe *recipe, int width, int height, LensPixelPlace *place)
{
  const double *crop = derm_recipe_get_crop (recipe);
  double zoom = MIN ((double) width / derm_image_get_width (image), (double) height / derm_image_get_height (image));
  double full_width = MAX (1, floor (zoom * derm_image_get_width (image)));
  double full_height = MAX (1, floor (zoom * derm_image_get_height (image)));
  double left = floor ((width - full_width) / 2), top = floor ((height - full_height) / 2);

  graphene_rect_init (&place->picture, (float) left, (float) top, (float) full_width, (float) full_height);
  place->input = place->picture;
  if (crop != NULL)
    graphene_rect_init (&place->input, (float) (left + crop[0] * full_width), (float) (top + crop[1] * full_height),
                        (float) ((crop[2] - crop[0]) * full_width), (float) ((crop[3] - crop[1]) * full_height));
}

gboolean
lens_pixel_place_find (LensSession *session, DermImage *original, int width, int height, LensPixelPlace *place)
{
  LensEdits *edits = lens_session_get_edits (session);

  if (lens_edits_get_rgb (edits) == NULL)
    return FALSE;

  if (original != NULL)
    place_original (original, derm_input_get_recipe (lens_shown_get_input (lens_session_get_shown (session))), width,
                    height, place);
  else
    place_input (edits, width, height, place);
  place->cell_width = (double) place->input.size.width / lens_edits_get_width (edits);
  place->cell_height = (double) place->input.size.height / lens_edits_get_height (edits);
  place->unit_width
      = original != NULL ? (double) place->picture.size.width / derm_image_get_width (original) : place->cell_width;
  place->unit_height
      = original != NULL ? (double) place->picture.size.height / derm_image_get_height (original) : place->cell_height;

  return TRUE;
}

void
lens_pixel_place_find_pixel (const LensPixelPlace *place, double px, double py, int *x, int *y)
{
  *x = (int) floor ((px - (double) place->picture.origin.x) / place->unit_width);
  *y = (int) floor ((py - (double) place->picture.origin.y) / place->unit_height);
}

void
lens_pixel_place_get_mark (const LensPixelPlace *place, int x, int y, int size, graphene_rect_t *box)
{
  graphene_rect_init (box, (float) ((double) place->picture.origin.x + x * place->unit_width),
                      (float) ((double) place->picture.origin.y + y * place->unit_height),
                      (float) (size * place->unit_width), (float) (size * place->unit_height));
}

void
lens_pixel_place_get_box (const LensPixelPlace *place, int x, int y, int size, graphene_rect_t *box)
{
  graphene_rect_init (box, (float) ((double) place->input.origin.x + x * place->cell_width),
                      (float) ((double) place->input.origin.y + y * place->cell_height),
                      (float) (size * place->cell_width), (float) (size * place->cell_height));
}
