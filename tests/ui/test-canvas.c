/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-canvas.h"
#include "ui-fixture.h"

#include <math.h>

typedef struct {
  GtkWidget *window;
  LensPicture *picture;
  DermImage *image;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->picture = g_object_new (LENS_TYPE_PICTURE, NULL);
  fixture->window = fixture_show (GTK_WIDGET (fixture->picture), 500, 400);
  fixture->image = fixture_image (40, 30, 1);
  lens_picture_set_image (fixture->picture, fixture->image, NULL);
  fixture_run_for (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->image);
  fixture_run_for (20);
}

static guint32
image_pixel (DermImage *image, int x, int y)
{
  const guint8 *p = g_bytes_get_data (derm_image_get_pixels (image), NULL);

  p += 3 * (y * derm_image_get_width (image) + x);

  return (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
}

/* The screen pixel in the middle of an image pixel. */
static guint32
drawn_pixel (Fixture *fixture, cairo_surface_t *surface, int x, int y)
{
  double zoom = lens_picture_get_zoom (fixture->picture);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int left = (int) round (width / 2.0 - 20 * zoom), top = (int) round (height / 2.0 - 15 * zoom);

  return fixture_pixel (surface, left + (int) ((x + 0.5) * zoom), top + (int) ((y + 0.5) * zoom));
}

static void
test_fit (Fixture *fixture, gconstpointer data)
{
  double zoom = lens_picture_get_zoom (fixture->picture);

  g_assert_true (lens_picture_is_fit (fixture->picture));
  g_assert_cmpfloat (40 * zoom, <=, gtk_widget_get_width (GTK_WIDGET (fixture->picture)));
  g_assert_cmpfloat (30 * zoom, <=, gtk_widget_get_height (GTK_WIDGET (fixture->picture)));
  g_assert_cmpfloat (zoom, >, 8.0);
}

static void
test_crisp (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *surface = fixture_draw (GTK_WIDGET (fixture->picture));

  for (int y = 0; y < 30; y++)
    for (int x = 0; x < 40; x++)
      g_assert_cmphex (drawn_pixel (fixture, surface, x, y), ==, image_pixel (fixture->image, x, y));
  cairo_surface_destroy (surface);
}

static void
test_ground_is_neutral (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *surface = fixture_draw (GTK_WIDGET (fixture->picture));
  guint32 pixel = fixture_pixel (surface, 2, 2);

  g_assert_cmpuint (pixel & 255, ==, pixel >> 8 & 255);
  g_assert_cmpuint (pixel & 255, ==, pixel >> 16 & 255);
  g_assert_cmpuint (pixel & 255, >, 0);
  cairo_surface_destroy (surface);
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  lens_picture_zoom_to (fixture->picture, 1.0);
  g_assert_cmpfloat_with_epsilon (lens_picture_get_zoom (fixture->picture), 1.0, 1e-9);
  g_assert_false (lens_picture_is_fit (fixture->picture));
  lens_picture_zoom_by (fixture->picture, 1e9);
  g_assert_cmpfloat (lens_picture_get_zoom (fixture->picture), ==, 64.0);
  lens_picture_zoom_by (fixture->picture, 1e-9);
  g_assert_cmpfloat (lens_picture_get_zoom (fixture->picture), >, 0.0);
  lens_picture_fit (fixture->picture);
  g_assert_true (lens_picture_is_fit (fixture->picture));
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller; /* the widget holds it */
    }
  g_assert_not_reached ();
}

static void
on_pointed_at (LensPicture *picture, int x, int y, int *at)
{
  at[0] = x;
  at[1] = y;
}

