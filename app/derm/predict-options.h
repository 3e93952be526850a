/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The options of `derm predict`. */

#include "cli-names.h"
#include "cli-recipe.h"
#include "predict-output.h"

typedef struct {
  RecipeOptions recipe;
  char *isa, *figure, *calibration;
  char *fields;             /* as named, or NULL */
  DermRecordFields *chosen; /* owned: what they are, or NULL */
  GThread *decoding;        /* owned, of the only image, or NULL */
  CliSources sources;
  char *output;          /* owned, or NULL: standard output */
  guint shard, n_shards; /* from 1; both 0: all */
  int n_threads;
  gboolean is_unordered, is_resumed, replaces, by_hash;
  gboolean is_quiet, is_verbose, shows_fields;
  OutputFormat format;
  DermValues values;
  DermDecision decision;
} PredictOptions;

/* FALSE after saying what is wrong. */
gboolean predict_options_parse (PredictOptions *options, char **argv);

void predict_options_clear (PredictOptions *options);

/* The only image, if it was decoded in time, or NULL: then the file is opened in the ordinary way, which also says what
 * is wrong with it. */
DermImage *predict_options_take_decoded (PredictOptions *options);

/* Puts the model with the calibration of the options in its place. FALSE after saying what is wrong with that. */
gboolean predict_options_calibrate (const PredictOptions *options, DermModel **model, DermRecipe *recipe);
