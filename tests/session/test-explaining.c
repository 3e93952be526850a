/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "explaining-fixture.h"

typedef ExplainingFixture Fixture;

static gboolean
is_open (gpointer shown)
{
  return !lens_shown_is_opening (shown);
}

static void
open (Fixture *fixture, guint index)
{
  lens_shown_open (fixture->shown, fixture->items->pdata[index]);
  fixture_wait (is_open, fixture->shown, "the image");
}

static void
open_explained (Fixture *fixture)
{
  fixture_explain_quickly (fixture->explaining, 4);
  open (fixture, 0);
  lens_explaining_set_active (fixture->explaining, TRUE);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map");
}

static void
test_inactive (Fixture *fixture, gconstpointer data)
{
  open (fixture, 0);
  g_assert_cmpint (lens_explaining_get_state (fixture->explaining), ==, LENS_EXPLAINING_NOTHING);
  g_assert_false (lens_explaining_is_working (fixture->explaining));
  lens_explaining_set_active (fixture->explaining, TRUE);
  g_assert_cmpint (lens_explaining_get_state (fixture->explaining), ==, LENS_EXPLAINING_WORKING);
  g_assert_true (lens_explaining_is_working (fixture->explaining));
  lens_explaining_set_active (fixture->explaining, FALSE);
  g_assert_false (lens_explaining_is_working (fixture->explaining));
  g_assert_null (lens_explaining_get_map (fixture->explaining));
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  lens_explaining_set_active (fixture->explaining, TRUE);
  g_assert_cmpint (lens_explaining_get_state (fixture->explaining), ==, LENS_EXPLAINING_NOTHING);
  g_assert_cmpint (lens_explaining_get_class (fixture->explaining), ==, -1);
  g_assert_cmpfloat (lens_explaining_get_scale (fixture->explaining), ==, 0.0);
}

/* The map is the engine's, of the answer; before it came a coarse one. */
static void
test_map (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermExplainer) explainer = NULL;
  g_autoptr (DermExplanation) expected = NULL;
  DermExplanation *map;
  DermExplainOptions options;
  int n, n_expected;

  open_explained (fixture);
  g_assert_cmpint (fixture->n_partial, >=, 1);
  map = lens_explaining_get_map (fixture->explaining);
  options = *lens_explaining_get_options (fixture->explaining);
  options.target = DERM_TARGET_SCORE;
  options.class_index = derm_prediction_get_top (lens_shown_get_prediction (fixture->shown));
  g_assert_cmpint (lens_explaining_get_class (fixture->explaining), ==, options.class_index);
  explainer = derm_explainer_new (fixture_classifier (), lens_shown_get_input (fixture->shown), &options);
  expected = derm_explainer_run (explainer, NULL, NULL);
  g_assert_cmpmem (derm_explanation_get_map (map, &n), sizeof (float) * n,
                   derm_explanation_get_map (expected, &n_expected), sizeof (float) * n_expected);
  g_assert_cmpfloat (lens_explaining_get_share (fixture->explaining), ==, 1.0);
  g_assert_cmpfloat (lens_explaining_get_seconds (fixture->explaining), >, 0.0);
}

static void
test_compared (Fixture *fixture, gconstpointer data)
{
  open_explained (fixture);
  fixture_wait (fixture_is_done_explaining, fixture->explaining, "all methods");
  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      DermExplanation *result = lens_explaining_get_result (fixture->explaining, (DermMethod) method);

      g_assert_true (derm_explanation_is_final (result));
      g_assert_cmpint ((int) derm_explanation_get_options (result)->method, ==, method);
      g_assert_cmpfloat (lens_explaining_get_agreement (fixture->explaining, (DermMethod) method), ==,
                         derm_explanation_agree (lens_explaining_get_map (fixture->explaining), result));
    }
  g_assert_cmpfloat (lens_explaining_get_agreement (fixture->explaining, DERM_METHOD_OCCLUSION), ==, 1.0);
}

