/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-panel.h"
#include "lens-net-view.h"
#include "ui-fixture.h"

/* What the network shows of itself where there is little room. */

typedef struct {
  LensWindow *window;
  LensSession *session;
  LensPass *pass;
} Fixture;

static GtkScrolledWindow *
find_scroller (Fixture *fixture, GType of)
{
  GtkWidget *widget = fixture_find (GTK_WIDGET (fixture->window), of);

  g_assert_nonnull (widget);

  return GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW));
}

/* As large as that with its shadow. */
static void
resize (Fixture *fixture, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  fixture_run_for (500);
  g_assert_cmpint (ABS (gtk_widget_get_width (GTK_WIDGET (fixture->window)) - width), <=, 60);
  g_assert_cmpint (ABS (gtk_widget_get_height (GTK_WIDGET (fixture->window)) - height), <=, 60);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window_with_samples ();
  fixture->session = lens_window_get_session (fixture->window);
  fixture->pass = lens_session_get_pass (fixture->session);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_NETWORK);
  fixture_wait_idle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static double
get_beyond (GtkAdjustment *adjustment)
{
  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
}

/* The map of the chosen cell is among those that are seen. */
static void
assert_cell_is_seen (Fixture *fixture)
{
  GtkScrolledWindow *scroller = find_scroller (fixture, LENS_TYPE_NET_VIEW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  const double top = gtk_adjustment_get_value (adjustment), end = top + gtk_adjustment_get_page_size (adjustment);
  GdkRectangle box;

  g_assert_true (lens_net_view_find_cursor_box (
      LENS_NET_VIEW (fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_NET_VIEW)), &box));
  g_assert_cmpfloat (end - top, >=, 100);
  g_assert_cmpfloat (box.y, >=, top);
  g_assert_cmpfloat (box.y + box.height, <=, end);
}

/* In a window of 1280 × 800 and of 1024 × 768 all of a cell's panel is seen, in every kind of layer, and the map above
 * it. */
static void
test_panel (Fixture *fixture, gconstpointer data)
{
  static const int steps[] = { 1, 3, 5, 6, 9, 11, 12, 16 };
  const int sizes[][2] = { { 1280, 800 }, { 1024, 768 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      lens_pass_close_cell (fixture->pass);
      resize (fixture, sizes[i][0], sizes[i][1]);
      for (gsize k = 0; k < G_N_ELEMENTS (steps); k++)
        {
          const LensNetStep *step = lens_pass_get_step (fixture->pass, steps[k]);

          lens_pass_choose (fixture->pass, &(DermCell){ step->shown, step->channels - 1, 0, 0 });
          fixture_run_for (200);
          g_assert_cmpfloat (
              get_beyond (gtk_scrolled_window_get_vadjustment (find_scroller (fixture, LENS_TYPE_CELL_PANEL))), <=,
              0.5);
          assert_cell_is_seen (fixture);
        }
    }
}

/* Where not all of it is seen, a scrollbar stays on screen and says so. */
static void
test_scrollbars (Fixture *fixture, gconstpointer data)
{
  GtkScrolledWindow *net = find_scroller (fixture, LENS_TYPE_NET_VIEW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (net);

  resize (fixture, 1280, 800);
  lens_pass_open (fixture->pass, 12); /* a row of values: it has room */
  fixture_run_for (200);
  g_assert_cmpfloat (get_beyond (adjustment), <=, 0.5);
  g_assert_false (gtk_widget_get_mapped (gtk_scrolled_window_get_hscrollbar (net)));
  lens_pass_open (fixture->pass, 9); /* 256 maps */
  fixture_run_for (200);
  g_assert_cmpfloat (get_beyond (adjustment), >, 100);
  g_assert_true (gtk_widget_get_mapped (gtk_scrolled_window_get_hscrollbar (net)));
  g_assert_false (gtk_scrolled_window_get_overlay_scrolling (net));
  resize (fixture, 1100, 520); /* less than a panel needs */
  lens_pass_choose (fixture->pass, &(DermCell){ lens_pass_get_step (fixture->pass, 3)->shown, 26, 8, 4 });
  fixture_run_for (200);
  net = find_scroller (fixture, LENS_TYPE_CELL_PANEL);
  g_assert_cmpfloat (get_beyond (gtk_scrolled_window_get_vadjustment (net)), >, 20);
  g_assert_true (gtk_widget_get_mapped (gtk_scrolled_window_get_vscrollbar (net)));
  assert_cell_is_seen (fixture);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/network-room/panel", test_panel);
  ADD ("/network-room/scrollbars", test_scrollbars);

  return g_test_run ();
}
