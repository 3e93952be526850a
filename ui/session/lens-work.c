/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-work.h"

#include "lens-stopwatch.h"
#include "lens-scan.h"

#define UPDATE_MS 100

struct _LensWork {
  GObject parent_instance;

  LensCollection *collection; /* owned */
  LensReading *reading;       /* owned */
  LensCrops *crops;           /* owned */
  LensScan *scan;             /* owned */
  LensQueue *queue;           /* owned; NULL: there is no model */
  LensQueue *samples;         /* owned; NULL: there is no model */

  LensStopwatch stopwatch;
  guint update_id;
  guint n_left;         /* as it was told last */
  gboolean is_scanning; /* the same */
  gboolean is_idle;     /* the same */
  gboolean is_paused;
};

G_DEFINE_FINAL_TYPE (LensWork, lens_work, G_TYPE_OBJECT)

enum { PROP_N_LEFT = 1, PROP_IS_SCANNING, PROP_IS_PAUSED, PROP_IS_WORKING, PROP_IS_IDLE, N_PROPS };
enum { FOUND, FOLDER, TABLE, MODEL, REFUSED, LEFT_OUT, SCANNED, FAILED, PROGRESSED, FINISHED, STOPPED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static guint
count_left (LensWork *self)
{
  return lens_collection_get_n_waiting (self->collection)
         + (self->queue != NULL ? lens_queue_get_n_left (self->queue) : 0);
}

void
lens_work_update (LensWork *self)
{
  gboolean was_working, is_working;

  g_return_if_fail (LENS_IS_WORK (self));

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->scan == NULL)
    return; /* closed */

  was_working = self->n_left > 0 || self->is_scanning;
  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_left != count_left (self))
    {
      self->n_left = count_left (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LEFT]);
    }
  if (self->is_scanning == lens_scan_is_idle (self->scan))
    {
      self->is_scanning = !lens_scan_is_idle (self->scan);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SCANNING]);
    }
  if (self->is_idle != lens_work_is_idle (self))
    {
      self->is_idle = !self->is_idle;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_IDLE]);
    }
  is_working = self->n_left > 0 || self->is_scanning;
  if (is_working != was_working)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
  if (self->n_left == 0) /* what comes next does not wait */
    lens_work_set_paused (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
  if (lens_stopwatch_update (&self->stopwatch, is_working, g_get_monotonic_time ()))
    g_signal_emit (self, signals[FINISHED], 0);
}

static void
on_update (gpointer user_data)
{
  LensWork *self = user_data;

  self->update_id = 0;
  lens_work_update (self);
}

static void
update_soon (LensWork *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add_once (UPDATE_MS, on_update, self);
}

/* ---- images ---- */

static void
on_failed (LensQueue *queue, LensItem *item, LensWork *self)
{
  g_signal_emit (self, signals[FAILED], 0, item);
}

static void
on_progressed (LensQueue *queue, LensItem *item, LensWork *self)
{
  g_signal_emit (self, signals[PROGRESSED], 0, item);
  update_soon (self);
}

/* A queue of its own for each reading: nothing of the one before can come in late. */
static void
start_queue (LensWork *self)
{
  if (self->queue != NULL)
    lens_queue_stop (self->queue);
  g_clear_object (&self->queue);
  self->queue = lens_queue_new (lens_reading_get_classifier (self->reading));
  lens_queue_set_reading (self->queue, lens_reading_get_recipe (self->reading),
                          lens_reading_get_decision (self->reading));
  lens_queue_set_crops (self->queue, self->crops);
  g_signal_connect_object (self->queue, "failed", G_CALLBACK (on_failed), self, 0);
  g_signal_connect_object (self->queue, "progressed", G_CALLBACK (on_progressed), self, 0);
}

void
lens_work_restart (LensWork *self)
{
  guint n;

  g_return_if_fail (LENS_IS_WORK (self));

  if (lens_reading_get_classifier (self->reading) == NULL)
    return;

  start_queue (self);
  lens_work_set_paused (self, FALSE);
  if (self->samples == NULL)
    {
      self->samples = lens_queue_new (lens_reading_get_classifier (self->reading));
      g_signal_connect_object (self->samples, "progressed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
    }
  n = g_list_model_get_n_items (G_LIST_MODEL (self->collection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->collection), i);

      if (lens_item_get_state (item) == LENS_STATE_FAILED) /* for which no model is to blame */
        continue;
      lens_item_reset (item);
      lens_queue_add (self->queue, item);
    }
  lens_work_update (self);
}

