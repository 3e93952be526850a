/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-classifier-private.h"
#include "image-file.h"

/* Images on workers: read, decode, resize, then the pass. What is looked at now goes through at once; of what is not
 * urgent (G_PRIORITY_LOW and beyond: a folder) several inputs wait for each other and take one pass. */

enum { ENOUGH = 8 }; /* inputs for one pass: more do not make it faster, and results would come late */

struct _DermRequest {
  GFile *file;        /* owned, or NULL */
  DermImage *image;   /* owned, or NULL */
  DermRecipe *recipe; /* owned, or NULL */
  int priority;
};

G_DEFINE_BOXED_TYPE (DermRequest, derm_request, derm_request_ref, derm_request_unref)

/* One request on its way. Everything in it belongs to its task; the worker sees nothing else. */
typedef struct {
  DermRequest *request; /* owned, immutable */
  DermImage *image;     /* owned; when done: what finish hands out */
  DermInput *input;     /* owned, once it is made */
  int max_side;         /* of the thumbnail; 0 keeps the image as it is */
  guint64 number;       /* first come, first served */
} Job;

DermRequest *
derm_request_new (GFile *file, DermImage *image, DermRecipe *recipe, int priority)
{
  DermRequest *self;

  g_return_val_if_fail ((file != NULL) != (image != NULL), NULL);
  g_return_val_if_fail (file == NULL || G_IS_FILE (file), NULL);
  g_return_val_if_fail (image == NULL || DERM_IS_IMAGE (image), NULL);
  g_return_val_if_fail (recipe == NULL || DERM_IS_RECIPE (recipe), NULL);

  self = g_atomic_rc_box_new0 (DermRequest);
  g_set_object (&self->file, file);
  g_set_object (&self->image, image);
  g_set_object (&self->recipe, recipe);
  self->priority = priority;
  return self;
}

