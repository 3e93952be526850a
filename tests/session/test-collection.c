/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

typedef struct {
  LensCollection *collection;
  GString *told;   /* "+a" adopted, "!a" wanted, "-a" dropped, "[0-1+2]" place, removed and added */
  GArray *waiting; /* guint, n-waiting each time it was told */
} Fixture;

static void
append (GString *told, char sign, LensItem *item)
{
  g_string_append_printf (told, "%c%s ", sign, lens_item_get_name (item));
}

static void
on_adopted (LensCollection *collection, LensItem *item, Fixture *fixture)
{
  append (fixture->told, '+', item);
}

static void
on_wanted (LensCollection *collection, LensItem *item, Fixture *fixture)
{
  append (fixture->told, '!', item);
}

static void
on_dropped (LensCollection *collection, LensItem *item, Fixture *fixture)
{
  append (fixture->told, '-', item);
}

static void
on_items (GListModel *model, guint place, guint n_removed, guint n_added, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "[%u-%u+%u] ", place, n_removed, n_added);
}

static void
on_waiting (LensCollection *collection, GParamSpec *pspec, Fixture *fixture)
{
  guint n = lens_collection_get_n_waiting (collection);

  g_array_append_val (fixture->waiting, n);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->collection = lens_collection_new ();
  fixture->told = g_string_new (NULL);
  fixture->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (fixture->collection, "adopted", G_CALLBACK (on_adopted), fixture);
  g_signal_connect (fixture->collection, "wanted", G_CALLBACK (on_wanted), fixture);
  g_signal_connect (fixture->collection, "dropped", G_CALLBACK (on_dropped), fixture);
  g_signal_connect (fixture->collection, "items-changed", G_CALLBACK (on_items), fixture);
  g_signal_connect (fixture->collection, "notify::n-waiting", G_CALLBACK (on_waiting), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->collection);
  g_string_free (fixture->told, TRUE);
  g_array_unref (fixture->waiting);
}

static guint
n_listed (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->collection));
}

/* Names that are in the list, in its order. */
static void
assert_listed (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_listed (fixture); i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->collection), i);
      guint place;

      g_string_append_printf (names, "%s ", lens_item_get_name (item));
      g_assert_true (lens_collection_find_place (fixture->collection, item, &place));
      g_assert_cmpuint (place, ==, i);
      g_assert_true (lens_collection_find (fixture->collection, lens_item_get_key (item)) == item);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

/* (transfer full) /nowhere/0 … */
static GPtrArray *
make_many (guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%u", i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }

  return items;
}

static GPtrArray *
make_letters (const char *letters)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *letters != '\0'; letters++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%c", *letters);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }

  return items;
}

static void
add (Fixture *fixture, const char *letters, gboolean is_again)
{
  g_autoptr (GPtrArray) items = make_letters (letters);

  lens_collection_add (fixture->collection, items, is_again);
}

/* (transfer full) */
static GHashTable *
set_of (Fixture *fixture, const char *letters)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) items = make_letters (letters);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (set, lens_collection_find (fixture->collection, lens_item_get_key (items->pdata[i])));

  return set;
}

static GArray *
take (Fixture *fixture, const char *letters)
{
  g_autoptr (GHashTable) set = set_of (fixture, letters);

  return lens_collection_remove (fixture->collection, set);
}

/* Each image is prepared before anybody sees it, and is asked to be read when it is seen. */
static void
test_order_of_signals (Fixture *fixture, gconstpointer data)
{
  add (fixture, "abc", FALSE);
  fixture_assert_told (fixture->told, "+a +b +c [0-0+3] !a !b !c ");
  assert_listed (fixture, "a b c ");
  add (fixture, "d", FALSE);
  fixture_assert_told (fixture->told, "+d [3-0+1] !d ");
}

