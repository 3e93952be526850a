/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "edits-fixture.h"

const guint8 fixture_ink[3] = { 3, 250, 5 };

static void
on_predicted (LensEdits *edits, DermPrediction *prediction, EditsFixture *fixture)
{
  g_set_object (&fixture->predicted, prediction);
  fixture->n_predicted++;
}

static void
on_wanted (LensEdits *edits, LensItem *item, EditsFixture *fixture)
{
  fixture->wanted = item;
}

void
fixture_show_for_edits (EditsFixture *fixture, guint number, const LensCrop *crop)
{
  LensItem *item = fixture->items->pdata[number];
  DermRecipe *recipe = lens_reading_get_recipe (fixture->reading);
  g_autoptr (DermRecipe) cropped = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  double fractions[4];

  if (crop != NULL)
    {
      lens_crop_to_fractions (crop, 40, 30, fractions);
      recipe = cropped = derm_recipe_with_crop (recipe, fractions);
    }
  input = derm_input_new (lens_item_get_image (item), recipe, NULL);
  prediction = derm_classifier_predict (lens_reading_get_classifier (fixture->reading), input, NULL);
  lens_edits_set_image (fixture->edits, lens_item_get_image (item));
  lens_edits_set_subject (fixture->edits, item, prediction);
}

void
fixture_set_up_edits (EditsFixture *fixture, gconstpointer data)
{
  static const char *const signals[] = { "changed", "predicted", "failed", "wanted" };

  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  fixture->history = lens_history_new ();
  fixture->edits = lens_edits_new (fixture->reading, fixture->history);
  fixture->items = fixture_pasted (2);
  fixture->told = fixture_told ();
  fixture_show_for_edits (fixture, 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    fixture_listen (fixture->edits, signals[i], fixture->told, signals[i]);
  g_signal_connect (fixture->edits, "predicted", G_CALLBACK (on_predicted), fixture);
  g_signal_connect (fixture->edits, "wanted", G_CALLBACK (on_wanted), fixture);
}

void
fixture_tear_down_edits (EditsFixture *fixture, gconstpointer data)
{
  lens_history_clear (fixture->history); /* its steps point to the edits */
  g_object_run_dispose (G_OBJECT (fixture->edits));
  g_object_unref (fixture->edits);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
  g_ptr_array_unref (fixture->items);
  g_clear_object (&fixture->predicted);
}

static gboolean
is_done (gpointer edits)
{
  return !lens_edits_is_running (edits);
}

void
fixture_wait_edits (EditsFixture *fixture)
{
  fixture_wait (is_done, fixture->edits, "the prediction of the painted input");
}

void
fixture_stroke (EditsFixture *fixture, int from_x, int from_y, int to_x, int to_y)
{
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_paint_to (fixture->edits, from_x, from_y);
  lens_edits_paint_to (fixture->edits, to_x, to_y);
  lens_edits_finish (fixture->edits);
}
