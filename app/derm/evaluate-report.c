/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evaluate.h"

/* What the report is made of, and where it goes. */

enum { MAX_WORDS = 8 }; /* more different numbers in a column than that are put together in tens */

typedef struct {
  DermReport report;
  GArray *points, *slices;    /* of DermOperatingPoint, DermReportSlice */
  GPtrArray *owned;           /* strings and class lists of these, freed with g_free() */
  GPtrArray *evaluations;     /* of the slices */
  DermEvaluation *evaluation; /* owned, as what follows */
  DermIntervals *intervals;
  DermComparison *comparison;
  char *set, *model, *recipe_words, *date;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_clear_pointer (&parts->points, g_array_unref);
  g_clear_pointer (&parts->slices, g_array_unref);
  g_clear_pointer (&parts->owned, g_ptr_array_unref);
  g_clear_pointer (&parts->evaluations, g_ptr_array_unref);
  g_clear_object (&parts->comparison);
  g_clear_object (&parts->intervals);
  g_clear_object (&parts->evaluation);
  g_free (parts->set);
  g_free (parts->model);
  g_free (parts->recipe_words);
  g_free (parts->date);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* ---- tests at thresholds ---- */

/* Takes the title and the classes. */
static void
add_point (Parts *parts, char *title, int *classes, int n_classes, double threshold)
{
  const DermOperatingPoint point = { title, classes, n_classes, threshold };

  g_ptr_array_add (parts->owned, title);
  g_ptr_array_add (parts->owned, classes);
  g_array_append_val (parts->points, point);
}

/* "mel=0.3" */
static gboolean
add_threshold (Parts *parts, const EvaluateSource *source, const char *option)
{
  const char *sign = strrchr (option, '=');
  g_autofree char *label = sign != NULL ? g_strstrip (g_strndup (option, (gsize) (sign - option))) : NULL;
  g_autofree char *shown = cli_printable (option);
  char *end = NULL;
  double threshold = sign != NULL ? g_ascii_strtod (sign + 1, &end) : NAN;
  int class = label != NULL ? evaluate_find_label (source, label) : -1;
  int *classes;

  if (sign == NULL || sign[1] == '\0' || *end != '\0' || !(threshold >= 0 && threshold <= 1))
    cli_error (_ ("--threshold %s: write a class, =, and a number from 0 to 1, like --threshold mel=0.3."), shown);
  else if (class < 0)
    cli_error (_ ("--threshold %s: the model has no such class."), shown);
  else
    {
      classes = g_new (int, 1);
      classes[0] = class;
      add_point (parts, g_strdup (source->labels[class]), classes, 1, threshold);
      return TRUE;
    }
  return FALSE;
}

static void
add_malignant (Parts *parts, const EvaluateSource *source)
{
  int n_classes = derm_model_get_n_classes (source->model), n = 0;
  int *classes = g_new (int, n_classes);
  g_autoptr (GString) title = g_string_new (NULL);

  for (int k = 0; k < n_classes; k++)
    if (derm_model_get_group (source->model, k) == DERM_GROUP_MALIGNANT)
      {
        g_string_append_printf (title, "%s%s", n > 0 ? " + " : "", source->labels[k]);
        classes[n++] = k;
      }
  if (n > 0)
    add_point (parts, g_strdup_printf ("%s (%s)", derm_group_get_name (DERM_GROUP_MALIGNANT), title->str), classes, n,
               source->options->malignant_threshold);
  else
    g_free (classes);
}

static gboolean
add_points (Parts *parts, const EvaluateSource *source)
{
  char **thresholds = source->options->thresholds;

  if (thresholds == NULL && evaluate_find_label (source, "mel") >= 0)
    add_threshold (parts, source, "mel=0.5");
  for (; thresholds != NULL && *thresholds != NULL; thresholds++)
    if (!add_threshold (parts, source, *thresholds))
      return FALSE;
  add_malignant (parts, source);
  return TRUE;
}

/* ---- slices ---- */

/* Whether a column holds so many different numbers that they are put together in tens. */
static gboolean
is_measured (const EvaluateSource *source, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < derm_truth_get_n_images (source->truth); i++)
    {
      const char *cell = derm_truth_get_cell (source->truth, i, column);
      char *end = NULL;

      g_ascii_strtod (cell, &end);
      if (*end != '\0')
        return FALSE;
      g_hash_table_add (seen, (gpointer) cell);
    }
  return g_hash_table_size (seen) > MAX_WORDS;
}

