/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lens-model-name.h"
#include "ui-fixture.h"

/* Two side by side in the real window: images, recipes, models, and their difference. */

typedef struct {
  LensWindow *window;
  LensPair *pair;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autofree char *c = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (a, b, c, NULL);

  fixture->window = fixture_window ();
  fixture->pair = lens_window_get_pair (fixture->window);
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static void
activate (Fixture *fixture, const char *action, const char *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action,
                                  parameter != NULL ? g_variant_new_string (parameter) : NULL);
  fixture_wait_idle (fixture->window);
}

static gboolean
get_state (Fixture *fixture, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), action);

  return g_variant_get_boolean (state);
}

static DermPrediction *
side_prediction (Fixture *fixture, int side)
{
  return lens_bars_get_prediction (lens_pair_side_get_bars (lens_pair_get_side (fixture->pair, side)));
}

static LensPicture *
side_picture (Fixture *fixture, int side)
{
  return lens_pair_side_get_picture (lens_pair_get_side (fixture->pair, side));
}

/* (transfer full) What the engine says of a sample, asked beside the window. */
static DermPrediction *
predict_sample (DermClassifier *classifier, int number, DermRecipe *recipe)
{
  g_autofree char *path = fixture_sample (number);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermInput) input = NULL;
  DermPrediction *prediction;

  g_assert_no_error (error);
  input = derm_input_new (image, recipe != NULL ? recipe : derm_model_get_recipe (derm_classifier_get_model (classifier)),
                          &error);
  g_assert_no_error (error);
  prediction = derm_classifier_predict (classifier, input, &error);
  g_assert_no_error (error);

  return prediction;
}

static void
assert_side (Fixture *fixture, int side, const char *title, DermPrediction *expected)
{
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (fixture->pair, side)), ==, title);
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (side_prediction (fixture, side))), ==,
                   derm_input_get_sha256 (derm_prediction_get_input (expected)));
  g_assert_cmpmem (derm_prediction_get_logits (side_prediction (fixture, side)), 7 * sizeof (float),
                   derm_prediction_get_logits (expected), 7 * sizeof (float));
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) first = predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) second = predict_sample (fixture_classifier (), 2, NULL);
  g_autoptr (DermPrediction) third = predict_sample (fixture_classifier (), 3, NULL);
  GtkWidget *result = GTK_WIDGET (lens_window_get_result (fixture->window));

  g_assert_false (get_state (fixture, "pin"));
  activate (fixture, "pin", NULL);
  g_assert_true (get_state (fixture, "pin"));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  g_assert_cmpstr (lens_pair_get_text (fixture->pair), ==, ""); /* there is no second one yet */
  g_assert_null (side_prediction (fixture, 1));
  g_assert_false (gtk_widget_get_visible (result));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "crop"));

  activate (fixture, "next", NULL);
  assert_side (fixture, 0, "drawn-01.jpg", first);
  assert_side (fixture, 1, "drawn-02.jpg", second);
  g_assert_cmpuint (strlen (lens_pair_get_text (fixture->pair)), >, 20);
  activate (fixture, "next", NULL);
  assert_side (fixture, 0, "drawn-01.jpg", first);
  assert_side (fixture, 1, "drawn-03.jpg", third);

  activate (fixture, "pin", NULL); /* the same key: unpinned */
  g_assert_false (get_state (fixture, "pin"));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
  g_assert_true (gtk_widget_get_visible (result));
  g_assert_cmpstr (lens_item_get_name (fixture_shown (fixture->window)), ==, "drawn-03.jpg");
  g_assert_null (side_prediction (fixture, 0));

  activate (fixture, "pin", NULL);
  activate (fixture, "back", NULL); /* Escape */
  g_assert_false (get_state (fixture, "pin"));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
}

static char *
dup_crop (LensPicture *picture)
{
  return lens_cropper_dup_text (lens_picture_get_cropper (picture));
}

/* Each original has the frame of the crop that its scores are of, if there is one. */
static void
test_crop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *crop = NULL, *first = NULL, *second = NULL;

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "crop", g_variant_new_boolean (TRUE));
  fixture_wait_idle (fixture->window);
  crop = dup_crop (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)));
  g_assert_nonnull (crop);
  activate (fixture, "pin", NULL);
  activate (fixture, "next", NULL);
  first = dup_crop (side_picture (fixture, 0));
  second = dup_crop (side_picture (fixture, 1));
  g_assert_cmpstr (first, ==, crop);
  g_assert_null (second);
}

