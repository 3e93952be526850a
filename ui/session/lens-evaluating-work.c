/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluating-private.h"
#include "lens-vocabulary.h"

/* What is computed: figures at once, and what needs thousands of rounds when no more results come. */

#define UPDATE_MS 300 /* between two evaluations while results come in */
#define SOON_MS 10    /* several changes at once are one */

/* Of an image with a truth and a result. */
typedef struct {
  LensItem *item;             /* borrowed */
  DermPrediction *prediction; /* owned */
  const char *name, *lesion;  /* the item's, and the truth's */
  int truth, answer;
  gboolean is_trained_on;
} Entry;

static void
entry_clear (gpointer data)
{
  g_object_unref (((Entry *) data)->prediction);
}

void
lens_evaluated_free (LensEvaluated *evaluated)
{
  g_clear_object (&evaluated->model);
  g_clear_object (&evaluated->truth);
  g_clear_object (&evaluated->trained_on);
  g_clear_object (&evaluated->evaluation);
  g_strfreev (evaluated->labels);
  g_array_unref (evaluated->entries);
  g_ptr_array_unref (evaluated->counted);
  g_ptr_array_unref (evaluated->left_out);
  g_ptr_array_unref (evaluated->twice);
  g_ptr_array_unref (evaluated->known);
  g_free (evaluated);
}

/* ---- what there is to count ---- */

static const char *
find_lesion (LensEvaluated *evaluated, LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  int image;

  if (evaluated->truth == NULL || !derm_truth_has_lesions (evaluated->truth))
    return NULL;
  image = file != NULL ? derm_truth_find_file (evaluated->truth, file)
                       : derm_truth_find (evaluated->truth, lens_item_get_name (item));

  return image >= 0 ? derm_truth_get_lesion (evaluated->truth, (guint) image) : NULL;
}

static void
add_item (LensEvaluated *evaluated, LensItem *item)
{
  const char *const *labels = (const char *const *) evaluated->labels;
  const char *truth = lens_item_get_truth (item), *answer = lens_item_get_answer (item);
  LensState state = lens_item_get_state (item);
  Entry entry = { .item = item, .name = lens_item_get_name (item), .answer = -1 };

  entry.truth = truth != NULL ? lens_labels_find (labels, truth) : -1;
  if (entry.truth < 0)
    return;
  evaluated->n_known++;
  evaluated->n_done += state != LENS_STATE_WAITING;
  if (state == LENS_STATE_DONE && answer != NULL)
    entry.answer = lens_labels_find (labels, answer);
  if (entry.answer < 0)
    return;
  entry.prediction = g_object_ref (lens_item_get_prediction (item));
  entry.lesion = find_lesion (evaluated, item);
  g_ptr_array_add (evaluated->known, g_object_ref (item));
  g_array_append_val (evaluated->entries, entry);
}

static LensEvaluated *
collect (LensEvaluating *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  LensEvaluated *evaluated = g_new0 (LensEvaluated, 1);

  g_set_object (&evaluated->model, lens_reading_get_model (self->parts.reading));
  g_set_object (&evaluated->truth, lens_truths_get_truth (self->parts.truths));
  g_set_object (&evaluated->trained_on, lens_figures_get_trained_on (self->parts.figures));
  evaluated->labels = lens_reading_dup_labels (self->parts.reading);
  evaluated->known = g_ptr_array_new_with_free_func (g_object_unref);
  evaluated->counted = g_ptr_array_new ();
  evaluated->left_out = g_ptr_array_new ();
  evaluated->twice = g_ptr_array_new ();
  evaluated->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (evaluated->entries, entry_clear);
  for (guint i = 0; i < items->len; i++)
    if (self->only == NULL || lens_condition_matches (self->only, items->pdata[i]))
      add_item (evaluated, items->pdata[i]);

  return evaluated;
}

/* ---- on the worker ---- */

/* Figures over images that the model knows are no estimate: these count only where there are no others. */
static void
part_known (LensEvaluated *evaluated)
{
  guint n_trained_on = 0;

  for (guint i = 0; i < evaluated->entries->len && evaluated->trained_on != NULL; i++)
    {
      Entry *entry = &g_array_index (evaluated->entries, Entry, i);

      entry->is_trained_on = derm_trained_on_contains (evaluated->trained_on, entry->name);
      n_trained_on += entry->is_trained_on;
    }
  evaluated->is_training_data = n_trained_on > 0 && n_trained_on == evaluated->entries->len;
}

