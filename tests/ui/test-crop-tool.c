/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

/* The crop in the window: by keys and actions, in the list, and how soon its result comes. */

typedef struct {
  LensWindow *window;
  LensCropper *cropper;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autoptr (GPtrArray) items = fixture_items (a, b, NULL);

  fixture->window = fixture_window ();
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  fixture->cropper = lens_picture_get_cropper (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static DermInput *
shown_input (Fixture *fixture)
{
  return lens_input_view_get_input (lens_result_get_input_view (lens_window_get_result (fixture->window)));
}

static gboolean
has_crop (LensItem *item)
{
  return derm_recipe_get_crop (derm_input_get_recipe (derm_prediction_get_input (lens_item_get_prediction (item))))
         != NULL;
}

/* The score in the list is that of the crop, also when the image is opened again and when all are read anew. */
static void
test_crop_in_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GPtrArray) again = fixture_items (path, NULL);
  LensItem *item = fixture_shown (fixture->window);

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "crop", g_variant_new_boolean (TRUE));
  fixture_wait_idle (fixture->window);
  g_assert_true (has_crop (item));
  fixture_open (fixture->window, again);
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_shown (fixture->window) == item);
  g_assert_true (has_crop (item));

  fixture_activate (fixture->window, "next", NULL);
  fixture_wait_idle (fixture->window);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "decision", g_variant_new_string ("balanced"));
  fixture_wait_idle (fixture->window);
  g_assert_true (has_crop (item));
  g_assert_false (has_crop (fixture_shown (fixture->window)));
}

/* What the window shows is what the engine makes of that crop. */
static void
assert_shows_crop (Fixture *fixture, const LensCrop *crop)
{
  DermImage *image = lens_picture_get_image (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)));
  DermRecipe *model_recipe = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (GError) error = NULL;
  double fractions[4];

  if (crop != NULL)
    lens_crop_to_fractions (crop, derm_image_get_width (image), derm_image_get_height (image), fractions);
  recipe = derm_recipe_with_crop (model_recipe, crop != NULL ? fractions : NULL);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (derm_input_get_sha256 (shown_input (fixture)), ==, derm_input_get_sha256 (input));
  g_assert_true (fixture_is_on (fixture->window, "crop") == (crop != NULL));
}

static void
press_crop (Fixture *fixture, guint key, GdkModifierType state)
{
  fixture_press (GTK_WIDGET (fixture->cropper), key, state);
}

static void
test_crop (Fixture *fixture, gconstpointer data)
{
  const LensCrop square = { 75, 0, 450, 450 }, moved = { 76, 0, 450, 450 };
  const LensCrop smaller = { 76, 5, 440, 440 }; /* about its middle */
  g_autofree char *steps = NULL;

  assert_shows_crop (fixture, NULL);
  fixture_activate (fixture->window, "crop", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &square);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->cropper)));
  steps = lens_result_dup_steps (lens_window_get_result (fixture->window));
  g_assert_nonnull (strstr (steps, "Crop"));

  press_crop (fixture, GDK_KEY_Right, 0);
  press_crop (fixture, GDK_KEY_Left, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &smaller);

  fixture_activate (fixture->window, "undo", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &moved);
  fixture_activate (fixture->window, "undo", NULL);
  fixture_activate (fixture->window, "undo", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, NULL);
  g_assert_true (gtk_widget_has_focus (gtk_widget_get_parent (GTK_WIDGET (fixture->cropper))));
  for (int i = 0; i < 3; i++)
    fixture_activate (fixture->window, "redo", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &smaller);
}

/* Each image has its own crop; undoing that of another one shows it. */
static void
test_crop_of_each_image (Fixture *fixture, gconstpointer data)
{
  const LensCrop square = { 75, 0, 450, 450 };

  fixture_activate (fixture->window, "crop", NULL);
  fixture_wait_idle (fixture->window);
  fixture_activate (fixture->window, "next", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, NULL);
  fixture_activate (fixture->window, "previous", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &square);
  fixture_activate (fixture->window, "next", NULL);
  fixture_wait_idle (fixture->window);
  fixture_activate (fixture->window, "undo", NULL);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_item_get_name (fixture_shown (fixture->window)), ==, "drawn-01.jpg");
  assert_shows_crop (fixture, NULL);
}

static void
test_free_and_square (Fixture *fixture, gconstpointer data)
{
  const LensCrop free = { 75, 0, 450, 440 }, square = { 75, 0, 450, 450 };

  fixture_activate (fixture->window, "crop", NULL);
  fixture_activate (fixture->window, "crop-square", NULL);
  g_assert_false (fixture_is_on (fixture->window, "crop-square"));
  press_crop (fixture, GDK_KEY_Up, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &free);
  fixture_activate (fixture->window, "crop-square", NULL);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &square);
}

static void
on_result (LensItem *item, guint *n_results)
{
  (*n_results)++;
}

