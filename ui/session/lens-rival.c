/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-rival.h"

#include <glib/gi18n.h>

#include "lens-decision.h"
#include "lens-loader.h"

struct _LensRival {
  GObject parent_instance;

  LensRivalParts parts; /* owned */
  LensLoader *loader;   /* owned */

  DermClassifier *classifier; /* owned; NULL: there is none */
  DermRecipe *recipe;         /* owned */
  gboolean is_own_model;      /* the model in use, under another recipe */
  char *name;                 /* owned */

  GHashTable *answers;   /* LensItem → DermPrediction, or NULL where it failed */
  GHashTable *running;   /* of LensItem: they have a job */
  GPtrArray *waiting;    /* LensItem, the last comes first */
  DermEvaluation *of;    /* owned: whose images these are; or NULL */
  GPtrArray *items;      /* LensItem: its images, in the order of its set */
  GCancellable *reading; /* owned: of all jobs */

  GCancellable *comparing;    /* owned: of the work that is under way; or NULL */
  DermComparison *comparison; /* owned, or NULL */
  guint n_trained_on;
  gboolean is_closed, was_working;
};

G_DEFINE_FINAL_TYPE (LensRival, lens_rival, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void start_more (LensRival *self);

static void
tell (LensRival *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->was_working == lens_rival_is_working (self))
    return;
  self->was_working = !self->was_working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

static void
stop_comparing (LensRival *self)
{
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
}

static void
forget_comparison (LensRival *self)
{
  stop_comparing (self);
  g_clear_object (&self->comparison);
  self->n_trained_on = 0;
}

/* ---- the comparison, on a worker ---- */

/* The images are named by their places: names of files need not be unique. */
typedef struct {
  DermEvaluation *of; /* owned */
  GPtrArray *answers; /* DermPrediction or NULL, by place */
  DermDecision decision;
  DermModel *model;           /* owned: of the answers */
  DermComparison *comparison; /* owned */
  guint n_trained_on;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->of);
  g_ptr_array_unref (work->answers);
  g_object_unref (work->model);
  g_clear_object (&work->comparison);
  g_free (work);
}

static void
unref_answer (gpointer prediction)
{
  if (prediction != NULL)
    g_object_unref (prediction);
}

/* FALSE: its classes are others. */
static gboolean
add_answer (DermEvaluationSet *set, DermScoredItem *item, DermPrediction *prediction, GError **error)
{
  const float *calibrated = derm_prediction_get_calibrated (prediction);
  const char *const *labels = derm_evaluation_set_get_labels (set);
  const int n = derm_evaluation_set_get_n_classes (set), top = derm_prediction_get_top (prediction);
  g_autofree float *scores = g_new (float, n);

  item->answer = -1;
  for (int k = 0; k < n; k++)
    {
      const int output = derm_prediction_find_label (prediction, labels[k]);

      if (output < 0)
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("it has no class “%s”"), labels[k]);
          return FALSE;
        }
      scores[k] = calibrated[output];
      if (output == top)
        item->answer = k;
    }
  item->scores = scores;

  return derm_evaluation_set_add (set, item, error);
}

static gboolean
fill_sets (const Work *work, DermEvaluationSet *one, DermEvaluationSet *other, GError **error)
{
  DermEvaluationSet *set = derm_evaluation_get_set (work->of);

  for (guint i = 0; i < work->answers->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autoptr (DermPrediction) decided = NULL;
      DermScoredItem item = { .name = name,
                              .lesion = derm_evaluation_set_get_lesion (set, i),
                              .truth = derm_evaluation_set_get_truth (set, i),
                              .answer = derm_evaluation_set_get_answer (set, i),
                              .scores = derm_evaluation_set_get_scores (set, i) };

      if (work->answers->pdata[i] == NULL)
        continue;
      decided = lens_decide (work->answers->pdata[i], work->decision);
      if (!derm_evaluation_set_add (one, &item, error) || !add_answer (other, &item, decided, error))
        return FALSE;
    }

  return TRUE;
}