/* A recipe may call the outputs otherwise than the model does: its scores, in the order of the set's classes. */
static void
sort_scores (DermEvaluationSet *set, DermPrediction *prediction, float *scores)
{
  const float *calibrated = derm_prediction_get_calibrated (prediction);

  for (int i = 0; i < derm_evaluation_set_get_n_classes (set); i++)
    {
      int output = derm_prediction_find_label (prediction, derm_evaluation_set_get_labels (set)[i]);

      scores[i] = output >= 0 ? calibrated[output] : 0.0f;
    }
}

static gboolean
add_to_set (DermEvaluationSet *set, const Entry *entry, GError **error)
{
  float scores[DERM_METRICS_MAX_CLASSES];
  const DermScoredItem scored = { .name = entry->name,
                                  .lesion = entry->lesion,
                                  .truth = entry->truth,
                                  .answer = entry->answer,
                                  .scores = scores,
                                  .is_trained_on = entry->is_trained_on };

  sort_scores (set, entry->prediction, scores);

  return derm_evaluation_set_add (set, &scored, error);
}

static DermEvaluationSet *
make_set (LensEvaluated *evaluated, GError **error)
{
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new ((const char *const *) evaluated->labels, error);

  for (guint i = 0; set != NULL && i < evaluated->entries->len; i++)
    {
      const Entry *entry = &g_array_index (evaluated->entries, Entry, i);

      if (entry->is_trained_on && !evaluated->is_training_data)
        {
          g_ptr_array_add (evaluated->left_out, entry->item);
          continue;
        }
      if (!add_to_set (set, entry, error))
        return NULL;
      g_ptr_array_add (evaluated->counted, entry->item);
    }

  return g_steal_pointer (&set);
}

/* Lesions of which the model knows another image. */
static void
count_shared (LensEvaluated *evaluated)
{
  g_autoptr (GHashTable) lesions = g_hash_table_new (g_str_hash, g_str_equal);

  for (int is_counted = 0; is_counted < 2; is_counted++)
    for (guint i = 0; i < evaluated->entries->len; i++)
      {
        const Entry *entry = &g_array_index (evaluated->entries, Entry, i);

        if (entry->lesion == NULL || evaluated->is_training_data || entry->is_trained_on == is_counted)
          continue;
        if (is_counted)
          evaluated->n_shared += g_hash_table_contains (lesions, entry->lesion);
        else
          g_hash_table_add (lesions, (gpointer) entry->lesion);
      }
}

/* Images that are one and the same to the network. */
static void
find_twice (LensEvaluated *evaluated)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) twice = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < evaluated->entries->len; i++)
    {
      const Entry *entry = &g_array_index (evaluated->entries, Entry, i);
      const char *hash = derm_input_get_sha256 (derm_prediction_get_input (entry->prediction));
      LensItem *first = g_hash_table_lookup (seen, hash);

      if (first == NULL)
        g_hash_table_insert (seen, (gpointer) hash, entry->item);
      else if (g_hash_table_add (twice, first) | g_hash_table_add (twice, entry->item))
        continue;
    }
  for (guint i = 0; i < evaluated->known->len; i++)
    if (g_hash_table_contains (twice, evaluated->known->pdata[i]))
      g_ptr_array_add (evaluated->twice, evaluated->known->pdata[i]);
}

static void
evaluate_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LensEvaluated *evaluated = data;
  g_autoptr (DermEvaluationSet) set = NULL;
  g_autoptr (GError) error = NULL;

  part_known (evaluated);
  set = make_set (evaluated, &error);
  if (set == NULL)
    {
      g_ptr_array_set_size (evaluated->counted, 0);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (evaluated->counted->len > 0)
    evaluated->evaluation = derm_evaluation_new (set);
  count_shared (evaluated);
  find_twice (evaluated);
  g_task_return_boolean (task, TRUE);
}

/* ---- when ---- */

static void
set_evaluated (LensEvaluating *self, LensEvaluated *evaluated)
{
  LensEvaluated *before = self->evaluated;

  if (before == NULL && evaluated == NULL)
    return;

  lens_evaluating_stop_refining (self);
  self->evaluated = evaluated;
  g_clear_object (&self->intervals);
  g_clear_object (&self->curve);
  g_clear_pointer (&self->band, g_array_unref);
  g_clear_pointer (&before, lens_evaluated_free);
  lens_evaluating_tell (self);
  lens_evaluating_refine (self);
}

static void
on_evaluated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensEvaluating *self = LENS_EVALUATING (source); /* held by the task */
  LensEvaluated *evaluated = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_late = self->is_closed || evaluated->model != lens_reading_get_model (self->parts.reading)
                     || evaluated->truth != lens_truths_get_truth (self->parts.truths);

  self->is_evaluating = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("%s", error->message);
  if (is_late)
    lens_evaluated_free (evaluated);
  else
    set_evaluated (self, evaluated);
  if (self->is_due)
    lens_evaluating_update (self);
  lens_evaluating_tell_working (self);
}

