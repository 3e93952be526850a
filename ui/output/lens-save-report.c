/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-save-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-condition-words.h"
#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"
#include "lens-rival-words.h"
#include "lens-save.h"

#define DIGITS 3 /* of figures in text */

/* All that a report says, of its own: it is written on a thread while the window goes on. */
typedef struct {
  DermEvaluation *evaluation; /* owned, as all below */
  DermIntervals *intervals;   /* or NULL */
  DermComparison *comparison; /* or NULL */
  DermModel *model;
  DermRecipe *recipe;
  GPtrArray *sets;  /* DermEvaluationSet: parts */
  GPtrArray *parts; /* char: column and value of each, by turns */
  GStrv warnings;
  char *set, *part, *model_words, *recipe_words, *date, *subtitle, *origin, *threshold_words, *reliability_words,
      *sentence, *roc_title, *rows_title, *heading, *curve_name;
  DermDecision decision;
  GArray *curve_classes; /* int */
  double threshold;
  gboolean is_rtl;
  LensMatrixData *matrix;
  LensRocData *roc;
  LensClassData *rows;
  LensFigureData *figures;
  DermReliability *reliability;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;
  char *texts[] = { report->set,
                    report->part,
                    report->model_words,
                    report->recipe_words,
                    report->date,
                    report->subtitle,
                    report->origin,
                    report->threshold_words,
                    report->sentence,
                    report->roc_title,
                    report->reliability_words,
                    report->rows_title,
                    report->heading,
                    report->curve_name };

  g_object_unref (report->evaluation);
  g_clear_object (&report->intervals);
  g_clear_object (&report->comparison);
  g_object_unref (report->model);
  g_object_unref (report->recipe);
  g_ptr_array_unref (report->sets);
  g_ptr_array_unref (report->parts);
  g_strfreev (report->warnings);
  g_array_unref (report->curve_classes);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  lens_matrix_data_free (report->matrix);
  lens_roc_data_free (report->roc);
  lens_class_data_free (report->rows);
  lens_figure_data_free (report->figures);
  lens_reliability_free (report->reliability);
  g_free (report);
}

/* ---- on the thread: a page ---- */

static gboolean
save_page (const Report *report, const char *path, GError **error)
{
  const DermEvaluationPage page = {
    .is_rtl = report->is_rtl,
    .title = report->set,
    .subtitle = report->subtitle,
    .heading = report->heading,
    .warnings = (const char *const *) report->warnings,
    .figures_title = /* xgettext:no-c-format */ _ ("Figures, with 95 % intervals"),
    .n_figures = report->figures->n,
    .figures = report->figures->lines,
    .matrix_title = _ ("Truth in rows, answers in columns"),
    .matrix = &report->matrix->matrix,
    .roc_title = report->roc_title,
    .roc = &report->roc->roc,
    .roc_words = report->threshold_words,
    .reliability_title = _ ("Reliability of the scores"),
    .reliability = report->reliability,
    .reliability_words = report->reliability_words,
    .rows_title = report->rows_title,
    .n_rows = report->rows->n,
    .rows = report->rows->rows,
    .sentence = report->sentence,
    .origin = report->origin,
  };

  return derm_figure_evaluation_save (&page, path, error);
}

/* ---- on the thread: text and numbers ---- */

/* (transfer full) */
static GArray *
make_slices (const Report *report)
{
  GArray *slices = g_array_new (FALSE, FALSE, sizeof (DermReportSlice));

  for (guint i = 0; i < report->sets->len; i++)
    {
      DermReportSlice slice = { report->parts->pdata[2 * i], report->parts->pdata[2 * i + 1],
                                derm_evaluation_new (report->sets->pdata[i]) };

      g_array_append_val (slices, slice);
    }

  return slices;
}

static gboolean
save_text (const Report *report, const char *path, GError **error)
{
  const DermOperatingPoint point = { report->curve_name, (const int *) (void *) report->curve_classes->data,
                                     (int) report->curve_classes->len, report->threshold };
  g_autoptr (GArray) slices = make_slices (report);
  g_autoptr (GString) text = g_string_new (NULL);
  const DermReport all = {
    .evaluation = report->evaluation,
    .intervals = report->intervals,
    .comparison = report->comparison,
    .points = &point,
    .n_points = 1,
    .slices = (const DermReportSlice *) (void *) slices->data,
    .n_slices = slices->len,
    .warnings = (const char *const *) report->warnings,
    .set = report->set,
    .part = report->part,
    .model = report->model_words,
    .model_sha256 = derm_model_get_sha256 (report->model),
    .recipe = derm_recipe_get_name (report->recipe),
    .recipe_words = report->recipe_words,
    .decision = derm_decision_get_id (report->decision),
    .values = "calibrated",
    .date = report->date,
    .digits = DIGITS,
  };

  if (g_str_has_suffix (path, ".csv"))
    derm_evaluation_append_csv (text, &all);
  else if (g_str_has_suffix (path, ".json"))
    derm_evaluation_append_json (text, &all);
  else
    derm_evaluation_append_text (text, &all);
  for (guint i = 0; i < slices->len; i++)
    g_object_unref (g_array_index (slices, DermReportSlice, i).evaluation);

  return derm_file_replace_text (path, text->str, text->len, 0666, error);
}

