/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-run.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli-arrow.h"
#include "derm-cli.h"
#include "predict-head.h"
#include "predict-run-private.h"

enum { JOBS_PER_THREAD = 16, MAX_PEEKED = 100, TICK_MS = 250 };

static void
show_progress (Run *run)
{
  const Store *store = run->plan.store;
  const ProgressCounts counts = { .n_done = store != NULL ? store_get_n_kept (store) : run->n_printed,
                                  .n_failed = store != NULL ? store_get_n_failed (store) : run->n_failed,
                                  .n_quick = run->n_quick };

  progress_show (&run->progress, &counts);
}

static void
run_jobs (Run *run)
{
  while (run->status == CLI_OK && run->stop_signal == 0 && (!run->is_at_end || run->n_running > 0))
    {
      gboolean is_busy = run_start_some (run);

      is_busy |= run_print_ready (run);
      if (!run->is_at_end || run->n_running > 0)
        g_main_context_iteration (NULL, !is_busy);
      run_print_ready (run);
      if (run->plan.store != NULL && run->status == CLI_OK && !store_sync_in_time (run->plan.store))
        run_stop_output (run);
      show_progress (run);
    }
  progress_end (&run->progress);
}

static void
begin_output (Run *run)
{
  g_autoptr (GString) text = g_string_new (NULL);

  run->output.files = &run->peeked;
  output_begin (&run->output, text);
  if (run->plan.store == NULL && !output_put (&run->output, text))
    run->status = CLI_OUTPUT;
}

static void
end_output (Run *run)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (run->plan.store != NULL)
    {
      if (cli_names_is_broken (run->names)
              ? !store_sync (run->plan.store)
              : !store_end (run->plan.store, run->n_listed, g_checksum_get_string (run->list_hash)))
        run->status = CLI_OUTPUT;
      return;
    }
  output_end (&run->output, text);
  if (run->output.arrow != NULL ? !cli_arrow_end (run->output.arrow) : !output_put (&run->output, text))
    run->status = CLI_OUTPUT;
}

/* What is done is kept; the rest of the process would be for nobody. */
static void
stop (Run *run)
{
  g_autofree char *shown = cli_printable (run->options->output), *done = NULL;

  if (store_sync (run->plan.store))
    {
      done = progress_format_number (store_get_n_kept (run->plan.store));
      /* Translators: a file and a number */
      cli_error (_ ("Stopped. Images whose rows are in %1$s: %2$s. With --resume the run goes on from there."), shown,
                 done);
    }
  signal (run->stop_signal, SIG_DFL);
  raise (run->stop_signal);
  exit (CLI_OUTPUT);
}

/* Said even if all else is quiet: a folder may have been misspelt. */
static void
tell_left (const Run *run)
{
  guint64 n = store_get_n_left (run->plan.store);
  g_autofree char *number = progress_format_number (n), *shown = cli_printable (store_get_left_path (run->plan.store));

  if (n > 0)
    /* Translators: a number, and a file */
    cli_error (
        _ ("Images that were done and are no longer listed, or cannot be read any more: %1$s. Their rows are kept "
           "in %2$s and come back with --resume when the images do."),
        number, shown);
}

static void
tell_end (const Run *run)
{
  g_autofree char *shown = cli_printable (run->options->output);
  g_autofree char *done = progress_format_number (store_get_n_kept (run->plan.store));
  g_autofree char *failed = progress_format_number (run->n_failed), *old = progress_format_number (run->n_quick);

  tell_left (run);
  if (run->options->is_quiet)
    return;
  if (run->n_quick > 0)
    /* Translators: a file, and numbers of images */
    cli_error (_ ("%1$s: %2$s images, %3$s of them were there already, %4$s failed."), shown, done, old, failed);
  else
    cli_error (_ ("%1$s: %2$s images, %3$s failed."), shown, done, failed);
}

static gboolean
on_interrupt (gpointer user_data)
{
  ((Run *) user_data)->stop_signal = SIGINT;
  signal (SIGINT, SIG_DFL); /* the second ends it at once */
  return G_SOURCE_REMOVE;
}

static gboolean
on_terminate (gpointer user_data)
{
  ((Run *) user_data)->stop_signal = SIGTERM;
  return G_SOURCE_REMOVE;
}

/* The terminal was closed, or the connection to it. */
static gboolean
on_hangup (gpointer user_data)
{
  ((Run *) user_data)->stop_signal = SIGHUP;
  return G_SOURCE_REMOVE;
}

