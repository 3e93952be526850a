/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "edits-fixture.h"

typedef struct {
  EditsFixture edits;
  LensBrush *brush;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_edits (&fixture->edits, NULL);
  fixture->brush = lens_brush_new (fixture->edits.edits);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->brush);
  fixture_tear_down_edits (&fixture->edits, NULL);
}

static void
assert_cursor (Fixture *fixture, int expected_x, int expected_y)
{
  int x, y;

  g_assert_true (lens_brush_get_cursor (fixture->brush, &x, &y));
  g_assert_cmpint (x, ==, expected_x);
  g_assert_cmpint (y, ==, expected_y);
}

static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();
  int x, y;

  fixture_listen (fixture->brush, "moved", told, "moved");
  g_assert_false (lens_brush_get_cursor (fixture->brush, &x, &y));
  lens_brush_press (fixture->brush);
  lens_brush_toggle_line (fixture->brush);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits.edits), ==, 0);
  lens_brush_move (fixture->brush, 4, 0);
  assert_cursor (fixture, 14, 14);
  lens_brush_move (fixture->brush, -30, 4);
  assert_cursor (fixture, 0, 18);
  lens_brush_move (fixture->brush, -1, 0);
  lens_brush_move (fixture->brush, 0, 30);
  assert_cursor (fixture, 0, 27);
  fixture_assert_told (told, "moved moved moved ");
  lens_edits_set_subject (fixture->edits.edits, NULL, NULL);
  g_assert_false (lens_brush_get_cursor (fixture->brush, &x, &y));
  lens_brush_move (fixture->brush, 1, 1);
  g_assert_false (lens_brush_get_cursor (fixture->brush, &x, &y));
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (lens_brush_get_size (fixture->brush), ==, 2);
  lens_brush_step_size (fixture->brush, 1);
  g_assert_cmpint (lens_brush_get_size (fixture->brush), ==, 3);
  for (int i = 0; i < 10; i++)
    lens_brush_step_size (fixture->brush, 1);
  g_assert_cmpint (lens_brush_get_size (fixture->brush), ==, 8);
  for (int i = 0; i < 10; i++)
    lens_brush_step_size (fixture->brush, -1);
  g_assert_cmpint (lens_brush_get_size (fixture->brush), ==, 1);
}

/* Dragged over the edge and back it is one stroke. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  lens_brush_set_size (fixture->brush, 1);
  lens_brush_point_at (fixture->brush, 25, 5);
  lens_brush_press (fixture->brush);
  lens_brush_drag_to (fixture->brush, 30, 5);
  assert_cursor (fixture, 27, 5);
  lens_brush_drag_to (fixture->brush, 30, 8);
  lens_brush_drag_to (fixture->brush, 26, 8);
  lens_brush_release (fixture->brush);
  lens_brush_drag_to (fixture->brush, 2, 2);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits.edits), ==, 2);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits.edits), ==, 5);
}

static void
test_line (Fixture *fixture, gconstpointer data)
{
  lens_brush_set_size (fixture->brush, 1);
  lens_brush_point_at (fixture->brush, 5, 5);
  lens_brush_toggle_line (fixture->brush);
  g_assert_true (lens_brush_is_drawing_line (fixture->brush));
  lens_brush_move (fixture->brush, 4, 0);
  lens_brush_move (fixture->brush, 0, 4);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits.edits), ==, 5);
  lens_brush_toggle_line (fixture->brush);
  g_assert_false (lens_brush_is_drawing_line (fixture->brush));
  lens_brush_move (fixture->brush, 4, 0);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits.edits), ==, 5);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits.edits), ==, 2);
  lens_brush_toggle_line (fixture->brush);
  lens_edits_cancel (fixture->edits.edits); /* by Escape */
  g_assert_false (lens_brush_is_drawing_line (fixture->brush));
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits.edits), ==, 5);
}

static void
test_pick (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (&fixture->edits, 3, 4, 3, 4);
  lens_brush_set_tool (fixture->brush, LENS_TOOL_PICK);
  lens_brush_point_at (fixture->brush, 3, 4);
  lens_brush_press (fixture->brush);
  g_assert_cmpmem (lens_brush_get_colour (fixture->brush), 3, fixture_ink, 3);
  g_assert_cmpint (lens_brush_get_tool (fixture->brush), ==, LENS_TOOL_BRUSH);
  lens_brush_release (fixture->brush);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits.edits), ==, 2);
}

static void
test_tools (Fixture *fixture, gconstpointer data)
{
  LensEdits *edits = fixture->edits.edits;

  lens_brush_point_at (fixture->brush, 3, 4);
  lens_brush_press (fixture->brush);
  lens_brush_release (fixture->brush);
  g_assert_cmpuint (lens_edits_count_changed (edits), ==, 4);
  lens_brush_set_tool (fixture->brush, LENS_TOOL_RESTORE);
  lens_brush_press (fixture->brush);
  lens_brush_release (fixture->brush);
  g_assert_cmpuint (lens_edits_count_changed (edits), ==, 0);
  lens_brush_set_tool (fixture->brush, LENS_TOOL_FILL);
  lens_brush_toggle_line (fixture->brush); /* of that there are no lines */
  lens_brush_press (fixture->brush);
  g_assert_cmpint (lens_edits_get_kind (edits, lens_edits_get_place (edits)), ==, LENS_EDIT_FILL);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/brush/cursor", test_cursor);
  add ("/brush/sizes", test_sizes);
  add ("/brush/drag", test_drag);
  add ("/brush/line", test_line);
  add ("/brush/pick", test_pick);
  add ("/brush/tools", test_tools);

  return g_test_run ();
}
