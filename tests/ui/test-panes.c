/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-settings.h"
#include "ui-fixture.h"

/* The edges of the panes: moved by keys and kept, never so far that something beside them has no room. */

#define WIDTH 1200
#define HEIGHT 760
#define FRAME 20 /* that a window without a window manager draws around itself */

typedef struct {
  GSettings *settings;
  LensWindow *window;
} Fixture;

static gboolean
has_width (gpointer data)
{
  return abs (gtk_widget_get_width (data) - WIDTH) <= FRAME;
}

static void
open_window (Fixture *fixture)
{
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autoptr (GPtrArray) items = fixture_items (a, b, NULL);

  fixture->window = lens_window_new (NULL, fixture_classifier (), NULL);
  lens_window_remember (fixture->window, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  fixture_wait (has_width, fixture->window, "the window's width");
  fixture_run_for (100);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[]
      = { "show-list", "show-result", "list-width", "result-width", "window-width", "window-height" };

  fixture->settings = lens_settings_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  g_settings_set_int (fixture->settings, "window-width", WIDTH);
  g_settings_set_int (fixture->settings, "window-height", HEIGHT);
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
  g_object_unref (fixture->settings);
}

static void
reopen (Fixture *fixture)
{
  fixture_close_window (fixture->window);
  open_window (fixture);
}

static GtkPaned *
get_paned (GtkWidget *inside)
{
  return GTK_PANED (gtk_widget_get_ancestor (inside, GTK_TYPE_PANED));
}

static GtkPaned *
list_paned (Fixture *fixture)
{
  return get_paned (GTK_WIDGET (lens_window_get_browser (fixture->window)));
}

static GtkPaned *
result_paned (Fixture *fixture)
{
  return get_paned (GTK_WIDGET (lens_window_get_result (fixture->window)));
}

static int
list_width (Fixture *fixture)
{
  return gtk_widget_get_width (gtk_paned_get_start_child (list_paned (fixture)));
}

static int
result_width (Fixture *fixture)
{
  return gtk_widget_get_width (GTK_WIDGET (lens_window_get_result (fixture->window)));
}

static int
canvas_width (Fixture *fixture)
{
  return gtk_widget_get_width (GTK_WIDGET (lens_window_get_canvas (fixture->window)));
}

/* As F8 does, then as the keys do, until Return. */
static void
move_edge (GtkPaned *paned, GtkScrollType scroll, int n)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (paned)));
  gboolean is_done;

  for (int i = 0; i < 3 && gtk_window_get_focus (window) != GTK_WIDGET (paned); i++)
    g_signal_emit_by_name (gtk_widget_get_ancestor (gtk_window_get_focus (window), GTK_TYPE_PANED),
                           "cycle-handle-focus", FALSE, &is_done);
  g_assert_true (gtk_window_get_focus (window) == GTK_WIDGET (paned));
  fixture_run_for (50);
  for (int i = 0; i < n; i++)
    {
      g_signal_emit_by_name (paned, "move-handle", scroll, &is_done);
      g_assert_true (is_done);
      fixture_run_for (20);
    }
  g_signal_emit_by_name (paned, "accept-position", &is_done);
  g_assert_false (gtk_widget_get_focusable (GTK_WIDGET (paned))); /* nor does the focus stay there */
  fixture_run_for (100);
}

static void
test_remembered (Fixture *fixture, gconstpointer data)
{
  int first = result_width (fixture), list, result;

  g_assert_cmpint (list_width (fixture), ==, 212);
  g_assert_cmpint (first, >=, 372);
  g_assert_cmpint (first, <=, 380); /* what the font of the day needs */

  move_edge (list_paned (fixture), GTK_SCROLL_PAGE_RIGHT, 1);
  list = list_width (fixture);
  g_assert_cmpint (list, >, 220);
  g_assert_cmpint (result_width (fixture), ==, first); /* the other edge stays where it is */
  move_edge (result_paned (fixture), GTK_SCROLL_PAGE_LEFT, 1);
  result = result_width (fixture);
  g_assert_cmpint (result, >, first + 5);
  g_assert_cmpint (list_width (fixture), ==, list);

  reopen (fixture);
  g_assert_cmpint (list_width (fixture), ==, list);
  g_assert_cmpint (result_width (fixture), ==, result);
}

