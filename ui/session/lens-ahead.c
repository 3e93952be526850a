/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-ahead.h"

#include <glib/gstdio.h>
#include <string.h>

/* Between what is looked at and folders; the engine keeps the image of such a request. */
#define PRIORITY G_PRIORITY_DEFAULT_IDLE
/* Of a file whose number of pixels is not known yet. */
#define MAX_FILE_BYTES (4 << 20)

struct _LensAhead {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensCrops *crops;     /* owned */

  GPtrArray *wanted;   /* owned LensItem, the first soonest */
  GHashTable *entries; /* owned LensItem -> owned Entry */

  LensItem *item;        /* owned; being read, or NULL */
  GCancellable *running; /* owned; the same */
  guint start_id;
};

G_DEFINE_FINAL_TYPE (LensAhead, lens_ahead, G_TYPE_OBJECT)

/* An image that is held, or one of which it is known that it cannot be: then it has neither image nor prediction. */
typedef struct {
  DermClassifier *classifier; /* owned, as the next two: how it was read */
  DermRecipe *recipe;         /* without its crop */
  DermImage *image;
  DermPrediction *prediction;
  gint64 stamp;
} Entry;

typedef struct {
  GWeakRef ahead; /* LensAhead */
  LensItem *item;
  GCancellable *cancellable;
  DermRecipe *recipe;
  gint64 stamp;
} Request;

static void plan (LensAhead *self);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->classifier);
  g_clear_object (&entry->recipe);
  g_clear_object (&entry->image);
  g_clear_object (&entry->prediction);
  g_free (entry);
}

static void
request_free (Request *request)
{
  g_weak_ref_clear (&request->ahead);
  g_object_unref (request->item);
  g_object_unref (request->cancellable);
  g_object_unref (request->recipe);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* ---- what is held ---- */

static gsize
bytes_of (DermImage *image)
{
  return image != NULL ? g_bytes_get_size (derm_image_get_pixels (image)) : 0;
}

/* Pixels that somebody else has anyway cost nothing. */
static gsize
cost_of (LensItem *item, Entry *entry)
{
  return entry->image != lens_item_get_image (item) ? bytes_of (entry->image) : 0;
}

/* The first that are wanted keep their pixels, as far as there is room; what is not wanted is given up. */
static void
limit (LensAhead *self)
{
  GHashTableIter iter;
  gpointer item, entry;
  gsize sum = 0;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!g_ptr_array_find (self->wanted, item, NULL))
      g_hash_table_iter_remove (&iter);
  for (guint i = 0; i < self->wanted->len; i++)
    {
      item = self->wanted->pdata[i];
      entry = g_hash_table_lookup (self->entries, item);
      if (entry == NULL || (sum += cost_of (item, entry)) <= LENS_AHEAD_MAX_BYTES)
        continue;
      sum -= cost_of (item, entry);
      g_clear_object (&((Entry *) entry)->image);
      g_clear_object (&((Entry *) entry)->prediction);
    }
}

static void
hold (LensAhead *self, LensItem *item, Entry *entry)
{
  g_hash_table_replace (self->entries, g_object_ref (item), entry);
  limit (self);
}

static gboolean
is_same_crop (DermRecipe *a, DermRecipe *b)
{
  const double *crop_a = derm_recipe_get_crop (a), *crop_b = derm_recipe_get_crop (b);

  return crop_a == crop_b || (crop_a != NULL && crop_b != NULL && memcmp (crop_a, crop_b, 4 * sizeof (double)) == 0);
}

/* Whether it would be read in the same way now. */
static gboolean
is_current (LensAhead *self, LensItem *item, Entry *entry)
{
  DermRecipe *recipe = lens_reading_get_recipe (self->reading);
  g_autoptr (DermRecipe) wanted = NULL;

  if (entry->classifier != lens_reading_get_classifier (self->reading) || entry->recipe != recipe)
    return FALSE;
  if (entry->image == NULL)
    return TRUE;
  wanted = lens_crops_dup_recipe (self->crops, item, recipe);

  return is_same_crop (wanted, derm_input_get_recipe (derm_prediction_get_input (entry->prediction)));
}

/* ---- reading ---- */

static void
stop (LensAhead *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->item);
}

static Entry *
make_entry (LensAhead *self, gint64 stamp, DermImage *image, DermPrediction *prediction)
{
  Entry *entry = g_new0 (Entry, 1);

  g_set_object (&entry->classifier, lens_reading_get_classifier (self->reading));
  g_set_object (&entry->recipe, lens_reading_get_recipe (self->reading));
  g_set_object (&entry->image, image);
  g_set_object (&entry->prediction, prediction);
  entry->stamp = stamp;

  return entry;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (LensAhead) self = g_weak_ref_get (&request->ahead);
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction = NULL;

  prediction = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, &image, NULL);
  if (self == NULL || self->running != request->cancellable)
    return;
  stop (self);
  if (source == G_OBJECT (lens_reading_get_classifier (self->reading))
      && request->recipe == lens_reading_get_recipe (self->reading))
    hold (self, request->item, make_entry (self, request->stamp, image, prediction));
  plan (self);
}

/* Large images stay where they are: two of them would take the memory that the one on screen needs. */
static gboolean
is_small (LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  GStatBuf status;

  if (file == NULL)
    return TRUE;

  return path != NULL && g_file_is_native (file) && g_stat (path, &status) == 0 && status.st_size <= MAX_FILE_BYTES;
}

