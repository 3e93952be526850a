/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "derm-json.h"
#include "derm-version.h"
#include "report-private.h"

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, isfinite (value) ? g_ascii_dtostr (buffer, sizeof buffer, value) : "null");
}

/* A comma in front of everything but the first of an object or array. */
static void
append_separator (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] != '{' && text->str[text->len - 1] != '[')
    g_string_append_c (text, ',');
}

static void
append_key (GString *text, const char *key)
{
  append_separator (text);
  derm_json_append_string (text, key);
  g_string_append_c (text, ':');
}

static void
append_double (GString *text, const char *key, double value)
{
  append_key (text, key);
  append_number (text, value);
}

static void
append_count (GString *text, const char *key, guint64 value)
{
  append_key (text, key);
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, value);
}

static void
append_string (GString *text, const char *key, const char *value)
{
  append_key (text, key);
  derm_json_append_string (text, value);
}

static void
append_bool (GString *text, const char *key, gboolean value)
{
  append_key (text, key);
  g_string_append (text, value ? "true" : "false");
}

/* {"value":…,"low":…,"high":…} */
static void
append_figure (GString *text, const char *key, const ReportFigure *figure)
{
  append_key (text, key);
  g_string_append_c (text, '{');
  append_double (text, "value", figure->value);
  append_double (text, "low", figure->low);
  append_double (text, "high", figure->high);
  g_string_append_c (text, '}');
}

static DermEvaluationSet *
get_set (const DermReport *report)
{
  return derm_evaluation_get_set (report->evaluation);
}

/* ---- the whole ---- */

static void
append_origin (GString *text, const DermReport *report)
{
  DermEvaluationSet *set = get_set (report);

  append_string (text, "version", derm_version ());
  append_string (text, "date", report->date);
  append_string (text, "set", report->set);
  append_string (text, "set_sha256", report->set_sha256);
  append_string (text, "part", report->part);
  append_string (text, "model", report->model);
  append_string (text, "model_sha256", report->model_sha256);
  append_string (text, "recipe", report->recipe);
  append_string (text, "recipe_parameters", report->recipe_words);
  append_string (text, "decision", report->decision);
  append_string (text, "scores", report->values);
  append_count (text, "images", derm_evaluation_set_get_n_items (set));
  append_count (text, "lesions", derm_evaluation_set_get_n_lesions (set));
  append_count (text, "images_trained_on", derm_evaluation_set_get_n_trained_on (set));
  if (report->intervals == NULL)
    return;
  append_count (text, "rounds", derm_intervals_get_n_rounds (report->intervals));
  append_count (text, "seed", derm_intervals_get_seed (report->intervals));
  append_count (text, "drawn", derm_intervals_get_n_drawn (report->intervals));
  append_bool (text, "drawn_by_lesion", derm_intervals_is_by_lesion (report->intervals));
}

static void
append_warnings (GString *text, const DermReport *report)
{
  append_bool (text, "training_data", derm_report_is_training (report));
  append_string (text, "heading", derm_report_is_training (report) ? derm_report_get_training_heading () : NULL);
  append_key (text, "warnings");
  g_string_append_c (text, '[');
  for (guint i = 0; report->warnings != NULL && report->warnings[i] != NULL; i++)
    {
      append_separator (text);
      derm_json_append_string (text, report->warnings[i]);
    }
  g_string_append_c (text, ']');
}

static void
append_figures (GString *text, const DermReport *report)
{
  int most;
  double baseline = derm_evaluation_get_baseline (report->evaluation, &most);

  append_key (text, "figures");
  g_string_append_c (text, '{');
  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    {
      const char *id = derm_measure_get_id ((DermMeasure) measure);
      gboolean is_of_class = derm_measure_is_of_class ((DermMeasure) measure);
      ReportFigure figure = derm_report_get_figure (report, (DermMeasure) measure, DERM_CLASS_MACRO);
      g_autofree char *macro = g_strconcat ("macro_", id, NULL), *weighted = g_strconcat ("weighted_", id, NULL);

      append_figure (text, is_of_class ? macro : id, &figure);
      if (!is_of_class)
        continue;
      figure = derm_report_get_figure (report, (DermMeasure) measure, DERM_CLASS_WEIGHTED);
      append_figure (text, weighted, &figure);
    }
  append_double (text, "baseline_accuracy", baseline);
  append_string (text, "baseline_class", most >= 0 ? derm_report_get_label (report, most) : NULL);
  append_count (text, "ece_bins", DERM_ECE_BINS);
  g_string_append_c (text, '}');
}

