/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-layout.h"
#include "lens-net-words.h"
#include "session-fixture.h"
#include "ui-fixture.h"

/* Where the maps of a network stand, and the way of the cursor over them. */

typedef struct {
  FixtureSession session;
  LensPass *pass;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_session (&fixture->session, GUINT_TO_POINTER (1));
  fixture->pass = lens_session_get_pass (fixture->session.session);
  lens_pass_set_active (fixture->pass, TRUE);
  fixture_wait_session (fixture->session.session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_tear_down_session (&fixture->session, NULL);
}

static LensNetLayout *
make_layout (Fixture *fixture, int open, gboolean is_rtl)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (int));
  LensNetSizes sizes = { .map = 28, .line = 15, .heads = heads, .open_head = 100, .logits = 68, .is_rtl = is_rtl };

  for (int i = 0; i < 17; i++)
    {
      int width = 34;

      g_array_append_val (heads, width);
    }
  lens_pass_open (fixture->pass, open);

  return lens_net_layout_new (fixture->pass, &sizes);
}

/* Whatever layer is open: its maps are all there, of the others ten; no column lies over another; and one is the mirror
 * image of the other in languages from right to left. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  for (int open = 0; open < 17; open++)
    {
      g_autoptr (LensNetLayout) layout = make_layout (fixture, open, FALSE);
      g_autoptr (LensNetLayout) mirrored = make_layout (fixture, open, TRUE);
      int end = 0;

      g_assert_cmpuint (layout->columns->len, ==, 17);
      g_assert_cmpint (layout->width, ==, mirrored->width);
      for (int i = 0; i < 17; i++)
        {
          const LensNetColumn *column = lens_net_layout_get (layout, i), *other = lens_net_layout_get (mirrored, i);
          const int all = column->step->channels + (i == 0 ? 1 : 0);

          g_assert_cmpint (column->x, >=, end + 4);
          end = column->x + column->width;
          g_assert_cmpint (other->x, ==, layout->width - end);
          g_assert_cmpint (column->is_open, ==, i == open);
          g_assert_cmpint (column->n_maps + column->n_hidden, ==, all);
          if (!column->is_vector)
            g_assert_cmpint (column->n_maps, ==, i == open ? all : MIN (10, all));
          g_assert_cmpint (column->map_width, ==, column->cell * (column->is_vector ? 1 : column->step->columns));
        }
      g_assert_cmpint (end, <, layout->width);
    }
}

/* As drawn: 64 maps of 14 × 14 in seven columns, cells of two units. */
static void
test_drawn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LensNetLayout) layout = make_layout (fixture, 3, FALSE);
  const LensNetColumn *column = lens_net_layout_get (layout, 3);
  GdkRectangle first, last;

  g_assert_cmpint (column->per_row, ==, 7);
  g_assert_cmpint (column->cell, ==, 2);
  lens_net_layout_get_box (layout, column, 0, &first);
  lens_net_layout_get_box (layout, column, 63, &last);
  g_assert_cmpint (first.width, ==, 28);
  g_assert_cmpint (last.y - first.y, ==, 9 * 32);
  g_assert_cmpint (last.x, ==, first.x);
  g_assert_cmpint (lens_net_layout_get (layout, 9)->map_width, ==, 27); /* 3 × 3 */
  g_assert_cmpint (layout->width, <=, 907);
}

/* Every cell is found where it is drawn. */
static void
test_find (Fixture *fixture, gconstpointer data)
{
  const gboolean directions[] = { FALSE, TRUE };

  for (gsize d = 0; d < G_N_ELEMENTS (directions); d++)
    {
      g_autoptr (LensNetLayout) layout = make_layout (fixture, 5, directions[d]);

      for (int i = 0; i < 16; i++)
        for (int place = 0; place < lens_net_layout_get (layout, i)->n_maps; place++)
          {
            const LensNetColumn *column = lens_net_layout_get (layout, i);
            GdkRectangle box;
            LensNetSpot spot;

            lens_net_layout_get_box (layout, column, place, &box);
            g_assert_true (lens_net_layout_find (layout, box.x + box.width - 1, box.y + box.height - 1, &spot));
            g_assert_cmpint (spot.step, ==, i);
            g_assert_cmpint (spot.place, ==, place);
            g_assert_cmpint (spot.column, ==, column->is_vector ? 0 : column->step->columns - 1);
            g_assert_cmpint (spot.row, ==, column->is_vector ? 0 : column->step->rows - 1);
          }
    }
}

