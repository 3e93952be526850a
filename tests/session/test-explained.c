/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "lens-explained-words.h"
#include "lens-explained.h"
#include "session-fixture.h"

static DermExplanation *
explain (DermPrediction *prediction, const DermExplainOptions *options)
{
  g_autoptr (DermExplainer) explainer
      = derm_explainer_new (fixture_classifier (), derm_prediction_get_input (prediction), options);
  g_autoptr (GError) error = NULL;
  DermExplanation *explanation = derm_explainer_run (explainer, NULL, &error);

  g_assert_no_error (error);

  return explanation;
}

/* All that changes the answer changes the key, and nothing else does. */
static void
test_keys (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (1), other = fixture_prediction (2);
  DermModel *model = derm_classifier_get_model (fixture_classifier ());
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *same = NULL;

#define ADD(input, draw) g_ptr_array_add (keys, lens_explained_dup_key (model, input, options, draw))
  ADD (derm_prediction_get_input (prediction), -1);
  ADD (derm_prediction_get_input (other), -1);
  ADD (derm_prediction_get_input (prediction), 3);
  options->patch = 6;
  ADD (derm_prediction_get_input (prediction), -1);
  options->baseline = DERM_BASELINE_BLUR;
  ADD (derm_prediction_get_input (prediction), -1);
  options->target = DERM_TARGET_LOGIT;
  ADD (derm_prediction_get_input (prediction), -1);
  options->views = 1;
  ADD (derm_prediction_get_input (prediction), -1);
  options->method = DERM_METHOD_SMOOTHGRAD;
  ADD (derm_prediction_get_input (prediction), -1);
  options->copies = 5;
  ADD (derm_prediction_get_input (prediction), -1);
  options->class_index = 2;
  ADD (derm_prediction_get_input (prediction), -1);
#undef ADD
  for (guint i = 0; i < keys->len; i++)
    for (guint j = i + 1; j < keys->len; j++)
      g_assert_cmpstr (keys->pdata[i], !=, keys->pdata[j]);

  options->patch = 2; /* which it does not use */
  same = lens_explained_dup_key (model, derm_prediction_get_input (prediction), options, -1);
  g_assert_cmpstr (same, ==, keys->pdata[keys->len - 1]);
}

/* What was asked for longest ago goes first. */
static void
test_memory (void)
{
  g_autoptr (LensExplained) known = lens_explained_new (2);
  g_autoptr (DermPrediction) prediction = fixture_prediction (1);
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_GRADIENT);
  g_autoptr (DermExplanation) explanation = explain (prediction, options);
  double seconds;

  lens_explained_keep (known, "a", explanation, 1.5);
  lens_explained_keep (known, "b", explanation, 2.5);
  g_assert_true (lens_explained_find (known, "a", &seconds) == explanation);
  g_assert_cmpfloat (seconds, ==, 1.5);
  lens_explained_keep (known, "c", explanation, 3.5);
  g_assert_cmpuint (lens_explained_get_n (known), ==, 2);
  g_assert_null (lens_explained_find (known, "b", NULL));
  g_assert_nonnull (lens_explained_find (known, "a", NULL));
  g_assert_nonnull (lens_explained_find (known, "c", NULL));
}

static void
test_numbers (void)
{
  const struct {
    double value, scale;
    const char *text;
  } cases[] = {
    { 0.24, 0.27, "+0.24" },    { -0.27, 0.27, "−0.27" }, { 0.0, 0.27, "0.00" },  { -0.001, 0.27, "0.00" },
    { 0.0123, 0.02, "+0.012" }, { 3.14159, 5.0, "+3.1" }, { -12.3, 12.3, "−12" }, { 0.00025, 0.0004, "+0.00025" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lens_explained_format (cases[i].value, cases[i].scale);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* ---- words ---- */

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

/* It names the patch whose hiding changes the score most, and what the score is then. */
static void
test_sentence (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map = lens_explaining_get_map (fixture->explaining);
  g_autofree char *sentence = lens_explained_dup_sentence (fixture->explaining), *expected = NULL;
  int x, y, against_x, against_y, patch[4], n;
  float is_for = derm_explanation_find_strongest (map, TRUE, &x, &y);
  float against = derm_explanation_find_strongest (map, FALSE, &against_x, &against_y);
  const float *hidden;

  if (-against > is_for)
    {
      x = against_x;
      y = against_y;
    }
  derm_explanation_get_patch (map, x, y, patch);
  hidden = derm_explanation_get_hidden (map, x, y, &n);
  expected = g_strdup_printf ("with the patch at x\u00a0%d, y\u00a0%d hidden its score is %.2f instead of %.2f.",
                              patch[0], patch[1], (double) hidden[lens_explaining_get_class (fixture->explaining)],
                              derm_explanation_get_base (map));
  g_assert_nonnull (strstr (sentence, expected));
  g_assert_nonnull (strstr (sentence, -against > is_for ? "against" : "for"));
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

static void
test_cell (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map = lens_explaining_get_map (fixture->explaining);
  g_autofree char *cell = lens_explained_dup_cell (fixture->explaining, 12, 13), *expected = NULL;
  int n;
  const float *hidden = derm_explanation_get_hidden (map, 12, 13, &n);

  expected = g_strdup_printf ("x 11–14, y 12–15   hidden: %s %.2f → %.2f", derm_explanation_get_label (map),
                              derm_explanation_get_base (map),
                              (double) hidden[lens_explaining_get_class (fixture->explaining)]);
  g_assert_cmpstr (cell, ==, expected);
  g_assert_null (lens_explained_dup_cell (fixture->explaining, 28, 0));

  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADCAM);
  fixture_wait (is_done, fixture->explaining, "the map of cells");
  g_free (cell);
  cell = lens_explained_dup_cell (fixture->explaining, 1, 6);
  g_assert_true (g_str_has_prefix (cell, "x 4–7, y 24–27 "));
}

static void
test_aloud (Fixture *fixture, gconstpointer data)
{
  g_autofree char *aloud = lens_explained_dup_aloud (fixture->explaining);

  g_assert_true (g_str_has_prefix (aloud, "Occlusion, "));
  g_assert_nonnull (strstr (aloud, "Strongest for: x"));
  g_assert_null (strstr (aloud, "<"));
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  g_test_add_func ("/explained/keys", test_keys);
  g_test_add_func ("/explained/memory", test_memory);
  g_test_add_func ("/explained/numbers", test_numbers);
  g_test_add ("/explained/sentence", Fixture, NULL, set_up, test_sentence, tear_down);
  g_test_add ("/explained/remark", Fixture, NULL, set_up, test_remark, tear_down);
  g_test_add ("/explained/cell", Fixture, NULL, set_up, test_cell, tear_down);
  g_test_add ("/explained/aloud", Fixture, NULL, set_up, test_aloud, tear_down);

  return g_test_run ();
}
