/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-picture.h"
#include "lens-signed-map.h"
#include "ui-fixture.h"

#define SIDE 400

/* Four cells on white: strong for, weak for, nothing, strong against. */
static const float values[4] = { 1.0f, 0.2f, 0.0f, -1.0f };

typedef struct {
  GtkWidget *window;
  LensPicture *picture;
  LensSignedMap *map;
  graphene_rect_t place;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *white = g_malloc (3 * 40 * 40);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  memset (white, 255, 3 * 40 * 40);
  bytes = g_bytes_new (white, 3 * 40 * 40);
  image = derm_image_new_from_pixels (bytes, 40, 40, "white", NULL);
  fixture->picture = g_object_new (LENS_TYPE_PICTURE, NULL);
  fixture->window = fixture_show (GTK_WIDGET (fixture->picture), SIDE, SIDE);
  fixture->map = lens_signed_map_new ();
  lens_picture_set_image (fixture->picture, image, NULL);
  lens_picture_set_layer (fixture->picture, LENS_LAYER (fixture->map));
  lens_signed_map_set (fixture->map, values, 2, 2, 1.0, 0.5);
  fixture_run_for (50);
  g_assert_true (lens_picture_get_place (fixture->picture, &fixture->place));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->map);
  fixture_run_for (20);
}

/* The pixel at that fraction of the picture. */
static guint32
pixel_of (Fixture *fixture, cairo_surface_t *surface, double u, double v)
{
  return fixture_pixel (surface, (int) (fixture->place.origin.x + u * fixture->place.size.width),
                        (int) (fixture->place.origin.y + v * fixture->place.size.height));
}

static guint32
pixel_at (Fixture *fixture, double u, double v)
{
  cairo_surface_t *surface = fixture_draw (GTK_WIDGET (fixture->picture));
  guint32 pixel = pixel_of (fixture, surface, u, v);

  cairo_surface_destroy (surface);

  return pixel;
}

static void
assert_mixed (guint32 pixel, guint32 color, double alpha)
{
  const double grey = 0.92 * 255; /* of white */

  for (int shift = 0; shift <= 16; shift += 8)
    {
      double expected = grey + alpha * ((color >> shift & 255) - grey);

      g_assert_cmpfloat_with_epsilon ((double) (pixel >> shift & 255), expected, 2.0);
    }
}

/* Cells have their colour up to their edge; nothing is between them. */
static void
test_cells (Fixture *fixture, gconstpointer data)
{
  assert_mixed (pixel_at (fixture, 0.25, 0.25), 0xa03cc8, 0.5);
  assert_mixed (pixel_at (fixture, 0.03, 0.45), 0xa03cc8, 0.5);
  assert_mixed (pixel_at (fixture, 0.75, 0.25), 0xa03cc8, 0.1);
  assert_mixed (pixel_at (fixture, 0.54, 0.05), 0xa03cc8, 0.1);
  assert_mixed (pixel_at (fixture, 0.25, 0.75), 0xffffff, 0.0);
  assert_mixed (pixel_at (fixture, 0.75, 0.75), 0x3f9a2c, 0.5);
}

static int
count_changes (Fixture *fixture, double u0, double v0, double u1, double v1)
{
  cairo_surface_t *surface = fixture_draw (GTK_WIDGET (fixture->picture));
  guint32 last = pixel_of (fixture, surface, u0, v0);
  int n = 0;

  for (int i = 1; i <= 100; i++)
    {
      guint32 pixel = pixel_of (fixture, surface, u0 + (u1 - u0) * i / 100, v0 + (v1 - v0) * i / 100);

      n += pixel != last;
      last = pixel;
    }
  cairo_surface_destroy (surface);

  return n;
}

/* Solid for, dashed against; the weak have none. */
static void
test_outline (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (count_changes (fixture, 0.5, 0.1, 0.5, 0.4), ==, 0);
  g_assert_cmpint (count_changes (fixture, 0.5, 0.6, 0.5, 0.9), >=, 3);
  g_assert_cmpint (count_changes (fixture, 0.6, 0.02, 0.9, 0.02), ==, 0);
}

/* Without it, or while Space is held, the image is seen as it is. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  lens_signed_map_set_shown (fixture->map, FALSE);
  g_assert_cmphex (pixel_at (fixture, 0.25, 0.25), ==, 0xffffff);
  lens_signed_map_set_shown (fixture->map, TRUE);
  assert_mixed (pixel_at (fixture, 0.25, 0.25), 0xa03cc8, 0.5);
  lens_signed_map_set (fixture->map, NULL, 0, 0, 0, 0);
  g_assert_cmphex (pixel_at (fixture, 0.25, 0.25), ==, 0xffffff);
}

static void
test_places (void)
{
  const float map[] = { 1, 1, 0, 0.5f, /**/ 0, 0, 0, 1, /**/ -1, 0, 0.3f, 0, /**/ 0, -1, 0, 1 };

  g_assert_cmpint (lens_signed_map_count_places (map, 4, 4, 1.0, 1), ==, 3);
  g_assert_cmpint (lens_signed_map_count_places (map, 4, 4, 1.0, -1), ==, 2); /* they touch by a corner only */
  g_assert_cmpint (lens_signed_map_count_places (map, 4, 4, 4.0, 1), ==, 0);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);

  g_test_add ("/signed-map/cells", Fixture, NULL, set_up, test_cells, tear_down);
  g_test_add ("/signed-map/outline", Fixture, NULL, set_up, test_outline, tear_down);
  g_test_add ("/signed-map/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add_func ("/signed-map/places", test_places);

  return g_test_run ();
}
