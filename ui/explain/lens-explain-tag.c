/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-tag.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-explained-words.h"
#include "lens-signed-map.h"

#define TAG_GAP 8.0f /* between a tag and its place */

void
lens_explain_tag_show (GtkLabel *tag, LensExplaining *explaining, gboolean is_for)
{
  DermExplanation *map = lens_explaining_get_map (explaining);
  double scale = lens_explaining_get_scale (explaining), value = 0.0;
  g_autofree char *number = NULL, *text = NULL;
  int x, y;

  if (map != NULL && !lens_explaining_is_flat (explaining))
    value = (double) derm_explanation_find_strongest (map, is_for, &x, &y);
  if (scale > 0.0 && fabs (value) >= LENS_SIGNED_MAP_STRONG * scale)
    {
      number = lens_explained_format (value, scale);
      /* TRANSLATORS: beside a place that speaks for or against a class; %s is a number with its sign */
      text = g_strdup_printf (is_for ? _ ("for %s") : _ ("against %s"), number);
    }
  gtk_label_set_text (tag, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (tag), text != NULL);
}

/* The last cell that is strong with the sign of that one, from there to the right or to the left. */
static int
find_edge (DermExplanation *map, double scale, int x, int y, int step)
{
  double least = LENS_SIGNED_MAP_STRONG * scale;
  float sign = derm_explanation_get_value (map, x, y) > 0 ? 1.0f : -1.0f;

  while (x + step >= 0 && x + step < derm_explanation_get_width (map)
         && (double) (sign * derm_explanation_get_value (map, x + step, y)) >= least)
    x += step;

  return x;
}

gboolean
lens_explain_tag_find_place (GtkLabel *tag, LensExplaining *explaining, gboolean is_for, LensPicture *picture,
                             GdkRectangle *place)
{
  DermExplanation *map = lens_explaining_get_map (explaining);
  double scale = lens_explaining_get_scale (explaining);
  graphene_rect_t input;
  int x, y, width, height;
  float column, row, left, right, end = (float) gtk_widget_get_width (GTK_WIDGET (picture));

  if (map == NULL || !lens_picture_get_place (picture, &input))
    return FALSE;
  derm_explanation_find_strongest (map, is_for, &x, &y);
  if (x < 0)
    return FALSE;
  gtk_widget_measure (GTK_WIDGET (tag), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (tag), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  column = input.size.width / (float) derm_explanation_get_width (map);
  row = input.size.height / (float) derm_explanation_get_height (map);
  left = input.origin.x + column * (float) find_edge (map, scale, x, y, -1) - TAG_GAP;
  right = input.origin.x + column * (float) (find_edge (map, scale, x, y, 1) + 1) + TAG_GAP;
  if (right + (float) width > end && left - (float) width < 0)
    right = input.origin.x + column * (float) (x + 1) + TAG_GAP; /* over the place, beside its strongest cell */
  place->x = (int) (right + (float) width <= end || left - (float) width < 0 ? right : left - (float) width);
  place->x = MIN (place->x, (int) end - width);
  place->x = MAX (place->x, 0);
  place->y = (int) (input.origin.y + row * ((float) y + 0.5f) - (float) height / 2.0f);
  place->width = width;
  place->height = height;

  return TRUE;
}

void
lens_explain_tag_part (GdkRectangle *place, const GdkRectangle *other, int height)
{
  GdkRectangle both;
  int below = other->y + other->height;

  if (gdk_rectangle_intersect (place, other, &both))
    place->y = below + place->height <= height ? below : other->y - place->height;
}
