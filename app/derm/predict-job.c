/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-job.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "derm-cli.h"

void
job_init (Job *job, const JobPlan *plan)
{
  *job = (Job){ .plan = plan, .parts = g_new0 (JobPart, plan->recipes->len) };
  for (guint k = 0; k < plan->recipes->len; k++)
    job->parts[k] = (JobPart){ job, plan->recipes->pdata[k], NULL };
}

void
job_clear (Job *job)
{
  job->is_done = job->is_stuck = FALSE;
  g_clear_pointer (&job->name, g_free);
  if (job->rows != NULL)
    g_string_free (g_steal_pointer (&job->rows), TRUE);
  g_clear_object (&job->image);
  for (guint i = 0; i < job->plan->recipes->len; i++)
    g_clear_object (&job->parts[i].prediction);
  g_clear_error (&job->error);
}

void
job_finish (Job *job)
{
  job_clear (job);
  g_free (job->parts);
}

static void
end (Job *job)
{
  job->is_done = TRUE;
  job->plan->on_done (job, job->plan->user_data);
}

/* ---- the file ---- */

static void
look_at (Job *job, int fd)
{
  struct stat info;
  gboolean is_there = fd >= 0 ? fstat (fd, &info) == 0 : stat (job->name, &info) == 0;

  job->key.size = is_there ? (gint64) info.st_size : -1;
  job->key.mtime = is_there ? (gint64) info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec : -1;
}

/* The file's bytes with their hash in the key; NULL for what is no file, is too long or cannot be read: whoever opens
 * it in the ordinary way says what is wrong. */
static GByteArray *
read_content (Job *job)
{
  enum { BLOCK = 1 << 16 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int fd = open (job->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autofree char *hash = NULL;
  struct stat info;
  gssize n = -1;

  job->key.content[0] = '\0';
  look_at (job, fd);
  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size <= DERM_IMAGE_MAX_BYTES)
    do
      {
        guint before = bytes->len;

        g_byte_array_set_size (bytes, before + BLOCK);
        n = read (fd, bytes->data + before, BLOCK);
        g_byte_array_set_size (bytes, before + (guint) MAX (n, 0));
    } while (n > 0 && (goffset) bytes->len <= DERM_IMAGE_MAX_BYTES);
  if (fd >= 0)
    close (fd);
  if (n != 0)
    return NULL;
  hash = derm_sha256 (bytes->data, bytes->len);
  g_strlcpy (job->key.content, hash, sizeof job->key.content);
  return g_steal_pointer (&bytes);
}

void
job_look (Job *job, gboolean with_content)
{
  g_autoptr (GByteArray) bytes = NULL;

  cli_journal_hash_name (job->name, job->key.name);
  job->key.size = job->key.mtime = -1;
  job->key.content[0] = '\0';
  if (cli_is_stdin (job->name)) /* never the same */
    return;
  if (with_content)
    bytes = read_content (job);
  else
    look_at (job, -1);
}

/* ---- the predictions ---- */

static void on_opened (GObject *source, GAsyncResult *result, gpointer user_data);

/* Of many images several go through the network at once, but then none is kept. */
static int
choose_priority (const JobPlan *plan)
{
  return plan->is_many && plan->recipes->len == 1 ? G_PRIORITY_LOW : G_PRIORITY_DEFAULT;
}

static void
open_part (JobPart *part, GFile *file, DermImage *image)
{
  const JobPlan *plan = part->job->plan;

  part->job->n_pending++;
  derm_classifier_open_async (plan->classifier, derm_request_new (file, image, part->recipe, choose_priority (plan)),
                              plan->cancellable, on_opened, part);
}

/* The image is decoded for the first recipe; the others take it from there. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  JobPart *part = user_data;
  Job *job = part->job;
  guint n_parts = job->plan->recipes->len;
  gboolean is_first = part == &job->parts[0], keeps_image = job->plan->keeps_image || n_parts > 1;

  part->prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, keeps_image && is_first ? &job->image : NULL,
                                     job->error == NULL ? &job->error : NULL);
  for (guint i = 1; is_first && part->prediction != NULL && i < n_parts; i++)
    open_part (&job->parts[i], NULL, job->image);
  if (--job->n_pending == 0)
    end (job);
}

static void
read_stdin_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  DermImage *image = cli_read_stdin (&error);

  if (image != NULL)
    g_task_return_pointer (task, image, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* NULL without an error: rows were found, or the file is to be opened in the ordinary way. */
static void
read_file_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GString) rows = g_string_new (NULL);
  GByteArray *array = read_content (job);
  g_autoptr (GBytes) bytes = array != NULL ? g_byte_array_free_to_bytes (array) : NULL;
  GError *error = NULL;
  DermImage *image = NULL;
  StoreFound found = job->plan->by_hash ? store_find (job->plan->store, &job->key, rows) : STORE_NONE;

  if (found == STORE_COPIED)
    job->rows = g_steal_pointer (&rows);
  else if (found == STORE_FAILED)
    job->is_stuck = TRUE;
  else if (bytes != NULL)
    image = derm_image_new_from_bytes (bytes, job->name, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, image, g_object_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (DermImage) image = g_task_propagate_pointer (G_TASK (result), &job->error);
  g_autoptr (GFile) file = NULL;

  if (job->rows != NULL || job->is_stuck || job->error != NULL)
    {
      end (job);
      return;
    }
  if (image == NULL)
    file = cli_file (job->name);
  open_part (&job->parts[0], file, image);
}

static void
read_in_thread (Job *job, GTaskThreadFunc read)
{
  g_autoptr (GTask) task = g_task_new (NULL, job->plan->cancellable, on_read, job);

  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, read);
}

void
job_start (Job *job, DermImage *decoded)
{
  if (cli_is_stdin (job->name))
    read_in_thread (job, read_stdin_in_thread);
  else if (job->plan->by_hash || job->plan->tells_hash)
    read_in_thread (job, read_file_in_thread);
  else
    {
      g_autoptr (GFile) file = decoded == NULL ? cli_file (job->name) : NULL;

      open_part (&job->parts[0], file, decoded);
    }
}
