/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "edits-fixture.h"

typedef EditsFixture Fixture;

static const LensCrop crop = { 5, 0, 30, 30 };

static void
assert_at (Fixture *fixture, guint n_steps, guint place, guint n_changed)
{
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, n_steps);
  g_assert_cmpuint (lens_edits_get_place (fixture->edits), ==, place);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, n_changed);
  g_assert_cmpmem (lens_edits_get_rgb (fixture->edits), 3 * 28 * 28, lens_edits_get_step_rgb (fixture->edits, place),
                   3 * 28 * 28);
}

/* Of many dabs one step; what changes nothing is none. */
static void
test_stroke (Fixture *fixture, gconstpointer data)
{
  const guint8 *rgb;

  assert_at (fixture, 1, 0, 0);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 0), ==, LENS_EDIT_UNTOUCHED);
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 2);
  lens_edits_paint_to (fixture->edits, 4, 3);
  g_assert_true (lens_edits_is_painting (fixture->edits));
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 4);
  lens_edits_paint_to (fixture->edits, 8, 3);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 1);
  lens_edits_finish (fixture->edits);
  lens_edits_finish (fixture->edits);
  g_assert_false (lens_edits_is_painting (fixture->edits));
  assert_at (fixture, 2, 1, 12);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 1), ==, LENS_EDIT_BRUSH);
  rgb = lens_edits_get_rgb (fixture->edits);
  g_assert_cmpmem (rgb + 3 * (4 * 28 + 9), 3, fixture_ink, 3);
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_paint_to (fixture->edits, 4, 3); /* it is so already */
  lens_edits_finish (fixture->edits);
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_finish (fixture->edits);
  assert_at (fixture, 2, 1, 12);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 0, 0, 4, 0);
  fixture_stroke (fixture, 0, 2, 2, 2);
  assert_at (fixture, 3, 2, 8);
  lens_history_undo (fixture->history);
  assert_at (fixture, 3, 1, 5); /* the step that can be done again is still seen */
  lens_history_undo (fixture->history);
  assert_at (fixture, 3, 0, 0);
  g_assert_false (lens_history_can_undo (fixture->history));
  lens_history_redo (fixture->history);
  lens_history_redo (fixture->history);
  assert_at (fixture, 3, 2, 8);
}

/* A step that is chosen, and one that takes the place of others: all comes back. */
static void
test_place (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 0, 0, 4, 0);
  fixture_stroke (fixture, 0, 2, 2, 2);
  lens_edits_set_place (fixture->edits, 0);
  lens_edits_set_place (fixture->edits, 0);
  lens_edits_set_place (fixture->edits, 7);
  assert_at (fixture, 3, 0, 0);
  lens_history_undo (fixture->history);
  assert_at (fixture, 3, 2, 8);
  lens_history_redo (fixture->history);
  fixture_stroke (fixture, 9, 9, 9, 9);
  assert_at (fixture, 2, 1, 1);
  lens_history_undo (fixture->history);
  assert_at (fixture, 3, 0, 0);
  lens_edits_set_place (fixture->edits, 2);
  assert_at (fixture, 3, 2, 8);
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 0, 0, 4, 0);
  lens_edits_begin (fixture->edits, LENS_EDIT_RESTORE, fixture_ink, 1);
  lens_edits_paint_to (fixture->edits, 1, 0);
  lens_edits_finish (fixture->edits);
  assert_at (fixture, 3, 2, 4);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 2), ==, LENS_EDIT_RESTORE);
  lens_edits_go_back (fixture->edits);
  assert_at (fixture, 4, 3, 0);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 3), ==, LENS_EDIT_UNTOUCHED);
  lens_edits_go_back (fixture->edits); /* nothing is changed */
  assert_at (fixture, 4, 3, 0);
  lens_history_undo (fixture->history);
  assert_at (fixture, 4, 2, 4);
}

static void
test_fill (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 0, 10, 27, 10);
  lens_edits_fill (fixture->edits, (const guint8[]){ 4, 251, 6 }, 5, 10);
  assert_at (fixture, 3, 2, 28);
  g_assert_cmpint (lens_edits_get_rgb (fixture->edits)[3 * (10 * 28 + 27)], ==, 4);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 2), ==, LENS_EDIT_FILL);
  lens_edits_fill (fixture->edits, (const guint8[]){ 4, 251, 6 }, 5, 10);
  assert_at (fixture, 3, 2, 28);
}