/* As far as it goes: nothing is squeezed out. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  int least;

  move_edge (result_paned (fixture), GTK_SCROLL_END, 1);
  least = result_width (fixture);
  g_assert_cmpint (least, >=, 28 * 9);
  move_edge (result_paned (fixture), GTK_SCROLL_START, 1);
  g_assert_cmpint (result_width (fixture), >, 600);
  g_assert_cmpint (canvas_width (fixture), >=, 250);
  move_edge (list_paned (fixture), GTK_SCROLL_END, 1);
  g_assert_cmpint (canvas_width (fixture), >=, 250);
  g_assert_cmpint (result_width (fixture), >=, least);
  g_assert_cmpint (list_width (fixture) + canvas_width (fixture) + result_width (fixture), <=, WIDTH);
  move_edge (list_paned (fixture), GTK_SCROLL_START, 1);
  g_assert_cmpint (list_width (fixture), >=, 120);
}

static gboolean
is_small (gpointer data)
{
  return abs (gtk_widget_get_width (data) - 900) <= FRAME;
}

/* A wish outlives a window that has no room for it. */
static void
test_wish (Fixture *fixture, gconstpointer data)
{
  int result;

  move_edge (result_paned (fixture), GTK_SCROLL_START, 1);
  result = result_width (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, HEIGHT);
  fixture_wait (is_small, fixture->window, "a small window");
  fixture_run_for (100);
  g_assert_cmpint (result_width (fixture), <, result);
  g_assert_cmpint (canvas_width (fixture), >=, 250);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  fixture_wait (has_width, fixture->window, "the window's width");
  fixture_run_for (100);
  g_assert_cmpint (result_width (fixture), ==, result);
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (lens_window_get_result (data)), GTK_TYPE_PANED)
         != gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (lens_window_get_result (data))));
}

static gboolean
is_wide (gpointer data)
{
  return !is_narrow (data);
}

/* Below the image in a narrow window, with the focus that was in them; as wide as before in a wide one. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *result = GTK_WIDGET (lens_window_get_result (fixture->window));
  GtkWidget *focus;
  int width;

  move_edge (result_paned (fixture), GTK_SCROLL_PAGE_LEFT, 1);
  width = result_width (fixture);
  gtk_widget_child_focus (result, GTK_DIR_TAB_FORWARD);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, result));
  for (int round = 0; round < 2; round++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, HEIGHT);
      fixture_wait (is_narrow, fixture->window, "the results to go below the image");
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == focus);
      fixture_run_for (100);
      g_assert_cmpint (result_width (fixture), <=, 400);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
      fixture_wait (is_wide, fixture->window, "the results to go beside the image");
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == focus);
      fixture_wait (has_width, fixture->window, "the window's width");
      fixture_run_for (100);
      g_assert_cmpint (result_width (fixture), ==, width);
    }
}

static void
test_collapsed (Fixture *fixture, gconstpointer data)
{
  int canvas = canvas_width (fixture), result = result_width (fixture);

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "toggle-result", NULL);
  fixture_run_for (100);
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (lens_window_get_result (fixture->window))));
  g_assert_cmpint (canvas_width (fixture), >, canvas + 300);

  reopen (fixture);
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (lens_window_get_result (fixture->window))));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "next", NULL); /* another image changes nothing */
  fixture_wait_idle (fixture->window);
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (lens_window_get_result (fixture->window))));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "toggle-result", NULL);
  fixture_run_for (100);
  g_assert_cmpint (result_width (fixture), ==, result);
}

/* The sentence below the bars is on screen whatever the height; the rest above it scrolls, in the end with what says
 * how sure the answer is. */