void
lens_work_add (LensWork *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_WORK (self));

  if (self->queue == NULL)
    return;
  lens_queue_add (self->queue, item);
  update_soon (self);
}

void
lens_work_remove (LensWork *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_WORK (self));

  if (self->queue != NULL)
    lens_queue_remove (self->queue, item);
}

void
lens_work_prefer (LensWork *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_WORK (self));

  if (self->queue == NULL)
    return;
  lens_queue_prefer (self->queue, item);
  update_soon (self);
}

/* ---- folders ---- */

static void
on_found (LensScan *scan, GPtrArray *items, LensWork *self)
{
  g_signal_emit (self, signals[FOUND], 0, items);
  lens_work_update (self);
}

static void
on_folder (LensScan *scan, GFile *folder, LensWork *self)
{
  g_signal_emit (self, signals[FOLDER], 0, folder);
}

static void
on_table (LensScan *scan, GFile *table, LensWork *self)
{
  g_signal_emit (self, signals[TABLE], 0, table);
}

static void
on_model (LensScan *scan, GFile *model, LensWork *self)
{
  g_signal_emit (self, signals[MODEL], 0, model);
}

static void
on_refused (LensScan *scan, const char *name, const char *reason, LensWork *self)
{
  g_signal_emit (self, signals[REFUSED], 0, name, reason);
  lens_work_update (self);
}

static void
on_left_out (LensScan *scan, const char *name, const char *left_out, LensWork *self)
{
  g_signal_emit (self, signals[LEFT_OUT], 0, name, left_out);
}

static void
on_scanned (LensScan *scan, LensWork *self)
{
  g_signal_emit (self, signals[SCANNED], 0);
  lens_work_update (self);
}

void
lens_work_scan (LensWork *self, GFile *file, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_WORK (self));

  if (self->scan == NULL)
    return;
  lens_scan_add (self->scan, file, is_recursive);
  lens_work_update (self);
}

/* ---- to hold it up ---- */

void
lens_work_stop (LensWork *self)
{
  guint n;

  g_return_if_fail (LENS_IS_WORK (self));

  if (self->scan == NULL)
    return;
  lens_stopwatch_stop (&self->stopwatch);
  lens_scan_stop (self->scan);
  n = lens_collection_get_n_waiting (self->collection);
  if (self->queue != NULL)
    n += lens_queue_get_n_waiting (self->queue);
  if (n > 0) /* whoever needs their results goes on */
    lens_work_set_paused (self, TRUE);
  lens_work_update (self);
  g_signal_emit (self, signals[STOPPED], 0, n);
}

void
lens_work_set_paused (LensWork *self, gboolean is_paused)
{
  g_return_if_fail (LENS_IS_WORK (self));

  if (is_paused == self->is_paused)
    return;
  self->is_paused = is_paused;
  if (is_paused)
    lens_stopwatch_stop (&self->stopwatch); /* the user is here */
  if (self->queue != NULL)
    lens_queue_set_paused (self->queue, is_paused);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PAUSED]);
}

void
lens_work_close (LensWork *self)
{
  g_return_if_fail (LENS_IS_WORK (self));

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->scan != NULL)
    lens_scan_stop (self->scan);
  if (self->queue != NULL)
    lens_queue_stop (self->queue);
  if (self->samples != NULL)
    lens_queue_stop (self->samples);
  g_clear_object (&self->scan);
  g_clear_object (&self->queue);
  g_clear_object (&self->samples);
}

/* ---- the object ---- */

static void
lens_work_dispose (GObject *object)
{
  LensWork *self = LENS_WORK (object);

  lens_work_close (self);
  g_clear_object (&self->crops);
  g_clear_object (&self->reading);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (lens_work_parent_class)->dispose (object);
}

