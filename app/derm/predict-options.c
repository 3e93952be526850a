/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "cli-output.h"
#include "derm-cli.h"
#include "predict-options.h"

enum { MAX_THREADS = 256, MAX_SHARDS = 1000000 };

/* Texts that become something else. */
typedef struct {
  char *format, *scores, *decision, *shard;
} Words;

static gboolean
check_figure (const PredictOptions *options)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", NULL };
  const char *const calibration = options->calibration;

  if (options->figure == NULL)
    return TRUE;
  if (!cli_sources_is_single (&options->sources))
    cli_error (_ ("--figure takes exactly one image."));
  else if (g_strcmp0 (options->recipe.name, "all") == 0)
    cli_error (_ ("--figure takes one recipe, not all."));
  else if (!cli_has_ending (options->figure, endings))
    cli_error (_ ("A figure's name ends in .png, .svg or .pdf."));
  else if (options->calibration == NULL || !cli_output_is_input (options->figure, &calibration, 1))
    return recipe_options_check_output (&options->recipe, options->figure, options->sources.arguments[0]);
  return FALSE;
}

/* "2/8": FALSE if it is none. */
static gboolean
read_shard (PredictOptions *options, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "/", 3);
  guint64 shard, n_shards;

  if (g_strv_length (words) != 2 || !g_ascii_string_to_unsigned (words[1], 10, 1, MAX_SHARDS, &n_shards, NULL)
      || !g_ascii_string_to_unsigned (words[0], 10, 1, n_shards, &shard, NULL))
    return FALSE;
  options->shard = (guint) shard;
  options->n_shards = (guint) n_shards;
  return TRUE;
}

static gboolean
check_run (const PredictOptions *options)
{
  if (options->output == NULL && (options->is_resumed || options->replaces || options->by_hash))
    cli_error (_ ("--resume, --replace and --by-hash are for --output."));
  else if (options->is_resumed && options->replaces)
    cli_error (_ ("--resume goes on with the file and --replace begins it anew: name one of them."));
  else if (options->output != NULL && options->format != OUTPUT_CSV && options->format != OUTPUT_JSONL)
    cli_error (
        _ ("--output is for --format csv and jsonl; the other formats go to standard output. “derm merge” makes arrow "
           "and parquet of a finished csv."));
  else if (options->output != NULL && options->figure != NULL)
    cli_error (_ ("--figure cannot be used with --output."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_words (PredictOptions *options, const Words *words)
{
  if (words->format != NULL && !output_format_from_id (words->format, &options->format))
    cli_error (_ ("“%s” is not a format: table, csv, json, jsonl, arrow, parquet or published."), words->format);
  else if (words->scores != NULL && !derm_values_from_id (words->scores, &options->values))
    cli_error (_ ("“%s” is not a kind of score: calibrated, raw or logits."), words->scores);
  else if (words->decision != NULL && !derm_decision_from_id (words->decision, &options->decision))
    cli_error (_ ("“%s” is not a decision: likely or balanced."), words->decision);
  else if (words->shard != NULL && !read_shard (options, words->shard))
    cli_error (_ ("“%s” is not a shard: K/N, with K from 1 to N."), words->shard);
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
    cli_error (_ ("--scores is for table, csv, arrow and parquet; json and jsonl have them all."));
  else if (options->fields != NULL && !has_all && !output_format_has_columns (options->format))
    cli_error (_ ("--fields is for --format csv, json, jsonl, arrow and parquet."));
  else if (output_format_is_arrow (options->format) && isatty (STDOUT_FILENO))
    cli_error (_ ("%s is not for a terminal: send it to a file or to another program, as in “> rows.%s”."),
               words->format, words->format);
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
  return cli_sources_check (&options->sources, _ ("Name at least one image, or - for standard input."))
         && check_figure (options) && check_run (options);
}

static void
words_clear (Words *words)
{
  g_free (words->format);
  g_free (words->scores);
  g_free (words->decision);
  g_free (words->shard);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

gboolean
predict_options_parse (PredictOptions *options, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &words.format,
      N_ ("table (default), csv, json, jsonl, arrow, parquet or published"), N_ ("FORMAT") },
    { "decision", 'd', 0, G_OPTION_ARG_STRING, &words.decision,
      N_ ("How the answer is taken: likely (default) or balanced"), N_ ("DECISION") },
    { "scores", 's', 0, G_OPTION_ARG_STRING, &words.scores,
      N_ ("What table, csv, arrow and parquet show: calibrated (default), raw or logits"), N_ ("SCORES") },
    { "calibration", 0, 0, G_OPTION_ARG_FILENAME, &options->calibration,
      N_ ("Use this calibration in place of the model's: a file of “derm evaluate --fit-calibration”"), N_ ("FILE") },
    { "fields", 0, 0, G_OPTION_ARG_STRING, &options->fields,
      N_ ("Which fields rows have, in that order, commas between them; help lists them"), N_ ("LIST") },
    { "figure", 'F', 0, G_OPTION_ARG_FILENAME, &options->figure,
      N_ ("Also draw the result of one image: .png, .svg, .pdf"), N_ ("OUT") },
    CLI_SOURCE_ENTRIES (&options->sources),
    { "shard", 0, 0, G_OPTION_ARG_STRING, &words.shard,
      N_ ("Only every Nth image, from the Kth on: N such runs, on N computers, do them all"), N_ ("K/N") },
    { "unordered", 0, 0, G_OPTION_ARG_NONE, &options->is_unordered,
      N_ ("Write rows as they are done, not in the order of the images"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Write the rows of csv or jsonl to this file, so that a run that is stopped can go on"), N_ ("FILE") },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &options->is_resumed,
      N_ ("Go on with --output’s file: what is in it and unchanged is not done again"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options->replaces,
      N_ ("Begin --output’s file anew if an earlier derm predict or derm merge wrote it"), NULL },
    { "by-hash", 0, 0, G_OPTION_ARG_NONE, &options->by_hash,
      N_ ("With --output, know images that are unchanged by their content, not by size and time"), NULL },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512, neon (default: the best)"),
      N_ ("LEVEL") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &options->n_threads, N_ ("Worker threads (default: as many as processors)"),
      N_ ("N") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->is_quiet, N_ ("Leave out progress and the research-only line"),
      NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &options->is_verbose, N_ ("Show the inputs' hashes in the table"), NULL },
    { NULL },
  };

  return recipe_options_parse (
             &options->recipe,
             &(CliCommand){ "predict", _ ("FILE…"),
                            _ ("Shows the network's scores of images, of folders with all in them and below, and of "
                               "lists; - reads one from standard input."),
                            entries },
             argv, &options->sources.arguments)
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
  cli_sources_clear (&options->sources);
  g_free (options->output);
}

DermImage *
predict_options_take_decoded (PredictOptions *options)
{
  GThread *decoding = g_steal_pointer (&options->decoding);

  return decoding != NULL ? g_thread_join (decoding) : NULL;
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