static void
test_answer_is_seen (Fixture *fixture, gconstpointer data)
{
  static const int heights[] = { HEIGHT, 420 };
  LensResult *result = lens_window_get_result (fixture->window);
  GtkWidget *answer = gtk_widget_get_last_child (GTK_WIDGET (result));
  GtkWidget *grid = GTK_WIDGET (lens_input_view_get_grid (lens_result_get_input_view (result)));
  graphene_rect_t bounds;

  g_assert_nonnull (strstr (lens_result_get_text (result), "lead"));
  g_assert_cmpint (gtk_widget_get_height (grid), ==, 28 * 9);
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, heights[i]);
      fixture_run_for (200);
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->window)), <=, heights[i]);
      g_assert_true (gtk_widget_compute_bounds (answer, GTK_WIDGET (fixture->window), &bounds));
      g_assert_cmpfloat (bounds.size.height, >, i == 0 ? 60 : 30);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                         gtk_widget_get_height (GTK_WIDGET (fixture->window)));
    }

  g_assert_cmpfloat (bounds.size.height, <, 70);
  g_assert_cmpint (gtk_widget_get_height (grid), <, 28 * 9); /* before the scores are cut */
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  fixture_run_for (300);
  g_assert_cmpint (gtk_widget_get_height (grid), ==, 28 * 9);
}

/* With text twice as large a window of 360 pixels holds it all. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (fixture->window));
  int dpi, width;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, HEIGHT);
  fixture_wait (is_narrow, fixture->window, "the results to go below the image");
  fixture_run_for (200);
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static int
note_height (Fixture *fixture)
{
  GtkWidget *bar = GTK_WIDGET (lens_window_get_note_bar (fixture->window));

  return gtk_widget_get_mapped (bar) ? gtk_widget_get_height (bar) : 0;
}

/* For an audience: nothing to note, but what the program is for. Afterwards everything is as wide as it was. */
static void
test_present (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (fixture->window);
  GtkWidget *result = GTK_WIDGET (lens_window_get_result (fixture->window));
  GtkWidget *picture = GTK_WIDGET (lens_canvas_get_picture (lens_window_get_canvas (fixture->window)));
  int width = gtk_widget_get_width (result), image = gtk_widget_get_width (picture);

  g_assert_cmpint (note_height (fixture), >, 0);
  g_action_group_change_action_state (actions, "present", g_variant_new_boolean (TRUE));
  fixture_run_for (400);
  g_assert_cmpint (note_height (fixture), ==, 0);
  g_assert_false (g_action_group_get_action_enabled (actions, "edit-flag"));
  g_assert_true (fixture_shows_research_line (fixture->window));
  g_assert_cmpint (gtk_widget_get_width (result), >, width);
  g_action_group_activate_action (actions, "next", NULL);
  fixture_wait_idle (fixture->window);
  g_assert_cmpint (note_height (fixture), ==, 0);

  g_action_group_change_action_state (actions, "present", g_variant_new_boolean (FALSE));
  fixture_run_for (400);
  g_assert_cmpint (note_height (fixture), >, 0);
  g_assert_true (g_action_group_get_action_enabled (actions, "edit-flag"));
  g_assert_cmpint (gtk_widget_get_width (result), ==, width);
  g_assert_cmpint (gtk_widget_get_width (picture), ==, image);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);

  g_test_add ("/panes/remembered", Fixture, NULL, set_up, test_remembered, tear_down);
  g_test_add ("/panes/limits", Fixture, NULL, set_up, test_limits, tear_down);
  g_test_add ("/panes/wish", Fixture, NULL, set_up, test_wish, tear_down);
  g_test_add ("/panes/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  g_test_add ("/panes/collapsed", Fixture, NULL, set_up, test_collapsed, tear_down);
  g_test_add ("/panes/answer-is-seen", Fixture, NULL, set_up, test_answer_is_seen, tear_down);
  g_test_add ("/panes/large-text", Fixture, NULL, set_up, test_large_text, tear_down);
  g_test_add ("/panes/present", Fixture, NULL, set_up, test_present, tear_down);

  return g_test_run ();
}
