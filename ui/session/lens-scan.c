/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-scan.h"

#include <derm.h>
#include <glib/gi18n.h>

#include "lens-files.h"

struct _LensScan {
  GObject parent_instance;

  GQueue waiting;            /* owned Place */
  GCancellable *cancellable; /* owned; NULL: nothing is being read */
};

G_DEFINE_FINAL_TYPE (LensScan, lens_scan, G_TYPE_OBJECT)

enum { FOUND, FAILED, LEFT_OUT, FOLDER, TABLE, MODEL, DONE, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  GFile *file; /* owned */
  gboolean is_recursive;
} Place;

/* What the worker hands to the main loop, once for each folder that has something to tell. */
typedef struct {
  GTask *task;      /* owned */
  GPtrArray *items; /* owned LensItem, of one folder */
  GFile *place;     /* owned, or NULL; what was added: a table, a model, or a folder that is about to be read */
  guint signal;     /* that tells of the place */
  char *name;       /* owned; of a folder that could not be read, or NULL */
  char *reason;     /* owned */
  char *left_out;   /* owned; once for a folder and those below it, or NULL */
} News;

/* The worker's walk. */
typedef struct {
  GTask *task;
  guint n_items, n_folders;
} Walk;

static void start_next (LensScan *self);

static Place *
place_new (GFile *file, gboolean is_recursive)
{
  Place *place = g_new (Place, 1);

  place->file = g_object_ref (file);
  place->is_recursive = is_recursive;

  return place;
}

static void
place_free (Place *place)
{
  g_object_unref (place->file);
  g_free (place);
}

static void
news_free (News *news)
{
  g_object_unref (news->task);
  g_ptr_array_unref (news->items);
  g_clear_object (&news->place);
  g_free (news->name);
  g_free (news->reason);
  g_free (news->left_out);
  g_free (news);
}

gboolean
lens_scan_is_image_name (const char *name)
{
  return derm_image_format_find (name) != NULL;
}

/* ---- on the worker ---- */

static gboolean
on_news (gpointer user_data)
{
  News *news = user_data;
  LensScan *self = g_task_get_source_object (news->task);

  if (g_task_get_cancellable (news->task) != self->cancellable)
    return G_SOURCE_REMOVE; /* stopped meanwhile, and perhaps begun anew */

  if (news->place != NULL)
    g_signal_emit (self, signals[news->signal], 0, news->place);
  if (news->items->len > 0)
    g_signal_emit (self, signals[FOUND], 0, news->items);
  if (news->reason != NULL)
    g_signal_emit (self, signals[FAILED], 0, news->name, news->reason);
  if (news->left_out != NULL)
    g_signal_emit (self, signals[LEFT_OUT], 0, news->name, news->left_out);
  return G_SOURCE_REMOVE;
}

/* To the main loop, before the task's own end. Takes the news. */
static void
send (GTask *task, News *news)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  news->task = g_object_ref (task);
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, on_news, news, (GDestroyNotify) news_free);
  g_source_attach (source, g_task_get_context (task));
}

/* Takes the items. */
static void
tell (GTask *task, GPtrArray *items, GFile *folder, const char *reason)
{
  News *news = g_new0 (News, 1);

  news->items = items;
  news->name = reason != NULL ? lens_file_dup_name (folder) : NULL;
  news->reason = g_strdup (reason);
  send (task, news);
}

/* What the walk did not enter or did not take for an image. */
static void
tell_rest (GTask *task, DermWalk *folders, const Place *place)
{
  GPtrArray *deep = derm_walk_get_deep_folders (folders), *links = derm_walk_get_links (folders);
  g_autofree char *left_out = derm_walk_describe_left_out (folders);
  News *news;

  for (guint i = 0; i < deep->len; i++)
    tell (task, g_ptr_array_new (), deep->pdata[i], _ ("this folder is nested too deeply to be searched"));
  for (guint i = 0; i < links->len && place->is_recursive; i++)
    tell (task, g_ptr_array_new (), links->pdata[i],
          _ ("this is a link to a folder elsewhere, which was not searched"));
  if (left_out == NULL)
    return;
  news = g_new0 (News, 1);
  news->items = g_ptr_array_new ();
  news->name = lens_file_dup_name (place->file);
  news->left_out = g_steal_pointer (&left_out);
  send (task, news);
}

