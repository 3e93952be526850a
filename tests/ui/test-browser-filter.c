/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui-fixture.h"

/* The list of a window, sorted and filtered by its actions. */

#define N_IMAGES 7

static double
top_score (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return derm_prediction_get_calibrated (prediction)[derm_prediction_get_top (prediction)];
}

static const char *
top_label (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return derm_prediction_get_label (prediction, derm_prediction_get_top (prediction));
}

static void
test_sort (FixtureFolder *fixture, gconstpointer data)
{
  fixture_change_list (fixture->window, "order", g_variant_new_string ("score"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpfloat (top_score (fixture_listed (fixture->window, i - 1)), >=,
                       top_score (fixture_listed (fixture->window, i)));
  fixture_assert_shown (fixture->window, "photo 1.jpg"); /* it stays selected, wherever it is now */

  fixture_change_list (fixture->window, "order", g_variant_new_string ("margin"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpfloat (derm_prediction_get_margin (lens_item_get_prediction (fixture_listed (fixture->window, i - 1))),
                       <=, derm_prediction_get_margin (lens_item_get_prediction (fixture_listed (fixture->window, i))));
  fixture_change_list (fixture->window, "order", g_variant_new_string ("entropy"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpfloat (derm_prediction_get_entropy (lens_item_get_prediction (fixture_listed (fixture->window, i - 1))),
                       >=,
                       derm_prediction_get_entropy (lens_item_get_prediction (fixture_listed (fixture->window, i))));
  fixture_change_list (fixture->window, "order", g_variant_new_string ("class"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpstr (top_label (fixture_listed (fixture->window, i - 1)), <=,
                     top_label (fixture_listed (fixture->window, i)));
  fixture_change_list (fixture->window, "order", g_variant_new_string ("name"));
  fixture_change_list (fixture->window, "reverse", g_variant_new_boolean (TRUE));
  g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, 0)), ==, "photo 10.jpg");
  lens_item_set_date (fixture_listed (fixture->window, 3), 1);
  fixture_change_list (fixture->window, "order", g_variant_new_string ("date"));
  g_assert_cmpint (lens_item_get_date (fixture_listed (fixture->window, N_IMAGES - 1)), ==, 1);
}

static void
assert_places (FixtureFolder *fixture, const char *const *names)
{
  for (guint i = 0; i < N_IMAGES; i++)
    g_assert_cmpstr (lens_item_get_name (fixture_listed (fixture->window, i)), ==, names[i]);
}

#define assert_places_are(fixture, ...) assert_places (fixture, (const char *const[]){ __VA_ARGS__ })

static const char *
other_label (LensItem *item)
{
  return g_str_equal (top_label (item), "df") ? "mel" : "df";
}

/* Among those of one kind the order of opening stays; those that cannot be judged are last, also reversed. */
static void
test_sort_wrong (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (LensItem) sixth = g_object_ref (fixture_listed (fixture->window, 5));

  for (guint i = 2; i < N_IMAGES; i++)
    lens_item_set_truth (fixture_listed (fixture->window, i), i % 2 == 0
                                                                  ? top_label (fixture_listed (fixture->window, i))
                                                                  : other_label (fixture_listed (fixture->window, i)));
  fixture_change_list (fixture->window, "order", g_variant_new_string ("wrong"));
  assert_places_are (fixture, "photo 4.jpg", "photo 6.jpg", "photo 3.jpg", "photo 5.jpg", "photo 10.jpg", "photo 1.jpg",
                     "photo 2.jpg");
  fixture_assert_shown (fixture->window, "photo 1.jpg");
  fixture_change_list (fixture->window, "reverse", g_variant_new_boolean (TRUE));
  assert_places_are (fixture, "photo 3.jpg", "photo 5.jpg", "photo 10.jpg", "photo 4.jpg", "photo 6.jpg", "photo 1.jpg",
                     "photo 2.jpg");
  fixture_change_list (fixture->window, "reverse", g_variant_new_boolean (FALSE));

  lens_item_set_truth (sixth, top_label (sixth)); /* another table, say */
  lens_view_refresh (lens_browser_get_view (lens_window_get_browser (fixture->window)));
  assert_places_are (fixture, "photo 4.jpg", "photo 3.jpg", "photo 5.jpg", "photo 6.jpg", "photo 10.jpg", "photo 1.jpg",
                     "photo 2.jpg");
}

static gboolean
is_third_first (gpointer fixture)
{
  return g_str_equal (lens_item_get_name (fixture_listed (((FixtureFolder *) fixture)->window, 0)), "photo 3.jpg");
}

static void
test_sort_flagged (FixtureFolder *fixture, gconstpointer data)
{
  fixture_change_list (fixture->window, "order", g_variant_new_string ("flagged"));
  fixture_run_action (fixture->window, "next", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  fixture_run_action (fixture->window, "flag", "poor");
  fixture_wait (is_third_first, fixture, "the flagged one to go up");
  assert_places_are (fixture, "photo 3.jpg", "photo 1.jpg", "photo 2.jpg", "photo 4.jpg", "photo 5.jpg", "photo 6.jpg",
                     "photo 10.jpg");
  fixture_assert_shown (fixture->window, "photo 3.jpg");
  fixture_run_action (fixture->window, "next", NULL);
  fixture_assert_shown (fixture->window, "photo 1.jpg"); /* as the list is now */
}

static void
filter_answer (FixtureFolder *fixture, const char *code)
{
  g_autoptr (LensCondition) condition = lens_condition_new_value ((LensTopic){ LENS_ABOUT_ANSWER, NULL }, code);

  lens_view_add_condition (lens_browser_get_view (lens_window_get_browser (fixture->window)), condition);
}

static void
test_filter (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *label = g_strdup (top_label (fixture_listed (fixture->window, 0)));
  guint n = 0, other = 1;

  for (guint i = 0; i < N_IMAGES; i++)
    n += g_str_equal (top_label (fixture_listed (fixture->window, i)), label);
  filter_answer (fixture, label);
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, n);
  filter_answer (fixture, "no such class");
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 0);
  fixture_wait_idle (fixture->window);
  fixture_assert_shown (fixture->window, "photo 1.jpg"); /* what is on screen stays there */
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
  lens_browser_reset_filter (lens_window_get_browser (fixture->window));
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, N_IMAGES);
  g_assert_cmpuint (lens_selection_get_current (lens_browser_get_selection (lens_window_get_browser (fixture->window))),
                    ==, 0);

  /* The first of the kind that was asked for is on screen, and what was there does not come back by itself. */
  while (g_str_equal (top_label (fixture_listed (fixture->window, other)), label))
    other++;
  filter_answer (fixture, top_label (fixture_listed (fixture->window, other)));
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_shown (fixture->window) == fixture_listed (fixture->window, 0));
  g_assert_cmpstr (top_label (fixture_listed (fixture->window, 0)), !=, label);
}

/* GTK 4.8 aborted when the image on screen came back while the grid had not heard of it yet. */
static void
test_filter_in_grid (FixtureFolder *fixture, gconstpointer data)
{
  LensSelection *selection = lens_browser_get_selection (lens_window_get_browser (fixture->window));
  g_autofree char *title = NULL;

  fixture_change_list (fixture->window, "grid", g_variant_new_boolean (TRUE));
  fixture_wait_idle (fixture->window);
  lens_view_set_text (lens_browser_get_view (lens_window_get_browser (fixture->window)), "photo 2.");
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, 1);
  fixture_wait_idle (fixture->window);
  fixture_assert_shown (fixture->window, "photo 1.jpg");
  title = g_strdup_printf ("photo 1.jpg · 1 of %d shown", N_IMAGES);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, title);
  lens_browser_reset_filter (lens_window_get_browser (fixture->window));
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "photo 1.jpg");
  g_assert_cmpuint (fixture_n_listed (fixture->window), ==, N_IMAGES);
  g_assert_cmpuint (lens_selection_get_current (selection), ==, 0);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/browser-filter/sort", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_sort,
              fixture_tear_down_folder);
  g_test_add ("/browser-filter/sort-wrong", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_wrong, fixture_tear_down_folder);
  g_test_add ("/browser-filter/sort-flagged", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_flagged, fixture_tear_down_folder);
  g_test_add ("/browser-filter/filter", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_filter,
              fixture_tear_down_folder);
  g_test_add ("/browser-filter/filter-in-grid", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_filter_in_grid, fixture_tear_down_folder);

  return g_test_run ();
}