/* With another recipe both are read anew. */
static void
test_recipe_of_both (Fixture *fixture, gconstpointer data)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (own, DERM_FILTER_BOX);
  g_autoptr (DermPrediction) first = predict_sample (fixture_classifier (), 1, box);
  g_autoptr (DermPrediction) second = predict_sample (fixture_classifier (), 2, box);

  activate (fixture, "pin", NULL);
  activate (fixture, "next", NULL);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "filter", g_variant_new_string ("box"));
  fixture_wait_idle (fixture->window);
  g_assert_true (get_state (fixture, "pin"));
  assert_side (fixture, 0, "drawn-01.jpg", first);
  assert_side (fixture, 1, "drawn-02.jpg", second);
}

/* An image that cannot be opened shows why; the pin waits for the next. */
static void
test_failed_between (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *bad = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("lens-XXXXXX.jpg", &bad, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  items = fixture_items (bad, NULL);
  activate (fixture, "pin", NULL);
  fixture_open (fixture->window, items); /* the last of the list; the window goes back to a good one */
  fixture_wait_idle (fixture->window);
  g_assert_true (get_state (fixture, "pin"));
  while (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "next"))
    activate (fixture, "next", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "failed");
  activate (fixture, "previous", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (fixture->pair, 1)), ==, "drawn-03.jpg");
  remove (bad);
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

static void
test_difference (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) first = predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) second = predict_sample (fixture_classifier (), 2, NULL);
  double mean, largest;
  g_autofree char *words = NULL;
  GtkWidget *meter;

  activate (fixture, "pin", NULL);
  activate (fixture, "next", NULL);

  subtract (derm_prediction_get_input (first), derm_prediction_get_input (second), &mean, &largest);
  g_assert_cmpfloat (mean, >, 0.5);
  words = g_strdup_printf ("by %.1f grey levels on average, and most by %.1f at", mean, largest);
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), words));

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
test_map (Fixture *fixture, gconstpointer data)
{
  DermInput *a, *b;
  double mean, largest, scale = 8.0;
  cairo_surface_t *surface;
  guint n_colors = 0;
  guint32 last = 0;

  activate (fixture, "pin", NULL);
  activate (fixture, "next", NULL);
  a = derm_prediction_get_input (side_prediction (fixture, 0));
  b = derm_prediction_get_input (side_prediction (fixture, 1));
  subtract (a, b, &mean, &largest);
  while (scale < largest)
    scale *= 2.0;
  surface = fixture_draw (GTK_WIDGET (lens_pair_get_difference_grid (fixture->pair)));
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 28 * 6);
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        const guint8 *p = derm_input_get_rgb (a) + 3 * (28 * y + x), *q = derm_input_get_rgb (b) + 3 * (28 * y + x);
        double difference = (abs (p[0] - q[0]) + abs (p[1] - q[1]) + abs (p[2] - q[2])) / 3.0;
        DermColor color = derm_figure_difference_color (difference / MIN (scale, 255.0));
        guint32 shown = fixture_pixel (surface, 6 * x + 3, 6 * y + 3);

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
assert_in_step (Fixture *fixture)
{
  LensPictureView a, b;

  lens_picture_get_view (side_picture (fixture, 0), &a);
  lens_picture_get_view (side_picture (fixture, 1), &b);
  g_assert_true (a.is_fit == b.is_fit);
  g_assert_cmpfloat_with_epsilon (a.zoom, b.zoom, 1e-6);
  g_assert_cmpfloat_with_epsilon (a.x, b.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (a.y, b.y, 1e-6);
}

static void
test_in_step (Fixture *fixture, gconstpointer data)
{
  double zoom;
  LensPictureView before, after;

  activate (fixture, "pin", NULL);
  activate (fixture, "next", NULL);
  assert_in_step (fixture);
  for (int i = 0; i < 6; i++)
    activate (fixture, "zoom-in", NULL);
  g_assert_false (lens_picture_is_fit (side_picture (fixture, 1)));
  assert_in_step (fixture);
  activate (fixture, "pan", "right");
  activate (fixture, "pan", "down");
  assert_in_step (fixture);
  lens_picture_pan (side_picture (fixture, 1), -80, 10); /* the other one leads */
  fixture_wait_idle (fixture->window);
  assert_in_step (fixture);

  lens_picture_get_view (side_picture (fixture, 0), &before);
  activate (fixture, "next", NULL); /* the next image is looked at as closely */
  lens_picture_get_view (side_picture (fixture, 0), &after);
  g_assert_cmpfloat_with_epsilon (before.zoom, after.zoom, 1e-6);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1e-6);
  assert_in_step (fixture);

  activate (fixture, "link-zoom", NULL);
  g_assert_false (get_state (fixture, "link-zoom"));
  zoom = lens_picture_get_zoom (side_picture (fixture, 1));
  activate (fixture, "zoom-in", NULL);
  g_assert_cmpfloat (lens_picture_get_zoom (side_picture (fixture, 1)), ==, zoom);
  g_assert_cmpfloat (lens_picture_get_zoom (side_picture (fixture, 0)), >, zoom);
  activate (fixture, "link-zoom", NULL);
  assert_in_step (fixture);
  activate (fixture, "zoom-fit", NULL);
  g_assert_true (lens_picture_is_fit (side_picture (fixture, 1)));
}

