/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "filter-oracle.h"
#include "session-fixture.h"

/* Whatever happens in whatever order: the view shows the images for which the filter holds, each once, in the order
 * that was asked for. What holds is found out here once more, in the plainest way. RANDOM_SEED and RANDOM_STEPS try
 * others. */

#define N_PREDICTIONS 12
#define N_STEPS 3000
#define MAX_ITEMS 900

typedef struct {
  LensSession *session;
  LensView *view;
  LensCollection *items;
  LensSelection *selection;
  GRand *rand;
  DermPrediction *predictions[N_PREDICTIONS];
  GPtrArray *truths; /* DermTruth */
  char *folder;
  guint n_made;
} Random;

static guint
pick (Random *random, guint n)
{
  return n > 0 ? (guint) g_rand_int_range (random->rand, 0, (gint32) n) : 0;
}

#define PICK_ONE(random, array) array[pick (random, G_N_ELEMENTS (array))]

static LensItem *
pick_item (Random *random)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (random->items));
  g_autoptr (LensItem) item = n > 0 ? g_list_model_get_item (G_LIST_MODEL (random->items), pick (random, n)) : NULL;

  return item; /* the list holds it */
}

static gboolean
is_shown (Random *random, LensItem *item)
{
  const LensFilter *filter = lens_view_get_filter (random->view);
  const char *text = lens_filter_get_text (filter);

  for (guint i = 0; i < lens_filter_get_n_conditions (filter); i++)
    if (!fixture_condition_holds (lens_filter_get_condition (filter, i), item))
      return FALSE;

  return text == NULL || strstr (lens_item_get_name (item), text) != NULL;
}

/* Each image that fits is there once, no other is, and the current one is one of them. */
static void
check (Random *random)
{
  GListModel *model = lens_view_get_model (random->view);
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (random->items)), n_shown = 0;
  LensItem *current = lens_selection_get_current_item (random->selection);

  lens_view_refresh (random->view); /* what is known of images may have changed a moment ago */
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (model, i);

      g_assert_true (g_hash_table_add (shown, item));
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (random->items), i);

      g_assert_cmpint (is_shown (random, item), ==, g_hash_table_contains (shown, item));
      n_shown += is_shown (random, item);
    }
  g_assert_cmpuint (g_hash_table_size (shown), ==, n_shown);
  current = lens_selection_get_current_item (random->selection);
  g_assert_true (current == NULL || g_hash_table_contains (shown, current));
}

static void
check_names (Random *random)
{
  GListModel *model = lens_view_get_model (random->view);

  lens_view_set_order (random->view, LENS_ORDER_NAME, FALSE);
  for (guint i = 1; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LensItem) a = g_list_model_get_item (model, i - 1);
      g_autoptr (LensItem) b = g_list_model_get_item (model, i);

      g_assert_cmpstr (lens_item_get_sort_key (a), <=, lens_item_get_sort_key (b));
    }
}

/* ---- what happens ---- */

static void
add_images (Random *random)
{
  guint n = lens_collection_get_n_all (random->items) < MAX_ITEMS ? 1 + pick (random, 90) : 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/image %u.jpg", ++random->n_made);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  if (n > 0)
    lens_collection_add (random->items, items, FALSE);
}

static void
add_results (Random *random)
{
  for (guint i = pick (random, 60); i > 0; i--)
    {
      LensItem *item = pick_item (random);

      if (item != NULL)
        lens_item_succeed (item, NULL, random->predictions[pick (random, N_PREDICTIONS)]);
    }
  lens_view_touch (random->view);
}

static void
note (Random *random)
{
  LensItem *item = pick_item (random);

  if (item != NULL)
    lens_item_set_note (item, (LensFlag) pick (random, LENS_N_FLAGS), NULL, NULL);
  lens_view_touch (random->view);
}

static void
remove_some (Random *random)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (random->selection)), from = pick (random, n);

  if (n > 0)
    gtk_selection_model_select_range (GTK_SELECTION_MODEL (random->selection), from, 1 + pick (random, n - from) / 2,
                                      TRUE);
  lens_session_remove_selected (random->session);
}

static void
go_back (Random *random)
{
  if (pick (random, 2) == 0)
    lens_session_undo (random->session);
  else
    lens_session_redo (random->session);
}

static void
take_truth (Random *random)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/truth.csv");

  lens_truths_take (lens_session_get_truths (random->session),
                    random->truths->pdata[pick (random, random->truths->len)], file);
}

static void
add_condition (Random *random)
{
  static const char *const labels[] = { "", "mel", "nv", "df", "bkl", "vasc", "no such class" };
  static const char *const flags[] = { "", "wrong", "poor", "duplicate" };
  static const char *const verdicts[] = { LENS_VERDICT_RIGHT, LENS_VERDICT_WRONG };
  static const char *const sexes[] = { "male", "female", "" };
  const LensTopic topics[] = { { LENS_ABOUT_TRUTH, NULL }, { LENS_ABOUT_ANSWER, NULL },  { LENS_ABOUT_PAIR, NULL },
                               { LENS_ABOUT_FLAG, NULL },  { LENS_ABOUT_VERDICT, NULL }, { LENS_ABOUT_VALUE, "sex" } };
  const char *const values[][3] = { { PICK_ONE (random, labels), PICK_ONE (random, labels), NULL },
                                    { PICK_ONE (random, labels), PICK_ONE (random, labels), NULL },
                                    { lens_pair ("mel", PICK_ONE (random, labels)), lens_pair ("nv", "mel"), NULL },
                                    { PICK_ONE (random, flags), NULL },
                                    { PICK_ONE (random, verdicts), NULL },
                                    { PICK_ONE (random, sexes), NULL } };
  guint kind = pick (random, G_N_ELEMENTS (topics) + 1);
  double from = pick (random, 60);
  g_autoptr (LensCondition) condition = NULL;

  if (kind < G_N_ELEMENTS (topics))
    condition = lens_condition_new (topics[kind], values[kind]);
  else
    condition = lens_condition_new_range ((LensTopic){ LENS_ABOUT_NUMBER, "age" }, from, from + pick (random, 40));
  lens_view_add_condition (random->view, condition);
}

