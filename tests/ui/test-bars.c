/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-bars.h"
#include "lens-input-view.h"
#include "ui-fixture.h"

typedef struct {
  GtkWidget *window;
  LensBars *bars;
  DermPrediction *prediction;
} Fixture;

static void
set_animations (gboolean are_on)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", are_on, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_animations (FALSE);
  fixture->bars = g_object_new (LENS_TYPE_BARS, NULL);
  fixture->window = fixture_show (GTK_WIDGET (fixture->bars), 340, 260);
  fixture->prediction = fixture_prediction (1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->prediction);
  fixture_run_for (20);
}

static void
test_all_classes (Fixture *fixture, gconstpointer data)
{
  const float *scores = derm_prediction_get_calibrated (fixture->prediction);

  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  g_assert_cmpint (lens_bars_get_n_rows (fixture->bars), ==, 7);
  for (int i = 0; i < 7; i++)
    {
      g_assert_cmpint (lens_bars_get_class_of_row (fixture->bars, i), ==, i);
      g_assert_cmpfloat_with_epsilon (lens_bars_get_shown_score (fixture->bars, i), scores[i], 1e-6);
    }
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  const float *scores = derm_prediction_get_calibrated (fixture->prediction);
  guint seen = 0;

  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  lens_bars_set_sorted (fixture->bars, TRUE);
  for (int row = 0; row < 7; row++)
    {
      int index = lens_bars_get_class_of_row (fixture->bars, row);

      seen |= 1u << index;
      if (row > 0)
        g_assert_cmpfloat (scores[lens_bars_get_class_of_row (fixture->bars, row - 1)], >=, scores[index]);
    }
  g_assert_cmpuint (seen, ==, 127);
  lens_bars_set_sorted (fixture->bars, FALSE);
  g_assert_cmpint (lens_bars_get_class_of_row (fixture->bars, 6), ==, 6);
}

static gboolean
has_arrived (gpointer data)
{
  Fixture *fixture = data;
  const float *scores = derm_prediction_get_calibrated (fixture->prediction);
  int top = derm_prediction_get_top (fixture->prediction);

  return ABS (lens_bars_get_shown_score (fixture->bars, top) - scores[top]) < 1e-6;
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  int top = derm_prediction_get_top (fixture->prediction);

  set_animations (TRUE);
  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  g_assert_cmpfloat (lens_bars_get_shown_score (fixture->bars, top), ==, 0.0);
  fixture_wait (has_arrived, fixture, "the bars to arrive");
}

/* While a crop is dragged a prediction comes with every frame: a move that begins anew each time would never arrive. */
static void
test_quick_changes_are_shown_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) other = fixture_prediction (9);
  int top = derm_prediction_get_top (fixture->prediction);

  set_animations (TRUE);
  lens_bars_set_prediction (fixture->bars, other);
  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  g_assert_cmpfloat_with_epsilon (lens_bars_get_shown_score (fixture->bars, top),
                                  derm_prediction_get_calibrated (fixture->prediction)[top], 1e-6);
}

/* The tick of a widget that is gone must not come. */
static void
test_destroyed_on_the_way (Fixture *fixture, gconstpointer data)
{
  set_animations (TRUE);
  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  fixture_run_for (200);
}

static guint
count_different (cairo_surface_t *a, cairo_surface_t *b)
{
  guint n = 0;

  for (int y = 0; y < MIN (cairo_image_surface_get_height (a), cairo_image_surface_get_height (b)); y++)
    for (int x = 0; x < cairo_image_surface_get_width (a); x++)
      n += fixture_pixel (a, x, y) != fixture_pixel (b, x, y);

  return n;
}

static void
test_draws (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *empty, *full;

  lens_bars_set_model (fixture->bars, derm_prediction_get_model (fixture->prediction));
  fixture_run_for (50);
  empty = fixture_draw (GTK_WIDGET (fixture->bars));
  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  fixture_run_for (50);
  full = fixture_draw (GTK_WIDGET (fixture->bars));
  g_assert_cmpuint (count_different (empty, full), >, 300);
  cairo_surface_destroy (empty);
  cairo_surface_destroy (full);
}

