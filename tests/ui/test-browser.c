/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "browser-fixture.h"

/* All images are filtered away and come back: as list and as grid, sorted, while results and more images come in, and
 * when the selected one is removed. */

#define N_IMAGES 30
#define N_MANY 500
#define N_FILES 7

static GListModel *
items (FixtureBrowser *fixture)
{
  return G_LIST_MODEL (fixture->items);
}

static gpointer
current_item (FixtureBrowser *fixture)
{
  return lens_selection_get_current_item (fixture->selection);
}

static guint
count_with_text (FixtureBrowser *fixture, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items (fixture)); i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (items (fixture), i);

      n += strstr (lens_item_get_name (item), text) != NULL;
    }
  return n;
}

/* At once, and when it has been drawn. */
static void
search (FixtureBrowser *fixture, const char *text)
{
  g_autofree char *quoted = *text != '\0' ? g_strdup_printf ("\"%s\"", text) : g_strdup (""); /* its words together */

  fixture_search (fixture->browser, quoted);
  fixture_check_browser (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)), ==, count_with_text (fixture, text));
  fixture_run_for (40);
  fixture_check_browser (fixture);
}

static void
search_nothing (FixtureBrowser *fixture)
{
  search (fixture, "zzzz");
  g_assert_null (current_item (fixture));
}

/* Results come in for some images, and more images. */
static void
stream (FixtureBrowser *fixture, guint from)
{
  for (guint i = from; i < from + 6; i++)
    {
      g_autoptr (LensItem) item
          = g_list_model_get_item (items (fixture), (i * 7 + 3) % g_list_model_get_n_items (items (fixture)));

      fixture_add_result (item, i);
      fixture_add_images (fixture, 1);
      lens_view_refresh (lens_browser_get_view (fixture->browser));
      fixture_check_browser (fixture);
    }
  fixture_run_for (20);
}

static void
remove_current (FixtureBrowser *fixture)
{
  g_autoptr (LensItem) item = g_object_ref (current_item (fixture));

  fixture_remove_image (fixture, item);
  fixture_check_browser (fixture);
}

static void
filter_to_nothing (FixtureBrowser *fixture, const char *order, gboolean is_reversed)
{
  g_autoptr (LensItem) selected = NULL;

  fixture_change (fixture, "order", g_variant_new_string (order));
  fixture_change (fixture, "reverse", g_variant_new_boolean (is_reversed));
  stream (fixture, 0);
  lens_selection_set_current (fixture->selection, 5);
  selected = g_object_ref (current_item (fixture));

  search_nothing (fixture);
  search (fixture, ""); /* Escape */
  g_assert_true (current_item (fixture) == selected);

  search_nothing (fixture);
  stream (fixture, 6);
  search (fixture, "image 1"); /* Backspace */
  search_nothing (fixture);
  search (fixture, "");
  g_assert_true (current_item (fixture) == selected);
  g_assert_cmpuint (lens_selection_get_n_selected (fixture->selection), ==, 1);

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->selection), 2, 6, TRUE);
  search_nothing (fixture);
  search (fixture, "");
}

/* The last one that is shown, and the one that is hidden. */
static void
remove_selected (FixtureBrowser *fixture)
{
  g_autoptr (LensItem) hidden = NULL;

  search (fixture, "image 17.");
  lens_selection_set_current (fixture->selection, 0);
  remove_current (fixture);
  g_assert_null (current_item (fixture));
  search (fixture, "");
  lens_selection_set_current (fixture->selection, 3);
  hidden = g_object_ref (current_item (fixture));
  search_nothing (fixture);
  fixture_remove_image (fixture, hidden);
  search (fixture, "");
  g_assert_null (current_item (fixture));
  fixture_restore_image (fixture, hidden, 0); /* and it comes back */
  fixture_check_browser (fixture);
  g_assert_true (current_item (fixture) == hidden);
}

/* views: 'g' and 'l' for what is shown one after another; the last of them stays. */
static void
check_all (FixtureBrowser *fixture, const char *views)
{
  static const char *const orders[]
      = { "opened", "name", "class", "score", "margin", "entropy", "wrong", "flagged", "date" };

  for (; *views != '\0'; views++)
    {
      fixture_change (fixture, "grid", g_variant_new_boolean (*views == 'g'));
      fixture_run_for (40);
    }
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    filter_to_nothing (fixture, orders[i], i % 2 == 1);
  remove_selected (fixture);
}

static void
test_list (FixtureBrowser *fixture, gconstpointer data)
{
  check_all (fixture, "l");
}

static void
test_grid (FixtureBrowser *fixture, gconstpointer data)
{
  check_all (fixture, "g");
}

/* A list view that is shown again hears of a change after all others. */
static void
test_list_again (FixtureBrowser *fixture, gconstpointer data)
{
  check_all (fixture, "gl");
}

/* The last images have rows and most others have none: when all but the first one go or move, no row is left behind. */
static void
test_far (FixtureBrowser *fixture, gconstpointer data)
{
  guint last;

  fixture_add_images (fixture, N_MANY - N_IMAGES);
  for (int i = 0; i < 4; i++)
    {
      fixture_change (fixture, "grid", g_variant_new_boolean (i % 2 == 0));
      fixture_change (fixture, "order", g_variant_new_string (i < 2 ? "opened" : "entropy"));
      stream (fixture, 10 * (guint) i);
      last = g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)) - 1;
      lens_selection_set_current (fixture->selection, last);
      lens_browser_scroll_to (fixture->browser, last);
      fixture_run_for (60);
      search (fixture, "image 1");
      search (fixture, "");
    }
}

