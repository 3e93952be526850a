/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-tiles.h"

/* More than the pixels of a large screen, on which they all are. */
#define MAX_BYTES ((gsize) 48 << 20)

struct _LensTiles {
  GObject parent_instance;

  LensReading *reading; /* owned */

  GPtrArray *wanted; /* owned LensItem, the first soonest */
  int side;
  GQueue kept; /* owned LensItem that have a tile, the one to go next at the head */
  gsize n_bytes;
  GCancellable *running; /* owned; of what is being made, or NULL */
};

G_DEFINE_FINAL_TYPE (LensTiles, lens_tiles, G_TYPE_OBJECT)

/* What a worker gets. */
typedef struct {
  LensItem *item;   /* owned; not for the worker */
  GFile *file;      /* owned; one of file and image */
  DermImage *image; /* owned */
  DermOrientation orientation;
  int side;
} Job;

static void make_next (LensTiles *self);

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->item);
  g_clear_object (&job->file);
  g_clear_object (&job->image);
  g_free (job);
}

/* ---- what is kept ---- */

static void
drop (LensTiles *self, LensItem *item)
{
  self->n_bytes -= lens_item_get_tile_bytes (item);
  lens_item_set_tile (item, NULL, 0);
  g_object_unref (item);
}

static void
keep (LensTiles *self, LensItem *item, DermImage *tile)
{
  GList *link = g_queue_find (&self->kept, item);

  if (link != NULL)
    {
      g_queue_delete_link (&self->kept, link);
      self->n_bytes -= lens_item_get_tile_bytes (item);
    }
  else
    g_object_ref (item);
  lens_item_set_tile (item, tile, self->side);
  self->n_bytes += lens_item_get_tile_bytes (item);
  g_queue_push_tail (&self->kept, item);
  for (guint i = self->kept.length; i > 0 && self->n_bytes > MAX_BYTES; i--)
    {
      LensItem *oldest = g_queue_pop_head (&self->kept);

      if (g_ptr_array_find (self->wanted, oldest, NULL))
        g_queue_push_tail (&self->kept, oldest);
      else
        drop (self, oldest);
    }
}

/* ---- making ---- */

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermImage) upright = NULL;

  image = job->image != NULL ? g_object_ref (job->image) : derm_image_new_from_file (job->file, cancellable, &error);
  if (image != NULL)
    upright = derm_image_orient (image, job->orientation, &error);
  if (upright != NULL)
    g_task_return_pointer (task, derm_image_make_thumbnail (upright, job->side, job->side), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* What cannot be read keeps its thumbnail; the list tells of failures. */
static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensTiles *self = LENS_TILES (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (DermImage) tile = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->running != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->running);
  if (tile == NULL)
    g_ptr_array_remove (self->wanted, job->item);
  else if (job->side == self->side)
    keep (self, job->item, tile);
  make_next (self);
}

static void
make (LensTiles *self, LensItem *item)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->item = g_object_ref (item);
  g_set_object (&job->file, lens_item_get_file (item));
  g_set_object (&job->image, lens_item_get_image (item));
  job->orientation = derm_recipe_get_orientation (lens_reading_get_recipe (self->reading));
  job->side = self->side;
  self->running = g_cancellable_new ();
  task = g_task_new (self, self->running, on_made, NULL);
  g_task_set_source_tag (task, make);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_in_thread);
}

static void
make_next (LensTiles *self)
{
  if (self->running != NULL || self->side == 0 || lens_reading_get_recipe (self->reading) == NULL)
    return;
  for (guint i = 0; i < self->wanted->len; i++)
    {
      LensItem *item = self->wanted->pdata[i];

      if (lens_item_get_tile_side (item) < self->side && lens_item_get_state (item) != LENS_STATE_FAILED)
        {
          make (self, item);
          return;
        }
    }
}

/* ---- the object ---- */

static void
lens_tiles_dispose (GObject *object)
{
  lens_tiles_clear (LENS_TILES (object));

  G_OBJECT_CLASS (lens_tiles_parent_class)->dispose (object);
}

static void
lens_tiles_finalize (GObject *object)
{
  g_ptr_array_unref (LENS_TILES (object)->wanted);
  g_clear_object (&LENS_TILES (object)->reading);

  G_OBJECT_CLASS (lens_tiles_parent_class)->finalize (object);
}

static void
lens_tiles_class_init (LensTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_tiles_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_tiles_finalize;
}

static void
lens_tiles_init (LensTiles *self)
{
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->kept);
}

LensTiles *
lens_tiles_new (LensReading *reading)
{
  LensTiles *self = g_object_new (LENS_TYPE_TILES, NULL);

  self->reading = g_object_ref (reading);
  g_signal_connect_object (reading, "changed", G_CALLBACK (lens_tiles_clear), self, G_CONNECT_SWAPPED);

  return self;
}

void
lens_tiles_want (LensTiles *self, GPtrArray *items, int side)
{
  g_return_if_fail (LENS_IS_TILES (self));
  g_return_if_fail (side >= 0);

  g_ptr_array_set_size (self->wanted, 0);
  if (side == 0)
    {
      lens_tiles_clear (self);
      return;
    }
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->wanted, g_object_ref (items->pdata[i]));
  self->side = side;
  make_next (self);
}

void
lens_tiles_clear (LensTiles *self)
{
  LensItem *item;

  g_return_if_fail (LENS_IS_TILES (self));

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->side = 0;
  g_ptr_array_set_size (self->wanted, 0);
  while ((item = g_queue_pop_head (&self->kept)) != NULL)
    drop (self, item);
}

gboolean
lens_tiles_is_making (LensTiles *self)
{
  g_return_val_if_fail (LENS_IS_TILES (self), FALSE);

  return self->running != NULL;
}

gsize
lens_tiles_get_n_bytes (LensTiles *self)
{
  g_return_val_if_fail (LENS_IS_TILES (self), 0);

  return self->n_bytes;
}
