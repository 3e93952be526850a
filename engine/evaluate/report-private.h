/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation-report.h"

G_BEGIN_DECLS

/* report-figures.c: what the forms of a report share. */

/* Whether the model was trained on some of the images. */
G_GNUC_INTERNAL gboolean derm_report_is_training (const DermReport *report);

/* A figure, which may be NaN, and its ends, which are NaN if there is no interval. */
typedef struct {
  double value, low, high;
} ReportFigure;

G_GNUC_INTERNAL ReportFigure derm_report_get_figure (const DermReport *report, DermMeasure measure, int class_index);
G_GNUC_INTERNAL const char *derm_report_get_label (const DermReport *report, int class_index);

/* What a test finds at its threshold; the ends are Wilson's. */
typedef struct {
  guint n_positive, n_negative, n_found, n_false;
  ReportFigure sensitivity, specificity;
} ReportPoint;

/* FALSE for classes that are not there. */
G_GNUC_INTERNAL gboolean derm_report_find_point (const DermReport *report, guint index, ReportPoint *point);

/* report-tables.c: the parts of the text. */
G_GNUC_INTERNAL void derm_report_append_padded (GString *text, const char *words, int width, gboolean is_right);
G_GNUC_INTERNAL void derm_report_append_number (GString *text, double value, int width, int digits);
G_GNUC_INTERNAL void derm_report_append_wrapped (GString *text, const char *words, int indent);
G_GNUC_INTERNAL void derm_report_append_figures (GString *text, const DermReport *report);
G_GNUC_INTERNAL void derm_report_append_classes (GString *text, const DermReport *report);
G_GNUC_INTERNAL void derm_report_append_confusion (GString *text, const DermReport *report);
G_GNUC_INTERNAL void derm_report_append_points (GString *text, const DermReport *report);
G_GNUC_INTERNAL void derm_report_append_slices (GString *text, const DermReport *report);
/* report-comparison.c */
G_GNUC_INTERNAL void derm_report_append_comparison (GString *text, const DermReport *report);

G_END_DECLS
