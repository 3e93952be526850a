/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "lens-row.h"
#include "ui-fixture.h"

/* The window with a folder of copies of the samples: sorted, filtered, flagged, compared with a truth. */

#define N_IMAGES 7

static char *
path_of (FixtureFolder *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static GListModel *
model (FixtureFolder *fixture)
{
  return lens_view_get_model (lens_browser_get_view (lens_window_get_browser (fixture->window)));
}

static LensItem *
item_at (FixtureFolder *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (model (fixture), place);

  return item; /* the list holds it */
}

static guint
n_shown (FixtureFolder *fixture)
{
  return g_list_model_get_n_items (model (fixture));
}

static void
change (FixtureFolder *fixture, const char *action, GVariant *state)
{
  GActionGroup *group = lens_browser_get_actions (lens_window_get_browser (fixture->window));

  g_action_group_change_action_state (group, action, state);
}

static void
activate (FixtureFolder *fixture, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, parameter);
  fixture_wait_idle (fixture->window);
}

static void
assert_shown (FixtureFolder *fixture, const char *name)
{
  g_assert_cmpstr (lens_item_get_name (fixture_shown (fixture->window)), ==, name);
}

static void
select_place (FixtureFolder *fixture, guint place)
{
  lens_selection_set_current (lens_browser_get_selection (lens_window_get_browser (fixture->window)), place);
  fixture_wait_idle (fixture->window);
}

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
test_folder (FixtureFolder *fixture, gconstpointer data)
{
  g_assert_cmpuint (n_shown (fixture), ==, N_IMAGES);
  assert_shown (fixture, "photo 1.jpg");
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 1)), ==, "photo 2.jpg");
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, N_IMAGES - 1)), ==, "photo 10.jpg");
  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_assert_cmpint (lens_item_get_state (item_at (fixture, i)), ==, LENS_STATE_DONE);
      g_assert_cmpint (lens_item_get_date (item_at (fixture, i)), >, 0);
    }
  activate (fixture, "next", NULL);
  assert_shown (fixture, "photo 2.jpg");
  g_assert_false (fixture_is_offering (fixture->window));
}

