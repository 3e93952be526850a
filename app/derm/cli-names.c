/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli-names.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli-write.h"
#include "derm-cli.h"

enum { MAX_WAITING = 1024 }; /* names that are read ahead */

/* A file of names. */
typedef struct {
  FILE *file; /* owned, or NULL */
  char *path; /* owned */
  int delimiter;
} List;

/* Folders and lists may be slow: a thread reads them, and stops while enough names wait. */
struct _CliNames {
  gatomicrefcount n_owners; /* the caller and the thread */
  char **arguments;         /* owned */
  List lists[2];
  guint n_given; /* arguments that were handed out without a thread */
  gboolean has_thread;
  GMutex lock;
  GCond changed;
  GQueue waiting; /* owned names */
  gboolean is_at_end, is_abandoned, is_broken;
  guint n_failed;
  guint64 n_here; /* names of the folder or list that is being read */
};

/* ---- the thread ---- */

static void
drop (CliNames *names)
{
  if (!g_atomic_ref_count_dec (&names->n_owners))
    return;
  g_strfreev (names->arguments);
  for (gsize i = 0; i < G_N_ELEMENTS (names->lists); i++)
    {
      if (names->lists[i].file != NULL && names->lists[i].file != stdin)
        fclose (names->lists[i].file);
      g_free (names->lists[i].path);
    }
  g_queue_clear_full (&names->waiting, g_free);
  g_mutex_clear (&names->lock);
  g_cond_clear (&names->changed);
  g_free (names);
}

/* Takes the name over. FALSE if nobody wants any more. */
static gboolean
push (CliNames *names, char *name)
{
  gboolean is_wanted, was_empty;

  g_mutex_lock (&names->lock);
  while (names->waiting.length >= MAX_WAITING && !names->is_abandoned)
    g_cond_wait (&names->changed, &names->lock);
  is_wanted = !names->is_abandoned;
  was_empty = names->waiting.length == 0;
  g_queue_push_tail (&names->waiting, name);
  names->n_here++;
  g_cond_broadcast (&names->changed);
  g_mutex_unlock (&names->lock);
  if (was_empty)
    g_main_context_wakeup (NULL);
  return is_wanted;
}

static void
add_failure (CliNames *names, GFile *folder, const char *reason)
{
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *shown = cli_printable (path);

  cli_error ("%s: %s", shown, reason);
  g_mutex_lock (&names->lock);
  names->n_failed++;
  g_mutex_unlock (&names->lock);
}

typedef struct {
  CliNames *names;
  GCancellable *cancellable;
} Search;

static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  Search *search = user_data;
  gboolean is_wanted = TRUE;

  for (guint i = 0; i < batch->n_files && is_wanted; i++)
    is_wanted = push (search->names, g_file_get_path (batch->files[i].file));
  if (batch->error != NULL)
    add_failure (search->names, batch->folder, batch->error->message);
  if (!is_wanted)
    g_cancellable_cancel (search->cancellable);
}

static void
tell_broken (CliNames *names, const char *path, const char *reason)
{
  g_autofree char *shown = cli_printable (path);

  cli_error ("%s: %s", shown, reason);
  names->is_broken = TRUE;
}

static void
read_folder (CliNames *names, const char *path)
{
  g_autoptr (GFile) folder = cli_file (path);
  g_autoptr (DermWalk) walk = derm_walk_new (folder, DERM_WALK_RECURSIVE | DERM_WALK_HIDDEN);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const guint n_failed = names->n_failed; /* before this folder */

  names->n_here = 0;
  if (!derm_walk_run (walk, on_batch, &(Search){ names, cancellable }, cancellable, &error))
    {
      if (!g_cancellable_is_cancelled (cancellable))
        add_failure (names, folder, error->message);
    }
  else if (names->n_here == 0 && names->n_failed == n_failed)
    add_failure (names, folder, _ ("there is no image in this folder"));
}

/* A name without what ends it, or NULL if nothing is left of it. */
static char *
trim_name (const char *line, gsize length, int delimiter)
{
  if (length > 0 && line[length - 1] == delimiter)
    length--;
  if (delimiter == '\n' && length > 0 && line[length - 1] == '\r')
    length--;
  if (length == 0 || memchr (line, '\0', length) != NULL) /* no file has a NUL in its name */
    return NULL;
  return length == 1 && line[0] == '-' ? g_strdup ("./-") : g_strndup (line, length);
}

static void
read_list (CliNames *names, const List *list)
{
  char *line = NULL, *name;
  size_t room = 0;
  ssize_t length;
  gboolean is_wanted = TRUE;

  names->n_here = 0;
  errno = 0;
  while (is_wanted && (length = getdelim (&line, &room, list->delimiter, list->file)) > 0)
    {
      name = trim_name (line, (gsize) length, list->delimiter);
      if (name != NULL)
        is_wanted = push (names, name);
      else if (memchr (line, '\0', (gsize) length) != NULL && list->delimiter != '\0')
        {
          tell_broken (names, list->path, _ ("there are NULs in this list; is it one for --files0-from?"));
          break;
        }
      errno = 0;
    }
  if (ferror (list->file) || (errno != 0 && !feof (list->file) && is_wanted && !names->is_broken))
    tell_broken (names, list->path, g_strerror (errno));
  else if (names->n_here == 0 && !names->is_broken)
    tell_broken (names, list->path, _ ("this list has no names"));
  free (line);
}

