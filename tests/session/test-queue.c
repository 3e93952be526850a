/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

#define MAX_THUMBNAILS 512 /* as in lens-queue.c */

typedef struct {
  LensQueue *queue;
  GPtrArray *items;
  GPtrArray *done; /* borrowed, in the order in which they were told */
  guint n_failed;
} Fixture;

/* With one thread: then images come in the order in which they were begun. */
static DermClassifier *
single (void)
{
  static DermClassifier *classifier;
  g_autoptr (GError) error = NULL;

  if (classifier == NULL)
    classifier = derm_classifier_new (derm_classifier_get_model (fixture_classifier ()), NULL, 1, &error);
  g_assert_no_error (error);

  return classifier;
}

static void
on_progressed (LensQueue *queue, LensItem *item, Fixture *fixture)
{
  g_assert_cmpint (lens_item_get_state (item), !=, LENS_STATE_WAITING);
  g_ptr_array_add (fixture->done, item);
}

static void
on_failed (LensQueue *queue, LensItem *item, Fixture *fixture)
{
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_FAILED);
  fixture->n_failed++;
}

/* data: the number of images, which wait until the queue is not paused. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->queue = lens_queue_new (single ());
  fixture->items = fixture_pasted (GPOINTER_TO_UINT (data));
  fixture->done = g_ptr_array_new ();
  g_signal_connect (fixture->queue, "progressed", G_CALLBACK (on_progressed), fixture);
  g_signal_connect (fixture->queue, "failed", G_CALLBACK (on_failed), fixture);
  lens_queue_set_paused (fixture->queue, TRUE);
  for (guint i = 0; i < fixture->items->len; i++)
    lens_queue_add (fixture->queue, fixture->items->pdata[i]);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_queue_stop (fixture->queue);
  g_object_unref (fixture->queue);
  g_ptr_array_unref (fixture->items);
  g_ptr_array_unref (fixture->done);
}

static gboolean
is_empty (gpointer queue)
{
  return lens_queue_get_n_left (queue) == 0;
}

static void
finish (Fixture *fixture)
{
  lens_queue_set_paused (fixture->queue, FALSE);
  fixture_wait (is_empty, fixture->queue, "the queue");
}

/* Nothing begins while it is paused; then each is read once, with its thumbnail. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  lens_queue_add (fixture->queue, fixture->items->pdata[3]); /* it waits already */
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, fixture->items->len);
  fixture_run_for (30);
  g_assert_cmpuint (fixture->done->len, ==, 0);
  finish (fixture);
  g_assert_cmpuint (fixture->done->len, ==, fixture->items->len);
  for (guint i = 0; i < fixture->items->len; i++)
    {
      LensItem *item = fixture->items->pdata[i];

      g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);
      g_assert_nonnull (lens_item_get_prediction (item));
      g_assert_cmpint (gdk_paintable_get_intrinsic_width (lens_item_get_thumbnail (item)), <=, 128);
    }
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

/* What is asked for goes before all that wait, the last that was asked for first; the others keep their order. */
static void
test_prefer (Fixture *fixture, gconstpointer data)
{
  static const guint order[] = { 9, 7, 0, 1, 2, 3, 4, 5, 6, 8, 10, 11 };

  lens_queue_prefer (fixture->queue, fixture->items->pdata[7]);
  lens_queue_prefer (fixture->queue, fixture->items->pdata[9]);
  finish (fixture);
  g_assert_cmpuint (fixture->done->len, ==, fixture->items->len);
  for (guint i = 0; i < fixture->done->len; i++)
    g_assert_true (fixture->done->pdata[i] == fixture->items->pdata[order[i]]);
}

/* An image that has been read is asked for again when its thumbnail was given up, and only then. */
static void
test_prefer_done (Fixture *fixture, gconstpointer data)
{
  LensItem *item = fixture->items->pdata[0];

  finish (fixture);
  lens_queue_prefer (fixture->queue, item);
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, 0);
  lens_item_drop_thumbnail (item);
  lens_queue_prefer (fixture->queue, item);
  lens_queue_prefer (fixture->queue, item);
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, 1);
  fixture_wait (is_empty, fixture->queue, "the thumbnail");
  g_assert_nonnull (lens_item_get_thumbnail (item));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < fixture->items->len; i += 2)
    lens_queue_remove (fixture->queue, fixture->items->pdata[i]);
  lens_queue_remove (fixture->queue, fixture->items->pdata[0]); /* it does not wait */
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, fixture->items->len / 2);
  finish (fixture);
  for (guint i = 0; i < fixture->items->len; i++)
    g_assert_cmpint (lens_item_get_state (fixture->items->pdata[i]), ==,
                     i % 2 == 0 ? LENS_STATE_WAITING : LENS_STATE_DONE);
}

/* What waits is forgotten, and may be added again. */
static void
test_clear (Fixture *fixture, gconstpointer data)
{
  lens_queue_clear (fixture->queue);
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, 0);
  lens_queue_add (fixture->queue, fixture->items->pdata[7]);
  finish (fixture);
  g_assert_cmpuint (fixture->done->len, ==, 1);
  g_assert_true (fixture->done->pdata[0] == fixture->items->pdata[7]);
}

