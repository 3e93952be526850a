/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

/* The result pane does not move: in one size of the window input, steps, rows and sentence stand at the same place for
 * every image: photographs and what is none, square ones, cropped ones, after one that cannot be opened, and also while
 * an image is being opened. */

typedef struct {
  graphene_rect_t input, steps, bars, sentence;
} Places;

static LensResult *
result_of (LensWindow *window)
{
  return lens_window_get_result (window);
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found
      = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

static graphene_rect_t
bounds_of (LensWindow *window, gpointer widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (result_of (window)), &bounds));
  return bounds;
}

/* Where they are one line, it is scrolled and may be wider than the pane. */
static graphene_rect_t
steps_of (LensWindow *window)
{
  graphene_rect_t bounds = bounds_of (window, lens_result_get_steps (result_of (window)));

  bounds.size.width = MIN (bounds.size.width, (float) gtk_widget_get_width (GTK_WIDGET (result_of (window))));
  return bounds;
}

static Places
places_of (LensWindow *window)
{
  LensResult *result = result_of (window);
  GtkWidget *sentence = find_label (GTK_WIDGET (result), lens_result_get_text (result));

  g_assert_nonnull (sentence);
  return (Places){ bounds_of (window, lens_input_view_get_grid (lens_result_get_input_view (result))),
                   steps_of (window), bounds_of (window, lens_result_get_bars (result)), bounds_of (window, sentence) };
}

static void
assert_same_rect (const char *what, const graphene_rect_t *rect, const graphene_rect_t *expected)
{
  g_test_message ("%s: %g,%g %g×%g, expected %g,%g %g×%g", what, rect->origin.x, rect->origin.y, rect->size.width,
                  rect->size.height, expected->origin.x, expected->origin.y, expected->size.width,
                  expected->size.height);
  g_assert_true (graphene_rect_equal (rect, expected));
}

static void
assert_places (LensWindow *window, const Places *expected)
{
  Places places = places_of (window);

  g_test_message ("%s: %s", lens_item_get_name (fixture_shown (window)), lens_result_get_text (result_of (window)));
  assert_same_rect ("input", &places.input, &expected->input);
  assert_same_rect ("steps", &places.steps, &expected->steps);
  assert_same_rect ("bars", &places.bars, &expected->bars);
  g_assert_cmpfloat (places.sentence.origin.y, ==, expected->sentence.origin.y);
}

/* Goes on, and looks again and again until the image is there: nothing moves on the way either. */
static void
go_to_next (LensWindow *window, const Places *expected)
{
  /* after one that failed the pane is drawn anew first */
  int n_first = g_str_equal (lens_window_get_page (window), "failed") ? 8 : 0;

  fixture_activate (window, "next", NULL);
  for (int i = 0; i < 12 || !fixture_is_idle (window); i++)
    {
      fixture_run_for (5);
      if (i >= n_first && gtk_widget_get_mapped (GTK_WIDGET (lens_result_get_bars (result_of (window)))))
        assert_places (window, expected);
    }
}

static LensWindow *
open_all (char **folder)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DermImage) square = fixture_image (80, 80, 1), tiny = fixture_image (20, 20, 2),
                        odd = fixture_image (60, 41, 3);
  static const char *const samples[]
      = { "samples/drawn-01.jpg",      "samples/drawn-02.jpg",       "samples/drawn-03.jpg", "samples/drawn-04.jpg",
          "samples/drawn-05.jpg",      "samples/drawn-06.jpg",       "samples/drawn-07.jpg", "samples/drawn-08-tea.jpg",
          "samples/drawn-09-leaf.jpg", "samples/drawn-10-planet.jpg" };
  DermImage *const others[] = { square, tiny, odd };
  LensWindow *window = fixture_window ();

  *folder = g_dir_make_tmp ("places-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = derm_data_path (samples[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
      if (i == 3)
        {
          g_autoptr (GFile) broken = fixture_write (*folder, "broken.jpg", "no image");

          g_ptr_array_add (items, lens_item_new_for_file (broken));
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (items, lens_item_new_for_image (others[i]));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpuint (fixture_n_listed (window), ==, 14);
  return window;
}

static void
resize (LensWindow *window, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  fixture_run_for (400 * fixture_patience ());
  fixture_wait_idle (window);
  g_test_message ("%d × %d", gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));
}

/* Through all images at this size, the second one and the last cropped and not. */
static void
visit (LensWindow *window, int width, int height)
{
  Places places;

  resize (window, width, height);
  places = places_of (window);
  for (guint i = 1; i < fixture_n_listed (window); i++)
    {
      go_to_next (window, &places);
      if (i != 1)
        continue;
      g_action_group_change_action_state (G_ACTION_GROUP (window), "crop", g_variant_new_boolean (TRUE));
      fixture_wait_idle (window);
      fixture_run_for (60);
      assert_places (window, &places);
    }
  while (fixture_is_enabled (window, "previous"))
    fixture_run_action (window, "previous", NULL);
  fixture_run_for (60);
  assert_places (window, &places);
}

static void
set_text_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static void
test_places (void)
{
  static const int sizes[][2] = { { 1280, 800 }, { 1000, 700 }, { 900, 620 }, { 360, 900 } };
  g_autofree char *folder = NULL;
  LensWindow *window = open_all (&folder);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    visit (window, sizes[i][0], sizes[i][1]);
  fixture_close_window (window);
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
test_large_text (void)
{
  g_autofree char *folder = NULL;
  LensWindow *window;

  set_text_scale (2);
  window = open_all (&folder);
  visit (window, 1280, 800);
  visit (window, 360, 900);
  fixture_close_window (window);
  set_text_scale (1);
  fixture_remove_folder (g_steal_pointer (&folder));
}

/* Some images have a truth, and some have none. */
static void
test_truth (void)
{
  g_autofree char *folder = NULL;
  LensWindow *window = open_all (&folder);
  g_autoptr (GFile) table
      = fixture_write (folder, "truth.csv", "image_id,dx\ndrawn-01,nv\ndrawn-03,bcc\ndrawn-06,mel\n");

  fixture_open_truth (window, table);
  fixture_wait_idle (window);
  visit (window, 1280, 800);
  fixture_close_window (window);
  fixture_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/result-places/sizes", test_places);
  g_test_add_func ("/result-places/large-text", test_large_text);
  g_test_add_func ("/result-places/truth", test_truth);
  return g_test_run ();
}
