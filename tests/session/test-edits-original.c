/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "edits-fixture.h"
#include "lens-paint.h"

/* What is painted on the original: images of 40 × 30 pixels. */

typedef EditsFixture Fixture;

enum { WIDTH = 40, HEIGHT = 30, N_BYTES = 3 * WIDTH * HEIGHT, N_INPUT = 3 * 28 * 28 };

static void
begin (Fixture *fixture, LensEditKind kind, int size)
{
  lens_edits_begin_on_original (fixture->edits, kind, fixture_ink, size);
  g_assert_true (lens_edits_is_painting (fixture->edits));
}

static void
draw (Fixture *fixture, LensEditKind kind, int size, const int line[4])
{
  begin (fixture, kind, size);
  lens_edits_paint_to (fixture->edits, line[0], line[1]);
  lens_edits_paint_to (fixture->edits, line[2], line[3]);
  lens_edits_finish (fixture->edits);
}

static const guint8 *
get_untouched_original (Fixture *fixture)
{
  return g_bytes_get_data (derm_image_get_pixels (lens_item_get_image (fixture->items->pdata[0])), NULL);
}

/* What the recipe makes of a copy of the original, painted by hand. */
static DermInput *
make_expected (Fixture *fixture, int left, int top, int width, int height)
{
  guint8 *copy = g_memdup2 (get_untouched_original (fixture), N_BYTES);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  for (int y = top; y < top + height; y++)
    for (int x = left; x < left + width; x++)
      memcpy (copy + 3 * (y * WIDTH + x), fixture_ink, 3);
  bytes = g_bytes_new_take (copy, N_BYTES);
  image = derm_image_new_from_pixels (bytes, WIDTH, HEIGHT, "painted", NULL);

  return derm_input_new (image, lens_reading_get_recipe (fixture->reading), NULL);
}

/* The step comes when the worker has made the input, which is the one of the painted image. */
static void
test_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermInput) expected = make_expected (fixture, 5, 6, 16, 1);

  draw (fixture, LENS_EDIT_BRUSH, 1, (const int[]){ 5, 6, 20, 6 });
  g_assert_false (lens_edits_is_painting (fixture->edits));
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 1);
  fixture_wait_edits (fixture);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 2);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 1), ==, LENS_EDIT_BRUSH);
  g_assert_cmpmem (lens_edits_get_rgb (fixture->edits), N_INPUT, derm_input_get_rgb (expected), N_INPUT);
  g_assert_cmpmem (lens_edits_get_made_rgb (fixture->edits), N_INPUT, derm_input_get_rgb (expected), N_INPUT);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits) + 3 * (6 * WIDTH + 5), 3, fixture_ink, 3);
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (fixture->predicted)), ==,
                   derm_input_get_sha256 (expected));
  g_assert_true (lens_item_is_edited (fixture->items->pdata[0]));
  g_assert_true (lens_edits_get_step_prediction (fixture->edits, 1) != NULL);
}

/* While it is under way the input follows; nothing of it stays when it is cancelled. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  begin (fixture, LENS_EDIT_BRUSH, 4);
  lens_edits_paint_to (fixture->edits, 5, 6);
  fixture_wait_edits (fixture);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), >, 0);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 1);
  g_assert_true (lens_edits_is_painting (fixture->edits));
  lens_edits_paint_to (fixture->edits, 9, 9);
  lens_edits_cancel (fixture->edits);
  fixture_wait_edits (fixture);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 1);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits), N_BYTES, get_untouched_original (fixture), N_BYTES);
}

/* Both kinds of paint are steps of one row; the original goes back and forth with them. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *both = NULL, *first = NULL;

  draw (fixture, LENS_EDIT_BRUSH, 2, (const int[]){ 5, 6, 20, 20 });
  fixture_wait_edits (fixture);
  first = g_memdup2 (lens_edits_get_rgb (fixture->edits), N_INPUT);
  fixture_stroke (fixture, 0, 27, 5, 27);
  draw (fixture, LENS_EDIT_BRUSH, 2, (const int[]){ 30, 6, 30, 20 });
  fixture_wait_edits (fixture);
  both = g_memdup2 (lens_edits_get_original_rgb (fixture->edits), N_BYTES);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 4);
  g_assert_cmpmem (lens_edits_get_rgb (fixture->edits) + 3 * 27 * 28, 3, fixture_ink, 3);
  lens_history_undo (fixture->history);
  lens_history_undo (fixture->history);
  g_assert_cmpmem (lens_edits_get_rgb (fixture->edits), N_INPUT, first, N_INPUT);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits) + 3 * (6 * WIDTH + 30), 3,
                   get_untouched_original (fixture) + 3 * (6 * WIDTH + 30), 3);
  lens_history_undo (fixture->history);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits), N_BYTES, get_untouched_original (fixture), N_BYTES);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  lens_edits_set_place (fixture->edits, 3);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits), N_BYTES, both, N_BYTES);
}

/* Restoring it all leaves nothing of either kind; going back is a step that can be undone. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  fixture_stroke (fixture, 3, 4, 20, 4);
  draw (fixture, LENS_EDIT_BRUSH, 3, (const int[]){ 5, 6, 20, 20 });
  fixture_wait_edits (fixture);
  draw (fixture, LENS_EDIT_RESTORE, LENS_PAINT_MAX_ORIGINAL_SIZE, (const int[]){ 20, 15, 21, 15 });
  fixture_wait_edits (fixture);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 4);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits), N_BYTES, get_untouched_original (fixture), N_BYTES);
  lens_history_undo (fixture->history);
  lens_edits_go_back (fixture->edits);
  g_assert_false (lens_edits_can_go_back (fixture->edits));
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits), N_BYTES, get_untouched_original (fixture), N_BYTES);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  lens_history_undo (fixture->history);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), >, 0);
}

/* Who does something else at once finds the step there. */
static void
test_settled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermInput) expected = make_expected (fixture, 5, 6, 16, 1);

  draw (fixture, LENS_EDIT_BRUSH, 1, (const int[]){ 5, 6, 20, 6 });
  fixture_stroke (fixture, 0, 27, 0, 27);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 3);
  g_assert_cmpmem (lens_edits_get_step_rgb (fixture->edits, 1), N_INPUT, derm_input_get_rgb (expected), N_INPUT);
  draw (fixture, LENS_EDIT_BRUSH, 1, (const int[]){ 5, 9, 20, 9 });
  fixture_show_for_edits (fixture, 1, NULL);
  fixture_wait_edits (fixture);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 1);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  fixture_show_for_edits (fixture, 0, NULL);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 4);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits) + 3 * (9 * WIDTH + 5), 3, fixture_ink, 3);
}

