/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-run.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "derm-cli.h"
#include "predict-fields.h"
#include "predict-head.h"
#include "predict-job.h"
#include "predict-progress.h"

enum { JOBS_PER_THREAD = 16, MAX_PEEKED = 100, MAX_AT_ONCE = 64, TICK_MS = 250 };

typedef struct {
  PredictOptions *options;
  Output output;
  JobPlan plan;
  CliNames *names;
  GQueue peeked;        /* owned names that were looked at before their turn */
  GChecksum *list_hash; /* owned */
  guint64 n_listed;
  gboolean is_at_end;
  Job *jobs;
  guint n_jobs;
  GQueue idle, started, done; /* of them; done: in the order in which they were, whether their turn has come or not */
  guint n_running;
  guint64 n_printed, n_failed, n_quick;
  StoreOptions store_options;
  Progress progress;
  int stop_signal;
  CliStatus status; /* of output and figure; failed images are counted apart */
} Run;

/* ---- rows ---- */

static gboolean
save_figure (const Job *job, DermPrediction *prediction, const char *path, GError **error)
{
  gboolean (*save) (DermImage *, DermPrediction *, const char *, const char *, GError **);

  *(void **) &save = cli_find_figure ("derm_figure_save", error);
  return save != NULL && save (job->image, prediction, NULL, path, error);
}

static void
write_figure (Run *run, const Job *job, DermPrediction *prediction)
{
  g_autoptr (GError) error = NULL;

  if (run->options->figure == NULL || prediction == NULL)
    return;
  if (save_figure (job, prediction, run->options->figure, &error))
    return;
  cli_error ("%s", error->message);
  run->status = CLI_OUTPUT;
}

/* The prediction with the answer that was asked for; NULL if the image failed. */
static DermPrediction *
decide (const Run *run, const Job *job, const JobPart *part)
{
  return job->error == NULL ? derm_prediction_with_decision (part->prediction, run->options->decision, NULL) : NULL;
}

/* What the input was made by: the recipe, with its crop as a part of this image. */
static DermRecipe *
take_recipe (const JobPart *part)
{
  return part->prediction != NULL ? derm_input_get_recipe (derm_prediction_get_input (part->prediction)) : part->recipe;
}

static void
stop_output (Run *run)
{
  run->status = CLI_OUTPUT;
  g_cancellable_cancel (run->plan.cancellable);
}

static void
print_job (Run *run, const Job *job)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_auto (PredictSource) source = { 0 };

  predict_source_look (&source, run->options->chosen, job->name, (gint64) job->key.index);
  for (guint i = 0; i < run->output.recipes->len && run->status == CLI_OK; i++)
    {
      g_autoptr (DermPrediction) prediction = decide (run, job, &job->parts[i]);
      DermRecord row = { .file = job->name,
                         .recipe = take_recipe (&job->parts[i]),
                         .prediction = prediction,
                         .error = job->error != NULL ? job->error->message : NULL,
                         .source = &source.source };

      output_append_row (rows, &run->output, &row, run->n_printed == 0 && i == 0);
      write_figure (run, job, prediction);
    }
  if (run->plan.store != NULL ? !store_add (run->plan.store, &job->key, rows) : !output_put (&run->output, rows))
    stop_output (run);
}

static Job *
take_ready (Run *run)
{
  Job *first = g_queue_peek_head (&run->started);

  if (run->options->is_unordered)
    return g_queue_pop_head (&run->done);
  return first != NULL && first->is_done ? g_queue_pop_head (&run->started) : NULL;
}

/* Results come in any order and go out in the files' order, or as they come. Says whether jobs are free again. */
static gboolean
print_ready (Run *run)
{
  guint n_before = run->idle.length;
  Job *job;

  while ((job = take_ready (run)) != NULL)
    {
      run->n_failed += job->error != NULL;
      if (job->is_stuck)
        stop_output (run);
      else if (run->status != CLI_OK || run->stop_signal != 0)
        ;
      else if (job->rows == NULL)
        print_job (run, job);
      else if (!store_add (run->plan.store, &job->key, job->rows))
        stop_output (run);
      run->n_quick += job->rows != NULL;
      run->n_printed++;
      job_clear (job);
      g_queue_push_tail (&run->idle, job);
    }
  return run->idle.length > n_before;
}

/* ---- jobs ---- */

static void
on_done (Job *job, gpointer user_data)
{
  Run *run = user_data;

  run->n_running--;
  if (run->options->is_unordered)
    g_queue_push_tail (&run->done, job);
}

/* Its rows, if they are there. FALSE if they are in their place and the job is not needed. */
static gboolean
find_rows (Run *run, Job *job)
{
  gboolean is_in_step = store_is_in_step (run->plan.store);
  g_autoptr (GString) rows = g_string_new (NULL);
  StoreFound found;

  job_look (job, run->plan.by_hash && is_in_step);
  if (run->plan.by_hash && !is_in_step) /* a thread reads it and looks */
    return TRUE;
  found = store_find (run->plan.store, &job->key, rows);
  if (found == STORE_COPIED)
    job->rows = g_steal_pointer (&rows);
  job->is_stuck = found == STORE_FAILED;
  return found != STORE_IN_PLACE;
}