/* The same agreements as the engine's own check. */
static void
test_draws (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermExplainer) explainer = NULL;
  g_autofree double *expected = NULL;
  DermExplainOptions options;
  int n;

  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADIENT);
  open_explained (fixture);
  fixture_wait (fixture_is_done_explaining, fixture->explaining, "all draws");
  options = *lens_explaining_get_options (fixture->explaining);
  options.class_index = lens_explaining_get_class (fixture->explaining);
  explainer = derm_explainer_new (fixture_classifier (), lens_shown_get_input (fixture->shown), &options);
  expected = derm_explainer_check_weights (explainer, lens_explaining_get_map (fixture->explaining),
                                           LENS_EXPLAINING_N_DRAWS, &n, NULL, NULL);
  g_assert_cmpint (n, ==, LENS_EXPLAINING_N_DRAWS);
  for (int draw = 0; draw < n; draw++)
    g_assert_cmpfloat (lens_explaining_get_draw_agreement (fixture->explaining, draw), ==, expected[draw]);

  lens_explaining_set_random (fixture->explaining, TRUE);
  g_assert_true (lens_explaining_get_map (fixture->explaining) == lens_explaining_get_draw (fixture->explaining, 0));
  g_assert_true (fixture_is_explained (fixture->explaining));
  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADIENT);
  g_assert_false (lens_explaining_is_random (fixture->explaining));
}

/* Occlusion knows all classes: another one needs no work, also while it goes on. */
static void
test_class (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map;
  int other;

  open_explained (fixture);
  other = (lens_explaining_get_class (fixture->explaining) + 1) % 7;
  lens_explaining_set_class (fixture->explaining, other);
  g_assert_true (fixture_is_explained (fixture->explaining));
  map = lens_explaining_get_map (fixture->explaining);
  g_assert_cmpint (derm_explanation_get_options (map)->class_index, ==, other);
  g_assert_cmpint (lens_explaining_get_class (fixture->explaining), ==, other);
}

/* Results of an image are not those of another, and are remembered. */
static void
test_images (Fixture *fixture, gconstpointer data)
{
  DermInput *first;

  open_explained (fixture);
  first = lens_shown_get_input (fixture->shown);
  open (fixture, 1);
  g_assert_false (fixture_is_explained (fixture->explaining));
  fixture_wait (fixture_is_explained, fixture->explaining, "the second map");
  g_assert_true (derm_explanation_get_input (lens_explaining_get_map (fixture->explaining))
                 == lens_shown_get_input (fixture->shown));
  open (fixture, 0);
  g_assert_true (fixture_is_explained (fixture->explaining));
  g_assert_cmpstr (derm_input_get_sha256 (derm_explanation_get_input (lens_explaining_get_map (fixture->explaining))),
                   ==, derm_input_get_sha256 (first));
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  open (fixture, 0);
  lens_explaining_set_active (fixture->explaining, TRUE);
  lens_explaining_stop (fixture->explaining);
  g_assert_cmpint (lens_explaining_get_state (fixture->explaining), ==, LENS_EXPLAINING_STOPPED);
  g_assert_false (lens_explaining_is_working (fixture->explaining));
  fixture_run_for (50);
  g_assert_cmpint (lens_explaining_get_state (fixture->explaining), ==, LENS_EXPLAINING_STOPPED);
  fixture_explain_quickly (fixture->explaining, 4);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map");
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  DermExplainOptions options = *lens_explaining_get_options (fixture->explaining);

  options.patch = 99;
  lens_explaining_set_options (fixture->explaining, &options);
  open (fixture, 0);
  lens_explaining_set_active (fixture->explaining, TRUE);
  fixture_wait (fixture_is_done_explaining, fixture->explaining, "the failure");
  g_assert_cmpint (lens_explaining_get_state (fixture->explaining), ==, LENS_EXPLAINING_FAILED);
  g_assert_nonnull (lens_explaining_get_error (fixture->explaining, DERM_METHOD_OCCLUSION));
  g_assert_null (lens_explaining_get_map (fixture->explaining));
  g_assert_null (lens_explaining_get_error (fixture->explaining, DERM_METHOD_GRADIENT));
  g_assert_nonnull (lens_explaining_get_result (fixture->explaining, DERM_METHOD_GRADIENT));
}