/* Nothing is known of what another model was trained on, if it does not say so. */
static void
count_trained_on (Work *work)
{
  g_autoptr (DermTrainedOn) trained_on = derm_trained_on_new_for_model (work->model, NULL, NULL);
  DermEvaluationSet *set = derm_evaluation_get_set (work->of);

  for (guint i = 0; trained_on != NULL && i < work->answers->len; i++)
    work->n_trained_on += derm_trained_on_contains (trained_on, derm_evaluation_set_get_name (set, i)) != 0;
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  const char *const *labels = derm_evaluation_set_get_labels (derm_evaluation_get_set (work->of));
  g_autoptr (DermEvaluationSet) one = derm_evaluation_set_new (labels, NULL),
                                other = derm_evaluation_set_new (labels, NULL);
  g_autoptr (DermEvaluation) of_one = NULL, of_other = NULL;
  g_autoptr (GError) error = NULL;

  if (fill_sets (work, one, other, &error))
    {
      of_one = derm_evaluation_new (one);
      of_other = derm_evaluation_new (other);
      work->comparison
          = derm_comparison_new (of_one, of_other, DERM_INTERVAL_ROUNDS, DERM_INTERVAL_SEED, cancellable, &error);
    }
  count_trained_on (work);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensRival *self = LENS_RIVAL (source); /* held by the task */
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->comparing)
    return;
  g_clear_object (&self->comparing);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_set_object (&self->comparison, work->comparison);
      self->n_trained_on = work->n_trained_on;
      tell (self);
      return;
    }
  lens_messages_show_error (self->parts.messages, self->name, error->message);
  lens_rival_clear (self);
}

static void
compare (LensRival *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  work->of = g_object_ref (self->of);
  work->model = g_object_ref (derm_classifier_get_model (self->classifier));
  work->answers = g_ptr_array_new_with_free_func (unref_answer);
  work->decision = lens_reading_get_decision (self->parts.reading);
  for (guint i = 0; i < self->items->len; i++)
    {
      DermPrediction *prediction = g_hash_table_lookup (self->answers, self->items->pdata[i]);

      g_ptr_array_add (work->answers, prediction != NULL ? g_object_ref (prediction) : NULL);
    }
  self->comparing = g_cancellable_new ();
  task = g_task_new (self, self->comparing, on_compared, NULL);
  g_task_set_source_tag (task, compare);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, compare_in_thread);
}

/* ---- its answers ---- */

typedef struct {
  LensRival *rival;      /* owned */
  LensItem *item;        /* owned */
  GCancellable *reading; /* owned */
} Job;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  LensRival *self = job->rival;
  g_autoptr (DermPrediction) prediction
      = derm_classifier_open_finish (DERM_CLASSIFIER (source), result, NULL, NULL); /* the list says why it fails */

  if (job->reading == self->reading && g_hash_table_remove (self->running, job->item))
    {
      g_hash_table_insert (self->answers, g_object_ref (job->item), g_steal_pointer (&prediction));
      start_more (self);
      tell (self);
    }
  g_object_unref (job->item);
  g_object_unref (job->reading);
  g_object_unref (job->rival);
  g_free (job);
}

static void
start_job (LensRival *self, LensItem *item)
{
  g_autoptr (DermRecipe) recipe = lens_crops_dup_recipe (self->parts.crops, item, self->recipe);
  Job *job = g_new (Job, 1);

  *job = (Job){ g_object_ref (self), g_object_ref (item), g_object_ref (self->reading) };
  g_hash_table_add (self->running, g_object_ref (item));
  derm_classifier_open_async (
      self->classifier,
      derm_request_new (lens_item_get_file (item), lens_item_get_image (item), recipe, G_PRIORITY_LOW), self->reading,
      on_answered, job);
}