static void
test_sort (FixtureFolder *fixture, gconstpointer data)
{
  change (fixture, "order", g_variant_new_string ("score"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpfloat (top_score (item_at (fixture, i - 1)), >=, top_score (item_at (fixture, i)));
  assert_shown (fixture, "photo 1.jpg"); /* it stays selected, wherever it is now */

  change (fixture, "order", g_variant_new_string ("margin"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpfloat (derm_prediction_get_margin (lens_item_get_prediction (item_at (fixture, i - 1))), <=,
                       derm_prediction_get_margin (lens_item_get_prediction (item_at (fixture, i))));
  change (fixture, "order", g_variant_new_string ("entropy"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpfloat (derm_prediction_get_entropy (lens_item_get_prediction (item_at (fixture, i - 1))), >=,
                       derm_prediction_get_entropy (lens_item_get_prediction (item_at (fixture, i))));
  change (fixture, "order", g_variant_new_string ("class"));
  for (guint i = 1; i < N_IMAGES; i++)
    g_assert_cmpstr (top_label (item_at (fixture, i - 1)), <=, top_label (item_at (fixture, i)));
  change (fixture, "order", g_variant_new_string ("name"));
  change (fixture, "reverse", g_variant_new_boolean (TRUE));
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 0)), ==, "photo 10.jpg");
  lens_item_set_date (item_at (fixture, 3), 1);
  change (fixture, "order", g_variant_new_string ("date"));
  g_assert_cmpint (lens_item_get_date (item_at (fixture, N_IMAGES - 1)), ==, 1);
}

static void
assert_places (FixtureFolder *fixture, const char *const *names)
{
  for (guint i = 0; i < N_IMAGES; i++)
    g_assert_cmpstr (lens_item_get_name (item_at (fixture, i)), ==, names[i]);
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
  g_autoptr (LensItem) sixth = g_object_ref (item_at (fixture, 5));

  for (guint i = 2; i < N_IMAGES; i++)
    lens_item_set_truth (item_at (fixture, i),
                         i % 2 == 0 ? top_label (item_at (fixture, i)) : other_label (item_at (fixture, i)));
  change (fixture, "order", g_variant_new_string ("wrong"));
  assert_places_are (fixture, "photo 4.jpg", "photo 6.jpg", "photo 3.jpg", "photo 5.jpg", "photo 10.jpg", "photo 1.jpg",
                     "photo 2.jpg");
  assert_shown (fixture, "photo 1.jpg");
  change (fixture, "reverse", g_variant_new_boolean (TRUE));
  assert_places_are (fixture, "photo 3.jpg", "photo 5.jpg", "photo 10.jpg", "photo 4.jpg", "photo 6.jpg", "photo 1.jpg",
                     "photo 2.jpg");
  change (fixture, "reverse", g_variant_new_boolean (FALSE));

  lens_item_set_truth (sixth, top_label (sixth)); /* another table, say */
  lens_view_refresh (lens_browser_get_view (lens_window_get_browser (fixture->window)));
  assert_places_are (fixture, "photo 4.jpg", "photo 3.jpg", "photo 5.jpg", "photo 6.jpg", "photo 10.jpg", "photo 1.jpg",
                     "photo 2.jpg");
}

static gboolean
is_third_first (gpointer fixture)
{
  return g_str_equal (lens_item_get_name (item_at (fixture, 0)), "photo 3.jpg");
}

static void
test_sort_flagged (FixtureFolder *fixture, gconstpointer data)
{
  change (fixture, "order", g_variant_new_string ("flagged"));
  activate (fixture, "next", NULL);
  activate (fixture, "next", NULL);
  activate (fixture, "flag", g_variant_new_string ("poor"));
  fixture_wait (is_third_first, fixture, "the flagged one to go up");
  assert_places_are (fixture, "photo 3.jpg", "photo 1.jpg", "photo 2.jpg", "photo 4.jpg", "photo 5.jpg", "photo 6.jpg",
                     "photo 10.jpg");
  assert_shown (fixture, "photo 3.jpg");
  activate (fixture, "next", NULL);
  assert_shown (fixture, "photo 1.jpg"); /* as the list is now */
}

#define N_STREAMED 120

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
  fixture_run_for (100);
  value = gtk_adjustment_get_value (adjustment);
  top = row_top (fixture, selected);
  is_seen = top > 0.0 && top < page;
  g_assert_true (is_seen == (fabs (pages) < 1.0));

  for (guint i = first; i < first + N_STREAMED / 2; i++)
    {
      g_autoptr (DermPrediction) prediction = fixture_prediction (i);

      lens_item_succeed (g_ptr_array_index (items, (i * 77 + 11) % N_STREAMED), NULL, prediction);
      lens_view_refresh (lens_browser_get_view (browser));
      fixture_run_for (40);
      g_assert_true (lens_selection_get_current_item (lens_browser_get_selection (browser)) == selected);
      if (is_seen)
        g_assert_cmpfloat_with_epsilon (row_top (fixture, selected), top, 1.0);
      else
        g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 1.0);
    }
}

/* Each image goes to its place: what is selected stays so, and stays where it is on screen; if it is not on screen, the
 * list stays scrolled as it is. */
static void
check_sort_stream (FixtureFolder *fixture, gboolean is_grid)
{
  g_autoptr (GPtrArray) items = NULL;

  change (fixture, "order", g_variant_new_string ("entropy"));
  change (fixture, "grid", g_variant_new_boolean (is_grid));
  items = open_missing (fixture);
  stream (fixture, items, 0, 0.3);
  stream (fixture, items, N_STREAMED / 2, -1.5); /* what comes before the selected row moves it away, never into sight */
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
test_filter (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *label = g_strdup (top_label (item_at (fixture, 0)));
  guint n = 0, other = 1;

  for (guint i = 0; i < N_IMAGES; i++)
    n += g_str_equal (top_label (item_at (fixture, i)), label);
  change (fixture, "label", g_variant_new_string (label));
  g_assert_cmpuint (n_shown (fixture), ==, n);
  change (fixture, "label", g_variant_new_string ("no such class"));
  g_assert_cmpuint (n_shown (fixture), ==, 0);
  fixture_wait_idle (fixture->window);
  assert_shown (fixture, "photo 1.jpg"); /* what is on screen stays there */
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
  lens_browser_reset_filter (lens_window_get_browser (fixture->window));
  g_assert_cmpuint (n_shown (fixture), ==, N_IMAGES);
  g_assert_cmpuint (lens_selection_get_current (lens_browser_get_selection (lens_window_get_browser (fixture->window))),
                    ==, 0);

  /* The first of the kind that was asked for is on screen, and what was there does not come back by itself. */
  while (g_str_equal (top_label (item_at (fixture, other)), label))
    other++;
  change (fixture, "label", g_variant_new_string (top_label (item_at (fixture, other))));
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_shown (fixture->window) == item_at (fixture, 0));
  g_assert_cmpstr (top_label (item_at (fixture, 0)), !=, label);
}

/* GTK 4.8 aborted when the image on screen came back while the grid had not heard of it yet. */
static void
test_filter_in_grid (FixtureFolder *fixture, gconstpointer data)
{
  LensSelection *selection = lens_browser_get_selection (lens_window_get_browser (fixture->window));
  const LensFilter second = { .text = "photo 2." };

  change (fixture, "grid", g_variant_new_boolean (TRUE));
  fixture_wait_idle (fixture->window);
  lens_view_set_filter (lens_browser_get_view (lens_window_get_browser (fixture->window)), &second);
  g_assert_cmpuint (n_shown (fixture), ==, 1);
  fixture_wait_idle (fixture->window);
  assert_shown (fixture, "photo 1.jpg");
  lens_browser_reset_filter (lens_window_get_browser (fixture->window));
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (n_shown (fixture), ==, N_IMAGES);
  g_assert_cmpuint (lens_selection_get_current (selection), ==, 0);
}

/* Flag, label and note go back and forth, are seen in the list, and are in the file soon. */
static void
test_notes (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "notes.jsonl");
  g_autofree char *content = NULL;
  LensItem *first = item_at (fixture, 0), *second = item_at (fixture, 1);
  g_autoptr (GVariant) state = NULL;

  g_assert_true (fixture_open_notes (fixture->window, path));
  activate (fixture, "flag", g_variant_new_string ("artefact"));
  activate (fixture, "label", g_variant_new_string ("bcc"));
  g_assert_cmpint (lens_item_get_flag (first), ==, LENS_FLAG_ARTEFACT);
  g_assert_cmpstr (lens_item_get_label (first), ==, "bcc");
  state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window), "flag");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "artefact");

  activate (fixture, "next", NULL);
  activate (fixture, "flag", g_variant_new_string ("wrong"));
  change (fixture, "flag", g_variant_new_string ("any"));
  g_assert_cmpuint (n_shown (fixture), ==, 2);
  change (fixture, "flag", g_variant_new_string ("wrong"));
  g_assert_cmpuint (n_shown (fixture), ==, 1);
  change (fixture, "flag", g_variant_new_string (""));

  activate (fixture, "undo", NULL);
  g_assert_cmpint (lens_item_get_flag (second), ==, LENS_FLAG_NONE);
  activate (fixture, "undo", NULL); /* of the first image, which is shown */
  assert_shown (fixture, "photo 1.jpg");
  g_assert_null (lens_item_get_label (first));
  activate (fixture, "redo", NULL);
  g_assert_cmpstr (lens_item_get_label (first), ==, "bcc");

  fixture_run_for (1000);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "{\"file\": \"photo 1.jpg\", \"flag\": \"artefact\", \"label\": \"bcc\"}\n");
}

