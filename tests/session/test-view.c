/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

#define N 6

typedef struct {
  GListStore *items;
  LensView *view;
} Fixture;

/* In this order: image 2, image 10, image 1, image 3, image 20, photo 4; each with a result but the last. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[N] = { "image 2", "image 10", "image 1", "image 3", "image 20", "photo 4" };

  fixture->items = g_list_store_new (LENS_TYPE_ITEM);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%s", names[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (LensItem) item = lens_item_new_for_file (file);
      g_autoptr (DermPrediction) prediction = i < N - 1 ? fixture_prediction (i) : NULL;

      if (prediction != NULL)
        lens_item_succeed (item, NULL, prediction);
      lens_item_set_date (item, 1000 - i);
      g_list_store_append (fixture->items, item);
    }
  fixture->view = lens_view_new (G_LIST_MODEL (fixture->items));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->view);
  g_object_unref (fixture->items);
}

static guint
n_shown (Fixture *fixture)
{
  return g_list_model_get_n_items (lens_view_get_model (fixture->view));
}

static LensItem *
item_at (Fixture *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (lens_view_get_model (fixture->view), place);

  return item; /* the list holds it */
}

static LensItem *
opened (Fixture *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->items), place);

  return item;
}

/* Places in the order of opening, as they are shown now. */
static void
assert_shown (Fixture *fixture, const char *places)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_shown (fixture); i++)
    {
      guint place;

      g_assert_true (g_list_store_find (fixture->items, item_at (fixture, i), &place));
      g_assert_cmpuint (lens_view_find (fixture->view, item_at (fixture, i)), ==, i);
      g_string_append_printf (text, "%u", place);
    }
  g_assert_cmpstr (text->str, ==, places);
}

static const char *
label_of (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return derm_prediction_get_label (prediction, derm_prediction_get_top (prediction));
}

static const char *
other_label (LensItem *item)
{
  return g_str_equal (label_of (item), "df") ? "mel" : "df";
}

static double
score_of (LensItem *item)
{
  DermPrediction *prediction = lens_item_get_prediction (item);

  return derm_prediction_get_calibrated (prediction)[derm_prediction_get_top (prediction)];
}

static void
test_fixed_orders (Fixture *fixture, gconstpointer data)
{
  assert_shown (fixture, "012345");
  lens_view_set_order (fixture->view, LENS_ORDER_NAME, FALSE);
  assert_shown (fixture, "203145"); /* as people count */
  lens_view_set_order (fixture->view, LENS_ORDER_NAME, TRUE);
  assert_shown (fixture, "541302");
  lens_view_set_order (fixture->view, LENS_ORDER_DATE, FALSE);
  assert_shown (fixture, "543210");
  lens_view_set_order (fixture->view, LENS_ORDER_DATE, TRUE);
  assert_shown (fixture, "012345");
  lens_view_set_order (fixture->view, LENS_ORDER_OPENED, FALSE);
  assert_shown (fixture, "012345");
}

/* Whether the first number of each pair may stand before the second; those without a result are last in any case. */
static void
assert_sorted (Fixture *fixture, LensOrder order, gboolean is_reversed)
{
  lens_view_set_order (fixture->view, order, is_reversed);
  g_assert_cmpuint (n_shown (fixture), ==, N);
  for (guint i = 1; i < N - 1; i++)
    {
      LensItem *first = item_at (fixture, is_reversed ? i : i - 1),
               *second = item_at (fixture, is_reversed ? i - 1 : i);
      DermPrediction *a = lens_item_get_prediction (first), *b = lens_item_get_prediction (second);

      if (order == LENS_ORDER_SCORE)
        g_assert_cmpfloat (score_of (first), >=, score_of (second));
      else if (order == LENS_ORDER_MARGIN)
        g_assert_cmpfloat (derm_prediction_get_margin (a), <=, derm_prediction_get_margin (b));
      else if (order == LENS_ORDER_ENTROPY)
        g_assert_cmpfloat (derm_prediction_get_entropy (a), >=, derm_prediction_get_entropy (b));
      else
        g_assert_cmpstr (label_of (first), <=, label_of (second));
    }
  g_assert_true (item_at (fixture, N - 1) == opened (fixture, N - 1));
}

static void
test_orders_by_result (Fixture *fixture, gconstpointer data)
{
  static const LensOrder orders[] = { LENS_ORDER_SCORE, LENS_ORDER_MARGIN, LENS_ORDER_ENTROPY, LENS_ORDER_CLASS };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      assert_sorted (fixture, orders[i], FALSE);
      assert_sorted (fixture, orders[i], TRUE);
    }
}

