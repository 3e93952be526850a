/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-columns.h"

#include <math.h>
#include <string.h>

#include "lens-theme.h"

#define MIDDLE 256 /* of the colours */
#define LINE_ALPHA 0.28

/* ---- colours ---- */

static guint32
pack (const GdkRGBA *color)
{
  const double alpha = (double) color->alpha * 255;

  return (guint32) lround (alpha) << 24 | (guint32) lround ((double) color->red * alpha) << 16
         | (guint32) lround ((double) color->green * alpha) << 8 | (guint32) lround ((double) color->blue * alpha);
}

static void
mix_colours (LensNetStyle *self)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (self->colours); i++)
    {
      GdkRGBA color = lens_signed_colours_mix (self->signs, (double) (i - MIDDLE) / MIDDLE);

      self->colours[i] = pack (&color);
    }
}

gboolean
lens_net_style_update (LensNetStyle *self, GtkWidget *widget)
{
  const LensSignedColours *signs = lens_signed_colours_for_widget (widget);
  DermTheme theme = lens_theme_for_widget (widget);
  GdkRGBA color = { (float) theme.text.r, (float) theme.text.g, (float) theme.text.b,
                    theme.is_high_contrast ? 1.0f : (float) LINE_ALPHA };
  guint32 line = pack (&color);
  int factor = gtk_widget_get_scale_factor (widget);

  if (signs == self->signs && line == self->line && factor == self->factor)
    return FALSE;
  self->line = line;
  self->factor = factor;
  if (signs != self->signs)
    {
      self->signs = signs;
      mix_colours (self);
    }

  return TRUE;
}

static guint32
color_of (const LensNetStyle *style, double value, double scale)
{
  double part = scale > 0 ? CLAMP (value / scale, -1.0, 1.0) : 0;

  return style->colours[MIDDLE + (int) lround (MIDDLE * part)];
}

/* ---- pixels ---- */

typedef struct {
  guint32 *pixels; /* owned until it becomes a texture */
  int width, height, factor;
} Canvas;

static Canvas
canvas_new (int width, int height, int factor)
{
  Canvas canvas = { NULL, width * factor, height * factor, factor };

  canvas.pixels = g_new0 (guint32, (gsize) canvas.width * (gsize) canvas.height);

  return canvas;
}

