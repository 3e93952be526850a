/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "report-private.h"

enum { WIDTH = 100, NAME = 40, COUNT = 8 };

static int
text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

void
derm_report_append_padded (GString *text, const char *words, int width, gboolean is_right)
{
  int spaces = MAX (0, width - text_width (words));

  if (is_right)
    g_string_append_printf (text, "%*s", spaces, "");
  g_string_append (text, words);
  if (!is_right)
    g_string_append_printf (text, "%*s", spaces, "");
}

static char *
format_number (double value, int digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  if (isnan (value))
    return g_strdup ("n/a");
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (digits, 1, 9));
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, value));
}

void
derm_report_append_number (GString *text, double value, int width, int digits)
{
  g_autofree char *number = format_number (value, digits);

  derm_report_append_padded (text, number, width, TRUE);
}

void
derm_report_append_wrapped (GString *text, const char *words, int indent)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  int column = indent;

  g_string_append_printf (text, "%*s", indent, "");
  for (char **word = split; *word != NULL; word++)
    {
      int width = text_width (*word);

      if (column > indent && column + 1 + width > WIDTH)
        {
          g_string_append_printf (text, "\n%*s", indent, "");
          column = indent;
        }
      g_string_append_printf (text, "%s%s", column > indent ? " " : "", *word);
      column += width + (column > indent);
    }
  g_string_append_c (text, '\n');
}

/* "  0.864 – 0.892", or as many spaces. */
static void
append_interval (GString *text, const ReportFigure *figure, int digits)
{
  g_autofree char *low = format_number (figure->low, digits), *high = format_number (figure->high, digits);
  int width = 2 * digits + 9;

  if (isnan (figure->low) || isnan (figure->high))
    g_string_append_printf (text, "%*s", width, "");
  else
    {
      g_autofree char *interval = g_strdup_printf ("%s – %s", low, high);

      derm_report_append_padded (text, interval, width, TRUE);
    }
}

static void
append_title (GString *text, const char *title)
{
  g_string_append_printf (text, "\n%s\n", title);
}

static int
get_n_classes (const DermReport *report)
{
  return derm_evaluation_set_get_n_classes (derm_evaluation_get_set (report->evaluation));
}

/* Without the spaces at the end of its line. */
static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

/* ---- figures of the whole ---- */

static void
append_figure (GString *text, const DermReport *report, const char *name, const ReportFigure *figure)
{
  g_string_append (text, "  ");
  derm_report_append_padded (text, name, NAME, FALSE);
  derm_report_append_number (text, figure->value, report->digits + 3, report->digits);
  append_interval (text, figure, report->digits);
  end_line (text);
}

static void
append_baseline (GString *text, const DermReport *report)
{
  int most;
  ReportFigure figure = { derm_evaluation_get_baseline (report->evaluation, &most), NAN, NAN };
  g_autofree char *name = NULL;

  if (most < 0)
    return;
  /* TRANSLATORS: code of a class; the accuracy of giving that answer for every image */
  name = g_strdup_printf (_ ("… of always answering %s"), derm_report_get_label (report, most));
  append_figure (text, report, name, &figure);
}

void
derm_report_append_figures (GString *text, const DermReport *report)
{
  append_title (text, report->intervals != NULL ? /* xgettext:no-c-format */ _ ("Figures, with their 95 % intervals")
                                                : _ ("Figures"));
  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    {
      gboolean is_of_class = derm_measure_is_of_class ((DermMeasure) measure);
      ReportFigure figure = derm_report_get_figure (report, (DermMeasure) measure, DERM_CLASS_MACRO);
      const char *measure_name = derm_measure_get_name ((DermMeasure) measure);
      /* TRANSLATORS: the mean of a figure over the classes, like "recall, mean of the classes" */
      g_autofree char *name
          = is_of_class ? g_strdup_printf (_ ("%s, mean of the classes"), measure_name) : g_strdup (measure_name);

      append_figure (text, report, name, &figure);
      if (measure == DERM_MEASURE_ACCURACY)
        append_baseline (text, report);
    }
}

/* ---- classes ---- */

static int
label_width (const DermReport *report)
{
  int width = 8;

  for (int k = 0; k < get_n_classes (report); k++)
    width = MAX (width, text_width (derm_report_get_label (report, k)) + 2);
  return width;
}

static void
append_of_class (GString *text, const DermReport *report, DermMeasure measure)
{
  append_title (text, derm_measure_get_name (measure));
  for (int k = 0; k < get_n_classes (report); k++)
    {
      ReportFigure figure = derm_report_get_figure (report, measure, k);

      g_string_append (text, "  ");
      derm_report_append_padded (text, derm_report_get_label (report, k), label_width (report), FALSE);
      g_string_append_printf (text, "%*u", COUNT, derm_evaluation_get_support (report->evaluation, k));
      derm_report_append_number (text, figure.value, report->digits + 5, report->digits);
      append_interval (text, &figure, report->digits);
      if (derm_evaluation_get_support (report->evaluation, k) < DERM_REPORT_FEW)
        g_string_append_printf (text, "  %s", _ ("few images"));
      end_line (text);
    }
}