static void
test_scale (Fixture *fixture, gconstpointer data)
{
  double first;

  open_explained (fixture);
  first = lens_explaining_get_scale (fixture->explaining);
  g_assert_cmpfloat (first, ==, derm_explanation_get_scale (lens_explaining_get_map (fixture->explaining)));
  lens_explaining_set_locked (fixture->explaining, TRUE);
  g_assert_cmpfloat (lens_explaining_get_scale (fixture->explaining), ==, first);
  open (fixture, 1);
  fixture_wait (fixture_is_explained, fixture->explaining, "the second map");
  g_assert_cmpfloat (lens_explaining_get_scale (fixture->explaining), ==, first);
  lens_explaining_set_locked (fixture->explaining, FALSE);
  g_assert_cmpfloat (lens_explaining_get_scale (fixture->explaining), ==,
                     derm_explanation_get_scale (lens_explaining_get_map (fixture->explaining)));
}

static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map;
  double largest = 0.0;
  int x, y;

  open_explained (fixture);
  g_assert_false (lens_explaining_get_cursor (fixture->explaining, &x, &y));
  lens_explaining_move_cursor (fixture->explaining, 1, 0);
  fixture_assert_told (fixture->told, "cursor ");
  g_assert_true (lens_explaining_get_cursor (fixture->explaining, &x, &y));
  map = lens_explaining_get_map (fixture->explaining);
  for (int i = 0; i < 784; i++)
    largest = MAX (largest, fabs ((double) derm_explanation_get_map (map, NULL)[i]));
  g_assert_cmpfloat (fabs ((double) derm_explanation_get_value (map, x, y)), ==, largest);

  lens_explaining_set_cursor (fixture->explaining, 99, 3);
  lens_explaining_move_cursor (fixture->explaining, 1, 1);
  g_assert_true (lens_explaining_get_cursor (fixture->explaining, &x, &y));
  g_assert_cmpint (x, ==, 27);
  g_assert_cmpint (y, ==, 4);
  open (fixture, 1);
  g_assert_false (lens_explaining_get_cursor (fixture->explaining, &x, &y));
}

/* A map of other settings is not shown as if it were of these. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  DermExplainOptions options;

  open_explained (fixture);
  options = *lens_explaining_get_options (fixture->explaining);
  options.patch = 8;
  lens_explaining_set_options (fixture->explaining, &options);
  g_assert_null (lens_explaining_get_map (fixture->explaining));
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of larger patches");
  g_assert_cmpint (derm_explanation_get_options (lens_explaining_get_map (fixture->explaining))->patch, ==, 8);
  options.patch = 4;
  lens_explaining_set_options (fixture->explaining, &options);
  g_assert_true (fixture_is_explained (fixture->explaining));
}

/* Another kind of scores is another question. */
static void
test_target (Fixture *fixture, gconstpointer data)
{
  open_explained (fixture);
  lens_reading_set_scores (fixture->reading, LENS_SCORES_LOGITS);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of logits");
  g_assert_cmpint (derm_explanation_get_options (lens_explaining_get_map (fixture->explaining))->target, ==,
                   DERM_TARGET_LOGIT);
  g_assert_false (lens_explaining_is_saturated (fixture->explaining));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_explaining, test, fixture_tear_down_explaining);
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  add ("/explaining/inactive", test_inactive);
  add ("/explaining/nothing", test_nothing);
  add ("/explaining/map", test_map);
  add ("/explaining/compared", test_compared);
  add ("/explaining/draws", test_draws);
  add ("/explaining/class", test_class);
  add ("/explaining/images", test_images);
  add ("/explaining/stop", test_stop);
  add ("/explaining/failure", test_failure);
  add ("/explaining/scale", test_scale);
  add ("/explaining/cursor", test_cursor);
  add ("/explaining/settings", test_settings);
  add ("/explaining/target", test_target);

  return g_test_run ();
}
