/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-scores.h"

G_BEGIN_DECLS

#define LENS_TYPE_READING (lens_reading_get_type ())
G_DECLARE_FINAL_TYPE (LensReading, lens_reading, LENS, READING, GObject)

/* How images are read: by which model, by which recipe they become its input, how an answer is taken from the scores,
 * and which kind of scores is shown.
 *
 * Properties: "classifier", "recipe" (never NULL while there is a model), "decision", "scores", "is-loading". Signals:
 * "changed" after the model, the recipe or the decision has changed: what was read before is to be read again; "failed"
 * (name or NULL, reason) when a change was refused or a file could not be opened: all stays as it was; "calibrated"
 * when a calibration from a file is used, "uncalibrated" when it is no longer because the recipe is another one. */

/**
 * lens_reading_new:
 * @classifier: (nullable): the bundled model
 * @model_error: (nullable): why there is none
 */
LensReading *lens_reading_new (DermClassifier *classifier, const char *model_error);

/* NULL if there is no model. */
DermClassifier *lens_reading_get_classifier (LensReading *self);
DermModel *lens_reading_get_model (LensReading *self);
DermRecipe *lens_reading_get_recipe (LensReading *self);
const char *lens_reading_get_model_error (LensReading *self);
/* Whether another model than the bundled one is in use, and there is a bundled one. */
gboolean lens_reading_can_go_back (LensReading *self);
/* (transfer full) Codes of the model's classes; empty if there is no model. */
GStrv lens_reading_dup_labels (LensReading *self);
GStrv lens_reading_dup_titles (LensReading *self); /* what they are called */

/* On another thread. */
void lens_reading_open_model (LensReading *self, GFile *file);
/* key: which of several networks in the file. */
void lens_reading_open_weights (LensReading *self, GFile *file, const char *key);
void lens_reading_use_bundled (LensReading *self);
/* In place of the model's own calibration one from a file, fitted for this model and recipe; on another thread. It goes
 * with either of them. */
void lens_reading_open_calibration (LensReading *self, GFile *file);
gboolean lens_reading_is_calibrated (LensReading *self); /* by a file */
/* By the model's own again. */
void lens_reading_drop_calibration (LensReading *self);
gboolean lens_reading_is_loading (LensReading *self);
/* Nothing is opened any more: the window is closed. */
void lens_reading_close (LensReading *self);

void lens_reading_set_recipe (LensReading *self, DermRecipe *recipe);
DermDecision lens_reading_get_decision (LensReading *self);
void lens_reading_set_decision (LensReading *self, DermDecision decision);
LensScores lens_reading_get_scores (LensReading *self);
void lens_reading_set_scores (LensReading *self, LensScores scores);

G_END_DECLS
