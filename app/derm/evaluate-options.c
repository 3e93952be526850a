/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "evaluate.h"

enum { MAX_THREADS = 256 };

void
evaluate_options_clear (EvaluateOptions *options)
{
  char *texts[] = { options->images,
                    options->truth,
                    options->set,
                    options->split,
                    options->split_table,
                    options->ids,
                    options->trained_on,
                    options->id_column,
                    options->label_column,
                    options->lesion_column,
                    options->split_column,
                    options->compare,
                    options->compare_model,
                    options->compare_recipe,
                    options->fit_calibration,
                    options->output,
                    options->isa };
  char **lists[] = { options->words, options->only, options->slices, options->thresholds, options->rest };

  recipe_options_clear (&options->recipe);
  cli_sources_clear (&options->lists);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
}

const char *
evaluate_options_get_place (const EvaluateOptions *options)
{
  const char *places[] = { options->set, options->images, options->lists.files_from, options->lists.files0_from };
  gsize i = 0;

  while (places[i] == NULL && i + 1 < G_N_ELEMENTS (places))
    i++;
  return places[i];
}

/* ---- checks ---- */

static gboolean
has_table_option (const EvaluateOptions *options)
{
  return options->id_column != NULL || options->label_column != NULL || options->lesion_column != NULL
         || options->split_column != NULL || options->split_table != NULL;
}

static gboolean
has_lists (const EvaluateOptions *options)
{
  return options->lists.files_from != NULL || options->lists.files0_from != NULL;
}

