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
  guint *n_running;
} Job;

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;

  job->prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, &job->error);
  (*job->n_running)--;
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
  if (job->error != NULL)
    return;
  (*job->n_running)++;
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

GArray *
cli_score_images (DermClassifier *classifier, DermRecipe *recipe, GPtrArray *paths, guint *n_failed)
{
  g_autofree Job *jobs = g_new0 (Job, paths->len);
  guint n_running = 0, n_started = 0, most = JOBS_PER_THREAD * (guint) derm_classifier_get_n_threads (classifier);

  while (n_started < paths->len || n_running > 0)
    {
      for (; n_started < paths->len && n_running < most; n_started++)
        {
          jobs[n_started] = (Job){ .path = paths->pdata[n_started], .n_running = &n_running };
          start_job (&jobs[n_started], classifier, recipe);
        }
      if (n_running > 0)
        g_main_context_iteration (NULL, TRUE);
    }
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
