/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "explaining-fixture.h"
#include "lens-explained-compared.h"

typedef ExplainingFixture Fixture;

static void
test_remark (Fixture *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL, *range = NULL;
  double low = 2.0, high = -2.0;

  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADIENT);
  fixture_wait (fixture_is_done_explaining, fixture->explaining, "all draws");
  for (int draw = 0; draw < LENS_EXPLAINING_N_DRAWS; draw++)
    {
      low = fmin (low, lens_explaining_get_draw_agreement (fixture->explaining, draw));
      high = fmax (high, lens_explaining_get_draw_agreement (fixture->explaining, draw));
    }
  remark = lens_explained_dup_remark (fixture->explaining);
  g_assert_nonnull (strstr (remark, "Random weights can give") != NULL ? remark : strstr (remark, "Ten draws"));
  g_assert_true ((strstr (remark, "✓") != NULL) == (high < DERM_AGREEMENT_ALIKE_FROM));
  range = lens_explained_format_plain (high);
  g_assert_nonnull (strstr (remark, range));
  g_assert_cmpfloat (low, <=, high);
  g_assert_nonnull (strstr (remark, "The other methods"));
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  g_test_add ("/explained-compared/remark", Fixture, NULL, fixture_set_up_explained, test_remark,
              fixture_tear_down_explaining);

  return g_test_run ();
}