/* One more than there are workers, so that none waits for this thread. What is still changing is not compared. */
static void
start_more (LensRival *self)
{
  const guint limit = self->classifier != NULL ? (guint) derm_classifier_get_n_threads (self->classifier) + 1 : 0;

  while (g_hash_table_size (self->running) < limit && self->waiting->len > 0)
    {
      g_autoptr (LensItem) item = g_ptr_array_steal_index (self->waiting, self->waiting->len - 1);

      if (!g_hash_table_contains (self->answers, item) && !g_hash_table_contains (self->running, item))
        start_job (self, item);
    }
  if (limit > 0 && self->of != NULL && g_hash_table_size (self->running) == 0 && self->comparison == NULL
      && self->comparing == NULL && lens_evaluating_get_intervals (self->parts.evaluating) != NULL)
    compare (self);
}

/* ---- what is to be answered ---- */

/* Other images count, or they have other answers. */
static void
on_evaluating (LensRival *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self->parts.evaluating);
  const guint n = evaluation != NULL ? derm_evaluation_set_get_n_items (derm_evaluation_get_set (evaluation)) : 0;

  if (self->classifier == NULL || self->is_closed)
    return;
  if (evaluation == self->of)
    {
      start_more (self); /* its intervals may have come */
      return;
    }
  forget_comparison (self);
  g_set_object (&self->of, evaluation);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->waiting, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->items, g_object_ref (lens_evaluating_get_item (self->parts.evaluating, i)));
  for (guint i = n; i > 0; i--)
    if (!g_hash_table_contains (self->answers, self->items->pdata[i - 1]))
      g_ptr_array_add (self->waiting, g_object_ref (self->items->pdata[i - 1]));
  start_more (self);
  tell (self);
}

static void
stop (LensRival *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  forget_comparison (self);
  g_clear_object (&self->of);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->waiting, 0);
  g_hash_table_remove_all (self->answers);
  g_hash_table_remove_all (self->running);
}

static void
take (LensRival *self, DermClassifier *classifier, DermRecipe *recipe, gboolean is_own_model)
{
  DermModel *model = derm_classifier_get_model (classifier);

  stop (self);
  g_set_object (&self->classifier, classifier);
  g_set_object (&self->recipe, recipe);
  self->is_own_model = is_own_model;
  g_free (self->name);
  self->name = g_strdup (is_own_model ? derm_recipe_get_name (recipe) : derm_model_get_name (model));
  tell (self);
  on_evaluating (self);
}

static void
on_loaded (LensLoader *loader, DermClassifier *classifier, LensRival *self)
{
  take (self, classifier, derm_model_get_recipe (derm_classifier_get_model (classifier)), FALSE);
}

static void
on_failed (LensLoader *loader, const char *name, const char *reason, LensRival *self)
{
  lens_messages_show_error (self->parts.messages, name, reason);
  tell (self);
}

/* Of the model that was in use another recipe is nothing to compare with. */
static void
on_classifier (LensRival *self)
{
  if (self->is_own_model)
    lens_rival_clear (self);
}

void
lens_rival_ask_recipe (LensRival *self, DermRecipe *recipe)
{
  DermClassifier *classifier;

  g_return_if_fail (LENS_IS_RIVAL (self));
  g_return_if_fail (DERM_IS_RECIPE (recipe));

  lens_loader_cancel (self->loader);
  classifier = lens_reading_get_classifier (self->parts.reading);
  if (classifier != NULL)
    take (self, classifier, recipe, TRUE);
}

void
lens_rival_ask_model (LensRival *self, GFile *file)
{
  g_return_if_fail (LENS_IS_RIVAL (self));

  lens_loader_load (self->loader, file);
  tell (self);
}

void
lens_rival_clear (LensRival *self)
{
  g_return_if_fail (LENS_IS_RIVAL (self));

  lens_loader_cancel (self->loader);
  if (self->classifier == NULL)
    return;
  stop (self);
  g_clear_object (&self->classifier);
  g_clear_object (&self->recipe);
  g_clear_pointer (&self->name, g_free);
  self->is_own_model = FALSE;
  tell (self);
}

