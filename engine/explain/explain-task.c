/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "explain-private.h"

/* Work on a thread of its own: what is asked there, and what comes back to the caller's main context. */

void
derm_explain_return (GTask *task, gpointer object, GError *error)
{
  if (object != NULL)
    g_task_return_pointer (task, object, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* ---- queries ---- */

static void
query_free (gpointer data)
{
  ExplainQuery *query = data;

  g_object_unref (query->classifier);
  g_object_unref (query->input);
  g_free (query);
}

static void
run_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const ExplainQuery *query = data;
  GError *error = NULL;
  gpointer object = query->run (query, cancellable, &error);

  derm_explain_return (task, object, error);
}

void
derm_explain_run_query (GTask *task, const ExplainQuery *query)
{
  ExplainQuery *copy = g_memdup2 (query, sizeof *query);

  g_object_ref (copy->classifier);
  g_object_ref (copy->input);
  g_task_set_task_data (task, copy, query_free);
  g_task_run_in_thread (task, run_on_thread);
}

/* ---- signals ---- */

/* On its way to the caller's main context. */
typedef struct {
  GTask *task; /* owned */
  guint signal;
  DermExplanation *explanation; /* owned, nullable */
  double share;
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_object_unref (message->task);
  g_clear_object (&message->explanation);
  g_free (message);
}

static gboolean
deliver (gpointer data)
{
  const Message *message = data;
  gpointer source = g_task_get_source_object (message->task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (message->task)))
    return G_SOURCE_REMOVE;
  if (message->explanation != NULL)
    g_signal_emit (source, message->signal, 0, message->explanation, message->share);
  else
    g_signal_emit (source, message->signal, 0, message->share);
  return G_SOURCE_REMOVE;
}

/* By a source: g_main_context_invoke() would run it on this thread whenever nobody iterates the context at the moment.
 */
void
derm_explain_emit (GTask *task, guint signal, DermExplanation *explanation, double share)
{
  Message *message = g_new0 (Message, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  message->task = g_object_ref (task);
  message->signal = signal;
  g_set_object (&message->explanation, explanation);
  message->share = share;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, deliver, message, message_free);
  g_source_attach (source, g_task_get_context (task));
}