/* What is under the pointer stays there when the wheel turns, and is what the read-out is told. */
static void
test_zoom_about_pointer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->picture);
  GtkEventController *motion = find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  GtkEventController *scroll = find_controller (widget, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  double x = gtk_widget_get_width (widget) / 2.0 - 5.0 * 20.0, y = gtk_widget_get_height (widget) / 2.0 - 3.0 * 20.0;
  int at[2] = { -2, -2 };

  lens_picture_zoom_to (fixture->picture, 20.0); /* larger than the widget: what fits stays in its middle */
  g_signal_connect (fixture->picture, "pointed-at", G_CALLBACK (on_pointed_at), at);
  g_signal_emit_by_name (motion, "motion", x + 10.0, y + 10.0); /* the middle of a pixel */
  g_assert_cmpint (at[0], ==, 15);
  g_assert_cmpint (at[1], ==, 12);
  for (int i = 0; i < 6; i++)
    {
      gboolean is_handled = FALSE;

      g_signal_emit_by_name (scroll, "scroll", 0.0, -1.0, &is_handled);
      g_assert_true (is_handled);
      g_assert_cmpint (at[0], ==, 15);
      g_assert_cmpint (at[1], ==, 12);
    }
  g_assert_cmpfloat (lens_picture_get_zoom (fixture->picture), >, 50.0);
  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpint (at[0], ==, -1);
}

static void
test_smooth (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *surface;
  int n_other = 0;

  lens_picture_set_crisp (fixture->picture, FALSE);
  surface = fixture_draw (GTK_WIDGET (fixture->picture));
  for (int y = 0; y < 30; y++) /* beside the middle there is something of the neighbour */
    for (int x = 0; x < 40; x++)
      n_other += drawn_pixel (fixture, surface, x, y) != image_pixel (fixture->image, x, y);
  g_assert_cmpint (n_other, >, 1000);
  cairo_surface_destroy (surface);
}

/* However far it is dragged, some of the image stays. */
static void
test_pan_is_bounded (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *surface;

  lens_picture_zoom_to (fixture->picture, 40.0);
  lens_picture_pan (fixture->picture, 1e6, 1e6);
  surface = fixture_draw (GTK_WIDGET (fixture->picture));
  g_assert_cmphex (fixture_pixel (surface, cairo_image_surface_get_width (surface) - 5,
                                  cairo_image_surface_get_height (surface) - 5),
                   ==, image_pixel (fixture->image, 39, 29));
  cairo_surface_destroy (surface);
}

static void
test_no_image (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *surface;

  lens_picture_set_image (fixture->picture, NULL, NULL);
  lens_picture_zoom_by (fixture->picture, 2.0);
  lens_picture_pan (fixture->picture, 10, 10);
  surface = fixture_draw (GTK_WIDGET (fixture->picture));
  g_assert_cmphex (fixture_pixel (surface, 250, 200), ==, fixture_pixel (surface, 2, 2));
  cairo_surface_destroy (surface);
}

static void
test_crop_is_drawn (Fixture *fixture, gconstpointer data)
{
  const double crop[4] = { 0.25, 0.25, 0.75, 0.75 };
  cairo_surface_t *surface;

  lens_picture_set_image (fixture->picture, fixture->image, crop);
  fixture_run_for (20);
  surface = fixture_draw (GTK_WIDGET (fixture->picture));
  g_assert_cmphex (drawn_pixel (fixture, surface, 20, 15), ==, image_pixel (fixture->image, 20, 15));
  g_assert_cmphex (drawn_pixel (fixture, surface, 3, 3), !=, image_pixel (fixture->image, 3, 3)); /* veiled */
  cairo_surface_destroy (surface);
}

static void
assert_view (Fixture *fixture, const LensPictureView *expected)
{
  LensPictureView view;

  lens_picture_get_view (fixture->picture, &view);
  g_assert_true (view.is_fit == expected->is_fit);
  g_assert_cmpfloat_with_epsilon (view.zoom, expected->zoom, 1e-6);
  g_assert_cmpfloat_with_epsilon (view.x, expected->x, 1e-6);
  g_assert_cmpfloat_with_epsilon (view.y, expected->y, 1e-6);
}

/* The next image is looked at as closely and in the same place, also if it has another size, and if it took a moment to
 * come; what fits goes on to fit. */
