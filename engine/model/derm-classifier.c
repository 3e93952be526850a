/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-classifier-private.h"
#include "derm-error.h"
#include "derm-model-private.h"
#include "derm-prediction-private.h"
#include "engine/nn/nn.h"
#include "team.h"

enum { MAX_THREADS = 256 };

struct _DermClassifier {
  GObject parent_instance;

  DermModel *model;       /* owned */
  NnPlan *plan;           /* owned, read-only */
  GThreadPool *pool;      /* owned, of GTask */
  GAsyncQueue *scratches; /* owned, NnScratch that no call uses now */
  DermTeam *team;         /* owned, shares out a batch */
  int n_threads;
  int n_working;    /* atomic: workers at a job */
  guint64 n_queued; /* atomic by lock */
  GMutex lock;      /* of n_queued */
};

/* One request. Everything in it belongs to its task; the worker sees nothing else. */
typedef struct {
  GFile *file;        /* owned, or NULL */
  DermImage *image;   /* owned; when done: what finish hands out */
  DermRecipe *recipe; /* owned, or NULL */
  int max_side;       /* of the thumbnail; 0 keeps the image */
  int priority;
  guint64 number; /* first come, first served */
} Job;

G_DEFINE_FINAL_TYPE (DermClassifier, derm_classifier, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->file);
  g_clear_object (&job->image);
  g_clear_object (&job->recipe);
  g_free (job);
}