DermRequest *
derm_request_ref (DermRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
request_clear (gpointer data)
{
  DermRequest *self = data;

  g_clear_object (&self->file);
  g_clear_object (&self->image);
  g_clear_object (&self->recipe);
}

void
derm_request_unref (DermRequest *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, request_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  derm_request_unref (job->request);
  g_clear_object (&job->image);
  g_clear_object (&job->input);
  g_free (job);
}

int
derm_classifier_compare_tasks (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Job *one = g_task_get_task_data ((GTask *) a), *other = g_task_get_task_data ((GTask *) b);

  if (one->request->priority != other->request->priority)
    return one->request->priority < other->request->priority ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

/* As the recipe orients it, so that what is handed out is what the network sees. */
static gboolean
orient_image (Job *job, DermRecipe *recipe, GError **error)
{
  DermImage *image = derm_image_orient (job->image, derm_recipe_get_orientation (recipe), error);

  if (image == NULL)
    return FALSE;
  g_object_unref (job->image);
  job->image = image;
  return TRUE;
}

/* What is left of the image is the requester's: it no longer counts as being worked on. */
static void
hand_over_image (Job *job)
{
  if (job->max_side > 0)
    {
      g_autoptr (DermImage) large = g_steal_pointer (&job->image);

      job->image = derm_image_make_thumbnail (large, job->max_side, job->max_side);
    }
  else if (job->request->priority >= G_PRIORITY_LOW)
    g_clear_object (&job->image); /* many may wait, and an image may be large */
  if (job->image != NULL)
    derm_image_settle (job->image);
}

/* Up to the input, with a look at the cancellable before each stage. */
static gboolean
make_input (DermClassifier *self, Job *job, GCancellable *cancellable, GError **error)
{
  DermRecipe *recipe = job->request->recipe != NULL ? job->request->recipe : derm_model_get_recipe (self->model);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (job->image == NULL)
    job->image = derm_image_open (job->request->file, NULL, cancellable, error);
  if (job->image == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  job->input = orient_image (job, recipe, error) ? derm_input_new (job->image, recipe, error) : NULL;
  if (job->input == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  hand_over_image (job);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Takes the prediction or the error. */
static void
return_result (GTask *task, DermPrediction *prediction, GError *error)
{
  Job *job = g_task_get_task_data (task);

  g_clear_object (&job->input);
  if (prediction != NULL)
    g_task_return_pointer (task, prediction, g_object_unref);
  else
    {
      g_clear_object (&job->image); /* nobody will fetch it */
      g_task_return_error (task, error);
    }
}

static void
predict_one (DermClassifier *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  DermPrediction *prediction = derm_classifier_predict (self, job->input, &error);

  return_result (task, prediction, error);
}

/* One pass for all of them: weights that were fetched from memory serve several images. */
static void
predict_together (DermClassifier *self, GPtrArray *tasks)
{
  g_autofree DermInput **inputs = g_new (DermInput *, tasks->len);
  g_autoptr (GPtrArray) predictions = NULL;

  for (guint i = 0; i < tasks->len; i++)
    inputs[i] = ((Job *) g_task_get_task_data (tasks->pdata[i]))->input;
  predictions = derm_classifier_predict_batch (self, inputs, (int) tasks->len, NULL);
  for (guint i = 0; i < tasks->len; i++)
    if (predictions != NULL)
      return_result (tasks->pdata[i], g_object_ref (predictions->pdata[i]), NULL);
    else
      predict_one (self, tasks->pdata[i]); /* so that only the one at fault fails */
}

/* Those that wait, if they are enough or nobody else will come; NULL otherwise. Called at the end of every job, so that
 * the last one leaves nobody behind. */
static GPtrArray *
take_waiting (DermClassifier *self)
{
  g_autoptr (GPtrArray) taken = NULL;

  g_mutex_lock (&self->lock);
  if (self->waiting->len >= ENOUGH || (self->waiting->len > 0 && g_thread_pool_unprocessed (self->pool) == 0))
    {
      taken = g_steal_pointer (&self->waiting);
      self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
    }
  g_mutex_unlock (&self->lock);
  return g_steal_pointer (&taken);
}

void
derm_classifier_work (gpointer data, gpointer unused)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (DermClassifier) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr (GPtrArray) waiting = NULL;
  GError *error = NULL;

  g_atomic_int_inc (&self->n_working);
  if (!make_input (self, job, g_task_get_cancellable (task), &error))
    return_result (task, NULL, error); /* without the image, whose memory others may wait for */
  else if (job->request->priority < G_PRIORITY_LOW)
    predict_one (self, task);
  else
    {
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->waiting, g_steal_pointer (&task));
      g_mutex_unlock (&self->lock);
    }
  waiting = take_waiting (self);
  if (waiting != NULL)
    predict_together (self, waiting);
  g_atomic_int_add (&self->n_working, -1);
}

/* Takes task and request. */
static void
queue_job (DermClassifier *self, GTask *task, DermRequest *request, int max_side)
{
  Job *job = g_new0 (Job, 1);

  job->request = request;
  g_set_object (&job->image, request->image);
  job->max_side = max_side;
  g_mutex_lock (&self->lock);
  job->number = self->n_queued++;
  g_mutex_unlock (&self->lock);
  g_task_set_priority (task, request->priority);
  g_task_set_task_data (task, job, job_free);
  /* an error here only says that no thread could be started now: the task stays in the queue for those there are */
  g_thread_pool_push (self->pool, task, NULL);
}

static DermPrediction *
finish_job (GAsyncResult *result, DermImage **image, GError **error)
{
  DermPrediction *prediction = g_task_propagate_pointer (G_TASK (result), error);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (image != NULL)
    *image = prediction != NULL && job->image != NULL ? g_object_ref (job->image) : NULL;
  return prediction;
}

void
derm_classifier_open_async (DermClassifier *self, DermRequest *request, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DERM_IS_CLASSIFIER (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_classifier_open_async);
  queue_job (self, task, request, 0);
}

DermPrediction *
derm_classifier_open_finish (DermClassifier *self, GAsyncResult *result, DermImage **image, GError **error)
{
  if (image != NULL)
    *image = NULL;
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_classifier_open_async), NULL);

  return finish_job (result, image, error);
}

void
derm_classifier_preview_async (DermClassifier *self, DermRequest *request, int max_side, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DERM_IS_CLASSIFIER (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (max_side >= 1);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, derm_classifier_preview_async);
  queue_job (self, task, request, max_side);
}

DermPrediction *
derm_classifier_preview_finish (DermClassifier *self, GAsyncResult *result, DermImage **thumbnail, GError **error)
{
  g_return_val_if_fail (thumbnail != NULL, NULL);
  *thumbnail = NULL;
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_classifier_preview_async), NULL);

  return finish_job (result, thumbnail, error);
}
