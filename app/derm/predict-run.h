/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* `derm predict` over all its images. */

#include "predict-options.h"

/* Reads the names, predicts, writes the rows. The status to end with. */
CliStatus predict_run (PredictOptions *options, DermClassifier *classifier, GPtrArray *recipes);