static void
change_filter (Random *random)
{
  static const char *const texts[] = { "", "1", "image", "7.", "zzzz" };
  const LensFilter *filter = lens_view_get_filter (random->view);
  guint n = lens_filter_get_n_conditions (filter), kind = pick (random, 6);

  if (kind == 0)
    lens_view_set_text (random->view, PICK_ONE (random, texts));
  else if (kind == 1 || n > 3)
    lens_view_clear_filter (random->view);
  else if (kind == 2 && n > 0)
    {
      g_autoptr (LensCondition) held = lens_condition_ref (lens_filter_get_condition (filter, pick (random, n)));

      lens_view_remove_condition (random->view, lens_condition_get_topic (held));
    }
  else
    add_condition (random);
}

static void
change_order (Random *random)
{
  lens_view_set_order (random->view, (LensOrder) pick (random, LENS_N_ORDERS), pick (random, 2) == 0);
}

static void
choose (Random *random)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (random->selection));

  if (n > 0)
    lens_selection_set_current (random->selection, pick (random, n));
}

static void
let_run (Random *random)
{
  for (guint i = pick (random, 30); i > 0 && g_main_context_pending (NULL); i--)
    g_main_context_iteration (NULL, FALSE);
}

/* A listener that sets another filter in the middle of a change, as a room might. */
static void
on_items_changed (Random *random)
{
  if (pick (random, 40) == 0)
    change_filter (random);
}

/* ---- */

static guint
get_number (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static DermTruth *
make_truth (Random *random, guint seed)
{
  static const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };
  static const char *const sexes[] = { "male", "female", "" };
  g_autoptr (GString) table = g_string_new (seed == 2 ? "image_id,dx\n" : "image_id,dx,age,sex\n");
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  DermTruth *truth;

  for (guint i = seed; i < 400 + seed * 100; i++)
    {
      g_string_append_printf (table, "image %u,%s", i, labels[(i * 5 + seed) % 7]);
      if (seed != 2)
        g_string_append_printf (table, ",%s%u,%s", i % 9 == 0 ? "" : "1", i % 9 == 0 ? i % 80 : i % 9,
                                sexes[(i + seed) % 3]);
      g_string_append_c (table, '\n');
    }
  file = fixture_write (random->folder, "truth.csv", table->str);
  truth = derm_truth_new_from_file (file, labels, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return truth;
}

static void
set_up (Random *random, gconstpointer data)
{
  random->session = lens_session_new (NULL, "no model: what is known of images is given to them");
  random->view = lens_session_get_view (random->session);
  random->items = lens_session_get_collection (random->session);
  random->selection = lens_session_get_selection (random->session);
  random->rand = g_rand_new_with_seed (get_number ("RANDOM_SEED", 15));
  random->folder = fixture_folder (1);
  random->truths = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_PREDICTIONS; i++)
    random->predictions[i] = fixture_prediction (i);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (random->truths, make_truth (random, i));
  g_signal_connect_swapped (random->selection, "items-changed", G_CALLBACK (on_items_changed), random);
}

static void
tear_down (Random *random, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (random->selection, random);
  fixture_close_session (random->session);
  for (guint i = 0; i < N_PREDICTIONS; i++)
    g_object_unref (random->predictions[i]);
  g_ptr_array_unref (random->truths);
  fixture_remove_folder (random->folder);
  g_rand_free (random->rand);
}

static void
test_random (Random *random, gconstpointer data)
{
  static void (*const steps[]) (Random * random)
      = { add_images,    add_results,   note,         remove_some, go_back, take_truth,
          change_filter, change_filter, change_order, choose,      let_run };
  guint n = get_number ("RANDOM_STEPS", N_STEPS), n_filtered = 0, n_some = 0;

  add_images (random);
  for (guint i = 0; i < n; i++)
    {
      PICK_ONE (random, steps) (random);
      check (random);
      n_filtered += !lens_view_is_unfiltered (random->view);
      n_some += !lens_view_is_unfiltered (random->view)
                && g_list_model_get_n_items (lens_view_get_model (random->view)) > 0;
    }
  check_names (random);
  g_test_message ("%u of %u steps with a filter, %u of which showed something", n_filtered, n, n_some);
  g_assert_cmpuint (n_filtered, >, n / 4); /* else nothing was tried */
  g_assert_cmpuint (n_some, >, n / 20);
}

/* The filter is set while many images still come in, and changed with each few of them. */
static void
test_many (Random *random, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 8788; i++)
    {
      g_autofree char *path = g_strdup_printf ("/nowhere/%c/image %u.jpg", "xyz"[i % 3], i);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_ptr_array_add (items, lens_item_new_for_file (file));
      lens_item_succeed (items->pdata[i], NULL, random->predictions[i % N_PREDICTIONS]);
    }
  lens_collection_add (random->items, items, FALSE);
  take_truth (random);
  while (lens_collection_get_n_waiting (random->items) > 0)
    {
      add_condition (random);
      check (random);
      g_main_context_iteration (NULL, TRUE);
      if (pick (random, 4) == 0)
        lens_view_clear_filter (random->view);
      check (random);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (random->items)), ==, 8788);
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add ("/filter-random/steps", Random, NULL, set_up, test_random, tear_down);
  g_test_add ("/filter-random/many", Random, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