void
derm_report_append_classes (GString *text, const DermReport *report)
{
  static const DermMeasure measures[] = { DERM_MEASURE_RECALL, DERM_MEASURE_PRECISION, DERM_MEASURE_SPECIFICITY,
                                          DERM_MEASURE_ROC_AUC, DERM_MEASURE_PR_AUC };

  for (gsize i = 0; i < G_N_ELEMENTS (measures); i++)
    append_of_class (text, report, measures[i]);
}

void
derm_report_append_confusion (GString *text, const DermReport *report)
{
  int n = get_n_classes (report), width = label_width (report);

  append_title (text, _ ("Confusion: a row for each class, a column for each answer"));
  g_string_append_printf (text, "  %*s", width, "");
  for (int answer = 0; answer < n; answer++)
    derm_report_append_padded (text, derm_report_get_label (report, answer), MAX (COUNT, width), TRUE);
  g_string_append_c (text, '\n');
  for (int truth = 0; truth < n; truth++)
    {
      g_string_append (text, "  ");
      derm_report_append_padded (text, derm_report_get_label (report, truth), width, FALSE);
      for (int answer = 0; answer < n; answer++)
        g_string_append_printf (text, "%*u", MAX (COUNT, width),
                                derm_evaluation_get_confusion (report->evaluation, truth, answer));
      g_string_append_c (text, '\n');
    }
}

/* ---- thresholds, slices ---- */

static void
append_test (GString *text, const DermReport *report, guint index)
{
  const DermOperatingPoint *test = &report->points[index];
  g_autofree char *threshold = NULL, *name = NULL;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  ReportPoint point;

  if (!derm_report_find_point (report, index, &point))
    return;
  threshold = g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.6g", test->threshold));
  name = g_strdup_printf ("%s ≥ %s", test->title, threshold);
  g_string_append_printf (text, "  %s\n", name);
  g_string_append (text, "    ");
  derm_report_append_padded (text, _ ("sensitivity"), NAME - 2, FALSE);
  derm_report_append_number (text, point.sensitivity.value, report->digits + 3, report->digits);
  append_interval (text, &point.sensitivity, report->digits);
  g_string_append (text, "   ");
  g_string_append_printf (text, _ ("%u of %u found, %u missed"), point.n_found, point.n_positive,
                          point.n_positive - point.n_found);
  g_string_append (text, "\n    ");
  derm_report_append_padded (text, _ ("specificity"), NAME - 2, FALSE);
  derm_report_append_number (text, point.specificity.value, report->digits + 3, report->digits);
  append_interval (text, &point.specificity, report->digits);
  g_string_append (text, "   ");
  g_string_append_printf (text, ngettext ("%u false alarm of %u", "%u false alarms of %u", point.n_false),
                          point.n_false, point.n_negative);
  g_string_append_c (text, '\n');
}

void
derm_report_append_points (GString *text, const DermReport *report)
{
  if (report->n_points == 0)
    return;
  append_title (text, _ ("As a test, by the score (intervals: Wilson’s, over images)"));
  for (guint i = 0; i < report->n_points; i++)
    append_test (text, report, i);
}

static void
append_slice (GString *text, const DermReport *report, const DermReportSlice *slice)
{
  guint n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (slice->evaluation));
  ReportFigure accuracy = { derm_evaluation_get (slice->evaluation, DERM_MEASURE_ACCURACY, 0), NAN, NAN };
  g_autofree char *name
      = g_strdup_printf ("%s = %s", slice->column, *slice->value != '\0' ? slice->value : _ ("(nothing)"));

  derm_share_interval (accuracy.value * n, n, &accuracy.low, &accuracy.high);
  g_string_append (text, "  ");
  derm_report_append_padded (text, name, NAME, FALSE);
  g_string_append_printf (text, "%*u", COUNT, n);
  derm_report_append_number (text, accuracy.value, 12, report->digits);
  append_interval (text, &accuracy, report->digits);
  derm_report_append_number (text, derm_evaluation_get (slice->evaluation, DERM_MEASURE_BALANCED_ACCURACY, 0), 12,
                             report->digits);
  derm_report_append_number (text, derm_evaluation_get (slice->evaluation, DERM_MEASURE_ROC_AUC, DERM_CLASS_MACRO), 12,
                             report->digits);
  if (n < DERM_REPORT_FEW)
    g_string_append_printf (text, "  %s", _ ("few images"));
  end_line (text);
}

void
derm_report_append_slices (GString *text, const DermReport *report)
{
  if (report->n_slices == 0)
    return;
  append_title (text,
                /* xgettext:no-c-format */ _ (
                    "Slices: images, accuracy with its 95 % interval (Wilson’s), balanced accuracy, mean ROC AUC"));
  for (guint i = 0; i < report->n_slices; i++)
    append_slice (text, report, &report->slices[i]);
}