static int
compare_tasks (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Job *one = g_task_get_task_data ((GTask *) a), *other = g_task_get_task_data ((GTask *) b);

  if (one->priority != other->priority)
    return one->priority < other->priority ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

/* The stages, with a look at the cancellable before each. */
static DermPrediction *
run_job (DermClassifier *self, Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermInput) input = NULL;
  DermRecipe *recipe = job->recipe != NULL ? job->recipe : derm_model_get_recipe (self->model);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (job->image == NULL)
    job->image = derm_image_new_from_file (job->file, cancellable, error);
  if (job->image == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  input = derm_input_new (job->image, recipe, error);
  if (input == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (job->max_side > 0)
    {
      g_autoptr (DermImage) large = g_steal_pointer (&job->image);

      job->image = derm_image_make_thumbnail (large, job->max_side, job->max_side);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return derm_classifier_predict (self, input, error);
}

static void
on_work (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  DermClassifier *self = g_task_get_source_object (task);
  DermPrediction *prediction;

  g_atomic_int_inc (&self->n_working);
  prediction = run_job (self, job, g_task_get_cancellable (task), &error);
  g_atomic_int_add (&self->n_working, -1);
  if (prediction != NULL)
    g_task_return_pointer (task, prediction, g_object_unref);
  else
    {
      g_clear_object (&job->image); /* nobody will fetch it */
      g_task_return_error (task, error);
    }
}

static void
derm_classifier_finalize (GObject *object)
{
  DermClassifier *self = DERM_CLASSIFIER (object);

  /* Every task holds a reference to us, so no work is left. The last reference may be a task's own, dropped on a
   * worker: hence no waiting for the workers here. */
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, FALSE);
  derm_team_free (self->team);
  g_async_queue_unref (self->scratches);
  nn_plan_free (self->plan);
  g_clear_object (&self->model);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (derm_classifier_parent_class)->finalize (object);
}

static void
derm_classifier_class_init (DermClassifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = derm_classifier_finalize;
}

static void
derm_classifier_init (DermClassifier *self)
{
  self->scratches = g_async_queue_new_full ((GDestroyNotify) nn_scratch_free);
  g_mutex_init (&self->lock);
}

/* "plain, avx2": those that this CPU can run, or all that there are. */
static char *
list_levels (gboolean is_supported_only)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (int i = 0; i < NN_N_LEVELS; i++)
    {
      if (!is_supported_only || nn_level_is_supported ((NnLevel) i))
        g_strv_builder_add (builder, nn_level_name ((NnLevel) i));
    }
  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

static gboolean
choose_level (const char *isa, NnLevel *level, GError **error)
{
  gboolean is_known;

  if (isa == NULL)
    isa = g_getenv ("NN_ISA");
  if (isa == NULL || *isa == '\0')
    {
      *level = nn_level_detect ();
      return TRUE;
    }
  is_known = nn_level_parse (isa, level);
  if (!is_known || !nn_level_is_supported (*level))
    {
      g_autofree char *known = list_levels (FALSE);
      g_autofree char *supported = list_levels (TRUE);

      if (is_known)
        g_set_error (error, DERM_ERROR, DERM_ERROR_LEVEL, _ ("this computer cannot run the CPU level “%s”, only: %s"),
                     isa, supported);
      else
        g_set_error (error, DERM_ERROR, DERM_ERROR_LEVEL, _ ("there is no CPU level “%s”, only: %s; here can run: %s"),
                     isa, known, supported);
      return FALSE;
    }
  return TRUE;
}

static void
run_on_team (void *team, int n_parts, void (*func) (int, void *), void *data)
{
  derm_team_run (team, n_parts, func, data);
}

DermClassifier *
derm_classifier_new (DermModel *model, const char *isa, int n_threads, GError **error)
{
  g_autoptr (DermClassifier) self = NULL;
  char why[200] = "";
  NnParallel parallel;
  NnLevel level;

  g_return_val_if_fail (DERM_IS_MODEL (model), NULL);
  g_return_val_if_fail (n_threads >= 0, NULL);

  if (!choose_level (isa, &level, error))
    return NULL;
  self = g_object_new (DERM_TYPE_CLASSIFIER, NULL);
  self->model = g_object_ref (model);
  self->n_threads = MIN (n_threads > 0 ? n_threads : (int) g_get_num_processors (), MAX_THREADS);
  self->team = derm_team_new (self->n_threads);
  parallel = (NnParallel){ run_on_team, self->team, self->n_threads };
  self->plan = nn_plan_new_shared (derm_model_get_net (model), level, &parallel, why, sizeof why);
  if (self->plan == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the network cannot be prepared: %s"), why);
      return NULL;
    }
  self->pool = g_thread_pool_new (on_work, NULL, self->n_threads, FALSE, error);
  if (self->pool == NULL)
    return NULL;
  g_thread_pool_set_sort_function (self->pool, compare_tasks, NULL);
  return g_steal_pointer (&self);
}

DermModel *
derm_classifier_get_model (DermClassifier *self)
{
  g_return_val_if_fail (DERM_IS_CLASSIFIER (self), NULL);
  return self->model;
}

const char *
derm_classifier_get_isa (DermClassifier *self)
{
  g_return_val_if_fail (DERM_IS_CLASSIFIER (self), NULL);
  return nn_level_name (nn_plan_level (self->plan));
}

int
derm_classifier_get_n_threads (DermClassifier *self)
{
  g_return_val_if_fail (DERM_IS_CLASSIFIER (self), 0);
  return self->n_threads;
}

void
derm_classifier_run_parts (DermClassifier *self, int n_parts, void (*func) (int part, gpointer data), gpointer data)
{
  derm_team_run (self->team, n_parts, func, data);
}

/* Finite weights can still give infinite sums; such a result is no result. */
static gboolean
check_logits (const float *logits, int n, GError **error)
{
  for (int i = 0; i < n; i++)
    {
      if (!isfinite (logits[i]))
        {
          g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the network's outputs are not finite numbers"));
          return FALSE;
        }
    }
  return TRUE;
}

/* One view of one input, a row of the batch. */
typedef struct {
  DermInput *input; /* borrowed */
  int view;
} Row;

/* One call's rows, in parts of a few. */
typedef struct {
  DermClassifier *classifier;
  int n_rows, n_parts;
  const Row *rows;
  float *logits; /* [n_rows][classes] */
  int n_failed;  /* atomic */
} Batch;

/* Whether no worker has anything else to do: only then is a call's work shared between threads that take it in small
 * pieces. */
static gboolean
has_idle_threads (DermClassifier *self)
{
  return self->n_threads > 1 && g_atomic_int_get (&self->n_working) < 2;
}

static void
run_part (int part, gpointer data)
{
  Batch *batch = data;
  DermClassifier *self = batch->classifier;
  const NnParallel parallel = { run_on_team, self->team, self->n_threads };
  NnShape shape = nn_plan_input (self->plan);
  int first = (int) ((gint64) batch->n_rows * part / batch->n_parts);
  int end = (int) ((gint64) batch->n_rows * (part + 1) / batch->n_parts);
  gsize n_values = (gsize) shape.c * shape.h * shape.w;
  g_autofree float *values = g_new (float, n_values *(end - first));
  float *logits = batch->logits + (gsize) first * nn_plan_output (self->plan).c;
  NnScratch *scratch = g_async_queue_try_pop (self->scratches);

  if (scratch == NULL && (scratch = nn_scratch_new (self->plan)) == NULL)
    {
      g_atomic_int_inc (&batch->n_failed);
      return;
    }
  for (int i = first; i < end; i++)
    derm_input_fill (batch->rows[i].input, batch->rows[i].view, values + n_values * (i - first));
  if (batch->n_rows == 1 && has_idle_threads (self))
    nn_forward_shared (self->plan, scratch, &parallel, values, logits);
  else
    nn_forward (self->plan, scratch, end - first, values, logits);
  g_async_queue_push_front (self->scratches, scratch); /* the warm one is the next */
}

/* At least one part for each idle thread; no more rows in a part than the plan takes together anyway. */
static int
count_parts (DermClassifier *self, int n_rows)
{
  const int most = 24;
  int least = has_idle_threads (self) ? MIN (self->n_threads, n_rows) : 1;

  return MAX (least, (n_rows + most - 1) / most);
}

/* All views of all inputs, one after the other; NULL if one does not fit the model. */
static GArray *
list_rows (DermClassifier *self, DermInput *const *inputs, int n_inputs, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (int i = 0; i < n_inputs; i++)
    {
      DermRecipe *recipe = derm_input_get_recipe (inputs[i]);

      if (!derm_model_check_recipe (self->model, recipe, error))
        return NULL;
      for (int view = 0; view < derm_recipe_get_views (recipe); view++)
        {
          Row row = { inputs[i], view };

          g_array_append_val (rows, row);
        }
    }
  return g_steal_pointer (&rows);
}

/* The mean over the views goes to the first row. The sum is taken in the order of the views and in double, which holds
 * it exactly or rounds it the same way everywhere; one eighth of it is exact. */
static void
average_views (float *logits, int n_classes, int n_views)
{
  for (int c = 0; c < n_classes && n_views > 1; c++)
    {
      double sum = 0;

      for (int view = 0; view < n_views; view++)
        sum += (double) logits[(gsize) view * n_classes + c];
      logits[c] = (float) (sum / n_views);
    }
}

/* One prediction for each input, from the logits of its rows. */
static GPtrArray *
take_predictions (DermClassifier *self, DermInput *const *inputs, int n_inputs, float *logits, double ms,
                  GError **error)
{
  g_autoptr (GPtrArray) predictions = g_ptr_array_new_with_free_func (g_object_unref);
  int n_classes = nn_plan_output (self->plan).c;

  for (int i = 0; i < n_inputs; i++)
    {
      int n_views = derm_recipe_get_views (derm_input_get_recipe (inputs[i]));

      if (!check_logits (logits, n_views * n_classes, error))
        return NULL;
      average_views (logits, n_classes, n_views);
      g_ptr_array_add (predictions, derm_prediction_new (self->model, inputs[i], logits, derm_classifier_get_isa (self),
                                                         n_views * ms));
      logits += (gsize) n_views * n_classes;
    }
  return g_steal_pointer (&predictions);
}

GPtrArray *
derm_classifier_predict_batch (DermClassifier *self, DermInput *const *inputs, int n_inputs, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  g_autofree float *logits = NULL;
  gint64 start, end;
  Batch batch;
  int n_rows;

  g_return_val_if_fail (DERM_IS_CLASSIFIER (self), NULL);
  g_return_val_if_fail (n_inputs >= 0, NULL);

  rows = list_rows (self, inputs, n_inputs, error);
  if (rows == NULL)
    return NULL;
  n_rows = (int) rows->len;
  logits = g_new (float, (gsize) nn_plan_output (self->plan).c *n_rows);
  batch = (Batch){ self, n_rows, count_parts (self, n_rows), (const Row *) (gconstpointer) rows->data, logits, 0 };
  start = g_get_monotonic_time ();
  derm_team_run (self->team, n_rows > 0 ? batch.n_parts : 0, run_part, &batch);
  end = g_get_monotonic_time ();
  if (batch.n_failed > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("there is not enough memory for the network"));
      return NULL;
    }
  return take_predictions (self, inputs, n_inputs, logits, (double) (end - start) / 1000 / MAX (n_rows, 1), error);
}

DermPrediction *
derm_classifier_predict (DermClassifier *self, DermInput *input, GError **error)
{
  g_autoptr (GPtrArray) predictions = derm_classifier_predict_batch (self, &input, 1, error);

  return predictions != NULL ? g_ptr_array_steal_index (predictions, 0) : NULL;
}

static void
queue_job (DermClassifier *self, GFile *file, DermImage *image, DermRecipe *recipe, int max_side, int priority,
           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_set_object (&job->file, file);
  g_set_object (&job->image, image);
  g_set_object (&job->recipe, recipe);
  job->max_side = max_side;
  job->priority = priority;
  g_mutex_lock (&self->lock);
  job->number = self->n_queued++;
  g_mutex_unlock (&self->lock);
  g_task_set_source_tag (task, tag);
  g_task_set_priority (task, priority);
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
    *image = prediction != NULL ? g_object_ref (job->image) : NULL;
  return prediction;
}

void
derm_classifier_open_async (DermClassifier *self, GFile *file, DermImage *image, DermRecipe *recipe, int priority,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (DERM_IS_CLASSIFIER (self));
  g_return_if_fail ((file != NULL) != (image != NULL));

  queue_job (self, file, image, recipe, 0, priority, cancellable, callback, user_data, derm_classifier_open_async);
}

DermPrediction *
derm_classifier_open_finish (DermClassifier *self, GAsyncResult *result, DermImage **image, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_classifier_open_async), NULL);

  return finish_job (result, image, error);
}

void
derm_classifier_preview_async (DermClassifier *self, GFile *file, DermImage *image, DermRecipe *recipe, int max_side,
                               int priority, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (DERM_IS_CLASSIFIER (self));
  g_return_if_fail ((file != NULL) != (image != NULL));
  g_return_if_fail (max_side >= 1);

  queue_job (self, file, image, recipe, max_side, priority, cancellable, callback, user_data,
             derm_classifier_preview_async);
}

DermPrediction *
derm_classifier_preview_finish (DermClassifier *self, GAsyncResult *result, DermImage **thumbnail, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, derm_classifier_preview_async), NULL);

  return finish_job (result, thumbnail, error);
}
