/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"
#include "derm-input.h"

G_BEGIN_DECLS

#define DERM_TYPE_PREDICTION (derm_prediction_get_type ())
G_DECLARE_FINAL_TYPE (DermPrediction, derm_prediction, DERM, PREDICTION, GObject)

/* What the network says of one input, and where that comes from. Immutable. Made by DermClassifier. */

DermModel   *derm_prediction_get_model (DermPrediction *self);
DermInput   *derm_prediction_get_input (DermPrediction *self);
int          derm_prediction_get_n_classes (DermPrediction *self);
const float *derm_prediction_get_logits (DermPrediction *self); /* n_classes */
const float *derm_prediction_get_scores (DermPrediction *self); /* n_classes, softmax of the logits */
int          derm_prediction_get_top (DermPrediction *self);    /* index of the highest score; the first of equals */
int          derm_prediction_get_second (DermPrediction *self); /* index of the next; -1 if there is one class only */
double       derm_prediction_get_margin (DermPrediction *self); /* highest score - next, 0..1 */
double       derm_prediction_get_entropy (DermPrediction *self);/* of the scores over its maximum, 0..1 */
const char  *derm_prediction_get_isa (DermPrediction *self);    /* CPU level, like "avx2" */
double       derm_prediction_get_ms (DermPrediction *self);     /* forward pass, milliseconds */

/**
 * derm_prediction_describe:
 *
 * One or two translated sentences: which class leads, by how much, or that the model cannot decide.
 *
 * Returns: (transfer full): the text; the first sentence alone names the leading class
 */
char *derm_prediction_describe (DermPrediction *self);

/**
 * derm_score_format:
 * @score: 0..1
 *
 * A score for people: two decimals in the user's locale, "> 0.99" and "< 0.01" at the ends, 1 and 0 themselves (which
 * floats reach by rounding) included, so that nothing is ever shown as certain.
 *
 * Returns: (transfer full): the text
 */
char *derm_score_format (double score);

G_END_DECLS
