/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-cells.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_LINED_CELL 4.0 /* smaller ones would be all lines */
#define COPY_CELL_SIZE 16

int
lens_input_cells_get_n_columns (DermInput *input, DermInputView view)
{
  g_return_val_if_fail (DERM_IS_INPUT (input), 0);

  return derm_input_get_width (input) * (view == DERM_INPUT_VIEW_PACKED ? 3 : 1);
}

int
lens_input_cells_get_n_rows (DermInput *input, DermInputView view)
{
  g_return_val_if_fail (DERM_IS_INPUT (input), 0);

  return derm_input_get_height (input);
}

static const char *
channel_name (int channel)
{
  static const char *const names[3] = { N_ ("red"), N_ ("green"), N_ ("blue") };

  return _ (names[channel]);
}

/* What the network gets there, in the order in which it reads. */
static double
get_value (DermInput *input, int place)
{
  g_autofree float *values
      = g_new (float, 3 * (gsize) derm_input_get_width (input) * (gsize) derm_input_get_height (input));

  derm_input_fill (input, 0, values);
  return (double) values[place];
}

/* Of a colour of a pixel. */
static double
get_pixel_value (DermInput *input, int pixel, int channel)
{
  gboolean is_packed = derm_recipe_get_layout (derm_input_get_recipe (input)) == DERM_LAYOUT_ROWS;

  return get_value (input, is_packed ? 3 * pixel + channel
                                     : channel * derm_input_get_width (input) * derm_input_get_height (input) + pixel);
}

/* A number of a plane, and what it was before it was packed. */
static char *
dup_packed_text (DermInput *input, int column, int row)
{
  int width = derm_input_get_width (input), n = width * derm_input_get_height (input);
  int plane = column / width, x = column % width;
  int at = row * width + x, pixel = at, channel = plane;
  double value;

  if (derm_recipe_get_layout (derm_input_get_recipe (input)) == DERM_LAYOUT_ROWS)
    {
      at += plane * n; /* counts the bytes of interleaved rows */
      pixel = at / 3;
      channel = at % 3;
    }
  value = get_value (input, plane * n + row * width + x);

  /* TRANSLATORS: a number of one of the network's three input planes: which plane, column and row in it, the number;
   * then what it is: a colour ("red") of the pixel in that column and row */
  return g_strdup_printf (_ ("Plane %d, x %d, y %d: %.3f (%s of x %d, y %d)"), plane + 1, x, row, value,
                          channel_name (channel), pixel % width, pixel / width);
}

char *
lens_input_cells_dup_text (DermInput *input, DermInputView view, int column, int row)
{
  const guint8 *pixel;
  int channel = (int) view - DERM_INPUT_VIEW_RED;

  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);
  g_return_val_if_fail (column >= 0 && column < lens_input_cells_get_n_columns (input, view), NULL);
  g_return_val_if_fail (row >= 0 && row < lens_input_cells_get_n_rows (input, view), NULL);

  if (view == DERM_INPUT_VIEW_PACKED)
    return dup_packed_text (input, column, row);

  pixel = derm_input_get_rgb (input) + 3 * ((gsize) row * derm_input_get_width (input) + column);
  if (view == DERM_INPUT_VIEW_COLOR)
    return g_strdup_printf (_ ("x %d, y %d: R %d, G %d, B %d"), column, row, pixel[0], pixel[1], pixel[2]);

  /* TRANSLATORS: column and row of a pixel, a colour ("red"), its byte and the number that the network gets for it */
  return g_strdup_printf (_ ("x %d, y %d: %s %d = %.3f"), column, row, channel_name (channel), pixel[channel],
                          get_pixel_value (input, row * derm_input_get_width (input) + column, channel));
}

char *
lens_input_cells_dup_difference_text (DermInput *input, DermInput *base, int column, int row)
{
  gsize at = 3 * ((gsize) row * derm_input_get_width (input) + column);
  const guint8 *a = derm_input_get_rgb (base) + at, *b = derm_input_get_rgb (input) + at;
  char numbers[3][8];

  for (int c = 0; c < 3; c++)
    g_snprintf (numbers[c], sizeof numbers[c], "%s%d", b[c] > a[c] ? "+" : b[c] < a[c] ? "−" : "", ABS (b[c] - a[c]));

  /* TRANSLATORS: column and row of a pixel; by how much red, green and blue differ, with their signs */
  return g_strdup_printf (_ ("x %d, y %d: R %s, G %s, B %s"), column, row, numbers[0], numbers[1], numbers[2]);
}