static void
watch_signals (Run *run)
{
  struct sigaction hangup;

  g_unix_signal_add (SIGINT, on_interrupt, run);
  g_unix_signal_add (SIGTERM, on_terminate, run);
  if (sigaction (SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN) /* nohup */
    g_unix_signal_add (SIGHUP, on_hangup, run);
}

/* Rows are kept and progress is shown even while a list is slow. */
static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* For formats that are made of the rows of CSV. */
static gboolean
open_arrow (Run *run)
{
  OutputFormat format = run->options->format;

  if (!output_format_is_arrow (format))
    return TRUE;
  run->output.arrow
      = cli_arrow_new (format == OUTPUT_ARROW ? ARROW_STREAM : ARROW_PARQUET, STDOUT_FILENO, _ ("standard output"));
  if (run->output.arrow == NULL)
    run->status = CLI_USAGE;
  return run->output.arrow != NULL;
}

static gboolean
has_field (const Run *run, const char *name)
{
  return run->options->chosen != NULL && derm_record_fields_has (run->options->chosen, name);
}

static gboolean
open_store (Run *run)
{
  g_autoptr (GString) begin = g_string_new (NULL);

  if (run->options->output == NULL)
    return TRUE;
  output_begin (&run->output, begin);
  run->store_options = (StoreOptions){ .path = run->options->output,
                                       .is_resumed = run->options->is_resumed,
                                       .replaces = run->options->replaces,
                                       .has_position = has_field (run, "file_index"),
                                       .has_times = has_field (run, "file_modified") };
  run->store_options.begin = g_steal_pointer (&begin);
  if (!predict_head_make (&run->store_options.head, run->options, &run->output))
    run->status = CLI_USAGE;
  else
    run->plan.store = store_open (&run->store_options, &run->status);
  if (run->plan.store == NULL)
    return FALSE;
  watch_signals (run);
  g_timeout_add (TICK_MS, on_tick, NULL);
  return TRUE;
}

/* The first names: whether there are any, and how wide the table's column is. */
static gboolean
peek (Run *run)
{
  guint most = run->options->format == OUTPUT_TABLE ? MAX_PEEKED : 1;
  char *name;

  while (run->peeked.length < most && (name = cli_names_next (run->names)) != NULL)
    g_queue_push_tail (&run->peeked, name);
  if (run->peeked.length > 0)
    return TRUE;
  run->status = cli_names_is_broken (run->names) ? CLI_USAGE : CLI_IMAGES; /* it was said */
  return FALSE;
}

static void
run_clear (Run *run)
{
  run_free_jobs (run);
  g_queue_clear_full (&run->peeked, g_free);
  g_clear_pointer (&run->plan.store, store_free);
  g_clear_pointer (&run->output.arrow, cli_arrow_free);
  cli_journal_head_clear (&run->store_options.head);
  if (run->store_options.begin != NULL)
    g_string_free (run->store_options.begin, TRUE);
  g_clear_pointer (&run->names, cli_names_free);
  g_checksum_free (run->list_hash);
  g_object_unref (run->plan.cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* How many images this run has, if that is known and anybody wants to know. */
static gint64
count_images (const PredictOptions *options)
{
  gint64 n = cli_sources_count (&options->sources);

  if (n < 0 || options->n_shards == 0)
    return n;
  return (n - (gint64) options->shard + (gint64) options->n_shards) / (gint64) options->n_shards;
}

static CliStatus
run_all (Run *run)
{
  begin_output (run);
  progress_init (&run->progress, count_images (run->options), run->options->is_quiet, run->options->output != NULL);
  run_make_jobs (run);
  run_jobs (run);
  if (run->stop_signal != 0)
    stop (run);
  if (run->status == CLI_OUTPUT && (run->n_running > 0 || !run->is_at_end))
    exit (CLI_OUTPUT); /* it was said; what still runs, reading standard input perhaps, is for nobody */
  if (run->status == CLI_OK)
    end_output (run);
  if (run->status == CLI_OK && run->plan.store != NULL)
    tell_end (run);
  if (!run->options->is_quiet)
    cli_put_error ("%s\n", derm_research_line ());
  if (run->status != CLI_OK)
    return run->status;
  if (cli_names_is_broken (run->names))
    return CLI_USAGE;
  return run->n_failed > 0 || cli_names_get_n_failed (run->names) > 0 ? CLI_IMAGES : CLI_OK;
}

CliStatus
predict_run (PredictOptions *options, DermClassifier *classifier, GPtrArray *recipes)
{
  g_auto (Run) run = {
    .options = options,
    .output = { .format = options->format,
                .form = { .classifier = classifier,
                          .columns = recipes->pdata[0],
                          .values = options->values,
                          .decision = options->decision,
                          .is_untimed = options->output != NULL && options->chosen == NULL,
                          .fields = options->chosen },
                .is_verbose = options->is_verbose,
                .recipes = recipes },
    .plan = { .classifier = classifier,
              .recipes = recipes,
              .cancellable = g_cancellable_new (),
              .by_hash = options->by_hash,
              .keeps_image = options->figure != NULL,
              .is_many = !cli_sources_is_single (&options->sources) },
    .list_hash = g_checksum_new (G_CHECKSUM_SHA256),
    .n_jobs = (guint) (JOBS_PER_THREAD * derm_classifier_get_n_threads (classifier)),
  };

  run.names = cli_names_new (&options->sources);
  if (run.names == NULL)
    return CLI_USAGE;
  run.plan.tells_file = has_field (&run, "file_size") || has_field (&run, "file_modified");
  run.plan.tells_hash = has_field (&run, "file_sha256");
  if (!open_arrow (&run) || !peek (&run) || !open_store (&run))
    return run.status;
  return run_all (&run);
}
