/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-queue.h"

#include "lens-decision.h"

/* A row shows 64 × 48, a tile 96 × 72: enough for high-density screens. */
#define THUMBNAIL_SIDE 128
/* Below 20 MB, and more than a list has rows, on screen and beside it. */
#define MAX_THUMBNAILS 512

struct _LensQueue {
  GObject parent_instance;

  DermClassifier *classifier; /* owned */
  GCancellable *cancellable;  /* owned */
  DermRecipe *recipe;         /* owned; NULL: the model's own */
  LensCrops *crops;           /* owned; NULL: none */
  DermDecision decision;
  GQueue waiting;      /* owned LensItem, next at the head */
  GHashTable *links;   /* LensItem -> its link in waiting */
  GHashTable *running; /* set of LensItem, held by their jobs */
  GQueue kept;         /* owned LensItem that have a thumbnail, the one to go next at the head */
  GHashTable *kept_set;
  gboolean is_paused;
};

G_DEFINE_FINAL_TYPE (LensQueue, lens_queue, G_TYPE_OBJECT)

enum { FAILED, PROGRESSED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  LensQueue *queue;
  LensItem *item;
} Job;

static void start_more (LensQueue *self);

static void
job_free (Job *job)
{
  g_object_unref (job->queue);
  g_object_unref (job->item);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* The thumbnails of rows on screen stay; of all others the newest. */
static void
keep_thumbnail (LensQueue *self, LensItem *item)
{
  if (g_hash_table_add (self->kept_set, item))
    g_queue_push_tail (&self->kept, g_object_ref (item));

  for (guint i = 0; i < self->kept.length && self->kept.length > MAX_THUMBNAILS; i++)
    {
      g_autoptr (LensItem) oldest = g_queue_pop_head (&self->kept);

      if (lens_item_is_viewed (oldest))
        {
          g_queue_push_tail (&self->kept, g_steal_pointer (&oldest));
          continue;
        }
      g_hash_table_remove (self->kept_set, oldest);
      lens_item_drop_thumbnail (oldest);
    }
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (DermImage) thumbnail = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (GError) error = NULL;
  LensQueue *self = job->queue;

  prediction = derm_classifier_preview_finish (DERM_CLASSIFIER (source), result, &thumbnail, &error);
  g_hash_table_remove (self->running, job->item);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (prediction != NULL)
    {
      g_autoptr (DermPrediction) decided = lens_decide (prediction, self->decision);
      gboolean is_kept = lens_item_is_viewed (job->item) || self->kept.length < MAX_THUMBNAILS;

      lens_item_succeed (job->item, is_kept ? thumbnail : NULL, decided);
      if (is_kept)
        keep_thumbnail (self, job->item);
      else if (!g_hash_table_contains (self->kept_set, job->item))
        lens_item_drop_thumbnail (job->item); /* of a queue before this one */
    }
  else if (lens_item_fail (job->item, error))
    g_signal_emit (self, signals[FAILED], 0, job->item);

  start_more (self);
  g_signal_emit (self, signals[PROGRESSED], 0, job->item);
}

static DermRecipe *
dup_recipe (LensQueue *self, LensItem *item)
{
  DermRecipe *recipe
      = self->recipe != NULL ? self->recipe : derm_model_get_recipe (derm_classifier_get_model (self->classifier));

  return self->crops != NULL ? lens_crops_dup_recipe (self->crops, item, recipe) : g_object_ref (recipe);
}

static void
start_more (LensQueue *self)
{
  /* One more than there are workers, so that none waits for this thread; the rest stays here, where its order can
   * change. */
  guint limit = (guint) derm_classifier_get_n_threads (self->classifier) + 1;

  while (!self->is_paused && g_hash_table_size (self->running) < limit && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (LensItem) item = g_queue_pop_head (&self->waiting);
      g_autoptr (DermRecipe) recipe = NULL;
      Job *job;

      g_hash_table_remove (self->links, item);
      if (lens_item_get_state (item) == LENS_STATE_DONE && lens_item_get_thumbnail (item) == NULL
          && !lens_item_is_viewed (item) && self->kept.length >= MAX_THUMBNAILS)
        continue; /* it was to get a thumbnail again, and its row is gone already */

      recipe = dup_recipe (self, item);
      job = g_new (Job, 1);
      job->queue = g_object_ref (self);
      job->item = g_steal_pointer (&item);
      g_hash_table_add (self->running, job->item);
      derm_classifier_preview_async (
          self->classifier,
          derm_request_new (lens_item_get_file (job->item), lens_item_get_image (job->item), recipe, G_PRIORITY_LOW),
          THUMBNAIL_SIDE, self->cancellable, on_preview, job);
    }
}

static void
lens_queue_finalize (GObject *object)
{
  LensQueue *self = LENS_QUEUE (object);

  g_queue_clear_full (&self->waiting, g_object_unref);
  g_queue_clear_full (&self->kept, g_object_unref);
  g_hash_table_unref (self->links);
  g_hash_table_unref (self->running);
  g_hash_table_unref (self->kept_set);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->classifier);
  g_clear_object (&self->recipe);
  g_clear_object (&self->crops);

  G_OBJECT_CLASS (lens_queue_parent_class)->finalize (object);
}

