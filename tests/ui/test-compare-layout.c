/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-compare.h"
#include "lens-pair.h"
#include "lens-settings.h"
#include "pair-fixture.h"

/* Where things stand while two, or all recipes, are compared: in windows of several sizes, and with larger text. */

#define FRAME 20 /* that a window without a window manager draws around itself */

typedef struct {
  int width, height, list_width;
  double text_scale;
} Case;

typedef struct {
  LensWindow *window;
  int width; /* that it is to have */
} Fixture;

static gboolean
has_width (gpointer data)
{
  Fixture *fixture = data;

  return abs (gtk_widget_get_width (GTK_WIDGET (fixture->window)) - fixture->width) <= FRAME;
}

static void
settle (void)
{
  fixture_run_for (150);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GSettings) settings = lens_settings_new ();
  g_autofree char *first = fixture_sample (1), *second = fixture_sample (2), *third = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (first, second, third, NULL);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * c->text_scale), NULL);
  g_settings_set_int (settings, "window-width", c->width);
  g_settings_set_int (settings, "window-height", c->height);
  g_settings_set_int (settings, "list-width", c->list_width);
  g_settings_reset (settings, "result-width");
  fixture->window = lens_window_new (NULL, fixture_classifier (), NULL);
  fixture->width = c->width;
  lens_window_remember (fixture->window, settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  fixture_wait (has_width, fixture, "the window's width");
  settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* ---- the list ---- */

static int
list_width (Fixture *fixture)
{
  GtkWidget *browser = GTK_WIDGET (lens_window_get_browser (fixture->window));

  settle ();

  return gtk_widget_get_width (
      gtk_paned_get_start_child (GTK_PANED (gtk_widget_get_ancestor (browser, GTK_TYPE_PANED))));
}

/* It stays as wide as it is when a comparison is entered, goes on, and is left. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[]
      = { "pin", "next", "next", "back", "compare-recipes", "next", "back", "compare-with-recipe", "back" };
  int before = list_width (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      fixture_run_action (fixture->window, steps[i], g_str_equal (steps[i], "compare-with-recipe") ? "published" : NULL);
      g_test_message ("%s: %d, was %d", steps[i], list_width (fixture), before);
      g_assert_cmpint (list_width (fixture), ==, before);
    }
}

/* ---- originals ---- */

/* Each original is drawn at least as wide and as high as the network's input below it, and both of them alike. */
static void
test_originals (Fixture *fixture, gconstpointer data)
{
  LensPair *pair = lens_window_get_pair (fixture->window);

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  settle ();
  for (int i = 0; i < 2; i++)
    {
      LensPicture *picture = fixture_side_picture (pair, i);
      DermImage *image = lens_picture_get_image (picture);
      GtkWidget *grid = GTK_WIDGET (lens_pair_side_get_grid (lens_pair_get_side (pair, i)));
      double zoom = lens_picture_get_zoom (picture);

      g_test_message ("side %d: %g × %g, input %d", i, zoom * derm_image_get_width (image),
                      zoom * derm_image_get_height (image), gtk_widget_get_width (grid));
      g_assert_true (lens_picture_is_fit (picture));
      g_assert_cmpfloat (zoom * derm_image_get_width (image), >=, gtk_widget_get_width (grid));
      g_assert_cmpfloat (zoom * derm_image_get_height (image), >=, gtk_widget_get_height (grid));
    }
  /* one may be a pixel wider */
  g_assert_cmpfloat_with_epsilon (lens_picture_get_zoom (fixture_side_picture (pair, 0)),
                                  lens_picture_get_zoom (fixture_side_picture (pair, 1)), 0.01);
}

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { 900, 700, 212, 1 },  { 900, 900, 400, 1 },   { 1000, 700, 212, 1 },  { 1280, 800, 212, 1 },
    { 1280, 800, 400, 1 }, { 1920, 1080, 212, 1 }, { 1920, 1080, 500, 1 }, { 1400, 1000, 212, 2 },
  };
  static const Case narrow = { 400, 900, 212, 1 };

  fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *size = g_strdup_printf ("%dx%d-%d-%g", cases[i].width, cases[i].height, cases[i].list_width,
                                               cases[i].text_scale);
      g_autofree char *list = g_strconcat ("/compare-layout/list/", size, NULL);
      g_autofree char *originals = g_strconcat ("/compare-layout/originals/", size, NULL);

      g_test_add (list, Fixture, &cases[i], set_up, test_list, tear_down);
      g_test_add (originals, Fixture, &cases[i], set_up, test_originals, tear_down);
    }
  g_test_add ("/compare-layout/originals/narrow", Fixture, &narrow, set_up, test_originals, tear_down);

  return g_test_run ();
}
