/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-cells.h"
#include "ui-fixture.h"

/* The crop, the input view and the presenter in the real window. */

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

static void
activate (Fixture *fixture, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
}

static gboolean
get_state (Fixture *fixture, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), action);

  return g_variant_get_boolean (state);
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

  activate (fixture, "next");
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
  g_assert_true (get_state (fixture, "crop") == (crop != NULL));
}

/* As if a key were pressed while the cropper has the focus. */
static void
press (Fixture *fixture, GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean is_handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, state, &is_handled);
      g_assert_true (is_handled);
      g_signal_emit_by_name (controller, "key-released", key, 0u, state);
    }
}

static void
press_crop (Fixture *fixture, guint key, GdkModifierType state)
{
  press (fixture, GTK_WIDGET (fixture->cropper), key, state);
}

static void
test_crop (Fixture *fixture, gconstpointer data)
{
  const LensCrop square = { 75, 0, 450, 450 }, moved = { 76, 0, 450, 450 };
  const LensCrop smaller = { 76, 5, 440, 440 }; /* about its middle */
  g_autofree char *steps = NULL;

  assert_shows_crop (fixture, NULL);
  activate (fixture, "crop");
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &square);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->cropper)));
  steps = lens_result_dup_steps (lens_window_get_result (fixture->window));
  g_assert_nonnull (strstr (steps, "Crop"));

  press_crop (fixture, GDK_KEY_Right, 0);
  press_crop (fixture, GDK_KEY_Left, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &smaller);

  activate (fixture, "undo");
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &moved);
  activate (fixture, "undo");
  activate (fixture, "undo");
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, NULL);
  g_assert_true (gtk_widget_has_focus (gtk_widget_get_parent (GTK_WIDGET (fixture->cropper))));
  for (int i = 0; i < 3; i++)
    activate (fixture, "redo");
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &smaller);
}

/* Each image has its own crop; undoing that of another one shows it. */
static void
test_crop_of_each_image (Fixture *fixture, gconstpointer data)
{
  const LensCrop square = { 75, 0, 450, 450 };

  activate (fixture, "crop");
  fixture_wait_idle (fixture->window);
  activate (fixture, "next");
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, NULL);
  activate (fixture, "previous");
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &square);
  activate (fixture, "next");
  fixture_wait_idle (fixture->window);
  activate (fixture, "undo");
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_item_get_name (fixture_shown (fixture->window)), ==, "drawn-01.jpg");
  assert_shows_crop (fixture, NULL);
}

static void
test_free_and_square (Fixture *fixture, gconstpointer data)
{
  const LensCrop free = { 75, 0, 450, 440 }, square = { 75, 0, 450, 450 };

  activate (fixture, "crop");
  activate (fixture, "crop-square");
  g_assert_false (get_state (fixture, "crop-square"));
  press_crop (fixture, GDK_KEY_Up, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  fixture_wait_idle (fixture->window);
  assert_shows_crop (fixture, &free);
  activate (fixture, "crop-square");
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

  activate (fixture, "crop");
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

  activate (fixture, "crop");
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
  activate (fixture, "crop");
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
      activate (fixture, "crop");
      activate (fixture, i % 2 ? "previous" : "next");
      fixture_wait_idle (fixture->window);
      assert_shows_crop (fixture, lens_cropper_get_crop (fixture->cropper));
    }
}

static void
test_values (void)
{
  g_autoptr (DermImage) image = fixture_image (28, 28, 3);
  g_autoptr (DermRecipe) planes = derm_recipe_new ("planes", 28, 28, DERM_FILTER_NEAREST, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) rows = derm_recipe_with_layout (planes, DERM_LAYOUT_ROWS);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (DermInput) input = derm_input_new (image, i == 0 ? planes : rows, &error);
      float values[3 * 28 * 28];

      g_assert_no_error (error);
      derm_input_fill (input, 0, values);
      for (int column = 0; column < 84; column++)
        for (int row = 0; row < 28; row++)
          {
            g_autofree char *text = lens_input_cells_dup_text (input, DERM_INPUT_VIEW_PACKED, column, row);
            float value = values[column / 28 * 784 + row * 28 + column % 28];
            g_autofree char *expected
                = g_strdup_printf ("Plane %d, x %d, y %d: %.3f (", column / 28 + 1, column % 28, row, value);

            g_assert_true (g_str_has_prefix (text, expected));
          }
    }
}

/* Every cell is found where it is drawn. */
static void
test_cells (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (2);
  DermInput *input = derm_prediction_get_input (prediction);
  const DermInputView views[] = { DERM_INPUT_VIEW_COLOR, DERM_INPUT_VIEW_PACKED };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    for (int column = 0; column < lens_input_cells_get_n_columns (input, views[i]); column++)
      for (int row = 0; row < 28; row++)
        {
          cairo_rectangle_t box;
          int x = -1, y = -1;

          lens_input_cells_get_box (input, views[i], 252, 252, column, row, &box);
          g_assert_true (
              lens_input_cells_find (input, views[i], 252, 252, box.x + box.width / 2, box.y + box.height / 2, &x, &y));
          g_assert_cmpint (x, ==, column);
          g_assert_cmpint (y, ==, row);
        }
  g_assert_false (lens_input_cells_find (input, DERM_INPUT_VIEW_PACKED, 252, 252, 10, 5, NULL, NULL)); /* above them */
}