/* One image after the other is judged, in the order of the list and through its filter. */
static void
test_go_on (FixtureFolder *fixture, gconstpointer data)
{
  activate (fixture, "flag", g_variant_new_string ("poor"));
  assert_shown (fixture, "photo 1.jpg"); /* not unless that is wanted */
  activate (fixture, "go-on", NULL);
  activate (fixture, "flag", g_variant_new_string ("")); /* taken back: to be judged again */
  assert_shown (fixture, "photo 1.jpg");
  activate (fixture, "flag", g_variant_new_string ("artefact"));
  assert_shown (fixture, "photo 2.jpg");
  activate (fixture, "label", g_variant_new_string ("bcc"));
  assert_shown (fixture, "photo 3.jpg");
  g_assert_cmpstr (lens_item_get_label (item_at (fixture, 1)), ==, "bcc");
  g_assert_cmpint (lens_item_get_flag (item_at (fixture, 0)), ==, LENS_FLAG_ARTEFACT);
  activate (fixture, "undo", NULL);
  assert_shown (fixture, "photo 2.jpg");
  g_assert_null (lens_item_get_label (item_at (fixture, 1)));
  activate (fixture, "redo", NULL);
  assert_shown (fixture, "photo 2.jpg");

  change (fixture, "order", g_variant_new_string ("name"));
  change (fixture, "reverse", g_variant_new_boolean (TRUE));
  activate (fixture, "flag", g_variant_new_string ("wrong"));
  assert_shown (fixture, "photo 1.jpg");
  activate (fixture, "flag", g_variant_new_string ("wrong"));
  assert_shown (fixture, "photo 1.jpg"); /* the last one */
  change (fixture, "reverse", g_variant_new_boolean (FALSE));
  change (fixture, "order", g_variant_new_string ("flagged"));
  select_place (fixture, 3);
  assert_shown (fixture, "photo 4.jpg");
  activate (fixture, "flag", g_variant_new_string ("wrong"));
  assert_shown (fixture, "photo 5.jpg"); /* the one below it before the list is sorted anew */
  fixture_run_for (600);
  assert_shown (fixture, "photo 5.jpg");
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 2)), ==, "photo 4.jpg");

  change (fixture, "order", g_variant_new_string ("opened"));
  change (fixture, "flag", g_variant_new_string ("wrong"));
  g_assert_cmpuint (n_shown (fixture), ==, 3);
  select_place (fixture, 1);
  assert_shown (fixture, "photo 2.jpg");
  activate (fixture, "label", g_variant_new_string ("mel"));
  assert_shown (fixture, "photo 4.jpg");
}

