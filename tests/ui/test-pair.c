/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pair-fixture.h"

/* Two side by side: their difference in numbers and as a map, zoomed and moved together. */

static char *
dup_crop (LensPicture *picture)
{
  return lens_cropper_dup_text (lens_picture_get_cropper (picture));
}

/* Each original has the frame of the crop that its scores are of, if there is one. */
static void
test_crop (FixturePair *fixture, gconstpointer data)
{
  g_autofree char *crop = NULL, *first = NULL, *second = NULL;

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "crop", g_variant_new_boolean (TRUE));
  fixture_wait_idle (fixture->window);
  crop = dup_crop (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)));
  g_assert_nonnull (crop);
  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  first = dup_crop (fixture_side_picture (fixture->pair, 0));
  second = dup_crop (fixture_side_picture (fixture->pair, 1));
  g_assert_cmpstr (first, ==, crop);
  g_assert_null (second);
}

/* Mean and largest difference by plain loops over the bytes. */
static void
subtract (DermInput *a, DermInput *b, double *mean, double *largest)
{
  const guint8 *p = derm_input_get_rgb (a), *q = derm_input_get_rgb (b);
  double sum = 0.0;

  *largest = 0.0;
  for (int i = 0; i < 28 * 28; i++)
    {
      double pixel = 0.0;

      for (int c = 0; c < 3; c++)
        pixel += fabs ((double) p[3 * i + c] - q[3 * i + c]);
      sum += pixel;
      *largest = fmax (*largest, pixel / 3.0);
    }
  *mean = sum / (3 * 28 * 28);
}

/* The sentence has the sign of B minus A, as the bars. */
static void
assert_most_different (FixturePair *fixture, DermPrediction *a, DermPrediction *b)
{
  const float *from = derm_prediction_get_calibrated (a), *to = derm_prediction_get_calibrated (b);
  g_autofree char *words = NULL;
  int most = 0;

  for (int i = 1; i < 7; i++)
    if (fabsf (to[i] - from[i]) > fabsf (to[most] - from[most]))
      most = i;
  words = g_strdup_printf ("The scores differ most for %s: %s%.2f.", derm_prediction_get_label (a, most),
                           to[most] < from[most] ? "−" : "+", (double) fabsf (to[most] - from[most]));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), words));
}

static void
test_difference (FixturePair *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) first = fixture_predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) second = fixture_predict_sample (fixture_classifier (), 2, NULL);
  double mean, largest;
  g_autofree char *words = NULL;
  GtkWidget *meter;

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);

  subtract (derm_prediction_get_input (first), derm_prediction_get_input (second), &mean, &largest);
  g_assert_cmpfloat (mean, >, 0.5);
  words = g_strdup_printf ("by %.1f grey levels on average, and most by %.1f at", mean, largest);
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), words));

  assert_most_different (fixture, first, second);
  meter = gtk_widget_get_first_child (GTK_WIDGET (lens_pair_get_difference_bars (fixture->pair)));
  for (int i = 0; i < 7; i++, meter = gtk_widget_get_next_sibling (meter))
    {
      double difference
          = (double) derm_prediction_get_calibrated (second)[i] - derm_prediction_get_calibrated (first)[i];
      g_autofree char *value = fabs (difference) < 0.005
                                   ? g_strdup ("0.00")
                                   : g_strdup_printf ("%s%.2f", difference < 0.0 ? "−" : "+", fabs (difference));
      g_autofree char *wrong
          = gtk_test_accessible_check_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value);

      g_assert_null (wrong);
    }
  g_assert_null (meter);
}

/* Each cell of the map has the colour of the mean difference of its pixel. */
static void
test_map (FixturePair *fixture, gconstpointer data)
{
  DermInput *a, *b;
  double mean, largest, scale = 8.0;
  cairo_surface_t *surface;
  int cell;
  guint n_colors = 0;
  guint32 last = 0;

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  a = derm_prediction_get_input (fixture_side_prediction (fixture->pair, 0));
  b = derm_prediction_get_input (fixture_side_prediction (fixture->pair, 1));
  subtract (a, b, &mean, &largest);
  while (scale < largest)
    scale *= 2.0;
  surface = fixture_draw (GTK_WIDGET (lens_pair_get_difference_grid (fixture->pair)));
  cell = cairo_image_surface_get_width (surface) / 28;
  g_assert_cmpint (cell, >=, 4);
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        const guint8 *p = derm_input_get_rgb (a) + 3 * (28 * y + x), *q = derm_input_get_rgb (b) + 3 * (28 * y + x);
        double difference = (abs (p[0] - q[0]) + abs (p[1] - q[1]) + abs (p[2] - q[2])) / 3.0;
        DermColor color = derm_figure_difference_color (difference / MIN (scale, 255.0));
        guint32 shown = fixture_pixel (surface, cell * x + cell / 2, cell * y + cell / 2);

        g_assert_cmphex (shown, ==,
                         (guint32) lround (color.r * 255) << 16 | (guint32) lround (color.g * 255) << 8
                             | (guint32) lround (color.b * 255));
        n_colors += shown != last;
        last = shown;
      }
  g_assert_cmpuint (n_colors, >, 50);
  cairo_surface_destroy (surface);
}

