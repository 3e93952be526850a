/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui-fixture.h"

static void
test_empty (void)
{
  LensWindow *window = fixture_window ();

  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  g_assert_null (fixture_error (window));
  g_assert_true (fixture_is_enabled (window, "open"));
  g_assert_false (fixture_is_enabled (window, "next"));
  g_assert_false (fixture_is_enabled (window, "zoom-in"));
  fixture_close_window (window);
}

static void
test_one (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);
  g_autofree char *steps = NULL;
  DermPrediction *prediction;
  DermInput *input;

  fixture_open (window, items);
  fixture_wait_idle (window);

  fixture_assert_shown (window, "drawn-01.jpg");
  g_assert_cmpstr (lens_window_get_page (window), ==, "image");
  prediction = lens_item_get_prediction (fixture_shown (window));
  g_assert_nonnull (prediction);
  input = lens_input_view_get_input (lens_result_get_input_view (lens_window_get_result (window)));
  g_assert_cmpstr (derm_input_get_sha256 (input), ==, derm_input_get_sha256 (derm_prediction_get_input (prediction)));
  g_assert_cmpuint (strlen (lens_result_get_text (lens_window_get_result (window))), >, 10);
  steps = lens_result_dup_steps (lens_window_get_result (window));
  g_assert_cmpstr (steps, ==, "JPEG › RGB › Squeezed 4:3 → 1:1 › Bicubic 28 › ÷ 255 › Planes › 8 views");
  g_assert_true (lens_item_is_sample (fixture_shown (window)));
  g_assert_true (fixture_is_enabled (window, "zoom-in"));
  fixture_close_window (window);
}

static void
test_only_broken (void)
{
  LensWindow *window = fixture_window ();
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/at-all.png", NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "failed");
  g_assert_true (g_str_has_prefix (fixture_error (window), "at-all.png: "));
  g_assert_null (lens_picture_get_image (lens_canvas_get_picture (lens_window_get_canvas (window))));
  g_assert_cmpstr (lens_result_get_text (lens_window_get_result (window)), ==, "");
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (lens_result_get_bars (lens_window_get_result (window)))));
  fixture_close_window (window);
}

static gboolean
is_small_and_stacked (gpointer data)
{
  LensWindow *window = data;
  graphene_rect_t image, result;

  return gtk_widget_get_width (data) <= 500
         && gtk_widget_compute_bounds (GTK_WIDGET (lens_window_get_canvas (window)), GTK_WIDGET (window), &image)
         && gtk_widget_compute_bounds (GTK_WIDGET (lens_window_get_result (window)), GTK_WIDGET (window), &result)
         && result.origin.y >= image.origin.y + image.size.height;
}

/* In a small window with a banner the whole image is seen, and that there is something below it. */
static void
test_small (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *good = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (good, "/nowhere/at-all.png", NULL);
  GtkWidget *canvas = GTK_WIDGET (lens_window_get_canvas (window));
  graphene_rect_t image, result;

  gtk_window_set_default_size (GTK_WINDOW (window), 500, 400);
  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_wait (is_small_and_stacked, window, "the results to stand below the image");

  g_assert_nonnull (fixture_error (window));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, 400);
  g_assert_true (gtk_widget_compute_bounds (canvas, GTK_WIDGET (window), &image));
  g_assert_true (
      gtk_widget_compute_bounds (GTK_WIDGET (lens_window_get_result (window)), GTK_WIDGET (window), &result));
  g_assert_cmpfloat (image.size.height, >=, 150);
  g_assert_cmpfloat (result.origin.y, >=, image.origin.y + image.size.height);
  g_assert_cmpfloat (result.origin.y, <, 330);
  fixture_close_window (window);
}

static void
on_title (GtkWindow *window, GParamSpec *pspec, GPtrArray *titles)
{
  g_ptr_array_add (titles, g_strdup (gtk_window_get_title (window)));
}

