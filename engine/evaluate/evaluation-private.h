/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation.h"

G_BEGIN_DECLS

/* Nothing can be added any more. */
G_GNUC_INTERNAL void derm_evaluation_set_seal (DermEvaluationSet *self);
/* [n_items] each; they stay when nothing is added any more. */
G_GNUC_INTERNAL const int *derm_evaluation_set_get_truths (DermEvaluationSet *self);
G_GNUC_INTERNAL const int *derm_evaluation_set_get_answers (DermEvaluationSet *self);

/* ---- all figures of a set at once, each image counted as often as its weight says ---- */

/* One entry of a list of images by falling score. */
#define EVALUATION_ITEM(entry) ((entry) >> 2)
#define EVALUATION_IS_POSITIVE(entry) (((entry) >> 1) & 1)
#define EVALUATION_IS_LAST(entry) ((entry) &1) /* of those with equal scores */
#define EVALUATION_MAX_ITEMS ((guint) 1 << 30)

/* What is worked out once, whatever the weights. */
typedef struct {
  guint n;
  int n_classes;
  const int *truths, *answers; /* [n] of the set */
  float *answer_scores;        /* owned, [n] */
  guint8 *bins;                /* owned, [n] */
  guint8 *ranks;               /* owned, [n]: classes before the true one, 3 for more */
  double *nll, *brier;         /* owned, [n] */
  guint32 *orders;             /* owned, [n_classes][n] */
} EvaluationTable;

/* Of bins of equal width, closed above. */
G_GNUC_INTERNAL guint evaluation_find_bin (double score, guint n_bins);

/* Where a figure is among all of them. */
#define EVALUATION_N_VALUES(n_classes)                                                                                 \
  (DERM_MEASURE_RECALL + (DERM_N_MEASURES - DERM_MEASURE_RECALL) * ((n_classes) + 2))
G_GNUC_INTERNAL int evaluation_find_value (int n_classes, DermMeasure measure, int class_index);

G_GNUC_INTERNAL void evaluation_table_init (EvaluationTable *self, DermEvaluationSet *set);
G_GNUC_INTERNAL void evaluation_table_clear (EvaluationTable *self);
/* weights: [n], or NULL for 1 each. values: [EVALUATION_N_VALUES]. From any thread. */
G_GNUC_INTERNAL void evaluation_table_count (const EvaluationTable *self, const guint16 *weights, double *values);
G_GNUC_INTERNAL const EvaluationTable *derm_evaluation_get_table (DermEvaluation *self);
/* [n], owned by the caller: images by falling sum of the scores of these classes, as entries. sums: [n], or NULL. */
G_GNUC_INTERNAL guint32 *evaluation_order (DermEvaluationSet *set, const gboolean *is_positive, double *sums);

/* Of images by falling score, each counted as often as its weight says: NaN where they are not defined. */
typedef struct {
  double roc_auc, pr_auc;
} EvaluationAreas;
G_GNUC_INTERNAL EvaluationAreas evaluation_areas (const guint32 *order, guint n, const guint16 *weights);

/* ---- draws of the bootstrap ---- */

typedef struct {
  guint n, n_groups;
  guint *groups;         /* owned, [n]: which group an image belongs to */
  gboolean is_by_lesion; /* some group has a known lesion */
  gboolean is_single;    /* no group has two images */
} EvaluationGroups;

/* Whatever the order of the set, the same images are drawn. */
G_GNUC_INTERNAL void evaluation_groups_init (EvaluationGroups *self, DermEvaluationSet *set);
G_GNUC_INTERNAL void evaluation_groups_clear (EvaluationGroups *self);
/* How often each image is drawn in that round. weights: [n], drawn: room for [n_groups]. */
G_GNUC_INTERNAL void evaluation_groups_draw (const EvaluationGroups *self, guint64 seed, guint round, guint16 *drawn,
                                             guint16 *weights);

/* Does all rounds on several threads. func: puts what comes of these weights into `values`, [n_values]; NULL is
 * returned when cancelled. (transfer full) [n_values][n_rounds] */
typedef void (*EvaluationRound) (gconstpointer data, const guint16 *weights, double *values);
typedef struct {
  const EvaluationGroups *groups;
  guint n_rounds, n_values;
  guint64 seed;
  EvaluationRound func;
  gconstpointer data;
} EvaluationBootstrap;
G_GNUC_INTERNAL double *evaluation_bootstrap (const EvaluationBootstrap *work, GCancellable *cancellable);

/* The 2.5th and the 97.5th percentile of those that are numbers, with NumPy's linear interpolation; FALSE if these are
 * fewer than half. Sorts the values. */
G_GNUC_INTERNAL gboolean evaluation_percentiles (double *values, guint n, double *low, double *high);

G_GNUC_INTERNAL gboolean evaluation_check_rounds (guint n_rounds, guint n_values, GError **error);

G_END_DECLS