static gboolean
save_report (gpointer data, const char *path, GError **error)
{
  static const char *const texts[] = { ".txt", ".csv", ".json" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_has_suffix (path, texts[i]))
      return save_text (data, path, error);

  return save_page (data, path, error);
}

/* ---- what is known when it is asked for ---- */

/* Images of the set that are in it. */
static DermEvaluationSet *
select_part (LensEvaluating *evaluating, LensCondition *condition)
{
  DermEvaluationSet *set = derm_evaluation_get_set (lens_evaluating_get_evaluation (evaluating));
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < derm_evaluation_set_get_n_items (set); i++)
    if (lens_condition_matches (condition, lens_evaluating_get_item (evaluating, i)))
      g_array_append_val (members, i);

  return derm_evaluation_set_select (set, (const guint *) (void *) members->data, members->len);
}

static void
add_parts (Report *report, LensSession *session, LensEvaluating *evaluating)
{
  g_autoptr (GPtrArray) parts = lens_evaluating_list_parts (evaluating);
  LensVocabulary *vocabulary = lens_view_get_vocabulary (lens_session_get_view (session));

  report->sets = g_ptr_array_new_with_free_func (g_object_unref);
  report->parts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len && lens_evaluating_get_only (evaluating) == NULL; i++)
    {
      LensCondition *condition = ((LensPart *) parts->pdata[i])->condition;
      const char *column = lens_condition_get_topic (condition).name;
      g_autofree char *words = lens_condition_dup_words (condition, vocabulary, FALSE);
      const char *value = g_str_has_prefix (words, column) ? words + strlen (column) : words;

      g_ptr_array_add (report->sets, select_part (evaluating, condition));
      g_ptr_array_add (report->parts, g_strdup (column));
      g_ptr_array_add (report->parts, g_strdup (value + strspn (value, ": ")));
    }
}

static GStrv
list_warnings (LensSession *session, LensEvaluating *evaluating)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int kind = 0; kind < LENS_N_WARNINGS; kind++)
    {
      g_autofree char *bold = NULL;
      g_autofree char *text = lens_evaluating_words_warning (evaluating, (LensWarningKind) kind,
                                                             lens_session_get_figures (session), &bold);
      g_autofree char *all = text != NULL ? g_strdup_printf ("%s%s%s", bold, *text != '\0' ? " " : "", text) : NULL;

      if (all != NULL)
        g_strv_builder_add (builder, all);
    }

  return g_strv_builder_end (builder);
}

/* "1,104 images · decision balanced · only sex: male" */
static char *
dup_subtitle (const Report *report)
{
  guint n = derm_evaluation_set_get_n_items (derm_evaluation_get_set (report->evaluation));
  g_autofree char *count = g_strdup_printf (ngettext ("%'u image", "%'u images", n), n);
  GString *text = g_string_new (count);

  /* TRANSLATORS: how answers are taken from the scores: "likely" or "balanced" */
  g_string_append_printf (text, _ (" · answer %s"),
                          report->decision == DERM_DECISION_BALANCED ? C_ ("answer", "balanced")
                                                                     : C_ ("answer", "likely"));
  if (report->part != NULL)
    g_string_append_printf (text, " · %s", report->part);

  return g_string_free (text, FALSE);
}

/* Program, model, recipe, how intervals were made, and whom to cite. */
static char *
dup_origin (const Report *report)
{
  const char *citation = derm_model_get_card (report->model, "citation");
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Dermlens %s · %s, sha256 %.16s… · %s · %s", derm_version (), report->model_words,
                          derm_model_get_sha256 (report->model), derm_recipe_get_name (report->recipe), report->date);
  if (report->intervals != NULL)
    /* TRANSLATORS: how intervals were found: number of rounds, a seed */
    g_string_append_printf (text, _ (" · bootstrap, %u rounds, seed %u"),
                            derm_intervals_get_n_rounds (report->intervals),
                            (guint) derm_intervals_get_seed (report->intervals));
  if (citation != NULL)
    g_string_append_printf (text, "\n%s", citation);

  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable) What is missed, and what another model or recipe does better. */
