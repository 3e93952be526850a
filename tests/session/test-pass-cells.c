/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* The chosen cell of the pass, its account, and the way back. */

static LensPass *pass;
static GString *told;

static void
set_up (FixtureSession *fixture, gconstpointer data)
{
  fixture_set_up_session (fixture, GUINT_TO_POINTER (2));
  pass = lens_session_get_pass (fixture->session);
  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  told = fixture_told ();
  fixture_listen (pass, "cell-changed", told, "cell");
  fixture_listen (pass, "part-changed", told, "part");
}

/* Of the shown values of a step. */
static DermCell
cell_of (int step, int channel, int row, int column)
{
  return (DermCell){ lens_pass_get_step (pass, step)->shown, channel, row, column };
}

static void
assert_at (int step, int channel, int row, int column)
{
  const DermCell *cell = lens_pass_get_cell (pass);

  g_assert_nonnull (cell);
  g_assert_cmpint (lens_pass_get_open (pass), ==, step);
  g_assert_cmpint (cell->layer, ==, lens_pass_get_step (pass, step)->shown);
  g_assert_cmpint (cell->channel, ==, channel);
  g_assert_cmpint (cell->row, ==, row);
  g_assert_cmpint (cell->column, ==, column);
  g_assert_nonnull (lens_pass_get_account (pass));
  g_assert_cmpfloat (lens_pass_get_account (pass)->value, ==,
                     (double) derm_activations_get_value (lens_pass_get_activations (pass), cell));
}

/* From the logits to the input, each time by the largest part; then back and forward again. */
static void
test_history (FixtureSession *fixture, gconstpointer data)
{
  int last = lens_pass_get_n_steps (pass) - 1;
  DermCell cell = cell_of (last, 5, 0, 0);

  g_assert_false (lens_pass_can_go (pass, -1));
  lens_pass_choose (pass, &cell);
  for (int step = last; step > 0; step--)
    {
      const LensAccount *account = lens_pass_get_account (pass);

      g_assert_cmpint (lens_pass_get_open (pass), ==, step);
      cell = lens_account_get_part (account, (guint) lens_pass_get_part (pass))->from;
      lens_pass_choose (pass, &cell);
    }
  g_assert_cmpint (lens_pass_get_open (pass), ==, 0);
  g_assert_cmpint (lens_pass_get_account (pass)->kind, ==, LENS_ACCOUNT_INPUT);
  g_assert_false (lens_pass_can_go (pass, 1));
  for (int step = 1; step <= last; step++)
    {
      lens_pass_go (pass, -1);
      g_assert_cmpint (lens_pass_get_open (pass), ==, step);
    }
  assert_at (last, 5, 0, 0);
  g_assert_false (lens_pass_can_go (pass, -1));
  lens_pass_go (pass, 1);
  g_assert_cmpint (lens_pass_get_open (pass), ==, last - 1);
  /* another way: what was ahead is gone */
  cell = cell_of (3, 26, 8, 4);
  lens_pass_choose (pass, &cell);
  g_assert_false (lens_pass_can_go (pass, 1));
  lens_pass_go (pass, -1);
  g_assert_cmpint (lens_pass_get_open (pass), ==, last - 1);
}

/* Keys move within a layer: one place in the history, not one for each cell on the way. */
static void
test_move (FixtureSession *fixture, gconstpointer data)
{
  DermCell cell = cell_of (3, 26, 8, 4);

  lens_pass_choose (pass, &cell);
  fixture_assert_told (told, "cell ");
  for (int i = 0; i < 3; i++)
    {
      cell.column++;
      lens_pass_move (pass, &cell);
    }
  fixture_assert_told (told, "cell cell cell ");
  assert_at (3, 26, 8, 7);
  lens_pass_move (pass, &cell);
  lens_pass_choose (pass, &cell);
  fixture_assert_told (told, ""); /* it is there already */
  g_assert_false (lens_pass_can_go (pass, -1));
  cell.column = 99;
  lens_pass_move (pass, &cell);
  assert_at (3, 26, 8, 7);
}