static GdkTexture *
canvas_finish (Canvas *canvas)
{
  gsize stride = 4 * (gsize) canvas->width;
  g_autoptr (GBytes) bytes = g_bytes_new_take (canvas->pixels, stride * (gsize) canvas->height);

  return gdk_memory_texture_new (canvas->width, canvas->height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
fill (Canvas *canvas, const GdkRectangle *box, guint32 color)
{
  int left = box->x * canvas->factor, right = MIN (canvas->width, left + box->width * canvas->factor);
  int top = box->y * canvas->factor, bottom = MIN (canvas->height, top + box->height * canvas->factor);

  for (int y = MAX (0, top); y < bottom; y++)
    for (int x = MAX (0, left); x < right; x++)
      canvas->pixels[(gsize) y * (gsize) canvas->width + (gsize) x] = color;
}

static void
draw_frame (Canvas *canvas, const GdkRectangle *box, guint32 color)
{
  int x = box->x - 1, y = box->y - 1, width = box->width + 2, height = box->height + 2;

  fill (canvas, &(GdkRectangle){ x, y, width, 1 }, color);
  fill (canvas, &(GdkRectangle){ x, y + height - 1, width, 1 }, color);
  fill (canvas, &(GdkRectangle){ x, y, 1, height }, color);
  fill (canvas, &(GdkRectangle){ x + width - 1, y, 1, height }, color);
}

/* ---- maps ---- */

/* The byte that a number of the input was before the recipe divided and normalised it. */
static guint32
byte_of (DermActivations *activations, int channel, double value)
{
  DermRecipe *recipe = derm_input_get_recipe (derm_activations_get_input (activations));

  if (derm_recipe_get_mean (recipe) != NULL)
    value = value * derm_recipe_get_std (recipe)[channel] + derm_recipe_get_mean (recipe)[channel];

  return (guint32) CLAMP (lround (value * derm_recipe_get_scale (recipe)), 0, 255);
}

/* Three channels for the colour picture, else one of them as grey. */
static guint32
input_color (DermActivations *activations, const LensNetStep *step, int channel, int cell)
{
  gsize n;
  const float *values = derm_activations_get_values (activations, step->shown, NULL, &n);
  const int n_cells = step->rows * step->columns;
  guint32 color = 0xff000000;

  for (int c = 0; c < 3; c++)
    {
      int source = channel < 0 ? c : channel;

      color |= byte_of (activations, source, (double) values[source * n_cells + cell]) << (16 - 8 * c);
    }

  return color;
}

static void
draw_map (Canvas *canvas, const LensNetStyle *style, DermActivations *activations, const LensNetStep *step, int channel,
          const GdkRectangle *box)
{
  const int n_cells = step->rows * step->columns, cell = box->width / step->columns;
  double scale = (double) derm_activations_get_scale (activations, step->shown);
  gsize n;
  const float *values = derm_activations_get_values (activations, step->shown, NULL, &n);

  for (int i = 0; i < n_cells; i++)
    {
      const GdkRectangle place = { box->x + i % step->columns * cell, box->y + i / step->columns * cell, cell, cell };

      fill (canvas, &place,
            step->kind == LENS_NET_INPUT
                ? input_color (activations, step, channel, i)
                : color_of (style, (double) values[(gsize) channel * (gsize) n_cells + (gsize) i], scale));
    }
  draw_frame (canvas, box, style->line);
}

/* ---- rows of numbers ---- */

typedef struct {
  double zero, length; /* of the axis and of the scale, in units from the left */
} Axis;

/* Bars grow from the side where reading starts, or from the middle if some are negative. */
static Axis
find_axis (const float *values, int n, int width, gboolean is_rtl)
{
  gboolean has_negative = FALSE;

  for (int i = 0; i < n; i++)
    has_negative = has_negative || values[i] < 0;
  if (has_negative)
    return (Axis){ width / 2.0, width / 2.0 * (is_rtl ? -1 : 1) };

  return is_rtl ? (Axis){ width - 1, 1 - width } : (Axis){ 1, width - 1 };
}

static void
draw_bars (Canvas *canvas, const LensNetStyle *style, DermActivations *activations, const LensNetLayout *layout,
           const LensNetColumn *column)
{
  gsize n;
  const float *values = derm_activations_get_values (activations, column->step->shown, NULL, &n);
  double scale = (double) derm_activations_get_scale (activations, column->step->shown);
  Axis axis = find_axis (values, (int) n, column->width, layout->is_rtl);

  fill (canvas,
        &(GdkRectangle){ (int) axis.zero + LENS_NET_FRAME - (axis.length > 0), LENS_NET_FRAME, 1, column->height },
        style->line);
  for (int i = 0; i < (int) n; i++)
    {
      double end = axis.zero + (scale > 0 ? axis.length * (double) values[i] / scale : 0);
      int left = (int) lround (MIN (axis.zero, end)), right = (int) lround (MAX (axis.zero, end));
      GdkRectangle box;

      lens_net_layout_get_box (layout, column, i, &box);
      fill (canvas,
            &(GdkRectangle){ left + LENS_NET_FRAME, box.y - column->y + LENS_NET_FRAME, right - left,
                             box.height > 3 ? box.height - 1 : box.height },
            style->colours[values[i] < 0 ? 0 : 2 * MIDDLE]);
    }
}

/* ---- public ---- */

GdkTexture *
lens_net_columns_make_texture (const LensNetStyle *style, DermActivations *activations, const LensNetLayout *layout,
                               const LensNetColumn *column, const int *order)
{
  Canvas canvas = canvas_new (column->width + 2 * LENS_NET_FRAME, column->height + 2 * LENS_NET_FRAME, style->factor);

  if (column->is_vector)
    draw_bars (&canvas, style, activations, layout, column);
  for (int place = 0; place < column->n_maps && !column->is_vector; place++)
    {
      GdkRectangle box;

      lens_net_layout_get_box (layout, column, place, &box);
      box.x += LENS_NET_FRAME - column->x;
      box.y += LENS_NET_FRAME - column->y;
      draw_map (&canvas, style, activations, column->step, order[place], &box);
    }

  return canvas_finish (&canvas);
}

GdkTexture *
lens_net_columns_make_map (const LensNetStyle *style, DermActivations *activations, const LensNetStep *step,
                           int channel, int cell)
{
  const int width = step->columns * cell, height = step->rows * cell;
  Canvas canvas = canvas_new (width + 2 * LENS_NET_FRAME, height + 2 * LENS_NET_FRAME, style->factor);

  draw_map (&canvas, style, activations, step, channel,
            &(GdkRectangle){ LENS_NET_FRAME, LENS_NET_FRAME, width, height });

  return canvas_finish (&canvas);
}