static void
test_meters (Fixture *fixture, gconstpointer data)
{
  int n = 0;

  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->bars)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *value = derm_score_format (derm_prediction_get_calibrated (fixture->prediction)[n]);
      g_autofree char *wrong = NULL;

      gtk_test_accessible_assert_role (child, GTK_ACCESSIBLE_ROLE_METER);
      wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value);
      g_assert_null (wrong);
      n++;
    }
  g_assert_cmpint (n, ==, 7);
}

/* The truth is marked by its word, in the drawing and for a screen reader. */
static void
test_truth (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *before, *after;
  GtkWidget *meter;

  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  before = fixture_draw (GTK_WIDGET (fixture->bars));
  lens_bars_set_truth (fixture->bars, "mel");
  fixture_run_for (50);
  after = fixture_draw (GTK_WIDGET (fixture->bars));
  g_assert_cmpuint (count_different (before, after), >, 100);
  meter = gtk_widget_get_first_child (GTK_WIDGET (fixture->bars));
  for (int i = 0; i < 7; i++, meter = gtk_widget_get_next_sibling (meter))
    g_assert_true (g_str_has_suffix (gtk_widget_get_tooltip_text (meter), "the truth")
                   == g_str_equal (derm_prediction_get_label (fixture->prediction, i), "mel"));
  lens_bars_set_truth (fixture->bars, NULL);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

/* Against another prediction the bars show by how much each score is higher or lower. */
static void
test_base (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) base = fixture_prediction (9);
  double scale;

  lens_bars_set_prediction (fixture->bars, fixture->prediction);
  lens_bars_set_base (fixture->bars, base);
  scale = lens_bars_get_difference_scale (fixture->bars);
  g_assert_cmpfloat (scale, >=, 0.1);
  g_assert_cmpfloat (scale, <=, 1.0);
  for (int i = 0; i < 7; i++)
    g_assert_cmpfloat_with_epsilon (lens_bars_get_shown_score (fixture->bars, i) * scale,
                                    (double) derm_prediction_get_calibrated (fixture->prediction)[i]
                                        - derm_prediction_get_calibrated (base)[i],
                                    1e-6);
  lens_bars_set_base (fixture->bars, NULL);
  for (int i = 0; i < 7; i++)
    g_assert_cmpfloat_with_epsilon (lens_bars_get_shown_score (fixture->bars, i),
                                    derm_prediction_get_calibrated (fixture->prediction)[i], 1e-6);
}

/* The 28 × 28 view shows the very bytes that the network got, nine screen pixels for each. */
static void
test_input_view (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (2);
  DermInput *input = derm_prediction_get_input (prediction);
  LensInputView *view = g_object_new (LENS_TYPE_INPUT_VIEW, NULL);
  GtkWidget *window = fixture_show (GTK_WIDGET (view), 380, 260);
  cairo_surface_t *surface;

  lens_input_view_set_input (view, input);
  fixture_run_for (50);
  surface = fixture_draw (GTK_WIDGET (lens_input_view_get_grid (view)));
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 252);
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        const guint8 *p = derm_input_get_rgb (input) + 3 * (28 * y + x);

        for (int d = 1; d < 8; d += 6)
          g_assert_cmphex (fixture_pixel (surface, 9 * x + d, 9 * y + d), ==,
                           (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2]);
      }
  cairo_surface_destroy (surface);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/bars/all-classes", Fixture, NULL, set_up, test_all_classes, tear_down);
  g_test_add ("/bars/sort", Fixture, NULL, set_up, test_sort, tear_down);
  g_test_add ("/bars/move", Fixture, NULL, set_up, test_move, tear_down);
  g_test_add ("/bars/quick-changes-are-shown-at-once", Fixture, NULL, set_up, test_quick_changes_are_shown_at_once,
              tear_down);
  g_test_add ("/bars/destroyed-on-the-way", Fixture, NULL, set_up, test_destroyed_on_the_way, tear_down);
  g_test_add ("/bars/draws", Fixture, NULL, set_up, test_draws, tear_down);
  g_test_add ("/bars/truth", Fixture, NULL, set_up, test_truth, tear_down);
  g_test_add ("/bars/base", Fixture, NULL, set_up, test_base, tear_down);
  g_test_add ("/bars/meters", Fixture, NULL, set_up, test_meters, tear_down);
  g_test_add_func ("/input-view/exact-pixels", test_input_view);

  return g_test_run ();
}
