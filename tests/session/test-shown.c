/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

typedef struct {
  LensReading *reading;
  LensHistory *history;
  LensCrops *crops;
  LensEdits *edits;
  LensShown *shown;
  GPtrArray *items; /* without files */
  GString *told;
  gboolean is_handling; /* whether a failure is answered by opening the first image */
} Fixture;

static gboolean
on_failed (LensShown *shown, LensItem *item, gboolean is_news, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "failed(%s) ", is_news ? "news" : "known");
  if (fixture->is_handling)
    lens_shown_open (shown, fixture->items->pdata[0]);

  return fixture->is_handling;
}

static void
set_up_with (Fixture *fixture, DermClassifier *classifier)
{
  static const char *const properties[]
      = { "state", "item", "image", "prediction", "input", "is-edited", "truth", "is-trusted", "is-busy", "is-opening" };
  static const char *const signals[] = { "changed", "predicted", "item-changed", "opened" };

  fixture->reading = lens_reading_new (classifier, NULL);
  fixture->history = lens_history_new ();
  fixture->crops = lens_crops_new (fixture->reading, fixture->history);
  fixture->edits = lens_edits_new (fixture->reading, fixture->history);
  fixture->shown = lens_shown_new (fixture->reading, fixture->crops, fixture->edits);
  fixture->items = fixture_pasted (3);
  fixture->told = fixture_told ();
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", properties[i], NULL);

      fixture_listen (fixture->shown, signal, fixture->told, properties[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    fixture_listen (fixture->shown, signals[i], fixture->told, signals[i]);
  g_signal_connect (fixture->shown, "failed", G_CALLBACK (on_failed), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, fixture_classifier ());
}

static void
set_up_without (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->shown);
  g_object_unref (fixture->edits);
  g_object_unref (fixture->crops);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
  g_ptr_array_unref (fixture->items);
}

static gboolean
is_open (gpointer shown)
{
  return !lens_shown_is_opening (shown);
}

static void
wait (Fixture *fixture)
{
  fixture_wait (is_open, fixture->shown, "the image");
}

static void
show (Fixture *fixture, guint number)
{
  lens_shown_open (fixture->shown, fixture->items->pdata[number]);
  wait (fixture);
}

/* Without what was told meanwhile of slowness, which depends on the machine. */
static void
show_quietly (Fixture *fixture, guint number)
{
  show (fixture, number);
  g_string_truncate (fixture->told, 0);
}

static void
assert_nothing (Fixture *fixture, LensShownState state)
{
  g_assert_cmpint (lens_shown_get_state (fixture->shown), ==, state);
  g_assert_null (lens_shown_get_item (fixture->shown));
  g_assert_null (lens_shown_get_image (fixture->shown));
  g_assert_null (lens_shown_get_prediction (fixture->shown));
  g_assert_null (lens_shown_get_input (fixture->shown));
  g_assert_null (lens_shown_get_truth (fixture->shown));
  g_assert_false (lens_shown_is_trusted (fixture->shown));
}

/* All of it belongs to that item. */
static void
assert_shows (Fixture *fixture, guint number)
{
  LensItem *item = fixture->items->pdata[number];

  g_assert_cmpint (lens_shown_get_state (fixture->shown), ==, LENS_SHOWN_IMAGE);
  g_assert_true (lens_shown_get_item (fixture->shown) == item);
  g_assert_true (lens_shown_get_image (fixture->shown) == lens_item_get_image (item));
  g_assert_true (lens_shown_get_prediction (fixture->shown) == lens_item_get_prediction (item));
  g_assert_true (lens_shown_get_input (fixture->shown) == derm_prediction_get_input (lens_item_get_prediction (item)));
  g_assert_true (lens_crops_get_image (fixture->crops) == lens_item_get_image (item));
}

/* All that is on screen was told at once, each property one time, GLib decides in which order; then "changed". */
static void
assert_told_together (Fixture *fixture, const char *before)
{
  static const char *const expected[] = { "image", "input", "is-edited", "is-trusted", "item", "prediction", "state", "truth" };
  g_auto (GStrv) words = NULL;

  g_assert_true (g_str_has_prefix (fixture->told->str, before));
  g_assert_true (g_str_has_suffix (fixture->told->str, " changed "));
  words = g_strsplit (fixture->told->str + strlen (before), " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, G_N_ELEMENTS (expected) + 2); /* "changed", and nothing behind it */
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (g_strv_contains ((const char *const *) words, expected[i]));
  g_string_truncate (fixture->told, 0);
}

static void
on_property (LensShown *shown, GParamSpec *pspec, Fixture *fixture)
{
  if (lens_shown_get_image (shown) != NULL) /* else opening takes long on this computer */
    assert_shows (fixture, 0);
}

/* Whoever hears of one property finds all of them new; "changed" comes once, after all of them. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  assert_nothing (fixture, LENS_SHOWN_NOTHING);
  g_signal_connect (fixture->shown, "notify::state", G_CALLBACK (on_property), fixture);
  g_signal_connect (fixture->shown, "notify::truth", G_CALLBACK (on_property), fixture);
  lens_shown_open (fixture->shown, fixture->items->pdata[0]);
  fixture_assert_told (fixture->told, "is-opening ");
  assert_nothing (fixture, LENS_SHOWN_NOTHING); /* nothing happens on this thread */
  wait (fixture);
  if (g_str_has_prefix (fixture->told->str, "is-opening opened "))
    assert_told_together (fixture, "is-opening opened ");
  assert_shows (fixture, 0);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  show_quietly (fixture, 0);
  lens_shown_open (fixture->shown, NULL);
  assert_told_together (fixture, "");
  assert_nothing (fixture, LENS_SHOWN_NOTHING);
  g_assert_null (lens_crops_get_image (fixture->crops));
  lens_item_set_truth (fixture->items->pdata[0], "mel"); /* it is not on screen any more */
  fixture_assert_told (fixture->told, "");
}

static void
test_no_model (Fixture *fixture, gconstpointer data)
{
  assert_nothing (fixture, LENS_SHOWN_NO_MODEL);
  lens_shown_open (fixture->shown, fixture->items->pdata[0]);
  g_assert_false (lens_shown_is_opening (fixture->shown));
  assert_nothing (fixture, LENS_SHOWN_NO_MODEL);
}

/* However far the first has come when the second is asked for, it is never on screen afterwards. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  for (gulong i = 0; i < 20; i++)
    {
      lens_shown_open (fixture->shown, fixture->items->pdata[0]);
      g_usleep (300 * i); /* some have begun, some are done but not yet told */
      lens_shown_open (fixture->shown, fixture->items->pdata[1]);
      g_string_truncate (fixture->told, 0);
      wait (fixture);
      assert_shows (fixture, 1);
    }
  g_assert_cmpint (lens_item_get_state (fixture->items->pdata[0]), ==, LENS_STATE_WAITING);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  show_quietly (fixture, 0);
  lens_shown_open (fixture->shown, fixture->items->pdata[1]);
  lens_shown_stop (fixture->shown);
  fixture_assert_told (fixture->told, "is-opening is-opening ");
  fixture_run_for (200); /* longer than opening takes, and longer than it takes to be called slow */
  fixture_assert_told (fixture->told, "");
  assert_shows (fixture, 0);
}