static void
test_recipes (Fixture *fixture, gconstpointer data)
{
  DermModel *model = derm_classifier_get_model (fixture_classifier ());
  g_autoptr (DermRecipe) trained = derm_model_find_recipe (model, "as-trained", NULL);
  g_autoptr (DermPrediction) own = predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) other = predict_sample (fixture_classifier (), 1, trained);
  g_autoptr (DermPrediction) other_second = predict_sample (fixture_classifier (), 2, trained);

  activate (fixture, "compare-recipes", NULL);
  activate (fixture, "compare-with-recipe", "as-trained");
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  g_assert_false (get_state (fixture, "pin"));
  assert_side (fixture, 0, derm_recipe_get_name (derm_model_get_recipe (model)), own);
  assert_side (fixture, 1, "as-trained", other);
  activate (fixture, "next", NULL);
  assert_side (fixture, 1, "as-trained", other_second);
  activate (fixture, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
}

/* The layout alone changes no pixel of the input, and the words say so. */
static void
test_packing (Fixture *fixture, gconstpointer data)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermRecipe) rows = derm_recipe_with_layout (own, DERM_LAYOUT_ROWS);

  activate (fixture, "compare-with-recipe", derm_recipe_get_name (own));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), "No score differs by more than rounding."));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), "The inputs are the same, byte for byte."));
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "layout", g_variant_new_string ("rows"));
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (fixture->pair, 0)), ==, derm_recipe_get_name (rows));
  g_assert_nonnull (strstr (lens_pair_get_text (fixture->pair), "packed differently"));
}

static char *
dup_model_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
}

static void
test_models (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_model_path ("torch/f16.pth");
  g_autofree char *nothing = fixture_sample (1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) no_model = g_file_new_for_path (nothing);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, 1, &error);
  g_autoptr (DermPrediction) own = predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) other = predict_sample (classifier, 1, NULL);
  g_autofree char *title = lens_model_format_name (derm_classifier_get_model (fixture_classifier ()));
  g_autofree char *other_title = lens_model_format_name (model);

  fixture_compare_model (fixture->window, no_model); /* says why, and nothing else happens */
  fixture_wait_idle (fixture->window);
  g_assert_true (g_str_has_prefix (fixture_error (fixture->window), "drawn-01.jpg: "));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");

  fixture_compare_model (fixture->window, file);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  assert_side (fixture, 0, title, own);
  assert_side (fixture, 1, other_title, other);
  g_assert_true (fixture_model (fixture->window) == derm_classifier_get_model (fixture_classifier ()));
  activate (fixture, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
}

/* The truth is marked on both sides and said by the meter of its class. */
static void
test_truth (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (DermPrediction) first = predict_sample (fixture_classifier (), 1, NULL);
  int top = derm_prediction_get_top (first), other = (top + 1) % 7;
  g_autofree char *text = g_strdup_printf ("image_id,dx\ndrawn-01,%s\ndrawn-02,%s\n",
                                           derm_prediction_get_label (first, other),
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

  activate (fixture, "pin", NULL);
  activate (fixture, "next", NULL);
  for (int side = 0; side < 2; side++)
    {
      GtkWidget *meter
          = gtk_widget_get_first_child (GTK_WIDGET (lens_pair_side_get_bars (lens_pair_get_side (fixture->pair, side))));

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
  g_test_add ("/pair/pin", Fixture, NULL, set_up, test_pin, tear_down);
  g_test_add ("/pair/crop", Fixture, NULL, set_up, test_crop, tear_down);
  g_test_add ("/pair/recipe-of-both", Fixture, NULL, set_up, test_recipe_of_both, tear_down);
  g_test_add ("/pair/failed-between", Fixture, NULL, set_up, test_failed_between, tear_down);
  g_test_add ("/pair/difference", Fixture, NULL, set_up, test_difference, tear_down);
  g_test_add ("/pair/map", Fixture, NULL, set_up, test_map, tear_down);
  g_test_add ("/pair/in-step", Fixture, NULL, set_up, test_in_step, tear_down);
  g_test_add ("/pair/recipes", Fixture, NULL, set_up, test_recipes, tear_down);
  g_test_add ("/pair/packing", Fixture, NULL, set_up, test_packing, tear_down);
  g_test_add ("/pair/models", Fixture, NULL, set_up, test_models, tear_down);
  g_test_add ("/pair/truth", Fixture, NULL, set_up, test_truth, tear_down);

  return g_test_run ();
}