static void
append_classes (GString *text, const DermReport *report)
{
  append_key (text, "classes");
  g_string_append_c (text, '[');
  for (int k = 0; k < derm_evaluation_set_get_n_classes (get_set (report)); k++)
    {
      append_separator (text);
      g_string_append_c (text, '{');
      append_string (text, "label", derm_report_get_label (report, k));
      append_count (text, "images", derm_evaluation_get_support (report->evaluation, k));
      append_count (text, "answers", derm_evaluation_get_n_answers (report->evaluation, k));
      for (int measure = DERM_MEASURE_RECALL; measure < DERM_N_MEASURES; measure++)
        {
          ReportFigure figure = derm_report_get_figure (report, (DermMeasure) measure, k);

          append_figure (text, derm_measure_get_id ((DermMeasure) measure), &figure);
        }
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

static void
append_confusion (GString *text, DermEvaluation *evaluation)
{
  int n = derm_evaluation_set_get_n_classes (derm_evaluation_get_set (evaluation));

  append_key (text, "confusion");
  g_string_append_c (text, '[');
  for (int truth = 0; truth < n; truth++)
    {
      append_separator (text);
      g_string_append_c (text, '[');
      for (int answer = 0; answer < n; answer++)
        {
          append_separator (text);
          g_string_append_printf (text, "%u", derm_evaluation_get_confusion (evaluation, truth, answer));
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

static void
append_reliability (GString *text, const DermReport *report)
{
  g_autofree DermReliabilityBin *bins = derm_evaluation_list_reliability (report->evaluation, DERM_ECE_BINS);

  append_key (text, "reliability");
  g_string_append_c (text, '[');
  for (int i = 0; i < DERM_ECE_BINS; i++)
    {
      append_separator (text);
      g_string_append_c (text, '{');
      append_double (text, "from", bins[i].low);
      append_double (text, "to", bins[i].high);
      append_count (text, "images", bins[i].n);
      append_double (text, "score", bins[i].score);
      append_figure (text, "right", &(ReportFigure){ bins[i].share, bins[i].share_low, bins[i].share_high });
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

/* ---- tests, slices, comparison ---- */

static void
append_point (GString *text, const DermReport *report, guint index)
{
  const DermOperatingPoint *test = &report->points[index];
  ReportPoint point;

  if (!derm_report_find_point (report, index, &point))
    return;
  append_separator (text);
  g_string_append_c (text, '{');
  append_string (text, "title", test->title);
  append_key (text, "classes");
  g_string_append_c (text, '[');
  for (int i = 0; i < test->n_classes; i++)
    {
      append_separator (text);
      derm_json_append_string (text, derm_report_get_label (report, test->classes[i]));
    }
  g_string_append_c (text, ']');
  append_double (text, "threshold", test->threshold);
  append_count (text, "positive", point.n_positive);
  append_count (text, "negative", point.n_negative);
  append_count (text, "found", point.n_found);
  append_count (text, "missed", point.n_positive - point.n_found);
  append_count (text, "false_alarms", point.n_false);
  append_figure (text, "sensitivity", &point.sensitivity);
  append_figure (text, "specificity", &point.specificity);
  g_string_append_c (text, '}');
}

static void
append_slice (GString *text, const DermReportSlice *slice)
{
  append_separator (text);
  g_string_append_c (text, '{');
  append_string (text, "column", slice->column);
  append_string (text, "value", slice->value);
  append_count (text, "images", derm_evaluation_set_get_n_items (derm_evaluation_get_set (slice->evaluation)));
  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    {
      const char *id = derm_measure_get_id ((DermMeasure) measure);
      g_autofree char *macro = g_strconcat ("macro_", id, NULL);

      append_double (text, derm_measure_is_of_class ((DermMeasure) measure) ? macro : id,
                     derm_evaluation_get (slice->evaluation, (DermMeasure) measure, DERM_CLASS_MACRO));
    }
  append_confusion (text, slice->evaluation);
  g_string_append_c (text, '}');
}

static void
append_lists (GString *text, const DermReport *report)
{
  append_key (text, "tests");
  g_string_append_c (text, '[');
  for (guint i = 0; i < report->n_points; i++)
    append_point (text, report, i);
  g_string_append_c (text, ']');
  append_key (text, "slices");
  g_string_append_c (text, '[');
  for (guint i = 0; i < report->n_slices; i++)
    append_slice (text, &report->slices[i]);
  g_string_append_c (text, ']');
}

static void
append_different (GString *text, const DermReport *report)
{
  DermEvaluationSet *one = derm_evaluation_get_set (derm_comparison_get_one (report->comparison));
  DermEvaluationSet *other = derm_evaluation_get_set (derm_comparison_get_other (report->comparison));
  guint n;
  g_autofree guint *items = derm_comparison_list_different (report->comparison, &n);

  append_key (text, "different");
  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      append_separator (text);
      g_string_append_c (text, '{');
      append_string (text, "name", derm_evaluation_set_get_name (one, items[i]));
      append_string (text, "truth", derm_report_get_label (report, derm_evaluation_set_get_truth (one, items[i])));
      append_string (text, "answer", derm_report_get_label (report, derm_evaluation_set_get_answer (one, items[i])));
      append_string (text, "other", derm_report_get_label (report, derm_evaluation_set_get_answer (other, items[i])));
      g_string_append_c (text, '}');
    }
  g_string_append_c (text, ']');
}

static void
append_comparison (GString *text, const DermReport *report)
{
  DermComparison *comparison = report->comparison;

  append_key (text, "comparison");
  if (comparison == NULL)
    {
      g_string_append (text, "null");
      return;
    }
  g_string_append_c (text, '{');
  append_string (text, "other", report->other);
  append_count (text, "left_out", derm_comparison_get_n_left_out (comparison));
  append_count (text, "both_right", derm_comparison_get_agreement (comparison, TRUE, TRUE));
  append_count (text, "only_first_right", derm_comparison_get_agreement (comparison, TRUE, FALSE));
  append_count (text, "only_other_right", derm_comparison_get_agreement (comparison, FALSE, TRUE));
  append_count (text, "both_wrong", derm_comparison_get_agreement (comparison, FALSE, FALSE));
  append_double (text, "mcnemar_p", derm_comparison_get_p (comparison));
  append_key (text, "differences");
  g_string_append_c (text, '{');
  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    {
      const char *id = derm_measure_get_id ((DermMeasure) measure);
      g_autofree char *macro = g_strconcat ("macro_", id, NULL);
      ReportFigure figure;

      figure.value = derm_comparison_get_difference (comparison, (DermMeasure) measure, DERM_CLASS_MACRO, &figure.low,
                                                     &figure.high);
      append_figure (text, derm_measure_is_of_class ((DermMeasure) measure) ? macro : id, &figure);
    }
  g_string_append_c (text, '}');
  append_different (text, report);
  g_string_append_c (text, '}');
}

static void
append_scaled (GString *text, const char *key, DermRecalibration *found, int method)
{
  static const DermMeasure measures[] = { DERM_MEASURE_NLL, DERM_MEASURE_BRIER, DERM_MEASURE_ECE };

  append_key (text, key);
  g_string_append_c (text, '{');
  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    append_double (text, derm_measure_get_id (measures[i]), derm_recalibration_get_figure (found, measures[i], method));
  g_string_append_c (text, '}');
}

static void
append_calibration (GString *text, DermRecalibration *found)
{
  append_key (text, "calibration");
  if (found == NULL)
    {
      g_string_append (text, "null");
      return;
    }
  g_string_append_c (text, '{');
  append_string (text, "method", derm_scaling_method_get_id (derm_recalibration_get_method (found)));
  append_count (text, "images_fitted", derm_recalibration_get_n_fitted (found));
  append_count (text, "images_checked", derm_recalibration_get_n_checked (found));
  append_scaled (text, "before", found, -1);
  append_scaled (text, "temperature", found, DERM_SCALING_TEMPERATURE);
  append_scaled (text, "vector", found, DERM_SCALING_VECTOR);
  append_double (text, "coverage", derm_recalibration_get_coverage (found));
  append_double (text, "threshold", derm_recalibration_get_threshold (found));
  append_double (text, "coverage_measured", derm_recalibration_get_measured (found));
  append_double (text, "set_size", derm_recalibration_get_set_size (found));
  g_string_append_c (text, '}');
}

void
derm_evaluation_append_json (GString *text, const DermReport *report)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (report != NULL && DERM_IS_EVALUATION (report->evaluation));

  g_string_append_c (text, '{');
  append_warnings (text, report);
  append_origin (text, report);
  append_figures (text, report);
  append_classes (text, report);
  append_confusion (text, report->evaluation);
  append_reliability (text, report);
  append_lists (text, report);
  append_comparison (text, report);
  append_calibration (text, report->recalibration);
  g_string_append (text, "}\n");
}
