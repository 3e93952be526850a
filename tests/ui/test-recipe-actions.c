/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "ui-fixture.h"

/* How images are read and how the answer is taken: recipes, scores, decisions. */

static void
open_model (LensWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  fixture_open_model (window, file);
  fixture_wait_idle (window);
}

static void
assert_state (LensWindow *window, const char *action, const char *value)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (window), action);

  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, value);
}

static void
test_recipe (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *model = fixture_model (window);
  LensResult *result = lens_window_get_result (window);
  g_autofree char *steps = NULL;
  g_autofree char *own = NULL;

  g_assert_false (fixture_is_enabled (window, "reset-recipe"));
  fixture_run_action (window, "filter", "lanczos");
  fixture_assert_read (window, model, "dermlens+lanczos");
  assert_state (window, "filter", "lanczos");
  fixture_run_action (window, "layout", "rows");
  fixture_run_action (window, "views", "1");
  fixture_run_action (window, "labels", "csv");
  fixture_assert_read (window, model, "dermlens+lanczos+rows+csv-labels+1view");
  g_assert_cmpint (derm_prediction_find_label (fixture_prediction_of (window, 0), "mel"), ==, 6);
  g_assert_nonnull (strstr (fixture_provenance (window), "recipe dermlens+lanczos+rows+csv-labels+1view"));
  steps = lens_result_dup_steps (result);
  g_assert_cmpstr (steps, ==,
                   "JPEG › RGB › Squeezed 4:3 → 1:1 › ≠ Lanczos 28 › ÷ 255 › ≠ Rows › ≠ 1 view › ≠ Labels: CSV");

  g_assert_true (fixture_is_enabled (window, "reset-recipe"));
  fixture_run_action (window, "reset-recipe", NULL);
  fixture_assert_read (window, model, "dermlens");
  own = lens_result_dup_steps (result);
  g_assert_cmpstr (own, ==, "JPEG › RGB › Squeezed 4:3 → 1:1 › Bicubic 28 › ÷ 255 › Planes › 8 views");

  fixture_run_action (window, "recipe", "as-trained");
  fixture_assert_read (window, model, "as-trained");
  assert_state (window, "recipe", "as-trained");
  assert_state (window, "layout", "rows");
  fixture_run_action (window, "recipe", "no such recipe");
  fixture_assert_read (window, model, "as-trained");
  fixture_close_window (window);
}

/* What is subtracted and divided by is a step like the others, seen once there is one. */
static void
test_normalisation (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensResult *result = lens_window_get_result (window);
  g_autofree char *steps = NULL, *hash = NULL;

  hash = g_strdup (derm_input_get_sha256 (derm_prediction_get_input (fixture_prediction_of (window, 0))));
  assert_state (window, "normalisation", "none");
  fixture_run_action (window, "normalisation", "imagenet");
  fixture_assert_read (window, fixture_model (window), "dermlens+imagenet-normalised");
  g_assert_cmpstr (derm_input_get_sha256 (derm_prediction_get_input (fixture_prediction_of (window, 0))), ==, hash);
  g_assert_nonnull (strstr (fixture_provenance (window), "imagenet-normalised"));
  steps = lens_result_dup_steps (result);
  g_assert_cmpstr (steps, ==,
                   "JPEG › RGB › Squeezed 4:3 → 1:1 › Bicubic 28 › ÷ 255 › ≠ Normalised: ImageNet › Planes › 8 views");
  fixture_run_action (window, "normalisation", "none");
  fixture_assert_read (window, fixture_model (window), "dermlens");
  fixture_close_window (window);
}

static void
test_scores (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensBars *bars = lens_result_get_bars (lens_window_get_result (window));
  g_autofree char *path = fixture_model_path ("recipe.safetensors"); /* it is calibrated */
  DermPrediction *prediction;
  const float *logits;
  float low = G_MAXFLOAT, high = -G_MAXFLOAT;

  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", FALSE, NULL);
  open_model (window, path);
  prediction = fixture_prediction_of (window, 0);
  logits = derm_prediction_get_logits (prediction);
  for (int i = 0; i < 7; i++)
    {
      g_assert_cmpfloat (lens_bars_get_shown_score (bars, i), ==, derm_prediction_get_calibrated (prediction)[i]);
      low = MIN (low, logits[i]);
      high = MAX (high, logits[i]);
    }
  fixture_run_action (window, "scores", "scores");
  for (int i = 0; i < 7; i++)
    g_assert_cmpfloat (lens_bars_get_shown_score (bars, i), ==, derm_prediction_get_scores (prediction)[i]);
  fixture_run_action (window, "scores", "logits");
  for (int i = 0; i < 7; i++)
    g_assert_cmpfloat_with_epsilon (lens_bars_get_shown_score (bars, i), (logits[i] - low) / (high - low), 1e-6);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", TRUE, NULL);
  fixture_close_window (window);
}

static void
test_decision (void)
{
  LensWindow *window = fixture_window_with_samples ();
  g_autofree char *path = fixture_model_path ("recipe.safetensors"); /* it knows shares, and one of them is 1 % */
  g_autofree char *bare = fixture_model_path ("torch/f16.pth");
  g_autofree char *likely = NULL;
  DermPrediction *prediction;

  open_model (window, path);
  g_assert_true (fixture_is_enabled (window, "decision"));
  prediction = fixture_prediction_of (window, 0);
  g_assert_true (derm_prediction_is_disputed (prediction));
  likely = g_strdup_printf ("Likely: %s",
                            derm_prediction_get_class_name (prediction, derm_prediction_get_top (prediction)));
  g_assert_nonnull (strstr (lens_result_get_text (lens_window_get_result (window)), likely));
  g_assert_nonnull (strstr (lens_result_get_text (lens_window_get_result (window)), "Balanced: "));

  fixture_run_action (window, "decision", "balanced");
  assert_state (window, "decision", "balanced");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (derm_prediction_get_decision (fixture_prediction_of (window, i)), ==, DERM_DECISION_BALANCED);
  g_assert_nonnull (strstr (lens_result_get_text (lens_window_get_result (window)), likely));

  open_model (window, bare); /* without shares there is one decision only */
  g_assert_false (fixture_is_enabled (window, "decision"));
  g_assert_cmpint (derm_prediction_get_decision (fixture_prediction_of (window, 0)), ==, DERM_DECISION_LIKELY);
  g_assert_null (strstr (lens_result_get_text (lens_window_get_result (window)), "Balanced: "));
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/recipe-actions/recipe", test_recipe);
  g_test_add_func ("/recipe-actions/normalisation", test_normalisation);
  g_test_add_func ("/recipe-actions/scores", test_scores);
  g_test_add_func ("/recipe-actions/decision", test_decision);

  return g_test_run ();
}
