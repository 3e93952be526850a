/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* predict IMAGE…: what the bundled model answers, with its calibrated scores.
 *
 *     cc predict.c -o predict $(pkg-config --cflags --libs derm) */

#include <dermlens/derm.h>
#include <stdio.h>
#include <stdlib.h>

static gboolean
predict (DermClassifier *classifier, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, error);
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autofree char *words = NULL;
  const float *scores;

  if (image != NULL)
    input = derm_input_new (image, derm_model_get_recipe (derm_classifier_get_model (classifier)), error);
  if (input != NULL)
    prediction = derm_classifier_predict (classifier, input, error);
  if (prediction == NULL)
    return FALSE;

  words = derm_prediction_describe (prediction);
  printf ("%s: %s\n", path, words);
  scores = derm_prediction_get_calibrated (prediction);
  for (int k = 0; k < derm_prediction_get_n_classes (prediction); k++)
    printf ("  %-6s %.3f\n", derm_prediction_get_label (prediction, k), (double) scores[k]);
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  g_autoptr (DermClassifier) classifier = model != NULL ? derm_classifier_new (model, NULL, 0, &error) : NULL;
  int status = EXIT_SUCCESS;

  if (classifier == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  for (int i = 1; i < argc; i++)
    if (!predict (classifier, argv[i], &error))
      {
        fprintf (stderr, "%s: %s\n", argv[i], error->message);
        g_clear_error (&error);
        status = EXIT_FAILURE;
      }
  fprintf (stderr, "%s\n", derm_research_line ());
  return status;
}
