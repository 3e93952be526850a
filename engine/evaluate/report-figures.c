/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "report-private.h"

/* What all forms of a report ask for. */

const char *
derm_report_get_training_heading (void)
{
  return _ ("TRAINING DATA: these figures are not an estimate.");
}

gboolean
derm_report_is_training (const DermReport *report)
{
  return derm_evaluation_set_get_n_trained_on (derm_evaluation_get_set (report->evaluation)) > 0;
}

ReportFigure
derm_report_get_figure (const DermReport *report, DermMeasure measure, int class_index)
{
  ReportFigure figure = { derm_evaluation_get (report->evaluation, measure, class_index), NAN, NAN };

  if (report->intervals != NULL)
    derm_intervals_get (report->intervals, measure, class_index, &figure.low, &figure.high);
  return figure;
}

const char *
derm_report_get_label (const DermReport *report, int class_index)
{
  return derm_evaluation_set_get_labels (derm_evaluation_get_set (report->evaluation))[class_index];
}

gboolean
derm_report_find_point (const DermReport *report, guint index, ReportPoint *point)
{
  const DermOperatingPoint *test = &report->points[index];
  g_autoptr (DermCurve) curve = derm_curve_new (report->evaluation, test->classes, test->n_classes, NULL);
  DermCurvePoint found;

  if (curve == NULL)
    return FALSE;
  derm_curve_find (curve, test->threshold, &found);
  *point = (ReportPoint){ derm_curve_get_n_positive (curve),
                          derm_curve_get_n_negative (curve),
                          found.n_found,
                          found.n_false,
                          { NAN, NAN, NAN },
                          { NAN, NAN, NAN } };
  if (point->n_positive > 0)
    point->sensitivity.value = (double) point->n_found / point->n_positive;
  if (point->n_negative > 0)
    point->specificity.value = (double) (point->n_negative - point->n_false) / point->n_negative;
  derm_share_interval (point->n_found, point->n_positive, &point->sensitivity.low, &point->sensitivity.high);
  derm_share_interval (point->n_negative - point->n_false, point->n_negative, &point->specificity.low,
                       &point->specificity.high);
  return TRUE;
}

char *
derm_evaluation_list_few (DermEvaluation *self)
{
  DermEvaluationSet *set;
  g_autoptr (GString) list = g_string_new (NULL);

  g_return_val_if_fail (DERM_IS_EVALUATION (self), NULL);

  set = derm_evaluation_get_set (self);
  for (int k = 0; k < derm_evaluation_set_get_n_classes (set); k++)
    {
      guint n = derm_evaluation_get_support (self, k);

      if (n < DERM_REPORT_FEW)
        g_string_append_printf (list, "%s%s (%u)", list->len > 0 ? ", " : "", derm_evaluation_set_get_labels (set)[k],
                                n);
    }
  if (list->len == 0)
    return NULL;
  /* TRANSLATORS: a number; then a list of classes with their numbers of images, like "df (12), vasc (7)" */
  return g_strdup_printf (_ ("Fewer than %d images: %s. Figures of these classes say little; mind their intervals."),
                          DERM_REPORT_FEW, list->str);
}
