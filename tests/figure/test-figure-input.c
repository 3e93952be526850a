/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-surface.h"

#include <derm.h>
#include <math.h>

/* The views of the network's input, drawn to surfaces and read back. */

static DermInput *
make_input (DermLayout layout)
{
  guint8 *pixels = g_malloc (28 * 28 * 3);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("test", 28, 28, DERM_FILTER_NEAREST, layout, 255);
  g_autoptr (GError) error = NULL;
  DermInput *input;

  for (int i = 0; i < 28 * 28 * 3; i++)
    pixels[i] = (guint8) g_test_rand_int ();
  bytes = g_bytes_new_take (pixels, 28 * 28 * 3);
  image = derm_image_new_from_pixels (bytes, 28, 28, "test", &error);
  g_assert_no_error (error);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  return input;
}

static cairo_surface_t *
draw_input (DermInput *input, DermInputView view, int width, int height)
{
  cairo_surface_t *surface = surface_new (width, height);
  cairo_t *cr = cairo_create (surface);

  derm_figure_input (cr, input, view, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_input_exact (void)
{
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_PLANES);
  const guint8 *rgb = derm_input_get_rgb (input);

  for (int view = DERM_INPUT_VIEW_COLOR; view <= DERM_INPUT_VIEW_BLUE; view++)
    {
      cairo_surface_t *surface = draw_input (input, view, 252, 252);

      for (int y = 0; y < 252; y++)
        for (int x = 0; x < 252; x++)
          {
            const guint8 *q = rgb + 3 * (28 * (y / 9) + x / 9);
            gboolean is_color = view == DERM_INPUT_VIEW_COLOR;
            Pixel p = pixel_at (surface, x, y);

            g_assert_cmpint (p.r, ==, is_color ? q[0] : q[view - 1]);
            g_assert_cmpint (p.g, ==, is_color ? q[1] : q[view - 1]);
            g_assert_cmpint (p.b, ==, is_color ? q[2] : q[view - 1]);
          }
      cairo_surface_destroy (surface);
    }
}

static gboolean
is_input_pixel (Pixel p, const guint8 *rgb, double x, double y)
{
  const guint8 *q = rgb + 3 * (28 * (int) y + (int) x);

  return p.r == q[0] && p.g == q[1] && p.b == q[2];
}

/* At a size that is no multiple of 28 the pixels differ in size, but none is a mixture. On the very line between two
 * either will do. */
static void
test_input_crisp (void)
{
  g_autoptr (DermInput) input = make_input (DERM_LAYOUT_PLANES);
  const guint8 *rgb = derm_input_get_rgb (input);
  cairo_surface_t *surface = draw_input (input, DERM_INPUT_VIEW_COLOR, 261, 199);

  for (int y = 0; y < 199; y++)
    for (int x = 0; x < 261; x++)
      {
        double u = (x + 0.5) * 28 / 261, v = (y + 0.5) * 28 / 199, e = 1e-3;
        Pixel p = pixel_at (surface, x, y);

        g_assert_true (is_input_pixel (p, rgb, u - e, v - e) || is_input_pixel (p, rgb, u + e, v - e)
                       || is_input_pixel (p, rgb, u - e, v + e) || is_input_pixel (p, rgb, u + e, v + e));
      }
  cairo_surface_destroy (surface);
}

static void
test_input_packed (gconstpointer data)
{
  g_autoptr (DermInput) input = make_input (GPOINTER_TO_INT (data));
  float values[3 * 28 * 28];
  cairo_surface_t *surface = draw_input (input, DERM_INPUT_VIEW_PACKED, 28 * 9 + 12, 84);
  int gap = (int) round ((28 * 9 + 12) / 40.0);

  derm_input_fill (input, 0, values);
  for (int i = 0; i < 3 * 28 * 28; i++)
    {
      int plane = i / 784, side = (28 * 9 + 12 - 2 * gap) / 3;
      int start = (int) round ((28 * 9 + 12 - 3 * side - 2 * gap) / 2.0) + plane * (side + gap);
      int x = start + (int) ((i % 28 + 0.5) * side / 28), y = (84 - side) / 2 + (int) ((i / 28 % 28 + 0.5) * side / 28);
      Pixel p = pixel_at (surface, x, y);

      g_assert_cmpint (p.r, ==, lround ((double) values[i] * 255));
      g_assert_cmpint (p.g, ==, p.r);
      g_assert_cmpint (p.b, ==, p.r);
    }
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/input/exact", test_input_exact);
  g_test_add_func ("/figure/input/crisp", test_input_crisp);
  g_test_add_data_func ("/figure/input/packed-planes", GINT_TO_POINTER (DERM_LAYOUT_PLANES), test_input_packed);
  g_test_add_data_func ("/figure/input/packed-rows", GINT_TO_POINTER (DERM_LAYOUT_ROWS), test_input_packed);
  return g_test_run ();
}
