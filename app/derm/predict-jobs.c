/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-cli.h"
#include "predict-run-private.h"

enum { MAX_AT_ONCE = 64 };

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

void
run_stop_output (Run *run)
{
  run->status = CLI_OUTPUT;
  g_cancellable_cancel (run->plan.cancellable);
}

/* With a store, a failed image is never the same as a file that is there. */
static void
print_job (Run *run, Job *job)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  const DermRecordSource source = { .index = (gint64) job->key.index,
                                    .size = job->key.size,
                                    .modified = job->key.mtime,
                                    .sha256 = job->key.content[0] != '\0' ? job->key.content : NULL };

  for (guint i = 0; i < run->output.recipes->len && run->status == CLI_OK; i++)
    {
      g_autoptr (DermPrediction) prediction = decide (run, job, &job->parts[i]);
      DermRecord row = { .file = job->name,
                         .recipe = take_recipe (&job->parts[i]),
                         .prediction = prediction,
                         .error = job->error != NULL ? job->error->message : NULL,
                         .source = &source };

      output_append_row (rows, &run->output, &row, run->n_printed == 0 && i == 0);
      write_figure (run, job, prediction);
    }
  if (job->error != NULL)
    job->key.size = job->key.mtime = -1;
  if (run->plan.store != NULL ? !store_add (run->plan.store, &job->key, rows) : !output_put (&run->output, rows))
    run_stop_output (run);
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
gboolean
run_print_ready (Run *run)
{
  guint n_before = run->idle.length;
  Job *job;

  while ((job = take_ready (run)) != NULL)
    {
      run->n_failed += job->error != NULL;
      if (job->is_stuck)
        run_stop_output (run);
      else if (run->status != CLI_OK || run->stop_signal != 0)
        ;
      else if (job->rows == NULL)
        print_job (run, job);
      else if (!store_add (run->plan.store, &job->key, job->rows))
        run_stop_output (run);
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
  job->key = (CliJournalEntry){ .index = index, .size = -1, .mtime = -1 };
  if (run->plan.store == NULL && run->plan.tells_file)
    job_look (job, FALSE);
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
gboolean
run_start_some (Run *run)
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

void
run_make_jobs (Run *run)
{
  run->plan.on_done = on_done;
  run->plan.user_data = run;
  run->jobs = g_new0 (Job, run->n_jobs);
  for (guint i = 0; i < run->n_jobs; i++)
    {
      job_init (&run->jobs[i], &run->plan);
      g_queue_push_tail (&run->idle, &run->jobs[i]);
    }
}

void
run_free_jobs (Run *run)
{
  for (guint i = 0; run->jobs != NULL && i < run->n_jobs; i++)
    job_finish (&run->jobs[i]);
  g_clear_pointer (&run->jobs, g_free);
  g_queue_clear (&run->idle);
  g_queue_clear (&run->started);
  g_queue_clear (&run->done);
}
