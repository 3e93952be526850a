/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "classifier-internal.h"
#include "derm-classifier-private.h"
#include "derm-error.h"
#include "model-internal.h"
#include "derm-prediction-private.h"
#include "made.h"
#include "engine/nn/nn.h"
#include "team.h"

enum { MAX_THREADS = 256 };

G_DEFINE_ABSTRACT_TYPE (DermClassifier, derm_classifier, G_TYPE_OBJECT)

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
  g_async_queue_unref (self->domain_scratches);
  g_ptr_array_unref (self->waiting);
  nn_trace_plan_free (self->trace_plan);
  nn_plan_free (self->plan);
  nn_plan_free (self->domain_plan);
  g_clear_object (&self->model);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (derm_classifier_parent_class)->finalize (object);
}

static void
derm_classifier_class_init (DermClassifierClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_classifier_finalize;
}

static void
derm_classifier_init (DermClassifier *self)
{
  self->scratches = g_async_queue_new_full ((GDestroyNotify) nn_scratch_free);
  self->domain_scratches = g_async_queue_new_full ((GDestroyNotify) nn_scratch_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
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
  const DermDomain *domain;
  g_autoptr (DermClassifier) self = NULL;
  char why[200] = "";
  NnParallel parallel;
  NnLevel level;

  g_return_val_if_fail (DERM_IS_MODEL (model), NULL);
  g_return_val_if_fail (n_threads >= 0, NULL);

  if (!choose_level (isa, &level, error))
    return NULL;
  domain = derm_model_get_domain_values (model);
  self = derm_made_new (DERM_TYPE_CLASSIFIER);
  self->model = g_object_ref (model);
  self->net = derm_model_get_net (model);
  self->n_threads = MIN (n_threads > 0 ? n_threads : (int) g_get_num_processors (), MAX_THREADS);
  self->team = derm_team_new (self->n_threads);
  parallel = (NnParallel){ run_on_team, self->team, self->n_threads };
  self->plan = nn_plan_new_shared (self->net, level, &parallel, why, sizeof why);
  if (self->plan != NULL && domain != NULL)
    self->domain_plan = nn_plan_new (&domain->net, level, why, sizeof why);
  if (self->plan == NULL || (domain != NULL && self->domain_plan == NULL))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the network cannot be prepared: %s"), why);
      return NULL;
    }
  if (!derm_classifier_limit_threads (self, error))
    return NULL;
  self->pool = g_thread_pool_new (derm_classifier_work, NULL, self->n_threads, FALSE, error);
  if (self->pool == NULL)
    return NULL;
  g_thread_pool_set_sort_function (self->pool, derm_classifier_compare_tasks, NULL);
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
  float *logits;   /* [n_rows][classes] */
  float *whitened; /* [n_rows][features, whitened]; NULL if the model knows no training domain */
  float *features; /* [n_rows][features]; NULL if they are not kept */
  int n_failed;    /* atomic */
} Batch;

/* Whether no worker has anything else to do: only then is a call's work shared between threads that take it in small
 * pieces. */
static gboolean
has_idle_threads (DermClassifier *self)
{
  return self->n_threads > 1 && g_atomic_int_get (&self->n_working) < 2;
}

/* The pass of some rows: their logits, their features, if there is room for them, and whitened ones (nullable). */
static void
run_rows (DermClassifier *self, NnScratch *scratch, NnScratch *domain_scratch, gboolean is_shared, NnBatch *rows,
          float *whitened)
{
  const NnParallel parallel = { run_on_team, self->team, self->n_threads };
  g_autofree float *features = NULL;

  if (whitened != NULL && rows->features == NULL)
    rows->features = features = g_new (float, (gsize) rows->n *nn_plan_n_features (self->plan));
  nn_forward_features (self->plan, scratch, is_shared ? &parallel : NULL, rows);
  if (whitened != NULL)
    nn_forward (self->domain_plan, domain_scratch, rows->n, rows->features, whitened);
}

static void
run_part (int part, gpointer data)
{
  Batch *batch = data;
  DermClassifier *self = batch->classifier;
  gboolean has_domain = self->domain_plan != NULL, is_shared = batch->n_rows == 1 && has_idle_threads (self);
  NnShape shape = nn_plan_input (self->plan);
  int first = (int) ((gint64) batch->n_rows * part / batch->n_parts);
  int end = (int) ((gint64) batch->n_rows * (part + 1) / batch->n_parts);
  gsize n_values = (gsize) shape.c * shape.h * shape.w;
  g_autofree float *values = g_new (float, n_values *(end - first));
  float *logits = batch->logits + (gsize) first * nn_plan_output (self->plan).c, *whitened = NULL, *features = NULL;
  NnScratch *scratch = derm_classifier_take_scratch (self, self->scratches, self->plan, &self->n_scratches);
  NnScratch *domain_scratch = has_domain ? derm_classifier_take_scratch (self, self->domain_scratches,
                                                                         self->domain_plan, &self->n_domain_scratches)
                                         : NULL;

  if (has_domain)
    whitened = batch->whitened + (gsize) first * nn_plan_output (self->domain_plan).c;
  if (batch->features != NULL)
    features = batch->features + (gsize) first * nn_plan_n_features (self->plan);
  if (scratch != NULL && (domain_scratch != NULL || !has_domain))
    {
      for (int i = first; i < end; i++)
        derm_input_fill (batch->rows[i].input, batch->rows[i].view, values + n_values * (i - first));
      run_rows (self, scratch, domain_scratch, is_shared, &(NnBatch){ end - first, values, logits, features },
                whitened);
    }
  else
    g_atomic_int_inc (&batch->n_failed);
  if (scratch != NULL)
    g_async_queue_push_front (self->scratches, scratch); /* the warm one is the next */
  if (domain_scratch != NULL)
    g_async_queue_push_front (self->domain_scratches, domain_scratch);
}

