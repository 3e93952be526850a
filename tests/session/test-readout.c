/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* What a room adds to input and scores: told when it changes, and only then. */

static void
test_scores (void)
{
  g_autoptr (LensReadout) readout = lens_readout_new ();
  const double values[] = { 0.25, 0.5, 0.25 }, others[] = { 0.25, 0.5, 0.5 };
  GString *told = fixture_told ();
  const double *lows, *highs, *got;
  int n;

  fixture_listen (readout, "changed", told, "changed");
  lens_readout_set_scores (readout, LENS_READOUT_ARROW, "→ hidden", values, 3);
  lens_readout_set_scores (readout, LENS_READOUT_ARROW, "→ hidden", values, 3);
  fixture_assert_told (told, "changed ");
  got = lens_readout_get_values (readout, &n);
  g_assert_cmpmem (got, (gsize) n * sizeof (double), values, sizeof values);
  g_assert_true (got != values);
  lens_readout_set_scores (readout, LENS_READOUT_ARROW, "→ hidden", others, 3);
  lens_readout_set_scores (readout, LENS_READOUT_DIFFERENCE, "→ hidden", others, 3);
  fixture_assert_told (told, "changed changed ");
  lens_readout_set_scores (readout, LENS_READOUT_DIFFERENCE, NULL, NULL, 3);
  g_assert_null (lens_readout_get_values (readout, &n));
  g_assert_cmpint (n, ==, 0);
  fixture_assert_told (told, "changed ");

  g_assert_false (lens_readout_get_bands (readout, &lows, &highs, &n));
  lens_readout_set_bands (readout, values, others, 3);
  g_assert_true (lens_readout_get_bands (readout, &lows, &highs, &n));
  g_assert_cmpint (n, ==, 3);
  g_assert_cmpfloat (lows[2], ==, 0.25);
  g_assert_cmpfloat (highs[2], ==, 0.5);
  fixture_assert_told (told, "changed ");
}

static void
test_clear (void)
{
  g_autoptr (LensReadout) readout = lens_readout_new ();
  const double values[] = { 1.0 };
  const double *lows, *highs;
  GString *told = fixture_told ();
  int n;

  fixture_listen (readout, "changed", told, "changed");
  lens_readout_clear (readout);
  fixture_assert_told (told, "");
  lens_readout_set_scores (readout, LENS_READOUT_ARROW, "heading", values, 1);
  lens_readout_set_bands (readout, values, values, 1);
  lens_readout_set_words (readout, "sentence", "remark");
  lens_readout_set_footer (readout, "footer");
  fixture_assert_told (told, "changed changed changed changed ");
  lens_readout_clear (readout);
  fixture_assert_told (told, "changed ");
  g_assert_null (lens_readout_get_heading (readout));
  g_assert_null (lens_readout_get_values (readout, &n));
  g_assert_false (lens_readout_get_bands (readout, &lows, &highs, &n));
  g_assert_null (lens_readout_get_sentence (readout));
  g_assert_null (lens_readout_get_remark (readout));
  g_assert_null (lens_readout_get_footer (readout));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/readout/scores", test_scores);
  g_test_add_func ("/readout/clear", test_clear);

  return g_test_run ();
}