static gboolean
check_source (const EvaluateOptions *options)
{
  if (options->rest != NULL)
    cli_error (_ ("evaluate takes options only: --images and --truth, or --set."));
  else if ((options->images != NULL) + (options->set != NULL) + has_lists (options) != 1)
    cli_error (_ ("Name a folder of images (--images) with their truth, or a set in one file (--set)."));
  else if (has_lists (options) && options->is_truth_from_folders)
    cli_error (_ ("--truth-from-folders is for images without a table (--images)."));
  else if (options->set == NULL && options->truth == NULL && !options->is_truth_from_folders)
    cli_error (_ ("Name the table of the images' labels (--truth), or say --truth-from-folders."));
  else if (options->is_truth_from_folders && (options->truth != NULL || options->set != NULL))
    cli_error (_ ("--truth-from-folders is for images without a table (--images)."));
  else if (options->truth == NULL && has_table_option (options))
    cli_error (_ ("The options for columns and --split-table are for a table (--truth)."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_numbers (const EvaluateOptions *options)
{
  if (options->n_threads < 0 || options->n_threads > MAX_THREADS)
    cli_error (_ ("--threads takes a number from 0 (all processors) to %d."), MAX_THREADS);
  else if (options->n_rounds != 0 && (options->n_rounds < 100 || options->n_rounds > DERM_MAX_ROUNDS))
    cli_error (_ ("--rounds takes 0 (no intervals) or a number from 100 to %d."), DERM_MAX_ROUNDS);
  else if (options->digits < 1 || options->digits > 9)
    cli_error (_ ("--digits takes a number from 1 to 9."));
  else if (!(options->malignant_threshold >= 0 && options->malignant_threshold <= 1))
    cli_error (_ ("--malignant-threshold takes a number from 0 to 1."));
  else if (!(options->coverage >= 0.5 && options->coverage < 1))
    cli_error (_ ("--coverage takes a number from 0.5 to below 1."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_compare (const EvaluateOptions *options)
{
  if (options->compare != NULL && (options->compare_model != NULL || options->compare_recipe != NULL))
    cli_error (_ ("Compare with results (--compare) or with a model or recipe, not with both."));
  else if ((options->compare != NULL || options->compare_model != NULL || options->compare_recipe != NULL)
           && options->n_rounds == 0)
    cli_error (_ ("A comparison needs --rounds."));
  else
    return TRUE;
  return FALSE;
}

/* Texts that become something else. */
typedef struct {
  char *format, *decision, *scaling; /* owned, or NULL */
} Words;

static void
words_clear (Words *words)
{
  g_free (words->format);
  g_free (words->decision);
  g_free (words->scaling);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
read_format (EvaluateOptions *options, const char *format)
{
  static const char *const formats[] = { "text", "csv", "json" };

  for (gsize i = 0; format != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (format, formats[i]))
      {
        options->format = (EvaluateFormat) i;
        return TRUE;
      }
  if (format != NULL)
    cli_error (_ ("“%s” is not a format: text, csv or json."), format);
  return format == NULL;
}

static gboolean
read_words (EvaluateOptions *options, const Words *words)
{
  options->has_decision = words->decision != NULL;
  if (words->decision != NULL && !derm_decision_from_id (words->decision, &options->decision))
    cli_error (_ ("“%s” is not a decision: likely or balanced."), words->decision);
  else if (words->scaling != NULL && !derm_scaling_method_from_id (words->scaling, &options->method))
    cli_error (_ ("“%s” is not a scaling: temperature or vector."), words->scaling);
  else
    return read_format (options, words->format);
  return FALSE;
}

/* ---- options ---- */

static gboolean
parse (EvaluateOptions *o, char **argv, Words *words)
{
  const GOptionEntry entries[] = {
    { "images", 'i', 0, G_OPTION_ARG_FILENAME, &o->images, N_ ("Folder of images"), N_ ("DIR") },
    { "files-from", 0, 0, G_OPTION_ARG_FILENAME, &o->lists.files_from,
      N_ ("In place of a folder: the images that this file names, one a line; - for standard input"), N_ ("FILE") },
    { "files0-from", 0, 0, G_OPTION_ARG_FILENAME, &o->lists.files0_from,
      N_ ("The same with a NUL behind each name, as “find -print0” writes it"), N_ ("FILE") },
    { "truth", 0, 0, G_OPTION_ARG_FILENAME, &o->truth, N_ ("Table of their labels"), N_ ("CSV") },
    { "truth-from-folders", 0, 0, G_OPTION_ARG_NONE, &o->is_truth_from_folders,
      N_ ("Their labels are the names of the folders that they are in"), NULL },
    { "set", 0, 0, G_OPTION_ARG_FILENAME, &o->set,
      N_ ("In place of images: MedMNIST's .npz, hmnist_28_28_RGB.csv, or results of “derm predict” as .csv or .jsonl"),
      N_ ("FILE") },
    { "split", 's', 0, G_OPTION_ARG_STRING, &o->split,
      N_ ("Only this part of the set, like test; of an .npz test if nothing is said; “all” for all"), N_ ("NAME") },
    { "split-table", 0, 0, G_OPTION_ARG_FILENAME, &o->split_table, N_ ("Table of the parts that images are in"),
      N_ ("CSV") },
    { "ids", 0, 0, G_OPTION_ARG_FILENAME, &o->ids, N_ ("Only the images whose ids are in this file, one a line"),
      N_ ("FILE") },
    { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->only,
      N_ ("Only images that have this in a column of the table; can be repeated"), N_ ("COLUMN=VALUE") },
    { "slice", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->slices,
      N_ ("Also figures for each value of this column of the table; can be repeated"), N_ ("NAME") },
    { "word", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->words,
      N_ ("A word of the truth, =, and the label that it stands for, none if empty; can be repeated"),
      N_ ("WORD=LABEL") },
    { "id-column", 0, 0, G_OPTION_ARG_STRING, &o->id_column, N_ ("Column of the images' names"), N_ ("NAME") },
    { "label-column", 0, 0, G_OPTION_ARG_STRING, &o->label_column, N_ ("Column of the labels"), N_ ("NAME") },
    { "lesion-column", 0, 0, G_OPTION_ARG_STRING, &o->lesion_column, N_ ("Column of the lesions' ids"), N_ ("NAME") },
    { "split-column", 0, 0, G_OPTION_ARG_STRING, &o->split_column, N_ ("Column of the parts"), N_ ("NAME") },
    { "trained-on", 0, 0, G_OPTION_ARG_FILENAME, &o->trained_on,
      N_ ("Table of the images that the model was trained on"), N_ ("CSV") },
    { "with-training-data", 0, 0, G_OPTION_ARG_NONE, &o->keeps_trained_on,
      N_ ("Keep images that the model was trained on; the figures are then no estimate"), NULL },
    { "decision", 'd', 0, G_OPTION_ARG_STRING, &words->decision,
      N_ ("How the answer is taken: likely (default) or balanced"), N_ ("DECISION") },
    { "threshold", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->thresholds,
      N_ ("Also a class as a test, from this score on; can be repeated (default: mel=0.5)"), N_ ("LABEL=SCORE") },
    { "malignant-threshold", 0, 0, G_OPTION_ARG_DOUBLE, &o->malignant_threshold,
      N_ ("The score from which on the malignant classes together are a test that is positive (default: 0.5)"),
      N_ ("SCORE") },
    { "rounds", 0, 0, G_OPTION_ARG_INT, &o->n_rounds,
      N_ ("Of the bootstrap for the intervals, 0 for none (default: 2000)"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &o->seed, N_ ("Of all that is drawn (default: 1)"), N_ ("N") },
    { "compare", 0, 0, G_OPTION_ARG_FILENAME, &o->compare,
      N_ ("Compare with results of “derm predict” over the same images"), N_ ("FILE") },
    { "compare-model", 0, 0, G_OPTION_ARG_FILENAME, &o->compare_model, N_ ("Compare with this model"), N_ ("FILE") },
    { "compare-recipe", 0, 0, G_OPTION_ARG_STRING, &o->compare_recipe, N_ ("Compare with this recipe"), N_ ("NAME") },
    { "fit-calibration", 0, 0, G_OPTION_ARG_FILENAME, &o->fit_calibration,
      N_ ("Fit a calibration on one half of the images, report it on the other, and write it for “derm predict”"),
      N_ ("FILE") },
    { "scaling", 0, 0, G_OPTION_ARG_STRING, &words->scaling,
      N_ ("What is fitted and kept: temperature (default) or vector"), N_ ("SCALING") },
    { "coverage", 0, 0, G_OPTION_ARG_DOUBLE, &o->coverage,
      N_ ("How often the sets of a fitted calibration shall have the right class (default: 0.9)"), N_ ("SHARE") },
    { "no-duplicates", 0, 0, G_OPTION_ARG_NONE, &o->skips_duplicates,
      N_ ("Do not look for images that are there twice"), NULL },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &words->format, N_ ("text (default), csv or json"), N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, N_ ("Write the report to this file"), N_ ("FILE") },
    { "digits", 0, 0, G_OPTION_ARG_INT, &o->digits, N_ ("Decimals in text (default: 3)"), N_ ("N") },
    { "help-figures", 0, 0, G_OPTION_ARG_NONE, &o->shows_figures, N_ ("Define all figures, and do nothing else"),
      NULL },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &o->isa, N_ ("CPU level: plain, avx2, avx512, neon (default: the best)"),
      N_ ("LEVEL") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &o->n_threads, N_ ("Worker threads (default: as many as processors)"),
      N_ ("N") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &o->is_quiet, N_ ("Leave out progress and the research-only line"), NULL },
    { NULL },
  };

  return recipe_options_parse (
      &o->recipe,
      &(CliCommand){ "evaluate", NULL, _ ("Tells how good a model's answers are, by images whose class is known."),
                     entries },
      argv, &o->rest);
}

gboolean
evaluate_options_parse (EvaluateOptions *options, char **argv)
{
  g_auto (Words) words = { 0 };

  options->n_rounds = DERM_INTERVAL_ROUNDS;
  options->seed = DERM_INTERVAL_SEED;
  options->malignant_threshold = 0.5;
  options->coverage = 0.9;
  options->digits = 3;
  if (!parse (options, argv, &words))
    return FALSE;
  return options->shows_figures
         || (read_words (options, &words) && check_source (options)
             && (!has_lists (options) || cli_sources_check (&options->lists, "")) && check_numbers (options)
             && check_compare (options));
}