/* "male", "40–49" */
static char *
name_slice (const EvaluateSource *source, const EvaluateItem *item, guint column, gboolean is_in_tens)
{
  const char *cell = item->row >= 0 ? derm_truth_get_cell (source->truth, (guint) item->row, column) : "";
  double ten = floor (g_ascii_strtod (cell, NULL) / 10) * 10;

  if (!is_in_tens || *cell == '\0')
    return g_strdup (cell);
  return g_strdup_printf ("%.0f–%.0f", ten, ten + 9);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  double x = g_ascii_strtod (one, NULL), y = g_ascii_strtod (other, NULL);

  return x != y ? (x > y) - (x < y) : strcmp (one, other);
}

/* The items of the set are those of the source that have an answer, in its order: found by their names. */
static void
add_slices_of (Parts *parts, const EvaluateSource *source, DermEvaluationSet *set, guint column)
{
  gboolean is_in_tens = is_measured (source, column);
  g_autoptr (GHashTable) slices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint next = 0;

  for (guint i = 0; i < source->items->len && next < derm_evaluation_set_get_n_items (set); i++)
    {
      const EvaluateItem *item = &g_array_index (source->items, EvaluateItem, i);
      char *name;
      GArray *members;

      if (!g_str_equal (item->name, derm_evaluation_set_get_name (set, next)))
        continue;
      name = name_slice (source, item, column, is_in_tens);
      g_ptr_array_add (parts->owned, name);
      members = g_hash_table_lookup (slices, name);
      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (slices, name, members);
          g_ptr_array_add (names, name);
        }
      g_array_append_val (members, next);
      next++;
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      GArray *members = g_hash_table_lookup (slices, names->pdata[i]);
      g_autoptr (DermEvaluationSet) part
          = derm_evaluation_set_select (set, (const guint *) (gconstpointer) members->data, members->len);
      const DermReportSlice slice
          = { derm_truth_get_column (source->truth, column), names->pdata[i], derm_evaluation_new (part) };

      g_ptr_array_add (parts->evaluations, slice.evaluation);
      g_array_append_val (parts->slices, slice);
    }
}

static gboolean
add_slices (Parts *parts, const EvaluateSource *source, DermEvaluationSet *set)
{
  for (char **name = source->options->slices; name != NULL && *name != NULL; name++)
    {
      int column = evaluate_find_column (source, "--slice", *name);

      if (column < 0)
        return FALSE;
      add_slices_of (parts, source, set, (guint) column);
    }
  return TRUE;
}

/* ---- figures ---- */

static gboolean
measure (Parts *parts, EvaluateSource *source, DermEvaluationSet *set, DermEvaluation *other)
{
  const EvaluateOptions *options = source->options;
  guint n_rounds = (guint) options->n_rounds;
  g_autoptr (GError) error = NULL;
  char *few;

  parts->evaluation = derm_evaluation_new (set);
  if (n_rounds > 0)
    parts->intervals = derm_intervals_new (parts->evaluation, n_rounds, (guint64) options->seed, NULL, &error);
  if (other != NULL && error == NULL)
    parts->comparison = derm_comparison_new (parts->evaluation, other, n_rounds, (guint64) options->seed, NULL, &error);
  if (error != NULL)
    {
      cli_error ("%s", error->message);
      return FALSE;
    }
  few = derm_evaluation_list_few (parts->evaluation);
  if (few != NULL)
    g_ptr_array_add (source->warnings, few);
  return TRUE;
}

/* ---- where it comes from ---- */

static void
describe_results (Parts *parts, const EvaluateSource *source)
{
  DermReport *report = &parts->report;
  const char *model = derm_samples_get_model (source->samples);

  parts->model = g_strdup (model != NULL ? model : "?");
  report->model_sha256 = derm_samples_get_model_sha256 (source->samples);
  report->recipe = derm_samples_get_recipe (source->samples);
  report->decision = derm_samples_get_decision (source->samples);
  report->values = derm_samples_get_values (source->samples);
}

static void
describe_model (Parts *parts, const EvaluateSource *source)
{
  DermReport *report = &parts->report;

  parts->model
      = g_strchomp (g_strjoin (" ", derm_model_get_name (source->model), derm_model_get_version (source->model), NULL));
  parts->recipe_words = derm_recipe_describe (source->recipe);
  report->model_sha256 = derm_model_get_sha256 (source->model);
  report->recipe = derm_recipe_get_name (source->recipe);
  report->recipe_words = parts->recipe_words;
  report->decision = derm_decision_get_id (source->options->decision);
  report->values = derm_model_get_calibration (source->model) != NULL ? "calibrated" : "raw";
}

