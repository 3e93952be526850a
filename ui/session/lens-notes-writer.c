/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-writer.h"

#include <errno.h>
#include <derm.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What the writing threads share; outlives the writer. */
typedef struct {
  GMutex mutex;
  guint64 last; /* number of the newest writing that has begun */
} Gate;

struct _LensNotesWriter {
  Gate *gate; /* owned, atomic rc box */
  guint64 n_writings;
};

typedef struct {
  Gate *gate; /* owned */
  guint64 number;
  char *path;      /* owned */
  GBytes *content; /* owned */
} Writing;

static void
gate_clear (Gate *gate)
{
  g_mutex_clear (&gate->mutex);
}

LensNotesWriter *
lens_notes_writer_new (void)
{
  LensNotesWriter *self = g_new0 (LensNotesWriter, 1);

  self->gate = g_atomic_rc_box_new0 (Gate);
  g_mutex_init (&self->gate->mutex);
  return self;
}

void
lens_notes_writer_free (LensNotesWriter *self)
{
  g_atomic_rc_box_release_full (self->gate, (GDestroyNotify) gate_clear);
  g_free (self);
}

/* Takes the content. */
static Writing *
writing_new (LensNotesWriter *self, const char *path, GBytes *content)
{
  Writing *writing = g_new (Writing, 1);

  writing->gate = g_atomic_rc_box_acquire (self->gate);
  writing->number = ++self->n_writings;
  writing->path = g_strdup (path);
  writing->content = content;
  return writing;
}

static void
writing_free (Writing *writing)
{
  g_atomic_rc_box_release_full (writing->gate, (GDestroyNotify) gate_clear);
  g_free (writing->path);
  g_bytes_unref (writing->content);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* Whole and on the disk, or not at all: a rename is atomic. Notes on patients are nobody else's to read. */
static gboolean
write_file (const char *path, GBytes *content, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (path);

      /* as derm_file_replace() */
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s could not be written: %s"), name,
                   g_strerror (code));
      return FALSE;
    }

  return derm_file_replace (path, (GBytes *[]){ content, NULL }, 0600, error);
}

static gboolean
do_write (Writing *writing, GError **error)
{
  g_autoptr (GMutexLocker) G_GNUC_UNUSED locker = g_mutex_locker_new (&writing->gate->mutex);

  if (writing->number < writing->gate->last)
    return TRUE; /* a newer state is written already */
  writing->gate->last = writing->number;

  return write_file (writing->path, writing->content, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (do_write (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
lens_notes_writer_write (LensNotesWriter *self, const char *path, GBytes *content, GError **error)
{
  g_autoptr (Writing) writing = writing_new (self, path, content);

  return do_write (writing, error);
}

void
lens_notes_writer_write_async (LensNotesWriter *self, GObject *source, const char *path, GBytes *content,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, lens_notes_writer_write_async);
  g_task_set_task_data (task, writing_new (self, path, content), (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
lens_notes_writer_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
