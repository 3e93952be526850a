/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-model.h"
#include "derm-input.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_PREDICTION (derm_prediction_get_type ())
G_DECLARE_FINAL_TYPE (DermPrediction, derm_prediction, DERM, PREDICTION, GObject)

/* What the network says of one input, and where that comes from. Immutable. Made by DermClassifier, with the decision
 * `likely`. */

/**
 * derm_prediction_get_model:
 *
 * Returns: (transfer none): the model that was asked
 */
DermModel   *derm_prediction_get_model (DermPrediction *self);

/**
 * derm_prediction_get_input:
 *
 * Returns: (transfer none): what it was asked about
 */
DermInput   *derm_prediction_get_input (DermPrediction *self);

/* The outputs: as the recipe calls them, or else the model. */
int          derm_prediction_get_n_classes (DermPrediction *self);
const char  *derm_prediction_get_label (DermPrediction *self, int index);      /* code, like "mel" */
const char  *derm_prediction_get_class_name (DermPrediction *self, int index); /* translated where known, like "Melanoma" */
DermGroup    derm_prediction_get_group (DermPrediction *self, int index);
int          derm_prediction_find_label (DermPrediction *self, const char *label); /* index, or -1 */

/* Arrays of n_classes; derm_prediction_get_values() is for languages that want to be told so. People are shown the
 * calibrated scores. */

/**
 * derm_prediction_get_logits: (skip)
 *
 * Returns: mean of those of the recipe's views
 */
const float *derm_prediction_get_logits (DermPrediction *self);

/**
 * derm_prediction_get_scores: (skip)
 *
 * Returns: softmax of the logits
 */
const float *derm_prediction_get_scores (DermPrediction *self);

/**
 * derm_prediction_get_calibrated: (skip)
 *
 * Returns: the same if the model has no calibration
 */
const float *derm_prediction_get_calibrated (DermPrediction *self);

/**
 * derm_prediction_get_balanced: (skip)
 *
 * Returns: (nullable): calibrated over share, sum 1; %NULL without shares
 */
const float *derm_prediction_get_balanced (DermPrediction *self);

/**
 * derm_prediction_with_decision:
 *
 * Returns: (transfer full): the same prediction with its answer taken so, or %NULL with the error of
 *   derm_model_check_decision()
 */
DermPrediction *derm_prediction_with_decision (DermPrediction *self, DermDecision decision, GError **error);

DermDecision derm_prediction_get_decision (DermPrediction *self);

/* What the one or the other decision answers: an index, the first of equals; -1 if it cannot be taken. */
int          derm_prediction_get_answer (DermPrediction *self, DermDecision decision);

/* Whether the two decisions answer differently. */
gboolean     derm_prediction_is_disputed (DermPrediction *self);

/* By the prediction's own decision, from the calibrated scores or the balanced ones: */
int          derm_prediction_get_top (DermPrediction *self);    /* the answer */
int          derm_prediction_get_second (DermPrediction *self); /* the next; -1 if there is one class only */
double       derm_prediction_get_margin (DermPrediction *self); /* highest - next, 0..1 */

double       derm_prediction_get_entropy (DermPrediction *self);/* of the calibrated scores over its maximum, 0..1 */

/**
 * DERM_SET_SHARE:
 *
 * What the sets of classes in records and in the window hold of the scores.
 */
#define DERM_SET_SHARE 0.9

/**
 * derm_prediction_list_set:
 * @share: above 0, at most 1
 * @n: (out): how many
 *
 * The fewest classes whose calibrated scores add up to @share. It is what the model says, not a proven share of right
 * answers: that holds as far as the calibration does.
 *
 * Returns: (array length=n) (transfer full) (nullable): indices, the highest score first; of equals the first class; %NULL
 *   for another share
 */
int *derm_prediction_list_set (DermPrediction *self, double share, guint *n);

/**
 * derm_prediction_list_covering_set:
 * @n: (out): how many
 *
 * The classes that cannot be ruled out: those whose calibrated score is at least the threshold of a calibration that somebody has
 * fitted on images of their own (split conformal sets). Of images like those, drawn as they were, the share
 * derm_model_get_coverage() has its class in the set: on the average over all images, not for each class, and not for images
 * from elsewhere. The set can be empty, or have all classes.
 *
 * Returns: (array length=n) (transfer full) (nullable): indices, the highest score first; %NULL without such a calibration
 */
int *derm_prediction_list_covering_set (DermPrediction *self, guint *n);

/* How many of the recipe's views would by themselves, calibrated and by the same decision, lead to the same answer. */
int          derm_prediction_get_n_agreeing_views (DermPrediction *self);

/* How far it is from the model's training domain, to be compared with derm_model_get_domain_threshold(); NaN if the model
 * knows none, infinite if its features are beyond all measure. */
double       derm_prediction_get_domain_distance (DermPrediction *self);

/**
 * derm_prediction_get_features:
 * @n_features: (out): how many; 0 for none
 *
 * What the network makes of the image before it decides, by which images can be compared: the values that its first
 * linear layer reads, as they are, each the mean over the recipe's views. The same bits on every CPU level and whatever
 * other images went through the network together with this one.
 *
 * Returns: (array length=n_features) (transfer none) (nullable): derm_model_get_n_features() of them; %NULL for a model
 *   that derm_model_check_features() refuses
 */
const float *derm_prediction_get_features (DermPrediction *self, int *n_features);

/* Why the answer should not be trusted: what the image lacks, or %DERM_GATE_OUTSIDE; 0 if nothing speaks against it. */
DermGate     derm_prediction_get_gate (DermPrediction *self);

const char  *derm_prediction_get_isa (DermPrediction *self);    /* CPU level, like "avx2" */
double       derm_prediction_get_ms (DermPrediction *self);     /* forward pass of all views, milliseconds */

/**
 * derm_prediction_describe:
 *
 * Translated sentences: which class leads, by how much, or that the model cannot decide; and what the other decision
 * answers, if something else.
 *
 * Returns: (transfer full): the text; the first sentence alone names the leading class
 */
char *derm_prediction_describe (DermPrediction *self);

/**
 * derm_prediction_describe_longest:
 *
 * Returns: (transfer full): about as long as the first sentence of derm_prediction_describe() can be for any input of
 *   this model, to keep room for it
 */
char *derm_prediction_describe_longest (DermPrediction *self);

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

#pragma GCC visibility pop
G_END_DECLS