static int
n_planes (DermInputView view)
{
  return view == DERM_INPUT_VIEW_PACKED ? 3 : 1;
}

/* Where plane i is drawn; views of one plane fill it all. */
static cairo_rectangle_t
plane_box (DermInput *input, DermInputView view, int i, double width, double height)
{
  cairo_rectangle_t box = { 0, 0, width, height };

  if (view == DERM_INPUT_VIEW_PACKED)
    derm_figure_input_plane (input, i, width, height, &box);

  return box;
}

void
lens_input_cells_get_box (const LensInputDrawing *drawing, int column, int row, cairo_rectangle_t *box)
{
  int in_width, in_height;

  g_return_if_fail (DERM_IS_INPUT (drawing->input));
  g_return_if_fail (box != NULL);

  in_width = derm_input_get_width (drawing->input);
  in_height = derm_input_get_height (drawing->input);
  *box = plane_box (drawing->input, drawing->view, column / in_width, drawing->width, drawing->height);
  box->width /= in_width;
  box->height /= in_height;
  box->x += column % in_width * box->width;
  box->y += row * box->height;
}

gboolean
lens_input_cells_find (const LensInputDrawing *drawing, double x, double y, int *column, int *row)
{
  int in_width, in_height;

  g_return_val_if_fail (DERM_IS_INPUT (drawing->input), FALSE);

  in_width = derm_input_get_width (drawing->input);
  in_height = derm_input_get_height (drawing->input);
  for (int i = 0; i < n_planes (drawing->view); i++)
    {
      cairo_rectangle_t plane = plane_box (drawing->input, drawing->view, i, drawing->width, drawing->height);

      if (x >= plane.x && y >= plane.y && x < plane.x + plane.width && y < plane.y + plane.height)
        {
          *column = i * in_width + (int) ((x - plane.x) / plane.width * in_width);
          *row = (int) ((y - plane.y) / plane.height * in_height);
          return TRUE;
        }
    }

  return FALSE;
}

/* Thin enough to leave the colours, and seen on dark and on light ones. */
void
lens_input_cells_draw_lines (cairo_t *cr, DermInput *input, DermInputView view, double width, double height)
{
  int in_width, in_height;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (DERM_IS_INPUT (input));

  in_width = derm_input_get_width (input);
  in_height = derm_input_get_height (input);
  cairo_set_line_width (cr, 1);
  for (int i = 0; i < n_planes (view); i++)
    {
      cairo_rectangle_t box = plane_box (input, view, i, width, height);

      if (box.width / in_width < MIN_LINED_CELL)
        return;
      for (int x = 1; x < in_width; x++)
        {
          cairo_move_to (cr, floor (box.x + x * box.width / in_width) + 0.5, box.y);
          cairo_rel_line_to (cr, 0, box.height);
        }
      for (int y = 1; y < in_height; y++)
        {
          cairo_move_to (cr, box.x, floor (box.y + y * box.height / in_height) + 0.5);
          cairo_rel_line_to (cr, box.width, 0);
        }
    }
  cairo_set_source_rgba (cr, 0, 0, 0, 0.35);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.15);
  cairo_stroke (cr);
}

void
lens_input_cells_draw_cursor (cairo_t *cr, const cairo_rectangle_t *box)
{
  cairo_rectangle (cr, box->x - 1, box->y - 1, box->width + 2, box->height + 2);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.8);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

GdkTexture *
lens_input_cells_make_texture (DermInput *input, DermInputView view, gboolean has_lines)
{
  int width, height, stride;
  cairo_surface_t *surface;
  cairo_t *cr;
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);

  width = COPY_CELL_SIZE * lens_input_cells_get_n_columns (input, view);
  width += n_planes (view) > 1 ? (int) (2 * round (width / 38.0)) : 0; /* the gaps between the planes */
  height = COPY_CELL_SIZE * lens_input_cells_get_n_rows (input, view);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  derm_figure_input (cr, input, view, width, height);
  if (has_lines)
    lens_input_cells_draw_lines (cr, input, view, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
  cairo_surface_destroy (surface);

  return texture;
}
