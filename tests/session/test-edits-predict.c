/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "edits-fixture.h"

typedef EditsFixture Fixture;

/* What the network says of these very pixels, asked here and now. */
static void
assert_prediction (Fixture *fixture, DermPrediction *prediction)
{
  DermInput *input = derm_prediction_get_input (lens_edits_get_untouched (fixture->edits));
  g_autoptr (GBytes) rgb = g_bytes_new (lens_edits_get_rgb (fixture->edits), 3 * 28 * 28);
  g_autoptr (DermInput) painted = derm_input_with_pixels (input, rgb, NULL);
  g_autoptr (DermPrediction) expected = derm_classifier_predict (fixture_classifier (), painted, NULL);

  g_assert_nonnull (prediction);
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (prediction)), ==, derm_input_get_sha256 (painted));
  g_assert_cmpmem (derm_prediction_get_logits (prediction), 7 * sizeof (float), derm_prediction_get_logits (expected),
                   7 * sizeof (float));
}

static void
test_stroke (Fixture *fixture, gconstpointer data)
{
  DermPrediction *untouched = lens_edits_get_untouched (fixture->edits);

  g_assert_true (lens_edits_get_prediction (fixture->edits) == untouched);
  fixture_stroke (fixture, 3, 3, 20, 20);
  fixture_wait_edits (fixture);
  assert_prediction (fixture, fixture->predicted);
  g_assert_true (lens_edits_get_prediction (fixture->edits) == fixture->predicted);
  lens_history_undo (fixture->history); /* known already */
  g_assert_false (lens_edits_is_running (fixture->edits));
  g_assert_true (fixture->predicted == untouched);
  lens_history_redo (fixture->history);
  g_assert_false (lens_edits_is_running (fixture->edits));
  assert_prediction (fixture, fixture->predicted);
}

/* All painted over and restored: it is the untouched input. */
static void
test_restored (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 3, 3, 20, 20);
  fixture_wait_edits (fixture);
  lens_edits_begin (fixture->edits, LENS_EDIT_RESTORE, fixture_ink, 8);
  lens_edits_paint_to (fixture->edits, 3, 3);
  lens_edits_paint_to (fixture->edits, 20, 20);
  fixture_wait_edits (fixture);
  g_assert_true (fixture->predicted == lens_edits_get_untouched (fixture->edits));
  lens_edits_finish (fixture->edits);
  g_assert_true (lens_edits_get_prediction (fixture->edits) == lens_edits_get_untouched (fixture->edits));
  g_assert_false (lens_item_is_edited (fixture->items->pdata[0]));
}

/* While one paints, answers come, one request at a time; the last is of the last pixels, and is not asked for again
 * when the stroke ends. */
static void
test_while_painting (Fixture *fixture, gconstpointer data)
{
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  for (int x = 0; x < 20; x++)
    {
      lens_edits_paint_to (fixture->edits, x, 7);
      g_assert_true (lens_edits_is_running (fixture->edits));
    }
  fixture_wait_edits (fixture);
  g_assert_cmpuint (fixture->n_predicted, ==, 2); /* of the first pixels and of the last */
  assert_prediction (fixture, fixture->predicted);
  lens_edits_finish (fixture->edits);
  g_assert_false (lens_edits_is_running (fixture->edits));
  assert_prediction (fixture, lens_edits_get_prediction (fixture->edits));
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_paint_to (fixture->edits, 20, 20);
  fixture_wait_edits (fixture);
  lens_edits_cancel (fixture->edits);
  assert_prediction (fixture, fixture->predicted);
}

/* An answer about an image that is not on screen any more is dropped, however far it has come. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  for (gulong i = 0; i < 15; i++)
    {
      fixture_show_for_edits (fixture, 0, NULL);
      fixture_stroke (fixture, (int) i, 3, (int) i, 20);
      g_usleep (300 * i);
      fixture_show_for_edits (fixture, 1, NULL);
      g_assert_false (lens_edits_is_running (fixture->edits));
      fixture->n_predicted = 0;
      fixture_run_for (20);
      g_assert_cmpuint (fixture->n_predicted, ==, 0);
    }
}

/* Another recipe that takes the same pixels: asked anew of all steps, and never told what the old one has said. */
static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermRecipe) one = NULL;
  g_autoptr (DermPrediction) before = NULL;

  fixture_stroke (fixture, 3, 3, 20, 20);
  fixture_stroke (fixture, 3, 20, 20, 3);
  fixture_wait_edits (fixture);
  before = g_object_ref (lens_edits_get_prediction (fixture->edits));
  one = derm_recipe_with_layout (lens_reading_get_recipe (fixture->reading), DERM_LAYOUT_ROWS);
  lens_reading_set_recipe (fixture->reading, one);
  g_assert_null (lens_edits_get_prediction (fixture->edits));
  fixture_show_for_edits (fixture, 0, NULL);
  g_assert_cmpuint (lens_edits_get_place (fixture->edits), ==, 2);
  fixture_wait_edits (fixture);
  assert_prediction (fixture, fixture->predicted);
  g_assert_true (
      memcmp (derm_prediction_get_logits (before), derm_prediction_get_logits (fixture->predicted), 7 * sizeof (float))
      != 0);
  g_assert_nonnull (lens_edits_get_step_prediction (fixture->edits, 1)); /* for its card */
  g_assert_true (derm_input_get_recipe (derm_prediction_get_input (lens_edits_get_step_prediction (fixture->edits, 1)))
                 != derm_input_get_recipe (derm_prediction_get_input (before)));
}

static void
test_decision (Fixture *fixture, gconstpointer data)
{
  lens_reading_set_decision (fixture->reading, DERM_DECISION_BALANCED);
  fixture_show_for_edits (fixture, 0, NULL);
  fixture_stroke (fixture, 3, 3, 20, 20);
  fixture_wait_edits (fixture);
  g_assert_cmpint (derm_prediction_get_decision (fixture->predicted), ==, DERM_DECISION_BALANCED);
}

/* With a request under way nothing is left behind. */
static void
test_dispose (Fixture *fixture, gconstpointer data)
{
  gpointer weak = fixture->edits;

  fixture_stroke (fixture, 3, 3, 20, 20);
  g_object_add_weak_pointer (G_OBJECT (fixture->edits), &weak);
  lens_history_clear (fixture->history);
  g_object_run_dispose (G_OBJECT (fixture->edits));
  g_object_unref (fixture->edits);
  fixture->n_predicted = 0;
  fixture_run_for (100);
  g_assert_null (weak);
  g_assert_cmpuint (fixture->n_predicted, ==, 0);
  fixture->edits = lens_edits_new (fixture->reading, fixture->history);
}

#define add(path, test) g_test_add (path, Fixture, NULL, fixture_set_up_edits, test, fixture_tear_down_edits)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/edits-predict/stroke", test_stroke);
  add ("/edits-predict/restored", test_restored);
  add ("/edits-predict/while-painting", test_while_painting);
  add ("/edits-predict/late", test_late);
  add ("/edits-predict/recipe", test_recipe);
  add ("/edits-predict/decision", test_decision);
  add ("/edits-predict/dispose", test_dispose);

  return g_test_run ();
}