/* Given up while it opens, nothing is told and nothing stays. */
static void
test_dispose (Fixture *fixture, gconstpointer data)
{
  gpointer weak = fixture->shown;

  lens_shown_open (fixture->shown, fixture->items->pdata[0]);
  g_object_add_weak_pointer (G_OBJECT (fixture->shown), &weak);
  g_object_unref (fixture->shown);
  g_assert_null (weak);
  fixture_run_for (100);
  fixture->shown = lens_shown_new (fixture->reading, fixture->crops, fixture->edits);
}

/* Nothing of a broken image is shown; it is news once. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) gone = fixture_items ("/nowhere/at-all.png", NULL);

  for (int round = 0; round < 2; round++)
    {
      show_quietly (fixture, 0);
      lens_shown_open (fixture->shown, gone->pdata[0]);
      wait (fixture);
      if (g_str_has_prefix (fixture->told->str, "is-opening is-opening failed"))
        assert_told_together (fixture, round == 0 ? "is-opening is-opening failed(news) "
                                                  : "is-opening is-opening failed(known) ");
      g_assert_cmpint (lens_shown_get_state (fixture->shown), ==, LENS_SHOWN_FAILED);
      g_assert_true (lens_shown_get_item (fixture->shown) == gone->pdata[0]);
      g_assert_null (lens_shown_get_image (fixture->shown));
      g_assert_null (lens_shown_get_prediction (fixture->shown));
      g_assert_null (lens_crops_get_image (fixture->crops));
    }
}

/* Whoever has another image to show instead: the broken one is never on screen. */
static void
test_failure_handled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) gone = fixture_items ("/nowhere/at-all.png", NULL);

  fixture->is_handling = TRUE;
  lens_shown_open (fixture->shown, gone->pdata[0]);
  wait (fixture);
  assert_shows (fixture, 0);
  g_assert_cmpint (lens_item_get_state (gone->pdata[0]), ==, LENS_STATE_FAILED);
}

static void
on_busy_work (GObject *source, GAsyncResult *result, gpointer n_left)
{
  g_autoptr (DermPrediction) prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, NULL);

  g_assert_nonnull (prediction);
  --*(guint *) n_left;
}

static gboolean
is_zero (gpointer number)
{
  return *(guint *) number == 0;
}

/* The threads of the classifier have something to do that goes before images that are opened. */
static void
keep_busy (Fixture *fixture, guint *n_left)
{
  for (*n_left = 0; *n_left < 200; ++*n_left)
    derm_classifier_open_async (fixture_classifier (),
                                derm_request_new (NULL, lens_item_get_image (fixture->items->pdata[2]),
                                                  lens_reading_get_recipe (fixture->reading), G_PRIORITY_HIGH),
                                NULL, on_busy_work, n_left);
}

