/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Maps over their input: the cells' colours are the map's signs, the rest is grey. */

#include <math.h>

#include "figure-explained.h"

enum { SIDE = 280, CELL = SIDE / 28 };

static DermExplanation *
make_explanation (DermMethod method)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (method);

  options->views = 1;
  return figure_explain (options, NULL);
}

static cairo_surface_t *
draw (DermExplanation *explanation, double opacity)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  derm_figure_map (cr, explanation, derm_explanation_get_scale (explanation), opacity, SIDE, SIDE);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Red less green in the middle of a cell, where no outline is: above 0 is purple, below green. */
static int
tint_at (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row
      = cairo_image_surface_get_data (surface) + cairo_image_surface_get_stride (surface) * (y * CELL + CELL / 2);
  guint32 pixel = ((const guint32 *) (gconstpointer) row)[x * CELL + CELL / 2];

  return (int) (pixel >> 16 & 0xff) - (int) (pixel >> 8 & 0xff);
}

static void
test_signs (void)
{
  g_autoptr (DermExplanation) explanation = make_explanation (DERM_METHOD_INTEGRATED);
  cairo_surface_t *surface = draw (explanation, 0.72);
  double scale = derm_explanation_get_scale (explanation);
  int n_for = 0, n_against = 0;

  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        double part = (double) derm_explanation_get_value (explanation, x, y) / scale;

        if (fabs (part) < 0.05) /* less than a level of grey */
          continue;
        g_assert_cmpint (part > 0 ? tint_at (surface, x, y) : -tint_at (surface, x, y), >, 0);
        n_for += part > 0;
        n_against += part < 0;
      }
  g_assert_cmpint (n_for, >, 0);
  g_assert_cmpint (n_against, >, 0);
  cairo_surface_destroy (surface);
}

static void
test_grey (void)
{
  g_autoptr (DermExplanation) explanation = make_explanation (DERM_METHOD_GRADIENT);
  cairo_surface_t *surface = draw (explanation, 0);

  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      g_assert_cmpint (tint_at (surface, x, y), ==, 0);
  cairo_surface_destroy (surface);
}

/* Every method's page is drawn, in every theme, also small. */
static void
test_page (void)
{
  const DermTheme *themes[] = { derm_theme_light (), derm_theme_dark (), derm_theme_print () };

  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      g_autoptr (DermExplanation) explanation = make_explanation ((DermMethod) method);
      g_autofree char *words = derm_explanation_describe (explanation);

      g_assert_cmpstr (words, !=, "");
      for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
        {
          int width = 90 * (int) (i + 1);
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width,
                                                                 (int) ceil (derm_figure_explanation_height (width)));
          cairo_t *cr = cairo_create (surface);

          derm_figure_explanation (cr, explanation, width, themes[i]);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-map/signs", test_signs);
  g_test_add_func ("/figure-map/grey", test_grey);
  g_test_add_func ("/figure-map/page", test_page);
  return g_test_run ();
}