static void
test_view_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermImage) twice = fixture_image (80, 60, 2);
  LensPictureView before;

  lens_picture_zoom_to (fixture->picture, 40.0);
  lens_picture_pan (fixture->picture, 150.0, -80.0);
  lens_picture_get_view (fixture->picture, &before);
  g_assert_false (before.is_fit);
  g_assert_cmpfloat (before.x, >, 0.51);
  lens_picture_set_image (fixture->picture, twice, NULL);
  assert_view (fixture, &before);
  g_assert_cmpfloat_with_epsilon (lens_picture_get_zoom (fixture->picture), 20.0, 1e-6);
  lens_picture_set_image (fixture->picture, NULL, NULL);
  lens_picture_set_image (fixture->picture, fixture->image, NULL);
  assert_view (fixture, &before);
  g_assert_cmpfloat_with_epsilon (lens_picture_get_zoom (fixture->picture), 40.0, 1e-6);

  lens_picture_fit (fixture->picture);
  lens_picture_set_image (fixture->picture, twice, NULL);
  g_assert_true (lens_picture_is_fit (fixture->picture));
  lens_picture_zoom_to (fixture->picture, 40.0);
  lens_picture_set_image (fixture->picture, NULL, NULL);
  lens_picture_fit (fixture->picture); /* as when the list is empty again */
  lens_picture_set_image (fixture->picture, twice, NULL);
  g_assert_true (lens_picture_is_fit (fixture->picture));
}

/* The boxes of what lies over the picture and is seen now; returns their number. */
static int
find_pills (GtkWidget *widget, GtkWidget *canvas, graphene_rect_t *boxes)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += find_pills (child, canvas, boxes + n);
  if (gtk_widget_has_css_class (widget, "lens-pill") && gtk_widget_get_mapped (widget))
    g_assert_true (gtk_widget_compute_bounds (widget, canvas, &boxes[n++]));

  return n;
}

static void
check_pills (int width, int text_scale)
{
  LensCanvas *canvas = g_object_new (LENS_TYPE_CANVAS, NULL);
  LensPicture *picture = lens_canvas_get_picture (canvas);
  g_autoptr (DermImage) image = fixture_image (600, 450, 1);
  graphene_rect_t boxes[8];
  GtkWidget *window;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * text_scale, NULL);
  window = fixture_show (GTK_WIDGET (canvas), width, 300);
  lens_canvas_set_image (canvas, image, NULL);
  fixture_run_for (50);
  g_signal_emit_by_name (picture, "pointed-at", 599, 449);
  g_signal_emit_by_name (picture, "view-changed");
  fixture_run_for (50);

  g_assert_cmpint (find_pills (GTK_WIDGET (canvas), GTK_WIDGET (canvas), boxes), ==, 2);
  g_assert_false (graphene_rect_intersection (&boxes[0], &boxes[1], NULL));
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_run_for (20);
}

static void
test_pills_do_not_overlap (void)
{
  for (int width = 250; width <= 700; width += 50)
    check_pills (width, 1);
  for (int width = 450; width <= 800; width += 50)
    check_pills (width, 2);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/canvas/fit", Fixture, NULL, set_up, test_fit, tear_down);
  g_test_add ("/canvas/crisp", Fixture, NULL, set_up, test_crisp, tear_down);
  g_test_add ("/canvas/ground-is-neutral", Fixture, NULL, set_up, test_ground_is_neutral, tear_down);
  g_test_add ("/canvas/zoom", Fixture, NULL, set_up, test_zoom, tear_down);
  g_test_add ("/canvas/zoom-about-pointer", Fixture, NULL, set_up, test_zoom_about_pointer, tear_down);
  g_test_add ("/canvas/smooth", Fixture, NULL, set_up, test_smooth, tear_down);
  g_test_add ("/canvas/pan-is-bounded", Fixture, NULL, set_up, test_pan_is_bounded, tear_down);
  g_test_add ("/canvas/view-is-kept", Fixture, NULL, set_up, test_view_is_kept, tear_down);
  g_test_add ("/canvas/no-image", Fixture, NULL, set_up, test_no_image, tear_down);
  g_test_add ("/canvas/crop-is-drawn", Fixture, NULL, set_up, test_crop_is_drawn, tear_down);

  g_test_add_func ("/canvas/pills-do-not-overlap", test_pills_do_not_overlap);

  return g_test_run ();
}
