/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "prediction-fixture.h"

#include <math.h>

#include "derm-prediction-private.h"
#include "model-internal.h"

DermPrediction *
prediction_of_scores (DermModel *model, const double scores[7])
{
  const DermCalibration *calibration = derm_model_get_calibration_values (model);
  g_autoptr (GBytes) pixel = g_bytes_new_static ("abc", 3);
  g_autoptr (DermImage) image = derm_image_new_from_pixels (pixel, 1, 1, "pixel", NULL);
  g_autoptr (DermInput) input = derm_input_new (image, derm_model_get_recipe (model), NULL);
  float logits[7];

  for (int i = 0; i < 7; i++)
    logits[i] = (float) (calibration != NULL ? (log (scores[i]) - calibration->offset[i]) / calibration->scale[i]
                                             : log (scores[i]));
  return derm_prediction_new (model, input, &(DermPassed){ .logits = logits, .isa = "plain", .ms = 1.5 });
}
