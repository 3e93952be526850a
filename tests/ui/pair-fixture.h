/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "ui-fixture.h"

/* A window with the first three samples, in which two things are compared. */
typedef struct {
  LensWindow *window;
  LensPair *pair;
} FixturePair;

void fixture_set_up_pair (FixturePair *fixture, gconstpointer data);
void fixture_tear_down_pair (FixturePair *fixture, gconstpointer data);

/* side: 0 or 1. */
DermPrediction *fixture_side_prediction (LensPair *pair, int side);
LensPicture *fixture_side_picture (LensPair *pair, int side);
/* (transfer full) What the engine says of a sample, asked beside the window. recipe: NULL for the model's own. */
DermPrediction *fixture_predict_sample (DermClassifier *classifier, int number, DermRecipe *recipe);
/* The side has that title, and the very bits of that prediction. */
void fixture_assert_side (LensPair *pair, int side, const char *title, DermPrediction *expected);