/* While a line is drawn only its last course counts. */
static void
test_line (Fixture *fixture, gconstpointer data)
{
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_draw_line (fixture->edits, 3, 3);
  lens_edits_draw_line (fixture->edits, 3, 20);
  lens_edits_draw_line (fixture->edits, 12, 3);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 10);
  lens_edits_finish (fixture->edits);
  assert_at (fixture, 2, 1, 10);
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_draw_line (fixture->edits, 20, 20);
  lens_edits_cancel (fixture->edits);
  assert_at (fixture, 2, 1, 10);
}

/* Each image has its own, and says so; undone while another one is on screen, it is asked for. */
static void
test_each_image (Fixture *fixture, gconstpointer data)
{
  LensItem *first = fixture->items->pdata[0], *second = fixture->items->pdata[1];

  fixture_stroke (fixture, 0, 0, 4, 0);
  g_assert_true (lens_item_is_edited (first));
  fixture_show_for_edits (fixture, 1, NULL);
  assert_at (fixture, 1, 0, 0);
  g_assert_false (lens_item_is_edited (second));
  fixture_show_for_edits (fixture, 0, NULL);
  assert_at (fixture, 2, 1, 5);
  fixture_show_for_edits (fixture, 1, NULL);
  lens_history_undo (fixture->history);
  g_assert_true (fixture->wanted == first);
  g_assert_false (lens_item_is_edited (first));
  assert_at (fixture, 1, 0, 0);
  fixture_show_for_edits (fixture, 0, NULL);
  assert_at (fixture, 2, 0, 0);
}

/* Paint belongs to the pixels that it was put on: it is put aside with these, never lost, never put on others. */
static void
test_aside (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 0, 0, 4, 0);
  g_assert_false (lens_edits_has_aside (fixture->edits));
  fixture_show_for_edits (fixture, 0, &crop);
  assert_at (fixture, 1, 0, 0);
  g_assert_true (lens_edits_has_aside (fixture->edits));
  g_assert_false (lens_item_is_edited (fixture->items->pdata[0])); /* what is on screen is not */
  g_assert_true (lens_edits_has_any (fixture->edits, fixture->items->pdata[0]));
  fixture_stroke (fixture, 0, 5, 9, 5);
  assert_at (fixture, 2, 1, 10);
  fixture_show_for_edits (fixture, 0, NULL);
  assert_at (fixture, 2, 1, 5);
  g_assert_true (lens_edits_has_aside (fixture->edits));
  lens_history_undo (fixture->history); /* of what is aside */
  assert_at (fixture, 2, 1, 5);
  g_assert_null (fixture->wanted);
  g_assert_false (lens_edits_has_aside (fixture->edits));
}

/* Whoever leaves while painting has painted. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  lens_edits_begin (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  lens_edits_paint_to (fixture->edits, 3, 3);
  fixture_show_for_edits (fixture, 1, NULL);
  g_assert_false (lens_edits_is_painting (fixture->edits));
  assert_at (fixture, 1, 0, 0);
  fixture_show_for_edits (fixture, 0, NULL);
  assert_at (fixture, 2, 1, 1);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  lens_edits_set_subject (fixture->edits, NULL, NULL);
  g_assert_null (lens_edits_get_rgb (fixture->edits));
  g_assert_null (lens_edits_get_prediction (fixture->edits));
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 0);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  fixture_stroke (fixture, 0, 0, 3, 3);
  lens_edits_fill (fixture->edits, fixture_ink, 0, 0);
  lens_edits_go_back (fixture->edits);
  lens_edits_set_place (fixture->edits, 0);
  g_assert_false (lens_history_can_undo (fixture->history));
}

#define add(path, test) g_test_add (path, Fixture, NULL, fixture_set_up_edits, test, fixture_tear_down_edits)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/edits/stroke", test_stroke);
  add ("/edits/undo", test_undo);
  add ("/edits/place", test_place);
  add ("/edits/restore", test_restore);
  add ("/edits/fill", test_fill);
  add ("/edits/line", test_line);
  add ("/edits/each-image", test_each_image);
  add ("/edits/aside", test_aside);
  add ("/edits/left", test_left);
  add ("/edits/nothing", test_nothing);

  return g_test_run ();
}
