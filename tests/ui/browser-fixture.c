/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "browser-fixture.h"

#include "lens-row.h"

#define N_RESULTS 8 /* different ones */

static void
on_list_begins (FixtureBrowser *fixture)
{
  fixture->n_telling++;
}

static void
on_list_ends (FixtureBrowser *fixture)
{
  fixture->n_telling--;
}

static void
read_selected (FixtureBrowser *fixture, guint position, guint n)
{
  for (guint i = position; i < position + n; i++)
    if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->selection), i))
      gtk_bitset_add (fixture->selected, i);
    else
      gtk_bitset_remove (fixture->selected, i);
}

static void
on_items_changed (GListModel *model, guint position, guint n_removed, guint n_added, FixtureBrowser *fixture)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();

  for (guint i = 0; i < n_added; i++)
    g_ptr_array_add (added, g_list_model_get_item (model, position + i));
  g_list_store_splice (fixture->shown, position, n_removed, added->pdata, n_added);
  g_ptr_array_set_free_func (added, g_object_unref);
  gtk_bitset_splice (fixture->selected, position, n_removed, n_added);
  read_selected (fixture, position, n_added);
}

static void
on_selection_changed (GtkSelectionModel *model, guint position, guint n, FixtureBrowser *fixture)
{
  g_assert_cmpuint (fixture->n_telling, ==, 0);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (position + n, <=, g_list_model_get_n_items (G_LIST_MODEL (model)));
  read_selected (fixture, position, n);
  fixture->n_told++;
}

static void
on_current_changed (LensSelection *selection, FixtureBrowser *fixture)
{
  g_assert_cmpuint (fixture->n_telling, ==, 0);
  g_assert_true (g_set_object (&fixture->current, lens_selection_get_current_item (selection)));
  fixture->n_told++;
}

static void
on_placed (LensSelection *selection, guint position, FixtureBrowser *fixture)
{
  g_assert_cmpuint (fixture->n_telling, ==, 0);
  g_assert_cmpuint (position, ==, lens_selection_get_current (selection));
  fixture->n_told++;
}

static void
watch_list (FixtureBrowser *fixture, gpointer list)
{
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_list_begins), fixture);
  g_signal_connect_data (list, "items-changed", G_CALLBACK (on_list_ends), fixture, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
fixture_set_up_browser (FixtureBrowser *fixture, gconstpointer data)
{
  fixture->session = lens_session_new (NULL, "not needed");
  fixture->items = lens_session_get_collection (fixture->session);
  fixture->browser = g_object_new (LENS_TYPE_BROWSER, NULL);
  lens_browser_set_session (fixture->browser, fixture->session);
  fixture->selection = g_object_ref (lens_browser_get_selection (fixture->browser));
  fixture->shown = g_list_store_new (LENS_TYPE_ITEM);
  fixture->selected = gtk_bitset_new_empty ();
  watch_list (fixture, fixture->selection);
  g_signal_connect (fixture->selection, "items-changed", G_CALLBACK (on_items_changed), fixture);
  g_signal_connect (fixture->selection, "selection-changed", G_CALLBACK (on_selection_changed), fixture);
  g_signal_connect (fixture->selection, "current-changed", G_CALLBACK (on_current_changed), fixture);
  g_signal_connect (fixture->selection, "placed", G_CALLBACK (on_placed), fixture);
  fixture->window = fixture_show (GTK_WIDGET (fixture->browser), 300, 500);
  gtk_widget_insert_action_group (fixture->window, "browse", lens_browser_get_actions (fixture->browser));
  fixture_add_images (fixture, (guint) GPOINTER_TO_INT (data));
}

void
fixture_tear_down_browser (FixtureBrowser *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->selection, fixture);
  g_signal_handlers_disconnect_by_data (fixture->items, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_run_for (50);
  g_clear_object (&fixture->selection);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->current);
  g_clear_object (&fixture->shown);
  g_clear_pointer (&fixture->selected, gtk_bitset_unref);
}

void
fixture_add_images (FixtureBrowser *fixture, guint n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/image %u.jpg", ++fixture->n_made);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  lens_collection_add (fixture->items, items, FALSE);
  while (lens_collection_get_n_waiting (fixture->items) > 0)
    g_main_context_iteration (NULL, FALSE);
}

