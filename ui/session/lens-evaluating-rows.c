/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluating-rows.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "lens-evaluating-words.h"
#include "lens-vocabulary.h"

#define MELANOMA "mel"

/* Takes the text, and returns it. */
static const char *
keep (GPtrArray *texts, char *text)
{
  g_ptr_array_add (texts, text);

  return text;
}

static void
get_interval (LensEvaluating *self, DermMeasure measure, int class_index, double *low, double *high)
{
  DermIntervals *intervals = lens_evaluating_get_intervals (self);

  *low = *high = NAN;
  if (intervals != NULL)
    derm_intervals_get (intervals, measure, class_index, low, high);
}

/* ---- classes ---- */

static DermClassRow
make_row (LensEvaluating *self, int class_index, GPtrArray *texts)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  DermMeasure measure = lens_evaluating_get_measure (self);
  guint n = derm_evaluation_get_support (evaluation, class_index);
  DermClassRow row = { .label = keep (texts, g_strdup (lens_evaluating_get_labels (self)[class_index])),
                       .group = derm_model_get_group (lens_evaluating_get_model (self), class_index),
                       .n = keep (texts, g_strdup_printf ("%'u", n)),
                       .value = derm_evaluation_get (evaluation, measure, class_index),
                       .is_few = n < LENS_EVALUATING_FEW,
                       .is_chosen = lens_evaluating_is_of_curve (self, class_index) };

  get_interval (self, measure, class_index, &row.low, &row.high);
  /* TRANSLATORS: in place of a figure */
  row.text = keep (texts, n == 0 ? g_strdup (_ ("n/a, no image")) : lens_figure_dup_words (row.value));
  row.interval = keep (texts, lens_interval_dup_words (row.low, row.high));
  if (n == 0)
    row.value = NAN;

  return row;
}

LensClassData *
lens_class_data_new (LensEvaluating *self)
{
  LensClassData *data = g_new0 (LensClassData, 1);

  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  data->texts = g_ptr_array_new_with_free_func (g_free);
  if (lens_evaluating_get_evaluation (self) != NULL)
    data->n = (int) g_strv_length ((char **) lens_evaluating_get_labels (self));
  data->rows = g_new0 (DermClassRow, MAX (1, data->n));
  for (int i = 0; i < data->n; i++)
    data->rows[i] = make_row (self, i, data->texts);

  return data;
}

void
lens_class_data_free (LensClassData *data)
{
  g_free (data->rows);
  g_ptr_array_unref (data->texts);
  g_free (data);
}

/* ---- the matrix ---- */

LensMatrixData *
lens_matrix_data_new (LensEvaluating *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  DermModel *model = lens_evaluating_get_model (self);
  LensMatrixData *data;
  int n;

  g_return_val_if_fail (evaluation != NULL, NULL);

  n = derm_evaluation_set_get_n_classes (derm_evaluation_get_set (evaluation));
  data = g_new0 (LensMatrixData, 1);
  data->evaluation = g_object_ref (evaluation);
  data->groups = g_new0 (DermGroup, n);
  data->counts = g_new0 (guint, n * n);
  for (int i = 0; i < n; i++)
    {
      data->groups[i] = derm_model_get_group (model, i);
      for (int j = 0; j < n; j++)
        data->counts[i * n + j] = derm_evaluation_get_confusion (evaluation, i, j);
    }
  data->matrix = (DermMatrix){ .n_classes = n,
                               .labels = derm_evaluation_set_get_labels (derm_evaluation_get_set (evaluation)),
                               .groups = data->groups,
                               .counts = data->counts,
                               .shares = lens_evaluating_get_shares (self),
                               .bold = lens_evaluating_get_class (self),
                               .answers = _ ("answers"),
                               .images = _ ("images") };

  return data;
}

void
lens_matrix_data_free (LensMatrixData *data)
{
  g_object_unref (data->evaluation);
  g_free (data->groups);
  g_free (data->counts);
  g_free (data);
}

/* ---- curves ---- */

static void
set_band (LensRocData *data, LensEvaluating *self)
{
  const double *band = lens_evaluating_get_band (self);
  const gsize n = LENS_EVALUATING_BAND_STEPS;

  if (band == NULL)
    return;
  data->band = g_memdup2 (band, 2 * n * sizeof (double));
  data->roc.n_steps = (int) n;
  data->roc.low = data->band;
  data->roc.high = data->band + n;
}

static DermGroup
get_curve_group (LensEvaluating *self)
{
  int class_index = lens_evaluating_get_class (self);

  return class_index == LENS_MALIGNANT ? DERM_GROUP_MALIGNANT
                                       : derm_model_get_group (lens_evaluating_get_model (self), class_index);
}

