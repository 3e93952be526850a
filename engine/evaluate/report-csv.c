/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "csv.h"
#include "report-private.h"

/* A row for each figure, after RFC 4180. What must not be missed is a row too, and each row says whether its images are
 * training data: rows are taken out of tables. */

typedef struct {
  GString *text;
  const DermReport *report;
} Csv;

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ',');
  if (isfinite (value))
    g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, value));
}

static void
append_fields (Csv *csv, const char *const *fields, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (csv->text, i > 0 ? "," : "");
      derm_csv_append_field (csv->text, fields[i]);
    }
}

/* slice: "" for all images */
static void
append_row (Csv *csv, const char *measure, const char *class, const char *slice, const ReportFigure *figure, guint n)
{
  append_fields (csv, (const char *const[]){ measure, class, slice }, 3);
  append_number (csv->text, figure->value);
  append_number (csv->text, figure->low);
  append_number (csv->text, figure->high);
  g_string_append_printf (csv->text, ",%u,%s,", n, derm_report_is_training (csv->report) ? "yes" : "no");
  append_fields (csv,
                 (const char *const[]){ csv->report->set, csv->report->part, csv->report->model,
                                        csv->report->model_sha256, csv->report->recipe, csv->report->decision,
                                        csv->report->values, csv->report->date },
                 8);
  g_string_append (csv->text, "\r\n");
}

static void
append_note (Csv *csv, const char *measure, const char *words)
{
  append_row (csv, measure, words, NULL, &(ReportFigure){ NAN, NAN, NAN },
              derm_evaluation_set_get_n_items (derm_evaluation_get_set (csv->report->evaluation)));
}

static void
append_measure (Csv *csv, DermMeasure measure)
{
  DermEvaluationSet *set = derm_evaluation_get_set (csv->report->evaluation);
  guint n = derm_evaluation_set_get_n_items (set);
  ReportFigure figure = derm_report_get_figure (csv->report, measure, DERM_CLASS_MACRO);

  if (!derm_measure_is_of_class (measure))
    {
      append_row (csv, derm_measure_get_id (measure), NULL, NULL, &figure, n);
      return;
    }
  append_row (csv, derm_measure_get_id (measure), "macro", NULL, &figure, n);
  figure = derm_report_get_figure (csv->report, measure, DERM_CLASS_WEIGHTED);
  append_row (csv, derm_measure_get_id (measure), "weighted", NULL, &figure, n);
  for (int k = 0; k < derm_evaluation_set_get_n_classes (set); k++)
    {
      figure = derm_report_get_figure (csv->report, measure, k);
      append_row (csv, derm_measure_get_id (measure), derm_report_get_label (csv->report, k), NULL, &figure,
                  derm_evaluation_get_support (csv->report->evaluation, k));
    }
}

static void
append_points (Csv *csv)
{
  for (guint i = 0; i < csv->report->n_points; i++)
    {
      char threshold[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *title = NULL;
      ReportPoint point;

      if (!derm_report_find_point (csv->report, i, &point))
        continue;
      g_ascii_formatd (threshold, sizeof threshold, "%.6g", csv->report->points[i].threshold);
      title = g_strdup_printf ("%s>=%s", csv->report->points[i].title, threshold);
      append_row (csv, "sensitivity_at_threshold", title, NULL, &point.sensitivity, point.n_positive);
      append_row (csv, "specificity_at_threshold", title, NULL, &point.specificity, point.n_negative);
    }
}

static void
append_slices (Csv *csv)
{
  static const DermMeasure measures[] = { DERM_MEASURE_ACCURACY, DERM_MEASURE_BALANCED_ACCURACY, DERM_MEASURE_ROC_AUC };

  for (guint i = 0; i < csv->report->n_slices; i++)
    {
      const DermReportSlice *slice = &csv->report->slices[i];
      guint n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (slice->evaluation));
      g_autofree char *name = g_strdup_printf ("%s=%s", slice->column, slice->value);

      for (gsize m = 0; m < G_N_ELEMENTS (measures); m++)
        {
          ReportFigure figure = { derm_evaluation_get (slice->evaluation, measures[m], DERM_CLASS_MACRO), NAN, NAN };

          if (measures[m] == DERM_MEASURE_ACCURACY)
            derm_share_interval (figure.value * n, n, &figure.low, &figure.high);
          append_row (csv, derm_measure_get_id (measures[m]), derm_measure_is_of_class (measures[m]) ? "macro" : NULL,
                      name, &figure, n);
        }
    }
}

static void
append_comparison (Csv *csv)
{
  DermComparison *comparison = csv->report->comparison;
  guint n;

  if (comparison == NULL)
    return;
  n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (derm_comparison_get_one (comparison)));
  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    {
      g_autofree char *name = g_strdup_printf ("difference_of_%s", derm_measure_get_id ((DermMeasure) measure));
      ReportFigure figure;

      figure.value = derm_comparison_get_difference (comparison, (DermMeasure) measure, DERM_CLASS_MACRO, &figure.low,
                                                     &figure.high);
      append_row (csv, name, derm_measure_is_of_class ((DermMeasure) measure) ? "macro" : NULL, NULL, &figure, n);
    }
  append_row (csv, "mcnemar_p", NULL, NULL, &(ReportFigure){ derm_comparison_get_p (comparison), NAN, NAN }, n);
}

void
derm_evaluation_append_csv (GString *text, const DermReport *report)
{
  Csv csv = { text, report };
  int most;
  double baseline;

  g_return_if_fail (text != NULL);
  g_return_if_fail (report != NULL && DERM_IS_EVALUATION (report->evaluation));

  g_string_append (text,
                   "measure,class,slice,value,low,high,n,training_data,set,part,model,model_sha256,recipe,decision,"
                   "scores,date\r\n");
  if (derm_report_is_training (report))
    append_note (&csv, "heading", derm_report_get_training_heading ());
  for (guint i = 0; report->warnings != NULL && report->warnings[i] != NULL; i++)
    append_note (&csv, "warning", report->warnings[i]);
  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    append_measure (&csv, (DermMeasure) measure);
  baseline = derm_evaluation_get_baseline (report->evaluation, &most);
  append_row (&csv, "baseline_accuracy", most >= 0 ? derm_report_get_label (report, most) : NULL, NULL,
              &(ReportFigure){ baseline, NAN, NAN },
              derm_evaluation_set_get_n_items (derm_evaluation_get_set (report->evaluation)));
  append_points (&csv);
  append_slices (&csv);
  append_comparison (&csv);
}
