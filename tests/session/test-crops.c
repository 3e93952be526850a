/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* Images of 40 × 30 pixels: the square in their middle is 30 × 30 from x 5 on. */
static const LensCrop square = { 5, 0, 30, 30 };

typedef struct {
  LensReading *reading;
  LensHistory *history;
  LensCrops *crops;
  GPtrArray *items;
  GString *told;
  LensCrop predicted; /* of the last answer; width 0: of the whole image */
  guint n_predicted;
  LensItem *wanted; /* borrowed */
} Fixture;

static void
on_predicted (LensCrops *crops, DermPrediction *prediction, Fixture *fixture)
{
  const double *fractions = derm_recipe_get_crop (derm_input_get_recipe (derm_prediction_get_input (prediction)));

  fixture->predicted = fractions != NULL ? lens_crop_from_fractions (fractions, 40, 30) : (LensCrop){ 0 };
  fixture->n_predicted++;
}

static void
on_wanted (LensCrops *crops, LensItem *item, Fixture *fixture)
{
  fixture->wanted = item;
}

static void
show (Fixture *fixture, guint number)
{
  LensItem *item = fixture->items->pdata[number];
  g_autoptr (DermRecipe) recipe
      = lens_crops_dup_recipe (fixture->crops, item, lens_reading_get_recipe (fixture->reading));

  lens_crops_set_subject (fixture->crops, item, lens_item_get_image (item), recipe);
  g_string_truncate (fixture->told, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const signals[] = { "changed", "predicted", "failed", "wanted", "finish" };

  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  fixture->history = lens_history_new ();
  fixture->crops = lens_crops_new (fixture->reading, fixture->history);
  fixture->items = fixture_pasted (2);
  fixture->told = fixture_told ();
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    fixture_listen (fixture->crops, signals[i], fixture->told, signals[i]);
  g_signal_connect (fixture->crops, "predicted", G_CALLBACK (on_predicted), fixture);
  g_signal_connect (fixture->crops, "wanted", G_CALLBACK (on_wanted), fixture);
  show (fixture, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_history_clear (fixture->history); /* its steps point to the crops */
  g_object_unref (fixture->crops);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
  g_ptr_array_unref (fixture->items);
}

static gboolean
is_done (gpointer crops)
{
  return !lens_crops_is_running (crops);
}

static void
wait (Fixture *fixture)
{
  fixture_wait (is_done, fixture->crops, "the prediction of the crop");
}

static void
assert_equal (const LensCrop *crop, const LensCrop *expected)
{
  g_assert_true ((crop != NULL) == (expected != NULL));
  g_assert_true (crop == NULL || lens_crop_equal (crop, expected));
}

/* The crop of the image on screen, and that its result was of this crop; NULL for the whole image. */
static void
assert_crop (Fixture *fixture, const LensCrop *expected)
{
  assert_equal (lens_crops_get_crop (fixture->crops), expected);
  wait (fixture);
  assert_equal (&fixture->predicted, expected != NULL ? expected : &(LensCrop){ 0 });
}

static void
test_on_and_off (Fixture *fixture, gconstpointer data)
{
  g_assert_null (lens_crops_get_crop (fixture->crops));
  lens_crops_set_on (fixture->crops, FALSE); /* it is off */
  fixture_assert_told (fixture->told, "");
  lens_crops_set_on (fixture->crops, TRUE);
  lens_crops_set_on (fixture->crops, TRUE);
  assert_crop (fixture, &square);
  fixture_assert_told (fixture->told, "changed predicted ");
  lens_crops_set_on (fixture->crops, FALSE);
  assert_crop (fixture, NULL);
  fixture_assert_told (fixture->told, "changed predicted ");
  lens_history_undo (fixture->history);
  assert_crop (fixture, &square);
  lens_history_undo (fixture->history);
  assert_crop (fixture, NULL);
  g_assert_false (lens_history_can_undo (fixture->history));
  lens_history_redo (fixture->history);
  assert_crop (fixture, &square);
}

/* A drag of many steps is one change. */
static void
test_undo_drag (Fixture *fixture, gconstpointer data)
{
  LensCrop crop = square;

  lens_crops_set_on (fixture->crops, TRUE);
  for (int x = 5; x <= 10; x++)
    {
      crop.x = x;
      lens_crops_drag (fixture->crops, &crop);
    }
  lens_crops_commit (fixture->crops, &crop);
  assert_crop (fixture, &crop);
  lens_crops_commit (fixture->crops, &(LensCrop){ 0, 0, 10, 10 });
  lens_history_undo (fixture->history);
  assert_crop (fixture, &crop);
  lens_history_undo (fixture->history);
  assert_crop (fixture, &square);
  lens_history_redo (fixture->history);
  assert_crop (fixture, &crop);
}

/* One request runs at a time; of those that come meanwhile the newest is kept, and the last answer is of the last
 * crop. */
static void
test_requests (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  LensCrop crop = { 0, 0, 20, 20 };

  fixture_listen (fixture->crops, "notify::is-running", told, "running");
  for (int i = 0; i < 15; i++)
    {
      crop.x = i;
      lens_crops_drag (fixture->crops, &crop);
      g_assert_true (lens_crops_is_running (fixture->crops));
    }
  fixture_assert_told (told, "running ");
  wait (fixture);
  g_assert_cmpuint (fixture->n_predicted, ==, 2); /* of the first one and of the last */
  assert_crop (fixture, &crop);
  fixture_assert_told (fixture->told, "predicted predicted "); /* whoever drags knows the crop already */
}

/* An answer that comes when another image is on screen goes nowhere, however far it has come. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  for (gulong i = 0; i < 15; i++)
    {
      show (fixture, 0);
      lens_crops_drag (fixture->crops, &(LensCrop){ (int) i, 0, 20, 20 });
      g_usleep (300 * i);
      show (fixture, 1);
      g_assert_false (lens_crops_is_running (fixture->crops));
      fixture_run_for (20);
      fixture_assert_told (fixture->told, "");
    }
  g_assert_cmpuint (fixture->n_predicted, ==, 0);
}

/* Of each image its own; undone while another one is on screen, that image is asked for and nothing is sent. */
static void
test_each_image (Fixture *fixture, gconstpointer data)
{
  const LensCrop other = { 1, 2, 20, 25 };

  lens_crops_set_on (fixture->crops, TRUE);
  wait (fixture);
  show (fixture, 1);
  g_assert_null (lens_crops_get_crop (fixture->crops));
  lens_crops_commit (fixture->crops, &other);
  show (fixture, 0);
  assert_equal (lens_crops_get_crop (fixture->crops), &square);
  fixture->n_predicted = 0;
  lens_history_undo (fixture->history);
  fixture_assert_told (fixture->told, "wanted ");
  g_assert_true (fixture->wanted == fixture->items->pdata[1]);
  assert_equal (lens_crops_get_crop (fixture->crops), &square);
  g_assert_false (lens_crops_is_running (fixture->crops));
  show (fixture, 1);
  g_assert_null (lens_crops_get_crop (fixture->crops));
  lens_history_redo (fixture->history);
  assert_crop (fixture, &other);
}

static void
test_square (Fixture *fixture, gconstpointer data)
{
  const LensCrop wide = { 5, 10, 20, 10 }, made = { 5, 5, 20, 20 };

  g_assert_true (lens_crops_is_square (fixture->crops));
  lens_crops_set_square (fixture->crops, FALSE); /* nothing is cropped: only the shape of what comes */
  fixture_assert_told (fixture->told, "changed ");
  lens_crops_commit (fixture->crops, &wide);
  show (fixture, 0);
  lens_crops_set_square (fixture->crops, FALSE);
  assert_equal (lens_crops_get_crop (fixture->crops), &wide);
  lens_crops_set_square (fixture->crops, TRUE);
  g_assert_true (lens_crops_is_square (fixture->crops));
  assert_crop (fixture, &made);
  g_string_truncate (fixture->told, 0);
  lens_crops_set_square (fixture->crops, TRUE); /* it is: nothing to undo, nothing to predict */
  fixture_assert_told (fixture->told, "changed ");
  lens_history_undo (fixture->history);
  assert_crop (fixture, &wide);
}

/* Any recipe gets the crop of the image, and keeps all else. */
static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (lens_reading_get_recipe (fixture->reading), DERM_FILTER_BOX);
  g_autoptr (DermRecipe) of_second = NULL;
  g_autoptr (DermRecipe) of_first = NULL;
  LensCrop crop;

  lens_crops_commit (fixture->crops, &(LensCrop){ 1, 2, 20, 25 });
  of_first = lens_crops_dup_recipe (fixture->crops, fixture->items->pdata[0], box);
  of_second = lens_crops_dup_recipe (fixture->crops, fixture->items->pdata[1], box);
  g_assert_cmpint (derm_recipe_get_filter (of_first), ==, DERM_FILTER_BOX);
  crop = lens_crop_from_fractions (derm_recipe_get_crop (of_first), 40, 30);
  assert_equal (&crop, &(LensCrop){ 1, 2, 20, 25 });
  g_assert_true (of_second == box);
}

/* With nothing on screen, or something that could not be opened, there is nothing to crop. */
static void
test_no_subject (Fixture *fixture, gconstpointer data)
{
  lens_crops_set_subject (fixture->crops, fixture->items->pdata[0], NULL, NULL);
  fixture_assert_told (fixture->told, "changed ");
  g_assert_null (lens_crops_get_image (fixture->crops));
  lens_crops_set_on (fixture->crops, TRUE);
  lens_crops_drag (fixture->crops, &square);
  lens_crops_commit (fixture->crops, &square);
  g_assert_false (lens_crops_is_running (fixture->crops));
  g_assert_null (lens_crops_get_crop (fixture->crops));
  g_assert_false (lens_history_can_undo (fixture->history));
  fixture_assert_told (fixture->told, "");
}

static gboolean
is_loaded (gpointer reading)
{
  return !lens_reading_is_loading (reading);
}

/* Another model: what the one before it is asked is not answered any more. */
static void
test_other_model (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_model_path ("recipe.safetensors");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_reading_open_model (fixture->reading, file);
  fixture_wait (is_loaded, fixture->reading, "the model");
  lens_crops_drag (fixture->crops, &square);
  lens_reading_use_bundled (fixture->reading);
  g_assert_false (lens_crops_is_running (fixture->crops));
  fixture_run_for (50);
  g_assert_cmpuint (fixture->n_predicted, ==, 0);
}

/* Whoever drags ends it now. */
static void
test_finish (Fixture *fixture, gconstpointer data)
{
  lens_crops_finish (fixture->crops);
  fixture_assert_told (fixture->told, "finish ");
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/crops/on-and-off", test_on_and_off);
  add ("/crops/undo-drag", test_undo_drag);
  add ("/crops/requests", test_requests);
  add ("/crops/late", test_late);
  add ("/crops/each-image", test_each_image);
  add ("/crops/square", test_square);
  add ("/crops/recipe", test_recipe);
  add ("/crops/no-subject", test_no_subject);
  add ("/crops/other-model", test_other_model);
  add ("/crops/finish", test_finish);

  return g_test_run ();
}