static char *
dup_sentence (LensSession *session, LensEvaluating *evaluating)
{
  g_autofree char *bold = NULL, *missed = lens_evaluating_words_missed (evaluating, &bold),
                  *compared = lens_rival_words_all (lens_session_get_rival (session), evaluating);
  GString *text = g_string_new (NULL);

  if (missed != NULL)
    g_string_append_printf (text, "%s %s", bold, missed);
  if (compared != NULL)
    g_string_append_printf (text, "%s%s", missed != NULL ? "\n\n" : "", compared);

  return g_string_free (text, text->len == 0);
}

static void
describe (Report *report, LensSession *session, LensEvaluating *evaluating)
{
  LensCondition *only = lens_evaluating_get_only (evaluating);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *threshold = g_strdup_printf (_ ("Threshold %.2f"), report->threshold);
  g_autofree char *counts = lens_evaluating_words_threshold (evaluating);
  g_autofree char *auc = lens_evaluating_words_auc (evaluating, ", ");

  if (only != NULL)
    report->part = lens_condition_dup_words (only, lens_view_get_vocabulary (lens_session_get_view (session)), FALSE);
  report->date = g_date_time_format (now, "%Y-%m-%d");
  report->model_words
      = g_strdup_printf ("%s %s", derm_model_get_name (report->model), derm_model_get_version (report->model));
  report->recipe_words = derm_recipe_describe (report->recipe);
  report->heading = lens_evaluating_words_heading (evaluating);
  report->sentence = dup_sentence (session, evaluating);
  /* TRANSLATORS: code of a class */
  report->roc_title = g_strdup_printf (_ ("ROC: %s against all others"), report->curve_name);
  /* TRANSLATORS: name of a figure, like "recall" */
  report->rows_title
      = g_strdup_printf (_ ("By class: %s"), derm_measure_get_name (lens_evaluating_get_measure (evaluating)));
  report->threshold_words = g_strdup_printf ("%s\n%s\n%s", auc, threshold, counts);
  report->reliability_words = lens_evaluating_words_reliability (evaluating);
  report->subtitle = dup_subtitle (report);
  report->origin = dup_origin (report);
}

static Report *
report_new (LensSession *session, gboolean is_hiding_names)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (session);
  LensReading *reading = lens_session_get_reading (session);
  Report *report = g_new0 (Report, 1);

  report->evaluation = g_object_ref (lens_evaluating_get_evaluation (evaluating));
  g_set_object (&report->intervals, lens_evaluating_get_intervals (evaluating));
  g_set_object (&report->comparison, lens_rival_get_comparison (lens_session_get_rival (session)));
  report->model = g_object_ref (lens_evaluating_get_model (evaluating));
  report->recipe = g_object_ref (lens_reading_get_recipe (reading));
  report->decision = lens_reading_get_decision (reading);
  report->curve_classes = lens_evaluating_list_curve_classes (evaluating);
  report->curve_name = lens_evaluating_dup_class_name (evaluating);
  report->threshold = lens_evaluating_get_threshold (evaluating);
  report->is_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  report->set = is_hiding_names ? g_strdup (_ ("Images")) : lens_session_dup_list_name (session);
  report->warnings = list_warnings (session, evaluating);
  report->matrix = lens_matrix_data_new (evaluating);
  report->roc = lens_roc_data_new (evaluating);
  report->rows = lens_class_data_new (evaluating);
  report->figures = lens_figure_data_new (evaluating);
  report->reliability = lens_reliability_new (evaluating);
  add_parts (report, session, evaluating);
  describe (report, session, evaluating);

  return report;
}

void
lens_save_report (LensSession *session, const char *path, gboolean is_hiding_names)
{
  g_autofree char *name = NULL;

  g_return_if_fail (LENS_IS_SESSION (session));
  g_return_if_fail (path != NULL);

  if (lens_evaluating_get_evaluation (lens_session_get_evaluating (session)) == NULL)
    return; /* the images went while the dialog was open */
  name = g_filename_display_basename (path);
  lens_save_async (session, path, save_report, report_new (session, is_hiding_names), report_free,
                   /* TRANSLATORS: name of a file */
                   g_strdup_printf (_ ("The report is saved in %s"), name));
}