static void
stir (FixtureBrowser *fixture, GRand *rand)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->selection));

  for (guint i = 0; i < n / 2; i++)
    fixture_add_result (fixture_image_at (fixture, (guint) g_rand_int_range (rand, 0, (gint32) n)), g_rand_int (rand));
}

static void
assert_sorted (FixtureBrowser *fixture)
{
  double last = 1.0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)); i++)
    {
      DermPrediction *prediction = lens_item_get_prediction (fixture_image_at (fixture, i));
      double score = prediction != NULL
                         ? derm_prediction_get_calibrated (prediction)[derm_prediction_get_top (prediction)]
                         : 0.0;

      g_assert_cmpfloat (score, <=, last);
      last = score;
    }
}

/* Images come back to a list that is not in order any more, because results have come in since it was sorted: they are
 * merged all the same, and all are in order when they are sorted next. */
static void
test_merged (FixtureBrowser *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  fixture_add_images (fixture, N_MANY - N_IMAGES);
  fixture_change (fixture, "order", g_variant_new_string ("score"));
  for (guint i = 0; i < 20; i++)
    {
      stir (fixture, rand);
      lens_view_refresh (lens_browser_get_view (fixture->browser));
      assert_sorted (fixture);
      gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->selection), 100 + i, 200, TRUE);
      lens_session_remove_selected (fixture->session);
      stir (fixture, rand);
      lens_session_undo (fixture->session);
      fixture_check_browser (fixture);
    }
}

/* ---- somebody changes what is shown in the middle of a change ---- */

static void
on_items (GListModel *model, guint position, guint n_removed, guint n_added, FixtureBrowser *fixture)
{
  LensView *view = lens_browser_get_view (fixture->browser);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->selection));

  g_signal_handlers_disconnect_by_func (model, on_items, fixture);
  lens_view_set_text (view, "\"image 2\"");
  lens_view_set_order (view, LENS_ORDER_NAME, TRUE);
  lens_browser_scroll_to (fixture->browser, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)), ==, n);
}

/* They are sorted and filtered when all lists, the outermost too, have been heard. */
static void
test_change_in_change (FixtureBrowser *fixture, gconstpointer data)
{
  gpointer lists[]
      = { fixture->items, fixture->selection, lens_view_get_model (lens_browser_get_view (fixture->browser)) };

  fixture_change (fixture, "grid", g_variant_new_boolean (TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      lens_selection_set_current (fixture->selection, 25);
      g_signal_connect (lists[i], "items-changed", G_CALLBACK (on_items), fixture);
      fixture_add_images (fixture, 1);
      fixture_check_browser (fixture);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)), ==,
                        count_with_text (fixture, "image 2"));
      g_assert_cmpstr (lens_item_get_name (fixture_image_at (fixture, 0)), ==, "image 29.jpg");
      fixture_run_for (40);
      fixture_change (fixture, "order", g_variant_new_string ("opened"));
      lens_browser_reset_filter (fixture->browser);
      fixture_check_browser (fixture);
    }
}

/* ---- the window ---- */

static void
run (FixtureFolder *fixture, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
  fixture_wait_idle (fixture->window);
}

static void
type (FixtureFolder *fixture, const char *text)
{
  fixture_search (lens_window_get_browser (fixture->window), text);
  fixture_wait_idle (fixture->window);
}

/* Ctrl+G, Ctrl+F, "zzzz", Backspace or Escape; and the only one that is shown is removed, and brought back. */
static void
test_window (FixtureFolder *fixture, gconstpointer data)
{
  LensBrowser *browser = lens_window_get_browser (fixture->window);
  GActionGroup *actions = lens_browser_get_actions (browser);
  GListModel *model = G_LIST_MODEL (lens_browser_get_selection (browser));
  g_autoptr (LensItem) shown = NULL;

  for (int i = 0; i < 4; i++)
    {
      g_action_group_change_action_state (actions, "grid", g_variant_new_boolean (i % 2 == 0));
      g_action_group_change_action_state (actions, "order", g_variant_new_string (i < 2 ? "opened" : "entropy"));
      run (fixture, "next");
      g_set_object (&shown, fixture_shown (fixture->window));
      g_action_group_activate_action (actions, "find", NULL);
      type (fixture, "zzzz");
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
      type (fixture, "");
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, N_FILES);
      g_assert_true (fixture_shown (fixture->window) == shown);

      type (fixture, lens_item_get_name (shown));
      run (fixture, "remove");
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
      type (fixture, "");
      g_assert_cmpuint (g_list_model_get_n_items (model), ==, N_FILES - 1);
      run (fixture, "undo");
      g_assert_true (fixture_shown (fixture->window) == shown);
    }
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureBrowser, GINT_TO_POINTER (N_IMAGES), fixture_set_up_browser, test, fixture_tear_down_browser)

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  add ("/browser/list", test_list);
  add ("/browser/grid", test_grid);
  add ("/browser/list-again", test_list_again);
  add ("/browser/far", test_far);
  add ("/browser/merged", test_merged);
  add ("/browser/change-in-change", test_change_in_change);
  g_test_add ("/browser/window", FixtureFolder, GINT_TO_POINTER (N_FILES), fixture_set_up_folder, test_window,
              fixture_tear_down_folder);

  return g_test_run ();
}
