/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "lens-explained-compared.h"
#include "session-fixture.h"

typedef struct {
  LensReading *reading;
  LensHistory *history;
  LensCrops *crops;
  LensEdits *edits;
  LensShown *shown;
  LensExplaining *explaining;
} Fixture;

static gboolean
is_done (gpointer explaining)
{
  return lens_explaining_get_state (explaining) == LENS_EXPLAINING_DONE;
}

static gboolean
is_idle (gpointer explaining)
{
  return !lens_explaining_is_working (explaining);
}

/* A sample, which has something to say; one view. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_sample (7);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);
  DermExplainOptions options;

  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  fixture->history = lens_history_new ();
  fixture->crops = lens_crops_new (fixture->reading, fixture->history);
  fixture->edits = lens_edits_new (fixture->reading, fixture->history);
  fixture->shown = lens_shown_new (fixture->reading, fixture->crops, fixture->edits);
  fixture->explaining = lens_explaining_new (fixture->reading, fixture->shown);
  options = *lens_explaining_get_options (fixture->explaining);
  options.views = 1;
  options.steps = options.copies = 2;
  lens_explaining_set_options (fixture->explaining, &options);
  lens_explaining_set_active (fixture->explaining, TRUE);
  lens_shown_open (fixture->shown, items->pdata[0]);
  fixture_wait (is_done, fixture->explaining, "the map");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_explaining_close (fixture->explaining);
  g_object_unref (fixture->explaining);
  g_object_unref (fixture->shown);
  g_object_unref (fixture->edits);
  g_object_unref (fixture->crops);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
}

static void
test_remark (Fixture *fixture, gconstpointer data)
{
  g_autofree char *remark = NULL, *range = NULL;
  double low = 2.0, high = -2.0;

  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADIENT);
  fixture_wait (is_idle, fixture->explaining, "all draws");
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

  g_test_add ("/explained-compared/remark", Fixture, NULL, set_up, test_remark, tear_down);

  return g_test_run ();
}
