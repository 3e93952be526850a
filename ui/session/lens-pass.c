/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pass-private.h"

#define DEFAULT_SECONDS 1.5

G_DEFINE_FINAL_TYPE (LensPass, lens_pass, G_TYPE_OBJECT)

enum {
  PROP_ACTIVATIONS = 1,
  PROP_ERROR,
  PROP_VIEW,
  PROP_MAPS,
  PROP_OPEN,
  PROP_IS_PLAYING,
  PROP_SECONDS,
  PROP_IS_RUNNING,
  PROP_IS_COVERED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notify (LensPass *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* ---- the pass ---- */

static void
set_running (LensPass *self, GCancellable *running)
{
  gboolean was_running = self->running != NULL;

  if (was_running && running != self->running)
    g_cancellable_cancel (self->running);
  g_set_object (&self->running, running);
  if (was_running != (running != NULL))
    notify (self, PROP_IS_RUNNING);
}

/* Of another model: its layers are others. */
static void
take_model (LensPass *self, DermActivations *activations)
{
  if (!g_set_object (&self->model, derm_activations_get_model (activations)))
    return;
  g_clear_pointer (&self->steps, g_array_unref);
  self->steps = lens_net_steps_new (activations);
  lens_pass_forget_cells (self);
  self->open = MIN (1, (int) self->steps->len - 1);
}

static void
set_result (LensPass *self, DermActivations *activations, const char *error)
{
  gboolean is_other_error = g_strcmp0 (error, self->error) != 0;
  int open = self->open;

  if (activations == self->activations && !is_other_error)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  if (activations != NULL)
    take_model (self, activations);
  g_set_object (&self->activations, activations);
  g_free (self->error);
  self->error = g_strdup (error);
  lens_pass_update_cell (self);
  notify (self, PROP_ACTIVATIONS);
  if (is_other_error)
    notify (self, PROP_ERROR);
  if (self->open != open)
    notify (self, PROP_OPEN);
  g_object_thaw_notify (G_OBJECT (self));
  lens_pass_tell_cell (self);
}

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensPass) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermActivations) activations = derm_activations_new_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another image, view or model came meanwhile */
  set_running (self, NULL);
  set_result (self, activations, activations == NULL ? error->message : NULL);
}

static void
start (LensPass *self, DermInput *input)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  set_running (self, cancellable);
  derm_activations_new_async (lens_reading_get_classifier (self->reading), input, self->view, cancellable, on_passed,
                              g_object_ref (self));
}

/* What the network gets now; NULL while it is not known, or was made for another model. */
static DermInput *
get_input (LensPass *self)
{
  DermPrediction *prediction = lens_shown_get_prediction (self->shown);

  if (prediction == NULL || derm_prediction_get_model (prediction) != lens_reading_get_model (self->reading))
    return NULL;

  return lens_shown_get_input (self->shown);
}

static gboolean
is_current (LensPass *self, DermInput *input)
{
  return self->activations != NULL && derm_activations_get_input (self->activations) == input
         && derm_activations_get_view (self->activations) == self->view
         && derm_activations_get_model (self->activations) == lens_reading_get_model (self->reading);
}

void
lens_pass_update (LensPass *self)
{
  DermInput *input = get_input (self);

  if (self->is_closed)
    return;
  if (input != NULL && self->view >= derm_recipe_get_views (derm_input_get_recipe (input)))
    {
      self->view = 0;
      notify (self, PROP_VIEW);
    }
  if (input != NULL && is_current (self, input))
    set_running (self, NULL);
  else if (input != NULL && self->is_active)
    start (self, input);
  else
    {
      set_running (self, NULL);
      set_result (self, NULL, NULL);
    }
}

/* Another image: nothing of the one before stays. */
static void
on_shown_changed (LensPass *self)
{
  DermInput *input = get_input (self);

  if (self->is_closed)
    return;
  if (input == NULL || !is_current (self, input))
    set_result (self, NULL, NULL);
  lens_pass_update (self);
}

/* ---- the object ---- */

static void
lens_pass_dispose (GObject *object)
{
  lens_pass_close (LENS_PASS (object));

  G_OBJECT_CLASS (lens_pass_parent_class)->dispose (object);
}

static void
lens_pass_finalize (GObject *object)
{
  LensPass *self = LENS_PASS (object);

  g_clear_object (&self->activations);
  g_clear_object (&self->model);
  g_clear_object (&self->shown);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->account, lens_account_free);
  g_array_unref (self->history);
  g_free (self->error);

  G_OBJECT_CLASS (lens_pass_parent_class)->finalize (object);
}

