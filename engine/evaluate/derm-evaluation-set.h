/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermScoredItem:
 * @name: what the image is called; not empty
 * @lesion: (nullable): what tells which images show one lesion
 * @truth: its class, 0 … n_classes - 1
 * @answer: the class that was answered, -1: the one with the highest score, the first of equals
 * @scores: (array): one for each class, 0 … 1, the sum 1 but for rounding
 * @is_trained_on: whether the model was trained on the image
 *
 * An image with a truth and an answer. Pointers are borrowed.
 */
typedef struct {
  const char *name, *lesion;
  int truth, answer;
  const float *scores;
  gboolean is_trained_on;
} DermScoredItem;

#define DERM_TYPE_EVALUATION_SET (derm_evaluation_set_get_type ())
G_DECLARE_FINAL_TYPE (DermEvaluationSet, derm_evaluation_set, DERM, EVALUATION_SET, GObject)

/* Images with their truth, scores and answers: what an evaluation is computed of. Items are added one after another by
 * one thread; from the first evaluation on no more are, and it can be used from any thread. */

/**
 * derm_evaluation_set_new:
 * @labels: (array zero-terminated=1): codes of the classes
 *
 * Returns: (transfer full): an empty set, or %NULL with %G_IO_ERROR_INVALID_ARGUMENT for no class or more than
 *   %DERM_METRICS_MAX_CLASSES
 */
DermEvaluationSet *derm_evaluation_set_new (const char *const *labels, GError **error);

/**
 * derm_evaluation_set_add: (skip)
 *
 * Returns: whether it was added; %G_IO_ERROR_INVALID_ARGUMENT names what is wrong with it (a class that is not there, a
 * score that is not a number from 0 to 1, a set that an evaluation was made of)
 */
gboolean derm_evaluation_set_add (DermEvaluationSet *self, const DermScoredItem *item, GError **error);

/**
 * derm_evaluation_set_add_scores:
 * @name: what the image is called
 * @truth: its class
 * @scores: (array length=n_scores): one for each class
 *
 * The same, answered by the highest score, of no known lesion.
 *
 * Returns: whether it was added
 */
gboolean derm_evaluation_set_add_scores (DermEvaluationSet *self, const char *name, int truth, const float *scores,
                                         int n_scores, GError **error);

/**
 * derm_evaluation_set_set_lesion:
 * @item: that was added without a lesion
 * @lesion: what tells which images show one lesion
 *
 * Returns: whether it is set; not if it has one, or if the set was evaluated
 */
gboolean derm_evaluation_set_set_lesion (DermEvaluationSet *self, guint item, const char *lesion);

/**
 * derm_evaluation_set_get_labels:
 *
 * Returns: (array zero-terminated=1) (transfer none): codes of the classes
 */
const char *const *derm_evaluation_set_get_labels (DermEvaluationSet *self);
int derm_evaluation_set_get_n_classes (DermEvaluationSet *self);

/* In the order in which they were added. */
guint derm_evaluation_set_get_n_items (DermEvaluationSet *self);
const char *derm_evaluation_set_get_name (DermEvaluationSet *self, guint item);
const char *derm_evaluation_set_get_lesion (DermEvaluationSet *self, guint item); /* or NULL */
int derm_evaluation_set_get_truth (DermEvaluationSet *self, guint item);
int derm_evaluation_set_get_answer (DermEvaluationSet *self, guint item);
gboolean derm_evaluation_set_is_trained_on (DermEvaluationSet *self, guint item);
guint derm_evaluation_set_get_n_trained_on (DermEvaluationSet *self);
guint derm_evaluation_set_get_n_lesions (DermEvaluationSet *self); /* different ones; 0: none is known */

/**
 * derm_evaluation_set_get_scores: (skip)
 *
 * Returns: as many as there are classes
 */
const float *derm_evaluation_set_get_scores (DermEvaluationSet *self, guint item);

/**
 * derm_evaluation_set_select:
 * @items: (array length=n_items): which of them
 *
 * Returns: (transfer full): a set of these alone, in that order
 */
DermEvaluationSet *derm_evaluation_set_select (DermEvaluationSet *self, const guint *items, guint n_items);

#pragma GCC visibility pop
G_END_DECLS