static void
describe (Parts *parts, const EvaluateSource *source)
{
  const EvaluateOptions *options = source->options;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *base = g_path_get_basename (evaluate_options_get_place (options));
  DermReport *report = &parts->report;

  parts->set = g_filename_display_name (base);
  parts->date = g_date_time_format (now, "%Y-%m-%d");
  if (evaluate_source_has_results (source))
    describe_results (parts, source);
  else
    describe_model (parts, source);
  report->evaluation = parts->evaluation;
  report->intervals = parts->intervals;
  report->comparison = parts->comparison;
  report->points = (const DermOperatingPoint *) (gconstpointer) parts->points->data;
  report->n_points = parts->points->len;
  report->slices = (const DermReportSlice *) (gconstpointer) parts->slices->data;
  report->n_slices = parts->slices->len;
  report->set = parts->set;
  report->set_sha256 = source->samples != NULL ? derm_samples_get_sha256 (source->samples) : NULL;
  report->part = source->part;
  report->model = parts->model;
  report->date = parts->date;
  report->digits = options->digits;
}

/* ---- output ---- */

static CliStatus
write_report (const EvaluateSource *source, const DermReport *report)
{
  static void (*const append[]) (GString *, const DermReport *)
      = { derm_evaluation_append_text, derm_evaluation_append_csv, derm_evaluation_append_json };
  const EvaluateOptions *options = source->options;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  append[options->format](text, report);
  if (options->output != NULL)
    {
      if (derm_file_replace_text (options->output, text->str, (gssize) text->len, 0666, &error))
        return CLI_OK;
      cli_error ("%s", error->message);
      return CLI_OUTPUT;
    }
  if (options->format == EVALUATE_TEXT)
    cli_put (text->str);
  else
    cli_put_data (text->str, text->len);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

static Parts
parts_new (void)
{
  return (Parts){ .points = g_array_new (FALSE, FALSE, sizeof (DermOperatingPoint)),
                  .slices = g_array_new (FALSE, FALSE, sizeof (DermReportSlice)),
                  .owned = g_ptr_array_new_with_free_func (g_free),
                  .evaluations = g_ptr_array_new_with_free_func (g_object_unref) };
}

gboolean
evaluate_check_report (const EvaluateSource *source)
{
  g_auto (Parts) parts = parts_new ();
  gboolean is_right = add_points (&parts, source);

  for (char **name = source->options->slices; is_right && name != NULL && *name != NULL; name++)
    is_right = evaluate_find_column (source, "--slice", *name) >= 0;
  return is_right;
}

CliStatus
evaluate_report (EvaluateSource *source, DermEvaluationSet *set, const EvaluateBeside *beside)
{
  g_auto (Parts) parts = parts_new ();

  if (!add_points (&parts, source) || !add_slices (&parts, source, set)
      || !measure (&parts, source, set, beside->other))
    return CLI_USAGE;
  describe (&parts, source);
  g_ptr_array_add (source->warnings, NULL);
  parts.report.warnings = (const char *const *) source->warnings->pdata;
  parts.report.other = beside->other_name;
  parts.report.recalibration = beside->recalibration;
  return write_report (source, &parts.report);
}

void
evaluate_append_figures (GString *text)
{
  for (int i = 0; i < DERM_N_MEASURES; i++)
    {
      g_string_append_printf (text, "%s\n    ", derm_measure_get_name ((DermMeasure) i));
      cli_append_wrapped (text, derm_measure_get_definition ((DermMeasure) i), 4);
    }
  g_string_append_printf (text, "%s\n    ", _ ("mean of the classes"));
  cli_append_wrapped (
      text,
      _ ("Over the classes that there are images of, each the same (macro), or each by its images (weighted). A "
         "precision that is not defined counts as 0 in it."),
      4);
  g_string_append_printf (text, "%s\n    ", /* xgettext:no-c-format */ _ ("95 % interval"));
  cli_append_wrapped (
      text,
      _ ("By the bootstrap: lesions are drawn with all their images, or images where no lesion is known. A share that "
         "is counted, where each image is of another lesion, has Wilson’s interval."),
      4);
}
