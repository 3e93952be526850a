/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "audit-output.h"
#include "cli-recipe.h"
#include "derm-cli.h"

enum { MAX_THREADS = 256 };

typedef struct {
  RecipeOptions recipe; /* of which an audit takes the model and the normalisation */
  char *images, *truth, *split, *trained_on, *isa, *format;
  char *id_column, *label_column, *lesion_column, *split_column;
  char **words, **rest;
  int n_threads;
  gboolean is_truth_from_folders, is_quiet;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->images);
  g_free (options->truth);
  g_free (options->split);
  g_free (options->trained_on);
  g_free (options->isa);
  g_free (options->format);
  g_free (options->id_column);
  g_free (options->label_column);
  g_free (options->lesion_column);
  g_free (options->split_column);
  g_strfreev (options->words);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

char **
audit_list_parts (DermAudit *audit)
{
  DermTruth *truth = derm_audit_get_truth (audit);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  for (guint i = 0; i < derm_audit_get_n_images (audit); i++)
    {
      const char *part = derm_truth_get_split (truth, derm_audit_get_row (audit, i));

      if (part != NULL && g_hash_table_add (seen, (gpointer) part))
        g_strv_builder_add (parts, part);
    }
  return g_strv_builder_end (parts);
}

/* ---- the run, on a thread of its own, so that this one can hear Ctrl-C ---- */

typedef struct {
  const Options *options;
  DermClassifier *classifier;
  DermTruth *truth;
  DermRecipe *recipe; /* NULL: the model's own */
  GCancellable *cancellable;
  GMainLoop *loop;
  DermAudit *audit;
  GError *error;
  gint64 last_shown;
  guint next_tenth; /* in a log */
} Run;

/* On a terminal the same line over and over; in a log one before the first image and one at each tenth. */
static void
show_progress (guint n_done, guint n_images, gpointer user_data)
{
  Run *run = user_data;
  gint64 now = g_get_monotonic_time ();
  guint tenth = n_images > 0 ? (guint) ((guint64) n_done * 10 / n_images) : 10;

  if (run->options->is_quiet)
    return;
  if (isatty (STDERR_FILENO))
    {
      if (now - run->last_shown > G_USEC_PER_SEC / 10 || n_done == n_images)
        {
          g_printerr ("\r"); /* nothing of any file */
          cli_put_error (_ ("%u of %u images"), n_done, n_images);
          run->last_shown = now;
        }
      if (n_done == n_images)
        cli_put_error ("\n");
    }
  else if (tenth >= run->next_tenth)
    {
      cli_put_error (_ ("%u of %u images"), n_done, n_images);
      cli_put_error ("\n");
      run->next_tenth = tenth + 1;
    }
}

static gboolean
on_done (gpointer user_data)
{
  g_main_loop_quit (((Run *) user_data)->loop);
  return G_SOURCE_REMOVE;
}

static gpointer
run_in_thread (gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GFile) folder = cli_file (run->options->images);
  g_autoptr (GFile) trained_on = run->options->trained_on != NULL ? cli_file (run->options->trained_on) : NULL;

  run->audit = derm_audit_new_with_progress (
      &(DermAuditSubject){ run->classifier, run->truth, folder, trained_on, run->recipe }, show_progress, run,
      run->cancellable, &run->error);
  g_idle_add (on_done, run);
  return NULL;
}

static gboolean
on_interrupt (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
run_audit (Run *run)
{
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, run->cancellable);
  GThread *thread = g_thread_new ("audit", run_in_thread, run);

  g_main_loop_run (run->loop);
  g_thread_join (thread);
  g_source_remove (interrupt);
}

static CliStatus
print_audit (DermAudit *audit, const char *format)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_strcmp0 (format, "json") == 0)
    {
      audit_append_json (text, audit);
      cli_put_data (text->str, text->len); /* UTF-8 always */
    }
  else
    {
      audit_append_text (text, audit);
      cli_put (text->str);
    }
  if (!cli_flush ())
    return CLI_OUTPUT;
  return derm_audit_get_n_failures (audit) > 0 ? CLI_IMAGES : CLI_OK;
}

/* So that nobody takes a folder for scored whose images have names of another kind. */
static void
print_left_out (DermAudit *audit)
{
  const char *left_out = derm_audit_get_left_out (audit);
  g_autofree char *printable = left_out != NULL ? cli_printable (left_out) : NULL;

  if (printable == NULL)
    return;
  /* TRANSLATORS: then a list like "2 .csv, 1 .txt" */
  cli_put_error (_ ("Left out, because their names are not those of images: %s"), printable);
  cli_put_error ("\n");
}

static CliStatus
audit (const Options *options, DermClassifier *classifier, DermTruth *truth, DermRecipe *recipe)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { options, classifier, truth, recipe, cancellable, loop };
  g_autoptr (DermAudit) result = NULL;
  g_autoptr (GError) error = NULL;

  run_audit (&run);
  result = run.audit;
  error = run.error;
  if (result == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      cli_error ("%s", _ ("Stopped; nothing was judged."));
      raise (SIGINT); /* its handler is gone: whoever started us sees why we end */
      return CLI_USAGE;
    }
  if (result == NULL)
    {
      cli_file_error (options->images, error);
      return CLI_USAGE;
    }
  print_left_out (result);
  if (!options->is_quiet)
    cli_put_error ("%s\n", derm_research_line ());
  return print_audit (result, options->format);
}

