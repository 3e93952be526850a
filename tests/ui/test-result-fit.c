/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-fit.h"

/* A pane whose body is 300, with 28 cells of 7 to 9: 196 to 252 */
static LensResultFit
fit (int pane)
{
  const LensResultRoom room = {
    .pane = pane,
    .body = 300,
    .legend = 20,
    .certainty = 40,
    .sentence = 50,
    .side = 28,
    .best_cell = 9,
    .least_cell = 7,
  };

  return lens_result_fit (&room);
}

static void
assert_fit (int pane, int cell_size, gboolean has_legend, gboolean certainty_scrolls)
{
  LensResultFit result = fit (pane);

  g_test_message ("%d pixels", pane);
  g_assert_cmpint (result.cell_size, ==, cell_size);
  g_assert_cmpint (result.has_legend, ==, has_legend);
  g_assert_cmpint (result.certainty_scrolls, ==, certainty_scrolls);
}

/* What yields, in the order of the heights. */
static void
test_order (void)
{
  assert_fit (1000, 9, TRUE, FALSE);
  assert_fit (300 + 252 + 20 + 40 + 50, 9, TRUE, FALSE); /* all just fits */
  assert_fit (661, 8, TRUE, FALSE);
  assert_fit (606, 7, TRUE, FALSE);
  assert_fit (605, 7, FALSE, FALSE); /* the legend would be cut */
  assert_fit (586, 7, FALSE, FALSE);
  assert_fit (585, 7, TRUE, TRUE); /* with the certainty below it there is room for it */
  assert_fit (546, 7, FALSE, TRUE);
  assert_fit (400, 7, TRUE, TRUE); /* far below */
}

/* The bars' share of the pane never gets smaller as the pane gets higher, but for what the certainty takes at once. */
static void
test_share (void)
{
  for (int pane = 300; pane < 800; pane++)
    {
      LensResultFit result = fit (pane);
      int seen = pane - 50 - (result.certainty_scrolls ? 0 : 40);

      if (!result.certainty_scrolls)
        g_assert_cmpint (300 + 28 * result.cell_size, <=, seen);
      if (result.has_legend && !result.certainty_scrolls)
        g_assert_cmpint (320 + 28 * result.cell_size, <=, seen);
    }
}

/* Views and steps are folded by lines of text, and not by pixels. */
static void
test_compact (void)
{
  LensResultRoom room
      = { .pane = 616, .body = 300, .sentence = 50, .spare = 19, .side = 28, .best_cell = 9, .least_cell = 7 };

  g_assert_false (lens_result_fit (&room).is_compact); /* a window of 1000 × 700 */
  room.spare = 35;                                     /* the same with letters twice as large */
  g_assert_true (lens_result_fit (&room).is_compact);
  room.pane = 2 * 616;
  g_assert_false (lens_result_fit (&room).is_compact);
}

/* The room for the longest sentence goes before the certainty does. */
static void
test_spare (void)
{
  LensResultRoom room = {
    .body = 300, .legend = 20, .certainty = 40, .sentence = 50, .spare = 15, .side = 28, .best_cell = 9, .least_cell = 7
  };

  room.pane = 300 + 196 + 90;
  g_assert_false (lens_result_fit (&room).sentence_yields);
  room.pane -= 15;
  g_assert_true (lens_result_fit (&room).sentence_yields);
  g_assert_false (lens_result_fit (&room).certainty_scrolls);
  g_assert_cmpint (lens_result_fit (&room).cell_size, ==, 7);
  room.pane--;
  g_assert_false (lens_result_fit (&room).sentence_yields);
  g_assert_true (lens_result_fit (&room).certainty_scrolls);
}

/* Certainty that has to be scrolled to is never seen in part. */
static void
test_gap (void)
{
  for (int pane = 300; pane < 800; pane++)
    {
      LensResultFit result = fit (pane);
      int seen = pane - 50, above = 300 + 28 * result.cell_size + (result.has_legend ? 20 : 0) + result.certainty_gap;

      if (result.certainty_scrolls)
        g_assert_true (above >= seen || above + 40 <= seen);
      else
        g_assert_cmpint (result.certainty_gap, ==, 0);
    }
}

/* Large text: the views beside the input are higher than it ever is. */
static void
test_large_text (void)
{
  const LensResultRoom room
      = { .pane = 812, .body = 470, .certainty = 115, .sentence = 110, .side = 28, .best_cell = 9, .least_cell = 11 };
  LensResultFit result = lens_result_fit (&room);

  g_assert_cmpint (result.cell_size, ==, 9);
  g_assert_true (result.certainty_scrolls);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/result-fit/order", test_order);
  g_test_add_func ("/result-fit/share", test_share);
  g_test_add_func ("/result-fit/spare", test_spare);
  g_test_add_func ("/result-fit/compact", test_compact);
  g_test_add_func ("/result-fit/gap", test_gap);
  g_test_add_func ("/result-fit/large-text", test_large_text);

  return g_test_run ();
}