/* A hundred changes, one with each turn of 8 ms: results come while it goes on, the last is that of the last crop, and
 * the main loop works less than a frame for each. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  LensItem *item = fixture_shown (fixture->window);
  gint64 busiest = 0, all;
  guint n_results = 0;
  LensCrop crop;

  fixture_activate (fixture->window, "crop", NULL);
  fixture_wait_idle (fixture->window);
  g_signal_connect (item, "changed", G_CALLBACK (on_result), &n_results);
  all = -fixture_thread_time ();
  for (int i = 0; i < 100; i++)
    {
      gint64 began = fixture_thread_time ();

      press_crop (fixture, i % 40 < 20 ? GDK_KEY_Left : GDK_KEY_Right, i % 3 ? 0 : GDK_SHIFT_MASK);
      busiest = MAX (busiest, fixture_thread_time () - began);
      fixture_run_for (8);
    }
  all += fixture_thread_time ();
  g_assert_cmpuint (n_results, >, 5); /* on the way, however busy the machine is */
  fixture_wait_idle (fixture->window);
  g_signal_handlers_disconnect_by_data (item, &n_results);
  g_test_message ("%u results of 100 changes; the longest change worked %.2f ms, all that is drawn %.2f ms each",
                  n_results, (double) busiest / 1000, (double) all / 100 / 1000);
  crop = *lens_cropper_get_crop (fixture->cropper);
  assert_shows_crop (fixture, &crop);
  g_assert_cmpint (busiest, <, 16 * 1000);
}

/* How long it takes from a change to its result on screen. */
static void
test_latency (Fixture *fixture, gconstpointer data)
{
  LensItem *item = fixture_shown (fixture->window);
  gint64 fastest = G_MAXINT64;

  fixture_activate (fixture->window, "crop", NULL);
  fixture_wait_idle (fixture->window);
  for (int i = 0; i < 40; i++)
    {
      guint n_results = 0;
      gulong id = g_signal_connect (item, "changed", G_CALLBACK (on_result), &n_results);
      gint64 began = g_get_monotonic_time ();

      press_crop (fixture, i % 20 < 10 ? GDK_KEY_Left : GDK_KEY_Right, 0);
      while (n_results == 0)
        g_main_context_iteration (NULL, TRUE);
      fastest = MIN (fastest, g_get_monotonic_time () - began);
      g_signal_handler_disconnect (item, id);
      fixture_run_for (20);
    }
  g_test_message ("from a change to its result: %.2f ms at best", (double) fastest / 1000);
  g_assert_cmpint (fastest, <, fixture_patience () * 100 * 1000); /* a frame on a quiet machine; this one may be busy */
}

/* With another recipe the crop stays, and with the crop that recipe. */
static void
test_crop_and_recipe (Fixture *fixture, gconstpointer data)
{
  fixture_activate (fixture->window, "crop", NULL);
  fixture_wait_idle (fixture->window);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "layout", g_variant_new_string ("rows"));
  fixture_wait_idle (fixture->window);
  g_assert_nonnull (derm_recipe_get_crop (derm_input_get_recipe (shown_input (fixture))));
  g_assert_cmpint (derm_recipe_get_layout (derm_input_get_recipe (shown_input (fixture))), ==, DERM_LAYOUT_ROWS);
  g_assert_nonnull (lens_cropper_get_crop (fixture->cropper));

  press_crop (fixture, GDK_KEY_Right, 0);
  fixture_wait_idle (fixture->window);
  g_assert_cmpfloat (derm_recipe_get_crop (derm_input_get_recipe (shown_input (fixture)))[0], ==, 76.0 / 600.0);
  g_assert_cmpint (derm_recipe_get_layout (derm_input_get_recipe (shown_input (fixture))), ==, DERM_LAYOUT_ROWS);
}

/* A result that comes when another image is on screen goes nowhere. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 10; i++)
    {
      fixture_activate (fixture->window, "crop", NULL);
      fixture_activate (fixture->window, i % 2 ? "previous" : "next", NULL);
      fixture_wait_idle (fixture->window);
      assert_shows_crop (fixture, lens_cropper_get_crop (fixture->cropper));
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/crop-tool/crop", Fixture, NULL, set_up, test_crop, tear_down);
  g_test_add ("/crop-tool/of-each-image", Fixture, NULL, set_up, test_crop_of_each_image, tear_down);
  g_test_add ("/crop-tool/in-list", Fixture, NULL, set_up, test_crop_in_list, tear_down);
  g_test_add ("/crop-tool/free-and-square", Fixture, NULL, set_up, test_free_and_square, tear_down);
  g_test_add ("/crop-tool/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/crop-tool/latency", Fixture, NULL, set_up, test_latency, tear_down);
  g_test_add ("/crop-tool/recipe", Fixture, NULL, set_up, test_crop_and_recipe, tear_down);
  g_test_add ("/crop-tool/late", Fixture, NULL, set_up, test_late, tear_down);

  return g_test_run ();
}
