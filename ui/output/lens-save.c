/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-save.h"

typedef struct {
  LensSaveFunc save;
  gpointer what;
  GDestroyNotify free_what;
  char *path;
  char *said;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  job->free_what (job->what);
  g_free (job->path);
  g_free (job->said);
  g_free (job);
}

void
lens_save_show_failure (LensSession *session, const char *name, const GError *error)
{
  lens_messages_show_error (lens_session_get_messages (session), error->domain != G_FILE_ERROR ? name : NULL,
                            error->message);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;

  if (job->save (job->what, job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensSession *session = LENS_SESSION (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_filename_display_basename (job->path);
  g_autoptr (GError) error = NULL;
  gboolean is_saved = g_task_propagate_boolean (G_TASK (result), &error);

  if (lens_session_is_closed (session))
    return;
  if (is_saved)
    lens_messages_show_notice (lens_session_get_messages (session), job->said, LENS_NOTICE_DONE);
  else
    lens_save_show_failure (session, name, error);
}

void
lens_save_async (LensSession *session, const char *path, LensSaveFunc save, gpointer what, GDestroyNotify free_what,
                 char *said)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, on_saved, NULL);
  Job *job = g_new (Job, 1);

  *job = (Job){ save, what, free_what, g_strdup (path), said };
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, save_in_thread);
}
