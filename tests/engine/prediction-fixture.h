/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Predictions without a pass, for tests that are linked with the engine's objects. */

#include <derm.h>

/* The prediction whose calibrated scores of akiec, bcc, bkl, df, mel, nv, vasc are these. */
DermPrediction *prediction_of_scores (DermModel *model, const double scores[7]);