/* What is there stays in its place; it is read again only if that is wanted. */
static void
test_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "it is broken");
  g_autoptr (GPtrArray) again = make_letters ("bxb");
  LensItem *known;

  add (fixture, "abab", FALSE);
  fixture_assert_told (fixture->told, "+a +b [0-0+2] !a !b ");
  known = lens_collection_find (fixture->collection, lens_item_get_key (again->pdata[0]));
  lens_item_fail (known, error);
  g_assert_true (lens_collection_add (fixture->collection, again, FALSE) == known);
  g_assert_cmpint (lens_item_get_state (known), ==, LENS_STATE_FAILED);
  fixture_assert_told (fixture->told, "+x [2-0+1] !x ");
  g_assert_true (lens_collection_add (fixture->collection, again, TRUE) == known);
  g_assert_cmpint (lens_item_get_state (known), ==, LENS_STATE_WAITING);
  fixture_assert_told (fixture->told, "!b !x !b ");
  assert_listed (fixture, "a b x ");
}

static gboolean
is_listed (gpointer data)
{
  return lens_collection_get_n_waiting (data) == 0;
}

/* Ten thousand images enter forty at a time until there is more than a screen of them, then faster; all belong to the
 * collection from the beginning on. */
static void
test_chunks (Fixture *fixture, gconstpointer data)
{
  const guint n = 10000;
  g_autoptr (GPtrArray) items = make_many (n), all = NULL;
  LensItem *last = g_ptr_array_index (items, n - 1);
  guint place, before = n;

  g_assert_true (lens_collection_add (fixture->collection, items, FALSE) == items->pdata[0]);
  g_assert_cmpuint (n_listed (fixture), ==, 40);
  g_assert_cmpuint (lens_collection_get_n_waiting (fixture->collection), ==, n - 40);
  g_assert_cmpuint (lens_collection_get_n_all (fixture->collection), ==, n);
  g_assert_true (lens_collection_find (fixture->collection, lens_item_get_key (last)) == last);
  g_assert_false (lens_collection_find_place (fixture->collection, last, &place));
  all = lens_collection_list_all (fixture->collection);
  g_assert_cmpuint (all->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (all->pdata[i] == items->pdata[i]);

  fixture_wait (is_listed, fixture->collection, "all images to be listed");
  g_assert_cmpuint (fixture->waiting->len, ==, 10 + (n - 400) / 500 + 1);
  for (guint i = 0; i < fixture->waiting->len; i++)
    {
      guint left = g_array_index (fixture->waiting, guint, i);

      g_assert_cmpuint (before - left, ==, i < 10 ? 40 : MIN (500, before));
      before = left;
    }
  g_assert_cmpuint (before, ==, 0);
  g_assert_cmpuint (n_listed (fixture), ==, n);
  g_assert_true (lens_collection_find_place (fixture->collection, last, &place));
  g_assert_cmpuint (place, ==, n - 1);
}

/* The next opening does not overtake those that wait. */
static void
test_add_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = make_many (200);
  guint place;

  lens_collection_add (fixture->collection, items, FALSE);
  add (fixture, "a", FALSE);
  g_assert_cmpuint (lens_collection_get_n_waiting (fixture->collection), ==, 0);
  g_assert_cmpuint (n_listed (fixture), ==, 201);
  g_assert_true (lens_collection_find_place (fixture->collection, items->pdata[199], &place));
  g_assert_cmpuint (place, ==, 199);
  fixture_run_for (50); /* nothing comes twice */
  g_assert_cmpuint (n_listed (fixture), ==, 201);
}

static void
on_wanted_once (LensCollection *collection, LensItem *item, GPtrArray *more)
{
  if (more->len == 0)
    return;
  lens_collection_add (collection, more, FALSE);
  g_ptr_array_set_size (more, 0);
}

/* Whoever hears that images have come may open more of them, also when the last of the others have come. */
static void
test_add_while_listing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = make_many (80), more = make_letters ("abc");

  lens_collection_add (fixture->collection, items, FALSE);
  g_signal_connect (fixture->collection, "wanted", G_CALLBACK (on_wanted_once), more);
  fixture_wait (is_listed, fixture->collection, "all images to be listed");
  g_assert_cmpuint (n_listed (fixture), ==, 83);
  g_assert_cmpuint (more->len, ==, 0);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) placed = NULL, none = NULL;
  g_autoptr (GHashTable) empty = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) removed = make_letters ("b");

  add (fixture, "abcdefg", FALSE);
  g_string_truncate (fixture->told, 0);
  none = lens_collection_remove (fixture->collection, empty);
  g_assert_cmpuint (none->len, ==, 0);
  fixture_assert_told (fixture->told, "");
  placed = take (fixture, "fbcg");
  fixture_assert_told (fixture->told, "-b -c -f -g [5-2+0] [1-2+0] "); /* from behind, and those side by side at once */
  assert_listed (fixture, "a d e ");
  g_assert_null (lens_collection_find (fixture->collection, lens_item_get_key (removed->pdata[0])));
  g_assert_cmpuint (placed->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (g_array_index (placed, LensPlaced, i).place, ==, ((guint[]){ 1, 2, 5, 6 })[i]);
  lens_collection_restore (fixture->collection, placed);
  assert_listed (fixture, "a b c d e f g ");
}