/* An image on screen stays for a moment while the next is opened; then there is nothing of it but the next one's name.
 */
static void
test_slow (Fixture *fixture, gconstpointer data)
{
  guint n_left;

  show_quietly (fixture, 0);
  keep_busy (fixture, &n_left);
  lens_shown_open (fixture->shown, fixture->items->pdata[1]);
  assert_shows (fixture, 0);
  while (lens_shown_is_opening (fixture->shown) && !lens_shown_is_busy (fixture->shown))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (lens_shown_is_busy (fixture->shown));
  g_assert_true (lens_shown_get_item (fixture->shown) == fixture->items->pdata[1]);
  g_assert_null (lens_shown_get_image (fixture->shown));
  g_assert_null (lens_shown_get_prediction (fixture->shown));
  g_string_truncate (fixture->told, 0);
  wait (fixture);
  g_assert_false (lens_shown_is_busy (fixture->shown));
  assert_told_together (fixture, "is-opening is-busy truth is-trusted item-changed opened "); /* its row is on screen */
  assert_shows (fixture, 1);
  fixture_wait (is_zero, &n_left, "the other work");
}

/* What is noted or known of the image on screen is told, and of no other one. */
static void
test_item_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *truth = NULL;
  gboolean is_trusted;

  show_quietly (fixture, 0);
  lens_item_set_note (fixture->items->pdata[0], LENS_FLAG_POOR, NULL, NULL);
  fixture_assert_told (fixture->told, "truth is-trusted item-changed ");
  lens_item_set_truth (fixture->items->pdata[0], "mel");
  lens_shown_trust (fixture->shown);
  fixture_assert_told (fixture->told, "truth is-trusted item-changed truth is-trusted item-changed ");
  g_object_get (fixture->shown, "truth", &truth, "is-trusted", &is_trusted, NULL);
  g_assert_cmpstr (truth, ==, "mel");
  g_assert_true (is_trusted);

  show_quietly (fixture, 1);
  lens_item_set_truth (fixture->items->pdata[0], "nv");
  fixture_assert_told (fixture->told, "");
  g_assert_null (lens_shown_get_truth (fixture->shown));
  g_assert_false (lens_shown_is_trusted (fixture->shown));
}

static gboolean
has_crop_result (gpointer crops)
{
  return !lens_crops_is_running (crops);
}

/* While a crop is dragged, only the prediction changes: image and item are not told. */
static void
test_cropped (Fixture *fixture, gconstpointer data)
{
  DermPrediction *before;

  lens_reading_set_decision (fixture->reading, DERM_DECISION_BALANCED);
  show_quietly (fixture, 0);
  before = lens_shown_get_prediction (fixture->shown);
  lens_crops_drag (fixture->crops, &(LensCrop){ 5, 5, 20, 20 });
  fixture_wait (has_crop_result, fixture->crops, "the prediction of the crop");
  fixture_assert_told (fixture->told, "truth is-trusted item-changed prediction input is-edited predicted ");
  g_assert_true (lens_shown_get_prediction (fixture->shown) != before);
  assert_shows (fixture, 0); /* and the row says the same */
  g_assert_nonnull (derm_recipe_get_crop (derm_input_get_recipe (lens_shown_get_input (fixture->shown))));
  g_assert_cmpint (derm_prediction_get_decision (lens_shown_get_prediction (fixture->shown)), ==,
                   DERM_DECISION_BALANCED);
}

/* An image that has a crop is opened with it. */
static void
test_with_crop (Fixture *fixture, gconstpointer data)
{
  show (fixture, 0);
  lens_crops_commit (fixture->crops, &(LensCrop){ 5, 5, 20, 20 });
  show (fixture, 1);
  g_assert_null (derm_recipe_get_crop (derm_input_get_recipe (lens_shown_get_input (fixture->shown))));
  g_assert_null (lens_crops_get_crop (fixture->crops));
  show (fixture, 0);
  g_assert_nonnull (derm_recipe_get_crop (derm_input_get_recipe (lens_shown_get_input (fixture->shown))));
  g_assert_cmpint (lens_crops_get_crop (fixture->crops)->width, ==, 20);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/shown/together", test_together);
  add ("/shown/nothing", test_nothing);
  g_test_add ("/shown/no-model", Fixture, NULL, set_up_without, test_no_model, tear_down);
  add ("/shown/late", test_late);
  add ("/shown/stop", test_stop);
  add ("/shown/dispose", test_dispose);
  add ("/shown/failed", test_failed);
  add ("/shown/failure-handled", test_failure_handled);
  add ("/shown/slow", test_slow);
  add ("/shown/item-changed", test_item_changed);
  add ("/shown/cropped", test_cropped);
  add ("/shown/with-crop", test_with_crop);

  return g_test_run ();
}
