/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-shaking.h"

struct _LensShaking {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensShown *shown;     /* owned */

  DermInput *input;         /* owned: of what is on screen, or NULL */
  DermStability *stability; /* owned, or NULL */
  char *error;              /* or NULL */
  DermShaker *shaker;       /* owned, or NULL: at work */
  GCancellable *cancellable;
  double share;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (LensShaking, lens_shaking, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
tell (LensShaking *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_shaker (LensShaking *self, DermShaker *shaker)
{
  if (self->shaker != NULL)
    g_signal_handlers_disconnect_by_data (self->shaker, self);
  if (g_set_object (&self->shaker, shaker))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

void
lens_shaking_stop (LensShaking *self)
{
  g_return_if_fail (LENS_IS_SHAKING (self));

  if (self->shaker == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  set_shaker (self, NULL);
  self->share = 0.0;
  tell (self);
}

/* What is known of another input is not true of this one. */
static void
on_shown (LensShaking *self)
{
  DermInput *input = lens_shown_get_input (self->shown);

  if (!g_set_object (&self->input, input))
    return;
  lens_shaking_stop (self);
  g_clear_object (&self->stability);
  g_clear_pointer (&self->error, g_free);
  tell (self);
}

static void
on_progress (DermShaker *shaker, double share, LensShaking *self)
{
  self->share = share;
  tell (self);
}

static void
on_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensShaking) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermStability) stability = derm_shaker_run_finish (DERM_SHAKER (source), result, &error);

  if (self->shaker != DERM_SHAKER (source))
    return; /* it was for something else */
  set_shaker (self, NULL);
  self->stability = g_steal_pointer (&stability);
  if (self->stability == NULL)
    self->error = g_strdup (error->message);
  tell (self);
}

void
lens_shaking_start (LensShaking *self)
{
  g_autoptr (DermShaker) shaker = NULL;
  DermImage *image;

  g_return_if_fail (LENS_IS_SHAKING (self));

  on_shown (self);
  if (self->is_closed || self->shaker != NULL || self->stability != NULL || self->input == NULL)
    return;
  g_clear_pointer (&self->error, g_free);
  image = lens_shown_is_edited (self->shown) ? NULL : lens_shown_get_image (self->shown);
  shaker = derm_shaker_new (lens_reading_get_classifier (self->reading), self->input, image, 0);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->share = 0.0;
  g_signal_connect (shaker, "progress", G_CALLBACK (on_progress), self);
  set_shaker (self, shaker);
  derm_shaker_run_async (shaker, self->cancellable, on_shaken, g_object_ref (self));
  tell (self);
}

gboolean
lens_shaking_is_working (LensShaking *self)
{
  g_return_val_if_fail (LENS_IS_SHAKING (self), FALSE);

  return self->shaker != NULL;
}

double
lens_shaking_get_share (LensShaking *self)
{
  g_return_val_if_fail (LENS_IS_SHAKING (self), 0.0);

  return self->share;
}

DermStability *
lens_shaking_get_stability (LensShaking *self)
{
  g_return_val_if_fail (LENS_IS_SHAKING (self), NULL);

  return self->stability;
}

const char *
lens_shaking_get_error (LensShaking *self)
{
  g_return_val_if_fail (LENS_IS_SHAKING (self), NULL);

  return self->error;
}

char *
lens_shaking_dup_list (LensShaking *self)
{
  GString *list = g_string_new (NULL);

  g_return_val_if_fail (LENS_IS_SHAKING (self), NULL);

  for (int i = 0; self->stability != NULL && i < derm_stability_get_n_disturbances (self->stability); i++)
    {
      DermPrediction *prediction = derm_stability_get_disturbed (self->stability, i);
      int top = derm_prediction_get_top (prediction);
      g_autofree char *words = derm_stability_describe_disturbance (self->stability, i);
      g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);

      g_string_append_printf (list, "%s%s: %s %s", i > 0 ? "\n" : "", words,
                              derm_prediction_get_label (prediction, top), score);
    }

  return g_string_free (list, FALSE);
}

/* ---- the object ---- */

static void
lens_shaking_dispose (GObject *object)
{
  LensShaking *self = LENS_SHAKING (object);

  g_clear_object (&self->shaker);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stability);
  g_clear_object (&self->input);
  g_clear_object (&self->shown);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (lens_shaking_parent_class)->dispose (object);
}

static void
lens_shaking_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, LENS_SHAKING (object)->shaker != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_shaking_class_init (LensShakingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_shaking_dispose;
  object_class->get_property = lens_shaking_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether the image is being disturbed",
                                                      FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_shaking_init (LensShaking *self)
{
}

LensShaking *
lens_shaking_new (LensReading *reading, LensShown *shown)
{
  LensShaking *self = g_object_new (LENS_TYPE_SHAKING, NULL);

  self->reading = g_object_ref (reading);
  self->shown = g_object_ref (shown);
  g_signal_connect_object (shown, "changed", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "predicted", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);

  return self;
}

void
lens_shaking_close (LensShaking *self)
{
  g_return_if_fail (LENS_IS_SHAKING (self));

  self->is_closed = TRUE;
  lens_shaking_stop (self);
}