/* ---- options ---- */

static gboolean
has_table_option (const Options *options)
{
  return options->split != NULL || options->id_column != NULL || options->label_column != NULL
         || options->lesion_column != NULL || options->split_column != NULL;
}

static gboolean
check_options (const Options *options)
{
  if (options->rest != NULL)
    cli_error (_ ("audit takes options only: --images and --truth."));
  else if (options->images == NULL || (options->truth == NULL && !options->is_truth_from_folders))
    cli_error (_ ("Name the folder of images (--images) and the table of their labels (--truth), or say "
                  "--truth-from-folders."));
  else if (options->is_truth_from_folders && options->truth != NULL)
    cli_error (_ ("The truth is in a table (--truth) or in the names of folders (--truth-from-folders), not in both."));
  else if (options->is_truth_from_folders && has_table_option (options))
    cli_error (_ ("--split and the options for columns are for a table (--truth)."));
  else if (options->format != NULL && strcmp (options->format, "text") != 0 && strcmp (options->format, "json") != 0)
    cli_error (_ ("“%s” is not a format: text or json."), options->format);
  else if (options->n_threads < 0 || options->n_threads > MAX_THREADS)
    cli_error (_ ("--threads takes a number from 0 (all processors) to %d."), MAX_THREADS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->recipe.model, N_ ("Model file (default: the bundled one)"),
      N_ ("FILE") },
    { "weights-key", 0, 0, G_OPTION_ARG_STRING, &options->recipe.weights_key,
      N_ ("Which of the networks in the model file (“derm info” lists them)"), N_ ("KEY") },
    { "mean", 0, 0, G_OPTION_ARG_STRING, &options->recipe.mean,
      N_ ("Subtract these from red, green and blue, of numbers from 0 to 1"), N_ ("R,G,B") },
    { "std", 0, 0, G_OPTION_ARG_STRING, &options->recipe.std, N_ ("Then divide by these"), N_ ("R,G,B") },
    { "images", 'i', 0, G_OPTION_ARG_FILENAME, &options->images, N_ ("Folder of images"), N_ ("DIR") },
    { "truth", 0, 0, G_OPTION_ARG_FILENAME, &options->truth, N_ ("Table of their labels"), N_ ("CSV") },
    { "truth-from-folders", 0, 0, G_OPTION_ARG_NONE, &options->is_truth_from_folders,
      N_ ("Their labels are the names of the folders that they are in"), NULL },
    { "word", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->words,
      N_ ("A word of the truth, =, and the label that it stands for, none if empty; can be repeated"),
      N_ ("WORD=LABEL") },
    { "split", 's', 0, G_OPTION_ARG_FILENAME, &options->split,
      N_ ("Table of the parts that images are in, or a column of --truth"), N_ ("CSV|COLUMN") },
    { "trained-on", 0, 0, G_OPTION_ARG_FILENAME, &options->trained_on,
      N_ ("Table of the images that the model was trained on"), N_ ("CSV") },
    { "id-column", 0, 0, G_OPTION_ARG_STRING, &options->id_column, N_ ("Column of the images' names"), N_ ("NAME") },
    { "label-column", 0, 0, G_OPTION_ARG_STRING, &options->label_column, N_ ("Column of the labels"), N_ ("NAME") },
    { "lesion-column", 0, 0, G_OPTION_ARG_STRING, &options->lesion_column, N_ ("Column of the lesions' ids"),
      N_ ("NAME") },
    { "split-column", 0, 0, G_OPTION_ARG_STRING, &options->split_column, N_ ("Column of the parts"), N_ ("NAME") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format, N_ ("text (default) or json"), N_ ("FORMAT") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512, neon (default: the best)"),
      N_ ("LEVEL") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &options->n_threads, N_ ("Worker threads (default: as many as processors)"),
      N_ ("N") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->is_quiet, N_ ("Leave out progress and the research-only line"),
      NULL },
    { NULL },
  };

  return cli_parse (
             &(CliCommand){
                 "audit", NULL,
                 _ ("Judges a model by labelled images: was it trained on another recipe or other labels, and are "
                    "the images fit to judge it by?"),
                 entries },
             argv, &options->rest)
         && check_options (options);
}

/* ---- inputs ---- */

static DermTruth *
load_truth (const Options *options, DermModel *model)
{
  gboolean is_split_file = options->split != NULL && g_file_test (options->split, G_FILE_TEST_EXISTS);
  const AuditTruth request = {
    .images = options->images,
    .table = options->truth,
    .split_table = is_split_file ? options->split : NULL,
    .words = (const char *const *) options->words,
    .hints = { options->id_column, options->label_column, options->lesion_column,
               options->split_column != NULL || is_split_file ? options->split_column : options->split },
    .is_quiet = options->is_quiet,
  };

  return audit_load_truth (&request, model);
}

CliStatus
cmd_audit (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  CliStatus status;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  model = cli_load_model (options.recipe.model, options.recipe.weights_key);
  if (model == NULL)
    return CLI_MODEL;
  recipe = recipe_options_normalise (&options.recipe, derm_model_get_recipe (model));
  truth = recipe != NULL ? load_truth (&options, model) : NULL;
  if (truth == NULL)
    return CLI_USAGE;
  cli_tell_remarks (model, TRUE);
  classifier = cli_make_classifier (model, options.isa, options.n_threads, &status);
  if (classifier == NULL)
    return status;
  return audit (&options, classifier, truth, recipe);
}
