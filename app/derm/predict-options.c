/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "derm-cli.h"
#include "predict-options.h"

enum { MAX_THREADS = 256 };

/* Texts that become something else. */
typedef struct {
  char *format, *scores, *decision;
} Words;

static gboolean
check_figure (const PredictOptions *options)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", NULL };

  if (options->figure == NULL)
    return TRUE;
  if (options->files[1] != NULL)
    cli_error (_ ("--figure takes exactly one image."));
  else if (g_strcmp0 (options->recipe.name, "all") == 0)
    cli_error (_ ("--figure takes one recipe, not all."));
  else if (!cli_has_ending (options->figure, endings))
    cli_error (_ ("A figure's name ends in .png, .svg or .pdf."));
  else if (cli_is_same_file (options->figure, options->files[0]))
    cli_error (_ ("The figure would replace the image it is made of."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_files (char **files)
{
  int n_stdin = 0;

  if (files == NULL || files[0] == NULL)
    {
      cli_error (_ ("Name at least one image, or - for standard input."));
      return FALSE;
    }
  for (char **file = files; *file != NULL; file++)
    n_stdin += cli_is_stdin (*file);
  if (n_stdin > 1)
    cli_error (_ ("Standard input (-) can be read once only."));
  return n_stdin <= 1;
}

static gboolean
read_words (PredictOptions *options, const Words *words)
{
  if (words->format != NULL && !output_format_from_id (words->format, &options->format))
    cli_error (_ ("“%s” is not a format: table, csv, json, jsonl or published."), words->format);
  else if (words->scores != NULL && !derm_values_from_id (words->scores, &options->values))
    cli_error (_ ("“%s” is not a kind of score: calibrated, raw or logits."), words->scores);
  else if (words->decision != NULL && !derm_decision_from_id (words->decision, &options->decision))
    cli_error (_ ("“%s” is not a decision: likely or balanced."), words->decision);
  else
    return TRUE;
  return FALSE;
}

/* What a format has no choice of. */
static gboolean
check_words (PredictOptions *options, const Words *words)
{
  gboolean has_all = options->format == OUTPUT_JSON || options->format == OUTPUT_JSONL;

  if (words->scores != NULL && has_all && options->fields == NULL)
    cli_error (_ ("--scores is for table and csv; json and jsonl have them all."));
  else if (options->fields != NULL && !has_all && options->format != OUTPUT_CSV)
    cli_error (_ ("--fields is for --format csv, json and jsonl."));
  else if (options->format == OUTPUT_PUBLISHED && (words->scores != NULL || words->decision != NULL))
    cli_error (_ ("--format published always shows the highest raw score: no --scores, no --decision."));
  else if (options->calibration != NULL && g_strcmp0 (options->recipe.name, "all") == 0)
    cli_error (_ ("--calibration takes one recipe, not all."));
  else if (options->calibration != NULL && options->format == OUTPUT_PUBLISHED)
    cli_error (_ ("--format published always shows the highest raw score: no --calibration."));
  else
    return TRUE;
  return FALSE;
}

/* "help" in place of a list. */
static gboolean
shows_fields (PredictOptions *options)
{
  options->shows_fields = g_strcmp0 (options->fields, "help") == 0;
  return options->shows_fields;
}

static gboolean
check_options (PredictOptions *options, const Words *words)
{
  if (!read_words (options, words) || !check_words (options, words))
    return FALSE;
  if (options->n_threads < 0 || options->n_threads > MAX_THREADS)
    {
      cli_error (_ ("--threads takes a number from 0 (all processors) to %d."), MAX_THREADS);
      return FALSE;
    }
  if (options->format == OUTPUT_PUBLISHED && options->recipe.name == NULL)
    options->recipe.name = g_strdup ("published"); /* as the program does whose output that is */
  return check_files (options->files) && check_figure (options);
}

static void
words_clear (Words *words)
{
  g_free (words->format);
  g_free (words->scores);
  g_free (words->decision);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

gboolean
predict_options_parse (PredictOptions *options, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &words.format, N_ ("table (default), csv, json, jsonl or published"),
      N_ ("FORMAT") },
    { "decision", 'd', 0, G_OPTION_ARG_STRING, &words.decision,
      N_ ("How the answer is taken: likely (default) or balanced"), N_ ("DECISION") },
    { "scores", 's', 0, G_OPTION_ARG_STRING, &words.scores,
      N_ ("What table and csv show: calibrated (default), raw or logits"), N_ ("SCORES") },
    { "calibration", 0, 0, G_OPTION_ARG_FILENAME, &options->calibration,
      N_ ("Use this calibration in place of the model's: a file of “derm evaluate --fit-calibration”"), N_ ("FILE") },
    { "fields", 0, 0, G_OPTION_ARG_STRING, &options->fields,
      N_ ("Which fields rows of csv, json and jsonl have, in that order, commas between them; help lists them"),
      N_ ("LIST") },
    { "figure", 'F', 0, G_OPTION_ARG_FILENAME, &options->figure,
      N_ ("Also draw the result of one image: .png, .svg, .pdf"), N_ ("OUT") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512, neon (default: the best)"),
      N_ ("LEVEL") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &options->n_threads, N_ ("Worker threads (default: as many as processors)"),
      N_ ("N") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->is_quiet, N_ ("Leave out the research-only line"), NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &options->is_verbose, N_ ("Show the inputs' hashes in the table"), NULL },
    { NULL },
  };

  return recipe_options_parse (
             &options->recipe,
             &(CliCommand){ "predict", _ ("FILE…"),
                            _ ("Shows the network's scores of images; - reads one from standard input."), entries },
             argv, &options->files)
         && (shows_fields (options) || check_options (options, &words));
}

void
predict_options_clear (PredictOptions *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->isa);
  g_free (options->figure);
  g_free (options->calibration);
  g_free (options->fields);
  g_clear_pointer (&options->chosen, derm_record_fields_free);
  g_strfreev (options->files);
}

gboolean
predict_options_calibrate (const PredictOptions *options, DermModel **model, DermRecipe *recipe)
{
  g_autoptr (GFile) file = options->calibration != NULL ? cli_file (options->calibration) : NULL;
  g_autoptr (DermRecalibration) calibration = NULL;
  g_autoptr (GError) error = NULL;
  DermModel *calibrated = NULL;

  if (file == NULL)
    return TRUE;
  calibration = derm_recalibration_new_from_file (file, NULL, &error);
  if (calibration != NULL)
    calibrated = derm_recalibration_apply (calibration, *model, recipe, &error);
  if (calibrated == NULL)
    {
      cli_file_error (options->calibration, error);
      return FALSE;
    }
  if (derm_recalibration_is_training (calibration))
    cli_error (_ ("The calibration was fitted on images that the model was trained on: the scores are too sure."));
  g_object_unref (*model);
  *model = calibrated;
  return TRUE;
}