/* Over the edge of a map into the next one, on the side where that is drawn; not beyond the last. */
static void
test_move (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LensNetLayout) layout = make_layout (fixture, 3, FALSE);
  g_autoptr (LensNetLayout) mirrored = make_layout (fixture, 3, TRUE);
  LensNetSpot spot = { 3, 0, 13, 5 };

  g_assert_true (lens_net_layout_move (layout, &spot, 1, 0));
  g_assert_cmpint (spot.place, ==, 1);
  g_assert_cmpint (spot.column, ==, 0);
  g_assert_true (lens_net_layout_move (layout, &spot, 0, 14));
  g_assert_cmpint (spot.place, ==, 8);
  spot = (LensNetSpot){ 3, 63, 13, 13 };
  g_assert_false (lens_net_layout_move (layout, &spot, 1, 0)); /* the last row has one map */
  g_assert_true (lens_net_layout_move (layout, &spot, 0, 1));
  g_assert_cmpint (spot.row, ==, 13);
  spot = (LensNetSpot){ 3, 0, 0, 5 };
  g_assert_true (lens_net_layout_move (mirrored, &spot, -1, 0));
  g_assert_cmpint (spot.place, ==, 1);
  g_assert_cmpint (spot.column, ==, 13);
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* Facts, places and sentences as they are read. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  DermActivations *activations = lens_pass_get_activations (fixture->pass);
  const LensNetStep *conv = lens_pass_get_step (fixture->pass, 3), *pool = lens_pass_get_step (fixture->pass, 2);
  guint8 field[16] = { 0 };
  LensAccountChange relu = { .is_relu = TRUE }, norm = { .scale = 1.31, .shift = -0.42, .result = 0.77 };
  LensAccount account = { .kind = LENS_ACCOUNT_CONV, .sum = -0.31 };

  lens_pass_open (fixture->pass, 3);
  assert_text (lens_net_dup_place (fixture->pass), "Layer 3 of 16");
  assert_text (lens_net_dup_name (conv), "conv 2");
  assert_text (lens_net_dup_maps (conv), "64 maps of 14 × 14");
  assert_text (lens_net_dup_fact (activations, conv, pool),
               "3 × 3 kernels, 32 maps in, 64 out · 18496 parameters · 3.6 million multiply-adds");
  assert_text (lens_net_dup_cell (conv, &(DermCell){ conv->shown, 26, 8, 4 }), "conv 2, map 26, x 4, y 8");
  assert_text (lens_net_format (-0.314), "−0.31");
  assert_text (lens_net_format (-0.001), "0.00");
  assert_text (lens_net_format_signed (0.77), "+0.77");
  field[5] = field[6] = 1;
  assert_text (lens_net_dup_field (field, 4, 4), "it sees x 1–2, y 1–1: 2 × 1 of 4 × 4 pixels");
  field[15] = 1;
  assert_text (lens_net_dup_field (field, 4, 4), "it sees 3 of 16 pixels, which lie apart");
  assert_text (lens_net_dup_norm (&norm), "× 1.31 − 0.42");
  account.parts = g_array_new (FALSE, TRUE, sizeof (LensAccountPart));
  g_array_set_size (account.parts, 32);
  account.changes = g_array_new (FALSE, TRUE, sizeof (LensAccountChange));
  g_array_append_val (account.changes, relu);
  assert_text (lens_net_dup_account (&account),
               "32 sums of 9 products and a bias make −0.31. It is −0.31, so ReLU makes it 0.");
  account.sum = 2.75;
  assert_text (lens_net_dup_account (&account),
               "32 sums of 9 products and a bias make 2.75. It is positive, so ReLU keeps it.");
  g_array_unref (account.parts);
  g_array_unref (account.changes);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/network-layout/columns", test_columns);
  ADD ("/network-layout/drawn", test_drawn);
  ADD ("/network-layout/find", test_find);
  ADD ("/network-layout/move", test_move);
  ADD ("/network-layout/words", test_words);

  return g_test_run ();
}