guint
fixture_remove_image (FixtureBrowser *fixture, LensItem *item)
{
  g_autoptr (GHashTable) items = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) placed = NULL;

  g_hash_table_add (items, item);
  placed = lens_collection_remove (fixture->items, items);
  g_assert_cmpuint (placed->len, ==, 1);

  return g_array_index (placed, LensPlaced, 0).place;
}

void
fixture_restore_image (FixtureBrowser *fixture, LensItem *item, guint place)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (LensPlaced));
  LensPlaced one = { item, place };

  g_array_append_val (placed, one);
  lens_collection_restore (fixture->items, placed);
}

void
fixture_add_result (LensItem *item, guint seed)
{
  static DermPrediction *results[N_RESULTS];
  guint i = seed % N_RESULTS;

  if (results[i] == NULL)
    results[i] = fixture_prediction (i);
  lens_item_succeed (item, NULL, results[i]);
}

LensItem *
fixture_image_at (FixtureBrowser *fixture, guint place)
{
  g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->selection), place);

  return item; /* the list holds it */
}

void
fixture_change (FixtureBrowser *fixture, const char *action, GVariant *state)
{
  g_action_group_change_action_state (lens_browser_get_actions (fixture->browser), action, state);
}

void
fixture_search (LensBrowser *browser, const char *text)
{
  GtkWidget *search = fixture_find (GTK_WIDGET (browser), GTK_TYPE_SEARCH_ENTRY);

  g_assert_nonnull (search);
  gtk_editable_set_text (GTK_EDITABLE (search), text);
  g_signal_emit_by_name (search, "search-changed"); /* it waits for more */
}

static void
check_items (FixtureBrowser *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->selection);
  guint n = g_list_model_get_n_items (model);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->shown)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (model, i);
      g_autoptr (LensItem) told = g_list_model_get_item (G_LIST_MODEL (fixture->shown), i);

      g_assert_true (item == told);
    }
}

static void
check_rows (FixtureBrowser *fixture, GtkWidget *view)
{
  LensView *model = lens_browser_get_view (fixture->browser);

  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);
      LensItem *item = LENS_IS_ROW (child) ? lens_row_get_item (LENS_ROW (child)) : NULL;
      guint place = item != NULL ? lens_view_find (model, item) : GTK_INVALID_LIST_POSITION;
      gboolean is_shown = (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0;

      if (item == NULL)
        continue;
      g_assert_cmpuint (place, !=, GTK_INVALID_LIST_POSITION);
      g_assert_cmpint (is_shown, ==, gtk_bitset_contains (fixture->selected, place));
    }
}

/* The view that is shown has no row that the list has not, and the other one has none. */
static void
check_views (FixtureBrowser *fixture)
{
  GtkWidget *shown = lens_strip_get_view (lens_browser_get_strip (fixture->browser));
  GtkWidget *views[] = { fixture_find (GTK_WIDGET (fixture->browser), GTK_TYPE_LIST_VIEW),
                         fixture_find (GTK_WIDGET (fixture->browser), GTK_TYPE_GRID_VIEW) };

  check_rows (fixture, shown);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (views[i] != shown)
      g_assert_null (gtk_widget_get_first_child (views[i]));
}

void
fixture_check_browser (FixtureBrowser *fixture)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  guint current = lens_selection_get_current (fixture->selection);
  LensItem *item = lens_selection_get_current_item (fixture->selection);

  g_assert_cmpuint (fixture->n_telling, ==, 0);
  check_items (fixture);
  g_assert_true (gtk_bitset_equals (selected, fixture->selected));
  g_assert_true (item == fixture->current);
  g_assert_true ((item == NULL) == (current == GTK_INVALID_LIST_POSITION));
  g_assert_true ((item == NULL) == gtk_bitset_is_empty (selected));
  if (item != NULL)
    {
      g_assert_true (gtk_bitset_contains (selected, current));
      g_assert_true (fixture_image_at (fixture, current) == item);
    }
  check_views (fixture);
}