/* What runs ends without a word, and nothing new begins. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  lens_queue_set_paused (fixture->queue, FALSE);
  lens_queue_stop (fixture->queue);
  lens_queue_add (fixture->queue, fixture->items->pdata[0]);
  lens_queue_prefer (fixture->queue, fixture->items->pdata[1]);
  fixture_wait (is_empty, fixture->queue, "what runs to end");
  g_assert_cmpuint (fixture->done->len, ==, 0);
  for (guint i = 0; i < fixture->items->len; i++)
    g_assert_cmpint (lens_item_get_state (fixture->items->pdata[i]), ==, LENS_STATE_WAITING);
}

/* Paused on the way: what runs comes, the others wait. */
static void
test_pause (Fixture *fixture, gconstpointer data)
{
  const guint n_running = 2; /* one is read, and one more is ready for the thread */

  lens_queue_set_paused (fixture->queue, FALSE);
  lens_queue_set_paused (fixture->queue, TRUE);
  while (fixture->done->len < n_running)
    g_main_context_iteration (NULL, TRUE);
  fixture_run_for (100);
  g_assert_cmpuint (fixture->done->len, ==, n_running);
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, fixture->items->len - n_running);
  finish (fixture);
  g_assert_cmpuint (fixture->done->len, ==, fixture->items->len);
}

/* A broken file is told once, also if it was known to be broken, and the others come. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) gone = fixture_items ("/nowhere/a.jpg", "/nowhere/b.png", NULL);

  lens_queue_add (fixture->queue, gone->pdata[0]);
  lens_queue_add (fixture->queue, gone->pdata[1]);
  finish (fixture);
  g_assert_cmpuint (fixture->n_failed, ==, 2);
  g_assert_cmpuint (fixture->done->len, ==, fixture->items->len + 2);
  g_assert_nonnull (lens_item_get_error (gone->pdata[0]));
  lens_queue_add (fixture->queue, gone->pdata[0]);
  fixture_wait (is_empty, fixture->queue, "the queue");
  g_assert_cmpuint (fixture->n_failed, ==, 2);
  lens_queue_prefer (fixture->queue, gone->pdata[0]); /* there is no thumbnail to be had */
  g_assert_cmpuint (lens_queue_get_n_left (fixture->queue), ==, 0);
}

/* Images that have a crop are read with it, by the recipe that was set. */
static void
test_reading (Fixture *fixture, gconstpointer data)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (own, DERM_FILTER_BOX);
  g_autoptr (LensReading) reading = lens_reading_new (fixture_classifier (), NULL);
  g_autoptr (LensHistory) history = lens_history_new ();
  g_autoptr (LensCrops) crops = lens_crops_new (reading, history);
  LensItem *cropped = fixture->items->pdata[2];

  lens_crops_set_subject (crops, cropped, lens_item_get_image (cropped), own);
  lens_crops_commit (crops, &(LensCrop){ 5, 5, 20, 20 });
  lens_queue_set_reading (fixture->queue, box, DERM_DECISION_BALANCED);
  lens_queue_set_crops (fixture->queue, crops);
  finish (fixture);
  for (guint i = 0; i < fixture->items->len; i++)
    {
      DermPrediction *prediction = lens_item_get_prediction (fixture->items->pdata[i]);
      DermRecipe *recipe = derm_input_get_recipe (derm_prediction_get_input (prediction));

      g_assert_cmpint (derm_recipe_get_filter (recipe), ==, DERM_FILTER_BOX);
      g_assert_true ((derm_recipe_get_crop (recipe) != NULL) == (i == 2));
      g_assert_cmpint (derm_prediction_get_decision (prediction), ==, DERM_DECISION_BALANCED);
    }
}

/* Of more images than there may be thumbnails those on screen keep theirs, and so do the first of the others. */
static void
test_thumbnails (Fixture *fixture, gconstpointer data)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (single ()));
  g_autoptr (DermRecipe) quick = derm_recipe_with_views (own, 1, NULL);
  guint n_kept = 0;

  lens_queue_set_reading (fixture->queue, quick, DERM_DECISION_LIKELY);
  for (guint i = fixture->items->len - 20; i < fixture->items->len; i++)
    lens_item_add_viewer (fixture->items->pdata[i]);
  finish (fixture);
  for (guint i = 0; i < fixture->items->len; i++)
    n_kept += lens_item_get_thumbnail (fixture->items->pdata[i]) != NULL;
  g_assert_cmpuint (n_kept, ==, MAX_THUMBNAILS);
  for (guint i = fixture->items->len - 20; i < fixture->items->len; i++)
    g_assert_nonnull (lens_item_get_thumbnail (fixture->items->pdata[i]));
}

#define add(path, n, test) g_test_add (path, Fixture, GUINT_TO_POINTER (n), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/queue/all", 12, test_all);
  add ("/queue/prefer", 12, test_prefer);
  add ("/queue/prefer-done", 3, test_prefer_done);
  add ("/queue/remove", 12, test_remove);
  add ("/queue/clear", 12, test_clear);
  add ("/queue/stop", 12, test_stop);
  add ("/queue/pause", 30, test_pause);
  add ("/queue/failed", 4, test_failed);
  add ("/queue/reading", 4, test_reading);
  add ("/queue/thumbnails", MAX_THUMBNAILS + 40, test_thumbnails);

  return g_test_run ();
}
