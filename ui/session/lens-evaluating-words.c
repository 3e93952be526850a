/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluating-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-figures-words.h"

char *
lens_figure_dup_words (double figure)
{
  /* TRANSLATORS: in place of a figure that nothing can be said of */
  return isnan (figure) ? g_strdup (C_ ("figure", "n/a")) : g_strdup_printf ("%.2f", figure);
}

char *
lens_interval_dup_words (double low, double high)
{
  /* TRANSLATORS: from one number to another */
  return isnan (low) || isnan (high) ? NULL : g_strdup_printf (C_ ("interval", "%.2f to %.2f"), low, high);
}

/* ---- warnings ---- */

char *
lens_evaluating_words_heading (LensEvaluating *self)
{
  return lens_evaluating_is_training_data (self) ? g_strdup (derm_report_get_training_heading ()) : NULL;
}

/* "a, b and c"; takes the strings. */
static char *
join (GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%s%s",
                            i == 0                ? ""
                            : i + 1 == parts->len ? C_ ("list", " and ")
                                                  : _ (", "),
                            (const char *) parts->pdata[i]);

  return g_string_free (text, FALSE);
}

char *
lens_evaluating_words_few (LensEvaluating *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  const char *const *labels = lens_evaluating_get_labels (self);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; evaluation != NULL && labels[i] != NULL; i++)
    {
      guint n = derm_evaluation_get_support (evaluation, i);

      if (n > 0 && n < LENS_EVALUATING_FEW)
        g_ptr_array_add (parts, g_strdup_printf ("%s %'u", labels[i], n));
    }

  return parts->len > 0 ? join (parts) : NULL;
}

static char *
warn_of_training (LensEvaluating *self, char **bold)
{
  guint n = lens_evaluating_get_n_known (self);

  if (!lens_evaluating_is_training_data (self))
    return NULL;
  *bold = g_strdup_printf (ngettext ("The model was trained on, or chosen by, this image (%'u of %'u).",
                                     "The model was trained on, or chosen by, all of these images (%'u of %'u).", n),
                           n, n);

  return g_strdup (_ ("How good it is at others, only images that it has not seen can tell."));
}

static char *
warn_of_left_out (LensEvaluating *self, char **bold)
{
  guint n = lens_evaluating_get_n_left_out (self), n_known = lens_evaluating_get_n_known (self);

  if (n == 0)
    return NULL;
  *bold = g_strdup_printf (ngettext ("%'u of %'u image is left out:", "%'u of %'u images are left out:", n_known), n,
                           n_known);

  return g_strdup (ngettext ("the model was trained on it.", "the model was trained on them.", n));
}

static char *
warn_of_shared (LensEvaluating *self, char **bold)
{
  guint n = lens_evaluating_get_n_shared (self);

  if (n == 0)
    return NULL;
  *bold = g_strdup (_ ("Lesions are on both sides:"));

  return g_strdup_printf (ngettext ("the model was trained on another picture of the lesion in %'u image.",
                                    "the model was trained on other pictures of the lesions in %'u images.", n),
                          n);
}

static char *
warn_of_few (LensEvaluating *self, char **bold)
{
  g_autofree char *few = lens_evaluating_words_few (self);

  if (few == NULL)
    return NULL;
  /* TRANSLATORS: codes of classes with their numbers, like "df 15 and vasc 25" */
  *bold = g_strdup_printf (_ ("%s images:"), few);

  return g_strdup (_ ("too few for a firm figure; read the intervals."));
}

static char *
warn_of_twice (LensEvaluating *self, char **bold)
{
  guint n = lens_evaluating_get_n_twice (self);

  if (n == 0)
    return NULL;
  *bold = g_strdup_printf (
      ngettext ("%'u image is not the only one of its kind:", "%'u images are there more than once:", n), n);

  return g_strdup (_ ("the network gets the same pixels."));
}

static char *
warn_of_answers (LensEvaluating *self, char **bold)
{
  if (!lens_evaluating_is_of_model (self))
    return NULL;
  *bold = g_strdup (_ ("The truth is the answers of a model:"));

  return g_strdup (_ ("the figures say how far two runs agree, not how right they are."));
}

/* Without a list of what the model was trained on. */
static char *
warn_of_maybe (LensEvaluating *self, LensFigures *figures, char **bold)
{
  if (lens_evaluating_is_training_data (self) || lens_evaluating_get_n_left_out (self) > 0)
    return NULL;
  *bold = lens_figures_words_warning (figures);

  return *bold != NULL ? g_strdup ("") : NULL;
}

char *
lens_evaluating_words_warning (LensEvaluating *self, LensWarningKind kind, LensFigures *figures, char **bold)
{
  switch (kind)
    {
    case LENS_WARNING_TRAINING:
      return warn_of_training (self, bold);
    case LENS_WARNING_LEFT_OUT:
      return warn_of_left_out (self, bold);
    case LENS_WARNING_SHARED:
      return warn_of_shared (self, bold);
    case LENS_WARNING_ANSWERS:
      return warn_of_answers (self, bold);
    case LENS_WARNING_MAYBE:
      return warn_of_maybe (self, figures, bold);
    case LENS_WARNING_TWICE:
      return warn_of_twice (self, bold);
    case LENS_WARNING_FEW:
      return warn_of_few (self, bold);
    case LENS_N_WARNINGS:
    default:
      return NULL;
    }
}

