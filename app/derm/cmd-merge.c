/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "merge.h"

typedef struct {
  char *output, *truth, *model, *format; /* owned, or NULL */
  char **shards;                         /* owned */
  gboolean is_quiet, is_arrow;
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
  else
    return TRUE;
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
  for (char **shard = options->shards; *shard != NULL; shard++)
    if (cli_is_same_file (options->output, *shard))
      {
        cli_error (_ ("The output would replace one of the shards."));
        return FALSE;
      }
  return TRUE;
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
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format,
      N_ ("Write arrow or parquet, of csv: then one run over all images is enough"), N_ ("FORMAT") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->is_quiet, N_ ("Do not say how many images there are"), NULL },
    { NULL },
  };

  return cli_parse (&(CliCommand){ "merge", _ ("SHARD…"),
                                   _ ("Joins the outputs of “derm predict --shard K/N --output” into one."), entries },
                    argv, &options->shards)
         && check_options (options);
}

static void
tell (GArray *shards)
{
  guint64 n_failed = 0, n_listed = g_array_index (shards, MergeShard, 0).n_listed;
  g_autofree char *all = g_strdup_printf ("%" PRIu64, n_listed), *failed = NULL;

  for (guint i = 0; i < shards->len; i++)
    n_failed += g_array_index (shards, MergeShard, i).n_failed;
  failed = g_strdup_printf ("%" PRIu64, n_failed);
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

CliStatus
cmd_merge (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GArray) shards = NULL;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  shards = merge_open_shards (options.shards, options.is_arrow);
  if (shards == NULL || (options.is_arrow && !check_csv (shards)))
    return CLI_USAGE;
  if (options.is_arrow ? !merge_write_arrow (shards, options.output, options.kind)
                       : !merge_write (shards, options.output))
    return CLI_OUTPUT;
  if (!options.is_quiet)
    tell (shards);
  return options.truth != NULL ? evaluate (&options) : CLI_OK;
}
