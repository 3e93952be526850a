/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "derm-fixture.h"
#include "lens-command.h"
#include "session-fixture.h"

/* The line that asks derm for what is on screen. */

static DermPrediction *
predict (const char *path, DermRecipe *recipe)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermInput) input = image != NULL ? derm_input_new (image, recipe, &error) : NULL;
  DermPrediction *prediction = input != NULL ? derm_classifier_predict (fixture_classifier (), input, &error) : NULL;

  g_assert_no_error (error);
  return prediction;
}

/* The copied line, run by a shell, gives the record of this prediction. */
static void
check_command (const char *path, DermRecipe *recipe, const char *part)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermPrediction) prediction = predict (path, recipe);
  g_autofree char *command = NULL, *line = NULL, *output = NULL, *stripped = NULL, *expected = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  DermRecordForm form = { fixture_classifier (), recipe, DERM_VALUES_CALIBRATED, DERM_DECISION_LIKELY, FALSE };
  DermRecord record = { .file = path, .recipe = recipe, .prediction = prediction };

  command = lens_command_dup (file, image, prediction, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (command, part));
  g_assert_true (g_str_has_prefix (command, "derm predict "));
  line = g_strdup_printf ("derm predict --quiet --format jsonl %s", command + strlen ("derm predict "));
  output = fixture_run_derm (line);
  stripped = fixture_replace (output, JSON_TIME, "\"ms\":");
  derm_record_append_json (text, &form, &record);
  g_string_append_c (text, '\n');
  expected = fixture_replace (text->str, JSON_TIME, "\"ms\":");
  g_assert_cmpstr (stripped, ==, expected);
}

/* The recipe with a crop as the window makes it. */
static DermRecipe *
dup_cropped (DermRecipe *recipe, const char *path, const LensCrop *crop)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  double fractions[4];

  lens_crop_to_fractions (crop, derm_image_get_width (image), derm_image_get_height (image), fractions);
  return derm_recipe_with_crop (recipe, fractions);
}

static void
test_command (void)
{
  DermModel *model = derm_classifier_get_model (fixture_classifier ());
  DermRecipe *own = derm_model_get_recipe (model);
  g_auto (GStrv) paths = fixture_scratch_files ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) published = derm_model_find_recipe (model, "published", &error);
  g_autoptr (DermRecipe) filtered = derm_recipe_with_filter (published, DERM_FILTER_NEAREST);
  g_autoptr (DermRecipe) packed = derm_recipe_with_layout (filtered, DERM_LAYOUT_ROWS);
  g_autoptr (DermRecipe) turned = derm_recipe_with_views (packed, 8, &error);
  g_autoptr (DermRecipe) relabelled = derm_recipe_with_labels (own, derm_labels_csv (), &error);
  const double mean[3] = { 0.485, 0.456, 0.406 }, std[3] = { 0.229, 0.224, 0.225 };
  g_autoptr (DermRecipe) normalised = derm_recipe_with_normalisation (own, mean, std, &error);
  g_autoptr (DermRecipe) cropped = dup_cropped (own, paths[0], &(LensCrop){ 37, 11, 101, 53 });

  g_assert_no_error (error);
  check_command (paths[0], cropped, "--crop 37,11,101,53");
  check_command (paths[0], own, "--decision likely");
  check_command (paths[2], turned, "--filter nearest --layout rows --views 8");
  check_command (paths[1], normalised, "--mean 0.485,0.456,0.406 --std 0.229,0.224,0.225");
  check_command (paths[1], relabelled, "--labels akiec,bcc,bkl,df,nv,vasc,mel");
}

/* The copied line gives the numbers of this map, with all of its settings. */
static void
check_explain (const DermExplainOptions *options)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autofree char *path = fixture_sample (1), *command = NULL, *line = NULL, *output = NULL, *expected = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermPrediction) prediction = predict (path, own);
  g_autoptr (DermExplainer) explainer
      = derm_explainer_new (fixture_classifier (), derm_prediction_get_input (prediction), options);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplanation) map = derm_explainer_run (explainer, NULL, &error);

  g_assert_no_error (error);
  command = lens_command_dup_explain (file, image, map, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (command, "derm explain "));
  line = g_strdup_printf ("derm explain %s", command + strlen ("derm explain "));
  output = fixture_run_derm (line);
  expected = derm_explanation_format_json (map);
  g_assert_nonnull (strstr (output, strstr (expected, "\"map\"")));
}

static void
test_explain (void)
{
  g_autoptr (DermExplainOptions) hidden = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplainOptions) smooth = derm_explain_options_new (DERM_METHOD_SMOOTHGRAD);

  hidden->patch = 6;
  hidden->baseline = DERM_BASELINE_BLUR;
  hidden->class_index = 3;
  hidden->views = 1;
  check_explain (hidden);
  smooth->copies = 3;
  smooth->target = DERM_TARGET_LOGIT;
  check_explain (smooth);
}

/* What derm cannot do is said, not written wrongly. */
static void
test_command_errors (void)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autofree char *path = fixture_sample (1);
  g_autoptr (DermImage) image = fixture_image (30, 20, 1);
  g_autoptr (DermPrediction) without = predict (path, own);
  g_autoptr (GError) file_error = NULL;

  g_assert_null (lens_command_dup (NULL, image, without, &file_error));
  g_assert_error (file_error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* The copied line lists the terms of this cell, in this view. */
static void
test_activations (void)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autofree char *path = fixture_sample (1), *command = NULL, *plain = NULL, *output = NULL, *value = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
  g_autoptr (DermPrediction) prediction = predict (path, own);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermActivations) activations
      = derm_activations_new (fixture_classifier (), derm_prediction_get_input (prediction), 3, &error);
  const DermCell cell = { 5, 26, 8, 4 };

  g_assert_no_error (error);
  plain = lens_command_dup_activations (file, image, activations, 5, NULL, &error);
  g_assert_null (strstr (plain, "--cell"));
  command = lens_command_dup_activations (file, image, activations, 5, &cell, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (command, "derm activations "));
  g_assert_nonnull (strstr (command, "--view 3 --layer 5 --cell 26,4,8"));
  output = fixture_run_derm (command);
  value = g_strdup_printf ("value %.6g;", (double) derm_activations_get_value (activations, &cell));
  g_assert_nonnull (strstr (output, value));
}

int
main (int argc, char *argv[])
{
  int status;

  fixture_init_session (&argc, &argv);
  g_test_add_func ("/command/same-answer", test_command);
  g_test_add_func ("/command/explain", test_explain);
  g_test_add_func ("/command/activations", test_activations);
  g_test_add_func ("/command/errors", test_command_errors);
  status = g_test_run ();
  fixture_remove_scratch ();

  return status;
}
