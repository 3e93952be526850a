/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

/* Nothing is selected while a list tells of a change: it is done afterwards, and told once. */

typedef struct {
  GtkStringList *list;
  LensSelection *selection;
  void (*ask) (GtkSelectionModel *model); /* what a listener does in the middle of a change */
  GString *told;                          /* what was told, in this order */
} Bare;

static void
on_items (GListModel *model, guint position, guint n_removed, guint n_added, Bare *bare)
{
  g_autoptr (GtkBitset) before = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (model)), after = NULL;
  guint current = lens_selection_get_current (bare->selection);

  g_string_append (bare->told, "items ");
  g_assert_true (lens_selection_is_changing (bare->selection));
  if (bare->ask == NULL)
    return;
  bare->ask (GTK_SELECTION_MODEL (model));
  after = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (model));
  g_assert_true (gtk_bitset_equals (before, after));
  g_assert_cmpuint (lens_selection_get_current (bare->selection), ==, current);
}

static void
on_items_last (GListModel *model, guint position, guint n_removed, guint n_added, Bare *bare)
{
  g_string_append (bare->told, "last ");
}

static void
on_selection (GtkSelectionModel *model, guint position, guint n, Bare *bare)
{
  g_string_append_printf (bare->told, "selection(%u,%u) ", position, n);
  /* Who hears of the selection finds the current item to be one of it. */
  g_assert_true (gtk_selection_model_is_selected (model, lens_selection_get_current (bare->selection)));
}

static void
on_settled (LensSelection *selection, Bare *bare)
{
  g_string_append (bare->told, "settled ");
  g_assert_false (lens_selection_is_changing (selection));
}

static void
on_current (LensSelection *selection, Bare *bare)
{
  GtkStringObject *item = lens_selection_get_current_item (selection);

  g_string_append_printf (bare->told, "current(%s) ", item != NULL ? gtk_string_object_get_string (item) : "none");
}

static void
on_placed (LensSelection *selection, guint position, Bare *bare)
{
  g_string_append_printf (bare->told, "placed(%u) ", position);
}

/* "c" of "a" to "f" is selected. */
static void
set_up_bare (Bare *bare, gconstpointer data)
{
  bare->list = gtk_string_list_new ((const char *[]){ "a", "b", "c", "d", "e", "f", NULL });
  bare->selection = lens_selection_new (G_LIST_MODEL (bare->list));
  bare->told = g_string_new (NULL);
  lens_selection_set_current (bare->selection, 2);
  g_signal_connect (bare->selection, "items-changed", G_CALLBACK (on_items), bare);
  g_signal_connect (bare->selection, "selection-changed", G_CALLBACK (on_selection), bare);
  g_signal_connect (bare->selection, "settled", G_CALLBACK (on_settled), bare);
  g_signal_connect (bare->selection, "current-changed", G_CALLBACK (on_current), bare);
  g_signal_connect (bare->selection, "placed", G_CALLBACK (on_placed), bare);
  g_signal_connect (bare->selection, "items-changed", G_CALLBACK (on_items_last), bare);
}

static void
tear_down_bare (Bare *bare, gconstpointer data)
{
  g_object_unref (bare->selection);
  g_object_unref (bare->list);
  g_string_free (bare->told, TRUE);
}

static void
assert_selected (Bare *bare, const char *names, const char *current)
{
  g_autoptr (GPtrArray) items = lens_selection_list (bare->selection);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkStringObject *item = lens_selection_get_current_item (bare->selection);

  for (guint i = 0; i < items->len; i++)
    g_string_append (text, gtk_string_object_get_string (g_ptr_array_index (items, i)));
  g_assert_cmpstr (text->str, ==, names);
  g_assert_cmpstr (item != NULL ? gtk_string_object_get_string (item) : NULL, ==, current);
}

static void
ask_for_first (GtkSelectionModel *model)
{
  lens_selection_set_current (LENS_SELECTION (model), 0);
}

/* What is asked for in the middle of a change is there when the call that made the change returns. */
static void
test_later (Bare *bare, gconstpointer data)
{
  bare->ask = ask_for_first;
  gtk_string_list_splice (bare->list, 1, 1, (const char *[]){ "x", "y", NULL });
  assert_selected (bare, "a", "a");
  g_assert_cmpstr (bare->told->str, ==, "items last selection(0,4) settled current(a) placed(0) ");
}

/* Each of the requests a list view can make; the later ones see what the earlier ones did. */
static void
ask_for_all (GtkSelectionModel *model)
{
  g_autoptr (GtkBitset) second = gtk_bitset_new_range (1, 1);
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, 2);

  g_assert_false (gtk_selection_model_unselect_item (model, 2)); /* the only one */
  gtk_selection_model_select_range (model, 0, 2, FALSE);
  gtk_selection_model_select_all (model);
  gtk_selection_model_unselect_range (model, 3, 3);
  gtk_selection_model_select_item (model, 3, FALSE);
  gtk_selection_model_unselect_item (model, 2);
  gtk_selection_model_set_selection (model, second, mask);
  g_assert_false (gtk_selection_model_select_item (model, 99, TRUE));
  g_assert_false (gtk_selection_model_select_range (model, 5, 99, TRUE));
}

static void
test_later_all (Bare *bare, gconstpointer data)
{
  bare->ask = ask_for_all;
  gtk_string_list_append (bare->list, "g");
  assert_selected (bare, "bdg", "d");
  g_assert_cmpstr (bare->told->str, ==, "items last selection(1,6) settled current(d) ");
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (bare->selection));
  assert_selected (bare, "d", "d");
}

static void
ask_for_none (GtkSelectionModel *model)
{
  gtk_selection_model_unselect_all (model);
}

