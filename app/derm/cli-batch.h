/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Many images at once, for commands that need all results before they say anything. */

#include <derm.h>

#include "cli-progress.h"
#include "derm-cli.h"

/* An image that could be used. */
typedef struct {
  const char *path; /* borrowed */
  DermPrediction *prediction;
} CliScored;

/* Those of the paths that could be used, in order; of the others the reason is said on standard error, and they are
 * counted in *n_failed. progress: shown on the way; or NULL. (transfer full) (element-type CliScored) */
GArray *cli_score_images (DermClassifier *classifier, DermRecipe *recipe, GPtrArray *paths, Progress *progress,
                          guint *n_failed);

/* (transfer full) (element-type DermPrediction) */
GPtrArray *cli_list_predictions (GArray *scored);
