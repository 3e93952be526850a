/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-comparison.h"
#include "derm-curve.h"
#include "derm-intervals.h"
#include "derm-recalibration.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermOperatingPoint:
 * @title: what is looked for, like "mel"
 * @classes: (array length=n_classes): whose scores are added up
 * @n_classes: at least 1
 * @threshold: from which sum on the image is called so
 *
 * A test for one class or several, at one threshold.
 */
typedef struct {
  const char *title;
  const int *classes;
  int n_classes;
  double threshold;
} DermOperatingPoint;

/**
 * DermReportSlice:
 * @column: what the images are divided by, like "sex"
 * @value: what these have there, "" for nothing
 * @evaluation: of these
 *
 * Some of the images.
 */
typedef struct {
  const char *column, *value;
  DermEvaluation *evaluation;
} DermReportSlice;

/**
 * DermReport:
 * @evaluation: what is reported
 * @intervals: (nullable): of its figures
 * @comparison: (nullable): with another model or recipe
 * @recalibration: (nullable): a calibration that was fitted on these images
 * @points: (array length=n_points) (nullable): tests at thresholds
 * @slices: (array length=n_slices) (nullable): parts of the images
 * @warnings: (array zero-terminated=1) (nullable): what must not be missed, translated sentences
 * @set: what the images are called: the name of a file or folder
 * @set_sha256: (nullable): of that file
 * @part: (nullable): the part of its split, and by what the images were chosen, like "test, sex=male"
 * @model: name and version
 * @model_sha256: of the model's file
 * @recipe: name of the recipe
 * @recipe_words: (nullable): its parameters
 * @decision: that takes the answers: its id
 * @values: what the scores are: "calibrated", "raw", "logits"
 * @other: (nullable): what it is compared with
 * @date: of the day, ISO 8601
 * @digits: decimals in text, 1 to 9
 *
 * An evaluation and where it comes from. Pointers are borrowed. If the model was trained on some of the images, every
 * form of the report is headed so.
 */
typedef struct {
  DermEvaluation *evaluation;
  DermIntervals *intervals;
  DermComparison *comparison;
  DermRecalibration *recalibration;
  const DermOperatingPoint *points;
  guint n_points;
  const DermReportSlice *slices;
  guint n_slices;
  const char *const *warnings;
  const char *set, *set_sha256, *part, *model, *model_sha256, *recipe, *recipe_words, *decision, *values, *other, *date;
  int digits;
} DermReport;

/**
 * DERM_REPORT_FEW:
 *
 * With fewer images of a class than that, an interval is so wide that its figure says little.
 */
#define DERM_REPORT_FEW 30

/**
 * derm_report_get_training_heading:
 *
 * Returns: translated: what every report over images is headed by that the model was trained on
 */
const char *derm_report_get_training_heading (void);

/* The report for people, in the layout of scikit-learn's classification_report, then all else; for tables, a row for
 * each figure; and for programs, with everything. May be called from any thread; CSV and JSON know no locale. */
void derm_evaluation_append_text (GString *text, const DermReport *report);
void derm_evaluation_append_csv (GString *text, const DermReport *report);
void derm_evaluation_append_json (GString *text, const DermReport *report);

/**
 * derm_evaluation_list_few:
 *
 * Returns: (transfer full) (nullable): the classes that there are fewer than %DERM_REPORT_FEW images of, as a
 * translated warning; %NULL if there are none
 */
char *derm_evaluation_list_few (DermEvaluation *self);

#pragma GCC visibility pop
G_END_DECLS
