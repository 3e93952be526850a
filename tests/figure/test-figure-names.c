/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-surface.h"

#include <derm.h>

/* Names of classes beside their codes: blue bars, read back. */

static const DermTheme test_theme = { .accent = { 0, 0, 1, 1 }, .text = { 1, 0, 0, 1 } };

/* Where the bar of a single row begins, on a drawing of that width. */
static int
find_bar (double width, const char *name, double share)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 40);
  cairo_t *cr = cairo_create (surface);
  PangoFontDescription *font = pango_font_description_from_string ("Sans 10");
  const DermBar bar = { .label = "mel", .score = 1, .value = "0.98", .name = name };
  int first = 0;

  derm_figure_bars (cr, &bar, 1, width, 20, &(DermBarStyle){ font, FALSE, &test_theme, share });
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  while (first < 800 && pixel_at (surface, first, 10).b <= 64)
    first++;
  cairo_surface_destroy (surface);
  pango_font_description_free (font);
  return first;
}

/* Names push the bars only as far as they may: in a narrow drawing, or where nobody wants them, there are none. */
static void
test_bar_names (void)
{
  int plain = find_bar (700, NULL, 0);

  g_assert_cmpint (find_bar (700, "Basal cell carcinoma", 0), ==, plain);
  g_assert_cmpint (find_bar (700, "Basal cell carcinoma", 0.45), >, plain + 60);
  g_assert_cmpint (find_bar (200, "Basal cell carcinoma", 0.45), ==, find_bar (200, NULL, 0));
  g_assert_cmpint (find_bar (300, "Basal cell carcinoma", 0.45), ==, find_bar (300, NULL, 0));
  g_assert_cmpint (find_bar (300, "Basal cell carcinoma", 0.65), >, find_bar (300, NULL, 0) + 60);
  g_assert_cmpint (find_bar (700, NULL, 0.45), ==, plain);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-names/room", test_bar_names);
  return g_test_run ();
}
