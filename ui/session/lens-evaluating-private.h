/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-evaluating.h"

G_BEGIN_DECLS

/* One class in three files: lens-evaluating.c (what is asked, and the object), lens-evaluating-work.c (what is
 * computed), lens-evaluating-choice.c (what the list shows of it). */

/* What is known, and what has been computed of it. On the worker while that is done. */
typedef struct {
  DermModel *model;          /* owned, or NULL */
  DermTruth *truth;          /* owned: lesions are its */
  DermTrainedOn *trained_on; /* owned, or NULL */
  GStrv labels;
  GPtrArray *known; /* LensItem: with a truth and a result */
  GArray *entries;  /* of them; see lens-evaluating-work.c */
  guint n_known, n_done;

  GPtrArray *counted;         /* LensItem, borrowed from known: in the order of the set */
  GPtrArray *left_out;        /* likewise */
  GPtrArray *twice;           /* likewise */
  DermEvaluation *evaluation; /* owned, or NULL */
  guint n_shared;
  gboolean is_training_data;
} LensEvaluated;

struct _LensEvaluating {
  GObject parent_instance;

  LensEvaluatingParts parts; /* owned */
  LensEvaluated *evaluated;  /* owned, or NULL */
  DermIntervals *intervals;  /* owned: of that; or NULL */
  DermCurve *curve;          /* owned: of the class; or NULL */
  GArray *band;              /* owned: of that; or NULL */
  GCancellable *refining;    /* owned: of the work for these two; or NULL */

  int class_index;  /* -1: melanoma */
  double threshold; /* NAN: that of the answers */
  DermMeasure measure;
  DermMatrixShares shares;
  LensCondition *only;      /* owned, or NULL */
  LensCondition *condition; /* owned: by which the list is filtered; or NULL */
  int truth, answer;        /* both -1: no cell is chosen */

  guint update_id;
  gboolean is_evaluating, is_due;
  gboolean is_active, is_closed, was_working;
  gboolean is_filtering; /* the filter changes by this object's hand */
};

void lens_evaluated_free (LensEvaluated *evaluated);
/* Computes it all anew, soon. */
void lens_evaluating_update (LensEvaluating *self);
/* Looks for what is not known of the evaluation yet, if nothing more comes. */
void lens_evaluating_refine (LensEvaluating *self);
void lens_evaluating_stop_refining (LensEvaluating *self);
void lens_evaluating_tell (LensEvaluating *self);
void lens_evaluating_tell_settings (LensEvaluating *self);
void lens_evaluating_tell_working (LensEvaluating *self);
/* The filter of the list has changed. */
void lens_evaluating_follow_filter (LensEvaluating *self);

G_END_DECLS