/* Among those of one kind the order of opening stays; those that cannot be judged are last, also reversed. */
static void
test_order_wrong (Fixture *fixture, gconstpointer data)
{
  lens_item_set_truth (opened (fixture, 0), label_of (opened (fixture, 0)));
  lens_item_set_truth (opened (fixture, 2), other_label (opened (fixture, 2)));
  lens_item_set_truth (opened (fixture, 4), other_label (opened (fixture, 4)));
  lens_item_set_truth (opened (fixture, 5), "mel"); /* it has no result yet */
  lens_view_set_order (fixture->view, LENS_ORDER_WRONG, FALSE);
  assert_shown (fixture, "240135");
  lens_view_set_order (fixture->view, LENS_ORDER_WRONG, TRUE);
  assert_shown (fixture, "024135");
}

static void
test_order_flagged (Fixture *fixture, gconstpointer data)
{
  lens_item_set_note (opened (fixture, 3), LENS_FLAG_POOR, NULL, NULL);
  lens_item_set_note (opened (fixture, 5), LENS_FLAG_WRONG, NULL, NULL);
  lens_item_set_note (opened (fixture, 4), LENS_FLAG_NONE, "mel", "no flag");
  lens_view_set_order (fixture->view, LENS_ORDER_FLAGGED, FALSE);
  assert_shown (fixture, "350124");
  lens_view_set_order (fixture->view, LENS_ORDER_FLAGGED, TRUE);
  assert_shown (fixture, "012435");
}

static void
filter_text (Fixture *fixture, const char *text)
{
  lens_view_set_text (fixture->view, text);
}

/* In names, notes and labels, whatever the case. */
static void
test_filter_text (Fixture *fixture, gconstpointer data)
{
  lens_item_set_note (opened (fixture, 1), LENS_FLAG_NONE, "mel", NULL);
  lens_item_set_note (opened (fixture, 5), LENS_FLAG_NONE, NULL, "Zwei HÄRCHEN");
  filter_text (fixture, "IMAGE 1");
  assert_shown (fixture, "12");
  filter_text (fixture, "härchen");
  assert_shown (fixture, "5");
  filter_text (fixture, "ha\xcc\x88rchen"); /* decomposed */
  assert_shown (fixture, "5");
  filter_text (fixture, "MEL");
  assert_shown (fixture, "1");
  filter_text (fixture, "zzzz");
  assert_shown (fixture, "");
  g_assert_false (lens_view_is_unfiltered (fixture->view));
  g_assert_cmpuint (lens_view_find (fixture->view, opened (fixture, 0)), ==, GTK_INVALID_LIST_POSITION);
  filter_text (fixture, "");
  assert_shown (fixture, "012345");
  g_assert_true (lens_view_is_unfiltered (fixture->view));
}

static void
on_told (GString *told)
{
  g_string_append (told, "filter ");
}

static void
add_condition (Fixture *fixture, LensAbout about, const char *value)
{
  g_autoptr (LensCondition) condition = lens_condition_new_value ((LensTopic){ about, NULL }, value);

  lens_view_add_condition (fixture->view, condition);
}

/* Those for which all of it holds. */
static void
test_filter_all (Fixture *fixture, gconstpointer data)
{
  const char *label = label_of (opened (fixture, 2));
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < N - 1; i++)
    if (g_str_equal (label_of (opened (fixture, i)), label))
      g_string_append_printf (expected, "%u", i);
  add_condition (fixture, LENS_ABOUT_ANSWER, label);
  assert_shown (fixture, expected->str);
  add_condition (fixture, LENS_ABOUT_ANSWER, "no such class"); /* in its place */
  assert_shown (fixture, "");
  lens_view_clear_filter (fixture->view);
  assert_shown (fixture, "012345");

  lens_item_set_note (opened (fixture, 1), LENS_FLAG_POOR, NULL, NULL);
  lens_item_set_note (opened (fixture, 2), LENS_FLAG_POOR, NULL, NULL);
  lens_item_set_note (opened (fixture, 3), LENS_FLAG_WRONG, NULL, NULL);
  add_condition (fixture, LENS_ABOUT_FLAG, "");
  assert_shown (fixture, "045");
  add_condition (fixture, LENS_ABOUT_FLAG, "poor");
  assert_shown (fixture, "12");
  filter_text (fixture, "image 10");
  assert_shown (fixture, "1");
  filter_text (fixture, "image 1");
  add_condition (fixture, LENS_ABOUT_ANSWER, label);
  assert_shown (fixture, g_str_equal (label_of (opened (fixture, 1)), label) ? "12" : "2");
}

static void
test_filter_wrong (Fixture *fixture, gconstpointer data)
{
  lens_item_set_truth (opened (fixture, 0), label_of (opened (fixture, 0)));
  lens_item_set_truth (opened (fixture, 1), other_label (opened (fixture, 1)));
  lens_item_set_truth (opened (fixture, 5), "mel");
  add_condition (fixture, LENS_ABOUT_VERDICT, LENS_VERDICT_WRONG);
  assert_shown (fixture, "1");
}