char *
lens_evaluating_words_progress (LensEvaluating *self, LensWork *work)
{
  guint n = lens_evaluating_get_n_done (self), n_known = lens_evaluating_get_n_known (self);

  if (n >= n_known)
    return NULL;

  return g_strdup_printf (lens_work_is_paused (work) ? _ ("%'u of %'u, paused") : _ ("%'u of %'u so far"), n, n_known);
}

/* ---- cells ---- */

/* " (15 %, 9 to 24 %)" */
static char *
dup_share (guint n, guint whole)
{
  double low, high;

  derm_share_interval (n, whole, &low, &high);
  if (isnan (low))
    return g_strdup ("");

  /* TRANSLATORS: a share and the ends of its interval, in per cent */
  return g_strdup_printf (_ (" (%.0f %%, %.0f to %.0f %%)"), 100.0 * n / whole, 100.0 * low, 100.0 * high);
}

char *
lens_evaluating_words_cell (LensEvaluating *self, int truth, int answer, char **bold)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  const char *const *labels = lens_evaluating_get_labels (self);
  int shown = answer >= 0 ? answer : truth;
  guint n, whole;
  g_autofree char *share = NULL;

  g_return_val_if_fail (evaluation != NULL && shown >= 0, NULL);

  n = derm_evaluation_get_confusion (evaluation, truth >= 0 ? truth : answer, shown);
  whole = truth >= 0 ? derm_evaluation_get_support (evaluation, truth)
                     : derm_evaluation_get_n_answers (evaluation, answer);
  share = dup_share (n, whole);
  /* TRANSLATORS: number, number of all, code of a class */
  *bold = truth >= 0 ? g_strdup_printf (ngettext ("%'u of %'u image of %s", "%'u of %'u images of %s", whole), n, whole,
                                        labels[truth])
                     : g_strdup_printf (ngettext ("%'u of %'u answer with %s", "%'u of %'u answers with %s", whole), n,
                                        whole, labels[answer]);
  if (truth < 0 || truth == shown)
    /* TRANSLATORS: after a number of answers: they are right; %s is a share */
    return g_strdup_printf (ngettext (" is right%s.", " are right%s.", n), share);

  /* TRANSLATORS: after a number of images; code of a class, a share */
  return g_strdup_printf (ngettext (" is called %s%s.", " are called %s%s.", n), labels[answer], share);
}

char *
lens_evaluating_words_names (LensEvaluating *self, int truth, int answer)
{
  DermModel *model = lens_evaluating_get_model (self);
  const int classes[] = { truth, answer == truth ? LENS_ANY_CLASS : answer };
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 2; i++)
    if (classes[i] >= 0)
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", derm_model_get_label (model, classes[i]),
                              derm_model_get_class_name (model, classes[i]));

  return g_string_free (text, FALSE);
}

char *
lens_evaluating_words_spoken (LensEvaluating *self, int truth, int answer)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  const char *const *labels = lens_evaluating_get_labels (self);

  g_return_val_if_fail (evaluation != NULL, NULL);

  if (truth < 0)
    /* TRANSLATORS: code of a class, and how many answers name it */
    return g_strdup_printf (_ ("answer %s: %'u"), labels[answer], derm_evaluation_get_n_answers (evaluation, answer));
  if (answer < 0)
    /* TRANSLATORS: code of a class, and how many images are of it */
    return g_strdup_printf (_ ("truth %s: %'u"), labels[truth], derm_evaluation_get_support (evaluation, truth));

  /* TRANSLATORS: codes of two classes, and how many of the images of the one are called the other */
  return g_strdup_printf (_ ("truth %s, answer %s: %'u of %'u"), labels[truth], labels[answer],
                          derm_evaluation_get_confusion (evaluation, truth, answer),
                          derm_evaluation_get_support (evaluation, truth));
}

/* ---- the class that is asked about ---- */

typedef struct {
  int answer;
  guint n;
} Missed;

static int
compare_missed (gconstpointer a, gconstpointer b)
{
  const Missed *x = a, *y = b;

  return x->n != y->n ? (x->n < y->n ? 1 : -1) : x->answer - y->answer;
}

/* Images of the curve's classes that are answered with that class. */
static guint
count_answers (LensEvaluating *self, int answer)
{
  g_autoptr (GArray) classes = lens_evaluating_list_curve_classes (self);
  guint n = 0;

  for (guint i = 0; i < classes->len; i++)
    n += derm_evaluation_get_confusion (lens_evaluating_get_evaluation (self), g_array_index (classes, int, i), answer);

  return n;
}

