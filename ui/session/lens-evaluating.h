/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-figures.h"
#include "lens-view.h"

G_BEGIN_DECLS

/* Fewer images of a class or of a part are too few for a firm figure. */
#define LENS_EVALUATING_FEW 30
#define LENS_EVALUATING_BAND_STEPS 101

#define LENS_TYPE_EVALUATING (lens_evaluating_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluating, lens_evaluating, LENS, EVALUATING, GObject)

/* How good the answers are, and where they fail: over all open images that have a truth and a result, or a part of
 * them, whatever the list shows. Images that the model was trained on are left out unless all are. Computed on a worker
 * while somebody looks: the figures a few times a second while results come in, their intervals when that is over.
 *
 * A choice (a cell of the matrix, a row, a column, or images) filters the list, and goes when its condition does.
 *
 * Property "is-working". Signals: "changed": other figures or intervals, or none; "settings-changed": what is asked of
 * them, or chosen. */

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensWork *work;
  LensTruths *truths;
  LensFigures *figures;
  LensView *view;
} LensEvaluatingParts;

LensEvaluating *lens_evaluating_new (const LensEvaluatingParts *parts);
/* Whether somebody looks: else nothing is worked at. FALSE at first. */
void lens_evaluating_set_active (LensEvaluating *self, gboolean is_active);
/* Nothing comes any more: the window is closed. */
void lens_evaluating_close (LensEvaluating *self);
gboolean lens_evaluating_is_working (LensEvaluating *self);

/* ---- what there is ---- */

/* NULL: no image has a truth and a result, or nobody has looked yet. Its classes are the model's. */
DermEvaluation *lens_evaluating_get_evaluation (LensEvaluating *self);
DermIntervals *lens_evaluating_get_intervals (LensEvaluating *self); /* NULL: not known yet */
DermModel *lens_evaluating_get_model (LensEvaluating *self);         /* whose answers these are; or NULL */
/* Codes of its classes, NULL at the end. */
const char *const *lens_evaluating_get_labels (LensEvaluating *self);
guint lens_evaluating_get_n_known (LensEvaluating *self); /* images with a truth, in the part that is looked at */
guint lens_evaluating_get_n_done (LensEvaluating *self);  /* of these, those with a result or that cannot be read */
/* Of those with a result, those that the model was trained on and that therefore do not count. */
guint lens_evaluating_get_n_left_out (LensEvaluating *self);
/* Whether the model was trained on all of them, and they count. */
gboolean lens_evaluating_is_training_data (LensEvaluating *self);
gboolean lens_evaluating_is_of_model (LensEvaluating *self); /* whether the truth is a model's answers */
/* Images that count whose lesion is also in one that was left out; and images whose input another one has. */
guint lens_evaluating_get_n_shared (LensEvaluating *self);
guint lens_evaluating_get_n_twice (LensEvaluating *self);
/* (transfer none) The image that is item number `item` of the evaluation's set. */
LensItem *lens_evaluating_get_item (LensEvaluating *self, guint item);

/* ---- what is asked ---- */

enum { LENS_ANY_CLASS = -1, LENS_MALIGNANT = -2 };

/* The class whose curve is shown, or LENS_MALIGNANT: the malignant ones together, where there are several. Never
 * LENS_ANY_CLASS while there is an evaluation: melanoma, if nothing else was asked. */
int lens_evaluating_get_class (LensEvaluating *self);
void lens_evaluating_set_class (LensEvaluating *self, int class_index);
gboolean lens_evaluating_has_malignant (LensEvaluating *self); /* whether there are several */
gboolean lens_evaluating_is_of_curve (LensEvaluating *self, int class_index);
/* (transfer full) (element-type int) */
GArray *lens_evaluating_list_curve_classes (LensEvaluating *self);
/* (transfer full) A code, or "malignant". */
char *lens_evaluating_dup_class_name (LensEvaluating *self);
/* Images of these classes that are answered with one of them. */
guint lens_evaluating_get_n_found (LensEvaluating *self);
/* (transfer none) NULL while there is no evaluation. */
DermCurve *lens_evaluating_get_curve (LensEvaluating *self);
/* Its lower ends and then its upper ones, LENS_EVALUATING_BAND_STEPS each; NULL: not known yet. */
const double *lens_evaluating_get_band (LensEvaluating *self);
/* From which score on an image is called that class, in the curve; at first the one that finds as many as the answers.
 */
double lens_evaluating_get_threshold (LensEvaluating *self);
void lens_evaluating_set_threshold (LensEvaluating *self, double threshold);
/* Of the classes: recall at first. */
DermMeasure lens_evaluating_get_measure (LensEvaluating *self);
void lens_evaluating_set_measure (LensEvaluating *self, DermMeasure measure);
DermMatrixShares lens_evaluating_get_shares (LensEvaluating *self);
void lens_evaluating_set_shares (LensEvaluating *self, DermMatrixShares shares);

/* ---- parts ---- */

/**
 * LensPart:
 *
 * A part of the images, by a column of the table of truth.
 */
typedef struct {
  LensCondition *condition; /* owned */
  guint n;                  /* images with a truth in it */
} LensPart;

/* (transfer full) (element-type LensPart) By column, those of one after another. */
GPtrArray *lens_evaluating_list_parts (LensEvaluating *self);
/* NULL: all images. It is a condition of the list's filter, too, and goes with that. */
LensCondition *lens_evaluating_get_only (LensEvaluating *self);
void lens_evaluating_set_only (LensEvaluating *self, LensCondition *only);

/* ---- what is chosen ---- */

/* -1 is any class; -1 for both, or the same again, is no choice. The list shows these images. */
void lens_evaluating_choose (LensEvaluating *self, int truth, int answer);
/* FALSE: nothing is chosen, or no cell. */
gboolean lens_evaluating_get_choice (LensEvaluating *self, int *truth, int *answer);
/* (transfer full) (element-type LensItem) Of the set: those of a cell, row or column. */
GPtrArray *lens_evaluating_list_members (LensEvaluating *self, int truth, int answer);
/* Images of the set. name: of them, for the filter; takes the place of what is chosen. */
void lens_evaluating_show_items (LensEvaluating *self, const char *name, GPtrArray *items);
/* (transfer full) (element-type LensItem) */
GPtrArray *lens_evaluating_list_left_out (LensEvaluating *self);
GPtrArray *lens_evaluating_list_twice (LensEvaluating *self);
/* Whether the list is filtered by it. */
gboolean lens_evaluating_has_choice (LensEvaluating *self);
void lens_evaluating_clear_choice (LensEvaluating *self);

G_END_DECLS