/* Nothing is told that comes to nothing. */
static void
test_later_nothing (Bare *bare, gconstpointer data)
{
  bare->ask = ask_for_none;
  gtk_string_list_remove (bare->list, 5);
  assert_selected (bare, "c", "c");
  g_assert_cmpstr (bare->told->str, ==, "items last settled ");
}

/* Several lists change one after another: the request follows its item. */
static void
test_held (Bare *bare, gconstpointer data)
{
  lens_selection_hold (bare->selection);
  lens_selection_set_current (bare->selection, 4);
  gtk_string_list_remove (bare->list, 0);
  gtk_string_list_splice (bare->list, 0, 0, (const char *[]){ "x", "y", "z", NULL });
  assert_selected (bare, "c", "c");
  g_assert_cmpstr (bare->told->str, ==, "items last items last ");
  lens_selection_release (bare->selection);
  assert_selected (bare, "e", "e");
  g_assert_cmpstr (bare->told->str, ==, "items last items last selection(4,3) settled current(e) placed(6) ");
}

/* … and to its neighbour if it is gone meanwhile. */
static void
test_held_gone (Bare *bare, gconstpointer data)
{
  lens_selection_hold (bare->selection);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (bare->selection), 4, FALSE);
  gtk_string_list_remove (bare->list, 4);
  lens_selection_release (bare->selection);
  assert_selected (bare, "c", "c");
  lens_selection_hold (bare->selection);
  gtk_string_list_splice (bare->list, 0, 5, NULL);
  lens_selection_release (bare->selection);
  assert_selected (bare, "", NULL);
  g_assert_true (g_str_has_suffix (bare->told->str, "items last settled current(none) "));
}

/* ---- as a list view uses it ---- */

/* "a", "b", "c" ... */
static GListModel *
letters (int n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (int i = 0; i < n; i++)
    gtk_string_list_take (list, g_strdup_printf ("%c", 'a' + i));

  return G_LIST_MODEL (list);
}

static void
assert_names (LensSelection *selection, const char *names, const char *current)
{
  g_autoptr (GPtrArray) items = lens_selection_list (selection);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkStringObject *item = lens_selection_get_current_item (selection);

  for (guint i = 0; i < items->len; i++)
    g_string_append (text, gtk_string_object_get_string (g_ptr_array_index (items, i)));
  g_assert_cmpstr (text->str, ==, names);
  g_assert_cmpuint (lens_selection_get_n_selected (selection), ==, strlen (names));
  g_assert_cmpstr (item != NULL ? gtk_string_object_get_string (item) : NULL, ==, current);
}

static void
count (gpointer object, int *n)
{
  ++*n;
}

/* As a list view calls it: the one chosen last is the current one, from either end of a range. */
static void
test_current (void)
{
  g_autoptr (GListModel) list = letters (6);
  g_autoptr (LensSelection) selection = lens_selection_new (list);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  int n_changes = 0;

  g_signal_connect (selection, "current-changed", G_CALLBACK (count), &n_changes);
  assert_names (selection, "", NULL);
  lens_selection_set_current (selection, 2);
  assert_names (selection, "c", "c");
  gtk_selection_model_select_range (model, 2, 3, TRUE);
  assert_names (selection, "cde", "e");
  gtk_selection_model_select_range (model, 0, 3, TRUE);
  assert_names (selection, "abc", "a");
  gtk_selection_model_select_item (model, 5, FALSE);
  assert_names (selection, "abcf", "f");
  g_assert_cmpint (n_changes, ==, 4);
  gtk_selection_model_unselect_item (model, 1);
  assert_names (selection, "acf", "f");
  gtk_selection_model_unselect_item (model, 5);
  assert_names (selection, "ac", "c");
  gtk_selection_model_select_all (model);
  assert_names (selection, "abcdef", "c");
  gtk_selection_model_unselect_all (model);
  assert_names (selection, "c", "c");
  g_assert_false (gtk_selection_model_unselect_item (model, 2));
  gtk_selection_model_unselect_range (model, 0, 6);
  assert_names (selection, "c", "c");
}

/* It follows its items through whatever happens to the list. */
static void
test_follow (void)
{
  g_autoptr (GListModel) list = letters (6);
  g_autoptr (LensSelection) selection = lens_selection_new (list);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  GtkStringList *strings = GTK_STRING_LIST (list);
  int n_changes = 0;

  lens_selection_set_current (selection, 2);
  gtk_selection_model_select_item (model, 4, FALSE);
  g_signal_connect (selection, "current-changed", G_CALLBACK (count), &n_changes);
  gtk_string_list_splice (strings, 0, 1, (const char *[]){ "x", "y", NULL });
  assert_names (selection, "ce", "e");
  g_assert_cmpuint (lens_selection_get_current (selection), ==, 5);
  gtk_string_list_append (strings, "z");
  assert_names (selection, "ce", "e");
  g_assert_cmpint (n_changes, ==, 0);
  gtk_string_list_remove (strings, 5);
  assert_names (selection, "c", "c");
  g_assert_cmpint (n_changes, ==, 1);
  gtk_string_list_remove (strings, 3);
  assert_names (selection, "", NULL);
  g_assert_cmpint (n_changes, ==, 2);
}

#define add_bare(path, test) g_test_add (path, Bare, NULL, set_up_bare, test, tear_down_bare)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add_bare ("/selection/later", test_later);
  add_bare ("/selection/later-all", test_later_all);
  add_bare ("/selection/later-nothing", test_later_nothing);
  add_bare ("/selection/held", test_held);
  add_bare ("/selection/held-gone", test_held_gone);

  g_test_add_func ("/selection/current", test_current);
  g_test_add_func ("/selection/follow", test_follow);

  return g_test_run ();
}