/* Several are judged together: there is none to go on from. Nor is a text a judgement. */
static void
test_go_on_not (FixtureFolder *fixture, gconstpointer data)
{
  LensSelection *selection = lens_browser_get_selection (lens_window_get_browser (fixture->window));

  activate (fixture, "go-on", NULL);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, 2, TRUE);
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (lens_selection_get_n_selected (selection), ==, 2);
  activate (fixture, "flag", g_variant_new_string ("duplicate"));
  g_assert_cmpuint (lens_selection_get_n_selected (selection), ==, 2);
  assert_shown (fixture, "photo 2.jpg");
  g_assert_cmpint (lens_item_get_flag (item_at (fixture, 0)), ==, LENS_FLAG_DUPLICATE);

  select_place (fixture, 2);
  activate (fixture, "edit-note", NULL);
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (fixture->window))), "two hairs");
  fixture_run_for (100);
  g_assert_cmpstr (lens_item_get_text (item_at (fixture, 2)), ==, "two hairs");
  assert_shown (fixture, "photo 3.jpg"); /* and the window is closed with the focus there */
}

static void
test_truth (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "truth.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) items = NULL;
  const char *right = top_label (item_at (fixture, 0));
  const char *wrong = g_str_equal (top_label (item_at (fixture, 1)), "df") ? "mel" : "df";
  g_autofree char *table
      = g_strdup_printf ("image_id,dx\nphoto 1,%s\nphoto 2,%s\nelsewhere,nv\nphoto 3,scc\n", right, wrong);

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  items = fixture_items (path, NULL); /* as it is dropped */
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_item_get_truth (item_at (fixture, 0)), ==, right);
  g_assert_false (lens_item_is_wrong (item_at (fixture, 0)));
  g_assert_true (lens_item_is_wrong (item_at (fixture, 1)));
  g_assert_null (lens_item_get_truth (item_at (fixture, 2)));
  g_assert_nonnull (strstr (fixture_error (fixture->window), "scc")); /* the row is named */
  change (fixture, "wrong-only", g_variant_new_boolean (TRUE));
  g_assert_cmpuint (n_shown (fixture), ==, 1);
  g_assert_cmpstr (lens_item_get_name (item_at (fixture, 0)), ==, "photo 2.jpg");

  g_assert_true (g_file_set_contents (path, "no table", -1, NULL));
  fixture_open_truth (fixture->window, file);
  fixture_wait_idle (fixture->window);
  g_assert_true (g_str_has_prefix (fixture_error (fixture->window), "truth.csv: "));
  g_assert_true (lens_item_is_wrong (item_at (fixture, 0))); /* the old one stays */
}

