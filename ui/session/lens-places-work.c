/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-places-private.h"

/* Working the places out. */

#define SOON_MS 40
#define LATER_MS 700 /* while results come: points are to appear, not to dance */

void
lens_places_forget (LensPlaces *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->indices, g_hash_table_unref);
  g_clear_pointer (&self->features, g_bytes_unref);
  g_clear_object (&self->atlas);
  g_clear_pointer (&self->x, g_free);
  g_clear_pointer (&self->y, g_free);
  self->is_final = FALSE;
}

/* One component has no other beside it: then all lie on a line. */
static double *
list_coordinates (LensPlaces *self, int axis)
{
  guint n = 0;
  double *coordinates = derm_atlas_list_coordinates (self->atlas, axis, &n);

  return coordinates != NULL ? coordinates : g_new0 (double, derm_atlas_get_n_images (self->atlas) + 1);
}

void
lens_places_place (LensPlaces *self)
{
  g_free (self->x);
  g_free (self->y);
  self->x = self->y = NULL;
  if (self->atlas == NULL)
    return;
  self->x = list_coordinates (self, self->axes[0]);
  self->y = list_coordinates (self, self->axes[1]);
}

/* ---- on a thread ---- */

typedef struct {
  GPtrArray *items; /* owned, of LensItem: not touched on the thread */
  GBytes *features; /* owned */
  int n_features;
  gboolean is_final;
} Job;

static void
job_free (Job *job)
{
  g_ptr_array_unref (job->items);
  g_bytes_unref (job->features);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
is_complete (LensPlaces *self)
{
  return lens_work_get_n_left (self->parts.work) == 0 && !lens_work_is_scanning (self->parts.work)
         && lens_collection_get_n_waiting (self->parts.collection) == 0;
}

/* A result of the model before is none: the image is read again. */
static Job *
collect (LensPlaces *self, DermModel *model)
{
  g_autoptr (GPtrArray) all = lens_collection_list_all (self->parts.collection);
  g_autoptr (GPtrArray) predictions = g_ptr_array_new ();
  Job *job = g_new0 (Job, 1);

  job->items = g_ptr_array_new_with_free_func (g_object_unref);
  job->n_features = derm_model_get_n_features (model);
  job->is_final = is_complete (self);
  for (guint i = 0; i < all->len; i++)
    {
      DermPrediction *prediction = lens_item_get_prediction (all->pdata[i]);

      if (prediction == NULL || derm_prediction_get_model (prediction) != model)
        continue;
      g_ptr_array_add (job->items, g_object_ref (all->pdata[i]));
      g_ptr_array_add (predictions, prediction);
    }
  job->features = derm_features_list (predictions, job->n_features);

  return job;
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  DermAtlas *atlas = derm_atlas_new (job->features, job->n_features, 0, cancellable, &error);

  if (atlas != NULL)
    g_task_return_pointer (task, atlas, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
take (LensPlaces *self, Job *job, DermAtlas *atlas)
{
  lens_places_forget (self);
  self->items = g_ptr_array_ref (job->items);
  self->indices = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (self->indices, self->items->pdata[i], GUINT_TO_POINTER (i + 1));
  self->features = g_bytes_ref (job->features);
  self->atlas = g_object_ref (atlas);
  self->is_final = job->is_final;
  lens_places_place (self);
}

static void
on_worked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensPlaces *self = LENS_PLACES (source);
  g_autoptr (Job) job = g_task_get_task_data (G_TASK (result)); /* freed here: its images are of this thread */
  g_autoptr (DermAtlas) atlas = g_task_propagate_pointer (G_TASK (result), NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  if (atlas != NULL && self->is_active && !self->is_closed)
    take (self, job, atlas);
  if (self->is_due)
    lens_places_update (self);
  lens_places_tell (self);
}

/* An image that is read again, for its thumbnail perhaps, has the same features. */
static gboolean
is_known (LensPlaces *self, const Job *job)
{
  if (self->atlas == NULL || self->items->len != job->items->len || !g_bytes_equal (self->features, job->features))
    return FALSE;
  for (guint i = 0; i < job->items->len; i++)
    if (self->items->pdata[i] != job->items->pdata[i])
      return FALSE;

  return TRUE;
}

static void
keep (LensPlaces *self, const Job *job)
{
  if (self->is_final || !job->is_final)
    return;
  self->is_final = TRUE;
  lens_places_tell (self);
}

static void
start (LensPlaces *self, DermModel *model)
{
  g_autoptr (Job) job = collect (self, model);
  g_autoptr (GTask) task = NULL;

  if (is_known (self, job))
    {
      keep (self, job);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->is_due = FALSE;
  task = g_task_new (self, self->cancellable, on_worked, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, g_steal_pointer (&job), NULL);
  g_task_run_in_thread (task, work_in_thread);
}

static void
on_update (gpointer user_data)
{
  LensPlaces *self = user_data;
  DermModel *model = lens_reading_get_model (self->parts.reading);
  g_autoptr (GError) error = NULL;

  self->update_id = 0;
  g_clear_pointer (&self->error, g_free);
  if (model != NULL && lens_collection_get_n_all (self->parts.collection) > 0
      && derm_model_check_features (model, &error))
    {
      start (self, model);
      lens_places_tell_working (self);
      return;
    }
  lens_places_forget (self);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  lens_places_tell (self);
}

void
lens_places_update (LensPlaces *self)
{
  g_return_if_fail (LENS_IS_PLACES (self));

  if (!self->is_active || self->is_closed)
    return;
  if (self->cancellable != NULL)
    self->is_due = TRUE;
  else if (self->update_id == 0)
    self->update_id
        = g_timeout_add_once (is_complete (self) || self->atlas == NULL ? SOON_MS : LATER_MS, on_update, self);
  lens_places_tell_working (self);
}
