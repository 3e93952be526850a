/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluating-private.h"

#include <math.h>

G_DEFINE_FINAL_TYPE (LensEvaluating, lens_evaluating, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, SETTINGS_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

void
lens_evaluating_tell (LensEvaluating *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lens_evaluating_tell_settings (LensEvaluating *self)
{
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

void
lens_evaluating_tell_working (LensEvaluating *self)
{
  if (self->was_working == lens_evaluating_is_working (self))
    return;
  self->was_working = !self->was_working;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

gboolean
lens_evaluating_is_working (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), FALSE);

  return self->update_id != 0 || self->is_evaluating || self->refining != NULL;
}

/* ---- what is known ---- */

DermEvaluation *
lens_evaluating_get_evaluation (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return self->evaluated != NULL ? self->evaluated->evaluation : NULL;
}

DermIntervals *
lens_evaluating_get_intervals (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return self->intervals;
}

DermModel *
lens_evaluating_get_model (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return self->evaluated != NULL ? self->evaluated->model : NULL;
}

const char *const *
lens_evaluating_get_labels (LensEvaluating *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (LENS_IS_EVALUATING (self), none);

  return self->evaluated != NULL ? (const char *const *) self->evaluated->labels : none;
}

guint
lens_evaluating_get_n_known (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), 0);

  return self->evaluated != NULL ? self->evaluated->n_known : 0;
}

guint
lens_evaluating_get_n_done (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), 0);

  return self->evaluated != NULL ? self->evaluated->n_done : 0;
}

guint
lens_evaluating_get_n_left_out (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), 0);

  return self->evaluated != NULL ? self->evaluated->left_out->len : 0;
}

gboolean
lens_evaluating_is_training_data (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), FALSE);

  return self->evaluated != NULL && self->evaluated->is_training_data;
}

gboolean
lens_evaluating_is_of_model (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), FALSE);

  return self->evaluated != NULL && self->evaluated->truth != NULL && derm_truth_is_of_model (self->evaluated->truth);
}

guint
lens_evaluating_get_n_shared (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), 0);

  return self->evaluated != NULL ? self->evaluated->n_shared : 0;
}

guint
lens_evaluating_get_n_twice (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), 0);

  return self->evaluated != NULL ? self->evaluated->twice->len : 0;
}

LensItem *
lens_evaluating_get_item (LensEvaluating *self, guint item)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);
  g_return_val_if_fail (self->evaluated != NULL && item < self->evaluated->counted->len, NULL);

  return self->evaluated->counted->pdata[item];
}

/* (transfer full) */
static GPtrArray *
copy_items (GPtrArray *items)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; items != NULL && i < items->len; i++)
    g_ptr_array_add (copy, g_object_ref (items->pdata[i]));

  return copy;
}

GPtrArray *
lens_evaluating_list_left_out (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return copy_items (self->evaluated != NULL ? self->evaluated->left_out : NULL);
}

GPtrArray *
lens_evaluating_list_twice (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return copy_items (self->evaluated != NULL ? self->evaluated->twice : NULL);
}

/* ---- what is asked ---- */

DermMeasure
lens_evaluating_get_measure (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), DERM_MEASURE_RECALL);

  return self->measure;
}

void
lens_evaluating_set_measure (LensEvaluating *self, DermMeasure measure)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));
  g_return_if_fail (derm_measure_is_of_class (measure));

  if (measure == self->measure)
    return;
  self->measure = measure;
  lens_evaluating_tell_settings (self);
}

DermMatrixShares
lens_evaluating_get_shares (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), DERM_MATRIX_COUNTS);

  return self->shares;
}

void
lens_evaluating_set_shares (LensEvaluating *self, DermMatrixShares shares)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));

  if (shares == self->shares)
    return;
  self->shares = shares;
  lens_evaluating_tell_settings (self);
}

/* ---- the object ---- */

void
lens_evaluating_set_active (LensEvaluating *self, gboolean is_active)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));

  if (is_active == self->is_active)
    return;
  self->is_active = is_active;
  if (is_active)
    {
      lens_evaluating_update (self);
      return;
    }
  lens_evaluating_stop_refining (self);
  g_clear_handle_id (&self->update_id, g_source_remove);
  self->is_due = FALSE;
  lens_evaluating_tell_working (self);
}

void
lens_evaluating_close (LensEvaluating *self)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));

  self->is_closed = TRUE;
  lens_evaluating_stop_refining (self);
  g_clear_handle_id (&self->update_id, g_source_remove);
}

static void
lens_evaluating_dispose (GObject *object)
{
  LensEvaluating *self = LENS_EVALUATING (object);

  lens_evaluating_close (self);
  g_clear_pointer (&self->evaluated, lens_evaluated_free);
  g_clear_object (&self->intervals);
  g_clear_object (&self->curve);
  g_clear_pointer (&self->band, g_array_unref);
  g_clear_pointer (&self->only, lens_condition_unref);
  g_clear_pointer (&self->condition, lens_condition_unref);
  g_clear_object (&self->parts.collection);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.work);
  g_clear_object (&self->parts.truths);
  g_clear_object (&self->parts.figures);
  g_clear_object (&self->parts.view);

  G_OBJECT_CLASS (lens_evaluating_parent_class)->dispose (object);
}

static void
lens_evaluating_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_evaluating_is_working (LENS_EVALUATING (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_evaluating_class_init (LensEvaluatingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[N_SIGNALS] = { "changed", "settings-changed" };

  object_class->dispose = lens_evaluating_dispose;
  object_class->get_property = lens_evaluating_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether more is to come", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i]
        = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_evaluating_init (LensEvaluating *self)
{
  self->class_index = -1;
  self->threshold = NAN;
  self->measure = DERM_MEASURE_RECALL;
  self->truth = self->answer = LENS_ANY_CLASS;
}

LensEvaluating *
lens_evaluating_new (const LensEvaluatingParts *parts)
{
  LensEvaluating *self = g_object_new (LENS_TYPE_EVALUATING, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.collection);
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.work);
  g_object_ref (self->parts.truths);
  g_object_ref (self->parts.figures);
  g_object_ref (self->parts.view);
  /* the figures follow all that is counted, and know what the model was trained on */
  g_signal_connect_object (parts->figures, "changed", G_CALLBACK (lens_evaluating_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->truths, "changed", G_CALLBACK (lens_evaluating_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->work, "notify::is-paused", G_CALLBACK (lens_evaluating_refine), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->work, "notify::is-idle", G_CALLBACK (lens_evaluating_refine), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->view, "notify::filter", G_CALLBACK (lens_evaluating_follow_filter), self,
                           G_CONNECT_SWAPPED);

  return self;
}