static void
on_update (gpointer user_data)
{
  LensEvaluating *self = user_data;
  LensEvaluated *evaluated = collect (self);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_evaluated, evaluated); /* freed there, on this thread */

  self->update_id = 0;
  self->is_evaluating = TRUE;
  self->is_due = FALSE;
  g_task_set_source_tag (task, on_update);
  g_task_set_task_data (task, evaluated, NULL);
  g_task_run_in_thread (task, evaluate_in_thread);
}

void
lens_evaluating_update (LensEvaluating *self)
{
  gboolean is_streaming = lens_work_get_n_left (self->parts.work) > 0 && self->evaluated != NULL;

  if (self->is_closed || !self->is_active)
    return;
  if (!lens_truths_has_truth (self->parts.truths) || lens_reading_get_model (self->parts.reading) == NULL)
    {
      g_clear_handle_id (&self->update_id, g_source_remove);
      self->is_due = FALSE;
      set_evaluated (self, NULL);
    }
  else if (self->is_evaluating)
    self->is_due = TRUE;
  else if (self->update_id == 0)
    self->update_id = g_timeout_add_once (is_streaming ? UPDATE_MS : SOON_MS, on_update, self);
  lens_evaluating_tell_working (self);
}

/* ---- intervals and bands ---- */

typedef struct {
  DermEvaluation *evaluation; /* owned */
  DermCurve *curve;           /* owned */
  DermIntervals *intervals;   /* owned; NULL: to be found */
  GArray *band;               /* owned; found */
} Refinement;

static void
refinement_free (gpointer data)
{
  Refinement *refinement = data;

  g_object_unref (refinement->evaluation);
  g_clear_object (&refinement->curve);
  g_clear_object (&refinement->intervals);
  g_clear_pointer (&refinement->band, g_array_unref);
  g_free (refinement);
}

static void
refine_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Refinement *refinement = data;
  g_autoptr (GError) error = NULL;

  if (refinement->curve != NULL)
    refinement->band = derm_curve_list_band (refinement->curve, DERM_INTERVAL_ROUNDS, DERM_INTERVAL_SEED,
                                             LENS_EVALUATING_BAND_STEPS, cancellable);
  if (refinement->intervals == NULL)
    refinement->intervals
        = derm_intervals_new (refinement->evaluation, DERM_INTERVAL_ROUNDS, DERM_INTERVAL_SEED, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_refined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensEvaluating *self = LENS_EVALUATING (source); /* held by the task */
  GTask *task = G_TASK (result);
  Refinement *refinement = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_task_get_cancellable (task) != self->refining)
    return;
  g_clear_object (&self->refining);
  if (!g_task_propagate_boolean (task, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("%s", error->message);
  g_set_object (&self->intervals, refinement->intervals);
  if (refinement->band != NULL)
    {
      g_clear_pointer (&self->band, g_array_unref);
      self->band = g_array_ref (refinement->band);
    }
  if (error == NULL)
    lens_evaluating_tell (self);
  lens_evaluating_tell_working (self);
}

/* More results make new figures: intervals wait until there are no more, or the user pauses. */
static gboolean
is_settled (LensEvaluating *self)
{
  return lens_work_is_idle (self->parts.work) || lens_work_is_paused (self->parts.work);
}

void
lens_evaluating_refine (LensEvaluating *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  DermCurve *curve = lens_evaluating_get_curve (self);
  g_autoptr (GTask) task = NULL;
  Refinement *refinement;

  if (evaluation == NULL || self->is_closed || !self->is_active || self->refining != NULL || !is_settled (self)
      || (self->intervals != NULL && self->band != NULL))
    return;
  refinement = g_new0 (Refinement, 1);
  refinement->evaluation = g_object_ref (evaluation);
  g_set_object (&refinement->curve, curve);
  g_set_object (&refinement->intervals, self->intervals);
  self->refining = g_cancellable_new ();
  task = g_task_new (self, self->refining, on_refined, NULL);
  g_task_set_source_tag (task, lens_evaluating_refine);
  g_task_set_task_data (task, refinement, refinement_free);
  g_task_run_in_thread (task, refine_in_thread);
  lens_evaluating_tell_working (self);
}

void
lens_evaluating_stop_refining (LensEvaluating *self)
{
  if (self->refining != NULL)
    g_cancellable_cancel (self->refining);
  g_clear_object (&self->refining);
}
