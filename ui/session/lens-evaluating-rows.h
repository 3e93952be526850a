/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-evaluating.h"

G_BEGIN_DECLS

/* What an evaluation has to be drawn: for the window and for its report. They hold strings and numbers of their own,
 * and are as many as their n says. */

/* For each class: its images, the measure and its interval. */
typedef struct {
  DermClassRow *rows;
  int n;
  GPtrArray *texts; /* that they point to */
} LensClassData;

LensClassData *lens_class_data_new (LensEvaluating *self);
void lens_class_data_free (LensClassData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensClassData, lens_class_data_free)

typedef struct {
  DermMatrix matrix;
  DermEvaluation *evaluation; /* whose labels these are */
  DermGroup *groups;
  guint *counts;
} LensMatrixData;

LensMatrixData *lens_matrix_data_new (LensEvaluating *self);
void lens_matrix_data_free (LensMatrixData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensMatrixData, lens_matrix_data_free)

/* The curve of the class that is asked about, with its band if that is known and its threshold. */
typedef struct {
  DermRoc roc;
  double *points; /* false alarms, then what is found */
  double *band;
} LensRocData;

LensRocData *lens_roc_data_new (LensEvaluating *self);
void lens_roc_data_free (LensRocData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensRocData, lens_roc_data_free)

/* (transfer full) The dots of the reliability diagram. */
DermReliability *lens_reliability_new (LensEvaluating *self);
void lens_reliability_free (DermReliability *reliability);

/* The figures that stand first: melanoma's recall, if there is one, balanced accuracy, macro AUC, accuracy, and what
 * always answering the most frequent class would give. */
typedef struct {
  DermFigureLine *lines;
  DermMeasure *measures; /* of all but the last, */
  int *classes;          /* as derm_evaluation_get() wants them */
  int n;
  GPtrArray *texts; /* that they point to */
} LensFigureData;

LensFigureData *lens_figure_data_new (LensEvaluating *self);
void lens_figure_data_free (LensFigureData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensFigureData, lens_figure_data_free)

G_END_DECLS