/* One image opened: its folder is offered, and comes to the list around it. */
static void
test_offer (FixtureFolder *fixture, gconstpointer data)
{
  LensWindow *first = fixture->window;
  g_autofree char *path = path_of (fixture, "photo 3.jpg");
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  gtk_window_destroy (GTK_WINDOW (first));
  fixture->window = fixture_window ();
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_is_offering (fixture->window));
  g_assert_cmpuint (n_shown (fixture), ==, 1);
  activate (fixture, "open-siblings", NULL);
  g_assert_false (fixture_is_offering (fixture->window));
  g_assert_cmpuint (n_shown (fixture), ==, N_IMAGES);
  assert_shown (fixture, "photo 3.jpg");
}

/* A folder among what is dropped or given is opened like one; so is a grid of it. */
static void
test_mixed (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *sample = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (sample, fixture->folder, NULL);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = fixture_window ();
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (n_shown (fixture), ==, N_IMAGES + 1);
  assert_shown (fixture, "drawn-01.jpg");
  change (fixture, "grid", g_variant_new_boolean (TRUE));
  fixture_run_for (200);
  g_assert_true (
      GTK_IS_GRID_VIEW (lens_strip_get_view (lens_browser_get_strip (lens_window_get_browser (fixture->window)))));
  activate (fixture, "next", NULL);
  assert_shown (fixture, "photo 1.jpg");
  g_assert_true (lens_item_is_viewed (item_at (fixture, 1)));
}

/* Nothing begins, but for what somebody looks at; and then it goes on. */
static void
test_pause (FixtureFolder *fixture, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (fixture->window);
  g_autofree char *a = fixture_sample (4), *b = fixture_sample (5), *c = fixture_sample (6);
  g_autoptr (GPtrArray) items = fixture_items (a, b, c, NULL);

  g_action_group_change_action_state (actions, "pause", g_variant_new_boolean (TRUE));
  fixture_open (fixture->window, items);
  fixture_run_for (1000);
  g_assert_true (g_action_group_get_action_enabled (actions, "pause"));
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 3)), ==, LENS_STATE_DONE); /* shown */
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 4)), ==, LENS_STATE_WAITING);
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 5)), ==, LENS_STATE_WAITING);

  g_action_group_change_action_state (actions, "pause", g_variant_new_boolean (FALSE));
  fixture_wait_idle (fixture->window);
  fixture_run_for (200);
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 4)), ==, LENS_STATE_DONE);
  g_assert_cmpint (lens_item_get_state (item_at (fixture, 5)), ==, LENS_STATE_DONE);
  g_assert_false (g_action_group_get_action_enabled (actions, "pause"));
}

static void
set_flag (LensWindow *window, const char *flag)
{
  g_action_group_change_action_state (G_ACTION_GROUP (window), "flag", g_variant_new_string (flag));
  fixture_wait_idle (window);
}

