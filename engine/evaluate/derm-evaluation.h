/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation-set.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermMeasure:
 * @DERM_MEASURE_ACCURACY: share of the images whose answer is their class
 * @DERM_MEASURE_BALANCED_ACCURACY: mean recall of the classes that there are images of (ISIC's balanced multi-class
 * accuracy)
 * @DERM_MEASURE_TOP_2: share of the images whose class has one of the two highest scores, of equals the first
 * @DERM_MEASURE_TOP_3: the same of the three highest
 * @DERM_MEASURE_NLL: mean of minus the natural logarithm of the true class's score (logarithmic loss), scores kept
 * within 2⁻⁵² … 1 - 2⁻⁵² and made to add up to 1
 * @DERM_MEASURE_BRIER: mean sum over the classes of (score - truth)², 0 … 2 (Brier 1950)
 * @DERM_MEASURE_ECE: expected calibration error (Guo et al. 2017): over %DERM_ECE_BINS bins of equal width of the
 * answer's score, each closed above, the mean distance between mean score and share of right answers, weighted by
 * images
 * @DERM_MEASURE_RECALL: share of a class's images that are answered so; sensitivity
 * @DERM_MEASURE_PRECISION: share of a class's answers that are right
 * @DERM_MEASURE_SPECIFICITY: share of the images of other classes that are not answered so
 * @DERM_MEASURE_F1: harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN)
 * @DERM_MEASURE_ROC_AUC: how often an image of the class has a higher score of it than one of another class, equals
 * counted half
 * @DERM_MEASURE_PR_AUC: average precision: the sum of precisions at each score, weighted by the recall that it adds
 *
 * A figure. From %DERM_MEASURE_RECALL on there is one for each class, and two means of them.
 */
typedef enum {
  DERM_MEASURE_ACCURACY,
  DERM_MEASURE_BALANCED_ACCURACY,
  DERM_MEASURE_TOP_2,
  DERM_MEASURE_TOP_3,
  DERM_MEASURE_NLL,
  DERM_MEASURE_BRIER,
  DERM_MEASURE_ECE,
  DERM_MEASURE_RECALL,
  DERM_MEASURE_PRECISION,
  DERM_MEASURE_SPECIFICITY,
  DERM_MEASURE_F1,
  DERM_MEASURE_ROC_AUC,
  DERM_MEASURE_PR_AUC,
} DermMeasure;

enum { DERM_N_MEASURES = DERM_MEASURE_PR_AUC + 1, DERM_ECE_BINS = 15 };

/* In place of a class: the mean over the classes that there are images of, in which a precision that is not defined
 * counts as 0, as in scikit-learn; each class the same, or by its images. */
enum { DERM_CLASS_MACRO = -1, DERM_CLASS_WEIGHTED = -2 };

const char *derm_measure_get_id (DermMeasure measure);         /* "balanced_accuracy": for files and options */
const char *derm_measure_get_name (DermMeasure measure);       /* translated, in a sentence: "balanced accuracy" */
const char *derm_measure_get_definition (DermMeasure measure); /* translated, a sentence or two */
gboolean derm_measure_is_of_class (DermMeasure measure);
gboolean derm_measure_is_loss (DermMeasure measure); /* whether less is better */
/**
 * derm_measure_from_id:
 * @id: (nullable): as of derm_measure_get_id()
 * @measure: (out): which it is
 *
 * Returns: whether there is one
 */
gboolean derm_measure_from_id (const char *id, DermMeasure *measure);

#define DERM_TYPE_EVALUATION (derm_evaluation_get_type ())
G_DECLARE_FINAL_TYPE (DermEvaluation, derm_evaluation, DERM, EVALUATION, GObject)

/* How good answers are, by a truth. Immutable, to be used from any thread. A figure that is not defined (the recall of
 * a class that no image is of, the precision of one that is never answered, an AUC without both kinds) is NaN. Figures
 * are scikit-learn's of the same names (test `evaluation`). */

/**
 * derm_evaluation_new:
 * @set: to which nothing can be added any more
 *
 * Takes a few milliseconds for ten thousand images.
 *
 * Returns: (transfer full): the evaluation; of an empty set all figures are NaN
 */
DermEvaluation *derm_evaluation_new (DermEvaluationSet *set);

/**
 * derm_evaluation_get_set:
 *
 * Returns: (transfer none): what it is of
 */
DermEvaluationSet *derm_evaluation_get_set (DermEvaluation *self);

/**
 * derm_evaluation_get:
 * @class_index: for a measure of classes one of these, %DERM_CLASS_MACRO or %DERM_CLASS_WEIGHTED; else of no meaning
 *
 * Returns: the figure, or NaN
 */
double derm_evaluation_get (DermEvaluation *self, DermMeasure measure, int class_index);

/* Images of a class; answers that name it; images of class truth that got that answer. */
guint derm_evaluation_get_support (DermEvaluation *self, int class_index);
guint derm_evaluation_get_n_answers (DermEvaluation *self, int class_index);
guint derm_evaluation_get_confusion (DermEvaluation *self, int truth, int answer);

/**
 * derm_evaluation_list_members:
 * @truth: a class, -1 for any
 * @answer: a class, -1 for any
 * @n_members: (out): how many
 *
 * Returns: (array length=n_members) (transfer full): items of the set, in its order
 */
guint *derm_evaluation_list_members (DermEvaluation *self, int truth, int answer, guint *n_members);

/**
 * derm_evaluation_get_baseline:
 * @class_index: (out) (optional): the most frequent class, the first of equals; -1 for an empty set
 *
 * Returns: the accuracy of always answering that
 */
double derm_evaluation_get_baseline (DermEvaluation *self, int *class_index);

/**
 * DermReliabilityBin:
 * @low: of the answer's score, not in the bin but for 0
 * @high: in the bin
 * @n: images
 * @score: their mean score; NaN for none
 * @share: of right answers; NaN for none
 * @share_low: of its 95 % interval (Wilson)
 * @share_high: of its 95 % interval
 *
 * One dot of a reliability diagram.
 */
typedef struct {
  double low, high;
  guint n;
  double score, share, share_low, share_high;
} DermReliabilityBin;

/**
 * derm_evaluation_list_reliability:
 * @n_bins: 1 … 1000, of equal width; %DERM_ECE_BINS for those of the ECE
 *
 * Returns: (array length=n_bins) (transfer full): the bins, lowest first
 */
DermReliabilityBin *derm_evaluation_list_reliability (DermEvaluation *self, guint n_bins);

/**
 * derm_share_interval:
 * @part: of @whole
 * @low: (out): lower end
 * @high: (out): upper end
 *
 * The 95 % interval of a share by Wilson's score (Wilson 1927); NaN of nothing.
 */
void derm_share_interval (double part, double whole, double *low, double *high);

#pragma GCC visibility pop
G_END_DECLS
