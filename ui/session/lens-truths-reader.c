/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truths-reader.h"

#include <glib/gi18n.h>

#include "lens-truths-words.h"

static void
request_free (LensTruthsRequest *request)
{
  g_object_unref (request->file);
  g_strfreev (request->labels);
  g_strfreev (request->titles);
  g_ptr_array_unref (request->names);
  g_free (request);
}

/* What is sure is used at once: codes and titles of classes, and columns with usual names. */
static gboolean
is_sure (DermTruth *truth)
{
  return lens_truths_words_count (truth) > 0 && !derm_truth_is_guessed (truth);
}

static void
read_folder (GTask *task, LensTruthsRequest *request, const DermTruthHints *hints)
{
  GError *error = NULL;
  DermTruth *truth = derm_truth_new_from_folders (request->file, (const char *const *) request->labels, hints,
                                                  g_task_get_cancellable (task), &error);

  if (truth != NULL)
    g_task_return_pointer (task, truth, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* A table of which nobody can tell what it means comes back as it is: somebody is asked. error: why there is no truth,
 * or NULL. */
static void
return_table (GTask *task, GFile *file, GError *error)
{
  DermTable *table = NULL;
  GError *unreadable = NULL;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    table = derm_table_new_from_file (file, g_task_get_cancellable (task), &unreadable);
  if (table != NULL && derm_table_get_n_rows (table) > 0)
    g_task_return_pointer (task, table, g_object_unref);
  else if (unreadable != NULL)
    g_task_return_error (task, unreadable);
  else if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, DERM_ERROR, DERM_ERROR_EMPTY, "%s", _ ("there is no row in the table"));
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LensTruthsRequest *request = data;
  const DermTruthHints hints
      = { .titles = (const char *const *) request->titles, .names = (const char *const *) request->names->pdata };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = NULL;

  if (request->is_folder)
    {
      read_folder (task, request, &hints);
      return;
    }
  if (!request->is_asking)
    truth = derm_truth_new_from_file (request->file, (const char *const *) request->labels, &hints, NULL, cancellable,
                                      &error);
  if (truth != NULL && is_sure (truth))
    g_task_return_pointer (task, g_steal_pointer (&truth), g_object_unref);
  else
    return_table (task, request->file, error);
}

void
lens_truths_read_async (GObject *source, LensTruthsRequest *request, GCancellable *cancellable,
                        GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, NULL);

  g_task_set_source_tag (task, lens_truths_read_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, read_in_thread);
}