/* Closing never loses the place; opening another layer puts the cell aside. */
static void
test_close (FixtureSession *fixture, gconstpointer data)
{
  DermCell cell = cell_of (3, 26, 8, 4);

  lens_pass_choose (pass, &cell);
  lens_pass_close_cell (pass);
  g_assert_null (lens_pass_get_cell (pass));
  g_assert_null (lens_pass_get_account (pass));
  g_assert_nonnull (lens_pass_get_cursor (pass));
  g_assert_true (lens_pass_can_go (pass, -1));
  lens_pass_go (pass, -1);
  assert_at (3, 26, 8, 4);
  lens_pass_open (pass, 7);
  g_assert_null (lens_pass_get_cell (pass));
  g_assert_null (lens_pass_get_cursor (pass)); /* it is in another layer */
  lens_pass_go (pass, -1);
  assert_at (3, 26, 8, 4);
}

/* The next image: the same cell, with its own numbers, and the same map laid open. */
static void
test_next_image (FixtureSession *fixture, gconstpointer data)
{
  DermCell cell = cell_of (3, 26, 8, 4);
  double sum;
  int channel;

  lens_pass_choose (pass, &cell);
  sum = lens_pass_get_account (pass)->sum;
  lens_pass_set_part (pass, 4);
  channel = lens_account_get_part (lens_pass_get_account (pass), 4)->from.channel;
  fixture_assert_told (told, "cell part ");
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  assert_at (3, 26, 8, 4);
  g_assert_cmpfloat (lens_pass_get_account (pass)->sum, !=, sum);
  g_assert_cmpint (lens_account_find (lens_pass_get_account (pass), channel), >=, 0);
}

/* The largest part is laid open at first; of a pool the value that it takes. There is no part beyond the last. */
static void
test_part (FixtureSession *fixture, gconstpointer data)
{
  DermCell cell = cell_of (3, 26, 8, 4);
  const LensAccountPart *part;

  lens_pass_choose (pass, &cell);
  g_assert_cmpint (lens_pass_get_part (pass), ==, 0);
  lens_pass_set_part (pass, 32);
  lens_pass_set_part (pass, -1);
  g_assert_cmpint (lens_pass_get_part (pass), ==, 0);
  cell = cell_of (2, 3, 5, 5);
  lens_pass_choose (pass, &cell);
  part = lens_account_get_part (lens_pass_get_account (pass), (guint) lens_pass_get_part (pass));
  g_assert_true (part->is_taken);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat (lens_account_get_part (lens_pass_get_account (pass), i)->value, <=, part->value);
}

/* While a lesson asks for the answer no logit is told: neither one that is open already, nor another, nor by the
 * history. */
static void
test_covered (FixtureSession *fixture, gconstpointer data)
{
  int last = lens_pass_get_n_steps (pass) - 1;
  DermCell logit = cell_of (last, 5, 0, 0), dense = cell_of (last - 1, 5, 0, 0);

  lens_pass_choose (pass, &logit);
  lens_pass_set_covered (pass, TRUE);
  g_assert_null (lens_pass_get_account (pass));
  g_assert_false (lens_pass_can_go (pass, -1));
  lens_pass_choose (pass, &logit);
  lens_pass_move (pass, &logit);
  g_assert_null (lens_pass_get_cell (pass));
  lens_pass_choose (pass, &dense);
  assert_at (last - 1, 5, 0, 0);
  g_assert_false (lens_pass_can_go (pass, -1));
  lens_pass_set_covered (pass, FALSE);
  lens_pass_go (pass, -1);
  assert_at (last, 5, 0, 0);
}

/* The account of a cell is made between two frames. */
static void
test_speed (FixtureSession *fixture, gconstpointer data)
{
  gint64 slowest = 0;

  for (int step = 1; step < lens_pass_get_n_steps (pass); step++)
    {
      DermCell cell = cell_of (step, 0, 0, 0);
      gint64 begin = g_get_monotonic_time ();

      lens_pass_choose (pass, &cell);
      slowest = MAX (slowest, g_get_monotonic_time () - begin);
    }
  g_test_message ("the slowest account took %.2f ms", (double) slowest / 1000);
  g_assert_cmpint (slowest, <, 16000 * fixture_patience ());
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

#define ADD(path, test) g_test_add (path, FixtureSession, NULL, set_up, test, fixture_tear_down_session)
  ADD ("/pass-cells/history", test_history);
  ADD ("/pass-cells/move", test_move);
  ADD ("/pass-cells/close", test_close);
  ADD ("/pass-cells/next-image", test_next_image);
  ADD ("/pass-cells/part", test_part);
  ADD ("/pass-cells/covered", test_covered);
  ADD ("/pass-cells/speed", test_speed);

  return g_test_run ();
}
