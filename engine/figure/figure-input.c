/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-private.h"

#include <math.h>

/* Viewers of PDF and SVG smooth what they enlarge, whatever the file says. With each pixel repeated, what they mix is
 * too small to see. */
static int
repeat_for (cairo_t *cr, int width, int height)
{
  switch (cairo_surface_get_type (cairo_get_target (cr)))
    {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_PS:
    case CAIRO_SURFACE_TYPE_SVG:
      return CLAMP (512 / MAX (width, height), 1, 16);
    default:
      return 1;
    }
}

void
derm_figure_pixels (cairo_t *cr, const guint8 *rgb, int width, int height, const cairo_rectangle_t *box)
{
  int times = repeat_for (cr, width, height);
  cairo_surface_t *surface = derm_figure_surface (rgb, width, height, times);

  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / (width * times), box->height / (height * times));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD); /* no faded outer edge */
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_channel (cairo_t *cr, DermInput *input, int channel, const cairo_rectangle_t *box)
{
  int width = derm_input_get_width (input), height = derm_input_get_height (input);
  gsize n = (gsize)width * height;
  const guint8 *rgb = derm_input_get_rgb (input);
  g_autofree guint8 *grey = g_malloc (3 * n);

  for (gsize i = 0; i < n; i++)
    grey[3 * i] = grey[3 * i + 1] = grey[3 * i + 2] = rgb[3 * i + channel];
  derm_figure_pixels (cr, grey, width, height, box);
}

/* As grey as the bytes that its numbers were made of. */
static void
draw_plane (cairo_t *cr, DermInput *input, int plane, const float *values, const cairo_rectangle_t *box)
{
  DermRecipe *recipe = derm_input_get_recipe (input);
  const double *means = derm_recipe_get_mean (recipe), *stds = derm_recipe_get_std (recipe);
  double mean = means != NULL ? means[plane] : 0, std = stds != NULL ? stds[plane] : 1;
  int width = derm_input_get_width (input), height = derm_input_get_height (input);
  gsize n = (gsize)width * height;
  double scale = derm_recipe_get_scale (recipe);
  g_autofree guint8 *grey = g_malloc (3 * n);

  for (gsize i = 0; i < n; i++)
    grey[3 * i] = grey[3 * i + 1] = grey[3 * i + 2] = (guint8)CLAMP (lround ((values[i] * std + mean) * scale), 0, 255);
  derm_figure_pixels (cr, grey, width, height, box);
}

void
derm_figure_input_plane (DermInput *input, int plane, double width, double height, cairo_rectangle_t *box)
{
  int in_width, in_height;
  double gap = round (width / 40), side, plane_height;

  g_return_if_fail (box != NULL);
  *box = (cairo_rectangle_t){ 0, 0, 0, 0 };
  g_return_if_fail (DERM_IS_INPUT (input));
  g_return_if_fail (plane >= 0 && plane < 3);
  g_return_if_fail (isfinite (width) && isfinite (height));

  in_width = derm_input_get_width (input);
  in_height = derm_input_get_height (input);
  side = MIN ((width - 2 * gap) / 3, height * in_width / in_height);
  side = side > 1 ? floor (side) : side; /* whole pixels keep the edges of all three sharp */
  plane_height = side * in_height / in_width;
  *box = (cairo_rectangle_t){ round ((width - 3 * side - 2 * gap) / 2) + plane * (side + gap),
                              floor ((height - plane_height) / 2), side, plane_height };
}

/* The three planes that the first layer reads, side by side, as large as the box allows. */
static void
draw_packed (cairo_t *cr, DermInput *input, double width, double height)
{
  gsize n = (gsize)derm_input_get_width (input) * derm_input_get_height (input);
  g_autofree float *values = g_new (float, 3 * n);

  derm_input_fill (input, 0, values);
  for (int i = 0; i < 3; i++)
    {
      cairo_rectangle_t box;

      derm_figure_input_plane (input, i, width, height, &box);
      draw_plane (cr, input, i, values + i * n, &box);
    }
}

void
derm_figure_input (cairo_t *cr, DermInput *input, DermInputView view, double width, double height)
{
  cairo_rectangle_t box = { 0, 0, width, height };

  g_return_if_fail (cr != NULL);
  g_return_if_fail (DERM_IS_INPUT (input));
  g_return_if_fail (isfinite (width) && isfinite (height));

  if (width <= 0 || height <= 0)
    return;
  switch (view)
    {
    case DERM_INPUT_VIEW_RED:
    case DERM_INPUT_VIEW_GREEN:
    case DERM_INPUT_VIEW_BLUE:
      draw_channel (cr, input, (int)view - DERM_INPUT_VIEW_RED, &box);
      break;
    case DERM_INPUT_VIEW_PACKED:
      draw_packed (cr, input, width, height);
      break;
    case DERM_INPUT_VIEW_COLOR:
    default:
      derm_figure_pixels (cr, derm_input_get_rgb (input), derm_input_get_width (input), derm_input_get_height (input), &box);
      break;
    }
}
