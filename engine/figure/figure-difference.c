/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-private.h"

#include <math.h>
#include <stdlib.h>

/* Points of matplotlib's "inferno" at equal distances: its lightness grows evenly, so that it reads in grey too. */
static const guint8 scale[][3] = { { 0, 0, 4 },     { 31, 12, 72 },   { 85, 15, 109 },  { 136, 34, 106 }, { 186, 54, 85 },
                                   { 227, 89, 51 }, { 249, 140, 10 }, { 249, 201, 50 }, { 252, 255, 164 } };

DermColor
derm_figure_difference_color (double part)
{
  const int last = G_N_ELEMENTS (scale) - 1;
  double at = part > 0 ? MIN (part, 1) * last : 0; /* 0 for what is no number, too */
  int i = MIN ((int)at, last - 1);
  double rgb[3];

  for (int c = 0; c < 3; c++)
    rgb[c] = (scale[i][c] + (at - i) * (scale[i + 1][c] - scale[i][c])) / 255;
  return (DermColor){ rgb[0], rgb[1], rgb[2], 1 };
}

void
derm_figure_input_difference (cairo_t *cr, DermInput *input, DermInput *base, double largest, double width,
                              double height)
{
  const cairo_rectangle_t box = { 0, 0, width, height };
  g_autofree guint8 *rgb = NULL;
  const guint8 *a, *b;
  gsize n;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (isfinite (width) && isfinite (height));
  g_return_if_fail (DERM_IS_INPUT (input));
  g_return_if_fail (DERM_IS_INPUT (base));
  g_return_if_fail (derm_input_get_width (input) == derm_input_get_width (base));
  g_return_if_fail (derm_input_get_height (input) == derm_input_get_height (base));
  g_return_if_fail (largest > 0);

  if (width <= 0 || height <= 0)
    return;
  n = (gsize)derm_input_get_width (input) * derm_input_get_height (input);
  a = derm_input_get_rgb (input);
  b = derm_input_get_rgb (base);
  rgb = g_malloc (3 * n);
  for (gsize i = 0; i < 3 * n; i += 3)
    {
      double difference = (abs (a[i] - b[i]) + abs (a[i + 1] - b[i + 1]) + abs (a[i + 2] - b[i + 2])) / 3.0;
      DermColor color = derm_figure_difference_color (difference / largest);

      rgb[i] = (guint8)lround (color.r * 255);
      rgb[i + 1] = (guint8)lround (color.g * 255);
      rgb[i + 2] = (guint8)lround (color.b * 255);
    }
  derm_figure_pixels (cr, rgb, derm_input_get_width (input), derm_input_get_height (input), &box);
}