/* ---- what is known ---- */

gboolean
lens_rival_is_working (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), FALSE);

  return lens_loader_is_loading (self->loader) || g_hash_table_size (self->running) > 0 || self->comparing != NULL;
}

const char *
lens_rival_get_name (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), NULL);

  return self->name;
}

DermRecipe *
lens_rival_get_recipe (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), NULL);

  return self->is_own_model ? self->recipe : NULL;
}

guint
lens_rival_get_n (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), 0);

  return self->items->len;
}

guint
lens_rival_get_n_done (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), 0);

  return self->items->len - MIN (self->items->len, self->waiting->len + g_hash_table_size (self->running));
}

guint
lens_rival_get_n_trained_on (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), 0);

  return self->is_own_model ? 0 : self->n_trained_on;
}

DermComparison *
lens_rival_get_comparison (LensRival *self)
{
  g_return_val_if_fail (LENS_IS_RIVAL (self), NULL);

  return self->comparison;
}

GPtrArray *
lens_rival_list_different (LensRival *self)
{
  GPtrArray *items;
  g_autofree guint *different = NULL;
  DermEvaluationSet *common;
  guint n = 0;

  g_return_val_if_fail (LENS_IS_RIVAL (self), NULL);

  items = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->comparison == NULL)
    return items;
  common = derm_evaluation_get_set (derm_comparison_get_one (self->comparison));
  different = derm_comparison_list_different (self->comparison, &n);
  for (guint i = 0; i < n; i++)
    {
      const guint64 place = g_ascii_strtoull (derm_evaluation_set_get_name (common, different[i]), NULL, 10);

      g_ptr_array_add (items, g_object_ref (self->items->pdata[place]));
    }

  return items;
}

/* ---- the object ---- */

void
lens_rival_close (LensRival *self)
{
  g_return_if_fail (LENS_IS_RIVAL (self));

  self->is_closed = TRUE;
  lens_loader_cancel (self->loader);
  stop (self);
}

static void
lens_rival_dispose (GObject *object)
{
  LensRival *self = LENS_RIVAL (object);

  if (self->parts.reading != NULL)
    lens_rival_close (self);
  g_clear_object (&self->classifier);
  g_clear_object (&self->recipe);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.crops);
  g_clear_object (&self->parts.evaluating);
  g_clear_object (&self->parts.messages);

  G_OBJECT_CLASS (lens_rival_parent_class)->dispose (object);
}

static void
lens_rival_finalize (GObject *object)
{
  LensRival *self = LENS_RIVAL (object);

  g_clear_object (&self->loader);
  g_clear_object (&self->reading);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->running);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->items);
  g_free (self->name);

  G_OBJECT_CLASS (lens_rival_parent_class)->finalize (object);
}

static void
lens_rival_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_rival_is_working (LENS_RIVAL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_rival_class_init (LensRivalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_rival_dispose;
  object_class->finalize = lens_rival_finalize;
  object_class->get_property = lens_rival_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether more is to come", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_rival_init (LensRival *self)
{
  self->loader = lens_loader_new ();
  self->reading = g_cancellable_new ();
  self->answers = g_hash_table_new_full (NULL, NULL, g_object_unref, unref_answer);
  self->running = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (on_loaded), self, 0);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (on_failed), self, 0);
}

LensRival *
lens_rival_new (const LensRivalParts *parts)
{
  LensRival *self = g_object_new (LENS_TYPE_RIVAL, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.crops);
  g_object_ref (self->parts.evaluating);
  g_object_ref (self->parts.messages);
  g_signal_connect_object (self->parts.evaluating, "changed", G_CALLBACK (on_evaluating), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.reading, "notify::classifier", G_CALLBACK (on_classifier), self,
                           G_CONNECT_SWAPPED);

  return self;
}
