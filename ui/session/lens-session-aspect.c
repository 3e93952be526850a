/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

/* How the image on screen is looked at. */

static const char aspect_name[] = "aspect", choice_name[] = "choice";

static void
leave_aspect (gpointer data)
{
  lens_session_set_aspect (data, LENS_ASPECT_IMAGE);
}

static void
leave_choice (gpointer data)
{
  lens_evaluating_clear_choice (LENS_SESSION (data)->evaluating);
}

/* Escape clears what is chosen there before it leaves the aspect. */
static void
on_choice (LensSession *self)
{
  lens_entered_set (self->entered, choice_name,
                    self->aspect == LENS_ASPECT_EVALUATE && lens_evaluating_has_choice (self->evaluating));
}

LensAspect
lens_session_get_aspect (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), LENS_ASPECT_IMAGE);

  return self->aspect;
}

/* What stands in place of the image goes: another aspect of it was asked for. */
void
lens_session_set_aspect (LensSession *self, LensAspect aspect)
{
  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail ((guint) aspect < LENS_N_ASPECTS);

  lens_session_set_page (self, NULL);
  if (aspect == self->aspect)
    return;
  self->aspect = aspect;
  lens_readout_clear (self->readout); /* first: the room of the new aspect fills it */
  lens_entered_set (self->entered, aspect_name, aspect != LENS_ASPECT_IMAGE);
  lens_explaining_set_active (self->explaining, aspect == LENS_ASPECT_EXPLAIN);
  lens_pass_set_active (self->pass, aspect == LENS_ASPECT_NETWORK);
  lens_places_set_active (self->places, aspect == LENS_ASPECT_ATLAS);
  lens_evaluating_set_active (self->evaluating, aspect == LENS_ASPECT_EVALUATE);
  on_choice (self);
  g_object_notify (G_OBJECT (self), "aspect");
}

DermActivations *
lens_session_get_activations (LensSession *self, int *layer)
{
  DermActivations *activations;

  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  activations = self->aspect == LENS_ASPECT_NETWORK ? lens_pass_get_activations (self->pass) : NULL;
  if (activations != NULL && layer != NULL)
    *layer = lens_pass_get_step (self->pass, lens_pass_get_open (self->pass))->shown;

  return activations;
}

int
lens_session_get_class (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), -1);

  return self->class_index;
}

void
lens_session_set_class (LensSession *self, int class_index)
{
  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (class_index >= -1);

  if (class_index == self->class_index)
    return;
  self->class_index = class_index;
  lens_explaining_set_class (self->explaining, class_index);
  g_object_notify (G_OBJECT (self), "class");
}

int
lens_session_find_class (LensSession *self)
{
  DermPrediction *prediction = lens_shown_get_prediction (self->shown);

  if (self->class_index >= 0 || prediction == NULL)
    return self->class_index;

  return derm_prediction_get_top (prediction);
}

gboolean
lens_session_is_learning (LensSession *self)
{
  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);

  return self->is_learning;
}

void
lens_session_set_learning (LensSession *self, gboolean is_learning)
{
  g_return_if_fail (LENS_IS_SESSION (self));

  if (is_learning == self->is_learning)
    return;
  self->is_learning = is_learning;
  g_object_notify (G_OBJECT (self), "is-learning");
}

LensReadout *
lens_session_get_readout (LensSession *self)
{
  return self->readout;
}

/* ---- what follows the session ---- */

/* What was said of the image before is no longer true. */
static void
on_shown (LensSession *self)
{
  DermInput *input = lens_shown_get_input (self->shown);

  if (input == self->read_out)
    return;
  self->read_out = input;
  lens_readout_clear (self->readout);
}

/* The logits would tell what a lesson asks, and so would a map of the answer. */
static void
on_covered (LensSession *self)
{
  gboolean is_covered = lens_session_is_covered (self, lens_shown_get_prediction (self->shown));

  lens_pass_set_covered (self->pass, is_covered);
  lens_explaining_set_covered (self->explaining, is_covered);
  lens_places_set_covered (self->places, is_covered);
}

/* Another model has other classes. */
static void
on_classifier (LensSession *self)
{
  lens_session_set_class (self, -1);
}

void
lens_session_connect_aspect (LensSession *self)
{
  lens_entered_add (self->entered, aspect_name, leave_aspect, self);
  lens_entered_add (self->entered, choice_name, leave_choice, self);
  g_signal_connect_object (self->evaluating, "settings-changed", G_CALLBACK (on_choice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "predicted", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "changed", G_CALLBACK (on_covered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lessons, "changed", G_CALLBACK (on_covered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reading, "notify::classifier", G_CALLBACK (on_classifier), self, G_CONNECT_SWAPPED);
}