static void
lens_pass_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensPass *self = LENS_PASS (object);

  switch (id)
    {
    case PROP_ACTIVATIONS:
      g_value_set_object (value, self->activations);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_VIEW:
      g_value_set_int (value, self->view);
      break;
    case PROP_MAPS:
      g_value_set_int (value, (int) self->maps);
      break;
    case PROP_OPEN:
      g_value_set_int (value, self->open);
      break;
    case PROP_IS_PLAYING:
      g_value_set_boolean (value, lens_pass_is_playing (self));
      break;
    case PROP_SECONDS:
      g_value_set_double (value, self->seconds);
      break;
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->running != NULL);
      break;
    case PROP_IS_COVERED:
      g_value_set_boolean (value, self->is_covered);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_pass_class_init (LensPassClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lens_pass_dispose;
  object_class->finalize = lens_pass_finalize;
  object_class->get_property = lens_pass_get_property;
  properties[PROP_ACTIVATIONS]
      = g_param_spec_object ("activations", "Activations", "Every number of the pass", DERM_TYPE_ACTIVATIONS, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", "Error", "Why there is no pass", NULL, flags);
  properties[PROP_VIEW] = g_param_spec_int ("view", "View", "Of the recipe's, from 0", 0, G_MAXINT, 0, flags);
  properties[PROP_MAPS] = g_param_spec_int ("maps", "Maps", "A LensMaps", 0, G_MAXINT, 0, flags);
  properties[PROP_OPEN] = g_param_spec_int ("open", "Open", "Place of the open layer", 0, G_MAXINT, 0, flags);
  properties[PROP_IS_PLAYING]
      = g_param_spec_boolean ("is-playing", "Playing", "Whether one layer follows the other", FALSE, flags);
  properties[PROP_SECONDS] = g_param_spec_double ("seconds", "Seconds", "That a layer stays", LENS_PASS_MIN_SECONDS,
                                                  LENS_PASS_MAX_SECONDS, DEFAULT_SECONDS, flags);
  properties[PROP_IS_RUNNING]
      = g_param_spec_boolean ("is-running", "Running", "Whether a pass is being made", FALSE, flags);
  properties[PROP_IS_COVERED]
      = g_param_spec_boolean ("is-covered", "Covered", "Whether the logits are kept back", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  lens_pass_install_cell_signals (G_TYPE_FROM_CLASS (klass));
}

static void
lens_pass_init (LensPass *self)
{
  self->seconds = DEFAULT_SECONDS;
  self->history = g_array_new (FALSE, FALSE, sizeof (DermCell));
  self->place = -1;
}

LensPass *
lens_pass_new (LensReading *reading, LensShown *shown)
{
  LensPass *self = g_object_new (LENS_TYPE_PASS, NULL);

  self->reading = g_object_ref (reading);
  self->shown = g_object_ref (shown);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "predicted", G_CALLBACK (lens_pass_update), self, G_CONNECT_SWAPPED);

  return self;
}

/* ---- public ---- */

void
lens_pass_close (LensPass *self)
{
  g_return_if_fail (LENS_IS_PASS (self));

  self->is_closed = TRUE;
  lens_pass_set_playing (self, FALSE);
  set_running (self, NULL);
}

void
lens_pass_set_active (LensPass *self, gboolean is_active)
{
  g_return_if_fail (LENS_IS_PASS (self));

  if (is_active == self->is_active)
    return;
  self->is_active = is_active;
  if (!is_active)
    lens_pass_set_playing (self, FALSE);
  lens_pass_update (self);
}

gboolean
lens_pass_is_running (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), FALSE);

  return self->running != NULL;
}

DermActivations *
lens_pass_get_activations (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), NULL);

  return self->activations;
}

const char *
lens_pass_get_error (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), NULL);

  return self->error;
}

gboolean
lens_pass_is_covered (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), FALSE);

  return self->is_covered;
}

void
lens_pass_set_covered (LensPass *self, gboolean is_covered)
{
  const DermCell *cell;

  g_return_if_fail (LENS_IS_PASS (self));

  if (is_covered == self->is_covered)
    return;
  self->is_covered = is_covered;
  cell = lens_pass_get_cell (self);
  if (is_covered && cell != NULL && lens_pass_find_step (self, cell->layer) == lens_pass_get_n_steps (self) - 1)
    lens_pass_close_cell (self);
  notify (self, PROP_IS_COVERED);
}