/* What is known already is not read again when it comes back; what was never read is. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (1);
  g_autoptr (GArray) placed = NULL;

  add (fixture, "abcd", FALSE);
  placed = take (fixture, "bc");
  lens_item_succeed (g_array_index (placed, LensPlaced, 0).item, NULL, prediction);
  g_string_truncate (fixture->told, 0);
  lens_collection_restore (fixture->collection, placed);
  fixture_assert_told (fixture->told, "+b +c [1-0+2] !c ");
}

/* One of them was opened again meanwhile: it is there once, where it is now; the others come back as near as they can
 * to where they were. */
static void
test_restore_reopened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) placed = NULL, others = NULL;

  add (fixture, "abcdef", FALSE);
  placed = take (fixture, "bcef");
  add (fixture, "c", TRUE);
  assert_listed (fixture, "a d c ");
  others = take (fixture, "ad");
  lens_collection_restore (fixture->collection, placed);
  g_assert_cmpuint (placed->len, ==, 3);
  assert_listed (fixture, "c b e f ");
}

static void
test_restore_any_reopened (Fixture *fixture, gconstpointer data)
{
  static const char *const reopened[] = { "a", "b", "c" }, *const listed[] = { "d b c a ", "a d c b ", "a b d c " };

  for (gsize i = 0; i < G_N_ELEMENTS (reopened); i++)
    {
      g_autoptr (GArray) placed = (add (fixture, "abcd", FALSE), take (fixture, "abc")), all = NULL;

      add (fixture, reopened[i], TRUE);
      lens_collection_restore (fixture->collection, placed);
      assert_listed (fixture, listed[i]);
      all = take (fixture, "abcd"); /* for the next one */
    }
}

/* Those that wait are not taken away with the others. */
static void
test_remove_while_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = make_many (200);
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) placed = NULL;

  lens_collection_add (fixture->collection, items, FALSE);
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (set, items->pdata[i]);
  placed = lens_collection_remove (fixture->collection, set);
  g_assert_cmpuint (placed->len, ==, 40);
  g_assert_cmpuint (lens_collection_get_n_all (fixture->collection), ==, 160);
  lens_collection_restore (fixture->collection, placed);
  fixture_wait (is_listed, fixture->collection, "all images to be listed");
  g_assert_cmpuint (n_listed (fixture), ==, 200);
  for (guint i = 0; i < 200; i++)
    {
      guint place;

      g_assert_true (lens_collection_find_place (fixture->collection, items->pdata[i], &place));
      g_assert_cmpuint (place, ==, i);
    }
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = make_many (200);

  lens_collection_add (fixture->collection, items, FALSE);
  lens_collection_close (fixture->collection);
  fixture_run_for (50);
  g_assert_cmpuint (n_listed (fixture), ==, 40);
  g_assert_cmpuint (lens_collection_get_n_all (fixture->collection), ==, 40);
  g_assert_null (lens_collection_find (fixture->collection, lens_item_get_key (items->pdata[150])));
}

#define add_test(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add_test ("/collection/order-of-signals", test_order_of_signals);
  add_test ("/collection/known", test_known);
  add_test ("/collection/chunks", test_chunks);
  add_test ("/collection/add-while-waiting", test_add_while_waiting);
  add_test ("/collection/add-while-listing", test_add_while_listing);
  add_test ("/collection/remove", test_remove);
  add_test ("/collection/restore", test_restore);
  add_test ("/collection/restore-reopened", test_restore_reopened);
  add_test ("/collection/restore-any-reopened", test_restore_any_reopened);
  add_test ("/collection/remove-while-waiting", test_remove_while_waiting);
  add_test ("/collection/close", test_close);

  return g_test_run ();
}