/* A line turns around its beginning, and leaves nothing where it was. */
static void
test_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermInput) expected = make_expected (fixture, 5, 6, 1, 10);

  begin (fixture, LENS_EDIT_BRUSH, 1);
  lens_edits_draw_line (fixture->edits, 5, 6);
  lens_edits_draw_line (fixture->edits, 30, 6);
  lens_edits_draw_line (fixture->edits, 5, 15);
  lens_edits_finish (fixture->edits);
  fixture_wait_edits (fixture);
  g_assert_cmpmem (lens_edits_get_rgb (fixture->edits), N_INPUT, derm_input_get_rgb (expected), N_INPUT);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits) + 3 * (6 * WIDTH + 30), 3,
                   get_untouched_original (fixture) + 3 * (6 * WIDTH + 30), 3);
}

/* Neighbours of like colour on the original; and no original, no stroke. */
static void
test_fill (Fixture *fixture, gconstpointer data)
{
  lens_edits_fill_original (fixture->edits, fixture_ink, 3, 3);
  fixture_wait_edits (fixture);
  g_assert_cmpint (lens_edits_get_kind (fixture->edits, 1), ==, LENS_EDIT_FILL);
  g_assert_cmpmem (lens_edits_get_original_rgb (fixture->edits) + 3 * (3 * WIDTH + 3), 3, fixture_ink, 3);
  lens_edits_fill_original (fixture->edits, fixture_ink, 3, 3); /* it is that already */
  fixture_wait_edits (fixture);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 2);
  lens_edits_set_image (fixture->edits, NULL);
  lens_edits_begin_on_original (fixture->edits, LENS_EDIT_BRUSH, fixture_ink, 1);
  g_assert_false (lens_edits_is_painting (fixture->edits));
}

static void
on_painted (LensEdits *edits, const GdkRectangle *part, GdkRectangle *last)
{
  *last = part != NULL ? *part : (GdkRectangle){ -1, -1, -1, -1 };
}

/* Who draws it is told where it is another. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  GdkRectangle last = { 0, 0, 0, 0 };

  g_signal_connect (fixture->edits, "original-painted", G_CALLBACK (on_painted), &last);
  begin (fixture, LENS_EDIT_BRUSH, 3);
  lens_edits_paint_to (fixture->edits, 5, 6);
  g_assert_cmpint (last.x, ==, -1); /* there were no painted pixels */
  lens_edits_paint_to (fixture->edits, 15, 8);
  g_assert_true (gdk_rectangle_equal (&last, &(GdkRectangle){ 4, 5, 13, 5 }));
  lens_edits_finish (fixture->edits);
  last.x = 77;
  fixture_wait_edits (fixture);
  fixture_stroke (fixture, 3, 3, 3, 3); /* on the input: the original is the same */
  g_assert_cmpint (last.x, ==, 77);
  lens_history_undo (fixture->history);
  lens_history_undo (fixture->history);
  g_assert_cmpint (last.x, ==, -1);
}

#define add(path, test) g_test_add (path, Fixture, NULL, fixture_set_up_edits, test, fixture_tear_down_edits)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/edits-original/step", test_step);
  add ("/edits-original/follows", test_follows);
  add ("/edits-original/undo", test_undo);
  add ("/edits-original/restore", test_restore);
  add ("/edits-original/settled", test_settled);
  add ("/edits-original/line", test_line);
  add ("/edits-original/fill", test_fill);
  add ("/edits-original/told", test_told);

  return g_test_run ();
}