/* Told once, when the list is filtered, and only if it is another filter. */
static void
test_filter_told (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  g_autoptr (LensFilter) filter = lens_filter_new ();
  g_autoptr (LensFilter) got = NULL;

  g_signal_connect_swapped (fixture->view, "notify::filter", G_CALLBACK (on_told), told);
  lens_view_set_filter (fixture->view, filter);
  lens_view_clear_filter (fixture->view);
  fixture_assert_told (told, "");
  add_condition (fixture, LENS_ABOUT_FLAG, "poor");
  add_condition (fixture, LENS_ABOUT_FLAG, "poor");
  fixture_assert_told (told, "filter ");
  g_object_get (fixture->view, "filter", &got, NULL);
  g_assert_true (lens_filter_is_equal (got, lens_view_get_filter (fixture->view)));
  lens_view_remove_condition (fixture->view, (LensTopic){ LENS_ABOUT_GATE, NULL });
  fixture_assert_told (told, "");
  lens_view_set_text (fixture->view, "a");
  lens_view_clear_filter (fixture->view);
  fixture_assert_told (told, "filter filter ");
}

/* More images in another folder: the words are looked for below the folder that all are in now. */
static void
test_filter_folders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) more = fixture_items ("/elsewhere/new", NULL);

  filter_text (fixture, "nowhere");
  assert_shown (fixture, "012345"); /* the name of the folder that all are in */
  g_list_store_append (fixture->items, more->pdata[0]);
  assert_shown (fixture, "012345");
  filter_text (fixture, "elsewhere");
  assert_shown (fixture, "6");
}

static gboolean
has_two (gpointer fixture)
{
  return n_shown (fixture) == 2;
}

/* What is known of a hundred items changes: the list is filtered anew once, and some time later. */
static void
test_touch (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  add_condition (fixture, LENS_ABOUT_FLAG, "poor");
  fixture_listen (lens_view_get_model (fixture->view), "items-changed", told, "items");
  lens_item_set_note (opened (fixture, 1), LENS_FLAG_POOR, NULL, NULL);
  lens_item_set_note (opened (fixture, 4), LENS_FLAG_POOR, NULL, NULL);
  for (int i = 0; i < 100; i++)
    lens_view_touch (fixture->view);
  assert_shown (fixture, "");
  fixture_wait (has_two, fixture, "the list to be filtered");
  assert_shown (fixture, "14");
  fixture_assert_told (told, "items ");
  lens_view_touch (fixture->view);
  lens_item_set_note (opened (fixture, 1), LENS_FLAG_NONE, NULL, NULL);
  lens_view_refresh (fixture->view); /* without waiting, and then not again */
  assert_shown (fixture, "4");
  g_string_truncate (told, 0);
  fixture_run_for (500);
  fixture_assert_told (told, "");
}

/* Names and the order of opening do not depend on what is known. */
static void
test_touch_fixed (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  lens_view_set_order (fixture->view, LENS_ORDER_NAME, FALSE);
  fixture_listen (lens_view_get_model (fixture->view), "items-changed", told, "items");
  lens_view_touch (fixture->view);
  fixture_run_for (500);
  lens_view_refresh (fixture->view);
  fixture_assert_told (told, "");
}

/* Images that come later find their place; images that go leave no gap. */
static void
test_items (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) more = fixture_items ("/nowhere/image 15", "/nowhere/other", NULL);

  lens_view_set_order (fixture->view, LENS_ORDER_NAME, FALSE);
  filter_text (fixture, "image");
  g_list_store_append (fixture->items, more->pdata[0]);
  g_list_store_append (fixture->items, more->pdata[1]);
  assert_shown (fixture, "203164");
  g_list_store_remove (fixture->items, 0);
  assert_shown (fixture, "12053"); /* places without it */
}

/* A list on screen may hold the model for a while after the view is gone. */
static void
test_dispose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListModel) model = g_object_ref (lens_view_get_model (fixture->view));
  g_autoptr (GPtrArray) more = fixture_items ("/nowhere/image 15", NULL);

  lens_view_set_order (fixture->view, LENS_ORDER_ENTROPY, FALSE);
  filter_text (fixture, "image");
  lens_view_touch (fixture->view);
  g_object_run_dispose (G_OBJECT (fixture->view));
  g_list_store_append (fixture->items, more->pdata[0]);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, N + 1);
  fixture_run_for (500); /* what was to be done later is not done */
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/view/fixed-orders", test_fixed_orders);
  add ("/view/orders-by-result", test_orders_by_result);
  add ("/view/order-wrong", test_order_wrong);
  add ("/view/order-flagged", test_order_flagged);
  add ("/view/filter-text", test_filter_text);
  add ("/view/filter-all", test_filter_all);
  add ("/view/filter-wrong", test_filter_wrong);
  add ("/view/filter-told", test_filter_told);
  add ("/view/filter-folders", test_filter_folders);
  add ("/view/touch", test_touch);
  add ("/view/touch-fixed", test_touch_fixed);
  add ("/view/items", test_items);
  add ("/view/dispose", test_dispose);

  return g_test_run ();
}