static void
test_value_words (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (2);
  DermInput *input = derm_prediction_get_input (prediction);
  const guint8 *p = derm_input_get_rgb (input) + 3 * (28 * 4 + 3);
  g_autofree char *color = g_strdup_printf ("x 3, y 4: R %d, G %d, B %d", p[0], p[1], p[2]);
  g_autofree char *green = g_strdup_printf ("x 3, y 4: green %d = %.3f", p[1], p[1] / 255.0);
  g_autofree char *color_text = lens_input_cells_dup_text (input, DERM_INPUT_VIEW_COLOR, 3, 4);
  g_autofree char *green_text = lens_input_cells_dup_text (input, DERM_INPUT_VIEW_GREEN, 3, 4);

  g_assert_cmpstr (color_text, ==, color);
  g_assert_cmpstr (green_text, ==, green);
}

static GtkWidget *
find_cell (LensInputGrid *grid)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_focus (child))
      return child;

  return NULL;
}

/* The arrow keys move the cursor, and the cell that gets the focus says its value. */
static void
test_input_cursor (Fixture *fixture, gconstpointer data)
{
  LensInputGrid *grid
      = lens_input_view_get_grid (lens_result_get_input_view (lens_window_get_result (fixture->window)));
  const guint moves[] = { GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_Down, GDK_KEY_End, GDK_KEY_Right, GDK_KEY_Home };
  const int places[][2] = { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 27, 2 }, { 27, 2 }, { 0, 2 } };

  gtk_widget_child_focus (GTK_WIDGET (grid), GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (find_cell (grid));
  gtk_test_accessible_assert_role (grid, GTK_ACCESSIBLE_ROLE_GRID);
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *wrong = NULL;
      int column, row;

      press (fixture, GTK_WIDGET (grid), moves[i], 0);
      g_assert_true (lens_input_grid_get_cursor (grid, &column, &row));
      g_assert_cmpint (column, ==, places[i][0]);
      g_assert_cmpint (row, ==, places[i][1]);
      text = lens_input_cells_dup_text (shown_input (fixture), DERM_INPUT_VIEW_COLOR, column, row);
      gtk_test_accessible_assert_role (find_cell (grid), GTK_ACCESSIBLE_ROLE_GRID_CELL);
      wrong
          = gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_cell (grid)), GTK_ACCESSIBLE_PROPERTY_LABEL, text);
      g_assert_null (wrong);
    }
}

/* What is copied has the input's very colours. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  LensInputGrid *grid
      = lens_input_view_get_grid (lens_result_get_input_view (lens_window_get_result (fixture->window)));
  g_autoptr (GdkTexture) texture = lens_input_grid_make_texture (grid);
  int side = gdk_texture_get_width (texture);
  g_autofree guint32 *pixels = g_new (guint32, side * side);
  const guint8 *rgb = derm_input_get_rgb (shown_input (fixture));

  g_assert_cmpint (side, ==, 448);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, side);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) side * 4);
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        const guint8 *p = rgb + 3 * (y / 16 * 28 + x / 16);

        g_assert_cmphex (pixels[y * side + x] & 0xffffff, ==, (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2]);
      }
  activate (fixture, "copy-input");
  g_assert_true (gdk_content_formats_contain_gtype (
      gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window))), GDK_TYPE_TEXTURE));
}

/* No name of a file, no list, no footer; and all back afterwards. */
static void
test_present (Fixture *fixture, gconstpointer data)
{
  LensInputGrid *grid
      = lens_input_view_get_grid (lens_result_get_input_view (lens_window_get_result (fixture->window)));
  int width = gtk_widget_get_width (GTK_WIDGET (grid));

  activate (fixture, "present");
  fixture_run_for (300);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Image 1");
  gtk_test_accessible_assert_property (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "600 × 450 pixels"); /* and no name */
  activate (fixture, "next");
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Image 2");
  g_assert_false (get_state (fixture, "toggle-sidebar"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->window), "lens-presenter"));

  activate (fixture, "stop-presenting");
  fixture_run_for (300);
  g_assert_false (get_state (fixture, "present"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "drawn-02.jpg");
  g_assert_true (get_state (fixture, "toggle-sidebar"));
  for (int i = 0; i < 50 && gtk_widget_get_width (GTK_WIDGET (grid)) != width; i++)
    fixture_run_for (100); /* the display server gives the window its size back when it can */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (grid)), ==, width);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/see/crop", Fixture, NULL, set_up, test_crop, tear_down);
  g_test_add ("/see/crop-of-each-image", Fixture, NULL, set_up, test_crop_of_each_image, tear_down);
  g_test_add ("/see/crop-in-list", Fixture, NULL, set_up, test_crop_in_list, tear_down);
  g_test_add ("/see/free-and-square", Fixture, NULL, set_up, test_free_and_square, tear_down);
  g_test_add ("/see/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/see/latency", Fixture, NULL, set_up, test_latency, tear_down);
  g_test_add ("/see/crop-and-recipe", Fixture, NULL, set_up, test_crop_and_recipe, tear_down);
  g_test_add ("/see/late", Fixture, NULL, set_up, test_late, tear_down);
  g_test_add_func ("/see/values", test_values);
  g_test_add_func ("/see/cells", test_cells);
  g_test_add_func ("/see/value-words", test_value_words);
  g_test_add ("/see/input-cursor", Fixture, NULL, set_up, test_input_cursor, tear_down);
  g_test_add ("/see/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/see/present", Fixture, NULL, set_up, test_present, tear_down);

  return g_test_run ();
}
