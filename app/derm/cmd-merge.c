/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "cli-output.h"
#include "merge.h"

typedef struct {
  char *output, *truth, *model, *format; /* owned, or NULL */
  char **shards;                         /* owned */
  gboolean is_quiet, replaces, is_arrow;
  ArrowKind kind; /* if it is */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->output);
  g_free (options->truth);
  g_free (options->format);
  g_free (options->model);
  g_strfreev (options->shards);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_format (Options *options)
{
  options->is_arrow = options->format != NULL;
  options->kind = g_strcmp0 (options->format, "arrow") == 0 ? ARROW_FILE : ARROW_PARQUET;
  if (options->is_arrow && options->kind == ARROW_PARQUET && strcmp (options->format, "parquet") != 0)
    cli_error (_ ("“%s” is not a format: arrow or parquet. Without --format it is that of the shards."),
               options->format);
  else if (options->is_arrow && options->truth != NULL)
    cli_error (_ ("--truth is for rows as the shards have them: no --format."));
  else if (options->is_arrow && options->replaces)
    cli_error (_ ("--replace is for rows as the shards have them: remove the earlier %s file yourself."),
               options->format);
  else
    return !options->is_arrow || cli_arrow_check ();
  return FALSE;
}

static gboolean
check_options (Options *options)
{
  if (!read_format (options))
    return FALSE;
  if (options->output == NULL)
    {
      cli_error (_ ("Name the file for all rows (--output)."));
      return FALSE;
    }
  if (options->shards == NULL)
    {
      cli_error (_ ("Name the outputs of all shards."));
      return FALSE;
    }
  if (options->model != NULL && options->truth == NULL)
    {
      cli_error (_ ("--model is for an evaluation (--truth)."));
      return FALSE;
    }
  return TRUE;
}

/* Neither of the two files that are written is one that is read. */
static gboolean
check_inputs (const Options *options)
{
  guint n = g_strv_length (options->shards);
  g_autofree char *journal = cli_journal_path (options->output);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (inputs, g_strdup (options->truth));
  g_ptr_array_add (inputs, g_strdup (options->model));
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (inputs, g_strdup (options->shards[i]));
      g_ptr_array_add (inputs, cli_journal_path (options->shards[i]));
    }
  return !cli_output_is_input (options->output, (const char *const *) inputs->pdata, inputs->len)
         && !cli_output_is_input (journal, (const char *const *) inputs->pdata, inputs->len);
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Write all rows to this file, with their journal beside it"), N_ ("FILE") },
    { "truth", 0, 0, G_OPTION_ARG_FILENAME, &options->truth,
      N_ ("Also evaluate them by this table of the images' labels, as “derm evaluate” does"), N_ ("CSV") },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model,
      N_ ("The model of the rows, if it is not the bundled one, for that evaluation"), N_ ("FILE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format, N_ ("Turn csv into another format: arrow or parquet"),
      N_ ("FORMAT") },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options->replaces,
      N_ ("Replace the file if an earlier derm merge or derm predict wrote it"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->is_quiet, N_ ("Do not say how many images there are"), NULL },
    { NULL },
  };

  return cli_parse (&(CliCommand){ "merge", _ ("SHARD…"),
                                   _ ("Joins the outputs of “derm predict --shard K/N --output” into one."), entries },
                    argv, &options->shards)
         && check_options (options);
}

static guint64
count_failed (GArray *shards)
{
  guint64 n_failed = 0;

  for (guint i = 0; i < shards->len; i++)
    n_failed += g_array_index (shards, MergeShard, i).n_failed;
  return n_failed;
}

static void
tell_unhashed (GArray *shards)
{
  for (guint i = 0; i < shards->len; i++)
    {
      const MergeShard *shard = &g_array_index (shards, MergeShard, i);
      g_autofree char *shown = cli_printable (shard->path);

      if (shard->is_unhashed)
        cli_error (
            _ ("%s: its journal has no hashes of the rows, as an earlier version of derm wrote it; that they are "
               "unchanged is known by their length only."),
            shown);
    }
}

static void
tell (GArray *shards)
{
  guint64 n_listed = g_array_index (shards, MergeShard, 0).n_listed;
  g_autofree char *all = g_strdup_printf ("%" PRIu64, n_listed), *failed = NULL;

  failed = g_strdup_printf ("%" PRIu64, count_failed (shards));
  /* TRANSLATORS: numbers of shards, of images, and of images that could not be used */
  cli_put_error (_ ("Shards: %u. Images: %s. Failed: %s."), shards->len, all, failed);
  cli_put_error ("\n");
}

static gboolean
check_csv (GArray *shards)
{
  if (strcmp (g_array_index (shards, MergeShard, 0).head.format, "csv") == 0)
    return TRUE;
  cli_error (_ ("--format is for shards that are csv."));
  return FALSE;
}

static CliStatus
evaluate (const Options *options)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) "--set");
  g_ptr_array_add (argv, options->output);
  g_ptr_array_add (argv, (gpointer) "--truth");
  g_ptr_array_add (argv, options->truth);
  if (options->model != NULL)
    {
      g_ptr_array_add (argv, (gpointer) "--model");
      g_ptr_array_add (argv, options->model);
    }
  if (options->is_quiet)
    g_ptr_array_add (argv, (gpointer) "--quiet");
  g_ptr_array_add (argv, NULL);
  return cmd_evaluate ((char **) argv->pdata);
}

/* What an evaluation would fail by is said before anything is written. */
static CliStatus
check_truth (const Options *options, GArray *shards)
{
  g_autoptr (DermModel) model = NULL;

  if (options->truth == NULL)
    return CLI_OK;
  model = cli_load_model (options->model, NULL);
  if (model == NULL)
    return CLI_MODEL;
  return merge_check_truth (shards, options->truth, model) ? CLI_OK : CLI_USAGE;
}

CliStatus
cmd_merge (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GArray) shards = NULL;
  CliStatus status;

  if (!parse_options (&options, argv) || !check_inputs (&options))
    return CLI_USAGE;
  if (!cli_output_check_rows (options.output, options.replaces))
    return CLI_REFUSED;
  shards = merge_open_shards (options.shards, options.is_arrow);
  if (shards == NULL || (options.is_arrow && !check_csv (shards)))
    return CLI_USAGE;
  status = check_truth (&options, shards);
  if (status != CLI_OK)
    return status;
  if (options.is_arrow ? !merge_write_arrow (shards, options.output, options.kind)
                       : !merge_write (shards, options.output))
    return CLI_OUTPUT;
  tell_unhashed (shards);
  if (!options.is_quiet)
    tell (shards);
  status = options.truth != NULL ? evaluate (&options) : CLI_OK;
  return status == CLI_OK && count_failed (shards) > 0 ? CLI_IMAGES : status;
}