/* "13 are called akiec, 10 bkl and 6 nv." */
static char *
dup_called (LensEvaluating *self)
{
  const char *const *labels = lens_evaluating_get_labels (self);
  g_autoptr (GArray) missed = g_array_new (FALSE, FALSE, sizeof (Missed));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (int i = 0; labels[i] != NULL; i++)
    {
      Missed cell = { i, lens_evaluating_is_of_curve (self, i) ? 0 : count_answers (self, i) };

      if (cell.n > 0)
        g_array_append_val (missed, cell);
    }
  g_array_sort (missed, compare_missed);
  for (guint i = 0; i < missed->len; i++)
    {
      const Missed *cell = &g_array_index (missed, Missed, i);

      g_ptr_array_add (parts, i == 0
                                  /* TRANSLATORS: number of images, and the code of the class that they are called */
                                  ? g_strdup_printf (ngettext ("%'u is called %s", "%'u are called %s", cell->n),
                                                     cell->n, labels[cell->answer])
                                  : g_strdup_printf ("%'u %s", cell->n, labels[cell->answer]));
    }
  list = join (parts);

  return g_strdup_printf ("%s.", list);
}

char *
lens_evaluating_words_missed (LensEvaluating *self, char **bold)
{
  int truth = lens_evaluating_get_class (self);
  guint n, n_missed;

  if (lens_evaluating_get_curve (self) == NULL)
    return NULL;
  n = derm_curve_get_n_positive (lens_evaluating_get_curve (self));
  n_missed = n - lens_evaluating_get_n_found (self);
  if (n_missed == 0)
    return NULL;
  if (truth == LENS_MALIGNANT)
    *bold = g_strdup_printf (
        ngettext ("The answers miss %'u of %'u malignant image:", "The answers miss %'u of %'u malignant images:", n),
        n_missed, n);
  else if (g_str_equal (lens_evaluating_get_labels (self)[truth], "mel"))
    *bold = g_strdup_printf (
        ngettext ("The answers miss %'u of %'u melanoma:", "The answers miss %'u of %'u melanomas:", n), n_missed, n);
  else
    *bold = g_strdup_printf (
        ngettext ("The answers miss %'u of %'u image of %s:", "The answers miss %'u of %'u images of %s:", n), n_missed,
        n, lens_evaluating_get_labels (self)[truth]);

  return dup_called (self);
}

char *
lens_evaluating_words_threshold (LensEvaluating *self)
{
  DermCurve *curve = lens_evaluating_get_curve (self);
  DermCurvePoint point;
  guint n, n_others;
  g_autofree char *missed = NULL, *alarms = NULL;

  if (curve == NULL)
    return NULL;
  n = derm_curve_get_n_positive (curve);
  n_others = derm_curve_get_n_negative (curve);
  derm_curve_find (curve, lens_evaluating_get_threshold (self), &point);
  missed = g_strdup_printf (ngettext ("%'u of %'u missed", "%'u of %'u missed", n), n - point.n_found, n);
  alarms = g_strdup_printf (ngettext ("%'u of %'u false alarms", "%'u of %'u false alarms", n_others), point.n_false,
                            n_others);

  return g_strdup_printf ("%s\n%s", missed, alarms);
}

char *
lens_evaluating_words_reliability (LensEvaluating *self)
{
  static const struct {
    DermMeasure measure;
    const char *name;
  } figures[]
      = { { DERM_MEASURE_ECE, N_ ("ECE") }, { DERM_MEASURE_BRIER, N_ ("Brier") }, { DERM_MEASURE_NLL, N_ ("NLL") } };
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  DermIntervals *intervals = lens_evaluating_get_intervals (self);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; evaluation != NULL && i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *interval = NULL;
      double low = NAN, high = NAN;

      if (intervals != NULL)
        derm_intervals_get (intervals, figures[i].measure, 0, &low, &high);
      interval = lens_interval_dup_words (low, high);
      g_string_append_printf (text, "%s%s %.3f", text->len > 0 ? "\n" : "", _ (figures[i].name),
                              derm_evaluation_get (evaluation, figures[i].measure, 0));
      if (interval != NULL)
        g_string_append_printf (text, "\n%s", interval);
    }

  return g_string_free (text, FALSE);
}

char *
lens_evaluating_words_auc (LensEvaluating *self, const char *separator)
{
  DermCurve *curve = lens_evaluating_get_curve (self);
  DermIntervals *intervals = lens_evaluating_get_intervals (self);
  g_autofree char *figure = NULL, *auc = NULL, *interval = NULL;
  double low = NAN, high = NAN;

  if (curve == NULL)
    return NULL;
  if (intervals != NULL && lens_evaluating_get_class (self) != LENS_MALIGNANT) /* there are those of classes only */
    derm_intervals_get (intervals, DERM_MEASURE_ROC_AUC, lens_evaluating_get_class (self), &low, &high);
  figure = lens_figure_dup_words (derm_curve_get_roc_auc (curve));
  /* TRANSLATORS: area under a ROC curve */
  auc = g_strdup_printf (_ ("AUC %s"), figure);
  interval = lens_interval_dup_words (low, high);

  return interval != NULL ? g_strconcat (auc, separator, interval, NULL) : g_steal_pointer (&auc);
}
