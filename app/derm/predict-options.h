/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The options of `derm predict`. */

#include "cli-recipe.h"
#include "predict-output.h"

typedef struct {
  RecipeOptions recipe;
  char *isa, *figure, *calibration;
  char *fields;             /* as named, or NULL */
  DermRecordFields *chosen; /* owned: what they are, or NULL */
  GThread *decoding;        /* owned, of the only image, or NULL */
  char **files;
  int n_threads;
  gboolean is_quiet, is_verbose, shows_fields;
  OutputFormat format;
  DermValues values;
  DermDecision decision;
} PredictOptions;

/* FALSE after saying what is wrong. */
gboolean predict_options_parse (PredictOptions *options, char **argv);

void predict_options_clear (PredictOptions *options);

/* Puts the model with the calibration of the options in its place. FALSE after saying what is wrong with that. */
gboolean predict_options_calibrate (const PredictOptions *options, DermModel **model, DermRecipe *recipe);
