/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
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

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  g_test_add_func ("/explained/keys", test_keys);
  g_test_add_func ("/explained/memory", test_memory);

  return g_test_run ();
}