/* The second of two that follow at once is shown, the first never. */
static void
test_late_result_is_dropped (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autofree char *between = fixture_sample (3), *too = fixture_sample (4); /* neighbours would be shown at once */
  g_autoptr (GPtrArray) all = fixture_items (a, between, too, b, NULL);
  g_autoptr (GPtrArray) last = fixture_items (b, NULL);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  fixture_open (window, all);
  fixture_wait_idle (window);
  fixture_open (window, last);
  fixture_wait_idle (window);
  g_signal_connect (window, "notify::title", G_CALLBACK (on_title), titles);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (GPtrArray) first = fixture_items (a, NULL);
      g_autoptr (GPtrArray) second = fixture_items (b, NULL);

      fixture_open (window, first);
      if (i % 2) /* some of them have begun, some are done but not yet told */
        g_usleep (1000u * (guint) i);
      fixture_open (window, second);
      fixture_wait_idle (window);
      fixture_assert_shown (window, "drawn-02.jpg");
    }
  for (guint i = 0; i < titles->len; i++)
    g_assert_cmpstr (g_ptr_array_index (titles, i), !=, "drawn-01.jpg");
  fixture_close_window (window);
}

static void
test_close_during_work (void)
{
  for (guint ms = 0; ms < 60; ms += 10)
    {
      LensWindow *window = fixture_window ();
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      for (int i = 1; i <= 7; i++)
        {
          g_autofree char *path = fixture_sample (i);
          g_autoptr (GFile) file = g_file_new_for_path (path);

          g_ptr_array_add (items, lens_item_new_for_file (file));
        }
      fixture_open (window, items);
      if (ms > 0)
        fixture_run_for (ms);
      fixture_close_window (window);
    }
}

static void
test_no_model (void)
{
  LensWindow *window = lens_window_new (NULL, NULL, "the file is not there");
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  gtk_window_present (GTK_WINDOW (window));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "no-model");
  g_assert_false (fixture_is_enabled (window, "open"));
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, 0);
  fixture_close_window (window);
}

/* No name of a file, no list, no footer; and all back afterwards. */
static void
test_present (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensInputGrid *grid = lens_input_view_get_grid (lens_result_get_input_view (lens_window_get_result (window)));
  int width = gtk_widget_get_width (GTK_WIDGET (grid));

  fixture_activate (window, "present", NULL);
  fixture_run_for (300);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Image 1");
  gtk_test_accessible_assert_property (lens_canvas_get_picture (lens_window_get_canvas (window)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "600 × 450 pixels"); /* and no name */
  fixture_activate (window, "next", NULL);
  fixture_wait_idle (window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Image 2");
  g_assert_false (fixture_is_on (window, "toggle-sidebar"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (window), "lens-presenter"));

  fixture_activate (window, "stop-presenting", NULL);
  fixture_run_for (300);
  g_assert_false (fixture_is_on (window, "present"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "drawn-02.jpg");
  g_assert_true (fixture_is_on (window, "toggle-sidebar"));
  for (int i = 0; i < 50 && gtk_widget_get_width (GTK_WIDGET (grid)) != width; i++)
    fixture_run_for (100); /* the display server gives the window its size back when it can */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (grid)), ==, width);
  fixture_close_window (window);
}

/* What looks at all images has no trouble with one of them, and is left for the image. */
static void
test_of_list (void)
{
  LensWindow *window = fixture_window ();
  LensSession *session = lens_window_get_session (window);
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, "/nowhere/at-all.png", NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_action_group_change_action_state (G_ACTION_GROUP (window), "aspect", g_variant_new_string ("atlas"));
  g_assert_cmpstr (lens_window_get_page (window), ==, "atlas");
  g_action_group_change_action_state (G_ACTION_GROUP (window), "aspect", g_variant_new_string ("evaluate"));
  g_assert_cmpstr (lens_window_get_page (window), ==, "evaluate");
  lens_session_select (session, 1);
  fixture_wait_idle (window);
  g_assert_cmpint (lens_shown_get_state (lens_session_get_shown (session)), ==, LENS_SHOWN_FAILED);
  g_assert_cmpstr (lens_window_get_page (window), ==, "evaluate");
  fixture_activate (window, "leave", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "failed");
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/window/empty", test_empty);
  g_test_add_func ("/window/one", test_one);
  g_test_add_func ("/window/only-broken", test_only_broken);
  g_test_add_func ("/window/small", test_small);
  g_test_add_func ("/window/late-result-is-dropped", test_late_result_is_dropped);
  g_test_add_func ("/window/close-during-work", test_close_during_work);
  g_test_add_func ("/window/no-model", test_no_model);
  g_test_add_func ("/window/of-list", test_of_list);
  g_test_add_func ("/window/present", test_present);

  return g_test_run ();
}
