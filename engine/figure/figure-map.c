/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-private.h"

#include <math.h>

/* A map over its input. The input turns grey, so that the map is the only colour; nothing between cells is smoothed. */

#define GREY_DARKEST 0.27 /* of white: both colours stand out against all greys between these */
#define GREY_LIGHTEST 0.92
#define OUTLINE_FROM 0.4 /* of the scale */

const DermColor derm_figure_for = { 0xa0 / 255.0, 0x3c / 255.0, 0xc8 / 255.0, 1 };
const DermColor derm_figure_against = { 0x3f / 255.0, 0x9a / 255.0, 0x2c / 255.0, 1 };

static void
draw_grey (cairo_t *cr, DermInput *input, const cairo_rectangle_t *box)
{
  int width = derm_input_get_width (input), height = derm_input_get_height (input);
  const guint8 *rgb = derm_input_get_rgb (input);
  gsize n = (gsize) width * (gsize) height;
  g_autofree guint8 *grey = g_malloc (3 * n);

  for (gsize i = 0; i < n; i++)
    {
      double light = (0.299 * rgb[3 * i] + 0.587 * rgb[3 * i + 1] + 0.114 * rgb[3 * i + 2]) / 255; /* ITU-R BT.601 */

      grey[3 * i] = grey[3 * i + 1] = grey[3 * i + 2]
          = (guint8) lround (255 * (GREY_DARKEST + light * (GREY_LIGHTEST - GREY_DARKEST)));
    }
  derm_figure_pixels (cr, grey, width, height, box);
}

/* A map as it is drawn into a box. */
typedef struct {
  cairo_t *cr;
  DermExplanation *explanation;
  double scale;
  int columns, rows;
  double cell_width, cell_height;
} Map;

static double
part_at (const Map *map, int x, int y)
{
  return CLAMP ((double) derm_explanation_get_value (map->explanation, x, y) / map->scale, -1, 1);
}

static void
draw_cells (const Map *map, double opacity)
{
  for (int y = 0; y < map->rows; y++)
    for (int x = 0; x < map->columns; x++)
      {
        double part = part_at (map, x, y);
        DermColor color = part > 0 ? derm_figure_for : derm_figure_against;

        color.a = opacity * fabs (part);
        if (color.a < 1 / 512.0)
          continue;
        cairo_rectangle (map->cr, x * map->cell_width, y * map->cell_height, map->cell_width, map->cell_height);
        derm_figure_set_color (map->cr, &color, 1);
        cairo_fill (map->cr);
      }
}

static gboolean
is_inside (const Map *map, int x, int y, int sign)
{
  return x >= 0 && x < map->columns && y >= 0 && y < map->rows && sign * part_at (map, x, y) >= OUTLINE_FROM;
}

/* The edges of what is strong with that sign. */
static void
path_outline (const Map *map, int sign)
{
  for (int y = 0; y <= map->rows; y++)
    for (int x = 0; x <= map->columns; x++)
      {
        if (is_inside (map, x, y, sign) != is_inside (map, x, y - 1, sign))
          {
            cairo_move_to (map->cr, x * map->cell_width, y * map->cell_height);
            cairo_line_to (map->cr, (x + 1) * map->cell_width, y * map->cell_height);
          }
        if (is_inside (map, x, y, sign) != is_inside (map, x - 1, y, sign))
          {
            cairo_move_to (map->cr, x * map->cell_width, y * map->cell_height);
            cairo_line_to (map->cr, x * map->cell_width, (y + 1) * map->cell_height);
          }
      }
}

/* Dark on light, to be seen on every grey. */
static void
draw_outline (const Map *map, int sign)
{
  const double dashes[] = { 4, 3 };

  cairo_save (map->cr);
  cairo_set_line_cap (map->cr, sign > 0 ? CAIRO_LINE_CAP_SQUARE : CAIRO_LINE_CAP_BUTT);
  if (sign < 0)
    cairo_set_dash (map->cr, dashes, G_N_ELEMENTS (dashes), 0);
  path_outline (map, sign);
  cairo_set_source_rgba (map->cr, 1, 1, 1, 0.8);
  cairo_set_line_width (map->cr, 3);
  cairo_stroke_preserve (map->cr);
  cairo_set_source_rgb (map->cr, 0.1, 0.1, 0.1);
  cairo_set_line_width (map->cr, 1.25);
  cairo_stroke (map->cr);
  cairo_restore (map->cr);
}

void
derm_figure_map (cairo_t *cr, DermExplanation *explanation, double scale, double opacity, double width, double height)
{
  const cairo_rectangle_t box = { 0, 0, width, height };
  Map map;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (DERM_IS_EXPLANATION (explanation));
  g_return_if_fail (isfinite (width) && isfinite (height) && isfinite (scale));
  g_return_if_fail (opacity >= 0 && opacity <= 1);

  if (width <= 0 || height <= 0)
    return;
  draw_grey (cr, derm_explanation_get_input (explanation), &box);
  if (!(scale > 0) || opacity == 0)
    return;
  map = (Map){
    cr, explanation, scale, derm_explanation_get_width (explanation), derm_explanation_get_height (explanation), 0, 0
  };
  map.cell_width = width / map.columns;
  map.cell_height = height / map.rows;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE); /* no seams between cells */
  draw_cells (&map, opacity);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  draw_outline (&map, -1);
  draw_outline (&map, 1);
  cairo_restore (cr);
}
