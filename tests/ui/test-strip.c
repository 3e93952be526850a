/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "lens-row.h"
#include "ui-fixture.h"

/* The rows of the list: which are read first, and where they stay while results come in. */

#define N_IMAGES 7

#define N_STREAMED 120
/* On a busy machine a sorting may move the list by a pixel or two, and there are thirty; a row is three times as high
 * as this. */
#define ROUNDING 20.0

static GtkWidget *
list_view (FixtureFolder *fixture)
{
  return lens_strip_get_view (lens_browser_get_strip (lens_window_get_browser (fixture->window)));
}

/* Of the row of an image, on screen; negative: it is not there. */
static double
row_top (FixtureFolder *fixture, LensItem *item)
{
  GtkWidget *view = list_view (fixture);
  graphene_rect_t bounds;

  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (child != NULL && lens_row_get_item (LENS_ROW (child)) == item && gtk_widget_get_child_visible (row)
          && gtk_widget_compute_bounds (row, view, &bounds))
        return bounds.origin.y;
    }

  return -1.0;
}

/* … when it has come to rest there: a busy computer draws the last step of a scroll late. */
static double
row_top_at_rest (FixtureFolder *fixture, LensItem *item)
{
  double top = row_top (fixture, item), last;

  do
    {
      last = top;
      fixture_run_for (100);
      top = row_top (fixture, item);
  } while (fabs (top - last) > 0.0);

  return top;
}

/* Rows without results; one in the middle is selected. */
static GPtrArray *
open_missing (FixtureFolder *fixture)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  LensBrowser *browser = lens_window_get_browser (fixture->window);

  for (guint i = 0; i < N_STREAMED; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/gone %u.jpg", fixture->folder, i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  lens_selection_set_current (lens_browser_get_selection (browser), N_IMAGES + N_STREAMED / 2);
  lens_browser_scroll_to (browser, N_IMAGES + N_STREAMED / 2);
  fixture_run_for (200);

  return items;
}

static void
on_item_shown (LensBrowser *browser, LensItem *item, LensItem **last)
{
  *last = item;
}

/* The list binds rows far beyond what can be seen: the one at the top is asked for last, and so is read first. */
static void
test_in_sight (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = open_missing (fixture);
  LensBrowser *browser = lens_window_get_browser (fixture->window);
  GListModel *model = G_LIST_MODEL (lens_browser_get_selection (browser));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view (fixture)));
  g_autoptr (LensItem) top = NULL;
  LensItem *last = NULL;
  double row;

  g_assert_cmpuint (items->len, ==, N_STREAMED);
  g_signal_connect (lens_browser_get_strip (browser), "item-shown", G_CALLBACK (on_item_shown), &last);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 3);
  fixture_run_for (300);
  row = gtk_adjustment_get_upper (adjustment) / g_list_model_get_n_items (model);
  top = g_list_model_get_item (model, (guint) (gtk_adjustment_get_value (adjustment) / row));
  g_assert_nonnull (last);
  g_assert_cmpstr (lens_item_get_name (last), ==, lens_item_get_name (top));
}

/* Results of half of the images come in, after the list was scrolled by hand: the row that is selected is not the one
 * that the list holds on to. */
static void
stream (FixtureFolder *fixture, GPtrArray *items, guint first, double pages)
{
  LensBrowser *browser = lens_window_get_browser (fixture->window);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view (fixture)));
  LensItem *selected = g_ptr_array_index (items, N_STREAMED / 2);
  double page = gtk_adjustment_get_page_size (adjustment), value, top;
  gboolean is_seen;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + pages * page);
  top = row_top_at_rest (fixture, selected);
  value = gtk_adjustment_get_value (adjustment);
  is_seen = top > 0.0 && top < page;
  g_assert_true (is_seen == (fabs (pages) < 1.0));

  for (guint i = first; i < first + N_STREAMED / 2; i++)
    {
      g_autoptr (DermPrediction) prediction = fixture_prediction (i);

      lens_item_succeed (g_ptr_array_index (items, (i * 77 + 11) % N_STREAMED), NULL, prediction);
      if (i % 2 == 0) /* two at a time, as they come from two threads */
        continue;
      lens_view_refresh (lens_browser_get_view (browser));
      fixture_run_for (40);
      g_assert_true (lens_selection_get_current_item (lens_browser_get_selection (browser)) == selected);
      if (is_seen)
        g_assert_cmpfloat_with_epsilon (row_top (fixture, selected), top, ROUNDING);
      else
        g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, ROUNDING);
    }
}

