/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-figures-words.h"

#include <glib/gi18n.h>

#include "lens-vocabulary.h"

#define MELANOMA "mel"

/* Of the class of that code; -1 if the model has none, or no image is of it. */
static int
find_melanoma (LensFigures *figures)
{
  int place = lens_labels_find (lens_figures_get_labels (figures), MELANOMA);

  return place >= 0 && derm_metrics_get_count (lens_figures_get_metrics (figures), place) > 0 ? place : -1;
}

static guint
count_right (DermMetrics *metrics)
{
  gsize n = 0;

  for (int k = 0; k < derm_metrics_get_n_classes (metrics); k++)
    n += derm_metrics_get_confusion (metrics, k, k);

  return (guint) n;
}

static gboolean
is_complete (LensFigures *figures)
{
  return lens_figures_get_n_counted (figures) + lens_figures_get_n_failed (figures)
         >= lens_figures_get_n_known (figures);
}

char *
lens_figures_words_warning (LensFigures *figures)
{
  DermTrainedOn *list = lens_figures_get_trained_on (figures);
  guint n = lens_figures_get_n_known (figures), n_seen = lens_figures_get_n_trained_on (figures);
  guint n_ham10000 = lens_figures_get_n_ham10000 (figures);

  if (n == 0)
    return NULL;
  if (n_seen == n)
    return g_strdup (_ ("TRAINING DATA: these figures are not an estimate."));
  if (n_seen > 0)
    return g_strdup_printf (ngettext ("%'u of %'u image is training data: the figures look too good.",
                                      "%'u of %'u images are training data: the figures look too good.", n),
                            n_seen, n);
  if ((list == NULL || !derm_trained_on_is_known (list)) && n_ham10000 > 0)
    return g_strdup_printf (
        ngettext ("%'u of %'u image may be training data.", "%'u of %'u images may be training data.", n), n_ham10000,
        n);

  return NULL;
}

char *
lens_figures_words_lines (LensFigures *figures)
{
  DermMetrics *metrics = lens_figures_get_metrics (figures);
  guint n_counted = lens_figures_get_n_counted (figures);
  g_autoptr (GString) text = g_string_new (NULL);
  int melanoma;

  if (metrics == NULL)
    return NULL;

  if (!is_complete (figures))
    {
      /* TRANSLATORS: images whose answers have been counted, of all with a known class: "1,204 of 2,197 so far" */
      g_string_append_printf (text, _ ("%'u of %'u so far"), n_counted, lens_figures_get_n_known (figures));
      g_string_append_c (text, '\n');
    }
  /* TRANSLATORS: images whose answer is right, of all that are counted */
  g_string_append_printf (text, ngettext ("%'u of %'u right", "%'u of %'u right", n_counted), count_right (metrics),
                          n_counted);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("Balanced accuracy %.2f"), derm_metrics_get_balanced_accuracy (metrics));
  melanoma = find_melanoma (figures);
  if (melanoma >= 0)
    {
      guint n = (guint) derm_metrics_get_count (metrics, melanoma);

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%'u of %'u melanoma found", "%'u of %'u melanomas found", n),
                              (guint) derm_metrics_get_confusion (metrics, melanoma, melanoma), n);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- details ---- */

/* Always answering the most frequent class is right so often. */
static void
append_right (GString *text, LensFigures *figures, DermMetrics *metrics)
{
  const char *const *labels = lens_figures_get_labels (figures);
  int most = 0;
  double low, high;

  for (int k = 1; k < derm_metrics_get_n_classes (metrics); k++)
    if (derm_metrics_get_count (metrics, k) > derm_metrics_get_count (metrics, most))
      most = k;
  derm_metrics_get_accuracy_interval (metrics, &low, &high);
  g_string_append_printf (
      text,
      /* TRANSLATORS: number right, number of all, share, ends of its interval, code of a class, share */
      _ ("Right: %'u of %'u, %.2f (95 %% interval %.2f to %.2f). Always answering %s would give %.2f."),
      count_right (metrics), (guint) derm_metrics_get_n_items (metrics), derm_metrics_get_accuracy (metrics), low, high,
      labels[most], (double) derm_metrics_get_count (metrics, most) / (double) derm_metrics_get_n_items (metrics));
}