static void
tell_place (GTask *task, GFile *place, guint signal)
{
  News *news = g_new0 (News, 1);

  news->items = g_ptr_array_new ();
  news->place = g_object_ref (place);
  news->signal = signal;
  send (task, news);
}

static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  Walk *walk = user_data;
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < batch->n_files; i++)
    {
      LensItem *item = lens_item_new_for_file (batch->files[i].file);

      lens_item_set_date (item, batch->files[i].modified);
      g_ptr_array_add (items, item);
    }
  walk->n_items += batch->n_files;
  walk->n_folders += batch->n_folders;
  tell (walk->task, items, batch->folder, batch->error != NULL ? batch->error->message : NULL);
}

static void
walk_folder (GTask *task, Place *place, GCancellable *cancellable)
{
  g_autoptr (DermWalk) folders
      = derm_walk_new (place->file, place->is_recursive ? DERM_WALK_RECURSIVE : DERM_WALK_DEFAULT);
  Walk walk = { task, 0, 0 };
  GError *error = NULL;

  if (!derm_walk_run (folders, on_batch, &walk, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  tell_rest (task, folders, place);
  if (walk.n_items > 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             walk.n_folders > 0 && !place->is_recursive
                                 ? _ ("there is no image in this folder; there may be some in the folders below it")
                                 : _ ("there is no image in this folder"));
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Place *place = data;
  GPtrArray *items;
  gboolean is_model;

  if (g_file_query_file_type (place->file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    {
      tell_place (task, place->file, FOLDER);
      walk_folder (task, place, cancellable);
      return;
    }
  is_model = derm_file_is_model (place->file, cancellable);
  if (is_model || derm_table_is_table (place->file, cancellable))
    {
      tell_place (task, place->file, is_model ? MODEL : TABLE);
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Anything else is opened as an image: if that cannot be, it says itself why. */
  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (items, lens_item_new_for_file (place->file));
  tell (task, items, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/* ---- on the main loop ---- */

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensScan *self = LENS_SCAN (source);
  g_autoptr (GError) error = NULL;
  Place *place = g_task_get_task_data (G_TASK (result));
  gboolean is_read = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* stopped meanwhile, and perhaps begun anew */

  g_clear_object (&self->cancellable);
  if (!is_read)
    {
      g_autofree char *name = lens_file_dup_name (place->file);

      g_signal_emit (self, signals[FAILED], 0, name, error->message);
    }
  start_next (self);
  if (lens_scan_is_idle (self))
    g_signal_emit (self, signals[DONE], 0);
}

static void
start_next (LensScan *self)
{
  Place *place;
  g_autoptr (GTask) task = NULL;

  if (self->cancellable != NULL || g_queue_is_empty (&self->waiting))
    return;

  place = g_queue_pop_head (&self->waiting);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_read, NULL);
  g_task_set_source_tag (task, start_next);
  g_task_set_task_data (task, place, (GDestroyNotify) place_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
lens_scan_dispose (GObject *object)
{
  lens_scan_stop (LENS_SCAN (object));

  G_OBJECT_CLASS (lens_scan_parent_class)->dispose (object);
}

static void
lens_scan_class_init (LensScanClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_scan_dispose;

  signals[FOUND]
      = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_STRING);
  signals[LEFT_OUT] = g_signal_new ("left-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_STRING, G_TYPE_STRING);
  signals[FOLDER] = g_signal_new ("folder", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[TABLE] = g_signal_new ("table", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[MODEL] = g_signal_new ("model", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_scan_init (LensScan *self)
{
  g_queue_init (&self->waiting);
}

LensScan *
lens_scan_new (void)
{
  return g_object_new (LENS_TYPE_SCAN, NULL);
}

void
lens_scan_add (LensScan *self, GFile *file, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_SCAN (self));
  g_return_if_fail (G_IS_FILE (file));

  g_queue_push_tail (&self->waiting, place_new (file, is_recursive));
  start_next (self);
}

void
lens_scan_stop (LensScan *self)
{
  g_return_if_fail (LENS_IS_SCAN (self));

  g_queue_clear_full (&self->waiting, (GDestroyNotify) place_free);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

gboolean
lens_scan_is_idle (LensScan *self)
{
  return self->cancellable == NULL && g_queue_is_empty (&self->waiting);
}