static gpointer
read_all (gpointer data)
{
  CliNames *names = data;

  for (char **argument = names->arguments; *argument != NULL && !names->is_abandoned; argument++)
    if (!cli_is_stdin (*argument) && g_file_test (*argument, G_FILE_TEST_IS_DIR))
      read_folder (names, *argument);
    else
      push (names, g_strdup (*argument));
  for (gsize i = 0; i < G_N_ELEMENTS (names->lists); i++)
    if (names->lists[i].file != NULL)
      read_list (names, &names->lists[i]);
  g_mutex_lock (&names->lock);
  names->is_at_end = TRUE;
  g_cond_broadcast (&names->changed);
  g_mutex_unlock (&names->lock);
  g_main_context_wakeup (NULL);
  drop (names);
  return NULL;
}

/* ---- the stream ---- */

static gboolean
open_list (List *list, const char *path, int delimiter)
{
  struct stat info;

  if (path == NULL)
    return TRUE;
  list->delimiter = delimiter;
  list->path = g_strdup (cli_is_stdin (path) ? _ ("standard input") : path);
  list->file = cli_is_stdin (path) ? stdin : cli_open_to_read (path);
  if (list->file != NULL && fstat (fileno (list->file), &info) == 0 && S_ISDIR (info.st_mode))
    {
      fclose (g_steal_pointer (&list->file));
      errno = EISDIR;
    }
  if (list->file == NULL)
    {
      g_autofree char *shown = cli_printable (path);

      cli_error ("%s: %s", shown, g_strerror (errno));
    }
  return list->file != NULL;
}

static gboolean
start_thread (CliNames *names)
{
  g_autoptr (GError) error = NULL;
  GThread *thread;

  g_atomic_ref_count_inc (&names->n_owners);
  thread = g_thread_try_new ("names", read_all, names, &error);
  if (thread == NULL)
    {
      cli_error ("%s", error->message);
      drop (names);
      return FALSE;
    }
  g_thread_unref (thread);
  return TRUE;
}

CliNames *
cli_names_new (const CliSources *sources)
{
  g_autoptr (CliNames) names = g_new0 (CliNames, 1);

  g_atomic_ref_count_init (&names->n_owners);
  g_mutex_init (&names->lock);
  g_cond_init (&names->changed);
  g_queue_init (&names->waiting);
  names->arguments = sources->arguments != NULL ? g_strdupv (sources->arguments) : g_new0 (char *, 1);
  if (!open_list (&names->lists[0], sources->files_from, '\n')
      || !open_list (&names->lists[1], sources->files0_from, '\0'))
    return NULL;
  names->has_thread
      = names->lists[0].file != NULL || names->lists[1].file != NULL || cli_sources_has_folder (names->arguments);
  if (names->has_thread && !start_thread (names))
    return NULL;
  return g_steal_pointer (&names);
}

static CliNamesState
take (CliNames *names, gboolean waits, char **name)
{
  CliNamesState state;

  *name = NULL;
  if (!names->has_thread)
    {
      *name = g_strdup (names->arguments[names->n_given]);
      names->n_given += *name != NULL;
      return *name != NULL ? CLI_NAMES_NEXT : CLI_NAMES_END;
    }
  g_mutex_lock (&names->lock);
  while (waits && names->waiting.length == 0 && !names->is_at_end)
    g_cond_wait (&names->changed, &names->lock);
  *name = g_queue_pop_head (&names->waiting);
  state = *name != NULL ? CLI_NAMES_NEXT : names->is_at_end ? CLI_NAMES_END : CLI_NAMES_WAIT;
  g_cond_broadcast (&names->changed);
  g_mutex_unlock (&names->lock);
  return state;
}

CliNamesState
cli_names_try_next (CliNames *names, char **name)
{
  return take (names, FALSE, name);
}

char *
cli_names_next (CliNames *names)
{
  char *name;

  take (names, TRUE, &name);
  return name;
}

guint
cli_names_get_n_failed (CliNames *names)
{
  return names->n_failed;
}

gboolean
cli_names_is_broken (CliNames *names)
{
  return names->is_broken;
}

void
cli_names_free (CliNames *names)
{
  g_mutex_lock (&names->lock);
  names->is_abandoned = TRUE; /* a thread that waits for a list that never ends is left to itself */
  g_cond_broadcast (&names->changed);
  g_mutex_unlock (&names->lock);
  drop (names);
}

/* ---- listing ---- */

GPtrArray *
cli_names_list (const CliSources *sources, guint *n_failed)
{
  g_autoptr (CliNames) names = cli_names_new (sources);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  char *name;

  while (names != NULL && (name = cli_names_next (names)) != NULL)
    g_ptr_array_add (list, name);
  if (names == NULL || cli_names_is_broken (names))
    return NULL;
  *n_failed += cli_names_get_n_failed (names);
  return g_steal_pointer (&list);
}
