/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "report-private.h"

enum { NAME = 40, MAX_LISTED = 20 };

static char *
format_signed (double value, int digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  if (isnan (value))
    return g_strdup ("n/a");
  g_snprintf (format, sizeof format, "%%+.%df", CLAMP (digits, 1, 9));
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, value));
}

static void
append_difference (GString *text, const DermReport *report, DermMeasure measure, int class_index, const char *name)
{
  double low, high;
  double value = derm_comparison_get_difference (report->comparison, measure, class_index, &low, &high);
  g_autofree char *number = format_signed (value, report->digits), *from = format_signed (low, report->digits);
  g_autofree char *to = format_signed (high, report->digits);

  g_string_append (text, "  ");
  derm_report_append_padded (text, name, NAME, FALSE);
  derm_report_append_padded (text, number, report->digits + 5, TRUE);
  if (!isnan (low) && !isnan (high))
    g_string_append_printf (text, "   %s – %s", from, to);
  g_string_append_c (text, '\n');
}

static void
append_differences (GString *text, const DermReport *report)
{
  int n = derm_evaluation_set_get_n_classes (derm_evaluation_get_set (report->evaluation));

  for (int measure = 0; measure < DERM_N_MEASURES; measure++)
    {
      const char *measure_name = derm_measure_get_name ((DermMeasure) measure);
      g_autofree char *name = derm_measure_is_of_class ((DermMeasure) measure)
                                  ? g_strdup_printf (_ ("%s, mean of the classes"), measure_name)
                                  : g_strdup (measure_name);

      append_difference (text, report, (DermMeasure) measure, DERM_CLASS_MACRO, name);
    }
  for (int k = 0; k < n; k++)
    {
      g_autofree char *name
          = g_strdup_printf ("%s, %s", derm_measure_get_name (DERM_MEASURE_RECALL), derm_report_get_label (report, k));

      append_difference (text, report, DERM_MEASURE_RECALL, k, name);
    }
}

/* The images with different answers, the first of them by name. */
static void
append_different (GString *text, const DermReport *report)
{
  DermEvaluation *one = derm_comparison_get_one (report->comparison);
  DermEvaluationSet *set = derm_evaluation_get_set (one);
  DermEvaluationSet *others = derm_evaluation_get_set (derm_comparison_get_other (report->comparison));
  guint n;
  g_autofree guint *items = derm_comparison_list_different (report->comparison, &n);

  g_string_append_printf (
      text, ngettext ("  %u image is answered differently", "  %u images are answered differently", n), n);
  g_string_append (text, n > 0 ? ":\n" : "\n");
  for (guint i = 0; i < MIN (n, MAX_LISTED); i++)
    g_string_append_printf (text, "    %s: %s → %s (%s)\n", derm_evaluation_set_get_name (set, items[i]),
                            derm_report_get_label (report, derm_evaluation_set_get_answer (set, items[i])),
                            derm_report_get_label (report, derm_evaluation_set_get_answer (others, items[i])),
                            derm_report_get_label (report, derm_evaluation_set_get_truth (set, items[i])));
  if (n > MAX_LISTED)
    g_string_append_printf (text, ngettext ("    and %u more\n", "    and %u more\n", n - MAX_LISTED), n - MAX_LISTED);
}

void
derm_report_append_comparison (GString *text, const DermReport *report)
{
  DermComparison *comparison = report->comparison;
  guint n_left_out;
  char p[G_ASCII_DTOSTR_BUF_SIZE];

  if (comparison == NULL)
    return;
  n_left_out = derm_comparison_get_n_left_out (comparison);
  /* TRANSLATORS: the name of a file, or of a model and a recipe */
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("Compared with %s: its figures less those above, with 95 %% intervals"),
                          report->other);
  g_string_append_c (text, '\n');
  append_differences (text, report);
  g_string_append_printf (text, _ ("  Both right: %u; only the first: %u; only the other: %u; both wrong: %u\n"),
                          derm_comparison_get_agreement (comparison, TRUE, TRUE),
                          derm_comparison_get_agreement (comparison, TRUE, FALSE),
                          derm_comparison_get_agreement (comparison, FALSE, TRUE),
                          derm_comparison_get_agreement (comparison, FALSE, FALSE));
  g_ascii_formatd (p, sizeof p, "%.3g", derm_comparison_get_p (comparison));
  g_string_append_printf (text, _ ("  McNemar’s test, exact: p = %s\n"), p);
  if (n_left_out > 0)
    g_string_append_printf (text,
                            ngettext ("  %u image is in one of the two only, or has two truths, and is left out\n",
                                      "  %u images are in one of the two only, or have two truths, and are left out\n",
                                      n_left_out),
                            n_left_out);
  append_different (text, report);
}