static void
append_balanced (GString *text, LensFigures *figures, DermMetrics *metrics)
{
  const char *const *labels = lens_figures_get_labels (figures);
  g_autoptr (GString) absent = g_string_new (NULL);
  int n = 0;
  double low, high;

  for (int k = 0; k < derm_metrics_get_n_classes (metrics); k++)
    {
      n += derm_metrics_get_count (metrics, k) > 0;
      if (derm_metrics_get_count (metrics, k) == 0)
        g_string_append_printf (absent, "%s%s", absent->len > 0 ? ", " : "", labels[k]);
    }
  derm_metrics_get_balanced_accuracy_interval (metrics, &low, &high);
  g_string_append_c (text, '\n');
  g_string_append_printf (
      text,
      /* TRANSLATORS: the figure, ends of its interval, number of classes */
      ngettext ("Balanced accuracy: %.2f (95 %% interval %.2f to %.2f), of %d class.",
                "Balanced accuracy: %.2f (95 %% interval %.2f to %.2f), the mean of the recalls of %d classes.",
                (gulong) n),
      derm_metrics_get_balanced_accuracy (metrics), low, high, n);
  if (absent->len > 0)
    {
      g_string_append_c (text, ' ');
      /* TRANSLATORS: codes of classes */
      g_string_append_printf (text, _ ("Left out, as no counted image is of them: %s."), absent->str);
    }
}

static void
append_melanomas (GString *text, LensFigures *figures, DermMetrics *metrics)
{
  int melanoma = find_melanoma (figures);
  double low, high;

  if (melanoma < 0)
    return;
  derm_metrics_get_recall_interval (metrics, melanoma, &low, &high);
  g_string_append_c (text, '\n');
  /* TRANSLATORS: number found, number of all, share, ends of its interval */
  g_string_append_printf (text, _ ("Melanomas found: %'u of %'u, %.2f (95 %% interval %.2f to %.2f)."),
                          (guint) derm_metrics_get_confusion (metrics, melanoma, melanoma),
                          (guint) derm_metrics_get_count (metrics, melanoma),
                          derm_metrics_get_recall (metrics, melanoma), low, high);
}

static void
append_uncounted (GString *text, LensFigures *figures)
{
  guint n_failed = lens_figures_get_n_failed (figures), n_known = lens_figures_get_n_known (figures);

  g_string_append_c (text, '\n');
  if (is_complete (figures))
    g_string_append (text, _ ("Counted are all images with a truth and a result, whatever the filter shows."));
  else
    g_string_append_printf (text, _ ("So far %'u of %'u images with a truth are counted, whatever the filter shows."),
                            lens_figures_get_n_counted (figures), n_known);
  if (n_failed == 0)
    return;
  g_string_append_c (text, ' ');
  g_string_append_printf (text,
                          ngettext ("%'u image could not be opened and is not counted.",
                                    "%'u images could not be opened and are not counted.", n_failed),
                          n_failed);
}

char *
lens_figures_words_details (LensFigures *figures)
{
  DermMetrics *metrics = lens_figures_get_metrics (figures);
  DermTrainedOn *list = lens_figures_get_trained_on (figures);
  g_autoptr (GString) text = g_string_new (NULL);

  if (list != NULL)
    {
      g_autofree char *seen
          = derm_trained_on_describe (list, lens_figures_get_n_known (figures), lens_figures_get_n_trained_on (figures),
                                      lens_figures_get_n_ham10000 (figures));

      g_string_append_printf (text, "%s\n", seen);
    }
  if (metrics == NULL)
    {
      g_string_append (text, _ ("There is no result yet."));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  append_right (text, figures, metrics);
  append_balanced (text, figures, metrics);
  append_melanomas (text, figures, metrics);
  append_uncounted (text, figures);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
