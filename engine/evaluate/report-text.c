/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "report-private.h"

/* For people: first what scikit-learn's classification_report prints, column for column, so that the two can be laid
 * side by side. */

enum { COLUMN = 10 };

static int
get_n_classes (const DermReport *report)
{
  return derm_evaluation_set_get_n_classes (derm_evaluation_get_set (report->evaluation));
}

/* ---- scikit-learn's table ---- */

static void
append_head (GString *text, int width)
{
  static const char *const heads[] = { "precision", "recall", "f1-score", "support" };

  g_string_append_printf (text, "%*s ", width, "");
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    g_string_append_printf (text, " %9s", heads[i]);
  g_string_append (text, "\n\n");
}

static void
append_row (GString *text, const DermReport *report, const char *name, int width, int class_index, guint support)
{
  static const DermMeasure measures[] = { DERM_MEASURE_PRECISION, DERM_MEASURE_RECALL, DERM_MEASURE_F1 };

  derm_report_append_padded (text, name, width, TRUE);
  g_string_append_c (text, ' ');
  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    derm_report_append_number (text, derm_evaluation_get (report->evaluation, measures[i], class_index), COLUMN,
                               report->digits);
  g_string_append_printf (text, " %9u\n", support);
}

static gboolean
has_undefined (const DermReport *report)
{
  gboolean is_any = FALSE;

  for (int k = 0; k < get_n_classes (report); k++)
    is_any |= isnan (derm_evaluation_get (report->evaluation, DERM_MEASURE_PRECISION, k))
              || isnan (derm_evaluation_get (report->evaluation, DERM_MEASURE_RECALL, k));
  return is_any;
}

static void
append_report (GString *text, const DermReport *report)
{
  guint n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (report->evaluation));
  int width = (int) strlen ("weighted avg");

  for (int k = 0; k < get_n_classes (report); k++)
    width = MAX (width, (int) g_utf8_strlen (derm_report_get_label (report, k), -1));
  append_head (text, width);
  for (int k = 0; k < get_n_classes (report); k++)
    append_row (text, report, derm_report_get_label (report, k), width, k,
                derm_evaluation_get_support (report->evaluation, k));
  g_string_append_printf (text, "\n%*s %*s", width, "accuracy", 2 * COLUMN, "");
  derm_report_append_number (text, derm_evaluation_get (report->evaluation, DERM_MEASURE_ACCURACY, 0), COLUMN,
                             report->digits);
  g_string_append_printf (text, " %9u\n", n);
  append_row (text, report, "macro avg", width, DERM_CLASS_MACRO, n);
  append_row (text, report, "weighted avg", width, DERM_CLASS_WEIGHTED, n);
  if (has_undefined (report))
    derm_report_append_wrapped (
        text,
        _ ("n/a: not defined, for want of images or answers of the class. The averages are over the classes "
           "that there are images of; a precision that is not defined counts as 0 in them."),
        0);
}

/* ---- around it ---- */

static void
append_warnings (GString *text, const DermReport *report)
{
  if (derm_report_is_training (report))
    g_string_append_printf (text, "%s\n\n", derm_report_get_training_heading ());
  for (guint i = 0; report->warnings != NULL && report->warnings[i] != NULL; i++)
    {
      /* TRANSLATORS: in front of a warning */
      g_autofree char *line = g_strdup_printf (_ ("Warning: %s"), report->warnings[i]);

      derm_report_append_wrapped (text, line, 0);
    }
  if (report->warnings != NULL && report->warnings[0] != NULL)
    g_string_append_c (text, '\n');
}

static void
append_member (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", name, value);
}

static void
append_intervals (GString *text, DermIntervals *intervals)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, derm_intervals_get_seed (intervals));

  g_string_append_printf (text,
                          derm_intervals_is_by_lesion (intervals) ? _ ("Intervals: %u rounds over %u lesions, seed %s")
                                                                  : _ ("Intervals: %u rounds over %u images, seed %s"),
                          derm_intervals_get_n_rounds (intervals), derm_intervals_get_n_drawn (intervals), seed);
  g_string_append_c (text, '\n');
}

/* The last lines: by what else these figures could be had again. */
static void
append_origin (GString *text, const DermReport *report)
{
  DermEvaluationSet *set = derm_evaluation_get_set (report->evaluation);
  guint n = derm_evaluation_set_get_n_items (set), n_lesions = derm_evaluation_set_get_n_lesions (set);
  g_autofree char *recipe = report->recipe_words != NULL
                                ? g_strdup_printf ("%s (%s)", report->recipe, report->recipe_words)
                                : g_strdup (report->recipe);

  g_string_append_c (text, '\n');
  append_member (text, _ ("Set"), report->set);
  append_member (text, _ ("Part"), report->part);
  g_string_append_printf (text, ngettext ("%u image", "%u images", n), n);
  if (n_lesions > 0)
    g_string_append_printf (text, ngettext (" of %u lesion", " of %u lesions", n_lesions), n_lesions);
  g_string_append_c (text, '\n');
  append_member (text, _ ("Model"), report->model);
  append_member (text, "sha256", report->model_sha256);
  append_member (text, _ ("Recipe"), recipe);
  append_member (text, _ ("Decision"), report->decision);
  append_member (text, _ ("Scores"), report->values);
  append_member (text, _ ("Date"), report->date);
  if (report->intervals != NULL)
    append_intervals (text, report->intervals);
}

void
derm_evaluation_append_text (GString *text, const DermReport *report)
{
  DermReport shown;

  g_return_if_fail (text != NULL);
  g_return_if_fail (report != NULL && DERM_IS_EVALUATION (report->evaluation));

  shown = *report;
  shown.digits = CLAMP (report->digits, 1, 9); /* columns are as wide */
  append_warnings (text, &shown);
  append_report (text, &shown);
  derm_report_append_figures (text, &shown);
  derm_report_append_classes (text, &shown);
  derm_report_append_confusion (text, &shown);
  derm_report_append_points (text, &shown);
  derm_report_append_slices (text, &shown);
  derm_report_append_comparison (text, &shown);
  if (shown.recalibration != NULL)
    derm_recalibration_append_text (text, shown.recalibration, shown.digits);
  append_origin (text, &shown);
}
