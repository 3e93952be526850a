/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

typedef FixtureSession Fixture;

static const guint8 ink[3] = { 72, 58, 130 };

static LensShown *
shown_of (Fixture *fixture)
{
  return lens_session_get_shown (fixture->session);
}

static void
stroke (Fixture *fixture)
{
  LensEdits *edits = lens_session_get_edits (fixture->session);

  lens_edits_begin (edits, LENS_EDIT_BRUSH, ink, 4);
  lens_edits_paint_to (edits, 4, 4);
  lens_edits_paint_to (edits, 20, 24);
  lens_edits_finish (edits);
  fixture_wait_session (fixture->session);
}

/* What is shown is of the painted input; the row of the list stays that of the image. */
static void
test_painted (Fixture *fixture, gconstpointer data)
{
  LensShown *shown = shown_of (fixture);
  g_autoptr (DermPrediction) before = g_object_ref (lens_shown_get_prediction (shown));
  LensItem *item = lens_shown_get_item (shown);
  GString *told = fixture_told ();

  g_assert_false (lens_shown_is_edited (shown));
  g_assert_true (lens_shown_get_untouched (shown) == before);
  stroke (fixture);
  g_assert_true (lens_shown_is_edited (shown));
  g_assert_true (lens_shown_get_untouched (shown) == before);
  g_assert_true (lens_shown_get_prediction (shown) != before);
  g_assert_cmpmem (derm_input_get_rgb (lens_shown_get_input (shown)) + 3 * (4 * 28 + 4), 3, ink, 3);
  g_assert_cmpmem (derm_prediction_get_logits (lens_item_get_prediction (item)), 7 * sizeof (float),
                   derm_prediction_get_logits (before), 7 * sizeof (float));
  g_assert_true (lens_item_is_edited (item));
  fixture_listen (shown, "predicted", told, "predicted");
  fixture_listen (shown, "notify::is-edited", told, "is-edited");
  lens_session_undo (fixture->session);
  fixture_assert_told (told, "is-edited predicted ");
  g_assert_true (lens_shown_get_prediction (shown) == before);
  g_assert_false (lens_item_is_edited (item));
}

/* Paint stays with its image when another one is looked at. */
static void
test_other_image (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) painted = NULL;

  stroke (fixture);
  painted = g_object_ref (lens_shown_get_prediction (shown_of (fixture)));
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_false (lens_shown_is_edited (shown_of (fixture)));
  lens_session_step (fixture->session, -1);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_shown_is_edited (shown_of (fixture)));
  g_assert_cmpmem (derm_prediction_get_logits (lens_shown_get_prediction (shown_of (fixture))), 7 * sizeof (float),
                   derm_prediction_get_logits (painted), 7 * sizeof (float));
  lens_session_step (fixture->session, 1);
  lens_session_undo (fixture->session); /* what is undone is seen */
  fixture_wait_session (fixture->session);
  g_assert_true (lens_shown_get_item (shown_of (fixture)) == fixture_item_at (fixture->session, 0));
  g_assert_false (lens_shown_is_edited (shown_of (fixture)));
}

/* A crop makes another input: the paint is put aside, which is said, and comes back with the whole image. */
static void
test_crop (Fixture *fixture, gconstpointer data)
{
  LensCrops *crops = lens_session_get_crops (fixture->session);

  stroke (fixture);
  lens_crops_set_on (crops, TRUE);
  fixture_wait_session (fixture->session);
  g_assert_false (lens_shown_is_edited (shown_of (fixture)));
  g_assert_nonnull (
      g_strstr_len (lens_messages_get_notice (lens_session_get_messages (fixture->session)), -1, "aside"));
  g_assert_false (lens_item_is_edited (lens_shown_get_item (shown_of (fixture)))); /* as all that is on screen says */
  g_assert_cmpuint (lens_session_count_edited (fixture->session), ==, 1);
  lens_crops_set_on (crops, FALSE);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_shown_is_edited (shown_of (fixture)));
  g_assert_true (lens_item_is_edited (lens_shown_get_item (shown_of (fixture))));
}

/* Another reading of the same pixels is one of the painted pixels, too. */
static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autoptr (DermRecipe) other = derm_recipe_with_layout (lens_reading_get_recipe (reading), DERM_LAYOUT_ROWS);
  DermInput *input;

  stroke (fixture);
  lens_reading_set_recipe (reading, other);
  fixture_wait_session (fixture->session);
  g_assert_true (lens_shown_is_edited (shown_of (fixture)));
  input = lens_shown_get_input (shown_of (fixture));
  g_assert_cmpint (derm_recipe_get_layout (derm_input_get_recipe (input)), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpmem (derm_input_get_rgb (input) + 3 * (4 * 28 + 4), 3, ink, 3);
}

/* Another recipe makes others of all images: no row says of its answer that there is an edited one, until the recipe is
 * back; that there are edits is not forgotten. */
static void
test_other_pixels (Fixture *fixture, gconstpointer data)
{
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autoptr (DermRecipe) old = g_object_ref (lens_reading_get_recipe (reading));
  g_autoptr (DermRecipe) other = derm_recipe_with_filter (old, DERM_FILTER_NEAREST);

  stroke (fixture);
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  stroke (fixture);
  for (int i = 0; i < 2; i++)
    {
      lens_reading_set_recipe (reading, i == 0 ? other : old);
      fixture_wait_session (fixture->session);
      g_assert_cmpint (lens_shown_is_edited (shown_of (fixture)), ==, i == 1);
      g_assert_cmpuint (lens_edits_get_n_steps (lens_session_get_edits (fixture->session)), ==, 1 + i);
      g_assert_cmpint (lens_item_is_edited (fixture_item_at (fixture->session, 0)), ==, i == 1);
      g_assert_cmpint (lens_item_is_edited (fixture_item_at (fixture->session, 1)), ==, i == 1);
      g_assert_false (lens_item_is_edited (fixture_item_at (fixture->session, 2)));
      g_assert_cmpuint (lens_session_count_edited (fixture->session), ==, 2);
    }
}

/* Ctrl+Z in the middle of a stroke ends it first. */
static void
test_undo_while_painting (Fixture *fixture, gconstpointer data)
{
  LensEdits *edits = lens_session_get_edits (fixture->session);

  lens_edits_begin (edits, LENS_EDIT_BRUSH, ink, 4);
  lens_edits_paint_to (edits, 4, 4);
  g_assert_cmpstr (lens_entered_get_last (lens_session_get_entered (fixture->session)), ==, "stroke");
  lens_session_undo (fixture->session);
  g_assert_false (lens_edits_is_painting (edits));
  g_assert_cmpuint (lens_edits_count_changed (edits), ==, 0);
  lens_session_redo (fixture->session);
  g_assert_cmpuint (lens_edits_count_changed (edits), ==, 16);
  lens_edits_begin (edits, LENS_EDIT_BRUSH, ink, 4);
  lens_edits_paint_to (edits, 20, 20);
  lens_entered_leave_last (lens_session_get_entered (fixture->session));
  g_assert_cmpuint (lens_edits_count_changed (edits), ==, 16);
}

#define add(path, test)                                                                                                \
  g_test_add (path, Fixture, GINT_TO_POINTER (3), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/shown-edited/painted", test_painted);
  add ("/shown-edited/other-image", test_other_image);
  add ("/shown-edited/crop", test_crop);
  add ("/shown-edited/recipe", test_recipe);
  add ("/shown-edited/other-pixels", test_other_pixels);
  add ("/shown-edited/undo-while-painting", test_undo_while_painting);

  return g_test_run ();
}