static void
lens_work_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensWork *self = LENS_WORK (object);

  switch (id)
    {
    case PROP_N_LEFT:
      g_value_set_uint (value, self->n_left);
      break;
    case PROP_IS_SCANNING:
      g_value_set_boolean (value, self->is_scanning);
      break;
    case PROP_IS_PAUSED:
      g_value_set_boolean (value, self->is_paused);
      break;
    case PROP_IS_WORKING:
      g_value_set_boolean (value, self->n_left > 0 || self->is_scanning);
      break;
    case PROP_IS_IDLE:
      g_value_set_boolean (value, self->is_idle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_work_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_PAUSED)
    lens_work_set_paused (LENS_WORK (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_N_LEFT]
      = g_param_spec_uint ("n-left", "Left", "Images that are still to be read", 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_SCANNING]
      = g_param_spec_boolean ("is-scanning", "Scanning", "Whether folders are being searched", FALSE, flags);
  properties[PROP_IS_PAUSED] = g_param_spec_boolean ("is-paused", "Paused", "Whether images wait to be read", FALSE,
                                                     flags | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_IS_WORKING]
      = g_param_spec_boolean ("is-working", "Working", "Whether folders are searched or images read", FALSE, flags);
  properties[PROP_IS_IDLE]
      = g_param_spec_boolean ("is-idle", "Idle", "Whether nothing is searched or read, samples included", TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lens_work_class_init (LensWorkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = lens_work_dispose;
  object_class->get_property = lens_work_get_property;
  object_class->set_property = lens_work_set_property;
  install_properties (object_class);

  signals[FOUND]
      = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[FOLDER] = g_signal_new ("folder", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[TABLE] = g_signal_new ("table", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[MODEL] = g_signal_new ("model", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_STRING);
  signals[LEFT_OUT] = g_signal_new ("left-out", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_STRING, G_TYPE_STRING);
  signals[SCANNED] = g_signal_new ("scanned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED]
      = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, LENS_TYPE_ITEM);
  signals[PROGRESSED]
      = g_signal_new ("progressed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, LENS_TYPE_ITEM);
  signals[STOPPED]
      = g_signal_new ("stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FINISHED] = g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_work_init (LensWork *self)
{
  self->is_idle = TRUE;
  self->scan = lens_scan_new ();
  g_signal_connect_object (self->scan, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->scan, "folder", G_CALLBACK (on_folder), self, 0);
  g_signal_connect_object (self->scan, "table", G_CALLBACK (on_table), self, 0);
  g_signal_connect_object (self->scan, "model", G_CALLBACK (on_model), self, 0);
  g_signal_connect_object (self->scan, "failed", G_CALLBACK (on_refused), self, 0);
  g_signal_connect_object (self->scan, "left-out", G_CALLBACK (on_left_out), self, 0);
  g_signal_connect_object (self->scan, "done", G_CALLBACK (on_scanned), self, 0);
}

LensWork *
lens_work_new (LensCollection *collection, LensReading *reading, LensCrops *crops)
{
  LensWork *self = g_object_new (LENS_TYPE_WORK, NULL);

  self->collection = g_object_ref (collection);
  self->reading = g_object_ref (reading);
  self->crops = g_object_ref (crops);
  g_signal_connect_object (collection, "notify::n-waiting", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);

  return self;
}

LensQueue *
lens_work_get_samples (LensWork *self)
{
  g_return_val_if_fail (LENS_IS_WORK (self), NULL);

  return self->samples;
}

guint
lens_work_get_n_left (LensWork *self)
{
  g_return_val_if_fail (LENS_IS_WORK (self), 0);

  return self->n_left;
}

gboolean
lens_work_is_scanning (LensWork *self)
{
  g_return_val_if_fail (LENS_IS_WORK (self), FALSE);

  return self->scan != NULL && !lens_scan_is_idle (self->scan);
}

gboolean
lens_work_is_paused (LensWork *self)
{
  g_return_val_if_fail (LENS_IS_WORK (self), FALSE);

  return self->is_paused;
}

gboolean
lens_work_is_idle (LensWork *self)
{
  g_return_val_if_fail (LENS_IS_WORK (self), TRUE);

  return count_left (self) == 0 && !lens_work_is_scanning (self)
         && (self->samples == NULL || lens_queue_get_n_left (self->samples) == 0);
}