static void
read_item (LensAhead *self, LensItem *item)
{
  DermRecipe *recipe = lens_reading_get_recipe (self->reading);
  g_autoptr (DermRecipe) cropped = lens_crops_dup_recipe (self->crops, item, recipe);
  Request *request = g_new0 (Request, 1);

  self->running = g_cancellable_new ();
  g_set_object (&self->item, item);
  g_weak_ref_init (&request->ahead, self);
  request->item = g_object_ref (item);
  request->cancellable = g_object_ref (self->running);
  request->recipe = g_object_ref (recipe);
  request->stamp = lens_ahead_stamp (item);
  derm_classifier_open_async (
      lens_reading_get_classifier (self->reading),
      derm_request_new (lens_item_get_file (item), lens_item_get_image (item), cropped, PRIORITY), self->running,
      on_read, request);
}

/* The next that is wanted and not held; one after the other, so that a worker is free for what is asked for. */
static gboolean
on_start (gpointer user_data)
{
  LensAhead *self = user_data;

  self->start_id = 0;
  if (self->running != NULL || lens_reading_get_classifier (self->reading) == NULL)
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < self->wanted->len; i++)
    {
      LensItem *item = self->wanted->pdata[i];
      Entry *entry = g_hash_table_lookup (self->entries, item);

      if ((entry != NULL && is_current (self, item, entry)) || lens_item_get_state (item) == LENS_STATE_FAILED)
        continue;
      if (is_small (item))
        {
          read_item (self, item);
          break;
        }
    }

  return G_SOURCE_REMOVE;
}

/* After what is to be drawn now. */
static void
plan (LensAhead *self)
{
  if (self->start_id == 0 && self->wanted->len > 0)
    self->start_id = g_idle_add (on_start, self);
}

/* ---- the object ---- */

static void
lens_ahead_dispose (GObject *object)
{
  lens_ahead_clear (LENS_AHEAD (object));

  G_OBJECT_CLASS (lens_ahead_parent_class)->dispose (object);
}

static void
lens_ahead_finalize (GObject *object)
{
  LensAhead *self = LENS_AHEAD (object);

  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->entries);
  g_clear_object (&self->crops);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (lens_ahead_parent_class)->finalize (object);
}

static void
lens_ahead_class_init (LensAheadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_ahead_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_ahead_finalize;
}

static void
lens_ahead_init (LensAhead *self)
{
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  self->entries = g_hash_table_new_full (NULL, NULL, g_object_unref, entry_free);
}

LensAhead *
lens_ahead_new (LensReading *reading, LensCrops *crops)
{
  LensAhead *self = g_object_new (LENS_TYPE_AHEAD, NULL);

  self->reading = g_object_ref (reading);
  self->crops = g_object_ref (crops);

  return self;
}

/* ---- public ---- */

void
lens_ahead_want (LensAhead *self, LensItem *const *items, guint n)
{
  g_return_if_fail (LENS_IS_AHEAD (self));

  g_ptr_array_set_size (self->wanted, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->wanted, g_object_ref (items[i]));
  if (self->item != NULL && !g_ptr_array_find (self->wanted, self->item, NULL))
    stop (self);
  limit (self);
  plan (self);
}

void
lens_ahead_yield (LensAhead *self)
{
  g_return_if_fail (LENS_IS_AHEAD (self));

  g_clear_handle_id (&self->start_id, g_source_remove);
  stop (self);
}

void
lens_ahead_clear (LensAhead *self)
{
  g_return_if_fail (LENS_IS_AHEAD (self));

  lens_ahead_yield (self);
  g_ptr_array_set_size (self->wanted, 0);
  g_hash_table_remove_all (self->entries);
}

gint64
lens_ahead_stamp (LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  GStatBuf status;

  if (path == NULL || g_stat (path, &status) != 0)
    return 0;

  return (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec + ((gint64) status.st_size << 20)
         + (gint64) status.st_ino;
}

void
lens_ahead_keep (LensAhead *self, LensItem *item, gint64 stamp, DermImage *image, DermPrediction *prediction)
{
  g_return_if_fail (LENS_IS_AHEAD (self));

  if (!g_ptr_array_find (self->wanted, item, NULL))
    g_ptr_array_insert (self->wanted, 0, g_object_ref (item));
  hold (self, item, make_entry (self, stamp, image, prediction));
}

gboolean
lens_ahead_find (LensAhead *self, LensItem *item, DermImage **image, DermPrediction **prediction)
{
  Entry *entry;

  g_return_val_if_fail (LENS_IS_AHEAD (self), FALSE);

  entry = g_hash_table_lookup (self->entries, item);
  if (entry == NULL || entry->image == NULL || !is_current (self, item, entry)
      || (lens_item_get_file (item) != NULL && (entry->stamp == 0 || entry->stamp != lens_ahead_stamp (item))))
    return FALSE;
  *image = g_object_ref (entry->image);
  *prediction = g_object_ref (entry->prediction);

  return TRUE;
}

gboolean
lens_ahead_is_reading (LensAhead *self)
{
  g_return_val_if_fail (LENS_IS_AHEAD (self), FALSE);

  return self->running != NULL || self->start_id != 0;
}

gsize
lens_ahead_get_n_bytes (LensAhead *self)
{
  GHashTableIter iter;
  gpointer item, entry;
  gsize sum = 0;

  g_return_val_if_fail (LENS_IS_AHEAD (self), 0);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &item, &entry))
    sum += cost_of (item, entry);

  return sum;
}