/* At least one part for each idle thread. */
static int
count_parts (DermClassifier *self, int n_rows)
{
  const int most = CLASSIFIER_MAX_ROWS;
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
average_views (float *values, int n, int n_views)
{
  for (int i = 0; i < n && n_views > 1; i++)
    {
      double sum = 0;

      for (int view = 0; view < n_views; view++)
        sum += (double) values[(gsize) view * n + i];
      values[i] = (float) (sum / n_views);
    }
}

/* (transfer full) What stands for the logits of n rows: those themselves; for the only output two, 0 and it, whose
 * softmax is its sigmoid. */
static float *
take_logits (DermClassifier *self, const float *logits, int n_rows)
{
  int n_outputs = nn_plan_output (self->plan).c;
  float *taken;

  if (!derm_model_is_binary (self->model))
    return g_memdup2 (logits, sizeof (float) * (gsize) n_rows * (gsize) n_outputs);
  taken = g_new0 (float, 2 * (gsize) n_rows);
  for (int i = 0; i < n_rows; i++)
    taken[2 * i + 1] = logits[i];
  return taken;
}

/* (transfer full) (nullable) Mean over the views whose rows begin there; NULL if they are not kept. */
static float *
take_features (DermClassifier *self, const Batch *batch, int row, int n_views)
{
  int n_features = nn_plan_n_features (self->plan);
  float *features = batch->features != NULL ? batch->features + (gsize) row * n_features : NULL;

  if (features == NULL)
    return NULL;
  average_views (features, n_features, n_views);
  return g_memdup2 (features, sizeof (float) * (gsize) n_features);
}

/* One prediction for each input, from the logits and whitened features of its rows. */
static GPtrArray *
take_predictions (DermClassifier *self, DermInput *const *inputs, int n_inputs, const Batch *batch, double ms,
                  GError **error)
{
  g_autoptr (GPtrArray) predictions = g_ptr_array_new_with_free_func (g_object_unref);
  const DermDomain *domain = derm_model_get_domain_values (self->model);
  const char *isa = derm_classifier_get_isa (self);
  int n_outputs = nn_plan_output (self->plan).c, row = 0;

  for (int i = 0; i < n_inputs; i++)
    {
      int n_views = derm_recipe_get_views (derm_input_get_recipe (inputs[i]));
      float *row_logits = batch->logits + (gsize) row * n_outputs, *view_logits = NULL;
      g_autofree float *logits = NULL;
      double distance = 0;
      DermPassed passed;

      if (!check_logits (row_logits, n_views * n_outputs, error))
        return NULL;
      if (n_views > 1)
        view_logits = take_logits (self, row_logits, n_views);
      average_views (row_logits, n_outputs, n_views);
      logits = take_logits (self, row_logits, 1);
      if (domain != NULL)
        distance = derm_domain_measure (domain, n_views, batch->whitened + (gsize) row * domain->layer.out);
      passed = (DermPassed){ .logits = logits,
                             .view_logits = view_logits,
                             .features = take_features (self, batch, row, n_views),
                             .n_features = nn_plan_n_features (self->plan),
                             .distance = distance,
                             .isa = isa,
                             .ms = n_views * ms };
      g_ptr_array_add (predictions, derm_prediction_new (self->model, inputs[i], &passed));
      row += n_views;
    }
  return g_steal_pointer (&predictions);
}

GPtrArray *
derm_classifier_predict_batch (DermClassifier *self, DermInput *const *inputs, int n_inputs, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  g_autofree float *logits = NULL, *whitened = NULL, *features = NULL;
  gint64 start, end;
  Batch batch;
  int n_rows;

  g_return_val_if_fail (DERM_IS_CLASSIFIER (self), NULL);
  g_return_val_if_fail (n_inputs >= 0 && (n_inputs == 0 || inputs != NULL), NULL);
  for (int i = 0; i < n_inputs; i++)
    g_return_val_if_fail (DERM_IS_INPUT (inputs[i]), NULL);

  rows = list_rows (self, inputs, n_inputs, error);
  if (rows == NULL)
    return NULL;
  n_rows = (int) rows->len;
  logits = g_new (float, (gsize) nn_plan_output (self->plan).c *n_rows);
  if (self->domain_plan != NULL)
    whitened = g_new (float, (gsize) nn_plan_output (self->domain_plan).c *n_rows);
  if (derm_model_check_features (self->model, NULL))
    features = g_new (float, (gsize) nn_plan_n_features (self->plan) * n_rows);
  batch = (Batch){
    self, n_rows, count_parts (self, n_rows), (const Row *) (gconstpointer) rows->data, logits, whitened, features, 0
  };
  start = g_get_monotonic_time ();
  derm_team_run (self->team, n_rows > 0 ? batch.n_parts : 0, run_part, &batch);
  end = g_get_monotonic_time ();
  if (batch.n_failed > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("there is not enough memory for the network"));
      return NULL;
    }
  return take_predictions (self, inputs, n_inputs, &batch, (double) (end - start) / 1000 / MAX (n_rows, 1), error);
}

DermPrediction *
derm_classifier_predict (DermClassifier *self, DermInput *input, GError **error)
{
  g_autoptr (GPtrArray) predictions = derm_classifier_predict_batch (self, &input, 1, error);

  return predictions != NULL ? g_ptr_array_steal_index (predictions, 0) : NULL;
}