static LensFlag
flag_in (LensWindow *window, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (fixture_items_of (window), place);

  return lens_item_get_flag (item);
}

/* Two windows with the same images: what one notes the other shows, undo takes back a window's own acts, and a window
 * that is closed leaves its notes. */
static void
test_two_windows (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = path_of (fixture, "notes.jsonl");
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  LensWindow *second = fixture_window ();
  GActionGroup *first = G_ACTION_GROUP (fixture->window);

  g_assert_true (fixture_open_notes (fixture->window, path));
  fixture_share_notes (second, fixture->window);
  fixture_open_folder (second, folder, FALSE);
  fixture_wait_idle (second);

  set_flag (fixture->window, "wrong");
  g_assert_cmpint (flag_in (second, 0), ==, LENS_FLAG_WRONG);
  g_action_group_activate_action (G_ACTION_GROUP (second), "next", NULL);
  fixture_wait_idle (second);
  set_flag (second, "poor");
  g_assert_cmpint (flag_in (fixture->window, 1), ==, LENS_FLAG_POOR);
  g_action_group_activate_action (first, "undo", NULL);
  g_assert_cmpint (flag_in (fixture->window, 0), ==, LENS_FLAG_NONE);
  g_assert_cmpint (flag_in (fixture->window, 1), ==, LENS_FLAG_POOR);
  g_assert_false (g_action_group_get_action_enabled (first, "undo"));
  g_action_group_activate_action (first, "redo", NULL);
  g_assert_cmpint (flag_in (second, 0), ==, LENS_FLAG_WRONG);

  fixture_close_window (second);
  g_action_group_activate_action (first, "next", NULL);
  g_action_group_activate_action (first, "next", NULL);
  fixture_wait_idle (fixture->window);
  set_flag (fixture->window, "artefact");
  g_assert_true (fixture_open_notes (fixture->window, path)); /* written, and read anew */
  g_assert_cmpint (flag_in (fixture->window, 0), ==, LENS_FLAG_WRONG);
  g_assert_cmpint (flag_in (fixture->window, 1), ==, LENS_FLAG_POOR);
  g_assert_cmpint (flag_in (fixture->window, 2), !=, LENS_FLAG_NONE);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/browse/folder", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_folder,
              fixture_tear_down_folder);
  g_test_add ("/browse/sort", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_sort,
              fixture_tear_down_folder);
  g_test_add ("/browse/sort-wrong", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_sort_wrong,
              fixture_tear_down_folder);
  g_test_add ("/browse/sort-flagged", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_flagged, fixture_tear_down_folder);
  g_test_add ("/browse/sort-stream/list", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_stream_in_list, fixture_tear_down_folder);
  g_test_add ("/browse/sort-stream/grid", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_sort_stream_in_grid, fixture_tear_down_folder);
  g_test_add ("/browse/in-sight", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_in_sight,
              fixture_tear_down_folder);
  g_test_add ("/browse/filter-in-grid", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder,
              test_filter_in_grid, fixture_tear_down_folder);
  g_test_add ("/browse/filter", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_filter,
              fixture_tear_down_folder);
  g_test_add ("/browse/notes", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_notes,
              fixture_tear_down_folder);
  g_test_add ("/browse/go-on", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_go_on,
              fixture_tear_down_folder);
  g_test_add ("/browse/go-on-not", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_go_on_not,
              fixture_tear_down_folder);
  g_test_add ("/browse/truth", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_truth,
              fixture_tear_down_folder);
  g_test_add ("/browse/offer", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_offer,
              fixture_tear_down_folder);
  g_test_add ("/browse/mixed", FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test_mixed,
              fixture_tear_down_folder);
  g_test_add ("/browse/two-windows", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_two_windows,
              fixture_tear_down_folder);
  g_test_add ("/browse/pause", FixtureFolder, GINT_TO_POINTER (3), fixture_set_up_folder, test_pause,
              fixture_tear_down_folder);

  return g_test_run ();
}