LensRocData *
lens_roc_data_new (LensEvaluating *self)
{
  DermCurve *curve = lens_evaluating_get_curve (self);
  LensRocData *data = g_new0 (LensRocData, 1);
  guint n = 0, n_positive = MAX (1, derm_curve_get_n_positive (curve)),
        n_negative = MAX (1, derm_curve_get_n_negative (curve));
  const DermCurvePoint *points = derm_curve_get_points (curve, &n);
  DermCurvePoint mark;

  data->points = g_new (double, 2 * n);
  for (guint i = 0; i < n; i++)
    {
      data->points[i] = (double) points[i].n_false / n_negative;
      data->points[n + i] = (double) points[i].n_found / n_positive;
    }
  derm_curve_find (curve, lens_evaluating_get_threshold (self), &mark);
  data->roc
      = (DermRoc){ .n_points = isnan (derm_curve_get_roc_auc (curve)) ? 0 : (int) n,
                   .false_alarms = data->points,
                   .found = data->points + n,
                   .has_mark = !isnan (derm_curve_get_roc_auc (curve)),
                   .mark_x = (double) mark.n_false / n_negative,
                   .mark_y = (double) mark.n_found / n_positive,
                   .group = get_curve_group (self),
                   .x_title = _ ("false alarms"),
                   /* TRANSLATORS: beside the axis of a ROC curve: the share of the class's images that are found */
                   .y_title = C_ ("axis", "found") };
  set_band (data, self);

  return data;
}

void
lens_roc_data_free (LensRocData *data)
{
  g_free (data->points);
  g_free (data->band);
  g_free (data);
}

DermReliability *
lens_reliability_new (LensEvaluating *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  DermReliabilityDot *dots = g_new0 (DermReliabilityDot, DERM_ECE_BINS);
  g_autofree DermReliabilityBin *bins = NULL;
  DermReliability *reliability = g_new0 (DermReliability, 1);

  if (evaluation != NULL)
    bins = derm_evaluation_list_reliability (evaluation, DERM_ECE_BINS);
  for (int i = 0; bins != NULL && i < DERM_ECE_BINS; i++)
    dots[i] = (DermReliabilityDot){ bins[i].score, bins[i].share, bins[i].share_low, bins[i].share_high, bins[i].n };
  /* TRANSLATORS: below and beside the axes of a reliability diagram */
  *reliability = (DermReliability){ bins != NULL ? DERM_ECE_BINS : 0, dots, _ ("score of the answer"),
                                    _ ("share that was right") };

  return reliability;
}

void
lens_reliability_free (DermReliability *reliability)
{
  g_free ((gpointer) reliability->dots);
  g_free (reliability);
}

/* ---- the figures that stand first ---- */

static void
add_line (LensFigureData *data, LensEvaluating *self, const char *name, DermMeasure measure, int class_index)
{
  double low, high;

  get_interval (self, measure, class_index, &low, &high);
  data->measures[data->n] = measure;
  data->classes[data->n] = class_index;
  data->lines[data->n++] = (DermFigureLine){
    .name = keep (data->texts, g_strdup (name)),
    .value = keep (data->texts, lens_figure_dup_words (
                                    derm_evaluation_get (lens_evaluating_get_evaluation (self), measure, class_index))),
    .interval = keep (data->texts, lens_interval_dup_words (low, high)),
  };
}

static void
add_baseline (LensFigureData *data, LensEvaluating *self)
{
  int most;
  double share = derm_evaluation_get_baseline (lens_evaluating_get_evaluation (self), &most);

  if (most < 0)
    return;
  data->lines[data->n++] = (DermFigureLine){
    /* TRANSLATORS: a way of answering without looking; code of a class */
    .name = keep (data->texts, g_strdup_printf (_ ("Always answering %s"), lens_evaluating_get_labels (self)[most])),
    .value = keep (data->texts, lens_figure_dup_words (share)),
    .is_dim = TRUE,
  };
}

LensFigureData *
lens_figure_data_new (LensEvaluating *self)
{
  LensFigureData *data = g_new0 (LensFigureData, 1);
  int melanoma = lens_labels_find (lens_evaluating_get_labels (self), MELANOMA);

  data->texts = g_ptr_array_new_with_free_func (g_free);
  data->lines = g_new0 (DermFigureLine, 5);
  data->measures = g_new0 (DermMeasure, 5);
  data->classes = g_new0 (int, 5);
  if (lens_evaluating_get_evaluation (self) == NULL)
    return data;
  if (melanoma >= 0)
    add_line (data, self, _ ("Melanoma recall"), DERM_MEASURE_RECALL, melanoma);
  add_line (data, self, _ ("Balanced accuracy"), DERM_MEASURE_BALANCED_ACCURACY, 0);
  add_line (data, self, _ ("Macro AUC"), DERM_MEASURE_ROC_AUC, DERM_CLASS_MACRO);
  add_line (data, self, _ ("Accuracy"), DERM_MEASURE_ACCURACY, 0);
  add_baseline (data, self);

  return data;
}

void
lens_figure_data_free (LensFigureData *data)
{
  g_free (data->lines);
  g_free (data->measures);
  g_free (data->classes);
  g_ptr_array_unref (data->texts);
  g_free (data);
}