/* Each image goes to its place: what is selected stays so, and stays where it is on screen; if it is not on screen, the
 * list stays scrolled as it is. */
static void
check_sort_stream (FixtureFolder *fixture, gboolean is_grid)
{
  g_autoptr (GPtrArray) items = NULL;

  fixture_change_list (fixture->window, "order", g_variant_new_string ("entropy"));
  fixture_change_list (fixture->window, "grid", g_variant_new_boolean (is_grid));
  items = open_missing (fixture);
  stream (fixture, items, 0, 0.3);
  stream (fixture, items, N_STREAMED / 2,
          -1.5); /* what comes before the selected row moves it away, never into sight */
}

static void
test_sort_stream_in_list (FixtureFolder *fixture, gconstpointer data)
{
  check_sort_stream (fixture, FALSE);
}

static void
test_sort_stream_in_grid (FixtureFolder *fixture, gconstpointer data)
{
  check_sort_stream (fixture, TRUE);
}

static void
assert_in_sight (FixtureFolder *fixture, const char *name)
{
  LensItem *selected
      = lens_selection_get_current_item (lens_browser_get_selection (lens_window_get_browser (fixture->window)));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view (fixture)));
  double top;

  g_assert_cmpstr (lens_item_get_name (selected), ==, name);
  top = row_top_at_rest (fixture, selected);
  g_assert_cmpfloat (top, >, -1.0);
  g_assert_cmpfloat (top, <, gtk_adjustment_get_page_size (adjustment));
}

/* However the list is scrolled: what is selected comes into sight when a filter is set, and when it is taken away. */
static void
test_filter (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = open_missing (fixture);
  LensBrowser *browser = lens_window_get_browser (fixture->window);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view (fixture)));
  g_autoptr (LensCondition) condition = lens_condition_new_value ((LensTopic){ LENS_ABOUT_TRUTH, NULL }, "mel");

  g_assert_cmpuint (items->len, ==, N_STREAMED);
  assert_in_sight (fixture, "gone 60.jpg");
  gtk_adjustment_set_value (adjustment, 0.0);
  fixture_run_for (200);
  lens_view_set_text (lens_browser_get_view (browser), "gone"); /* it stays selected */
  assert_in_sight (fixture, "gone 60.jpg");
  lens_selection_set_current (lens_browser_get_selection (browser), 2);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  fixture_run_for (200);
  lens_browser_reset_filter (browser);
  assert_in_sight (fixture, "gone 2.jpg");

  for (guint i = 3; i < N_STREAMED; i++)
    lens_item_set_truth (g_ptr_array_index (items, i), "mel");
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  fixture_run_for (200);
  lens_view_add_condition (lens_browser_get_view (browser), condition); /* the first of that kind is selected */
  assert_in_sight (fixture, "gone 3.jpg");
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/strip/in-sight", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_in_sight,
              fixture_tear_down_folder);
  g_test_add ("/strip/filter", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_filter,
              fixture_tear_down_folder);
  g_test_add ("/strip/sort-stream/list", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_stream_in_list, fixture_tear_down_folder);
  g_test_add ("/strip/sort-stream/grid", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_stream_in_grid, fixture_tear_down_folder);

  return g_test_run ();
}
