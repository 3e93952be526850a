/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-explained.h"

DermExplanation *
figure_explain (const DermExplainOptions *options, const char *const *labels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, 1, &error);
  g_autoptr (DermRecipe) recipe = labels != NULL
                                      ? derm_recipe_with_labels (derm_model_get_recipe (model), labels, &error)
                                      : g_object_ref (derm_model_get_recipe (model));
  g_autofree guint8 *pixels = g_new (guint8, 3 * 28 * 28);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermExplainer) explainer = NULL;
  DermExplanation *explanation;

  g_assert_no_error (error);
  for (int i = 0; i < 3 * 28 * 28; i++)
    pixels[i] = (guint8) (120 + 60 * (i % 3) - (i / 3 % 28 - 14) * (i / 84 - 14) / 4);
  bytes = g_bytes_new (pixels, 3 * 28 * 28);
  image = derm_image_new_from_pixels (bytes, 28, 28, "test", &error);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  explainer = derm_explainer_new (classifier, input, options);
  explanation = derm_explainer_run (explainer, NULL, &error);
  g_assert_no_error (error);
  return explanation;
}