static void
lens_queue_class_init (LensQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_queue_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, LENS_TYPE_ITEM);
  signals[PROGRESSED] = g_signal_new ("progressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, LENS_TYPE_ITEM);
}

static void
lens_queue_init (LensQueue *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->kept);
  self->links = g_hash_table_new (NULL, NULL);
  self->running = g_hash_table_new (NULL, NULL);
  self->kept_set = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
}

LensQueue *
lens_queue_new (DermClassifier *classifier)
{
  LensQueue *self = g_object_new (LENS_TYPE_QUEUE, NULL);

  self->classifier = g_object_ref (classifier);

  return self;
}

static gboolean
is_under_way (LensQueue *self, LensItem *item)
{
  return g_cancellable_is_cancelled (self->cancellable) || g_hash_table_contains (self->links, item)
         || g_hash_table_contains (self->running, item);
}

void
lens_queue_set_reading (LensQueue *self, DermRecipe *recipe, DermDecision decision)
{
  g_return_if_fail (LENS_IS_QUEUE (self));

  g_set_object (&self->recipe, recipe);
  self->decision = decision;
}

void
lens_queue_set_crops (LensQueue *self, LensCrops *crops)
{
  g_return_if_fail (LENS_IS_QUEUE (self));

  g_set_object (&self->crops, crops);
}

void
lens_queue_add (LensQueue *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_QUEUE (self));
  g_return_if_fail (LENS_IS_ITEM (item));

  if (is_under_way (self, item))
    return;

  g_queue_push_tail (&self->waiting, g_object_ref (item));
  g_hash_table_insert (self->links, item, g_queue_peek_tail_link (&self->waiting));
  start_more (self);
}

void
lens_queue_remove (LensQueue *self, LensItem *item)
{
  GList *link = g_hash_table_lookup (self->links, item);

  if (link == NULL)
    return;
  g_hash_table_remove (self->links, item);
  g_queue_delete_link (&self->waiting, link);
  g_object_unref (item);
}

void
lens_queue_prefer (LensQueue *self, LensItem *item)
{
  GList *link = g_hash_table_lookup (self->links, item);

  if (link != NULL)
    {
      g_queue_unlink (&self->waiting, link);
      g_queue_push_head_link (&self->waiting, link);
    }
  else if (lens_item_get_state (item) != LENS_STATE_FAILED && lens_item_get_thumbnail (item) == NULL
           && !is_under_way (self, item))
    {
      g_queue_push_head (&self->waiting, g_object_ref (item));
      g_hash_table_insert (self->links, item, g_queue_peek_head_link (&self->waiting));
      start_more (self);
    }
}

void
lens_queue_set_paused (LensQueue *self, gboolean is_paused)
{
  g_return_if_fail (LENS_IS_QUEUE (self));

  self->is_paused = is_paused;
  start_more (self);
}

guint
lens_queue_get_n_left (LensQueue *self)
{
  return g_hash_table_size (self->running) + g_queue_get_length (&self->waiting);
}

guint
lens_queue_get_n_waiting (LensQueue *self)
{
  return g_queue_get_length (&self->waiting);
}

void
lens_queue_clear (LensQueue *self)
{
  g_hash_table_remove_all (self->links);
  g_queue_clear_full (&self->waiting, g_object_unref);
}

void
lens_queue_stop (LensQueue *self)
{
  g_cancellable_cancel (self->cancellable);
  lens_queue_clear (self);
}
