/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-prediction.h"
#include "model-classes.h"

G_BEGIN_DECLS

/* What came out of an input's pass. */
typedef struct {
  const float *logits; /* finite, one a class; copied */
  float *view_logits;  /* (transfer full) (nullable) [views][classes]; NULL for one view */
  float *features;     /* (transfer full) (nullable) mean of those of the views; NULL if they are not kept */
  int n_features;
  double distance; /* from the training domain; of no meaning where the model knows none */
  const char *isa; /* static */
  double ms;
} DermPassed;

G_GNUC_INTERNAL DermPrediction *derm_prediction_new (DermModel *model, DermInput *input, const DermPassed *passed);

/* Output `index`, as the model and the recipe name it. */
G_GNUC_INTERNAL const DermClass *derm_prediction_get_class (DermPrediction *self, int index);

G_END_DECLS