static void
start_job (Run *run, char *name, guint64 index)
{
  Job *job = g_queue_pop_head (&run->idle);
  g_autoptr (DermImage) image = NULL;

  job->name = name;
  job->key = (CliJournalEntry){ .index = index };
  if (run->plan.store != NULL && !find_rows (run, job))
    {
      job_clear (job);
      g_queue_push_tail (&run->idle, job);
      run->n_quick++;
      return;
    }
  run->n_running++;
  if (!run->options->is_unordered)
    g_queue_push_tail (&run->started, job);
  if (job->rows != NULL || job->is_stuck)
    {
      job->is_done = TRUE;
      on_done (job, run);
      return;
    }
  image = predict_options_take_decoded (run->options);
  job_start (job, image);
}

/* The next name of the whole list. */
static CliNamesState
pull_name (Run *run, char **name)
{
  CliNamesState state = CLI_NAMES_NEXT;

  *name = g_queue_pop_head (&run->peeked);
  if (*name == NULL)
    state = cli_names_try_next (run->names, name);
  run->is_at_end = state == CLI_NAMES_END;
  if (*name != NULL)
    {
      g_checksum_update (run->list_hash, (const guchar *) *name, (gssize) strlen (*name) + 1);
      run->n_listed++;
    }
  return state;
}

static gboolean
has_room (const Run *run)
{
  return run->status == CLI_OK && run->stop_signal == 0 && !run->is_at_end && run->idle.length > 0;
}

/* Whether there may be more to start at once. */
static gboolean
start_some (Run *run)
{
  const PredictOptions *options = run->options;

  for (int i = 0; i < MAX_AT_ONCE; i++)
    {
      g_autofree char *name = NULL;
      guint64 index = run->n_listed;

      if (!has_room (run) || pull_name (run, &name) != CLI_NAMES_NEXT)
        return FALSE;
      if (options->n_shards == 0 || index % options->n_shards == options->shard - 1)
        start_job (run, g_steal_pointer (&name), index);
    }
  return TRUE;
}

/* ---- the run ---- */

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
      gboolean is_busy = start_some (run);

      is_busy |= print_ready (run);
      if (!run->is_at_end || run->n_running > 0)
        g_main_context_iteration (NULL, !is_busy);
      print_ready (run);
      if (run->plan.store != NULL && run->status == CLI_OK && !store_sync_in_time (run->plan.store))
        stop_output (run);
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
  if (!output_put (&run->output, text))
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

static void
tell_end (const Run *run)
{
  g_autofree char *shown = cli_printable (run->options->output);
  g_autofree char *done = progress_format_number (store_get_n_kept (run->plan.store));
  g_autofree char *failed = progress_format_number (run->n_failed), *old = progress_format_number (run->n_quick);

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

/* Rows are kept and progress is shown even while a list is slow. */
static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
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
                                       .has_position = has_field (run, "file_index"),
                                       .has_times = has_field (run, "file_modified") };
  run->store_options.begin = g_steal_pointer (&begin);
  if (!predict_head_make (&run->store_options.head, run->options, &run->output))
    run->status = CLI_USAGE;
  else
    run->plan.store = store_open (&run->store_options, &run->status);
  if (run->plan.store == NULL)
    return FALSE;
  g_unix_signal_add (SIGINT, on_interrupt, run);
  g_unix_signal_add (SIGTERM, on_terminate, run);
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
make_jobs (Run *run)
{
  run->jobs = g_new0 (Job, run->n_jobs);
  for (guint i = 0; i < run->n_jobs; i++)
    {
      job_init (&run->jobs[i], &run->plan);
      g_queue_push_tail (&run->idle, &run->jobs[i]);
    }
}

static void
run_clear (Run *run)
{
  for (guint i = 0; run->jobs != NULL && i < run->n_jobs; i++)
    job_finish (&run->jobs[i]);
  g_free (run->jobs);
  g_queue_clear_full (&run->peeked, g_free);
  g_queue_clear (&run->idle);
  g_queue_clear (&run->started);
  g_queue_clear (&run->done);
  g_clear_pointer (&run->plan.store, store_free);
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
  gint64 n = cli_names_count (&options->sources);

  if (n < 0 || options->n_shards == 0)
    return n;
  return (n - (gint64) options->shard + (gint64) options->n_shards) / (gint64) options->n_shards;
}

static CliStatus
run_all (Run *run)
{
  begin_output (run);
  progress_init (&run->progress, count_images (run->options), run->options->is_quiet, run->options->output != NULL);
  make_jobs (run);
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
              .is_many = !cli_sources_is_single (&options->sources),
              .on_done = on_done },
    .list_hash = g_checksum_new (G_CHECKSUM_SHA256),
    .n_jobs = (guint) (JOBS_PER_THREAD * derm_classifier_get_n_threads (classifier)),
  };

  run.plan.user_data = &run;
  run.names = cli_names_new (&options->sources);
  if (run.names == NULL)
    return CLI_USAGE;
  if (!peek (&run) || !open_store (&run))
    return run.status;
  return run_all (&run);
}