static void
assert_in_step (FixturePair *fixture)
{
  LensPictureView a, b;

  lens_picture_get_view (fixture_side_picture (fixture->pair, 0), &a);
  lens_picture_get_view (fixture_side_picture (fixture->pair, 1), &b);
  g_assert_true (a.is_fit == b.is_fit);
  g_assert_cmpfloat_with_epsilon (a.zoom, b.zoom, 1e-6);
  g_assert_cmpfloat_with_epsilon (a.x, b.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (a.y, b.y, 1e-6);
}

static void
test_in_step (FixturePair *fixture, gconstpointer data)
{
  double zoom;
  LensPictureView before, after;

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  assert_in_step (fixture);
  for (int i = 0; i < 6; i++)
    fixture_run_action (fixture->window, "zoom-in", NULL);
  g_assert_false (lens_picture_is_fit (fixture_side_picture (fixture->pair, 1)));
  assert_in_step (fixture);
  fixture_run_action (fixture->window, "pan", "right");
  fixture_run_action (fixture->window, "pan", "down");
  assert_in_step (fixture);
  lens_picture_pan (fixture_side_picture (fixture->pair, 1), -80, 10); /* the other one leads */
  fixture_wait_idle (fixture->window);
  assert_in_step (fixture);

  lens_picture_get_view (fixture_side_picture (fixture->pair, 0), &before);
  fixture_run_action (fixture->window, "next", NULL); /* the next image is looked at as closely */
  lens_picture_get_view (fixture_side_picture (fixture->pair, 0), &after);
  g_assert_cmpfloat_with_epsilon (before.zoom, after.zoom, 1e-6);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1e-6);
  assert_in_step (fixture);

  fixture_run_action (fixture->window, "link-zoom", NULL);
  g_assert_false (fixture_is_on (fixture->window, "link-zoom"));
  zoom = lens_picture_get_zoom (fixture_side_picture (fixture->pair, 1));
  fixture_run_action (fixture->window, "zoom-in", NULL);
  g_assert_cmpfloat (lens_picture_get_zoom (fixture_side_picture (fixture->pair, 1)), ==, zoom);
  g_assert_cmpfloat (lens_picture_get_zoom (fixture_side_picture (fixture->pair, 0)), >, zoom);
  fixture_run_action (fixture->window, "link-zoom", NULL);
  assert_in_step (fixture);
  fixture_run_action (fixture->window, "zoom-fit", NULL);
  g_assert_true (lens_picture_is_fit (fixture_side_picture (fixture->pair, 1)));
}

/* The layout alone changes no pixel of the input, and the words say so. */
static void
test_packing (FixturePair *fixture, gconstpointer data)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermRecipe) rows = derm_recipe_with_layout (own, DERM_LAYOUT_ROWS);

  fixture_run_action (fixture->window, "compare-with-recipe", derm_recipe_get_name (own));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), "No score differs by more than rounding."));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), "The inputs are the same, byte for byte."));
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "layout", g_variant_new_string ("rows"));
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (fixture->pair, 0)), ==, derm_recipe_get_name (rows));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), "packed differently"));
}

/* The truth is marked on both sides and said by the meter of its class. */
static void
test_truth (FixturePair *fixture, gconstpointer data)
{
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (DermPrediction) first = fixture_predict_sample (fixture_classifier (), 1, NULL);
  int top = derm_prediction_get_top (first), other = (top + 1) % 7;
  g_autofree char *text
      = g_strdup_printf ("image_id,dx\ndrawn-01,%s\ndrawn-02,%s\n", derm_prediction_get_label (first, other),
                         derm_prediction_get_label (first, top));
  LensResult *result = lens_window_get_result (fixture->window);
  int fd = g_file_open_tmp ("truth-XXXXXX.csv", &table, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (table, text, -1, &error);
  g_assert_no_error (error);
  file = g_file_new_for_path (table);
  g_assert_null (strstr (lens_result_get_details (result), "Truth"));
  fixture_open_truth (fixture->window, file);
  fixture_wait_idle (fixture->window);
  g_assert_nonnull (strstr (lens_result_get_details (result), derm_prediction_get_class_name (first, other)));
  g_assert_nonnull (strstr (lens_result_get_details (result), "The answer differs."));

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  for (int side = 0; side < 2; side++)
    {
      GtkWidget *meter = gtk_widget_get_first_child (
          GTK_WIDGET (lens_pair_side_get_bars (lens_pair_get_side (fixture->pair, side))));

      for (int i = 0; i < 7; i++, meter = gtk_widget_get_next_sibling (meter))
        g_assert_true (g_str_has_suffix (gtk_widget_get_tooltip_text (meter), ", the truth")
                       == (i == (side == 0 ? other : top)));
    }
  remove (table);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/pair/crop", FixturePair, NULL, fixture_set_up_pair, test_crop, fixture_tear_down_pair);
  g_test_add ("/pair/difference", FixturePair, NULL, fixture_set_up_pair, test_difference, fixture_tear_down_pair);
  g_test_add ("/pair/map", FixturePair, NULL, fixture_set_up_pair, test_map, fixture_tear_down_pair);
  g_test_add ("/pair/in-step", FixturePair, NULL, fixture_set_up_pair, test_in_step, fixture_tear_down_pair);
  g_test_add ("/pair/packing", FixturePair, NULL, fixture_set_up_pair, test_packing, fixture_tear_down_pair);
  g_test_add ("/pair/truth", FixturePair, NULL, fixture_set_up_pair, test_truth, fixture_tear_down_pair);

  return g_test_run ();
}
