/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-batch.h"

enum { JOBS_PER_THREAD = 16 };

typedef struct {
  const char *path;
  DermPrediction *prediction; /* owned; NULL: not yet, or failed */
  GError *error;              /* owned */
  struct _Batch *batch;
} Job;

typedef struct _Batch {
  Progress *progress; /* or NULL */
  guint n_running, n_started, n_failed;
} Batch;

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;

  job->prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &job->error);
  job->batch->n_running--;
  job->batch->n_failed += job->error != NULL;
}

static void
start_job (Job *job, DermClassifier *classifier, DermRecipe *recipe)
{
  g_autoptr (DermImage) image = NULL;
  g_autoptr (GFile) file = NULL;

  if (cli_is_stdin (job->path))
    image = cli_read_stdin (&job->error);
  else
    file = cli_file (job->path);
  job->batch->n_started++;
  job->batch->n_failed += job->error != NULL;
  if (job->error != NULL)
    return;
  job->batch->n_running++;
  derm_classifier_open_async (classifier, derm_request_new (file, image, recipe, G_PRIORITY_LOW), NULL, on_opened, job);
}

static void
scored_clear (gpointer data)
{
  g_clear_object (&((CliScored *) data)->prediction);
}

/* In order; whatever came first. */
static GArray *
take_jobs (Job *jobs, guint n, guint *n_failed)
{
  GArray *scored = g_array_new (FALSE, FALSE, sizeof (CliScored));

  g_array_set_clear_func (scored, scored_clear);
  for (guint i = 0; i < n; i++)
    {
      CliScored one = { jobs[i].path, jobs[i].prediction };

      if (jobs[i].error == NULL)
        {
          g_array_append_val (scored, one);
          continue;
        }
      cli_file_error (jobs[i].path, jobs[i].error);
      g_clear_error (&jobs[i].error);
      (*n_failed)++;
    }
  return scored;
}

static void
show_progress (Batch *batch)
{
  if (batch->progress != NULL)
    progress_show (batch->progress,
                   &(ProgressCounts){ .n_done = batch->n_started - batch->n_running, .n_failed = batch->n_failed });
}

GArray *
cli_score_images (DermClassifier *classifier, DermRecipe *recipe, GPtrArray *paths, Progress *progress, guint *n_failed)
{
  g_autofree Job *jobs = g_new0 (Job, paths->len);
  guint most = JOBS_PER_THREAD * (guint) derm_classifier_get_n_threads (classifier);
  Batch batch = { progress, 0, 0, 0 };

  while (batch.n_started < paths->len || batch.n_running > 0)
    {
      while (batch.n_started < paths->len && batch.n_running < most)
        {
          Job *job = &jobs[batch.n_started];

          *job = (Job){ .path = paths->pdata[batch.n_started], .batch = &batch };
          start_job (job, classifier, recipe);
        }
      if (batch.n_running > 0)
        g_main_context_iteration (NULL, TRUE);
      show_progress (&batch);
    }
  if (progress != NULL)
    progress_end (progress);
  return take_jobs (jobs, paths->len, n_failed);
}

GPtrArray *
cli_list_predictions (GArray *scored)
{
  GPtrArray *predictions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < scored->len; i++)
    g_ptr_array_add (predictions, g_object_ref (g_array_index (scored, CliScored, i).prediction));
  return predictions;
}
